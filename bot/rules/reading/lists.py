"""Reading the lists beside the steps: activities, sites, quotas, counting, sequence, declarations, ledger."""

from dataclasses import replace
from datetime import date

from bot.rules.model import Frame
from bot.rules.numbers import ZERO
from bot.rules.reading.names import category_in, identifier_in, number_in, party_in, region_in
from bot.rules.reading.row import Faults, Row, check_identifier, check_unique
from bot.rules.tables import Activity, Declaration, Entry, Holding, Pair, Site, Step, Tier

DAY_ONE = date.min  # stands in for a date that was refused; the deal is never built then
_STATUS = frozenset({"planned", "done", "verified"})
_DECLARATION = ("performed", "size", "verifiable", "demands", "answers")


def read_lists(faults: Faults, top: Row, frame: Frame) -> Frame:
    """Return the frame with the lists of a deal file filled in; faults are noted."""
    sites = top.rows("sites", ("id", "party", "chosen_by"), ("depth", "category"))
    read = replace(
        frame,
        activities=tuple(_activity(row, frame) for row in top.rows("activities", _ACTIVITY, ("notified", "observers"))),
        sites=tuple(_site(row, frame) for row in sites),
        sequence=tuple(_step(row, frame) for row in top.rows("sequence", ("id", "party"), _STEP)),
        declarations=tuple(_declaration(row, frame) for row in top.rows("declarations", _DECLARED, _DECLARATION)),
        ledger=tuple(_entry(row, frame) for row in top.rows("ledger", ("id", "party", "date", "value"))),
    )
    read = _quotas(faults, top, _counting(faults, top, read))
    rows: dict[str, tuple[Activity | Site | Step | Declaration | Entry, ...]] = {
        "activities": read.activities,
        "sites": read.sites,
        "sequence": read.sequence,
        "declarations": read.declarations,
        "ledger": read.ledger,
    }
    for key, listed in rows.items():
        check_unique(faults, ((row.id, (key, place, "id")) for place, row in enumerate(listed)), "This id")
    _check_references(faults, read)
    return read


_ACTIVITY = ("id", "party", "theatre", "start", "end", "size")
_STEP = ("requires", "value", "status")
_DECLARED = ("id", "party", "category", "announced")


def _activity(row: Row, frame: Frame) -> Activity:
    start, end = row.date("start"), row.date("end")
    row.ordered("start", "end", start, end)
    return Activity(
        id=identifier_in(row),
        party=party_in(row, frame),
        theatre=region_in(row, frame, "theatre"),
        start=start or DAY_ONE,
        end=end or DAY_ONE,
        size=number_in(row, "size"),
        notified=row.date("notified"),
        observers=row.flag("observers"),
    )


def _site(row: Row, frame: Frame) -> Site:
    depth = row.integer("depth")
    return Site(
        id=identifier_in(row),
        party=party_in(row, frame),
        chosen_by=party_in(row, frame, "chosen_by"),
        depth=1 if depth is None else depth,
        category=category_in(row, frame) or None,
    )


def _step(row: Row, frame: Frame) -> Step:
    return Step(
        id=identifier_in(row),
        party=party_in(row, frame),
        requires=row.names("requires", bool) or (),
        value=row.quantity("value"),
        status=row.one_of("status", _STATUS) or "planned",
    )


def _declaration(row: Row, frame: Frame) -> Declaration:
    return Declaration(
        id=identifier_in(row),
        party=party_in(row, frame),
        category=category_in(row, frame),
        announced=row.date("announced") or DAY_ONE,
        performed=row.date("performed"),
        size=row.quantity("size"),
        verifiable=row.flag("verifiable", default=True),
        demands=row.flag("demands"),
        answers=row.text("answers"),
    )


def _entry(row: Row, frame: Frame) -> Entry:
    return Entry(identifier_in(row), party_in(row, frame), row.date("date") or DAY_ONE, number_in(row, "value"))


def _check_references(faults: Faults, frame: Frame) -> None:
    steps = {step.id for step in frame.sequence}
    for place, step in enumerate(frame.sequence):
        for at, name in enumerate(step.requires):
            if name not in steps:
                faults.add("E_REF", ("sequence", place, "requires", at), f"The step {name!r} is not declared.")
    declared = {row.id for row in frame.declarations}
    for place, row in enumerate(frame.declarations):
        if row.answers is not None and row.answers not in declared:
            message = f"The declaration {row.answers!r} is not declared."
            faults.add("E_REF", ("declarations", place, "answers"), message)


def _quotas(faults: Faults, top: Row, frame: Frame) -> Frame:
    row = top.child("quotas", (), ("passive", "pairs"))
    pairs = tuple(
        Pair(party_in(pair, frame, "by"), party_in(pair, frame, "over"), number_in(pair, "number"))
        for pair in row.rows("pairs", ("by", "over", "number"))
    )
    keys = (((pair.by, pair.over), ("quotas", "pairs", place)) for place, pair in enumerate(pairs))
    check_unique(faults, keys, "A quota of this pair")
    return replace(frame, passive=row.quantities("passive", frame.named, "E_PARTY"), pairs=pairs)


def _counting(faults: Faults, top: Row, frame: Frame) -> Frame:
    row = top.child("counting", (), ("types", "holdings"))
    types: dict[str, tuple[Tier, ...]] = {}
    for name, raw in row.items("types"):
        path = ("counting", "types", name)
        check_identifier(faults, name, path)
        types[name] = _tiers(Row(faults, raw, path, ("tiers",)))
    holdings: list[Holding] = []
    for held in row.rows("holdings", ("id", "party", "type", "number", "declared"), ("load",)):
        kind = held.text("type")
        if kind is not None and kind not in types:
            held.fault("E_REF", "type", f"The type {kind!r} is not declared.")
        number, declared = number_in(held, "number"), number_in(held, "declared")
        party, load = party_in(held, frame), held.quantity("load")
        holdings.append(Holding(identifier_in(held), party, kind or "", number, declared, load))
    places = ((held.id, ("counting", "holdings", place, "id")) for place, held in enumerate(holdings))
    check_unique(faults, places, "This id")
    return replace(frame, types=types, holdings=tuple(holdings))


def _tiers(row: Row) -> tuple[Tier, ...]:
    rows = list(row.rows("tiers", ("each",), ("upto",)))
    tiers = tuple(Tier(tier.quantity("upto"), tier.quantity("each") or ZERO) for tier in rows)
    if row.has("tiers") and isinstance(row.values["tiers"], list) and not tiers:
        row.fault("E_VALUE", "tiers", "A type needs at least one tier.")
    before = ZERO
    for place, (tier, at) in enumerate(zip(tiers, rows, strict=True)):
        last = place == len(tiers) - 1
        if last and at.has("upto"):
            at.fault("E_VALUE", "upto", "The last tier takes all the rest and has no upto.")
        elif not last and not at.has("upto"):
            at.fault("E_MISSING", "upto", "Only the last tier has no upto.")
        elif not last and tier.upto is not None:
            if tier.upto <= before and place:
                at.fault("E_VALUE", "upto", "The tiers must rise.")
            before = tier.upto
    return tiers
