"""The parts of a session beside its proposals: whose event it is, what it leaves, and whether it still makes sense."""

from datetime import datetime, timedelta
from functools import reduce

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
from bot.negotiation.rooms import after as rooms
from bot.negotiation.rooms.facts import RoomEvent
from bot.negotiation.voting import after as voting
from bot.negotiation.voting import shifting as running_votes
from bot.negotiation.voting.facts import VoteEvent

PartEvent = ClockEvent | FloorEvent | VoteEvent | ConcludingEvent | RoomEvent | OrderEvent
"""What happens beside the proposals, the seats, and what lies over the texts."""


_RUNNING = (running_clock, running_turn, running_votes, running_texts, running_news)
"""What rests with the talks; private rooms and blind questions do not."""


def after_part(state: Session, event: PartEvent, member: str, at: datetime) -> Session:
    """Give the state after an event of a part."""
    if isinstance(event, SessionResumed):
        state = _put_off(state, at)
    if isinstance(event, ClockEvent):
        return clockwork.after(state, event, member, at)
    if isinstance(event, FloorEvent):
        return floor.after(state, event, member, at)
    if isinstance(event, VoteEvent):
        return voting.after(state, event, member, at)
    if isinstance(event, ConcludingEvent):
        return concluding.after(state, event, member, at)
    if isinstance(event, RoomEvent):
        return rooms.after(state, event, member, at)
    return order.after(state, event, member, at)


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with every running time later by so much: the talks have rested."""
    return reduce(lambda moved, part: part.shifted(moved, by), _RUNNING, state)


def _put_off(state: Session, at: datetime) -> Session:
    pause = state.timetable.pause
    return shifted(state, at - pause.at) if pause else state


def part_ghost(state: Session, event: PartEvent, member: str, at: datetime) -> Session:
    """Give the state after an event of a part that was undone: what it numbered stays, marked."""
    if isinstance(event, ClockEvent):
        return clockwork.ghost(state, event, member, at)
    if isinstance(event, FloorEvent):
        return floor.ghost(state, event, member, at)
    if isinstance(event, VoteEvent):
        return voting.ghost(state, event, member, at)
    if isinstance(event, ConcludingEvent):
        return concluding.ghost(state, event, member, at)
    if isinstance(event, RoomEvent):
        return rooms.ghost(state, event, member, at)
    return order.ghost(state, event, member, at)


def part_fits(state: Session, event: PartEvent) -> bool:
    """Say whether an event of a part still makes sense in a state from which an earlier event is missing."""
    if isinstance(event, ClockEvent):
        return clockwork.fits(state, event)
    if isinstance(event, FloorEvent):
        return floor.fits(state, event)
    if isinstance(event, VoteEvent):
        return voting.fits(state, event)
    if isinstance(event, ConcludingEvent):
        return concluding.fits(state, event)
    if isinstance(event, RoomEvent):
        return rooms.fits(state, event)
    return order.fits(state, event)
