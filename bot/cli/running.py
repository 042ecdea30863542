"""A bot running in the present loop until somebody stops it."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncGenerator, Generator
from typing import Protocol

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class RunningBot(Protocol):
    """What of a discord.py bot is used here."""

    async def start(self, token: str) -> None:
        """Log in and stay connected until closed."""

    async def close(self) -> None:
        """Disconnect and let go of everything."""

    async def wait_until_ready(self) -> None:
        """Return once the servers are known; only after the login has begun."""

    def is_ready(self) -> bool:
        """Say whether the servers are known."""


@contextlib.asynccontextmanager
async def running(bot: RunningBot, token: str, asked: asyncio.Event) -> AsyncGenerator["asyncio.Task[None]"]:
    """Start the bot and go on once it is ready, or asked to stop; at the end it is closed. Gives the task of its life.

    Raises what its start raises.
    """
    life = asyncio.create_task(bot.start(token), name="bot")
    try:
        # discord.py has no event that could be waited for before the login has begun.
        while not (bot.is_ready() or life.done() or asked.is_set()):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        if life.done():
            await life
        yield life
    finally:
        await bot.close()
        life.cancel()
        await asyncio.gather(life, return_exceptions=True)


@contextlib.contextmanager
def stop_signals() -> Generator[asyncio.Event]:
    """Give an event that Ctrl-C and SIGTERM set, so that everything is closed in order."""
    asked, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in _SIGNALS:
        # Windows' loop has no signal handlers; there Ctrl-C cancels the main task.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, asked.set)
    try:
        yield asked
    finally:
        for number in _SIGNALS:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(number)


async def until(asked: asyncio.Event, *lives: "asyncio.Task[None]") -> None:
    """Wait until the event is set or one of the tasks ends; a task that failed raises here."""
    waiting = asyncio.create_task(asked.wait())
    try:
        await asyncio.wait({waiting, *lives}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
    for life in lives:
        if life.done():
            await life
