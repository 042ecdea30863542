"""What is due here, and what comes of it."""

from collections.abc import Iterator
from datetime import timedelta

from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal


def deadlines(state: Session) -> Iterator[Deadline]:
    """Give what is due, and when."""
    del state
    yield from ()


def fall_due(state: Session, deadline: Deadline, context: Context) -> Outcome:
    """Give what comes of a deadline of this part that is due."""
    del state, context
    return Refusal(Code.NOT_DUE, {"key": deadline.key})


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with all its running times later by so much: the talks have rested."""
    del by
    return state
