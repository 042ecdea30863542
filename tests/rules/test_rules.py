"""The listed rules, each by good and bad texts."""

from typing import Any

import pytest

from tests.rules.samples import CHECK, clause, judged, step, verdict

BLOCS = {"A1": {"name": "x", "bloc": "W"}, "A2": {"name": "x", "bloc": "W"}, "B": {"name": "y"}}


def use(rule: str, /, **given: object) -> dict[str, Any]:
    return {"rule": rule, "with": given} if given else {"rule": rule}


def cuts(a: object, b: object) -> list[dict[str, Any]]:
    return [step("a", "A", 1000, a), step("b", "B", 500, b)]


@pytest.mark.parametrize(
    ("rule", "steps", "expected"),
    [
        (use("EQ_CUT"), cuts(900, 405), "PASS"),
        (use("EQ_CUT"), cuts(900, 406), "FAIL"),
        (use("EQ_CUT"), cuts(1000, 500), "VACUOUS"),
        (use("EQ_CUT", tol=1), cuts(900, 500), "FAIL"),
        (use("EQ_CUT", tol=0, tol_abs=7), cuts(900, 407), "PASS"),
        (use("EQ_CUT"), [], "N/A"),
        (use("EQ_CUT"), [step("a", "A", before=None), step("b", "B")], "INDETERMINATE"),
        (use("EQ_CUT"), [step("a", "A"), step("b", "B", category="troops")], "N/A"),
        ({"rule": "EQ_CUT", "parties": ["A"]}, cuts(900, 405), "N/A"),
        (use("PROPORTIONAL"), cuts(900, 475), "PASS"),
        (use("PROPORTIONAL"), cuts(900, 476), "FAIL"),
        (use("PROPORTIONAL"), cuts(1000, 500), "VACUOUS"),
        (use("PROPORTIONAL", tol_pp=100), cuts(900, 500), "FAIL"),
        (use("PROPORTIONAL"), [step("a", "A", 0, 0), step("b", "B")], "INDETERMINATE"),
        (use("EQ_CEILING"), cuts(400, 400), "PASS"),
        (use("EQ_CEILING"), cuts(400, 399), "FAIL"),
        (use("EQ_CEILING", tol="1/400"), cuts(400, 399), "PASS"),
        (use("EQ_CEILING"), [step("a", "A")], "N/A"),
        (use("RATIO", ratio={"A": 5, "B": 3}), cuts(500, 300), "PASS"),
        (use("RATIO", ratio={"A": 5, "B": 3}), cuts(500, 293), "FAIL"),
        (use("RATIO", ratio={"A": 5, "B": 3}), cuts(0, 0), "N/A"),
        (use("RATIO", ratio={"A": 5, "B": 3}), [step("a", "A")], "INDETERMINATE"),
        (use("SUFFICIENCY", share="1/2"), cuts(400, 400), "PASS"),
        (use("SUFFICIENCY"), cuts(400, 400), "FAIL"),
        (use("SUFFICIENCY", total=1200), cuts(400, 400), "PASS"),
        (use("SUFFICIENCY"), cuts(0, 0), "VACUOUS"),
        (use("SUFFICIENCY"), [], "N/A"),
        (use("WEIGHTED", rates={"tank": 1}), cuts(900, 410), "PASS"),
        (use("WEIGHTED", rates={"tank": 1}), cuts(900, 411), "FAIL"),
        (use("WEIGHTED", rates={"gun": 1}), cuts(900, 410), "INDETERMINATE"),
        (use("WEIGHTED", rates={"gun": 1}), cuts(1000, 500), "VACUOUS"),
        (use("WEIGHTED"), [], "N/A"),
        (use("ZONE", caps=[{"region": "NORTH", "cap": 90}]), [step("a", "A", region="FAR_NORTH")], "PASS"),
        (use("ZONE", caps=[{"region": "NORTH", "cap": 89}]), [step("a", "A", region="FAR_NORTH")], "FAIL"),
        (use("ZONE", caps=[{"region": "SOUTH", "cap": 89}]), [step("a", "A", region="FAR_NORTH")], "INDETERMINATE"),
        (use("ZONE", caps=[{"region": "AREA", "cap": 90, "party": "B"}]), cuts(900, 90), "PASS"),
        (use("CONSISTENT"), [step("a", "A", delta=11)], "WARN"),
        (use("CONSISTENT"), [step("a", "A", delta=10)], "PASS"),
        (use("CONSISTENT"), [step("a", "A")], "N/A"),
        (use("VERIFIED"), [step("a", "A", verification={"method": "x", "tier": 1})], "FAIL"),
        (use("VERIFIED"), [step("a", "A", verification=None)], "INDETERMINATE"),
        (use("VERIFIED"), [step("a", "A")], "PASS"),
        (use("VERIFIED", blind={"inspection": ["item"]}), [step("a", "A")], "FAIL"),
        (use("VERIFIED"), [], "N/A"),
        (use("DEADLINES"), cuts(900, 405), "PASS"),
        (use("DEADLINES"), [step("a", "A"), step("b", "B", deadline="2030-07-01")], "FAIL"),
        (use("DEADLINES", tol_days=1), [step("a", "A"), step("b", "B", deadline="2030-07-01")], "PASS"),
        (use("DEADLINES"), [step("a", "A")], "INDETERMINATE"),
        (use("DEADLINES"), [step("a", "A", duration_days=365), step("b", "B")], "FAIL"),
        (use("DEADLINES"), [step("a", "A", until="2031-06-30"), step("b", "B", until="2031-06-30")], "INDETERMINATE"),
        (use("DEADLINES"), [], "N/A"),
        (
            use("SIMULTANEOUS"),
            [step("a", "A", trigger="day"), step("b", "B", trigger="day", start="2030-06-29")],
            "FAIL",
        ),
        (
            use("SIMULTANEOUS", window_days=1),
            [step("a", "A", trigger="day"), step("b", "B", trigger="day", start="2030-06-29")],
            "PASS",
        ),
        (use("SIMULTANEOUS"), [step("a", "A", trigger="day"), step("b", "B", trigger="night")], "FAIL"),
        (use("SIMULTANEOUS"), [step("a", "A", trigger="day"), step("b", "B")], "INDETERMINATE"),
        (use("VERIFIED_EQUALLY"), cuts(900, 405), "PASS"),
        (use("VERIFIED_EQUALLY"), [step("a", "A"), step("b", "B", verification={**CHECK, "tier": 2})], "FAIL"),
        (use("VERIFIED_EQUALLY"), [step("a", "A"), step("b", "B", verification=None)], "INDETERMINATE"),
        (use("VERIFIED_EQUALLY"), [step("a", "A", verification=None)], "INDETERMINATE"),
        (
            use("VERIFIED_EQUALLY"),
            [
                step("a", "A", verification={**CHECK, "quota": 4, "objects": 20}),
                step("b", "B", verification={**CHECK, "quota": 2, "objects": 10}),
            ],
            "PASS",
        ),
    ],
)
def test_a_rule_over_steps(rule: dict[str, Any], steps: list[dict[str, Any]], expected: str) -> None:
    assert verdict(rule, steps) == expected


