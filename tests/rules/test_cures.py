"""What a cure is, by trying all: no category is left out, no smaller quantity would do, the cheapest is first."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules import Finding, Verdict, assess, deal_from
from tests.rules.samples import deal, step

Raw = dict[str, Any]

COUNTED = ("tank", "carrier", "gun")
RATES = st.sampled_from((0, "1/2", 1, 2, 3, "7/3", 10))
OFF = [{"rule": name, "off": True} for name in ("MATERIAL", "CAPACITY", "BASELINE", "NO_DOUBLE")]
HERE, THERE = "NORTH", "SOUTH"

tried = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def comparisons(draw: st.DrawFn) -> Raw:
    """Draw a rule, and cuts of two sides in up to three categories; some holdings lie where nothing counts."""
    name = draw(st.sampled_from(("EQ_CUT", "PROPORTIONAL", "WEIGHTED", "WEIGHTED")))
    given_: Raw = {}
    if name == "EQ_CUT":
        given_ = {"tol": draw(st.sampled_from(("0", "1/20", "1/3"))), "tol_abs": draw(st.sampled_from((0, 2, "5/2")))}
    elif name == "PROPORTIONAL":
        given_ = {"tol_pp": draw(st.sampled_from((0, 5, "33.3")))}
    else:
        given_ = {"tol": draw(st.sampled_from(("0", "1/10", "1/3"))), "rates": {kind: draw(RATES) for kind in COUNTED}}
        if draw(st.booleans()):
            given_ |= {"mode": "at_least", "mover": "A", "responder": "B"}
    rows = []
    for party in ("A", "B"):
        for kind in COUNTED:
            for region in (HERE, THERE):
                if draw(st.integers(0, 2)) == 0:
                    before = draw(st.integers(0, 12))
                    after = before - draw(st.integers(0, before))
                    rows.append(step(f"{party}_{kind}_{region}", party, before, after, category=kind, region=region))
    baselines = []
    if name != "PROPORTIONAL" and draw(st.booleans()):
        taken = {(row["party"], row["category"], row["region"]) for row in rows}
        free = [(p, kind, HERE) for p in ("A", "B") for kind in COUNTED if (p, kind, HERE) not in taken]
        baselines = [
            {"party": p, "category": kind, "region": region, "value": draw(st.integers(0, 12))}
            for p, kind, region in free
        ]
    prices = {kind: draw(RATES) for kind in draw(st.lists(st.sampled_from(COUNTED), unique=True))}
    barred = [{"party": draw(st.sampled_from("AB*")), "region": THERE}] if draw(st.booleans()) else []
    rules: list[Raw] = [{"rule": name, "with": given_}, *OFF]
    return deal(rows, rules, baselines=baselines, exclusions=barred, equivalence={"rates": prices})


def judged_by(raw: Raw) -> Finding:
    return assess(deal_from(raw)).results[raw["rules"][0]["rule"]]


def with_more(raw: Raw, party: str, kind: str, quantity: int) -> Raw:
    """Return the deal with a further cut, at a place where the party has something of the kind."""
    at = next(row for row in holdings(raw, party, kind))
    more = step("more", party, at.get("before", at.get("value")), None, delta=quantity, category=kind)
    return {**raw, "commitments": [*raw["commitments"], {**more, "region": at["region"]}]}


def holdings(raw: Raw, party: str, kind: str) -> list[Raw]:
    """Return the rows that say what a party has of a kind, where it counts."""
    barred = {row["region"] for row in raw["exclusions"] if row["party"] in {"*", party}}
    rows = [*raw["commitments"], *raw["baselines"]]
    mine = [row for row in rows if row["party"] == party and row["category"] == kind]
    return [row for row in mine if row["region"] not in barred]


def left(raw: Raw, party: str, kind: str) -> int:
    """Return what a party could still give."""
    rows = holdings(raw, party, kind)
    return sum(row["after"] if "after" in row else row["value"] for row in rows)


def by_trying(raw: Raw) -> set[tuple[str, str, int]]:
    """Return the least quantity of each side and category that makes the rule hold, by trying one after the other."""
    rule = raw["rules"][0]
    selected = {row["category"] for row in raw["commitments"]}
    worth = {kind for kind, rate in rule["with"].get("rates", {}).items() if Fraction(rate) > 0}
    found = set()
    for party in ("A", "B"):
        for kind in worth if rule["rule"] == "WEIGHTED" else selected:
            for quantity in range(1, left(raw, party, kind) + 1):
                if judged_by(with_more(raw, party, kind, quantity)).verdict is Verdict.PASS:
                    found.add((party, kind, quantity))
                    break
    return found


@tried
@given(comparisons())
def test_the_cures_are_what_trying_everything_finds(raw: Raw) -> None:
    found = judged_by(raw)
    if found.verdict is not Verdict.FAIL:
        assert found.cures == ()
        return
    assert {(cure.party, cure.category, int(cure.quantity)) for cure in found.cures} == by_trying(raw)
    prices = raw["rules"][0]["with"].get("rates", raw["equivalence"]["rates"])
    told = [cure.category in prices for cure in found.cures]
    assert told == sorted(told, reverse=True)
    worth = [Fraction(prices[cure.category]) * cure.quantity for cure in found.cures if cure.category in prices]
    assert worth == sorted(worth)


@tried
@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.sampled_from(("0", "1/20", "1/3")))
def test_every_short_side_takes_one_of_its_cures_and_none_may_take_less(cuts: list[int], tolerance: str) -> None:
    names = ("A", "B", "C")
    rows = [step(name.lower(), name, 100, 100 - cut) for name, cut in zip(names, cuts, strict=True)]
    rules: list[Raw] = [{"rule": "EQ_CUT", "with": {"tol": tolerance}}, *OFF]
    raw: Raw = deal(rows, rules, parties={name: {"name": name} for name in names})
    cures = judged_by(raw).cures
    assert bool(cures) == (judged_by(raw).verdict is Verdict.FAIL)
    if not cures:
        return

    def given_more(less: str | None) -> Finding:
        more = {cure.party: int(cure.quantity) - (cure.party == less) for cure in cures}
        changed = [{**row, "after": row["after"] - more.get(row["party"], 0)} for row in rows]
        return judged_by({**raw, "commitments": changed})

    assert given_more(None).verdict is Verdict.PASS
    for cure in cures:
        assert given_more(cure.party).verdict is Verdict.FAIL


@tried
@given(
    limits=st.lists(st.integers(0, 30), min_size=2, max_size=4),
    tolerance=st.sampled_from(("0", "1/20", "1/3")),
    in_ratio=st.booleans(),
)
def test_a_high_limit_comes_down_by_the_least_that_will_do(
    limits: list[int], tolerance: str, *, in_ratio: bool
) -> None:
    caps = {"verb": "cap", "after": None}
    names = ("A", "A", "B", "B")
    rows: list[Raw] = [
        step(f"s{place}", names[-1 - place], 30, limit=limit, category=COUNTED[place % 2], **caps)
        for place, limit in enumerate(limits)
    ]
    given_ = {"tol": tolerance, "ratio": {"A": 3, "B": 2}} if in_ratio else {"tol": tolerance}
    raw = deal(rows, [{"rule": "RATIO" if in_ratio else "EQ_CEILING", "with": given_}])
    found = judged_by(raw)
    expected = set()
    for place, row in enumerate(rows if found.verdict is Verdict.FAIL else ()):
        for quantity in range(1, row["limit"] + 1):
            lowered = [*rows[:place], {**row, "limit": row["limit"] - quantity}, *rows[place + 1 :]]
            if judged_by({**raw, "commitments": lowered}).verdict is Verdict.PASS:
                expected.add((row["party"], row["category"], quantity))
                break
    assert {(cure.party, cure.category, int(cure.quantity)) for cure in found.cures} == expected


def test_the_cheapest_comes_first_where_exchange_rates_say_what_is_cheaper() -> None:
    rows = [step("a", "A", 100, 70), step("b", "B", 100, 100), step("c", "B", 100, 100, category="gun")]
    for prices, order in (({"tank": 10, "gun": 1}, ["gun", "tank"]), ({"tank": 10}, ["tank", "gun"])):
        found = judged_by(deal(rows, [{"rule": "EQ_CUT", "with": {"tol": 0}}], equivalence={"rates": prices}))
        assert [(cure.category, str(cure.quantity)) for cure in found.cures] == [(kind, "30") for kind in order]
    caps = {"verb": "cap", "after": None}
    limits = [step("a", "A", 50, limit=5, **caps), step("b", "B", 50, limit=20, **caps)]
    limits.append(step("c", "B", 50, limit=30, category="gun", **caps))
    raw = deal(limits, [{"rule": "EQ_CEILING", "with": {"tol": "5/6"}}], equivalence={"rates": {"tank": 10, "gun": 1}})
    assert [(cure.category, str(cure.quantity)) for cure in judged_by(raw).cures] == [("gun", "20"), ("tank", "20")]


@pytest.mark.parametrize(("needed", "expected"), [(10, [("B", "10")]), (11, [])])
def test_what_stands_in_a_place_within_another_can_be_given_once(needed: int, expected: list[tuple[str, str]]) -> None:
    places = [{"party": "B", "category": "tank", "region": region, "value": 10} for region in ("AREA", "NORTH")]
    raw = deal([step("a", "A", 100, 100 - needed)], [{"rule": "EQ_CUT", "with": {"tol": 0}}, *OFF], baselines=places)
    assert [(cure.party, str(cure.quantity)) for cure in judged_by(raw).cures] == expected
