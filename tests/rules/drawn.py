"""Deals drawn at random for property tests: two or three sides, nested regions, every kind of gate at work."""

from typing import Any

from hypothesis import strategies as st

from tests.rules.samples import CHECK, deal

REGIONS = ("AREA", "NORTH", "SOUTH", "FAR_NORTH")
PARTIES = ("A", "B", "C")
COUNTED = ("tank", "carrier", "gun")
VERBS = ("reduce", "withdraw", "cap", "eliminate", "freeze", "increase")
RATES = {"tank": 10, "carrier": 4, "gun": "1/2"}
DAYS = ("2030-01-15", "2030-06-30", "2031-02-01")


@st.composite
def steps(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Draw one step that may be soft, excluded, nested, relabelled, moved, late or without a number."""
    row: dict[str, Any] = {
        "id": name,
        "party": draw(st.sampled_from(PARTIES)),
        "verb": draw(st.sampled_from(VERBS)),
        "category": draw(st.sampled_from(COUNTED)),
        "region": draw(st.sampled_from(REGIONS)),
        "deadline": draw(st.sampled_from(DAYS)),
        "verification": dict(CHECK),
    }
    numbers = st.integers(0, 400)
    for key in ("before", draw(st.sampled_from(("after", "limit")))):
        if draw(st.integers(0, 9)) > 0:
            row[key] = draw(numbers)
    for key, values in (
        ("delta", numbers),
        ("modality", st.sampled_from(("shall", "seek"))),
        ("destination", st.sampled_from(("destroyed", "converted", "out_of_area"))),
        ("duration_days", st.sampled_from((90, 365))),
        ("additive", st.booleans()),
        ("already_owed", st.booleans()),
    ):
        if draw(st.integers(0, 5)) == 0:
            row[key] = draw(values)
    return row


@st.composite
def deals(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a whole deal with the rules that measure."""
    count = draw(st.integers(0, 9))
    rules: list[dict[str, Any]] = [
        {"rule": "EQ_CUT", "with": {"tol_abs": draw(st.integers(0, 20))}},
        {"rule": "EQ_CEILING", "with": {"tol": draw(st.sampled_from(("0", "1/10")))}},
        {"rule": "PROPORTIONAL"},
        {"rule": "RATIO", "with": {"ratio": {"A": 2, "B": 1}}},
        {"rule": "WEIGHTED", "with": {"rates": dict(RATES)}},
        {
            "rule": "WEIGHTED",
            "id": "one_way",
            "with": {"rates": dict(RATES), "mode": "at_least", "mover": "A", "responder": "B"},
        },
        {"rule": "SUFFICIENCY"},
        {"rule": "ZONE", "with": {"caps": [{"region": "NORTH", "cap": draw(st.integers(0, 300))}]}},
        {"rule": "DEADLINES"},
        {"rule": "VERIFIED"},
        {"rule": "PHASE"},
        {"rule": "MUTUAL", "severity": "advisory"},
        {"rule": "CONDITIONAL"},
        {"rule": "MATERIAL", "with": {"abs": {"item": draw(st.integers(0, 30))}}},
    ]
    sections: dict[str, Any] = {
        "parties": {name: {"name": name} for name in PARTIES},
        "sides": list(draw(st.sampled_from((("A", "B"), ("A", "B", "C"))))),
        "terms": {"expires": "2030-12-31", "reference_date": "2029-06-01"},
        "exclusions": [{"party": "*", "region": "FAR_NORTH"}] if draw(st.booleans()) else [],
        "levels": [
            {
                "party": "A",
                "category": "tank",
                "region": "AREA",
                "date": "2029-01-01",
                "value": draw(st.integers(0, 400)),
            },
        ],
        "clauses": [{"id": "text", "binds": ["A", "B"]}],
    }
    return deal([draw(steps(f"s{place}")) for place in range(count)], rules, **sections)
