"""Timing of the steps: DEADLINES, SIMULTANEOUS, DATA_FIRST, PHASE (format.md section 6)."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

from bot.rules.case import Case
from bot.rules.families.items import Item, any_items, items_by_side
from bot.rules.families.spread import listing, not_comparable
from bot.rules.findings import Outcome
from bot.rules.numbers import exact
from bot.rules.steps import Commitment
from bot.rules.verdicts import Verdict, worst


def deadlines(case: Case) -> Outcome:
    """S01: the latest deadlines of the sides lie together, and what lasts, lasts equally long."""
    if not any_items(case):
        return Outcome(Verdict.NA, "none", sides=case.sides)
    by_side = items_by_side(case, case.sides)
    items = [item for rows in by_side.values() for item in rows]
    tolerance: int = case.given["tol_days"]
    parts: list[Outcome] = []
    only_durations = bool(items) and all(item.lasts and item.deadline is None for item in items)
    if not only_durations:
        parts.append(_latest(by_side, tolerance))
    if any(item.lasts for item in items):
        parts.append(_durations(case, items, tolerance))
    verdict = worst(part.verdict for part in parts)
    decisive = next(part for part in parts if part.verdict is verdict)
    merged: dict[str, Any] = {}
    for part in parts:
        merged.update(part.inputs)
    return Outcome(verdict, decisive.say, merged, decisive.params, case.sides)


def _latest(by_side: dict[str, tuple[Item, ...]], tolerance: int) -> Outcome:
    latest = {
        side: max((item.deadline for item in rows if item.deadline is not None), default=None)
        for side, rows in by_side.items()
    }
    inputs = {side: None if day is None else str(day) for side, day in latest.items()}
    known = [day for day in latest.values() if day is not None]
    values = ", ".join(f"{side} {day or 'none'}" for side, day in inputs.items())
    if len(known) < len(latest):
        unknown = ", ".join(side for side, day in latest.items() if day is None)
        return Outcome(Verdict.INDETERMINATE, "no_deadline", inputs, {"values": values, "unknown": unknown})
    days = (max(known) - min(known)).days
    params = {"values": values, "gap": str(days), "allowed": str(tolerance)}
    return Outcome(Verdict.PASS if days <= tolerance else Verdict.FAIL, "latest", inputs, params)


def _durations(case: Case, items: Sequence[Item], tolerance: int) -> Outcome:
    lengths = {place: _length(case, item) for place, item in enumerate(items) if item.lasts}
    known = [days for days in lengths.values() if days is not None]
    values = ", ".join(f"{item.id} {_lasting(item, lengths.get(place))}" for place, item in enumerate(items))
    days_apart = max(known) - min(known) if known else 0
    inputs = {"durations": [None if days is None else str(days) for days in lengths.values()]}
    params = {"values": values, "gap": str(days_apart), "allowed": str(tolerance)}
    if days_apart > tolerance:
        return Outcome(Verdict.FAIL, "durations", inputs, params)
    if len(lengths) < len(items):
        return Outcome(Verdict.FAIL, "mixed", inputs, params)
    if len(known) < len(lengths):
        return Outcome(Verdict.INDETERMINATE, "no_start", inputs, params)
    return Outcome(Verdict.PASS, "durations", inputs, params)


def _lasting(item: Item, days: int | None) -> str:
    if not item.lasts:
        return "for good"
    return f"until {item.until}" if days is None else f"{days} days"


def _length(case: Case, item: Item) -> int | None:
    """Return the days an item lasts: as written, or from its start (else the start of the terms) to `until`."""
    if item.days is not None:
        return item.days
    since = item.start if item.start is not None else case.frame.terms.starts
    return None if since is None or item.until is None else (item.until - since).days


def simultaneous(case: Case) -> Outcome:
    """S02: the steps of all sides start on the same trigger, within window_days of each other."""
    if not any_items(case):
        return Outcome(Verdict.NA, "none", sides=case.sides)
    by_side = items_by_side(case, case.sides)
    missing = [side for side, rows in by_side.items() if not rows]
    if missing:
        return Outcome(Verdict.INDETERMINATE, "no_item", {}, {"sides": ", ".join(missing)}, case.sides)
    items = [item for rows in by_side.values() for item in rows]
    dates = [item.date for item in items if item.date is not None]
    unclear = [item.id for item in items if item.trigger is None or item.date is None]
    if unclear:
        params = {"steps": ", ".join(dict.fromkeys(unclear))}
        return Outcome(Verdict.INDETERMINATE, "unknown", {"steps": unclear}, params, case.sides)
    inputs = {item.id: {"trigger": item.trigger, "date": str(item.date)} for item in items}
    triggers = sorted({item.trigger or "" for item in items})
    if len(triggers) > 1:
        return Outcome(Verdict.FAIL, "triggers", inputs, {"triggers": ", ".join(triggers)}, case.sides)
    return _together(case, dates, inputs)


def _together(case: Case, dates: Sequence[date], inputs: dict[str, Any]) -> Outcome:
    days = (max(dates) - min(dates)).days
    params = {"gap": str(days), "allowed": str(case.given["window_days"])}
    verdict = Verdict.PASS if days <= case.given["window_days"] else Verdict.FAIL
    return Outcome(verdict, "dates", inputs, params, case.sides)


def data_first(case: Case) -> Outcome:
    """V03: data are exchanged before the first reduction starts."""
    exchange = case.frame.terms.data_exchange
    days = [
        day
        for rows in case.owned(case.sides).values()
        for step in rows
        if step.giving and (day := step.start if step.start is not None else step.deadline) is not None
    ]
    first = min(days, default=None)
    inputs = {
        "data_exchange": None if exchange is None else str(exchange),
        "first": None if first is None else str(first),
    }
    params = {name: day or "no date" for name, day in inputs.items()}
    if exchange is None or first is None:
        return Outcome(Verdict.INDETERMINATE, "unknown", inputs, params, case.sides)
    verdict = Verdict.PASS if exchange < first else Verdict.FAIL
    return Outcome(verdict, verdict.name, inputs, params, case.sides)


def phase(case: Case) -> Outcome:
    """R17: nobody is worse off on the way: levels are compared at every milestone and deadline."""
    sides = case.sides
    refused = not_comparable(case, sides)
    if refused is not None:
        return refused
    if not any(step.milestones for step in case.commitments):
        return Outcome(Verdict.NA, "none", sides=sides)
    owned = case.owned(sides)
    empty = [side for side, rows in owned.items() if not rows]
    if empty:
        return Outcome(Verdict.INDETERMINATE, "unknown", {}, {"unknown": ", ".join(empty)}, sides)
    stages = {side: [(step.before, list(_stages(step))) for step in rows] for side, rows in owned.items()}
    levels = [
        level for rows in stages.values() for before, later in rows for level in (before, *(end for _, end in later))
    ]
    part = lcm(*(level.denominator for level in levels if level is not None))
    return _Walk(case, {side: _Level(rows, part) for side, rows in stages.items()}, part).run()


_Stages = Sequence[tuple[Fraction | None, Sequence[tuple[date, Fraction | None]]]]


class _Level:
    """The level of one side over time: the plain sum of its commitments, and how many of them are unknown.

    Levels are whole numbers of a common part of the unit, as thousands of milestones are added up.
    """

    def __init__(self, steps: _Stages, part: int) -> None:
        self.part = part
        self.known = 0
        self.unknown = 0
        self.changes: dict[date, list[tuple[Fraction | None, Fraction | None]]] = {}
        for before, later in steps:
            self._add(before, 1)
            level = before
            for day, after in later:
                self.changes.setdefault(day, []).append((level, after))
                level = after

    def _add(self, level: Fraction | None, sign: int) -> None:
        if level is None:
            self.unknown += sign
        else:
            self.known += sign * level.numerator * (self.part // level.denominator)

    def advance(self, day: date) -> bool:
        """Move to a day; say whether anything changed."""
        changes = self.changes.get(day, ())
        for old, new in changes:
            self._add(old, -1)
            self._add(new, 1)
        return bool(changes)

    @property
    def value(self) -> int | None:
        """Return the present sum in parts; None if some of it is unknown."""
        return None if self.unknown else self.known


def _stages(step: Commitment) -> Iterable[tuple[date, Fraction | None]]:
    """Return the days on which a commitment's level changes: milestones before the deadline, then the end."""
    for milestone in step.milestones:
        if step.deadline is None or milestone.date < step.deadline:
            yield milestone.date, milestone.level
    if step.deadline is not None:
        yield step.deadline, step.end


