"""The rules over the lists beside the steps, each by good and bad texts."""

from typing import Any

import pytest

from tests.rules.samples import cuts, step, use, verdict


@pytest.mark.parametrize(
    ("declared", "load", "expected"),
    [(1968, None, "PASS"), (1967, None, "FAIL"), (1968, 20, "WARN")],
)
def test_counting(declared: int, load: int | None, expected: str) -> None:
    types = {"bomber": {"tiers": [{"upto": 150, "each": 10}, {"each": 12}]}}
    holding = {"id": "h", "party": "A", "type": "bomber", "number": 189, "declared": declared}
    if load is not None:
        holding["load"] = load
    assert verdict(use("COUNTING"), counting={"types": types, "holdings": [holding]}) == expected


def distance(value: int, line: str = "river") -> dict[str, Any]:
    return {"distance": value, "line": line, "meaning": "per_side"}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ({"A": distance(5), "B": distance(5)}, "PASS"),
        ({"A": distance(5), "B": distance(6)}, "FAIL"),
        ({"A": distance(5), "B": distance(5, "road")}, "FAIL"),
        ({"A": distance(0), "B": distance(0)}, "VACUOUS"),
        ({"A": distance(5)}, "INDETERMINATE"),
        ({"A": distance(5), "B": {"distance": 5, "line": "river"}}, "INDETERMINATE"),
    ],
)
def test_mirror(steps: dict[str, Any], expected: str) -> None:
    assert verdict(use("MIRROR", steps=steps)) == expected


def test_thirds_of_an_exercise_are_added_together() -> None:
    limits = {"notify": 9000, "observe": 13000, "lead_days": 42}
    rule = use("TRANSPARENCY", thresholds={"A": limits, "B": limits})
    one = {"party": "A", "theatre": "AREA", "size": 5000, "notified": "2030-01-01"}
    two = [
        {**one, "id": "x", "start": "2030-03-01", "end": "2030-03-05"},
        {**one, "id": "y", "start": "2030-03-19", "end": "2030-03-20"},
    ]
    assert verdict(rule, activities=two) == "PASS"
    untold = [two[0], {**two[1], "notified": "2030-03-01"}]
    assert verdict(rule, activities=untold) == "FAIL"
    apart = [two[0], {**untold[1], "start": "2030-03-20"}]
    assert verdict(rule, activities=apart) == "PASS"
    other = use("TRANSPARENCY", thresholds={"A": limits, "B": {**limits, "lead_days": 41}})
    assert verdict(other, activities=two) == "FAIL"


def pair(by: str, over: str, number: int) -> dict[str, Any]:
    return {"by": by, "over": over, "number": number}


@pytest.mark.parametrize(
    ("passive", "pairs", "expected"),
    [
        ({"A": 8, "B": 8}, [pair("A", "B", 4), pair("B", "A", 4)], "PASS"),
        ({"A": 8, "B": 8}, [pair("A", "B", 4)], "FAIL"),
        ({"A": 8, "B": 7}, [pair("A", "B", 4), pair("B", "A", 4)], "FAIL"),
        ({"A": 8}, [pair("A", "B", 4), pair("B", "A", 4)], "INDETERMINATE"),
        ({}, [pair("A", "B", 0)], "VACUOUS"),
        ({}, [], "N/A"),
    ],
)
def test_quota(passive: dict[str, int], pairs: list[dict[str, Any]], expected: str) -> None:
    assert verdict(use("QUOTA"), quotas={"passive": passive, "pairs": pairs}) == expected


def test_nobody_takes_more_than_it_accepts() -> None:
    parties = {name: {"name": name} for name in "ABC"}
    pairs = [pair(by, over, 4) for by in "ABC" for over in "ABC" if by != over]
    quotas = {"passive": {"A": 8, "B": 8, "C": 8}, "pairs": pairs}
    assert verdict(use("QUOTA"), parties=parties, quotas=quotas) == "PASS"
    quotas["passive"] = {"A": 7, "B": 8, "C": 8}
    assert verdict(use("QUOTA", share=1), parties=parties, quotas=quotas) == "FAIL"


def site(name: str, party: str, chosen_by: str, depth: int = 1) -> dict[str, Any]:
    return {"id": name, "party": party, "chosen_by": chosen_by, "depth": depth}


