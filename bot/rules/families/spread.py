"""What the rules that compare sides share: gaps, and the reasons why a comparison does not apply."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from bot.rules.case import Case
from bot.rules.findings import Outcome
from bot.rules.numbers import exact_or_none, shown
from bot.rules.verdicts import Verdict

Values = Mapping[str, Fraction | None]


def gap(values: Iterable[Fraction]) -> Fraction:
    """Return largest - smallest."""
    listed = list(values)
    return max(listed) - min(listed)


def inputs(values: Values) -> dict[str, str | None]:
    """Return the compared values by side as JSON holds them."""
    return {side: exact_or_none(value) for side, value in values.items()}


def listing(values: Values, unit: str = "") -> str:
    """Return `US 1,500, RU 0` for a message."""
    text = ", ".join(f"{side} {shown(value)}" for side, value in values.items())
    return f"{text} {unit}".rstrip()


def known(values: Values) -> dict[str, Fraction] | None:
    """Return the values if all are known."""
    found = {side: value for side, value in values.items() if value is not None}
    return found if len(found) == len(values) else None


def unknown_sides(values: Values) -> str:
    """Name the sides whose value is unknown."""
    return ", ".join(side for side, value in values.items() if value is None)


def not_comparable(case: Case, sides: tuple[str, ...], least_sides: int = 2) -> Outcome | None:
    """Return N/A where a quantity rule has no steps, more than one unit, or too few sides."""
    if not case.commitments:
        return Outcome(Verdict.NA, "no_steps", sides=sides)
    units = {case.unit(step.category) for step in case.commitments}
    if len(units) > 1:
        return Outcome(Verdict.NA, "units", {}, {"units": ", ".join(sorted(units))}, sides)
    if len(sides) < least_sides:
        return Outcome(Verdict.NA, "one_side", sides=sides)
    return None


def unit_of(case: Case) -> str:
    """Return the unit of a rule's steps."""
    return case.unit(case.commitments[0].category)
