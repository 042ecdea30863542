"""How long a server keeps sessions that are over, and who lets them go in time."""

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta
from typing import Protocol

from bot.service.faults import StorageBroken, StorageFull
from bot.service.ports import Clock, GuildSettings

_log = logging.getLogger(__name__)

KEY = "retention_days"
LONGEST = 3650
LOOK_AGAIN = 3600.0
"""Seconds between two looks for what is over its time."""


class Archive(Protocol):
    """The sessions of all servers, as far as they can be let go."""

    async def ended(self, guild: str, before: datetime) -> tuple[str, ...]:
        """Give the closed sessions of a server whose last entry is older."""

    async def purge(self, session: str) -> None:
        """Delete a session with all that belongs to it."""


async def retention_of(settings: GuildSettings, guild: str) -> int | None:
    """Give for how many days a server keeps sessions that are over; None: for good."""
    value = await settings.get(guild, KEY)
    return int(value) if value is not None and value.isdecimal() else None


async def set_retention(settings: GuildSettings, guild: str, days: int | None) -> None:
    """Keep for how many days a server keeps sessions that are over; None: for good."""
    await settings.put(guild, KEY, str(days) if days else None)


class Sweeper:
    """Deletes what is over its time: at the start, and every hour."""

    def __init__(self, *, settings: GuildSettings, archive: Archive, clock: Clock) -> None:
        self._settings, self._archive, self._clock = settings, archive, clock
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """End `run` after what is being done."""
        self._stopped.set()

    async def run(self) -> None:
        """Work until `stop`."""
        while not self._stopped.is_set():
            try:
                await self.sweep()
            except (StorageFull, StorageBroken):
                _log.exception("what is over its time cannot be deleted; looking again in an hour")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN):
                    await self._stopped.wait()

    async def sweep(self) -> int:
        """Delete what is over its time, and give how many sessions it were. Raises StorageFull, StorageBroken."""
        gone = 0
        for guild, days in (await self._settings.every(KEY)).items():
            before = self._clock.now() - timedelta(days=int(days))
            for session in await self._archive.ended(guild, before):
                await self._archive.purge(session)
                _log.info("session %s of server %s was over for %s days and is deleted", session, guild, days)
                gone += 1
        return gone