@pytest.mark.parametrize(
    ("sites", "expected"),
    [
        ([], "VACUOUS"),
        ([site("x", "A", "B"), site("y", "B", "A")], "PASS"),
        ([site("x", "A", "A"), site("y", "B", "A")], "WARN"),
        ([site("x", "A", "B"), site("y", "B", "A", 2)], "FAIL"),
        ([site("x", "A", "B")], "FAIL"),
    ],
)
def test_sites(sites: list[dict[str, Any]], expected: str) -> None:
    assert verdict(use("SITES"), sites=sites) == expected


def staged(name: str, party: str, middle: object, **more: object) -> dict[str, Any]:
    milestones = [{"date": "2030-03-01", "level": middle}]
    return step(name, party, milestones=milestones, **more)


@pytest.mark.parametrize(
    ("rule", "steps", "expected"),
    [
        (use("PHASE"), [staged("a", "A", 95), staged("b", "B", 95)], "PASS"),
        (use("PHASE"), [staged("a", "A", 95), staged("b", "B", 94)], "FAIL"),
        (use("PHASE", tol="1/95"), [staged("a", "A", 95), staged("b", "B", 94)], "PASS"),
        (use("PHASE"), [step("a", "A"), step("b", "B")], "N/A"),
        (use("PHASE"), [staged("a", "A", 95), step("b", "B", before=None)], "INDETERMINATE"),
        (use("PHASE"), [staged("a", "A", 95)], "INDETERMINATE"),
        (use("PHASE", mode="no_worse"), [staged("a", "A", 94), staged("b", "B", 92, before=98, after=88)], "PASS"),
        (use("PHASE", mode="no_worse"), [staged("a", "A", 94), staged("b", "B", 91, before=98, after=88)], "FAIL"),
        (use("PHASE", mode="no_worse"), [staged("a", "A", 94), staged("b", "B", 91, before=None)], "INDETERMINATE"),
    ],
)
def test_phase(rule: dict[str, Any], steps: list[dict[str, Any]], expected: str) -> None:
    assert verdict(rule, steps) == expected


def entry(name: str, party: str, day: str, value: int) -> dict[str, Any]:
    return {"id": name, "party": party, "date": day, "value": value}


@pytest.mark.parametrize(
    ("ledger", "expected"),
    [
        ([], "VACUOUS"),
        ([entry("1", "A", "2030-01-01", 10), entry("2", "B", "2030-01-02", 8)], "PASS"),
        ([entry("1", "A", "2030-01-01", 10), entry("2", "B", "2030-01-02", 7)], "FAIL"),
        ([entry("1", "A", "2029-01-01", 10), entry("2", "B", "2030-01-02", 8)], "FAIL"),
        ([entry("1", "A", "2030-09-09", 10)], "VACUOUS"),
    ],
)
def test_diffuse(ledger: list[dict[str, Any]], expected: str) -> None:
    assert verdict(use("DIFFUSE", as_of="2030-06-30"), ledger=ledger) == expected


def level(day: str, value: int) -> dict[str, Any]:
    return {"party": "A", "category": "tank", "region": "AREA", "date": day, "value": value}


@pytest.mark.parametrize(
    ("levels", "terms", "expected"),
    [
        ([level("2030-01-01", 5), level("2030-03-01", 5)], {"opened": "2030-02-01"}, "PASS"),
        ([level("2030-01-01", 5), level("2030-03-01", 6)], {"opened": "2030-02-01"}, "FAIL"),
        ([level("2030-03-01", 6)], {"opened": "2030-02-01"}, "INDETERMINATE"),
        ([level("2030-03-01", 6)], {}, "INDETERMINATE"),
        ([], {"opened": "2030-02-01"}, "N/A"),
    ],
)
def test_standstill(levels: list[dict[str, Any]], terms: dict[str, str], expected: str) -> None:
    assert verdict(use("STANDSTILL"), levels=levels, terms=terms) == expected


def turn(name: str, party: str, *requires: str, **more: object) -> dict[str, Any]:
    return {"id": name, "party": party, "requires": list(requires), **more}


