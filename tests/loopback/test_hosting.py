"""The server under the loopback: what its clients may count on."""

import aiohttp
import pytest

from bot.loopback.hosting import Host, listen

pytestmark = pytest.mark.asyncio


async def test_an_idle_connection_outlives_its_reuse_by_clients() -> None:
    async with aiohttp.TCPConnector() as connector:
        reused = connector._keepalive_timeout or 0  # noqa: SLF001 -- aiohttp tells its default nowhere else
    listener = listen("127.0.0.1", 0)
    try:
        assert Host(_nothing, listener).config.timeout_keep_alive >= 2 * reused > 0
    finally:
        listener.close()


async def _nothing(*_: object) -> None:
    """An application that answers nothing."""
