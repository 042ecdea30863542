"""Random play: any act by any member, mostly sensible, sometimes not; for the properties of the core and the store."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from random import Random

from hypothesis import strategies as st

from bot.drafting.clauses import Clause
from bot.negotiation import acts
from bot.negotiation.acts import Act
from bot.negotiation.clockwork.acts import SetClock, StopClock, Tick
from bot.negotiation.floor.acts import JoinList, Recognise
from bot.negotiation.model import Role, Session
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.packages import package_of
from bot.negotiation.possible import KINDS as ALL_KINDS
from bot.negotiation.rooms.acts import AnswerBlind, AskBlind
from bot.negotiation.voting import acts as voting
from bot.scenarios.frame import Frame
from tests.support.builders import SEATS, Story, tiny_under, words
from tests.support.part_play import part_act
from tests.support.scripted import ScriptedFrame

KINDS = tuple(kind for kind in ALL_KINDS if kind.__module__ == acts.__name__)
PART_KINDS = tuple(kind for kind in ALL_KINDS if kind not in KINDS and kind is not Tick)
MEMBERS = ("chair", *SEATS, "new")
PARTIES = ("NORD", "SUD", "EST", "GUEST", None, "WEST")
RULES = ("cuts", "same_duty", "no such rule")
PACKAGES: tuple[Mapping[str, str], ...] = (
    {"CUTS": "BOTH"},
    {"CUTS": "NORD_ONLY"},
    {"CUTS": "BOTH", "HARBOUR": "SHARED"},
    {"HARBOUR": "FREE"},
    {"VISITS": "ONE_WAY"},
    {},
)


@dataclass(frozen=True)
class Move:
    """An act in the making: it becomes one when it meets a state. The numbers choose among what is there."""

    kind: type[Act]
    member: str
    pick: int = 0
    other: int = 0
    text: str = ""
    stale: bool = False


PROCEDURES = st.fixed_dictionaries(
    {
        "withdrawal_policy": st.sampled_from(["until_all_accept", "locked_on_first", "firm_until_expiry"]),
        "counter_kills": st.booleans(),
        "consensus": st.sampled_from(["unanimity", "unanimity", "no_objection", "n_of_m"]),
        "needed": st.none() | st.integers(1, 4),
        "enforce": st.sampled_from(["at_tabling", "at_acceptance", "at_adoption"]),
        "firm_minutes": st.integers(1, 60) | st.just(10**15),
        "brackets": st.sampled_from(["block", "note"]),
    }
)

# What moves a negotiation on comes often, what ends it or empties seats seldom.
_SELDOM = (acts.OpenSession, acts.LeaveSeat, acts.AssignSeat, acts.Begin, acts.Close, acts.Withdraw)
_ON_MARKS = (acts.LiftBracket, acts.LiftReservation, acts.DropLink)
_KINDS = (
    *_SELDOM,
    *[kind for kind in KINDS if kind not in _SELDOM] * 3,
    *[acts.Table, acts.Counter, acts.Change, acts.Waive, acts.StateLink, acts.PlaceBracket, *_ON_MARKS] * 4,
    *[acts.Accept] * 12,
)
_HEADS = ("nord", "sud", "est")
_TEXTS = ("", " ", "We agree.", "Peace \U0001f54a", "a\ud800", "x" * 1_001, "x" * 2_001, "\x00", "é", "e\u0301")


OFTEN = (
    SetClock,
    StopClock,
    voting.Move,
    voting.OpenVote,
    voting.CastVote,
    voting.CloseVote,
    AskBlind,
    AnswerBlind,
    JoinList,
    Recognise,
)
"""Acts that need others before them, and so come seldom where all come alike."""
_MIXED = (*_KINDS, *PART_KINDS * 3, *OFTEN * 6)


def moves_of(seed: int, kinds: Sequence[type[Act]] = _KINDS, chair: int = 1) -> list[Move]:
    """Give the ten moves that a number stands for: one draw for them is much quicker than one a field."""
    draw = Random(seed)
    return [
        Move(
            kind=draw.choice(kinds),
            member=draw.choice((*_HEADS * 8, *("chair",) * chair, *MEMBERS)),
            pick=draw.randrange(10),
            other=draw.randrange(10),
            text=draw.choice(_TEXTS[2:4]) if draw.random() < 0.8 else draw.choice(_TEXTS),
            stale=draw.random() < 0.1,
        )
        for _ in range(10)
    ]


MOVES = st.lists(st.integers(0, 2**32).map(moves_of), min_size=3, max_size=10).map(lambda tens: list(chain(*tens)))

MIXED_MOVES = st.lists(
    st.integers(0, 2**32).map(lambda seed: moves_of(seed, _MIXED, chair=20)), min_size=3, max_size=12
).map(lambda tens: list(chain(*tens)))
"""The same with clock, floor, votes, rooms and the chair's hand."""


