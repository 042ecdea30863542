"""The only door for acts: load, decide, append, and tell the courier."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.negotiation.acts import CLOCK, Act, Actor, OpenSession
from bot.negotiation.audience import salted
from bot.negotiation.chain import record
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.context import Context
from bot.negotiation.deadlines import deadlines
from bot.negotiation.decide import decide
from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Phase, Role, Session
from bot.negotiation.recording.acts import EraseWords, HearTalk
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.replay import replay
from bot.negotiation.sealing import sealed_by, sealed_key
from bot.negotiation.undoing import NEEDS_HISTORY, follow
from bot.scenarios.frame import Frame, UnknownVariant
from bot.service.faults import PlaceTaken, StorageBroken, StorageFull, UnknownSession, VersionConflict
from bot.service.frames import Frames
from bot.service.notices import due, everything
from bot.service.ports import Alarm, Beside, Clock, EventStore, Opening, Packs, Place, StoredFile
from bot.service.sessions import Known, Sessions

_log = logging.getLogger(__name__)

TRIES = 3
TICK = timedelta(microseconds=1)
"""Between two acts at least: an act is what has one member and one moment in the record."""


def new_salt() -> str:
    """Give a random salt, which nobody can guess."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Done:
    """An act that is durable: the session after it and its entries; `repeated` if this cause had done it before."""

    session: Session
    entries: tuple[Recorded, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an act would do, though it was not done: the session before and after it, and the entries between them."""

    before: Session
    after: Session
    entries: tuple[Recorded, ...]


class Negotiations:
    """Use cases of sessions. `on_append` is called after each act that was written; `new_id` names sessions.

    `new_salt` keeps events that not everybody may know from being guessed by their hash.
    """

    def __init__(
        self,
        *,
        events: EventStore,
        packs: Packs,
        clock: Clock,
        new_id: Callable[[], str],
        on_append: Callable[[], None],
        new_salt: Callable[[], str] = new_salt,
    ) -> None:
        self._events = events
        self._packs = packs
        self._clock = clock
        self._new_id = new_id
        self._on_append = on_append
        self._new_salt = new_salt
        self._sessions = Sessions(events)
        self._frames = Frames(packs, events)

    async def open(
        self, place: Place, pack: str, variant: str | None, actor: Actor, cause: str, *, aliases: bool = False
    ) -> Done | Refusal:
        """Open a session in a channel; the actor becomes its chair. The same cause twice opens one session.

        Refused beside what the core refuses: UNKNOWN_PACK, UNKNOWN_VARIANT, SESSION_HERE_ALREADY, STORAGE_*.
        """
        return await _answered(self._open(place, pack, variant, actor, cause, aliases=aliases))

    async def perform(
        self, session: str, act: Act, actor: Actor, cause: str, *, version: int | None = None
    ) -> Done | Refusal:
        """Do an act in a session, or say why not. The same cause twice has one effect, and gives its first entries.

        With `version` only if the session has exactly so many entries, as when the act was foreseen; else CONTENTION.
        Refused beside what the core refuses: NO_SESSION_HERE, CONTENTION, STORAGE_*.
        """
        return await _answered(self._perform(session, act, actor, cause, version))

    async def foresee(self, session: str, act: Act, actor: Actor) -> Foreseen | Refusal:
        """Say what an act would do now, or why not; nothing is written. UnknownSession if there is no such session."""
        known = await self._sessions.get(session)
        context = await self._context(known, act, actor)
        outcome = decide(known.state, act, context)
        if isinstance(outcome, Refusal):
            return outcome
        entries = record(outcome, after=known.head, session=session, at=context.now, member=actor.member)
        return Foreseen(known.state, follow(known.state, entries, context.history), entries)

    async def caused(self, session: str, cause: str) -> Done | None:
        """Give what this cause has done in a session, or None if it has done nothing."""
        return await self._repeated(session, cause)

    async def at(self, guild: str, channel: str) -> Session | None:
        """Give the session that is not closed in this channel, or to which this thread belongs."""
        known = await self._sessions.at(guild, channel)
        return known.state if known else None

    async def state(self, session: str, *, at_least: int = 0) -> Session:
        """Give a session as it is now, with at least this many entries; UnknownSession if there is none."""
        return (await self._sessions.get(session, at_least)).state

    async def frame(self, session: str) -> Frame:
        """Give the pack and reading that a session was opened with; UnknownSession if there is none."""
        return await self._frames.of_session(await self.state(session))

    async def entries(self, session: str) -> tuple[Recorded, ...]:
        """Give the whole record of a session; UnknownSession if there is none."""
        entries = await self._events.load(session)
        if not entries:
            raise UnknownSession(session)
        return entries

    async def entry(self, session: str, seq: int) -> Recorded | None:
        """Give one entry of a session, or None."""
        return await self._sessions.entry(session, seq)

    async def place(self, session: str) -> Place:
        """Give where a session lives; UnknownSession if there is none."""
        return await self._sessions.place(session)

    async def tick(self, alarm: Alarm) -> Done | Refusal:
        """Let a deadline fall due, once however often it is tried; NOT_DUE if it is not there any more."""
        act = Tick(alarm.deadline.key, alarm.deadline.at)
        return await self.perform(alarm.session, act, CLOCK, alarm.cause)

    async def refresh(self, session: str) -> None:
        """Let everything of a session that shows its present state be shown anew; UnknownSession if there is none."""
        state = await self.state(session)
        await self._events.show(session, everything(state), self._clock.now())
        self._on_append()

    async def move(self, session: str, place: Place, actor: Actor) -> Refusal | None:
        """Let a session go on in another channel; only its chairs may. None: it is done; `refresh` shows it there."""
        state = await self.state(session)
        if not _chairs(state, actor.member):
            return Refusal(Code.NOT_CHAIR)
        try:
            await self._events.move(session, place)
        except PlaceTaken as taken:
            return Refusal(Code.SESSION_HERE_ALREADY, {"session": taken.session})
        self._sessions.moved(session, place)
        return None

    async def chaired(self, guild: str, member: str) -> tuple[Session, ...]:
        """Give the sessions of a server that are not closed and that this member chairs, newest first."""
        return tuple(one for one in await self.seated(guild, member) if _chairs(one, member))

    async def seated(self, guild: str, member: str) -> tuple[Session, ...]:
        """Give the sessions of a server that are not closed and in which this member sits, newest first."""
        states = [await self.state(one) for one in await self._events.sessions(guild, closed=False)]
        return tuple(one for one in states if one.seat_of(member))

    async def sealed(self, session: str, key: str) -> Mapping[str, str]:
        """Give what is kept apart from the record under a key: party -> words. Only its parties may see it."""
        return await self._events.sealed(session, key)

    async def keep_file(self, digest: str, file: StoredFile) -> None:
        """Keep a file under the SHA-256 of its bytes."""
        await self._events.keep_file(digest, file)

    async def file(self, digest: str) -> StoredFile | None:
        """Give a file that was kept, or None."""
        return await self._events.file(digest)

    async def context(self, session: str, actor: Actor) -> Context:
        """Give what an act of this member would be decided in now; UnknownSession if there is no such session."""
        return Context(now=self._clock.now(), actor=actor, frame=await self.frame(session))

    async def _open(
        self, place: Place, pack: str, variant: str | None, actor: Actor, cause: str, *, aliases: bool
    ) -> Done | Refusal:
        chosen = self._packs.get(pack)
        if chosen is None:
            return Refusal(Code.UNKNOWN_PACK, {"pack": pack, "packs": list(self._packs.ids())})
        try:
            frame = await self._frames.of_pack(chosen, variant)
        except UnknownVariant:
            variants = [known.id for known in chosen.variants]
            return Refusal(Code.UNKNOWN_VARIANT, {"variant": variant, "variants": variants})
        session, context = self._new_id(), Context(now=self._clock.now(), actor=actor, frame=frame)
        outcome = decide(None, OpenSession(session, aliases), context)
        if isinstance(outcome, Refusal):
            return outcome
        entries = record(outcome, after=None, session=session, at=context.now, member=actor.member)
        state = replay(entries)
        opening = Opening(session, place, self._packs.source(pack), chosen.fingerprint)
        try:
            await self._events.create(opening, entries, cause, due(entries, state))
        except PlaceTaken as taken:
            return await self._repeated(taken.session, cause) or Refusal(
                Code.SESSION_HERE_ALREADY, {"session": taken.session}
            )
        self._sessions.opened(place, entries, state)
        self._on_append()
        return Done(state, entries)

    async def _perform(self, session: str, act: Act, actor: Actor, cause: str, version: int | None) -> Done | Refusal:
        async with self._sessions.lock(session):
            try:
                known = await self._sessions.locked(session)
            except UnknownSession:
                return Refusal(Code.NO_SESSION_HERE)
            for _ in range(TRIES):
                context = await self._context(known, act, actor)
                other = version not in {None, known.state.version}
                outcome = Refusal(Code.CONTENTION) if other else decide(known.state, act, context)
                if not isinstance(outcome, Refusal):
                    try:
                        done = await self._appended(known, act, outcome, context, cause)
                    except PlaceTaken as taken:
                        return Refusal(Code.SESSION_HERE_ALREADY, {"session": taken.session})
                    if done:
                        return done
                # Either somebody else was first, or the refusal may rest on an old state or on a cause that is done.
                newer = await self._sessions.caught_up(known)
                if done := await self._repeated(session, cause, newer):
                    return done
                if isinstance(outcome, Refusal) and newer is known:
                    return outcome
                known = newer
        return Refusal(Code.CONTENTION)

    async def _context(self, known: Known, act: Act, actor: Actor) -> Context:
        """Give what an act is decided in: each act has a moment of its own, later than the one before."""
        frame = await self._frames.of_session(known.state)
        now = max(self._clock.now(), known.head.at + TICK)
        key = sealed_key(act)
        undone = known.state.order.undone
        sealed = {key: await self._events.sealed(known.state.id, key, undone)} if key else {}
        history = await self._events.load(known.state.id) if type(act) in NEEDS_HISTORY else ()
        # Others may have written since; the act is decided on what is known, and then found to be too late.
        return Context(now, actor, frame, history[: known.state.version], sealed)

    async def _appended(
        self, known: Known, act: Act, events: Sequence[Event], context: Context, cause: str
    ) -> Done | None:
        """Write what was decided; None if somebody else wrote first. Raises PlaceTaken."""
        old, member = known.state, context.actor.member
        entries = record(events, after=known.head, session=old.id, at=context.now, member=member, salt_of=self._salt_of)
        state = follow(old, entries, context.history)
        beside = _beside(old, state, act, events)
        try:
            await self._events.append(old.id, old.version, entries, cause, due(entries, state, old), beside)
        except VersionConflict:
            return None
        await self._sessions.advanced(known, entries, state)
        self._on_append()
        return Done(state, entries)

    def _salt_of(self, event: Event) -> str:
        return self._new_salt() if salted(event) else ""

    async def _repeated(self, session: str, cause: str, known: Known | None = None) -> Done | None:
        entries = await self._events.caused(session, cause)
        if not entries:
            return None
        state = known.state if known else await self.state(session)
        return Done(state, entries, repeated=True)


def _chairs(state: Session, member: str) -> bool:
    seat = state.seat_of(member)
    return seat is not None and seat.role is Role.CHAIR


def _beside(old: Session, new: Session, act: Act, events: Sequence[Event]) -> Beside:
    wanted = deadlines(new)
    ends = (new.phase is Phase.CLOSED) if (old.phase is Phase.CLOSED) != (new.phase is Phase.CLOSED) else None
    return Beside(
        sealed_by(act, events),
        None if wanted == deadlines(old) else wanted,
        ends,
        heard=act.numbers if isinstance(act, HearTalk) else (),
        erased=act.member if isinstance(act, EraseWords) else None,
    )


async def _answered(work: Awaitable[Done | Refusal]) -> Done | Refusal:
    """Turn a failing store into a refusal: the member is told, and the log has the failure under a reference."""
    try:
        return await work
    except StorageFull:
        _log.exception("the store is full")
        return Refusal(Code.STORAGE_FULL)
    except StorageBroken:
        reference = secrets.token_hex(4)
        _log.exception("the store failed, reference %s", reference)
        return Refusal(Code.STORAGE_BROKEN, {"reference": reference})