@pytest.mark.parametrize(
    ("rule", "clauses", "expected"),
    [
        (use("MUTUAL"), [], "N/A"),
        (use("MUTUAL"), [clause("c")], "PASS"),
        (use("MUTUAL"), [clause("c", ["A"])], "FAIL"),
        (use("MUTUAL"), [clause("c", modality="aim")], "VACUOUS"),
        (use("MUTUAL"), [clause("c", by={"B": {"modality": "aim"}})], "FAIL"),
        (use("MUTUAL"), [clause("c", until="2030-01-01", by={"B": {"duration_days": 5}})], "FAIL"),
        (use("MUTUAL"), [clause("c", by={"B": {"deadline": "2030-01-01"}})], "FAIL"),
        (use("HOLLOW"), [clause("c")], "PASS"),
        (use("HOLLOW"), [clause("c", burdens=["A"])], "WARN"),
        (use("HOLLOW"), [clause("c", ["A"])], "N/A"),
        (use("COMPENSATED"), [clause("c")], "N/A"),
        (use("COMPENSATED"), [clause("c", ["A"])], "FAIL"),
        (use("CONDITIONAL"), [clause("c")], "N/A"),
        (use("CONDITIONAL"), [clause("c", conditions=["d"]), clause("d", conditions=["event:x"])], "PASS"),
        (use("CONDITIONAL"), [clause("c", conditions=["d"]), clause("d", conditions=["c", "event:x"])], "FAIL"),
        (use("CONDITIONAL"), [clause("c", conditions={"any": ["c", "event:x"]})], "PASS"),
        (use("CONDITIONAL"), [clause("c", conditions={"any": ["c"]})], "FAIL"),
        ({**use("VERIFIED"), "on": {"clauses": ["c"]}}, [clause("c")], "INDETERMINATE"),
        ({**use("VERIFIED"), "on": {"clauses": ["c"]}}, [clause("c", verification=CHECK)], "PASS"),
        ({**use("DEADLINES"), "on": {"clauses": ["c"]}}, [clause("c", duration_days=3)], "PASS"),
        (
            {**use("DEADLINES"), "on": {"clauses": ["c"]}},
            [clause("c", duration_days=3, by={"B": {"duration_days": 4}})],
            "FAIL",
        ),
    ],
)
def test_a_rule_over_clauses(rule: dict[str, Any], clauses: list[dict[str, Any]], expected: str) -> None:
    assert verdict(rule, [], clauses=clauses) == expected


def test_a_bloc_is_bound_by_all_its_members() -> None:
    sections: dict[str, Any] = {"parties": BLOCS, "sides": ["W", "B"]}
    assert verdict(use("MUTUAL"), clauses=[clause("c", ["A1", "A2", "B"])], **sections) == "PASS"
    assert verdict(use("MUTUAL"), clauses=[clause("c", ["A1", "B"])], **sections) == "FAIL"


