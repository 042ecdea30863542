"""Being able to see it: VERIFIED, VERIFIED_EQUALLY, TRANSPARENCY, QUOTA, SITES (format.md section 6)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from bot.rules.case import Case, of_sides
from bot.rules.families.items import Item, items_by_side
from bot.rules.findings import Outcome
from bot.rules.numbers import ZERO, exact_or_none, shown
from bot.rules.steps import Verification
from bot.rules.tables import Activity
from bot.rules.verdicts import Verdict, worst


def verified(case: Case) -> Outcome:
    """V01: every step is checked well enough, by a method that can see what is counted."""
    unit_of: dict[str, str | None] = {step.id: case.unit(step.category) for step in case.giving}
    checks = {step.id: step.verification for step in case.giving}
    for clause in case.clauses:
        unit_of[clause.id], checks[clause.id] = None, clause.verification
    if not checks:
        return Outcome(Verdict.NA, "none")
    tier: int = case.given["tier"]
    blind = case.given["blind"]
    inputs = {
        name: None if check is None else {"method": check.method, "tier": check.tier} for name, check in checks.items()
    }
    for name, check in checks.items():
        if check is None:
            continue
        params = {"step": name, "method": check.method, "tier": str(check.tier), "least": str(tier)}
        if check.tier < tier:
            return Outcome(Verdict.FAIL, "low", inputs, params)
        unit = unit_of[name]
        if unit is not None and unit in blind.get(check.method, ()):
            return Outcome(Verdict.FAIL, "blind", inputs, {**params, "unit": unit})
    missing = [name for name, check in checks.items() if check is None]
    if missing:
        return Outcome(Verdict.INDETERMINATE, "unknown", inputs, {"steps": ", ".join(missing)})
    return Outcome(Verdict.PASS, "PASS", inputs, {"count": str(len(checks)), "least": str(tier)})


def verified_equally(case: Case) -> Outcome:
    """V02: the sides accept the same tier, notice and refusals, and quotas equal or in step with their objects."""
    by_side = {side: _checks(items) for side, items in items_by_side(case, case.sides).items()}
    if not any(by_side.values()):
        return Outcome(Verdict.INDETERMINATE, "none", sides=case.sides)
    inputs: dict[str, Any] = {}
    verdicts: dict[str, Verdict] = {}
    for name in ("tier", "notice_h", "refusals", "quota"):
        values = {
            side: [value for check in checks if (value := getattr(check, name)) is not None]
            for side, checks in by_side.items()
        }
        inputs[name] = {side: sorted({str(value) for value in found}) for side, found in values.items()}
        stated = [side for side, found in values.items() if found]
        if not stated:
            continue
        if len(stated) < len(values):
            verdicts[name] = Verdict.INDETERMINATE
        elif name == "quota":
            verdicts[name] = _quotas(by_side)
        else:
            same = len({frozenset(found) for found in values.values()}) == 1
            verdicts[name] = Verdict.PASS if same else Verdict.FAIL
    verdict = worst(verdicts.values())
    named = ", ".join(name.replace("_h", " hours") for name, found in verdicts.items() if found is verdict)
    return Outcome(verdict, verdict.name, inputs, {"what": named}, case.sides)


def _checks(items: Iterable[Item]) -> list[Verification]:
    return [item.verification for item in items if item.verification is not None]


def _quotas(by_side: dict[str, list[Verification]]) -> Verdict:
    sums = [sum((check.quota or ZERO for check in checks), ZERO) for checks in by_side.values()]
    if len(set(sums)) == 1:
        return Verdict.PASS
    objects = [[check.objects for check in checks if check.objects is not None] for checks in by_side.values()]
    totals = [sum(found, ZERO) for found in objects]
    if not all(totals):
        return Verdict.FAIL
    shares = {quota / total for quota, total in zip(sums, totals, strict=True)}
    return Verdict.PASS if len(shares) == 1 else Verdict.FAIL


def transparency(case: Case) -> Outcome:
    """R12: equal thresholds, and every exercise, slices added together, is told of and observed as they demand."""
    sides, thresholds = case.sides, case.given["thresholds"]
    values: dict[str, dict[str, Any]] = {side: thresholds.get(side, {}) for side in sides}
    names = ("notify", "observe", "lead_days")
    inputs = {side: {name: _plain(found.get(name)) for name in names} for side, found in values.items()}
    for side, found in values.items():
        missing = [name for name in names if found.get(name) is None]
        if missing:
            params = {"side": side, "missing": ", ".join(missing)}
            return Outcome(Verdict.INDETERMINATE, "unknown", inputs, params, sides)
    for name in names:
        if len({found[name] for found in values.values()}) > 1:
            listed = ", ".join(f"{side} {_plain(found[name])}" for side, found in values.items())
            params = {"what": name.replace("_", " "), "values": listed}
            return Outcome(Verdict.FAIL, "differs", inputs, params, sides)
    for side, rows in of_sides(case.frame, sides, case.frame.activities).items():
        for joined in _joined(rows, case.given["gap_days"]):
            failed = _silent(joined, values[side])
            if failed is not None:
                say, params = failed
                return Outcome(Verdict.FAIL, say, {**inputs, "failed": [row.id for row in joined]}, params, sides)
    return Outcome(Verdict.PASS, "PASS", inputs, {}, sides)


def _plain(value: Fraction | int | None) -> str | None:
    return str(value) if isinstance(value, int) else exact_or_none(value)


def _joined(rows: Iterable[Activity], gap_days: int) -> list[list[Activity]]:
    """Join the activities of one party in one theatre whose pauses are no longer than gap_days."""
    places: dict[tuple[str, str], list[Activity]] = {}
    for row in rows:
        places.setdefault((row.party, row.theatre), []).append(row)
    found: list[list[Activity]] = []
    for listed in places.values():
        latest = None
        for row in sorted(listed, key=lambda activity: activity.start):
            if latest is None or (row.start - latest).days > gap_days:
                found.append([])
                latest = row.end
            found[-1].append(row)
            latest = max(latest, row.end)
    return found


def _silent(joined: Sequence[Activity], threshold: dict[str, Any]) -> tuple[str, dict[str, str]] | None:
    size = sum((row.size for row in joined), ZERO)
    params = {"activities": ", ".join(row.id for row in joined), "size": shown(size)}
    if size >= threshold["notify"]:
        for row in joined:
            if row.notified is None or (row.start - row.notified).days < threshold["lead_days"]:
                return "not_told", {**params, "activity": row.id, "limit": shown(threshold["notify"])}
    if size >= threshold["observe"]:
        for row in joined:
            if not row.observers:
                return "not_observed", {**params, "activity": row.id, "limit": shown(threshold["observe"])}
    return None


def quota(case: Case) -> Outcome:
    """R13: visits and flights are mutual, within what each accepts, and nobody takes more than its share."""
    pairs, passive = case.frame.pairs, case.frame.passive
    if not pairs:
        return Outcome(Verdict.NA, "none")
    numbers = {(pair.by, pair.over): pair.number for pair in pairs}
    inputs = {f"{by} over {over}": exact_or_none(number) for (by, over), number in numbers.items()}
    if not any(numbers.values()):
        return Outcome(Verdict.VACUOUS, "VACUOUS", inputs)
    failed = _one_way(case, numbers) or _overdrawn(case, numbers)
    if failed is not None:
        return Outcome(Verdict.FAIL, failed[0], inputs, failed[1])
    missing = dict.fromkeys(name for pair in numbers for name in pair if name not in passive)
    if missing:
        return Outcome(Verdict.INDETERMINATE, "unknown", inputs, {"parties": ", ".join(missing)})
    return Outcome(Verdict.PASS, "PASS", inputs)


_Numbers = dict[tuple[str, str], Fraction]


def _one_way(case: Case, numbers: _Numbers) -> tuple[str, dict[str, str]] | None:
    for (by, over), number in numbers.items():
        back = numbers.get((over, by), ZERO)
        params = {"by": by, "over": over, "number": shown(number), "back": shown(back)}
        if back != number:
            return "one_way", params
        most = case.frame.passive.get(over)
        if most is not None and number > case.given["share"] * most:
            return "too_much", {**params, "passive": shown(most)}
    return None


def _overdrawn(case: Case, numbers: _Numbers) -> tuple[str, dict[str, str]] | None:
    flown: dict[str, Fraction] = {}
    accepted: dict[str, Fraction] = {}
    for (by, over), number in numbers.items():
        flown[by] = flown.get(by, ZERO) + number
        accepted[over] = accepted.get(over, ZERO) + number
    for say, sums in (("flown", flown), ("accepted", accepted)):
        for name, total in sums.items():
            most = case.frame.passive.get(name)
            if most is not None and total > most:
                return say, {"party": name, "number": shown(total), "passive": shown(most)}
    return None


def sites(case: Case) -> Outcome:
    """R14: as many sites of each side, equally open; a different right to choose them is a warning."""
    by_side = of_sides(case.frame, case.sides, case.frame.sites)
    inputs = {side: [row.depth for row in rows] for side, rows in by_side.items()}
    if not any(by_side.values()):
        return Outcome(Verdict.VACUOUS, "VACUOUS", inputs, {}, case.sides)
    listed = "; ".join(_sites_shown(side, depths) for side, depths in inputs.items())
    if len({tuple(sorted(depths)) for depths in inputs.values()}) > 1:
        return Outcome(Verdict.FAIL, "FAIL", inputs, {"values": listed}, case.sides)
    own = {
        side: sum(side in (row.chosen_by, case.frame.bloc_of(row.chosen_by)) for row in rows)
        for side, rows in by_side.items()
    }
    if len(set(own.values())) > 1:
        values = ", ".join(f"{side} {count}" for side, count in own.items())
        return Outcome(Verdict.WARN, "WARN", inputs, {"values": values}, case.sides)
    return Outcome(Verdict.PASS, "PASS", inputs, {"values": listed}, case.sides)


def _sites_shown(side: str, depths: Sequence[int]) -> str:
    listed = ", ".join(str(depth) for depth in sorted(depths))
    return f"{side} {len(depths)}, depth {listed}" if depths else f"{side} none"
