"""The chair's clock and the phases of the pack: what comes of acts on them."""

from datetime import timedelta

from bot.negotiation.clockwork import acts, facts
from bot.negotiation.clockwork.model import PhasePlan
from bot.negotiation.clockwork.phases import Why, entered, later_phases, planned, unmet
from bot.negotiation.clockwork.timing import (
    LONGEST_MINUTES,
    is_on,
    is_over,
    is_standing,
    left,
    stop_left,
)
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import standing
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement, check_words


def enter_phase(state: Session, act: acts.EnterPhase, context: Context) -> Outcome:
    """Go on to the next phase or a named one; guards that do not hold are overridden with a reason only."""
    if refusal := standing(state, context.actor, acts.EnterPhase) or _rests(state):
        return refusal
    phase = _phase_meant(state, act.phase)
    if isinstance(phase, Refusal):
        return phase
    missing = unmet(state, phase, context.frame)
    if missing and not act.anyway:
        return Refusal(Code.GUARDS_UNMET, {"phase": phase.id, "unmet": list(missing)})
    check = check_statement if missing else check_words
    if refusal := check(act.reason):
        return refusal
    return (entered(state, phase, context.now, Why("chair", act.reason, missing)),)


def set_clock(state: Session, act: acts.SetClock, context: Context) -> Outcome:
    """Let the clock run for so many minutes from now; it needs no phase."""
    refusal = standing(state, context.actor, acts.SetClock) or _rests(state) or _no_length(act.minutes)
    return refusal or (facts.ClockSet(context.now + timedelta(minutes=act.minutes)),)


def extend_clock(state: Session, act: acts.ExtendClock, context: Context) -> Outcome:
    """Add minutes to what is left, whether the clock runs, stands, rests or has run out."""
    refusal = (
        standing(state, context.actor, acts.ExtendClock)
        or _off(state)
        or _no_length(act.minutes)
        or check_words(act.reason)
    )
    if refusal:
        return refusal
    clock, added = state.timetable.clock, timedelta(minutes=act.minutes)
    if is_standing(clock) or state.timetable.pause:
        remaining = (left(state, context.now) or 0) + act.minutes * 60
        return (facts.ClockExtended(act.minutes, None, remaining, act.reason),)
    ends = max(clock.ends or context.now, context.now)
    return (facts.ClockExtended(act.minutes, ends + added, None, act.reason),)


def stop_clock(state: Session, act: acts.StopClock, context: Context) -> Outcome:
    """Stop the clock, for at most what is left of the time that it may stand."""
    refusal = (
        standing(state, context.actor, acts.StopClock)
        or _rests(state)
        or _off(state)
        or _unstoppable(state, context)
        or check_words(act.reason)
    )
    if refusal:
        return refusal
    return (stopped(state, context, act.reason),)


def stopped(state: Session, context: Context, reason: str = "") -> facts.ClockStopped:
    """Give what stopping the running clock comes to: what is left, and until when it may stand."""
    until = context.now + timedelta(seconds=stop_left(state))
    return facts.ClockStopped(left(state, context.now) or 0, until, reason)


def start_clock(state: Session, _act: acts.StartClock, context: Context) -> Outcome:
    """Let the clock go on with what was left."""
    refusal = standing(state, context.actor, acts.StartClock) or _rests(state) or _off(state)
    if refusal:
        return refusal
    remaining = state.timetable.clock.remaining
    if remaining is None:
        return Refusal(Code.CLOCK_RUNS)
    return (facts.ClockStarted(context.now + timedelta(seconds=remaining), "chair"),)


def stoppable(state: Session, context: Context) -> bool:
    """Say whether the clock runs and may be stopped."""
    return not (_rests(state) or _off(state) or _unstoppable(state, context))


def _phase_meant(state: Session, name: str | None) -> PhasePlan | Refusal:
    plan, now = state.timetable.plan, state.timetable.phase
    if not plan:
        return Refusal(Code.PACE_FREE)
    if name is None:
        following = later_phases(state)
        return following[0] if following else Refusal(Code.LAST_PHASE, {"phase": now.id if now else plan[-1].id})
    phase = planned(state, name)
    if phase is None:
        return Refusal(Code.UNKNOWN_PHASE, {"phase": name, "phases": [one.id for one in plan]})
    return Refusal(Code.PHASE_ON_ALREADY, {"phase": name}) if now and now.id == name else phase


def _rests(state: Session) -> Refusal | None:
    """Refuse in a pause what would let time run: the talks come back as they were left."""
    pause = state.timetable.pause
    return Refusal(Code.CLOCK_RESTS, {"kind": pause.kind.value}) if pause else None


def _off(state: Session) -> Refusal | None:
    return None if is_on(state.timetable.clock) else Refusal(Code.NO_CLOCK)


def _no_length(minutes: int) -> Refusal | None:
    if 1 <= minutes <= LONGEST_MINUTES:
        return None
    return Refusal(Code.MINUTES_OUT_OF_RANGE, {"minutes": minutes, "least": 1, "most": LONGEST_MINUTES})


def _unstoppable(state: Session, context: Context) -> Refusal | None:
    clock = state.timetable.clock
    if is_standing(clock):
        return Refusal(Code.CLOCK_STANDS)
    if is_over(clock, context.now):
        return Refusal(Code.TIME_OVER)
    limit = state.procedure.stop_clock_max
    return None if stop_left(state) else Refusal(Code.STOPPED_ENOUGH, {"limit": limit, "stops": clock.stops})
