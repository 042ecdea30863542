"""The private rooms of a session, by the names that the talk has for them."""

from bot.negotiation.model import Session
from bot.negotiation.talk import CHAIRS

OF_PARTY = "party:"
"""How the name of a delegation's room begins."""


def private_rooms(state: Session) -> tuple[str, ...]:
    """Give the chairs' room, a room for each delegation, and those that were opened in the session."""
    delegations = (f"{OF_PARTY}{party.id}" for party in state.parties)
    return (CHAIRS, *delegations, *state.private.rooms)


def sealed_rooms(state: Session) -> tuple[str, ...]:
    """Give those that were not opened to everybody yet."""
    return tuple(one for one in private_rooms(state) if one not in state.recording.opened)
