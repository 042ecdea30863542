"""The state after what happened here: pure bookkeeping, it refuses nothing."""

from datetime import datetime

from bot.negotiation.model import Session
from bot.negotiation.voting.facts import VoteEvent


def after(state: Session, event: VoteEvent, member: str, at: datetime) -> Session:
    """Give the state after an event."""
    del event, member, at
    return state


def ghost(state: Session, event: VoteEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: what it numbered stays, marked, so that no id is used twice."""
    del event, member, at
    return state


def fits(state: Session, event: VoteEvent) -> bool:
    """Say whether an event still makes sense in a state that another event before it is missing from."""
    del state, event
    return True