class _Walk:
    """Goes through the dates in order and compares the sides that changed, so that the cost stays near linear."""

    def __init__(self, case: Case, levels: dict[str, _Level], part: int) -> None:
        self.case, self.levels, self.part = case, levels, part
        self.start = {side: level.value for side, level in levels.items()}
        self.unknown_on: date | None = None

    def run(self) -> Outcome:
        """Return the verdict over all dates; a level that is unknown on one of them leaves all undecided."""
        steps = self.case.commitments
        days = {milestone.date for step in steps for milestone in step.milestones}
        days.update(step.deadline for step in steps if step.deadline is not None)
        no_worse = self.case.given["mode"] == "no_worse"
        if no_worse and None in self.start.values():
            unknown = ", ".join(side for side, value in self.start.items() if value is None)
            return Outcome(Verdict.INDETERMINATE, "unknown", {}, {"unknown": unknown}, self.case.sides)
        failed: Outcome | None = None
        for place, day in enumerate(sorted(days)):
            changed = [side for side, level in self.levels.items() if level.advance(day) or place == 0]
            self._note_unknown(day, changed)
            if failed is None and self.unknown_on is None:
                failed = self._worse(day, changed) if no_worse else self._unequal(day, changed)
        if self.unknown_on is not None:
            params = {"unknown": f"a level on {self.unknown_on}"}
            return Outcome(Verdict.INDETERMINATE, "unknown", {"date": str(self.unknown_on)}, params, self.case.sides)
        passed = Outcome(Verdict.PASS, "PASS", {"dates": len(days)}, {"dates": str(len(days))}, self.case.sides)
        return failed or passed

    def _note_unknown(self, day: date, changed: Sequence[str]) -> None:
        if self.unknown_on is None and any(self.levels[side].value is None for side in changed):
            self.unknown_on = day

    def _values(self) -> dict[str, int]:
        return {side: level.value or 0 for side, level in self.levels.items()}

    def _unequal(self, day: date, changed: Sequence[str]) -> Outcome | None:
        if not changed:
            return None
        values = self._values()
        if max(values.values()) - min(values.values()) <= self.case.given["tol"] * max(values.values()):
            return None
        return self._failure(day, "unequal", values)

    def _worse(self, day: date, changed: Sequence[str]) -> Outcome | None:
        values = self._values()
        start = {side: value or 0 for side, value in self.start.items()}
        slack = self.case.given["tol"] * max(start.values())
        ahead_now, gained = values.values(), [value - start[side] for side, value in values.items()]
        if min(max(ahead_now) - min(ahead_now), max(gained) - min(gained)) <= slack:
            return None  # whoever is ahead now, or has drawn ahead, is so by no more than the slack
        for side in changed:
            for other in values:
                for ahead, behind in ((side, other), (other, side)):
                    allowed = max(0, start[ahead] - start[behind]) + slack
                    if values[ahead] - values[behind] > allowed:
                        return self._failure(day, "worse", {ahead: values[ahead], behind: values[behind]})
        return None

    def _failure(self, day: date, say: str, parts: dict[str, int]) -> Outcome:
        values = {side: Fraction(level, self.part) for side, level in parts.items()}
        inputs = {"date": str(day), **{side: exact(value) for side, value in values.items()}}
        params = {"date": str(day), "values": listing(values)}
        return Outcome(Verdict.FAIL, say, inputs, params, self.case.sides)
