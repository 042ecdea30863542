"""Who is there to vote, and whether that is enough."""

from bot.negotiation.clockwork.model import Presence
from bot.negotiation.model import Session

_AWAY = frozenset({Presence.ABSENT, Presence.WALKED_OUT})


def is_away(state: Session, party: str) -> bool:
    """Say whether a party walked out or is absent."""
    return state.timetable.presence.get(party) in _AWAY


def present(state: Session) -> int:
    """Give how many required parties are there: somebody sits for them, and they are not away."""
    return sum(bool(state.delegation(party)) and not is_away(state, party) for party in state.required)


def quorum_missing(state: Session) -> int:
    """Give how many required parties too few are there for a vote; 0: there are enough."""
    needed = state.procedure.quorum
    return max(0, needed - present(state)) if needed else 0
