"""The phases of the pack: which comes next, what must hold before one is left or entered, and entering it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.drafting.clauses import choices_of
from bot.negotiation.clockwork.facts import PhaseEntered
from bot.negotiation.clockwork.model import Pace, PhasePlan
from bot.negotiation.clockwork.presence import quorum_missing
from bot.negotiation.concluding.model import Standing, StatementKind
from bot.negotiation.marks import open_brackets, written_brackets
from bot.negotiation.model import Session
from bot.scenarios.frame import Frame
from bot.scenarios.schema import Pack

_SIGNING = frozenset({"initial", "sign"})


@dataclass(frozen=True, slots=True)
class Why:
    """Why a phase is entered: `how` as in PhaseEntered, the chair's reason, and the guards that did not hold."""

    how: str
    reason: str = ""
    unmet: tuple[str, ...] = ()


def plan_of(pack: Pack, pace: Pace) -> tuple[PhasePlan, ...]:
    """Give the phases of a pack with their lengths at a pace; none if it is free."""
    if pace is Pace.FREE:
        return ()
    return tuple(
        PhasePlan(one.id, one.minutes if pace is Pace.LIVE else one.async_hours * 60, one.acts, one.entry, one.exit)
        for one in pack.phases
    )


def planned(state: Session, phase: str) -> PhasePlan | None:
    """Give the phase with this id, or None."""
    return next((one for one in state.timetable.plan if one.id == phase), None)


def later_phases(state: Session) -> tuple[PhasePlan, ...]:
    """Give the phases that come after the present one."""
    now, plan = state.timetable.phase, state.timetable.plan
    places = [number for number, one in enumerate(plan) if now is not None and one.id == now.id]
    return plan[places[0] + 1 :] if places else plan


def entered(state: Session, phase: PhasePlan, now: datetime, why: Why) -> PhaseEntered:
    """Give the beginning of a phase, whose clock runs from now."""
    return PhaseEntered(
        phase=phase.id,
        number=state.timetable.entered + 1,
        allows=phase.allows,
        how=why.how,
        ends=now + timedelta(minutes=phase.minutes),
        minutes=phase.minutes,
        reason=why.reason,
        unmet=why.unmet,
    )


def signing_phase(state: Session, now: datetime) -> tuple[PhaseEntered, ...]:
    """Give the beginning of the phase in which an adopted text is initialled or signed, if a later one is for that."""
    phase = state.timetable.phase
    if phase is None or _SIGNING & set(phase.allows):
        return ()
    found = next((one for one in later_phases(state) if _SIGNING & set(one.allows)), None)
    return (entered(state, found, now, Why("adopted")),) if found else ()


def unmet(state: Session, to: PhasePlan, frame: Frame) -> tuple[str, ...]:
    """Give the guards that do not hold: those of leaving the present phase, then those of entering the other."""
    now = state.timetable.phase
    left = planned(state, now.id) if now else None
    asked = dict.fromkeys((*(left.exit if left else ()), *to.entry))
    return tuple(guard for guard in asked if not GUARDS[guard](state, frame))


def _list_done(state: Session, _: Frame) -> bool:
    floor = state.floor
    return not floor.open and not floor.waiting and floor.turn is None


def _issues_proposed(state: Session, frame: Frame) -> bool:
    decided = {issue for one in state.live_proposals() for issue in choices_of(one.current.clauses)}
    return decided >= {issue.id for issue in frame.pack.issues}


def _roll_called(state: Session, _: Frame) -> bool:
    return state.timetable.roll is not None and not state.timetable.roll.open


def _brackets_settled(state: Session, _: Frame) -> bool:
    return not any(open_brackets(state, one) or written_brackets(one) for one in state.live_proposals())


def _by_all(done: Callable[[Standing], bool]) -> Callable[[Session, Frame], bool]:
    def holds(state: Session, _: Frame) -> bool:
        parties = state.agreement.parties if state.agreement else ()
        standings = state.conclusion.standings
        return bool(parties) and all(done(standings.get(party, Standing())) for party in parties)

    return holds


def _baselines_declared(state: Session, _: Frame) -> bool:
    made = {
        one.party
        for one in state.conclusion.statements.values()
        if one.kind is StatementKind.DECLARATION and not one.undone
    }
    return made >= set(state.required)


GUARDS: Mapping[str, Callable[[Session, Frame], bool]] = {
    "quorum": lambda state, _: quorum_missing(state) == 0,
    "roll_called": _roll_called,
    "list_done": _list_done,
    "issues_proposed": _issues_proposed,
    "brackets_settled": _brackets_settled,
    "text_adopted": lambda state, _: state.agreement is not None or bool(state.harvest),
    "all_initialled": _by_all(lambda one: one.initialled is not None or one.signed is not None),
    "all_signed": _by_all(lambda one: one.signed is not None),
    "baselines_declared": _baselines_declared,
}
"""What each guard that a pack may name asks; `GuardName` in the schema has the same names."""
