"""Reading commitments, clauses and compensations, and the names that lead from one to another."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from bot.rules.model import Frame, RuleUse
from bot.rules.numbers import ZERO
from bot.rules.reading.lists import DAY_ONE
from bot.rules.reading.names import (
    category_in,
    conditions_in,
    identifier_in,
    party_in,
    region_in,
    scaled,
    sides_in,
    unit_in,
    verification_in,
)
from bot.rules.reading.row import Faults, Row
from bot.rules.steps import Clause, Commitment, Compensation, Conditions, Milestone, Override
from bot.rules.vocabulary import BOUNDS, CLAUSE_VERBS, DESTINATIONS, EVENT, MODALITIES, VERBS
from bot.rules.yamlio import Path

COMMITMENT = ("id", "party", "verb", "category", "region")
COMMITMENT_MORE = (
    *("unit", "before", "after", "limit", "delta", "modality", "bound", "start", "deadline", "until", "duration_days"),
    *("destination", "outside", "verification", "needs_consent", "consent", "already_owed", "announced", "additive"),
    *("conditions", "trigger", "milestones", "note"),
)
CLAUSE = ("id", "binds")
CLAUSE_MORE = (
    *("text", "verb", "burdens", "modality", "start", "deadline", "until", "duration_days", "trigger", "categories"),
    *("conditions", "verification", "by"),
)
COMPENSATION = ("for", "disadvantaged")
COMPENSATION_MORE = ("by", "accepted_by", "waiver")


def read_commitment(row: Row, frame: Frame) -> Commitment:
    """Read one commitment; quantities come out in the category's unit, `before` defaults to the baseline."""
    party, category, region = party_in(row, frame), category_in(row, frame), region_in(row, frame)
    unit, factor = unit_in(row, frame, party, category)
    before = scaled(row, "before", factor)
    baseline = frame.baseline_at.get((party, category, region))
    if not row.has("before") and baseline is not None:
        before = baseline.value
    row.not_both("after", "limit")
    row.not_both("until", "duration_days")
    start, deadline, until = row.date("start"), row.date("deadline"), row.date("until")
    row.ordered("start", "deadline", start, deadline)
    row.ordered("start", "until", start, until)
    return Commitment(
        id=identifier_in(row),
        party=party,
        verb=row.one_of("verb", VERBS) or "reduce",
        category=category,
        region=region,
        unit=unit,
        before=before,
        after=scaled(row, "after", factor),
        limit=scaled(row, "limit", factor),
        declared=scaled(row, "delta", factor),
        modality=row.one_of("modality", MODALITIES) or "shall",
        bound=row.one_of("bound", BOUNDS) or "exact",
        start=start,
        deadline=deadline,
        until=until,
        duration_days=row.integer("duration_days"),
        destination=row.one_of("destination", DESTINATIONS),
        outside=row.names("outside", frame.regions.parents.__contains__, "E_REGION") or (),
        verification=verification_in(row),
        needs_consent=row.names("needs_consent") or (),
        consent=row.names("consent") or (),
        already_owed=_already_owed(row),
        announced=row.date("announced"),
        additive=row.flag("additive"),
        conditions=conditions_in(row),
        trigger=row.text("trigger"),
        milestones=_milestones(row, factor),
        note=row.text("note"),
    )


def _already_owed(row: Row) -> str | bool:
    value = row.values.get("already_owed", False)
    if isinstance(value, (bool, str)):
        return value
    row.fault("E_TYPE", "already_owed", "already_owed must be true or the name of the text.")
    return False


def _milestones(row: Row, factor: Fraction) -> tuple[Milestone, ...]:
    found: list[Milestone] = []
    for inner in row.rows("milestones", ("date", "level")):
        level = inner.quantity("level") or ZERO
        day = inner.date("date") or DAY_ONE
        if found and inner.has("date") and day <= found[-1].date:
            inner.fault("E_ORDER", "date", "The dates of milestones must rise.")
        found.append(Milestone(day, level * factor))
    return tuple(found)


