"""The sessions as they are now: states kept in memory, loaded from snapshot and entries when they are not."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from bot.negotiation.events import Recorded
from bot.negotiation.evolve import NeedsHistory
from bot.negotiation.model import Phase, Session
from bot.negotiation.replay import replay
from bot.service.faults import StorageBroken, StorageFull, UnknownSession
from bot.service.ports import EventStore, Place
from bot.service.recent import Recent

_log = logging.getLogger(__name__)

KEPT_SESSIONS = 256
KEPT_ENTRIES = 512
SNAPSHOT_EVERY = 200


@dataclass(frozen=True, slots=True)
class Known:
    """A session in memory: its state, and its last entry, which the next one is chained to."""

    state: Session
    head: Recorded


class Sessions:
    """Gives sessions without a read where they are known. What is kept may be behind the store, never ahead of it."""

    def __init__(self, events: EventStore) -> None:
        self._events = events
        self._known: Recent[str, Known] = Recent(KEPT_SESSIONS)
        self._entries: Recent[tuple[str, int], Recorded] = Recent(KEPT_ENTRIES)
        self._places: Recent[str, Place] = Recent(KEPT_SESSIONS)
        self._at: Recent[tuple[str, str], str] = Recent(4 * KEPT_SESSIONS)
        # Weak, so that a lock lives as long as somebody holds or awaits it, however many sessions there are.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def lock(self, session: str) -> asyncio.Lock:
        """Give the lock under which a session is loaded and acted in."""
        return self._locks.setdefault(session, asyncio.Lock())

    async def get(self, session: str, at_least: int = 0) -> Known:
        """Give a session that has at least this many entries; the caller holds no lock. UnknownSession if none."""
        known = self._known.get(session)
        if known is not None and known.state.version >= at_least:
            return known
        async with self.lock(session):
            known = await self.locked(session)
            return known if known.state.version >= at_least else await self.caught_up(known)

    async def locked(self, session: str) -> Known:
        """Give a session; the caller holds its lock. UnknownSession if there is none."""
        known = self._known.get(session)
        if known is None:
            known = await self._loaded(session)
            self._known.put(session, known)
        return known

    async def caught_up(self, known: Known) -> Known:
        """Give the session with what others have written since; the caller holds its lock."""
        newer = await self._events.load(known.state.id, known.state.version)
        return await self._kept(known, newer) if newer else known

    async def advanced(self, known: Known, entries: Sequence[Recorded], state: Session) -> None:
        """Take over what was just written, and snapshot now and then; the caller holds the lock."""
        self._known.put(state.id, Known(state, entries[-1]))
        for entry in entries:
            self._entries.put((state.id, entry.seq), entry)
        if state.version // SNAPSHOT_EVERY > known.state.version // SNAPSHOT_EVERY:
            await self._snapshot(state)

    def opened(self, place: Place, entries: Sequence[Recorded], state: Session) -> None:
        """Take over a session that was just created."""
        self._known.put(state.id, Known(state, entries[-1]))
        for entry in entries:
            self._entries.put((state.id, entry.seq), entry)
        self._places.put(state.id, place)
        self._at.put((place.guild, place.channel), state.id)

    def moved(self, session: str, place: Place) -> None:
        """Take over that a session lives elsewhere."""
        old = self._places.get(session)
        if old is not None:
            self._at.drop((old.guild, old.channel))
        self._places.put(session, place)
        self._at.put((place.guild, place.channel), session)

    async def entry(self, session: str, seq: int) -> Recorded | None:
        """Give one entry of a session, or None."""
        return self._entries.get((session, seq)) or await self._events.entry(session, seq)

    async def place(self, session: str) -> Place:
        """Give where a session lives; UnknownSession if there is none."""
        place = self._places.get(session)
        if place is None:
            place = await self._events.place_of(session)
            self._places.put(session, place)
        return place

    async def at(self, guild: str, channel: str) -> Known | None:
        """Give the session that is not closed in a channel, or the one that a thread belongs to."""
        found = self._at.get((guild, channel))
        if found is not None:
            known = await self.get(found)
            place = await self.place(found)
            if known.state.phase is not Phase.CLOSED or place.channel != channel:
                return known
            self._at.drop((guild, channel))
        found = await self._events.at(guild, channel)
        if found is None:
            return None
        self._at.put((guild, channel), found)
        return await self.get(found)

    async def _kept(self, known: Known, newer: Sequence[Recorded]) -> Known:
        fresh = Known(await self._followed(known.state, newer), newer[-1])
        self._known.put(known.state.id, fresh)
        return fresh

    async def _followed(self, state: Session, newer: Sequence[Recorded]) -> Session:
        """Give the state after entries; one that undoes others is followed from the beginning."""
        try:
            return replay(newer, state)
        except NeedsHistory:
            return replay(await self._events.load(state.id))

    async def _loaded(self, session: str) -> Known:
        snapshot = await self._events.snapshot(session)
        if snapshot is not None:
            newer = await self._events.load(session, snapshot.version)
            head = newer[-1] if newer else await self._events.entry(session, snapshot.version)
            if head is not None:
                return Known(await self._followed(snapshot, newer), head)
        entries = await self._events.load(session)
        if not entries:
            raise UnknownSession(session)
        return Known(replay(entries), entries[-1])

    async def _snapshot(self, state: Session) -> None:
        try:
            await self._events.save_snapshot(state)
        except (StorageFull, StorageBroken):
            # Only speed depends on it: the act itself is written.
            _log.warning("no snapshot of session %s at entry %d", state.id, state.version, exc_info=True)
