"""Steps one after the other: SEQUENCE, GRIT, UNILATERAL (format.md section 6)."""

from collections.abc import Sequence
from datetime import timedelta

from bot.rules.case import Case, of_sides, owners
from bot.rules.findings import Outcome
from bot.rules.numbers import ZERO, exact, shown
from bot.rules.tables import Declaration, Step
from bot.rules.verdicts import Verdict


def sequence(case: Case) -> Outcome:
    """S03: each step waits for an earlier one of the other side, sides alternate, nobody is exposed beyond the cap."""
    steps = case.frame.sequence
    if not steps:
        return Outcome(Verdict.NA, "none", sides=case.sides)
    owner = owners(case.frame, case.sides)
    sides = [owner.get(step.party, step.party) for step in steps]
    place_of = {step.id: place for place, step in enumerate(steps)}
    failed = _out_of_order(steps, place_of) or _not_alternating(case, steps, sides) or _exposed(case, steps, sides)
    if failed is not None:
        return failed
    if case.given["cap"] is not None and any(step.value is None for step in steps):
        missing = ", ".join(step.id for step in steps if step.value is None)
        return Outcome(Verdict.INDETERMINATE, "unknown", {}, {"steps": missing}, case.sides)
    for place, step in enumerate(steps[1:], start=1):
        if all(sides[place_of[name]] == sides[place] for name in step.requires):
            return Outcome(Verdict.WARN, "unlinked", {"step": step.id}, {"step": step.id}, case.sides)
    return Outcome(Verdict.PASS, "PASS", {"steps": len(steps)}, {"count": str(len(steps))}, case.sides)


def _out_of_order(steps: Sequence[Step], place_of: dict[str, int]) -> Outcome | None:
    for place, step in enumerate(steps):
        for name in step.requires:
            params = {"step": step.id, "required": name}
            if place_of[name] >= place:
                return Outcome(Verdict.FAIL, "forward", params, params)
            if step.status != "planned" and steps[place_of[name]].status != "verified":
                return Outcome(Verdict.FAIL, "early", params, params)
    return None


def _not_alternating(case: Case, steps: Sequence[Step], sides: Sequence[str]) -> Outcome | None:
    if not case.given["alternate"]:
        return None
    for place in range(1, len(steps)):
        if sides[place] == sides[place - 1]:
            params = {"step": steps[place].id, "before": steps[place - 1].id, "side": sides[place]}
            return Outcome(Verdict.FAIL, "twice", params, params)
    return None


def _exposed(case: Case, steps: Sequence[Step], sides: Sequence[str]) -> Outcome | None:
    """Exposure of a side after a step = its values - the values of all others so far; it peaks after its own step."""
    cap = case.given["cap"]
    if cap is None:
        return None
    values = [step.value for step in steps if step.value is not None]
    if len(values) < len(steps):
        return None
    given = dict.fromkeys(sides, ZERO)
    total = ZERO
    for step, side, value in zip(steps, sides, values, strict=True):
        given[side] += value
        total += value
        exposure = 2 * given[side] - total
        if exposure > cap:
            inputs = {"step": step.id, "side": side, "exposure": exact(exposure)}
            params = {"step": step.id, "side": side, "exposure": shown(exposure), "cap": shown(cap)}
            return Outcome(Verdict.FAIL, "exposed", inputs, params)
    return None


def grit(case: Case) -> Outcome:
    """S04: initiatives of one party, announced and performed alone, and what became of each (Osgood 1962)."""
    initiator, frame = case.given["initiator"], case.frame
    compared = [row for rows in of_sides(frame, case.sides, frame.declarations).values() for row in rows]
    mine = owners(frame, (initiator,))
    order = {row.id: place for place, row in enumerate(frame.declarations)}
    own = [row for row in compared if row.party in mine and row.answers is None]
    initiatives = sorted(own, key=lambda row: (row.announced, order[row.id]))
    if not initiatives:
        return Outcome(Verdict.NA, "none", sides=case.sides)
    answers: dict[str, list[Declaration]] = {}
    for row in compared:
        if row.answers is not None and row.party not in mine:
            answers.setdefault(row.answers, []).append(row)
    states = {row.id: _state(case, row, answers.get(row.id, [])) for row in initiatives}
    inputs = {"states": states}
    params = {"states": ", ".join(f"{name} {state.lower()}" for name, state in states.items())}
    if set(states.values()) == {"RECIPROCATED"}:
        flaw = _flaw(case, initiatives)
        verdict = Verdict.PASS if flaw is None else Verdict.WARN
        say, more = ("PASS", {}) if flaw is None else flaw
        return Outcome(verdict, say, inputs, {**params, **more}, case.sides)
    if "LAPSED" in states.values():
        return Outcome(Verdict.WARN, "lapsed", inputs, params, case.sides)
    return Outcome(Verdict.INDETERMINATE, "waiting", inputs, params, case.sides)


def _state(case: Case, row: Declaration, answers: Sequence[Declaration]) -> str:
    as_of, window = case.given["as_of"], case.given["window_days"]
    for answer in answers:
        if 0 <= (answer.announced - row.announced).days <= window and answer.announced <= as_of:
            return "RECIPROCATED"
    if (as_of - row.announced).days > window:
        return "LAPSED"
    return "PERFORMED" if row.performed is not None and row.performed <= as_of else "OFFERED"


def _flaw(case: Case, initiatives: Sequence[Declaration]) -> tuple[str, dict[str, str]] | None:
    for place, row in enumerate(initiatives):
        if row.demands:
            return "demands", {"step": row.id}
        if not row.verifiable:
            return "unverifiable", {"step": row.id}
        last = initiatives[place - 1].size if place else None
        if row.size is not None and last is not None and row.size > (1 + case.given["growth"]) * last:
            return "too_big", {"step": row.id, "size": shown(row.size), "last": shown(last)}
    return None


def unilateral(case: Case) -> Outcome:
    """S06: separate declarations that answer each other in kind and in time."""
    frame = case.frame
    by_side = of_sides(frame, case.sides, frame.declarations)
    if not any(by_side.values()):
        return Outcome(Verdict.NA, "none", sides=case.sides)
    silent = [side for side, rows in by_side.items() if not rows]
    if silent:
        sides = ", ".join(silent)
        return Outcome(Verdict.FAIL, "silent", {"silent": silent}, {"sides": sides}, case.sides)
    window = timedelta(days=case.given["window_days"])
    listed = [(side, row) for side, rows in by_side.items() for row in rows]
    for side, row in listed:
        group = frame.categories[row.category].group
        if not any(
            other != side
            and frame.categories[partner.category].group == group
            and abs(partner.announced - row.announced) <= window
            for other, partner in listed
        ):
            params = {"step": row.id, "side": side, "window": str(window.days)}
            return Outcome(Verdict.FAIL, "unanswered", {"step": row.id}, params, case.sides)
    return Outcome(Verdict.PASS, "PASS", {"declarations": len(listed)}, {"count": str(len(listed))}, case.sides)