def read_clause(row: Row, frame: Frame) -> Clause:
    """Read one clause; `burdens` defaults to `binds`."""
    row.not_both("until", "duration_days")
    start, deadline, until = row.date("start"), row.date("deadline"), row.date("until")
    row.ordered("start", "deadline", start, deadline)
    row.ordered("start", "until", start, until)
    binds = sides_in(row, "binds", frame) or ()
    burdens = sides_in(row, "burdens", frame)
    return Clause(
        id=identifier_in(row),
        binds=binds,
        burdens=binds if burdens is None else burdens,
        text=row.text("text"),
        verb=row.one_of("verb", CLAUSE_VERBS),
        modality=row.one_of("modality", MODALITIES) or "shall",
        start=start,
        deadline=deadline,
        until=until,
        duration_days=row.integer("duration_days"),
        trigger=row.text("trigger"),
        categories=row.names("categories", frame.categories.__contains__, "E_CATEGORY"),
        conditions=conditions_in(row),
        verification=verification_in(row),
        by={side: _override(row, frame, side, raw) for side, raw in row.items("by")},
    )


def _override(row: Row, frame: Frame, side: str, raw: object) -> Override:
    path: Path = (*row.path, "by", side)
    if not frame.named(side):
        row.faults.add("E_PARTY", path, f"The party {side!r} is not declared.")
    inner = Row(row.faults, raw, path, (), ("modality", "deadline", "until", "duration_days"))
    inner.not_both("until", "duration_days")
    deadline, until = inner.date("deadline"), inner.date("until")
    start = row.date("start")
    inner.ordered("start", "deadline", start, deadline)
    inner.ordered("start", "until", start, until)
    return Override(inner.one_of("modality", MODALITIES), deadline, until, inner.integer("duration_days"))


def read_compensation(row: Row, frame: Frame) -> Compensation:
    """Read one row of compensations."""
    disadvantaged = sides_in(row, "disadvantaged", frame)
    if disadvantaged == () and not row.values["disadvantaged"]:
        row.fault("E_VALUE", "disadvantaged", "Name at least one disadvantaged side.")
    return Compensation(
        asymmetry=row.text("for") or "",
        disadvantaged=disadvantaged or (),
        by=row.names("by", bool) or (),
        accepted_by=sides_in(row, "accepted_by", frame) or (),
        waiver=row.flag("waiver"),
    )


def check_steps(
    faults: Faults,
    frame: Frame,
    commitments: Sequence[Commitment],
    clauses: Sequence[Clause],
) -> None:
    """Note E_DUP_ID for ids of steps used twice and E_REF for conditions that name nothing."""
    seen: set[str] = set()
    lists: tuple[tuple[str, Iterable[Commitment | Clause]], ...] = (("commitments", commitments), ("clauses", clauses))
    for key, rows in lists:
        for place, row in enumerate(rows):
            _check_new(faults, seen, row.id, (key, place, "id"))
    names = frozenset(seen)
    for place, step in enumerate(frame.sequence):
        if step.id in names:
            faults.add("E_DUP_ID", ("sequence", place, "id"), f"The id {step.id!r} stands here a second time.")
    for key, rows in lists:
        for place, row in enumerate(rows):
            if row.conditions.ids:
                _check_conditions(faults, row.conditions, names, (key, place, "conditions"))


def _check_new(faults: Faults, seen: set[str], name: str, path: Path) -> None:
    if name in seen:
        faults.add("E_DUP_ID", path, f"The id {name!r} stands here a second time.")
    seen.add(name)


def _check_conditions(faults: Faults, conditions: Conditions, names: Collection[str], path: Path) -> None:
    inner: Path = (*path, "any") if conditions.one_is_enough else path
    for place, name in enumerate(conditions.ids):
        if name not in names and not name.startswith(EVENT):
            faults.add("E_REF", (*inner, place), f"{name!r} is no commitment, clause or event: of this deal.")


def check_compensations(
    faults: Faults,
    rows: Sequence[Compensation],
    steps: Collection[str],
    rules: Sequence[RuleUse],
    gates: Collection[str],
) -> None:
    """Note E_REF for rows that name no commitment, clause or rule of the deal."""
    if not rows:
        return
    named = {rule.id for rule in rules}
    for place, row in enumerate(rows):
        if row.asymmetry not in steps and row.asymmetry not in named and row.asymmetry not in gates:
            message = f"{row.asymmetry!r} is no commitment, clause or rule of this deal."
            faults.add("E_REF", ("compensations", place, "for"), message)
        for at, name in enumerate(row.by):
            if name not in steps:
                message = f"{name!r} is no commitment or clause of this deal."
                faults.add("E_REF", ("compensations", place, "by", at), message)
