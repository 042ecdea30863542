"""What is due here, and what comes of it: news of the pack that come by themselves."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.model import Session
from bot.negotiation.order.model import ScheduledInject
from bot.negotiation.order.telling import injects_left, told
from bot.negotiation.refusals import Code, Refusal

KIND = "inject"
_TALKS = ""


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


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with all its running times later by so much: the talks have rested."""
    phase = state.timetable.phase
    keys = (_TALKS,) if phase is None else (_TALKS, str(phase.number))
    rested = {**state.order.rested, **{key: _rested(state, key) + by for key in keys}}
    return replace(state, order=replace(state.order, rested=rested))


def _due(state: Session, one: ScheduledInject) -> datetime | None:
    if one.phase is None:
        began, key = state.begun_at, _TALKS
    else:
        phase = state.timetable.phase
        if phase is None or phase.id != one.phase:
            return None
        began, key = phase.entered_at, str(phase.number)
    return None if began is None else began + timedelta(minutes=one.minutes) + _rested(state, key)


def _rested(state: Session, key: str) -> timedelta:
    return state.order.rested.get(key, timedelta())