def test_a_bloc_speaks_for_its_members_in_its_categories() -> None:
    steps = [
        step("w", "W", 100, 90),
        step("m", "A1", 50, 0),
        step("g", "A2", 9, 8, category="gun"),
        step("b", "B", 100, 89),
    ]
    found = judged(steps, [use("EQ_CUT", tol=0)], parties=BLOCS, sides=["W", "B"])
    assert found.results["EQ_CUT"].inputs == {"W": "11", "B": "11"}


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((50, 50), "PASS"), ((50, 51), "FAIL"), ((50, None), "INDETERMINATE"), (None, "N/A")],
)
def test_shares_of_a_bloc(shares: tuple[int, int | None] | None, expected: str) -> None:
    steps = [step("b", "B")]
    if shares is not None:
        caps = {"verb": "cap", "after": None}
        steps.append({**step("w", "W", 200, None), "verb": "cap", "limit": 100})
        for party, limit in zip(("A1", "A2"), shares, strict=True):
            if limit is not None:
                steps.append(step(party.lower(), party, 100, limit=limit, **caps))
    assert verdict(use("BLOC"), steps, parties=BLOCS, sides=["W", "B"]) == expected


def ban(**more: object) -> dict[str, Any]:
    return {**clause("ban", verb="refrain"), **more}


@pytest.mark.parametrize(
    ("steps", "clauses", "expected"),
    [
        (cuts(0, 0), [ban()], "PASS"),
        (cuts(0, 0), [ban(categories=["gun"])], "FAIL"),
        (cuts(0, 0), [], "FAIL"),
        (cuts(0, 1), [ban()], "FAIL"),
        ([step("a", "A", 5, 0)], [ban()], "INDETERMINATE"),
    ],
)
def test_the_zero_option(steps: list[dict[str, Any]], clauses: list[dict[str, Any]], expected: str) -> None:
    assert verdict(use("ZERO"), steps, clauses=clauses) == expected


ROW = {"for": "c", "disadvantaged": ["A"], "accepted_by": ["A"]}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{**ROW, "by": ["b"]}], "PASS"),
        ([{**ROW, "by": ["b"], "accepted_by": []}], "FAIL"),
        ([{**ROW, "by": ["a"]}], "FAIL"),
        ([{**ROW, "waiver": True}], "PASS"),
        ([{**ROW, "by": ["unknown"]}], "INDETERMINATE"),
        ([{**ROW, "by": ["unknown"]}, {**ROW, "waiver": True}], "PASS"),
        ([{**ROW, "by": ["c"]}], "FAIL"),
        ([{**ROW, "by": ["paid"]}], "PASS"),
        ([], "FAIL"),
    ],
)
def test_an_asymmetry_is_paid_for_by_somebody_else(rows: list[dict[str, Any]], expected: str) -> None:
    steps = [step("a", "A"), step("b", "B"), step("unknown", "B", before=None, region="NORTH")]
    clauses = [clause("c", ["A"]), clause("paid", ["A", "B"])]
    assert verdict(use("COMPENSATED"), steps, clauses=clauses, compensations=rows) == expected


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


@pytest.mark.parametrize(
    ("declarations", "as_of", "expected"),
    [
        ([], "2030-02-01", "N/A"),
        ([OFFER, REPLY], "2030-02-01", "PASS"),
        ([OFFER, REPLY], "2030-01-30", "INDETERMINATE"),
        ([OFFER], "2030-07-01", "WARN"),
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


def test_the_groups_are_combined_worst_first() -> None:
    steps = cuts(900, 405)
    warned = judged(steps, [use("EQ_CUT"), use("CONSISTENT"), {**use("DEADLINES"), "severity": "gate"}])
    assert str(warned.verdict) == "PASS"
    steps[1]["deadline"] = "2031-01-01"
    assert str(judged(steps, [use("EQ_CUT"), use("DEADLINES")]).verdict) == "WARN"
    assert str(judged(steps, [use("EQ_CUT"), {**use("DEADLINES"), "severity": "gate"}]).verdict) == "FAIL"
    assert str(judged(steps).verdict) == "N/A"
    either = [use("EQ_CUT", tol=0), use("WEIGHTED", rates={"tank": 1})]
    assert str(judged(steps, either).verdict) == "FAIL"
    assert str(judged(steps, either, balance="any_of").verdict) == "PASS"


def test_a_waived_rule_counts_as_a_warning() -> None:
    found = judged(cuts(900, 500), [use("EQ_CUT"), use("EQ_CEILING")])
    assert str(found.verdict) == "FAIL"
    both = found.waiving(["EQ_CUT", "EQ_CEILING"])
    assert (str(both.verdict), str(both.groups.balance)) == ("WARN", "WARN")
    assert str(found.waiving(["EQ_CUT"]).verdict) == "FAIL"
    assert found.waiving(["MUTUAL"]) == found
