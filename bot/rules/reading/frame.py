"""Reading the frame of a deal: who, where, what is counted, what is there already, and the terms."""

from dataclasses import replace

from bot.rules.model import Baseline, Category, Exclusion, Frame, Level, Party, Terms, Unit
from bot.rules.numbers import ZERO
from bot.rules.reading.lists import DAY_ONE, read_lists
from bot.rules.reading.names import category_in, compared_in, number_in, party_in, region_in, scaled, unit_in
from bot.rules.reading.row import Faults, Row, check_identifier, check_unique
from bot.rules.regions import Regions
from bot.rules.vocabulary import ANYBODY

_TERMS = ("starts", "expires", "reference_date", "freeze_date", "opened", "data_exchange")
_BASELINE = ("unit", "audited", "date", "status", "planned", "planned_agreed", "note")


def read_frame(faults: Faults, top: Row) -> Frame:
    """Read everything but commitments, clauses, compensations and rules; raises FileError."""
    frame = Frame(
        title=top.text("title") or "",
        note=top.text("note"),
        parties=_parties(faults, top),
        sides=(),
        regions=_regions(faults, top),
        categories=_categories(faults, top),
    )
    faults.stop()
    frame = replace(frame, units=_units(faults, top, frame))
    equivalence = top.child("equivalence", (), ("unit", "rates"))
    frame = replace(
        frame,
        sides=compared_in(top, "sides", frame) or tuple(frame.parties),
        equivalence_unit=equivalence.text("unit"),
        rates=equivalence.quantities("rates", frame.categories.__contains__, "E_CATEGORY"),
        baselines=_baselines(faults, top, frame),
        levels=_levels(faults, top, frame),
        exclusions=tuple(_exclusion(row, frame) for row in top.rows("exclusions", ("party",), _EXCLUSION)),
        terms=_terms(top),
        any_of=top.one_of("balance", {"all_of", "any_of"}) == "any_of",
    )
    frame = read_lists(faults, top, frame)
    faults.stop()
    return frame


def _parties(faults: Faults, top: Row) -> dict[str, Party]:
    parties: dict[str, Party] = {}
    for name, raw in top.items("parties"):
        path = ("parties", name)
        check_identifier(faults, name, path)
        row = Row(faults, raw, path, ("name",), ("bloc",))
        parties[name] = Party(name, row.text("name") or "", row.identifier("bloc"))
    if top.has("parties") and not parties:
        top.fault("E_VALUE", "parties", "A deal needs at least one party.")
    for party in parties.values():
        if party.bloc in parties:
            faults.add("E_DUP_ID", ("parties", party.id, "bloc"), f"The bloc {party.bloc} has the name of a party.")
    return parties


def _regions(faults: Faults, top: Row) -> Regions:
    parents: dict[str, str | None] = {}
    for name, parent in top.items("regions"):
        check_identifier(faults, name, ("regions", name))
        if parent is not None and not isinstance(parent, str):
            faults.add("E_TYPE", ("regions", name), "The parent of a region must be a region or null.")
        parents[name] = parent if isinstance(parent, str) else None
    known: dict[str, str | None] = {}
    for name, parent in parents.items():
        if parent is not None and parent not in parents:
            faults.add("E_REGION", ("regions", name), f"The parent region {parent!r} is not declared.")
        known[name] = parent if parent in parents else None
    _refuse_cycles(faults, known)
    return Regions(known)


def _refuse_cycles(faults: Faults, parents: dict[str, str | None]) -> None:
    rooted: set[str] = set()
    for name in parents:
        chain: dict[str, None] = {}
        at: str | None = name
        while at is not None and at not in rooted and at not in chain:
            chain[at] = None
            at = parents[at]
        if at is not None and at not in rooted:
            faults.add("E_CYCLE", ("regions", at), f"The region {at} lies in itself.")
        rooted.update(chain)


def _categories(faults: Faults, top: Row) -> dict[str, Category]:
    categories: dict[str, Category] = {}
    group_units: dict[str, str] = {}
    for name, raw in top.items("categories"):
        path = ("categories", name)
        check_identifier(faults, name, path)
        row = Row(faults, raw, path, ("unit",), ("relabel_group",))
        category = Category(name, row.text("unit") or "", row.text("relabel_group"))
        categories[name] = category
        if category.relabel_group is not None:
            first = group_units.setdefault(category.relabel_group, category.unit)
            if first != category.unit:
                message = f"The relabel group {category.relabel_group} is counted in {first} and in {category.unit}."
                row.fault("E_UNIT", "unit", message)
    return categories


def _units(faults: Faults, top: Row, frame: Frame) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for row in top.rows("units", ("unit", "is", "of"), ("party",)):
        party = party_in(row, frame) or None
        units.append(Unit(row.text("unit") or "", party, number_in(row, "is"), row.text("of") or ""))
    places = ((unit.unit, unit.party, unit.of) for unit in units)
    check_unique(faults, ((key, ("units", place)) for place, key in enumerate(places)), "This conversion")
    return tuple(units)


def _baselines(faults: Faults, top: Row, frame: Frame) -> tuple[Baseline, ...]:
    baselines: list[Baseline] = []
    for row in top.rows("baselines", ("party", "category", "region", "value"), _BASELINE):
        party, category, region = party_in(row, frame), category_in(row, frame), region_in(row, frame)
        _, factor = unit_in(row, frame, party, category)
        baselines.append(
            Baseline(
                party=party,
                category=category,
                region=region,
                value=scaled(row, "value", factor) or ZERO,
                audited=scaled(row, "audited", factor),
                date=row.date("date"),
                disputed=row.one_of("status", {"agreed", "disputed"}) == "disputed",
                planned=scaled(row, "planned", factor),
                planned_agreed=row.flag("planned_agreed"),
                note=row.text("note"),
            ),
        )
    keys = ((row.key, ("baselines", place)) for place, row in enumerate(baselines))
    check_unique(faults, keys, "A baseline of this party, category and region")
    return tuple(baselines)


def _levels(faults: Faults, top: Row, frame: Frame) -> tuple[Level, ...]:
    levels: list[Level] = []
    for row in top.rows("levels", ("party", "category", "region", "date", "value"), ("unit",)):
        party, category, region = party_in(row, frame), category_in(row, frame), region_in(row, frame)
        _, factor = unit_in(row, frame, party, category)
        value = scaled(row, "value", factor) or ZERO
        levels.append(Level(party, category, region, row.date("date") or DAY_ONE, value))
    keys = (((*row.key, row.date), ("levels", place)) for place, row in enumerate(levels))
    check_unique(faults, keys, "A level of this party, category, region and date")
    return tuple(levels)


_EXCLUSION = ("region", "category", "required", "creditable", "reason")


def _exclusion(row: Row, frame: Frame) -> Exclusion:
    party = row.text("party")
    if party != ANYBODY:
        party = party_in(row, frame)
    if not row.has("region") and not row.has("category"):
        row.fault("E_MISSING", "region", "An exclusion needs a region, a category or both.")
    region, category = region_in(row, frame) or None, category_in(row, frame) or None
    required, creditable = row.flag("required"), row.flag("creditable")
    return Exclusion(party or "", region, category, required, creditable, row.text("reason"))


def _terms(top: Row) -> Terms:
    row = top.child("terms", (), _TERMS)
    terms = Terms(**{key: row.date(key) for key in _TERMS})
    row.ordered("starts", "expires", terms.starts, terms.expires)
    return terms