def act_of(move: Move, state: Session | None, story: Story) -> Act:
    """Make the act that a move is in a state."""
    maker = _MAKERS.get(move.kind)
    if maker is not None:
        return maker(move, state, story)
    proposal, digest = _target(move, state)
    if move.kind in PART_KINDS:
        return part_act(move.kind, move.pick, move.other, move.text, (proposal, digest), state, story)
    made: Mapping[type[Act], Act] = {
        acts.Counter: acts.Counter(proposal, digest, _clauses(move, story.frame)),
        acts.Change: acts.Change(proposal, digest, _changed(move, state, proposal) or _clauses(move, story.frame)),
        acts.Reject: acts.Reject(proposal, digest, move.text),
        acts.Withdraw: acts.Withdraw(proposal, move.text),
        acts.TakeBack: acts.TakeBack(proposal),
        acts.Waive: acts.Waive(proposal, digest, RULES[move.other % 3], move.text),
        acts.Accept: acts.Accept(proposal, digest),
        acts.AcceptAdReferendum: acts.AcceptAdReferendum(proposal, digest),
        acts.Confirm: acts.Confirm(proposal, digest),
        acts.Adopt: acts.Adopt(proposal, digest),
    }
    return made[move.kind]


def start(procedure: dict[str, object], *, begun: bool, frame: Frame | None = None) -> Story:
    """A story under a procedure, judged by a table for speed; with `begun`, everybody sits and the talks are on."""
    story = Story(frame or ScriptedFrame(tiny_under(**procedure)))
    if begun:
        story.open()
        story.seat(*SEATS)
        story.tries("chair", acts.Begin())
    return story


def play(story: Story, moves: Sequence[Move], look: Callable[[Story, Move, Act], None] | None = None) -> Story:
    """Let every move be tried; `look` is called before each act."""
    for move in moves:
        act = act_of(move, story.state if story.entries else None, story)
        if look is not None:
            look(story, move, act)
        story.tries(move.member, act, moderator=move.pick > 0)
        story.later(minutes=move.other)
        story.fall_due()
    return story


def _target(move: Move, state: Session | None) -> tuple[str, str]:
    proposals = list(state.proposals.values()) if state else []
    if not proposals or move.pick == 9:
        return "P99", "no such hash"
    # The newest ones are picked more often, so that acceptances meet.
    proposal = proposals[-1 - min(move.pick % 3, len(proposals) - 1)]
    return proposal.id, (proposal.versions[0] if move.stale else proposal.current).text_hash


def _clauses(move: Move, frame: Frame) -> tuple[Clause, ...]:
    chosen = frame.clauses(PACKAGES[move.pick % len(PACKAGES)])
    own = words(move.text) if move.other % 3 else ()
    forged = (Clause("forged", "CUTS", "BOTH"),) if move.other == 9 else ()
    return (*chosen, *own, *forged)


def _changed(move: Move, state: Session | None, proposal: str) -> tuple[Clause, ...]:
    """The text as it stands with words put before it, every other time: brackets move along with theirs."""
    if state is None or proposal not in state.proposals or move.other % 2:
        return ()
    return (*words(f"Number {move.other}."), *state.proposals[proposal].current.clauses)


