"""Balance of what remains: EQ_CEILING, ZERO, RATIO, SUFFICIENCY, ZONE, BLOC (format.md section 6)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bot.rules.case import Case, end_sum, owned_by
from bot.rules.cures import Excess, lower_limits
from bot.rules.families.spread import gap, inputs, known, listing, not_comparable, unit_of, unknown_sides
from bot.rules.findings import Cure, Outcome
from bot.rules.numbers import ZERO, exact_or_none, shown
from bot.rules.steps import Clause, Commitment
from bot.rules.verdicts import Verdict
from bot.rules.vocabulary import HARD


def eq_ceiling(case: Case) -> Outcome:
    """R02: the sides end at the same level, within tol x the largest."""
    return _end_state(case, dict.fromkeys(case.sides, Fraction(1)), Verdict.NA)


def ratio(case: Case) -> Outcome:
    """R05: the sides end at levels of a fixed ratio, within tol x the largest L/r."""
    shares: Mapping[str, Fraction] = case.given["ratio"]
    return _end_state(case, shares, Verdict.INDETERMINATE, of_zero=Verdict.NA)


def _end_state(
    case: Case,
    shares: Mapping[str, Fraction],
    of_unknown: Verdict,
    of_zero: Verdict | None = None,
) -> Outcome:
    sides = tuple(shares)
    refused = not_comparable(case, sides)
    if refused is not None:
        return refused
    found = case.levels(sides)
    levels, unit = known(found), unit_of(case)
    if levels is None:
        params = {"values": listing(found, unit), "unknown": unknown_sides(found)}
        return Outcome(of_unknown, "unknown", inputs(found), params, sides)
    if of_zero is not None and not any(levels.values()):
        return Outcome(of_zero, "zero", inputs(levels), {}, sides)
    tolerance: Fraction = case.given["tol"]

    def passes(tried: Mapping[str, Fraction]) -> bool:
        if of_zero is not None and not any(tried.values()):
            return False  # then the rule measures nothing, which is no cure
        scaled = [tried[side] / shares[side] for side in sides]
        return gap(scaled) <= tolerance * max(scaled)

    verdict = Verdict.PASS if passes(levels) else Verdict.FAIL
    compared = {side: levels[side] / shares[side] for side in sides}
    params = {
        "values": listing(levels, unit),
        "compared": listing(compared),
        "gap": shown(gap(compared.values())),
        "allowed": shown(tolerance * max(compared.values())),
    }
    cures: tuple[Cure, ...] = ()
    if verdict is Verdict.FAIL:
        owned = case.owned(sides)

        def in_category(side: str, category: str) -> Fraction | None:
            return end_sum(case.frame, [step for step in owned[side] if step.category == category])

        excess = Excess(levels, shares, min(compared.values()), tolerance, passes, in_category)
        cures = lower_limits(case, excess)
    return Outcome(verdict, verdict.name, inputs(compared), params, sides, cures)


def zero(case: Case) -> Outcome:
    """R03: everything goes to zero, and a hard ban binds every side."""
    sides = case.sides
    refused = not_comparable(case, sides)
    if refused is not None:
        return refused
    found = case.levels(sides)
    levels, unit = known(found), unit_of(case)
    if levels is None:
        params = {"values": listing(found, unit), "unknown": unknown_sides(found)}
        return Outcome(Verdict.INDETERMINATE, "unknown", inputs(found), params, sides)
    params = {"values": listing(levels, unit)}
    if any(levels.values()):
        return Outcome(Verdict.FAIL, "left", inputs(levels), params, sides)
    banned = {step.category for step in case.commitments}
    if any(_bans(case, clause, sides, banned) for clause in case.clauses):
        return Outcome(Verdict.PASS, "PASS", inputs(levels), params, sides)
    return Outcome(Verdict.FAIL, "no_ban", inputs(levels), params, sides)


def _bans(case: Case, clause: Clause, sides: tuple[str, ...], categories: set[str]) -> bool:
    frame = case.frame
    return (
        clause.verb == "refrain"
        and (clause.categories is None or categories.issubset(clause.categories))
        and all(
            frame.holds(clause.binds, side) and clause.duty(side, frame.bloc_of(side)).modality in HARD
            for side in sides
        )
    )


def sufficiency(case: Case) -> Outcome:
    """R08: no side keeps more than a share of everything."""
    sides = case.use.parties or tuple(case.frame.parties)
    refused = not_comparable(case, sides, least_sides=0)
    if refused is not None:
        return refused
    held = {side: rows for side, rows in case.owned(sides).items() if rows}
    found = {side: end_sum(case.frame, rows) for side, rows in held.items()}
    if not found:
        return Outcome(Verdict.NA, "no_steps", sides=sides)
    levels, unit = known(found), unit_of(case)
    if levels is None:
        params = {"values": listing(found, unit), "unknown": unknown_sides(found)}
        return Outcome(Verdict.INDETERMINATE, "unknown", inputs(found), params, sides)
    total = case.given["total"]
    everything: Fraction = sum(levels.values(), ZERO) if total is None else total
    most = case.given["share"] * everything
    params = {"values": listing(levels, unit), "most": f"{shown(most)} {unit}"}
    over = [side for side, level in levels.items() if level > most]
    if over:
        return Outcome(Verdict.FAIL, "FAIL", inputs(levels), {**params, "over": ", ".join(over)}, sides)
    verdict = Verdict.PASS if any(levels.values()) else Verdict.VACUOUS
    return Outcome(verdict, verdict.name, inputs(levels), params, sides)


def zone(case: Case) -> Outcome:
    """R09: what remains in each zone stays under its cap; the innermost zone that fails is named."""
    sums = [_in_zone(case, cap) for cap in case.given["caps"]]
    named = {f"{place + 1} {cap['region']}": value for place, (cap, value) in enumerate(sums)}
    failing = [(cap, value) for cap, value in sums if value is not None and value > cap["cap"]]
    if failing:
        cap, value = max(failing, key=lambda pair: case.frame.regions.depth(pair[0]["region"]))
        params = {"region": cap["region"], "level": shown(value), "cap": shown(cap["cap"])}
        return Outcome(Verdict.FAIL, "FAIL", {**inputs(named), "failed": cap["region"]}, params)
    if any(value is None for _, value in sums):
        unknown = ", ".join(cap["region"] for cap, value in sums if value is None)
        return Outcome(Verdict.INDETERMINATE, "unknown", inputs(named), {"unknown": unknown})
    return Outcome(Verdict.PASS, "PASS", inputs(named), {"values": listing(named)})


def _in_zone(case: Case, cap: Mapping[str, Any]) -> tuple[Mapping[str, Any], Fraction | None]:
    rows: tuple[Commitment, ...] = case.commitments
    if cap["party"] is not None:
        rows = case.owned((cap["party"],))[cap["party"]]
    inside = case.frame.regions.inside
    chosen = [step for step in rows if inside(step.region, cap["region"]) and cap["category"] in (None, step.category)]
    return cap, end_sum(case.frame, chosen)


def bloc(case: Case) -> Outcome:
    """R18: the members' shares stay within the bloc's limit, and every member has one."""
    frame = case.frame
    lines = dict.fromkeys((step.party, step.category) for step in case.commitments if step.party in frame.blocs)
    if not lines:
        return Outcome(Verdict.NA, "none")
    found: list[tuple[Verdict, str, dict[str, str]]] = []
    sums: dict[str, Any] = {}
    for name, category in lines:
        rows = [step for step in case.commitments if step.category == category]
        own = end_sum(frame, [step for step in rows if step.party == name])
        shares = {member: end_sum(frame, steps) for member, steps in owned_by(frame, frame.blocs[name], rows).items()}
        total = sum((share for share in shares.values() if share is not None), ZERO)
        sums[f"{name} {category}"] = {"limit": exact_or_none(own), "shares": inputs(shares)}
        params = {"bloc": name, "category": category, "limit": shown(own), "shares": shown(total)}
        if own is not None and total > own:
            found.append((Verdict.FAIL, "FAIL", params))
        elif own is None or None in shares.values():
            missing = unknown_sides({name: own, **shares})
            found.append((Verdict.INDETERMINATE, "unknown", {**params, "unknown": missing}))
    for verdict in (Verdict.FAIL, Verdict.INDETERMINATE):
        for judged, say, params in found:
            if judged is verdict:
                return Outcome(verdict, say, sums, params)
    return Outcome(Verdict.PASS, "PASS", sums)
