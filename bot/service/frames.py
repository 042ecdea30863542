"""The pack of a session under its reading: always the text that the session was opened with."""

import asyncio

from bot.negotiation.model import Session
from bot.rules import FileError
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack
from bot.service.faults import StorageBroken
from bot.service.ports import EventStore, Packs
from bot.service.recent import Recent

KEPT_FRAMES = 32


class Frames:
    """Gives frames by pack hash and variant, each made once: a frame remembers what it has judged."""

    def __init__(self, packs: Packs, events: EventStore) -> None:
        self._packs = packs
        self._events = events
        self._kept: Recent[tuple[str, str | None], Frame] = Recent(KEPT_FRAMES)

    async def of_pack(self, pack: Pack, variant: str | None) -> Frame:
        """Give a pack's frame, ready to read sentences; UnknownVariant if the pack has no such variant."""
        key = (pack.fingerprint, variant)
        frame = self._kept.get(key)
        if frame is None:
            frame = frame_of(pack, variant)
            # The first sentence of a process would hold up everybody for half a second.
            await asyncio.to_thread(frame.prepare)
            self._kept.put(key, frame)
        return frame

    async def of_session(self, session: Session) -> Frame:
        """Give a session's frame; a pack file that was changed since its opening does not matter.

        Raises:
            StorageBroken: The stored pack is missing, or this version of the program cannot read it.
        """
        frame = self._kept.get((session.pack_hash, session.variant))
        return frame or await self.of_pack(await self._pack(session), session.variant)

    async def _pack(self, session: Session) -> Pack:
        current = self._packs.get(session.pack)
        if current is not None and current.fingerprint == session.pack_hash:
            return current
        source = await self._events.pack_source(session.pack_hash)
        try:
            # Reading takes a while, and other sessions go on meanwhile.
            return await asyncio.to_thread(load_pack, source)
        except FileError as error:
            raise StorageBroken(f"the stored pack {session.pack} ({session.pack_hash[:12]}) is unreadable") from error
