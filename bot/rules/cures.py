"""The smallest steps that would satisfy a failing balance rule (format.md section 7)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bot.rules.case import Case, outermost
from bot.rules.findings import Cure
from bot.rules.gates.single import concerns
from bot.rules.model import Frame
from bot.rules.numbers import ZERO, ceiling
from bot.rules.steps import Commitment, Key

Passes = Callable[[Mapping[str, Fraction]], bool]


@dataclass(frozen=True)
class Shortage:
    """Who gives too little: the compared `values`, what each short side must reach, and how the rule is tried.

    `at_par` is the value a short side is set to while another one's cure is tried; `rates` are the candidate
    categories with what one unit of each adds to the value, `prices` what one unit is worth where that is agreed.
    """

    values: Mapping[str, Fraction]
    short: Mapping[str, Fraction]
    at_par: Mapping[str, Fraction]
    rates: Mapping[str, Fraction]
    prices: Mapping[str, Fraction]
    passes: Passes


def give_more(case: Case, shortage: Shortage) -> tuple[Cure, ...]:
    """Return for each short side the whole quantities, one per category with room, that reach what is demanded.

    Per side the cheapest first, what has no price last, and else in the order of the categories.
    """
    if case.given.get("tol", ZERO) >= 1:
        return ()  # whatever is given would do, and nothing may not
    cures: list[Cure] = []
    for side in shortage.short:
        enough: dict[Fraction, Fraction | None] = {}  # by rate, as many categories share one
        options: list[Cure] = []
        for category, rate in shortage.rates.items():
            left = room(case, side, category)
            if left < 1:
                continue
            if rate not in enough:
                enough[rate] = _least(shortage, side, rate)
            quantity = enough[rate]
            if quantity is not None and left >= quantity:
                options.append(Cure(side, category, quantity, "give_more", case.unit(category)))
        cures.extend(_cheapest_first(options, shortage.prices))
    return tuple(cures)


def _cheapest_first(cures: Iterable[Cure], prices: Mapping[str, Fraction]) -> list[Cure]:
    return sorted(
        cures, key=lambda cure: (cure.category not in prices, prices.get(cure.category, ZERO) * cure.quantity)
    )


def _least(shortage: Shortage, side: str, rate: Fraction) -> Fraction | None:
    """Return the least whole quantity that reaches the demand; None if the rule fails with it all the same."""
    value = shortage.values[side]
    quantity = Fraction(max(1, ceiling((shortage.short[side] - value) / rate)))
    others = {name: par for name, par in shortage.at_par.items() if name != side}
    tried = {**shortage.values, **others, side: value + rate * quantity}
    return quantity if shortage.passes(tried) else None


def room(case: Case, side: str, category: str) -> Fraction:
    """Return what a side still has in a category: known holdings less known deltas, outside regions that never count.

    A bloc is asked for its own holdings if it has any in the category, else for its members'.
    """
    rooms = case.weighed.rooms
    found = rooms.get((side, category))
    if found is None:
        found = rooms[side, category] = _room(case, side, category)
    return found


def _room(case: Case, side: str, category: str) -> Fraction:
    frame = case.frame
    steps = case.weighed.in_category(category)
    parties: tuple[str, ...] = (side,)
    members = frame.blocs.get(side)
    if members and not _has_key(frame, steps, side, category):
        parties = members
    holdings = _holdings(frame, steps, parties, category)
    counted = [key for key in outermost(frame, holdings) if _counts(frame, key)]
    given = (step.delta or ZERO for step in steps if step.party in parties and _counts(frame, step.key))
    return sum((holdings[key] for key in counted), ZERO) - sum(given, ZERO)


def _has_key(frame: Frame, steps: Iterable[Commitment], side: str, category: str) -> bool:
    return any(step.party == side for step in steps) or any(row.party == side for row in frame.baselines_in(category))


def _holdings(
    frame: Frame,
    steps: Iterable[Commitment],
    parties: tuple[str, ...],
    category: str,
) -> dict[Key, Fraction]:
    """Return what stands at each key: by the steps first, else by the baselines; an unknown one counts as 0."""
    found: dict[Key, Fraction | None] = {}
    for step in steps:
        if step.party in parties and found.get(step.key) is None:
            found[step.key] = step.before
    for row in frame.baselines_in(category):
        if row.party in parties and found.get(row.key) is None:
            found[row.key] = row.value
    return {key: value or ZERO for key, value in found.items()}


def _counts(frame: Frame, key: Key) -> bool:
    party, category, region = key
    return not any(
        not row.creditable
        and concerns(frame, row, party)
        and row.category in (None, category)
        and (row.region is None or frame.regions.inside(region, row.region))
        for row in frame.exclusions
    )


@dataclass(frozen=True)
class Excess:
    """Who keeps too much: levels by side, the fixed share `r` of each, the smallest L/r and the tolerance."""

    levels: Mapping[str, Fraction]
    shares: Mapping[str, Fraction]
    smallest: Fraction
    tolerance: Fraction
    passes: Passes
    in_category: Callable[[str, str], Fraction | None]


def lower_limits(case: Case, excess: Excess) -> tuple[Cure, ...]:
    """Return for each high side the whole quantities by which one of its limits must come down, the cheapest first."""
    if excess.tolerance >= 1:
        return ()
    allowed = {side: share * excess.smallest / (1 - excess.tolerance) for side, share in excess.shares.items()}
    high = [side for side, level in excess.levels.items() if level > allowed[side]]
    cures: list[Cure] = []
    for side in high:
        quantity = Fraction(ceiling(excess.levels[side] - allowed[side]))
        others = {name: excess.shares[name] * excess.smallest for name in high if name != side}
        tried = {**excess.levels, **others, side: excess.levels[side] - quantity}
        if not excess.passes(tried):
            continue
        options: list[Cure] = []
        for category in dict.fromkeys(step.category for step in case.owned(tuple(excess.levels))[side]):
            level = excess.in_category(side, category)
            if level is not None and level >= quantity:
                options.append(Cure(side, category, quantity, "lower_limit", case.unit(category)))
        cures.extend(_cheapest_first(options, case.frame.rates))
    return tuple(cures)