def _table(move: Move, _state: Session | None, story: Story) -> Act:
    expires = story.now + timedelta(minutes=move.other - 1) if move.stale else None
    return acts.Table(_clauses(move, story.frame), expires)


def _assign(move: Move, _state: Session | None, _story: Story) -> Act:
    role = list(Role)[move.pick % len(Role)]
    party = PARTIES[move.other % len(PARTIES)] if role not in (Role.CHAIR, Role.OBSERVER) or move.stale else None
    return acts.AssignSeat(MEMBERS[move.other % len(MEMBERS)], move.text, role, party)


def _take(move: Move, _state: Session | None, _story: Story) -> Act:
    role = list(Role)[move.pick % len(Role)]
    if not move.stale and move.member in SEATS:
        return acts.TakeSeat(*SEATS[move.member])
    return acts.TakeSeat(role, PARTIES[move.other % len(PARTIES)])


def _marked(move: Move, state: Session | None, kind: str) -> str:
    names = list({"B": state.brackets, "R": state.reservations, "L": state.links}[kind]) if state else []
    return names[-1 - min(move.pick % 4, len(names) - 1)] if names and move.pick != 9 else f"{kind}99"


def _words_of(move: Move, state: Session | None, proposal: str, number: int) -> str:
    """Some words of a clause, mostly: all, the first, the last, two in the middle, or what is not there."""
    clauses = state.proposals[proposal].current.clauses if state and proposal in state.proposals else ()
    found = clauses[number - 1].text.split(" ") if 0 < number <= len(clauses) else [""]
    middle = len(found) // 2
    return ("", found[0], found[-1], " ".join(found[middle : middle + 2]), move.text)[move.other % 5]


def _bracket(move: Move, state: Session | None, _story: Story) -> Act:
    proposal, digest = _target(move, state)
    number = move.pick % 3
    alternative = ("", "another word", move.text)[move.other % 3]
    return acts.PlaceBracket(proposal, digest, number, _words_of(move, state, proposal, number), alternative)


def _reserve(move: Move, state: Session | None, _story: Story) -> Act:
    proposal, digest = _target(move, state)
    bracket = _marked(move, state, "B") if move.other % 2 else None
    kind = list(ReservationKind)[move.pick % len(ReservationKind)]
    return acts.Reserve(proposal, digest, kind, move.text, bracket, move.other % 4 if move.stale else None)


def _link(move: Move, state: Session | None, _story: Story) -> Act:
    names = [*state.proposals, "P99"] if state else ["P99"]
    others = tuple(names[-1 - (at % len(names))] for at in range(1, move.other % 4))
    return acts.StateLink(_target(move, state)[0], others)


def _package(move: Move, state: Session | None, _story: Story) -> Act:
    parts = list(state.proposals.values())[-1 - move.pick % 3 :] if state else []
    act = package_of(parts)
    return replace(act, parts=act.parts[1:]) if move.stale else act


_MAKERS: dict[type[Act], Callable[[Move, Session | None, Story], Act]] = {
    acts.OpenSession: lambda _move, _state, story: acts.OpenSession(story.session),
    acts.TakeSeat: _take,
    acts.LeaveSeat: lambda _move, _state, _story: acts.LeaveSeat(),
    acts.AssignSeat: _assign,
    acts.Begin: lambda move, _state, _story: acts.Begin(("EST",) if move.pick % 2 else ()),
    acts.Table: _table,
    acts.PlaceBracket: _bracket,
    acts.LiftBracket: lambda move, state, _story: acts.LiftBracket(_marked(move, state, "B")),
    acts.TakeAlternative: lambda move, state, _story: acts.TakeAlternative(
        *_target(move, state), _marked(move, state, "B")
    ),
    acts.Reserve: _reserve,
    acts.LiftReservation: lambda move, state, _story: acts.LiftReservation(_marked(move, state, "R")),
    acts.StateLink: _link,
    acts.DropLink: lambda move, state, _story: acts.DropLink(_marked(move, state, "L")),
    acts.TablePackage: _package,
    acts.Close: lambda move, _state, _story: acts.Close(move.text),
}
