"""Whether there is anything to do an act here on, for help, buttons and completion; asked after `standing`."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.model import Session
from bot.negotiation.recording import acts
from bot.negotiation.recording.rooms import sealed_rooms


def _is_off(state: Session, _context: Context) -> bool:
    return not state.recording.on


def _is_on(state: Session, _context: Context) -> bool:
    return state.recording.on


def _is_heard(state: Session, context: Context) -> bool:
    return state.recording.on and context.actor.member not in state.recording.declined


def _has_declined(state: Session, context: Context) -> bool:
    return context.actor.member in state.recording.declined


def _anything_sealed(state: Session, _context: Context) -> bool:
    return state.recording.began and bool(sealed_rooms(state))


def _was_recorded(state: Session, _context: Context) -> bool:
    return state.recording.began


POSSIBLE: Mapping[type[Act], Callable[[Session, Context], bool]] = {
    acts.BeginRecording: _is_off,
    acts.EndRecording: _is_on,
    acts.DeclineRecording: _is_heard,
    acts.AllowRecording: _has_declined,
    acts.UnsealRooms: _anything_sealed,
    acts.EraseWords: _was_recorded,
}
