"""Whether there is anything to do an act here on, for help, buttons and completion; asked after `standing`."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.floor import acts, lists, points
from bot.negotiation.floor.calling import place_of
from bot.negotiation.model import Session


def _recognise(state: Session, _context: Context) -> bool:
    # Whoever sits may be called by name, and there are always others than who speaks: the chair, at least.
    return lists.resting(state) is None


def _yield(state: Session, context: Context) -> bool:
    return lists.ending(state, context, acts.YieldFloor) is None


def _end(state: Session, context: Context) -> bool:
    return lists.ending(state, context, acts.EndTurn) is None


def _appeal(state: Session, context: Context) -> bool:
    return points.appealing(state, context) is None and bool(points.appealable(state))


POSSIBLE: Mapping[type[Act], Callable[[Session, Context], bool]] = {
    acts.OpenList: lambda state, _: lists.opening(state) is None,
    acts.CloseList: lambda state, _: lists.closing(state) is None,
    acts.JoinList: lambda state, context: lists.joining(state, context) is None,
    acts.LeaveList: lambda state, context: place_of(state.floor, context.actor.member) is not None,
    acts.Recognise: _recognise,
    acts.YieldFloor: _yield,
    acts.EndTurn: _end,
    acts.AskReply: lambda state, context: lists.replying(state, context) is None,
    acts.RulePoint: lambda state, _: bool(points.open_points(state)),
    acts.AppealRuling: _appeal,
}
