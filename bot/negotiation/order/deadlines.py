"""What is due here, and what comes of it: news of the pack that come by themselves."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.model import Session
from bot.negotiation.order.model import ScheduledInject
from bot.negotiation.order.shifting import TALKS, rested_of
from bot.negotiation.order.telling import injects_left, told
from bot.negotiation.refusals import Code, Refusal

KIND = "inject"


def deadlines(state: Session) -> Iterator[Deadline]:
    """Give what is due, and when."""
    over = {one.inject for one in state.order.news.values() if not one.undone}
    for one in state.order.schedule:
        if one.id not in over and (at := _due(state, one)) is not None:
            yield Deadline(f"{KIND}:{one.id}", at)


def fall_due(state: Session, deadline: Deadline, context: Context) -> Outcome:
    """Give what comes of a deadline of this part that is due: the news are told."""
    inject = next((one for one in injects_left(state, context.frame) if one.id == deadline.about), None)
    return (told(state, inject),) if inject is not None else Refusal(Code.NOT_DUE, {"key": deadline.key})


def _due(state: Session, one: ScheduledInject) -> datetime | None:
    if one.phase is None:
        began, key = state.begun_at, TALKS
    else:
        phase = state.timetable.phase
        if phase is None or phase.id != one.phase:
            return None
        began, key = phase.entered_at, str(phase.number)
    return None if began is None else began + timedelta(minutes=one.minutes) + rested_of(state, key)
