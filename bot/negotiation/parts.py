"""The parts of a session beside its proposals: whose event it is, what it leaves, and whether it still makes sense."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import reduce
from typing import Any, Protocol, get_args

from bot.negotiation.clockwork import after as clockwork
from bot.negotiation.clockwork import shifting as running_clock
from bot.negotiation.clockwork.facts import ClockEvent, SessionResumed
from bot.negotiation.concluding import after as concluding
from bot.negotiation.concluding import shifting as running_texts
from bot.negotiation.concluding.facts import ConcludingEvent
from bot.negotiation.floor import after as floor
from bot.negotiation.floor import shifting as running_turn
from bot.negotiation.floor.facts import FloorEvent
from bot.negotiation.model import Session
from bot.negotiation.order import after as order
from bot.negotiation.order import shifting as running_news
from bot.negotiation.order.facts import OrderEvent
from bot.negotiation.recording import after as recording
from bot.negotiation.recording.facts import RecordingEvent
from bot.negotiation.rooms import after as rooms
from bot.negotiation.rooms.facts import RoomEvent
from bot.negotiation.voting import after as voting
from bot.negotiation.voting import shifting as running_votes
from bot.negotiation.voting.facts import VoteEvent

PartEvent = ClockEvent | FloorEvent | VoteEvent | ConcludingEvent | RoomEvent | OrderEvent | RecordingEvent
"""What happens beside the proposals, the seats, and what lies over the texts."""


class _Part(Protocol):
    """What the bookkeeping of a part does with its own events."""

    def after(self, state: Session, event: Any, member: str, at: datetime) -> Session: ...  # noqa: ANN401  # its own
    def ghost(self, state: Session, event: Any, member: str, at: datetime) -> Session: ...  # noqa: ANN401
    def fits(self, state: Session, event: Any) -> bool: ...  # noqa: ANN401


_PARTS: tuple[tuple[object, _Part], ...] = (
    (ClockEvent, clockwork),
    (FloorEvent, floor),
    (VoteEvent, voting),
    (ConcludingEvent, concluding),
    (RoomEvent, rooms),
    (OrderEvent, order),
    (RecordingEvent, recording),
)
_PART_OF: Mapping[type[PartEvent], _Part] = {kind: part for kinds, part in _PARTS for kind in get_args(kinds)}

_RUNNING = (running_clock, running_turn, running_votes, running_texts, running_news)
"""What rests with the talks; private rooms and blind questions do not."""


def after_part(state: Session, event: PartEvent, member: str, at: datetime) -> Session:
    """Give the state after an event of a part."""
    if isinstance(event, SessionResumed):
        state = _put_off(state, at)
    return _PART_OF[type(event)].after(state, event, member, at)


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with every running time later by so much: the talks have rested."""
    return reduce(lambda moved, part: part.shifted(moved, by), _RUNNING, state)


def _put_off(state: Session, at: datetime) -> Session:
    pause = state.timetable.pause
    return shifted(state, at - pause.at) if pause else state


def part_ghost(state: Session, event: PartEvent, member: str, at: datetime) -> Session:
    """Give the state after an event of a part that was undone: what it numbered stays, marked."""
    return _PART_OF[type(event)].ghost(state, event, member, at)


def part_fits(state: Session, event: PartEvent) -> bool:
    """Say whether an event of a part still makes sense in a state from which an earlier event is missing."""
    return _PART_OF[type(event)].fits(state, event)
