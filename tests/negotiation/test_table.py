"""The table of all acts: in each phase of each pack, for each role, in the talks and in a pause."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from bot.negotiation import acts
from bot.negotiation.clockwork.model import Pause, PauseKind, PhaseNow, PhasePlan, Presence, Timetable
from bot.negotiation.decide import decide
from bot.negotiation.model import Phase, Role, Session
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code, Refusal
from bot.scenarios.frame import frame_of
from tests.support.builders import SHIPPED, START, Story, shipped_pack
from tests.support.table import AWAY, OWN_WORDS, RESTS, ROWS, kinds, sample

PACKS = tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
ROLES = {"H": "head", "D": "delegate", "A": "adviser", "O": "observer", "C": "chair", "N": "nobody"}
_ROLE = frozenset({Code.NOT_CHAIR, Code.ROLE_MAY_NOT})
_TIME = frozenset({Code.WRONG_PHASE, Code.ALREADY_BEGUN})
_BOUND = _ROLE | _TIME | {Code.NO_SEAT, Code.OUT_OF_PHASE, Code.TALKS_REST}


def test_the_table_has_every_act() -> None:
    assert [kind.__name__ for kind in kinds()] == list(ROWS)


@cache
def _seated(pack: str) -> Story:
    story = Story(frame_of(shipped_pack(pack), None))
    story.open()
    first, second = [party.id for party in story.state.parties if party.votes][:2]
    story.does("head", acts.TakeSeat(Role.HEAD, first))
    for role in (Role.DELEGATE, Role.ADVISER):
        story.does(role.value, acts.TakeSeat(role, first))
    story.does("other", acts.TakeSeat(Role.HEAD, second))
    story.does("observer", acts.TakeSeat(Role.OBSERVER))
    story.begin(*(party.id for party in story.state.parties if party.votes and party.id not in (first, second)))
    return story


def _phases(pack: str) -> tuple[PhasePlan, ...]:
    return tuple(PhasePlan(one.id, one.minutes, one.acts) for one in shipped_pack(pack).phases)


def _in_phase(pack: str, plan: PhasePlan | None, phase: Phase = Phase.NEGOTIATING) -> Session:
    state = replace(_seated(pack).state, phase=phase)
    if plan is None:
        return state
    now = PhaseNow(plan.id, 1, plan.allows, START)
    return replace(state, timetable=Timetable(plan=_phases(pack), phase=now))


def _came(state: Session, pack: str, member: str, kind: type[acts.Act]) -> str:
    outcome = decide(state, sample(kind), _seated(pack).context(member))
    if not isinstance(outcome, Refusal):
        return "done"
    if outcome.code is Code.OUT_OF_PHASE:
        assert outcome.params["possible"] == [one.__name__ for one in possible(state, _seated(pack).context(member))]
        return "phase"
    if outcome.code in _TIME:
        return "time"
    if member == "nobody" and outcome.code in {Code.NOT_CHAIR, Code.NO_SEAT}:
        return "no_seat"
    return "role" if outcome.code in _ROLE else "done"


def _cells() -> Iterator[tuple[str, PhasePlan | None]]:
    for pack in PACKS:
        yield pack, None
        yield from ((pack, plan) for plan in _phases(pack))


@pytest.mark.parametrize(("pack", "plan"), list(_cells()), ids=lambda one: getattr(one, "id", str(one)))
@pytest.mark.parametrize("phase", list(Phase))
def test_every_cell(pack: str, plan: PhasePlan | None, phase: Phase) -> None:
    state = _in_phase(pack, plan, phase)
    named = frozenset(word for one in _phases(pack) for word in one.allows)
    allows = frozenset(plan.allows) if plan else None
    found, wanted = {}, {}
    for kind in kinds():
        for letter, member in ROLES.items():
            cell = kind.__name__, member
            wanted[cell] = ROWS[kind.__name__].expected(letter, phase.value, allows, named)
            found[cell] = _came(state, pack, member, kind)
    assert {cell: found[cell] for cell in wanted if found[cell] != wanted[cell]} == {}


@pytest.mark.parametrize("pause", list(PauseKind))
def test_every_cell_of_a_pause(pause: PauseKind) -> None:
    pack = PACKS[0]
    paused = Timetable(pause=Pause(pause, START, "lunch"))
    for phase in (Phase.NEGOTIATING, Phase.AGREED):
        state = replace(_in_phase(pack, None, phase), timetable=paused)
        for kind in kinds():
            row = ROWS[kind.__name__]
            for letter, member in ROLES.items():
                if row.expected(letter, phase.value, None, frozenset()) != "done" or letter == "N":
                    continue
                outcome = decide(state, sample(kind), _seated(pack).context(member))
                resting = isinstance(outcome, Refusal) and outcome.code is Code.TALKS_REST
                free = letter == "C" or (kind.__name__ in RESTS and pause is not PauseKind.FROZEN)
                # Whoever comes late may sit down at any time, and one's own words are one's own at any time.
                free = free or kind is acts.TakeSeat or kind.__name__ in OWN_WORDS
                assert resting is not free, (kind.__name__, member, outcome)


def test_every_cell_of_a_party_that_has_walked_out() -> None:
    pack = PACKS[0]
    party = _seated(pack).state.seats["head"].party
    assert party is not None
    gone = Timetable(presence={party: Presence.WALKED_OUT})
    for phase in (Phase.NEGOTIATING, Phase.AGREED):
        state = replace(_in_phase(pack, None, phase), timetable=gone)
        for kind in kinds():
            for letter, member in ROLES.items():
                if ROWS[kind.__name__].expected(letter, phase.value, None, frozenset()) != "done":
                    continue
                outcome = decide(state, sample(kind), _seated(pack).context(member))
                barred = isinstance(outcome, Refusal) and outcome.code is Code.WALKED_OUT
                assert barred is (letter in "HDA" and kind.__name__ not in AWAY | OWN_WORDS), (
                    kind.__name__,
                    member,
                    outcome,
                )
