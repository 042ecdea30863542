"""What timing and verification rules look at: giving commitments and clauses (format.md section 6)."""

import datetime as dt
from dataclasses import dataclass

from bot.rules.case import Case
from bot.rules.steps import Clause, Commitment, Verification


@dataclass(frozen=True)
class Item:
    """A giving commitment, or a clause as it stands for one side; `days` is a duration that was written as such."""

    id: str
    start: dt.date | None
    deadline: dt.date | None
    until: dt.date | None
    days: int | None
    trigger: str | None
    verification: Verification | None

    @property
    def lasts(self) -> bool:
        """Say whether the item says how long it lasts."""
        return self.days is not None or self.until is not None

    @property
    def date(self) -> dt.date | None:
        """Return the start, else the deadline."""
        return self.start if self.start is not None else self.deadline


def any_items(case: Case) -> bool:
    """Say whether a rule selects any item at all."""
    return bool(case.giving or case.clauses)


def items_by_side(case: Case, sides: tuple[str, ...]) -> dict[str, tuple[Item, ...]]:
    """Return the items of each side: its giving commitments, and the clauses that bind it with its own dates."""
    owned = case.owned(sides)
    return {
        side: (
            *(_of_step(step) for step in owned[side] if step.giving),
            *(_of_clause(case, clause, side) for clause in case.clauses if case.frame.holds(clause.binds, side)),
        )
        for side in sides
    }


def _of_step(step: Commitment) -> Item:
    dates = (step.start, step.deadline, step.until, step.duration_days)
    return Item(step.id, *dates, step.trigger, step.verification)


def _of_clause(case: Case, clause: Clause, side: str) -> Item:
    duty = clause.duty(side, case.frame.bloc_of(side))
    dates = (clause.start, duty.deadline, duty.until, duty.duration_days)
    return Item(clause.id, *dates, clause.trigger, clause.verification)
