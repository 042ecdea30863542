"""Sessions, packs and acts for tests: `Story` plays acts by name of the member and holds the core to its promises."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.drafting.clauses import Clause
from bot.negotiation import acts
from bot.negotiation.acts import CLOCK, Act, Actor
from bot.negotiation.chain import record
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.context import Context
from bot.negotiation.deadlines import deadlines
from bot.negotiation.decide import decide
from bot.negotiation.due import Deadline
from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Phase, Proposal, Role, Session
from bot.negotiation.recording.acts import HearTalk
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.undoing import follow
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.procedure import Procedure
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TINY = Path(__file__).with_name("tiny.yaml")
SHIPPED = Path(__file__).resolve().parents[2] / "bot" / "scenarios" / "packs"

BALANCED = {"CUTS": "BOTH"}
LOPSIDED = {"CUTS": "NORD_ONLY"}
SEATS: Mapping[str, tuple[Role, str | None]] = {
    "nord": (Role.HEAD, "NORD"),
    "sud": (Role.HEAD, "SUD"),
    "est": (Role.HEAD, "EST"),
    "nord2": (Role.DELEGATE, "NORD"),
    "sud2": (Role.DELEGATE, "SUD"),
    "nord3": (Role.ADVISER, "NORD"),
    "guest": (Role.HEAD, "GUEST"),
    "olga": (Role.OBSERVER, None),
}


@cache
def tiny_pack() -> Pack:
    """Two sides that count tanks, a third party that owns the harbour, a guest without a vote."""
    return load_pack(TINY.read_bytes())


@cache
def shipped_pack(pack: str) -> Pack:
    """A pack that the bot ships, by its id."""
    return load_pack((SHIPPED / f"{pack}.yaml").read_bytes())


def tiny_under(**procedure: Any) -> Pack:  # noqa: ANN401  # fields of the procedure or params of the code
    """The tiny pack under a procedure."""
    return tiny_pack().model_copy(update={"procedure": Procedure(**procedure)})


@cache
def tiny_frame(**procedure: Any) -> Frame:  # noqa: ANN401  # fields of the procedure or params of the code
    """The tiny pack under a procedure, judged by the real rules."""
    return frame_of(tiny_under(**procedure), None)


def words(*texts: str) -> tuple[Clause, ...]:
    """Clauses of one's own."""
    return tuple(Clause(text) for text in texts)


