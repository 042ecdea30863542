"""How running times move along when the talks have rested."""

from dataclasses import replace
from datetime import timedelta

from bot.negotiation.model import Session
from bot.negotiation.voting.after import with_motion


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with the end of the open vote later by so much: the talks have rested."""
    motion = state.voting.on_vote()
    if motion is None or motion.ballot is None or motion.ballot.closes is None:
        return state
    return with_motion(state, replace(motion, ballot=replace(motion.ballot, closes=motion.ballot.closes + by)))
