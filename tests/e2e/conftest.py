"""The fixture of all end-to-end tests."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest_asyncio

from tests.e2e.world import World, running_world


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncGenerator[World, None]:
    """A server, the real bot on it with SQLite, and nobody there yet."""
    async with running_world(tmp_path) as made:
        yield made
