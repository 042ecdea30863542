"""How running times move along when the talks have rested."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.negotiation.model import Session


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with all its running times later by so much: the talks have rested.

    Who left in the pause is away since its end, since until then nobody was missed.
    """
    table, clock = state.timetable, state.timetable.clock
    moved = replace(
        clock,
        ends=clock.ends + by if clock.ends else None,
        stopped_at=clock.stopped_at + by if clock.stopped_at else None,
    )
    end = table.pause.at + by if table.pause else None
    since = {party: _since(at + by, end) for party, at in table.away_since.items()}
    return replace(state, timetable=replace(table, clock=moved, away_since=since))


def _since(later: datetime, end: datetime | None) -> datetime:
    return min(later, end) if end else later
