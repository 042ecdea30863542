"""Hears what is said in the rooms of sessions whose talk is recorded, and holds it to the record by digests."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from weakref import WeakValueDictionary

from bot.negotiation.acts import CLOCK
from bot.negotiation.model import Phase
from bot.negotiation.recording.acts import HearTalk
from bot.negotiation.recording.aliases import GUEST
from bot.negotiation.recording.model import Recording
from bot.negotiation.refusals import Refusal
from bot.negotiation.talk import Absence, Attached, Content, TalkKind, Utterance, content_hash, digest
from bot.service.faults import StorageBroken, StorageFull, UnknownSession
from bot.service.negotiations import Negotiations
from bot.service.ports import Talk
from bot.service.recent import Recent

_log = logging.getLogger(__name__)

GATHERED = 2.0
"""Seconds in which utterances are gathered for one entry."""
AT_ONCE = 200
FORGETS = 2.0
"""Seconds after which it is asked again whether a channel belongs to a session."""
KEPT_CHANNELS = 4096


@dataclass(frozen=True, slots=True)
class Heard:
    """What came from a room. `words` are None where the bot may not read them; `files` gives what was attached.

    Of a deletion or reaction `name` may be empty. A deletion names nobody: `member` is then "".
    """

    guild: str
    channel: str
    message: str
    kind: TalkKind
    at: datetime
    member: str
    name: str
    words: str | None
    reply_to: str | None = None
    files: Callable[[], Awaitable[tuple[Attached, ...]]] | None = None


class Listener:
    """Keeps each utterance at once; every two seconds an entry holds the digests of those that came."""

    def __init__(self, *, talk: Talk, service: Negotiations, new_salt: Callable[[], str]) -> None:
        self._talk, self._service, self._new_salt = talk, service, new_salt
        self._where: Recent[tuple[str, str], tuple[float, tuple[str, str] | None]] = Recent(KEPT_CHANNELS)
        # In the order in which they came: a file takes time to fetch, and what is said of it must not be first.
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._unheld: set[str] = set()
        self._work = asyncio.Event()
        self._stopping = False

    async def hear(self, heard: Heard) -> None:
        """Keep what came from a room, if it is one whose talk is recorded; never raises for a store that fails."""
        queue = self._queues.setdefault(heard.channel, asyncio.Lock())
        try:
            async with queue:
                await self._hear(heard)
        except (StorageFull, StorageBroken):
            _log.exception("something that was said in channel %s could not be kept", heard.channel)

    def stop(self) -> None:
        """End `run` after what is being done."""
        self._stopping = True
        self._work.set()

    async def run(self) -> None:
        """Hold to the record what is heard, until `stop`; first what an earlier run had left."""
        with contextlib.suppress(StorageFull, StorageBroken):
            self._unheld.update(await self._talk.unheld())
        while not self._stopping:
            await self.hold()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(GATHERED):
                    await self._work.wait()
        await self.hold()

    async def hold(self) -> None:
        """Write the digests of all that is waiting."""
        for session in sorted(self._unheld):
            try:
                while await self._held(session):
                    pass
            except (StorageFull, StorageBroken):
                _log.exception("what was said in session %s waits for the record", session)
                return

    async def _held(self, session: str) -> bool:
        self._unheld.discard(session)
        waiting = await self._talk.waiting(session, AT_ONCE)
        if not waiting:
            return False
        numbers = tuple(waiting)
        act = HearTalk(numbers, tuple(digest(one) for one in waiting.values()))
        done = await self._service.perform(session, act, CLOCK, f"heard:{numbers[0]}-{numbers[-1]}")
        if isinstance(done, Refusal):
            _log.warning("what was said in session %s is not in the record yet: %s", session, done.code.value)
            self._unheld.add(session)
            return False
        return len(waiting) == AT_ONCE

    async def _hear(self, heard: Heard) -> None:
        place = await self._place(heard.guild, heard.channel)
        if place is None:
            return
        session, room = place
        try:
            state = await self._service.state(session)
        except UnknownSession:
            return
        if not state.recording.on or state.phase is Phase.CLOSED:
            return
        said = None
        if heard.kind is not TalkKind.SAID:
            said = await self._talk.said(session, heard.message)
            if said is None:
                return
        utterance = await self._utterance(heard, room, state.recording, said)
        if state.recording.by_alias:
            utterance = replace(utterance, name=state.recording.aliases.get(utterance.member, GUEST))
        await self._talk.keep(session, utterance)
        self._unheld.add(session)

    async def _utterance(self, heard: Heard, room: str, recording: Recording, said: Utterance | None) -> Utterance:
        absent = _absent(heard, recording)
        content = None
        if absent is None and heard.kind is not TalkKind.DELETED:
            files = await heard.files() if heard.files else ()
            content = Content(self._new_salt(), heard.words or "", files)
        return Utterance(
            message=heard.message,
            room=room,
            kind=heard.kind,
            at=heard.at,
            member=heard.member,
            name=heard.name or (said.name if said and said.member == heard.member else ""),
            salt=self._new_salt(),
            content=content,
            content_hash=content_hash(content) if content else "",
            reply_to=heard.reply_to,
            absent=absent,
        )

    async def _place(self, guild: str, channel: str) -> tuple[str, str] | None:
        known, now = self._where.get((guild, channel)), time.monotonic()
        if known is not None and now - known[0] < FORGETS:
            return known[1]
        found = await self._talk.where(guild, channel)
        self._where.put((guild, channel), (now, found))
        return found


def _absent(heard: Heard, recording: Recording) -> Absence | None:
    if heard.member in recording.declined:
        return Absence.DECLINED
    unread = heard.words is None and heard.kind in (TalkKind.SAID, TalkKind.EDITED)
    return Absence.NO_INTENT if unread or not recording.content else None