@pytest.mark.parametrize(
    ("rule", "sequence", "expected"),
    [
        (use("SEQUENCE"), [], "N/A"),
        (use("SEQUENCE"), [turn("s1", "A"), turn("s2", "B", "s1")], "PASS"),
        (use("SEQUENCE"), [turn("s1", "A"), turn("s2", "B")], "WARN"),
        (use("SEQUENCE"), [turn("s1", "A", "s2"), turn("s2", "B", "s1")], "FAIL"),
        (use("SEQUENCE"), [turn("s1", "A"), turn("s2", "A", "s1")], "FAIL"),
        (use("SEQUENCE", alternate=False), [turn("s1", "A"), turn("s2", "A", "s1")], "WARN"),
        (use("SEQUENCE"), [turn("s1", "A"), turn("s2", "B", "s1", status="done")], "FAIL"),
        (use("SEQUENCE"), [turn("s1", "A", status="verified"), turn("s2", "B", "s1", status="done")], "PASS"),
        (use("SEQUENCE", cap=5), [turn("s1", "A", value=6), turn("s2", "B", "s1", value=6)], "FAIL"),
        (use("SEQUENCE", cap=6), [turn("s1", "A", value=6), turn("s2", "B", "s1", value=6)], "PASS"),
        (use("SEQUENCE", cap=6), [turn("s1", "A", value=7), turn("s2", "B", "s1")], "INDETERMINATE"),
    ],
)
def test_sequence(rule: dict[str, Any], sequence: list[dict[str, Any]], expected: str) -> None:
    assert verdict(rule, sequence=sequence) == expected


def said(name: str, party: str, day: str, **more: object) -> dict[str, Any]:
    return {"id": name, "party": party, "category": "tank", "announced": day, **more}


OFFER = said("d1", "A", "2030-01-01")
REPLY = said("d2", "B", "2030-01-31", answers="d1")


def next_of_size(size: object) -> list[dict[str, Any]]:
    return [said("d3", "A", "2030-02-01", size=size), said("d4", "B", "2030-02-01", answers="d3")]


@pytest.mark.parametrize(
    ("declarations", "as_of", "expected"),
    [
        ([], "2030-02-01", "N/A"),
        ([OFFER, REPLY], "2030-02-01", "PASS"),
        ([OFFER, REPLY], "2030-01-30", "INDETERMINATE"),
        ([OFFER], "2030-07-01", "WARN"),
        ([OFFER, {**REPLY, "announced": "2029-12-31"}], "2030-02-01", "INDETERMINATE"),
        ([OFFER, {**REPLY, "announced": "2030-06-30"}], "2030-07-01", "PASS"),
        ([OFFER, {**REPLY, "announced": "2030-07-01"}], "2030-07-01", "WARN"),
        ([{**OFFER, "size": 4}, REPLY, *next_of_size(5)], "2030-03-01", "PASS"),
        ([{**OFFER, "size": 4}, REPLY, *next_of_size("5.01")], "2030-03-01", "WARN"),
        ([OFFER, REPLY, *next_of_size(50)], "2030-03-01", "PASS"),
        ([{**OFFER, "demands": True}, REPLY], "2030-02-01", "WARN"),
        ([{**OFFER, "verifiable": False}, REPLY], "2030-02-01", "WARN"),
    ],
)
def test_grit(declarations: list[dict[str, Any]], as_of: str, expected: str) -> None:
    assert verdict(use("GRIT", initiator="A", as_of=as_of), declarations=declarations) == expected


@pytest.mark.parametrize(
    ("declarations", "expected"),
    [
        ([], "N/A"),
        ([OFFER], "FAIL"),
        ([OFFER, said("d2", "B", "2030-01-31")], "PASS"),
        ([OFFER, said("d2", "B", "2030-02-01")], "FAIL"),
        ([OFFER, {**said("d2", "B", "2030-01-31"), "category": "carrier"}], "PASS"),
        ([OFFER, {**said("d2", "B", "2030-01-31"), "category": "gun"}], "FAIL"),
    ],
)
def test_unilateral(declarations: list[dict[str, Any]], expected: str) -> None:
    assert verdict(use("UNILATERAL"), declarations=declarations) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2030-06-29", "PASS"), ("2030-06-30", "FAIL"), (None, "INDETERMINATE")],
)
def test_data_come_first(day: str | None, expected: str) -> None:
    assert verdict(use("DATA_FIRST"), cuts(900, 405), terms={"data_exchange": day}) == expected
