"""What is due here, and what comes of it."""

from collections.abc import Iterator

from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.model import Session
from bot.negotiation.voting.ballots import ended

_VOTE = "vote"


def deadlines(state: Session) -> Iterator[Deadline]:
    """Give when the vote that is open closes by itself."""
    motion = state.voting.on_vote()
    if motion is not None and motion.ballot is not None and motion.ballot.closes is not None:
        yield Deadline(f"{_VOTE}:{motion.id}", motion.ballot.closes)


def fall_due(state: Session, deadline: Deadline, context: Context) -> Outcome:
    """Close the vote."""
    return ended(state, state.voting.motions[deadline.about], "time", context)
