"""How running times move along when the talks have rested."""

from dataclasses import replace
from datetime import timedelta

from bot.negotiation.model import Session

KIND = "inject"
_TALKS = ""


TALKS = ""
"""Stands for the talks as a whole, beside the numbers of phases."""


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with all its running times later by so much: the talks have rested."""
    phase = state.timetable.phase
    keys = (TALKS,) if phase is None else (TALKS, str(phase.number))
    rested = {**state.order.rested, **{key: rested_of(state, key) + by for key in keys}}
    return replace(state, order=replace(state.order, rested=rested))


def rested_of(state: Session, key: str) -> timedelta:
    """Give for how long the talks (TALKS), or a phase by its number, have rested so far."""
    return state.order.rested.get(key, timedelta())
