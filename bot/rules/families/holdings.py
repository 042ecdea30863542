"""What is held and what was given over time: COUNTING, MIRROR, DIFFUSE, STANDSTILL, CONSISTENT."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from bot.rules.case import Case, of_sides
from bot.rules.families.spread import gap, inputs, listing
from bot.rules.findings import Outcome
from bot.rules.model import Level
from bot.rules.numbers import ZERO, exact, exact_or_none, shown
from bot.rules.tables import Entry, Tier
from bot.rules.verdicts import Verdict


def counting(case: Case) -> Outcome:
    """R07: what is declared is what the counting rule makes of it, never the physical load."""
    holdings = case.frame.holdings
    if not holdings:
        return Outcome(Verdict.NA, "none")
    counted = {row.id: _accountable(case.frame.types[row.type], row.number) for row in holdings}
    found = {name: exact(value) for name, value in counted.items()}
    for row in holdings:
        if row.declared != counted[row.id]:
            params = {"holding": row.id, "declared": shown(row.declared), "counted": shown(counted[row.id])}
            return Outcome(Verdict.FAIL, "FAIL", found, params)
    for row in holdings:
        if row.load is not None and row.number * row.load != counted[row.id]:
            loaded = shown(row.number * row.load)
            params = {"holding": row.id, "load": loaded, "counted": shown(counted[row.id])}
            return Outcome(Verdict.WARN, "WARN", found, params)
    return Outcome(Verdict.PASS, "PASS", found, {"count": str(len(holdings))})


def _accountable(tiers: Sequence[Tier], number: Fraction) -> Fraction:
    total = below = ZERO
    for tier in tiers:
        top = number if tier.upto is None else min(number, tier.upto)
        total += max(ZERO, top - below) * tier.each
        below = max(below, top)
    return total


def mirror(case: Case) -> Outcome:
    """R10: equal distances from the same line, meant the same way."""
    steps = case.given["steps"]
    rows: dict[str, dict[str, Any]] = {side: steps.get(side, {}) for side in case.sides}
    found = {side: exact_or_none(row.get("distance")) for side, row in rows.items()}
    for side, row in rows.items():
        missing = [name for name in ("distance", "line", "meaning") if row.get(name) is None]
        if missing:
            params = {"side": side, "missing": ", ".join(missing)}
            return Outcome(Verdict.INDETERMINATE, "unknown", found, params, case.sides)
    for name in ("line", "meaning"):
        if len({row[name] for row in rows.values()}) > 1:
            params = {"what": name, "values": ", ".join(f"{side} {row[name]}" for side, row in rows.items())}
            return Outcome(Verdict.FAIL, "differs", found, params, case.sides)
    distances: dict[str, Fraction] = {side: row["distance"] for side, row in rows.items()}
    apart = gap(distances.values())
    params = {"values": listing(distances), "gap": shown(apart), "allowed": shown(case.given["tol_abs"])}
    if apart > case.given["tol_abs"]:
        return Outcome(Verdict.FAIL, "FAIL", found, params, case.sides)
    verdict = Verdict.PASS if any(distances.values()) else Verdict.VACUOUS
    return Outcome(verdict, verdict.name, found, params, case.sides)


def diffuse(case: Case) -> Outcome:
    """R19: what was given over time balances within a credit line, and nothing stays unanswered too long."""
    as_of, sides = case.given["as_of"], case.sides
    by_side = {
        side: [row for row in rows if row.date <= as_of]
        for side, rows in of_sides(case.frame, sides, case.frame.ledger).items()
    }
    if len(sides) != 2:  # noqa: PLR2004 - the ledger has two columns
        return Outcome(Verdict.NA, "not_two", sides=sides)
    sums = {side: sum((row.value for row in rows), ZERO) for side, rows in by_side.items()}
    if not any(sums.values()):
        return Outcome(Verdict.VACUOUS, "VACUOUS", inputs(sums), {}, sides)
    larger, smaller = sorted(sides, key=lambda side: sums[side], reverse=True)
    allowed = case.given["credit_line"] * sums[larger]
    apart = sums[larger] - sums[smaller]
    params = {"values": listing(sums), "gap": shown(apart), "allowed": shown(allowed)}
    if apart > allowed:
        return Outcome(Verdict.FAIL, "FAIL", inputs(sums), params, sides)
    oldest = _unmatched(by_side[larger], sums[smaller])
    if oldest is not None and (as_of - oldest.date).days > case.given["max_age"]:
        params = {"entry": oldest.id, "age": str((as_of - oldest.date).days), "most": str(case.given["max_age"])}
        return Outcome(Verdict.FAIL, "too_old", inputs(sums), params, sides)
    return Outcome(Verdict.PASS, "PASS", inputs(sums), params, sides)


def _unmatched(rows: Sequence[Entry], answered: Fraction) -> Entry | None:
    """Return the first entry, by date then file order, that is not fully matched by what came back."""
    for row in sorted(rows, key=lambda entry: entry.date):
        if row.value > answered:
            return row
        answered -= row.value
    return None


def standstill(case: Case) -> Outcome:
    """R20: no increases while the talks last."""
    opened = case.frame.terms.opened
    if opened is None:
        return Outcome(Verdict.INDETERMINATE, "not_opened")
    keys: dict[tuple[str, str, str], list[Level]] = {}
    for level in case.frame.levels:
        if _watched(case, level):
            keys.setdefault(level.key, []).append(level)
    if not keys:
        return Outcome(Verdict.NA, "none")
    unknown: Level | None = None
    for key, levels in keys.items():
        ordered = sorted(levels, key=lambda level: level.date)
        earlier = [level for level in ordered if level.date <= opened]
        if not earlier:
            unknown = unknown or ordered[0]
            continue
        for level in ordered:
            if level.date > opened and level.value > earlier[-1].value:
                rise = shown(level.value - earlier[-1].value)
                params = {"where": " ".join(key), "rise": rise, "date": str(level.date), "opened": str(opened)}
                return Outcome(Verdict.FAIL, "FAIL", {"key": list(key), "date": str(level.date)}, params)
    if unknown is not None:
        return Outcome(Verdict.INDETERMINATE, "unknown", {"key": list(unknown.key)}, {"where": " ".join(unknown.key)})
    return Outcome(Verdict.PASS, "PASS", {"keys": len(keys)}, {"opened": str(opened)})


def _watched(case: Case, level: Level) -> bool:
    on = case.use.on
    if on.categories is not None and level.category not in on.categories:
        return False
    return on.regions is None or any(case.frame.regions.inside(level.region, region) for region in on.regions)


def consistent(case: Case) -> Outcome:
    """A.0: a declared cut is what before and end make it; a declared liability is never recomputed."""
    steps = [
        step for step in case.giving if step.declared is not None and step.before is not None and step.end is not None
    ]
    if not steps:
        return Outcome(Verdict.NA, "none")
    for step in steps:
        computed = max(ZERO, (step.before or ZERO) - (step.end or ZERO))
        if step.declared != computed:
            found = {"step": step.id, "declared": exact_or_none(step.declared), "computed": exact(computed)}
            params = {"step": step.id, "declared": shown(step.declared), "computed": shown(computed)}
            return Outcome(Verdict.WARN, "WARN", found, params)
    return Outcome(Verdict.PASS, "PASS", {"steps": len(steps)}, {"count": str(len(steps))})
