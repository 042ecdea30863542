"""What is due here, and what comes of it."""

from collections.abc import Iterator

from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.floor.calling import spoken_until
from bot.negotiation.floor.facts import FloorEnded
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal


def deadlines(state: Session) -> Iterator[Deadline]:
    """Give when the present turn ends."""
    if state.floor.turn is not None:
        yield Deadline("turn", state.floor.turn.until)


def fall_due(state: Session, deadline: Deadline, context: Context) -> Outcome:
    """End the turn whose time is up; who is next is the chair's to say."""
    turn = state.floor.turn
    if turn is None:
        return Refusal(Code.NOT_DUE, {"key": deadline.key})
    return (FloorEnded(turn.speaker.id, turn.speaker.party, spoken_until(state, context.now), "time"),)
