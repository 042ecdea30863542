"""Deals drawn at random for property tests: every section, rule and parameter, blocs and units, all at the edges."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

Raw = dict[str, Any]

PARTIES = ("A1", "A2", "B", "C")
BLOC = "W"
WHO = (*PARTIES, BLOC)
SIDES = ((BLOC, "B"), (BLOC, "B", "C"), ("A1", "A2"), ("B", "C"), PARTIES)
REGIONS = {"AREA": None, "NORTH": "AREA", "SOUTH": "AREA", "FAR_NORTH": "NORTH"}
CATEGORIES = {
    "tank": {"unit": "item", "relabel_group": "armour"},
    "carrier": {"unit": "item", "relabel_group": "armour"},
    "gun": {"unit": "item"},
    "troops": {"unit": "person"},
}
OF_UNIT = {"item": ("tank", "carrier", "gun"), "person": ("troops",)}
DAYS = ("2030-01-15", "2030-02-01", "2030-03-01", "2030-06-30", "2031-02-01")
NUMBERS = st.sampled_from((0, 1, 5, 9, 10, 12, 50, 95, 100, 200, "1/3", "2.5"))
TOLERANCES = st.sampled_from(("0", "1/10", "0.5", "1"))
COUNTS = st.sampled_from((0, 1, 15, 28, 180))
WORDS = ("shall", "must", "seek", "may")
STEPS = tuple(f"s{place}" for place in range(6))
CLAUSES = ("c0", "c1")

party, region, category, day = (st.sampled_from(tuple(names)) for names in (WHO, REGIONS, CATEGORIES, DAYS))


def some(names: Sequence[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    """Draw different names of a list, in any order."""
    return st.lists(st.sampled_from(names), unique=True, min_size=least, max_size=3)


def either(needed: dict[str, Any], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Raw]:
    """Draw a row that has the needed keys and any of the optional ones."""
    return st.fixed_dictionaries(needed, optional=optional)


CHECKED = either(
    {"method": st.sampled_from(("inspection", "satellite")), "tier": st.sampled_from((0, 2, 3, 3))},
    quota=NUMBERS,
    objects=NUMBERS,
    notice_h=NUMBERS,
)
WAITS = st.one_of(some((*STEPS, *CLAUSES, "event:x")), some((*STEPS, "event:x")).map(lambda names: {"any": names}))


_FLAWS: Raw = {
    "delta": NUMBERS,
    "modality": st.sampled_from(WORDS),
    "bound": st.sampled_from(("exact", "at_least", "up_to")),
    "destination": st.sampled_from(("destroyed", "converted", "inside_zone")),
    "outside": some(tuple(REGIONS)),
    "needs_consent": some(("PL", "LT")),
    "consent": some(("PL", "LT")),
    "already_owed": st.sampled_from((True, False, "", "a treaty")),
    "announced": day,
    "conditions": WAITS,
    "duration_days": COUNTS,
    "start": st.just(DAYS[0]),
    "unit": st.just("team"),
}
_PLAIN = ("before", "after", "limit", "deadline", "verification", "trigger", "additive")


@st.composite
def steps(draw: st.DrawFn, name: str) -> Raw:
    """Draw one step with any of the flaws that gates look for, or none."""
    row: Raw = {
        "id": name,
        "party": draw(party),
        "verb": draw(st.sampled_from(("reduce", "reduce", "reduce", "cap", "eliminate", "freeze", "increase"))),
        "category": draw(category),
        "region": draw(region),
        "before": draw(NUMBERS),
        draw(st.sampled_from(("after", "limit"))): draw(NUMBERS),
        "deadline": draw(day),
        "verification": draw(CHECKED),
        "trigger": draw(st.sampled_from(("day", "day", "night"))),
        "additive": draw(st.booleans()),
    }
    if draw(st.integers(0, 4)) == 0:
        row.pop(draw(st.sampled_from(_PLAIN)), None)
    for flaw in draw(st.one_of(st.just([]), some(tuple(_FLAWS)))):
        row[flaw] = draw(_FLAWS[flaw])
    if row.get("unit") and row["category"] == "troops":
        row["unit"] = "company"
    if draw(st.integers(0, 3)) == 0:
        row["milestones"] = [{"date": date, "level": draw(NUMBERS)} for date in sorted(draw(some(DAYS)))]
    return row


@st.composite
def clauses(draw: st.DrawFn, name: str) -> Raw:
    """Draw one clause, which may bind and burden some and differ for one."""
    row = draw(
        either(
            {"binds": some(WHO, 1)},
            verb=st.sampled_from(("refrain", "notify")),
            burdens=some(WHO),
            modality=st.sampled_from(WORDS),
            deadline=day,
            duration_days=COUNTS,
            trigger=st.just("day"),
            categories=some(tuple(CATEGORIES)),
            conditions=WAITS,
            verification=CHECKED,
            by=st.dictionaries(party, either({}, modality=st.sampled_from(WORDS), deadline=day), max_size=2),
        ),
    )
    return {"id": name, **row}


def listed(prefix: str, row: st.SearchStrategy[Raw], most: int = 4) -> st.SearchStrategy[list[Raw]]:
    """Draw a list of rows and give each its id."""
    rows = st.lists(row, max_size=most)
    return rows.map(lambda drawn: [{"id": f"{prefix}{place}", **one} for place, one in enumerate(drawn)])


def keyed(row: st.SearchStrategy[Raw], *keys: str) -> st.SearchStrategy[list[Raw]]:
    """Draw a list of rows of which no two share the values of the keys."""
    return st.lists(row, max_size=4, unique_by=lambda one: tuple(one[key] for key in keys))


_TIERS = [{"upto": 5, "each": 10}, {"each": 1}]
_HELD = either(
    {"party": party, "type": st.just("bomber"), "number": NUMBERS, "declared": st.sampled_from((0, 10, 50, 55))},
    load=NUMBERS,
)
_PAIR = either({"by": party, "over": party, "number": st.sampled_from((0, 1))})
KEY = {"party": party, "category": category, "region": region}
SECTIONS = {
    "equivalence": either({"rates": st.fixed_dictionaries(dict.fromkeys(CATEGORIES, NUMBERS))}),
    "baselines": keyed(
        either({**KEY, "value": NUMBERS}, audited=NUMBERS, date=day, planned=NUMBERS, planned_agreed=st.booleans()),
        *KEY,
    ),
    "levels": keyed(either({**KEY, "value": NUMBERS, "date": day}), *KEY, "date"),
    "exclusions": st.lists(
        either({"party": st.sampled_from(("*", *WHO)), "region": region}, category=category, required=st.booleans()),
        max_size=2,
    ),
    "terms": either({}, expires=st.just("2031-01-01"), reference_date=day, freeze_date=day, opened=day),
    "sites": listed("t", either({"party": party, "chosen_by": party}, depth=st.sampled_from((1, 2)))),
    "ledger": listed("l", either({"party": party, "date": day, "value": NUMBERS})),
    "activities": listed(
        "x",
        either(
            {"party": party, "theatre": region, "start": st.just(DAYS[1]), "end": st.just(DAYS[2]), "size": NUMBERS}
        ),
    ),
    "declarations": listed(
        "d",
        either({"party": party, "category": category, "announced": day}, performed=day, answers=st.just("d0")),
    ).filter(lambda rows: rows != []),
    "counting": either({"types": st.just({"bomber": {"tiers": _TIERS}}), "holdings": listed("h", _HELD)}),
    "sequence": listed("q", either({"party": party, "value": NUMBERS}, status=st.sampled_from(("done", "verified")))),
    "quotas": either({"passive": st.dictionaries(party, NUMBERS), "pairs": keyed(_PAIR, "by", "over")}),
    "compensations": st.lists(
        either(
            {"for": st.sampled_from(CLAUSES), "disadvantaged": some(WHO, 1), "by": some((*STEPS, *CLAUSES))},
            accepted_by=some(WHO),
            waiver=st.booleans(),
        ),
        max_size=2,
    ),
}


_DISTANCE = either({"distance": NUMBERS, "line": st.just("border"), "meaning": st.just("width")})
_THRESHOLDS = either({"notify": NUMBERS, "observe": NUMBERS, "lead_days": COUNTS})


def by_side(row: st.SearchStrategy[Raw]) -> st.SearchStrategy[Raw]:
    """Draw one row for everybody, or a row for each of some."""
    return st.one_of(row.map(lambda one: dict.fromkeys(WHO, one)), st.dictionaries(party, row, max_size=3))


def rules(unit: str) -> st.SearchStrategy[list[Raw]]:
    """Draw parameters for every rule; what has an absolute number is asked of the categories of one unit."""
    on = {"categories": list(OF_UNIT[unit])}
    rates = st.fixed_dictionaries(dict.fromkeys(CATEGORIES, NUMBERS))
    caps = st.lists(either({"region": region, "cap": NUMBERS, "category": category}, party=party), max_size=2)
    given: tuple[tuple[str, Raw, st.SearchStrategy[Raw]], ...] = (
        ("EQ_CUT", {"on": on}, either({}, tol=TOLERANCES, tol_abs=NUMBERS)),
        ("EQ_CEILING", {"on": on}, either({}, tol=TOLERANCES)),
        ("PROPORTIONAL", {"on": on}, either({}, tol_pp=NUMBERS)),
        ("RATIO", {"on": on}, either({"ratio": st.sampled_from(({"W": 2, "B": 1}, {"B": "1/2", "C": 3}))})),
        ("WEIGHTED", {}, either({}, tol=TOLERANCES, rates=rates)),
        ("WEIGHTED", {"id": "one_way"}, either({}).map(lambda _: {"mode": "at_least", "mover": "B", "responder": "W"})),
        ("SUFFICIENCY", {"on": on}, either({}, share=TOLERANCES, total=NUMBERS)),
        ("ZERO", {"on": on}, either({})),
        ("PHASE", {"on": on}, either({}, mode=st.sampled_from(("equal", "no_worse")), tol=TOLERANCES)),
        ("ZONE", {}, either({"caps": caps})),
        ("DIFFUSE", {}, either({"as_of": day}, credit_line=TOLERANCES, max_age=COUNTS)),
        ("GRIT", {}, either({"initiator": party, "as_of": day}, window_days=COUNTS)),
        ("SEQUENCE", {}, either({}, alternate=st.booleans(), cap=NUMBERS)),
        ("DEADLINES", {"on": {"clauses": list(CLAUSES), **on}}, either({}, tol_days=COUNTS)),
        ("SIMULTANEOUS", {"on": on}, either({}, window_days=COUNTS)),
        ("VERIFIED", {"on": {"clauses": list(CLAUSES)}}, either({}, tier=st.sampled_from((0, 2, 3)))),
        ("MIRROR", {}, either({"steps": by_side(_DISTANCE)}, tol_abs=NUMBERS)),
        ("TRANSPARENCY", {}, either({"thresholds": by_side(_THRESHOLDS)})),
        *((name, {}, either({})) for name in ("MUTUAL", "HOLLOW", "COMPENSATED", "CONDITIONAL", "BLOC", "STANDSTILL")),
        *((name, {}, either({})) for name in ("VERIFIED_EQUALLY", "DATA_FIRST", "CONSISTENT", "UNILATERAL", "SITES")),
        *((name, {}, either({})) for name in ("QUOTA", "COUNTING", "MODALITY", "EXCLUSION", "BITES", "CAPACITY")),
        ("MATERIAL", {}, either({"abs": st.fixed_dictionaries({unit: NUMBERS})}, pct=TOLERANCES)),
        ("NO_DOUBLE", {}, either({}, scope=st.sampled_from(("category", "group")), strict=st.booleans())),
        ("NO_RELABEL", {}, either({}, scope=st.sampled_from(("lineage", "anywhere")))),
        ("DESTINATION", {}, either({"factors": st.fixed_dictionaries({"destroyed": NUMBERS})})),
        ("BASELINE", {}, either({}, tol=TOLERANCES)),
        ("PERSIST", {}, either({}, min_days=COUNTS)),
    )
    return st.tuples(*(_use(name, more, parameters) for name, more, parameters in given)).map(list)


def _use(name: str, more: Raw, parameters: st.SearchStrategy[Raw]) -> st.SearchStrategy[Raw]:
    return parameters.map(lambda given: {"rule": name, **more, **({"with": given} if given else {})})


@st.composite
def whole_deals(draw: st.DrawFn, unit: str = "item") -> Raw:
    """Draw a valid deal with every rule; the absolute numbers of rules that compare sides are of the given unit."""
    return {
        "deal": 1,
        "title": "drawn",
        "parties": {name: {"name": name, **({"bloc": BLOC} if name[0] == "A" else {})} for name in PARTIES},
        "sides": list(draw(st.sampled_from(SIDES))),
        "regions": dict(REGIONS),
        "categories": {name: dict(row) for name, row in CATEGORIES.items()},
        "units": [
            {"unit": "team", "is": 2, "of": "item"},
            {"unit": "team", "party": "B", "is": "1/2", "of": "item"},
            {"unit": "company", "is": 100, "of": "person"},
        ],
        **{name: draw(section) for name, section in SECTIONS.items() if draw(st.booleans())},
        "commitments": [draw(steps(name)) for name in STEPS],
        "clauses": [draw(clauses(name)) for name in CLAUSES],
        "rules": draw(rules(unit)),
    }
