"""The state after what happened here: pure bookkeeping, it refuses nothing."""

from datetime import datetime

from bot.negotiation.floor.facts import FloorEvent
from bot.negotiation.model import Session


def after(state: Session, event: FloorEvent, member: str, at: datetime) -> Session:
    """Give the state after an event."""
    del event, member, at
    return state


def ghost(state: Session, event: FloorEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: what it numbered stays, marked, so that no id is used twice."""
    del event, member, at
    return state


def fits(state: Session, event: FloorEvent) -> bool:
    """Say whether an event still makes sense in a state that another event before it is missing from."""
    del state, event
    return True
