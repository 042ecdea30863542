"""All deadlines of a session: derived from its state, so that whatever happens they follow."""

from collections.abc import Callable, Mapping

from bot.negotiation.clockwork import deadlines as clockwork
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.concluding import deadlines as concluding
from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.floor import deadlines as floor
from bot.negotiation.model import Phase, Session
from bot.negotiation.order import deadlines as order
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.rooms import deadlines as rooms
from bot.negotiation.voting import deadlines as voting

FallDue = Callable[[Session, Deadline, Context], Outcome]

_PARTS = (clockwork, floor, voting, concluding, rooms, order)
_THROUGH_PAUSES = (clockwork, rooms)
"""Only these have deadlines while the talks rest: the pause's own end, and the private rooms."""

_KINDS: Mapping[str, FallDue] = {
    **dict.fromkeys(("phase", "warning", "clock", "pause"), clockwork.fall_due),
    "turn": floor.fall_due,
    "vote": voting.fall_due,
    **dict.fromkeys(("silence", "editorial", "adref", "offer"), concluding.fall_due),
    **dict.fromkeys(("room", "blind"), rooms.fall_due),
    "inject": order.fall_due,
}


def deadlines(state: Session) -> tuple[Deadline, ...]:
    """Give what is due in a session and when, the earliest first; nothing once it is closed."""
    if state.phase is Phase.CLOSED:
        return ()
    parts = _THROUGH_PAUSES if state.timetable.pause else _PARTS
    return tuple(sorted((one for part in parts for one in part.deadlines(state)), key=lambda one: (one.at, one.key)))


def tick(state: Session, act: Tick, context: Context) -> Outcome:
    """Let a deadline fall due; one that is not there any more, or was put off, is refused and leaves no trace."""
    wanted = Deadline(act.key, act.at)
    if wanted not in deadlines(state) or context.now < act.at:
        return Refusal(Code.NOT_DUE, {"key": act.key})
    return _KINDS[wanted.kind](state, wanted, context)
