"""Balance of what is given: EQ_CUT, PROPORTIONAL, WEIGHTED (format.md section 6)."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from bot.rules.case import Case, before_sum
from bot.rules.cures import Shortage, give_more
from bot.rules.families.spread import Values, gap, inputs, known, listing, not_comparable, unit_of, unknown_sides
from bot.rules.findings import Cure, Outcome
from bot.rules.numbers import ZERO, shown
from bot.rules.steps import Commitment
from bot.rules.verdicts import Verdict


def _undecided(values: Values, sides: tuple[str, ...], unit: str) -> Outcome:
    params = {"values": listing(values, unit), "unknown": unknown_sides(values)}
    return Outcome(Verdict.INDETERMINATE, "unknown", inputs(values), params, sides)


def _within(values: Mapping[str, Fraction], passes: Callable[[Mapping[str, Fraction]], bool]) -> Verdict:
    """Return the verdict of the tests that the three rules share: all 0, one 0, the gap."""
    if all(value == 0 for value in values.values()):
        return Verdict.VACUOUS
    return Verdict.PASS if passes(values) else Verdict.FAIL


def eq_cut(case: Case) -> Outcome:
    """R01: the sides give equally much, within max(tol_abs, tol x the largest)."""
    sides = case.sides
    refused = not_comparable(case, sides)
    if refused is not None:
        return refused
    totals = case.totals(sides)
    values, unit = known(totals), unit_of(case)
    if values is None:
        return _undecided(totals, sides, unit)
    largest = max(values.values())
    allowed = max(case.given["tol_abs"], case.given["tol"] * largest)

    def passes(tried: Mapping[str, Fraction]) -> bool:
        most = max(tried.values())
        margin = max(case.given["tol_abs"], case.given["tol"] * most)
        return min(tried.values()) > 0 and gap(tried.values()) <= margin

    verdict = _within(values, passes)
    params = {"values": listing(values, unit), "gap": shown(gap(values.values())), "allowed": shown(allowed)}
    cures: tuple[Cure, ...] = ()
    if verdict is Verdict.FAIL:
        short = {side: largest - allowed for side, value in values.items() if value < largest - allowed or value == 0}
        rates = dict.fromkeys((step.category for step in case.commitments), Fraction(1))
        at_par = dict.fromkeys(short, largest)
        cures = give_more(case, Shortage(values, short, at_par, rates, case.frame.rates, passes))
    return Outcome(verdict, verdict.name, inputs(values), params, sides, cures)


def proportional(case: Case) -> Outcome:
    """R04: the sides give equal shares of what they have, within tol_pp percentage points."""
    sides = case.sides
    refused = not_comparable(case, sides)
    if refused is not None:
        return refused
    totals = case.totals(sides)
    owned = case.owned(sides)
    bases = {side: before_sum(case.frame, rows) for side, rows in owned.items()}
    unit = unit_of(case)
    given, held = known(totals), known(bases)
    if given is None:
        return _undecided(totals, sides, unit)
    if held is None or not all(held.values()):
        params = {"values": listing(bases, unit), "unknown": ", ".join(side for side in sides if not bases[side])}
        return Outcome(Verdict.INDETERMINATE, "no_base", inputs(bases), params, sides)
    shares = {side: 100 * given[side] / held[side] for side in sides}
    allowed: Fraction = case.given["tol_pp"]

    def passes(tried: Mapping[str, Fraction]) -> bool:
        percents = [100 * tried[side] / held[side] for side in tried]
        return min(percents) > 0 and gap(percents) <= allowed

    verdict = _within(given, passes)
    values = ", ".join(f"{side} {shown(share)} % of {shown(held[side])} {unit}" for side, share in shares.items())
    params = {"values": values, "gap": shown(gap(shares.values())), "allowed": shown(allowed)}
    cures: tuple[Cure, ...] = ()
    if verdict is Verdict.FAIL:
        top = max(shares.values())
        demand = {side: (top - allowed) / 100 * held[side] for side in sides}
        short = {side: demand[side] for side in sides if given[side] < demand[side] or given[side] == 0}
        rates = dict.fromkeys((step.category for step in case.commitments), Fraction(1))
        at_par = {side: top / 100 * held[side] for side in short}
        cures = give_more(case, Shortage(given, short, at_par, rates, case.frame.rates, passes))
    return Outcome(verdict, verdict.name, inputs(shares), params, sides, cures)


def weighted(case: Case) -> Outcome:
    """R06: the sides give equal worth by exchange rates; `at_least`: the responder matches the mover."""
    one_way = case.given["mode"] == "at_least"
    sides = tuple(dict.fromkeys((case.given["mover"], case.given["responder"]))) if one_way else case.sides
    if not case.commitments:
        return Outcome(Verdict.NA, "no_steps", sides=sides)
    if len(sides) < 2:  # noqa: PLR2004 - a comparison takes two
        return Outcome(Verdict.NA, "one_side", sides=sides)
    given_rates = case.given["rates"]
    rates: Mapping[str, Fraction] = case.frame.rates if given_rates is None else given_rates
    worths = {side: _worth(case, rows, rates) for side, rows in case.owned(sides).items()}
    unit = case.frame.equivalence_unit or "points"
    values = known(worths)
    if values is None:
        return _undecided(worths, sides, unit)
    return _weigh_one_way(case, values, rates, unit) if one_way else _weigh_all(case, values, rates, unit)


def _worth(case: Case, rows: tuple[Commitment, ...], rates: Mapping[str, Fraction]) -> Fraction | None:
    total = ZERO
    for step in rows:
        credit = case.credit(step)
        if credit is None or (credit > 0 and step.category not in rates):
            return None
        if credit:
            total += rates[step.category] * credit
    return total


def _weigh_all(case: Case, values: Mapping[str, Fraction], rates: Mapping[str, Fraction], unit: str) -> Outcome:
    tolerance: Fraction = case.given["tol"]
    largest = max(values.values())
    demand = (1 - tolerance) * largest

    def passes(tried: Mapping[str, Fraction]) -> bool:
        return min(tried.values()) > 0 and gap(tried.values()) <= tolerance * max(tried.values())

    verdict = _within(values, passes)
    params = _worth_params(values, unit, demand, tolerance)
    cures: tuple[Cure, ...] = ()
    if verdict is Verdict.FAIL:
        short = {side: demand for side, value in values.items() if value < demand or value == 0}
        shortage = Shortage(values, short, dict.fromkeys(short, largest), _positive(rates), rates, passes)
        cures = give_more(case, shortage)
    return Outcome(verdict, verdict.name, inputs(values), params, tuple(values), cures)


def _weigh_one_way(case: Case, values: Mapping[str, Fraction], rates: Mapping[str, Fraction], unit: str) -> Outcome:
    tolerance: Fraction = case.given["tol"]
    mover, responder = case.given["mover"], case.given["responder"]
    demand = (1 - tolerance) * values[mover]

    def passes(tried: Mapping[str, Fraction]) -> bool:
        return tried[responder] > 0 and tried[responder] >= demand

    verdict = Verdict.PASS if passes(values) else Verdict.FAIL
    if values[mover] == 0:
        verdict = Verdict.VACUOUS
    params = {**_worth_params(values, unit, demand, tolerance), "mover": mover, "responder": responder}
    cures: tuple[Cure, ...] = ()
    if verdict is Verdict.FAIL:
        at_par = {responder: values[mover]}
        shortage = Shortage(values, {responder: demand}, at_par, _positive(rates), rates, passes)
        cures = give_more(case, shortage)
    return Outcome(verdict, f"{verdict.name}_ONE_WAY", inputs(values), params, tuple(values), cures)


def _positive(rates: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {category: rate for category, rate in rates.items() if rate > 0}


def _worth_params(values: Values, unit: str, demand: Fraction, tolerance: Fraction) -> dict[str, str]:
    return {"values": listing(values, unit), "demand": f"{shown(demand)} {unit}", "tol": shown(100 * tolerance)}
