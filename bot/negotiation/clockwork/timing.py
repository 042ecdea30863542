"""The arithmetic of the clock: what is left, and for how long it may still stand."""

from datetime import datetime, timedelta

from bot.negotiation.clockwork.model import Clock
from bot.negotiation.model import Session
from bot.scenarios.procedure import Procedure

LONGEST_MINUTES = 43_200
"""30 days: the most that is set or added at once."""
LONGEST_PAUSE = timedelta(days=365)


def is_on(clock: Clock) -> bool:
    """Say whether there is a clock at all: running, standing, or run out."""
    return clock.ends is not None or clock.remaining is not None


def is_standing(clock: Clock) -> bool:
    """Say whether the clock was stopped."""
    return clock.remaining is not None


def is_over(clock: Clock, now: datetime) -> bool:
    """Say whether the time is up."""
    return clock.overtime or (clock.ends is not None and clock.ends <= now)


def stop_left(state: Session) -> int:
    """Give for how many seconds the clock may still stand."""
    return max(0, state.procedure.stop_clock_max * 60 - state.timetable.clock.stopped_for)


def starts_again(state: Session) -> datetime | None:
    """Give when a clock that stands goes on by itself; None if it does not stand."""
    clock = state.timetable.clock
    return clock.stopped_at + timedelta(seconds=stop_left(state)) if clock.stopped_at is not None else None


def reckoned(state: Session, now: datetime) -> datetime:
    """Give the moment that the clock knows: the talks' time rests in a pause."""
    return state.timetable.pause.at if state.timetable.pause else now


def left(state: Session, now: datetime) -> int | None:
    """Give how many seconds are left, 0 when the time is up; None if no clock is on."""
    clock = state.timetable.clock
    if clock.remaining is not None:
        return clock.remaining
    if clock.ends is None:
        return None
    return max(0, round((clock.ends - reckoned(state, now)).total_seconds()))


def needs_no_warning(procedure: Procedure, seconds: float) -> bool:
    """Say whether a time of so many seconds is too short to be warned of its end."""
    return procedure.warn_minutes == 0 or seconds <= procedure.warn_minutes * 60
