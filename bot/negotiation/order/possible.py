"""Whether there is anything to do an act here on, for help, buttons and completion; asked after `standing`."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.model import Session
from bot.negotiation.order import acts

_OPENING = 2
"""The entries of the opening act, which is never undone."""


def _anything(state: Session, _context: Context) -> bool:
    return state.version - len(state.order.undone) > _OPENING


def _undone(state: Session, _context: Context) -> bool:
    return bool(state.order.undone)


def _unstruck(state: Session, _context: Context) -> bool:
    return len(state.order.struck) < state.version


def _struck(state: Session, _context: Context) -> bool:
    return bool(state.order.struck)


POSSIBLE: Mapping[type[Act], Callable[[Session, Context], bool]] = {
    acts.Undo: _anything,
    acts.Redo: _undone,
    acts.Rewind: _anything,
    acts.Strike: _unstruck,
    acts.Restore: _struck,
}
