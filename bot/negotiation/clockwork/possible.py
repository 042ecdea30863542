"""Whether there is anything to do an act here on, for help, buttons and completion; asked after `standing`."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.clockwork import acts
from bot.negotiation.clockwork.attendance import inexcusable, open_roll
from bot.negotiation.clockwork.clock import stoppable
from bot.negotiation.clockwork.model import Presence, Roll
from bot.negotiation.clockwork.presence import is_away
from bot.negotiation.clockwork.timing import is_on, is_standing
from bot.negotiation.context import Context
from bot.negotiation.guards import party_of
from bot.negotiation.model import Session


def excusable(state: Session, context: Context) -> tuple[str, ...]:
    """Give the parties without which the chair may go on now."""
    return tuple(party for party in state.required if inexcusable(state, party, context) is None)


def enterable(state: Session) -> tuple[str, ...]:
    """Give the phases that the chair may enter now, whatever their guards say."""
    now = state.timetable.phase
    if state.timetable.pause is not None:
        return ()
    return tuple(one.id for one in state.timetable.plan if now is None or one.id != now.id)


def _roll_open(state: Session, _: Context) -> bool:
    return isinstance(open_roll(state), Roll)


def _may_walk_out(state: Session, context: Context) -> bool:
    return state.timetable.presence.get(party_of(state, context)) is not Presence.WALKED_OUT


POSSIBLE: Mapping[type[Act], Callable[[Session, Context], bool]] = {
    acts.EnterPhase: lambda state, _: bool(enterable(state)),
    acts.SetClock: lambda state, _: state.timetable.pause is None,
    acts.ExtendClock: lambda state, _: is_on(state.timetable.clock),
    acts.StopClock: stoppable,
    acts.StartClock: lambda state, _: state.timetable.pause is None and is_standing(state.timetable.clock),
    acts.ResumeSession: lambda state, _: state.timetable.pause is not None,
    acts.CallRoll: lambda state, context: not _roll_open(state, context),
    acts.AnswerRoll: _roll_open,
    acts.MarkPresence: _roll_open,
    acts.CloseRoll: _roll_open,
    acts.WalkOut: _may_walk_out,
    acts.ComeBack: lambda state, context: is_away(state, party_of(state, context)),
    acts.ExcuseParty: lambda state, context: bool(excusable(state, context)),
    acts.ReadmitParty: lambda state, _: bool(state.timetable.excused),
}
