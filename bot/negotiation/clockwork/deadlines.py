"""What is due here, and what comes of it."""

from collections.abc import Iterator
from datetime import timedelta

from bot.negotiation.clockwork import facts
from bot.negotiation.clockwork.phases import Why, entered, later_phases, unmet
from bot.negotiation.clockwork.resting import resumed
from bot.negotiation.clockwork.timing import starts_again
from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.events import Event
from bot.negotiation.evolve import apply
from bot.negotiation.model import Phase, Session
from bot.negotiation.refusals import Code, Refusal


def deadlines(state: Session) -> Iterator[Deadline]:
    """Give what is due, and when; in a pause only its end."""
    if state.phase not in (Phase.NEGOTIATING, Phase.AGREED):
        return
    table, clock = state.timetable, state.timetable.clock
    if table.pause is not None:
        if table.pause.until is not None:
            yield Deadline("pause", table.pause.until)
        return
    if goes_on := starts_again(state):
        yield Deadline("clock", goes_on)
    if clock.ends is not None and not clock.overtime:
        yield Deadline("phase", clock.ends)
        if not clock.warned:
            yield Deadline("warning", clock.ends - timedelta(minutes=state.procedure.warn_minutes))


def fall_due(state: Session, deadline: Deadline, context: Context) -> Outcome:
    """Give what comes of a deadline of this part that is due."""
    clock = state.timetable.clock
    match deadline.kind:
        case "pause" if state.timetable.pause is not None:
            return (resumed(state, state.timetable.pause, context.now, "time"),)
        case "clock" if clock.remaining is not None:
            # It goes on from the moment that was announced, also where nobody was there to let it.
            return (facts.ClockStarted(deadline.at + timedelta(seconds=clock.remaining), "limit"),)
        case "warning" if clock.ends is not None:
            return (facts.TimeWarned(clock.ends),)
        case "phase":
            return _time_up(state, context)
        case _:
            return Refusal(Code.NOT_DUE, {"key": deadline.key})


def _time_up(state: Session, context: Context) -> tuple[Event, ...]:
    now = state.timetable.phase
    up = facts.TimeUp(now.id if now else "")
    following = later_phases(state)[:1] if now else ()
    if state.procedure.advance != "automatic" or not following:
        return (up,)
    after = apply(state, up, context.actor.member, context.now)
    why = Why("time", unmet=unmet(after, following[0], context.frame))
    return up, entered(after, following[0], context.now, why)