class Story:
    """A session that is played: `does` and `refused` say what must come of an act; the clock moves a second an act."""

    def __init__(self, frame: Frame | None = None, session: str = "s1") -> None:
        self.frame = frame or tiny_frame()
        self.session = session
        self.now = START
        self.entries: list[Recorded] = []
        self._state: Session | None = None

    @property
    def state(self) -> Session:
        """The present state; the session must be open."""
        assert self._state is not None, "nobody opened the session"
        return self._state

    def goes_on_from(self, state: Session) -> None:
        """Let the story go on from another state, which its record does not give."""
        self._state = state

    def context(self, member: str, *, moderator: bool = False) -> Context:
        """What an act of this member is decided in."""
        return Context(self.now, Actor(member, member.title(), moderator), self.frame, tuple(self.entries))

    def tries(self, member: str, act: Act, *, moderator: bool = False) -> Refusal | tuple[Event, ...]:
        """Let a member try an act; what it brings about is recorded."""
        self.now += timedelta(seconds=1)
        return self._recorded(act, self.context(member, moderator=moderator))

    def _recorded(self, act: Act, context: Context) -> Refusal | tuple[Event, ...]:
        outcome = decide(self._state, act, context)
        if isinstance(outcome, Refusal):
            return outcome
        assert outcome, "an act that is done leaves an event"
        last = self.entries[-1] if self.entries else None
        entries = record(outcome, after=last, session=self.session, at=self.now, member=context.actor.member)
        self._state = follow(self._state, entries, self.entries)
        self.entries += entries
        return outcome

    def does(self, member: str, act: Act, *kinds: type[Event], moderator: bool = False) -> tuple[Event, ...]:
        """Let a member do an act that must succeed, with events of exactly these kinds (none named: any)."""
        outcome = self.tries(member, act, moderator=moderator)
        assert not isinstance(outcome, Refusal), f"{member}: {act} was refused: {outcome.code} {outcome.params}"
        if kinds:
            assert tuple(type(event) for event in outcome) == kinds
        return outcome

    def refused(self, member: str, act: Act, code: Code, /, **params: Any) -> Refusal:  # noqa: ANN401  # fields of the procedure or params of the code
        """Let a member try an act that must be refused with this code and (at least) these params."""
        before = self._state
        outcome = self.tries(member, act)
        assert isinstance(outcome, Refusal), f"{member}: {act} was done: {outcome}"
        assert outcome.code is code, f"{member}: {act} was refused: {outcome.code} {outcome.params}"
        assert {key: outcome.params.get(key) for key in params} == params
        assert self._state is before
        return outcome

    def tick(self, key: str) -> tuple[Event, ...]:
        """Let time pass until a deadline, and let it fall due; gives what came of it."""
        deadline = next(one for one in deadlines(self.state) if one.key == key)
        self.now = max(self.now, deadline.at)
        outcome = self._recorded(
            Tick(deadline.key, deadline.at), Context(self.now, CLOCK, self.frame, tuple(self.entries))
        )
        assert not isinstance(outcome, Refusal), f"{key}: refused: {outcome.code} {outcome.params}"
        return outcome

    def hears(self, act: HearTalk) -> tuple[Event, ...]:
        """Let the clock hold to the record what was said; gives what came of it."""
        self.now += timedelta(seconds=1)
        outcome = self._recorded(act, Context(self.now, CLOCK, self.frame, tuple(self.entries)))
        assert not isinstance(outcome, Refusal), f"refused: {outcome.code}"
        return outcome

    def fall_due(self) -> None:
        """Let everything fall due whose time has come; what is refused is tried no second time."""
        refused: set[str] = set()
        while due := [one for one in self._deadlines() if one.at <= self.now and one.key not in refused]:
            outcome = self._recorded(Tick(due[0].key, due[0].at), Context(self.now, CLOCK, self.frame))
            if isinstance(outcome, Refusal):
                refused.add(due[0].key)

    def _deadlines(self) -> tuple[Deadline, ...]:
        return deadlines(self._state) if self._state else ()

    # acts by name
    def open(self) -> None:
        """A moderator called `chair` opens the session."""
        self.does("chair", acts.OpenSession(self.session), moderator=True)

    def seat(self, *members: str) -> None:
        """Let members of `SEATS` sit down."""
        for member in members:
            self.does(member, acts.TakeSeat(*SEATS[member]))

    def begin(self, *without: str) -> None:
        """The chair begins."""
        self.does("chair", acts.Begin(without))

    def table(self, member: str, choices: Mapping[str, str] | None = None, *texts: str, **rest: Any) -> Proposal:  # noqa: ANN401  # fields of the procedure or params of the code
        """Let a member table options of the pack and words of their own; gives the proposal."""
        self.does(member, acts.Table((*self.frame.clauses(choices or {}), *words(*texts)), **rest))
        return tuple(self.state.proposals.values())[-1]

    def change(self, member: str, proposal: str, choices: Mapping[str, str] | None = None, *texts: str) -> Proposal:
        """Let the author make a new version; gives the proposal."""
        clauses = (*self.frame.clauses(choices or {}), *words(*texts))
        self.does(member, acts.Change(proposal, self.hash(proposal), clauses))
        return self.state.proposals[proposal]

    def accept(self, member: str, proposal: str, *kinds: type[Event]) -> tuple[Event, ...]:
        """Let a head accept the current version."""
        return self.does(member, acts.Accept(proposal, self.hash(proposal)), *kinds)

    def hash(self, proposal: str) -> str:
        """The hash of a proposal's current version."""
        return self.state.proposals[proposal].current.text_hash

    def later(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)


def begun_story(frame: Frame | None = None, *, without: tuple[str, ...] = (), **procedure: Any) -> Story:  # noqa: ANN401  # fields of the procedure or params of the code
    """A story in which everybody of `SEATS` sits (but those of parties in `without`), and the talks have begun."""
    story = Story(frame or tiny_frame(**procedure))
    story.open()
    story.seat(*(member for member, (_, party) in SEATS.items() if party not in without))
    story.begin(*without)
    assert story.state.phase is Phase.NEGOTIATING
    return story


def begun_session(**procedure: Any) -> Session:  # noqa: ANN401  # fields of the procedure or params of the code
    """The state of such a story."""
    return begun_story(**procedure).state


def pack_story(pack: str, heads: Mapping[str, str], variant: str | None = None) -> Story:
    """A story with a shipped pack: `heads` maps member to party; the talks have begun."""
    story = Story(frame_of(shipped_pack(pack), variant))
    story.open()
    for member, party in heads.items():
        story.does(member, acts.TakeSeat(Role.HEAD, party))
    story.begin(*(party.id for party in story.state.parties if party.votes and party.id not in heads.values()))
    return story


def in_phase(state: Session, phase: Phase) -> Session:
    """The same state in another phase."""
    return replace(state, phase=phase)
