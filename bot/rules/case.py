"""What the function of a rule gets to see, and the sums that several rules share (format.md section 5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol, TypeVar

from bot.rules.findings import Credit
from bot.rules.model import Frame, RuleUse
from bot.rules.numbers import ZERO
from bot.rules.steps import Clause, Commitment, Compensation, Key


@dataclass(frozen=True, eq=False)
class Weighed:
    """All commitments of a deal with their credits, and which of them each gate touched (by its code)."""

    commitments: tuple[Commitment, ...]
    credits: Mapping[str, Credit]
    touched: Mapping[str, tuple[str, ...]]
    unclear: tuple[str, ...] = ()
    rooms: dict[tuple[str, str], Fraction] = field(default_factory=dict)  # by side and category, for all rules at once

    @cached_property
    def by_id(self) -> Mapping[str, Commitment]:
        """Return the commitments by id."""
        return {step.id: step for step in self.commitments}

    @cached_property
    def _categories(self) -> Mapping[str, tuple[Commitment, ...]]:
        found: dict[str, list[Commitment]] = {}
        for step in self.commitments:
            found.setdefault(step.category, []).append(step)
        return {category: tuple(steps) for category, steps in found.items()}

    def in_category(self, category: str) -> tuple[Commitment, ...]:
        """Return the commitments of a category, in file order."""
        return self._categories.get(category, ())


@dataclass(frozen=True, eq=False)
class Case:
    """One rule on one deal: `commitments` and `clauses` are those that the rule selects."""

    frame: Frame
    use: RuleUse
    weighed: Weighed
    commitments: tuple[Commitment, ...]
    clauses: tuple[Clause, ...]
    all_clauses: tuple[Clause, ...]
    compensations: tuple[Compensation, ...]
    _owned: dict[tuple[str, ...], dict[str, tuple[Commitment, ...]]] = field(default_factory=dict)

    @property
    def given(self) -> Mapping[str, Any]:
        """Return the parameters of the rule, defaults filled in."""
        return self.use.given

    @property
    def sides(self) -> tuple[str, ...]:
        """Return who is compared: the rule's `parties`, else the `sides` of the deal."""
        return self.use.parties or self.frame.sides

    @cached_property
    def giving(self) -> tuple[Commitment, ...]:
        """Return the selected commitments that give something."""
        return tuple(commitment for commitment in self.commitments if commitment.giving)

    def owned(self, sides: tuple[str, ...]) -> Mapping[str, tuple[Commitment, ...]]:
        """Return the selected commitments of each side, in file order.

        Where a bloc has commitments of its own in a category, its members' are left out in that category.
        """
        found = self._owned.get(sides)
        if found is None:
            found = self._owned[sides] = owned_by(self.frame, sides, self.commitments)
        return found

    def credit(self, commitment: Commitment) -> Fraction | None:
        """Return what a commitment counts for; None if it cannot be weighed."""
        return self.weighed.credits[commitment.id].credit

    def unit(self, category: str) -> str:
        """Return the unit that a category is counted in."""
        return self.frame.categories[category].unit

    def totals(self, sides: tuple[str, ...]) -> dict[str, Fraction | None]:
        """Return D of each side: the sum of its credits, None if one is unknown."""
        return {side: _total(self.credit(row) for row in rows) for side, rows in self.owned(sides).items()}

    def levels(self, sides: tuple[str, ...]) -> dict[str, Fraction | None]:
        """Return L of each side: the sum of its end levels by key; None if unknown or without commitment."""
        return {side: end_sum(self.frame, rows) for side, rows in self.owned(sides).items()}


def _total(credits_: Iterable[Fraction | None]) -> Fraction | None:
    total = ZERO
    for credit in credits_:
        if credit is None:
            return None
        total += credit
    return total


def owned_by(
    frame: Frame,
    sides: Iterable[str],
    commitments: Sequence[Commitment],
) -> dict[str, tuple[Commitment, ...]]:
    """Return the commitments of each side, in file order; a bloc's own beat its members' in their category."""
    by_party: dict[str, list[tuple[int, Commitment]]] = {}
    for place, row in enumerate(commitments):
        by_party.setdefault(row.party, []).append((place, row))
    found: dict[str, tuple[Commitment, ...]] = {}
    for side in sides:
        own = by_party.get(side, [])
        members = frame.blocs.get(side, ())
        if members:
            taken = {row.category for _, row in own}
            theirs = (item for member in members for item in by_party.get(member, ()) if item[1].category not in taken)
            own = sorted([*own, *theirs], key=lambda item: item[0])
        found[side] = tuple(row for _, row in own)
    return found


def outermost(frame: Frame, keys: Iterable[Key]) -> list[Key]:
    """Return the keys that do not lie strictly below another key of the same party and category."""
    all_keys = dict.fromkeys(keys)
    above = frame.regions.above
    return [
        (party, category, region)
        for party, category, region in all_keys
        if not any((party, category, outer) in all_keys for outer in above(region))
    ]


def before_sum(frame: Frame, commitments: Sequence[Commitment]) -> Fraction | None:
    """Return B: the sum over distinct keys of the first known `before`; None if unknown or without commitment."""
    values: dict[Key, Fraction | None] = {}
    for row in commitments:
        if values.get(row.key) is None:
            values[row.key] = row.before
    return _sum_of_keys(frame, values)


def end_sum(frame: Frame, commitments: Sequence[Commitment]) -> Fraction | None:
    """Return L: the sum over distinct keys of the last known `end`; None if unknown or without commitment."""
    values: dict[Key, Fraction | None] = {}
    for row in commitments:
        values.setdefault(row.key, None)
        if row.end is not None:
            values[row.key] = row.end
    return _sum_of_keys(frame, values)


def _sum_of_keys(frame: Frame, values: Mapping[Key, Fraction | None]) -> Fraction | None:
    if not values:
        return None
    return _total(values[key] for key in outermost(frame, values))


class Belonging(Protocol):
    """Anything in a list that belongs to a party."""

    @property
    def party(self) -> str:
        """Return the party or bloc it belongs to."""


T = TypeVar("T", bound=Belonging)


def of_sides(frame: Frame, sides: Iterable[str], rows: Iterable[T]) -> dict[str, list[T]]:
    """Return the entries of each side: its own and, for a bloc, those of its members; others are left out."""
    owner = owners(frame, sides)
    found: dict[str, list[T]] = {side: [] for side in sides}
    for row in rows:
        side = owner.get(row.party)
        if side is not None:
            found[side].append(row)
    return found


def owners(frame: Frame, sides: Iterable[str]) -> dict[str, str]:
    """Return the side of each party and bloc that is compared."""
    owner: dict[str, str] = {}
    for side in sides:
        owner.update(dict.fromkeys(frame.blocs.get(side, ()), side))
        owner[side] = side
    return owner
