"""How running times move along when the talks have rested."""

from dataclasses import replace
from datetime import timedelta

from bot.negotiation.model import Session


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with the present turn later by so much: the talks have rested, and nobody spoke."""
    turn = state.floor.turn
    if turn is None:
        return state
    return replace(state, floor=replace(state.floor, turn=replace(turn, since=turn.since + by, until=turn.until + by)))
