"""The rules over steps and clauses, each by good and bad texts."""

from typing import Any

import pytest

from tests.rules.samples import CHECK, clause, cuts, judged, step, use, verdict

BLOCS = {"A1": {"name": "x", "bloc": "W"}, "A2": {"name": "x", "bloc": "W"}, "B": {"name": "y"}}


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


@pytest.mark.parametrize("objects", [({}, {}), ({"objects": 20}, {}), ({"objects": 20}, {"objects": 0})])
def test_unequal_quotas_fail_where_there_are_no_objects_to_share(objects: tuple[dict[str, int], ...]) -> None:
    steps = [
        step(name.lower(), name, verification={**CHECK, "quota": quota, **given})
        for name, quota, given in zip("AB", (4, 2), objects, strict=True)
    ]
    assert verdict(use("VERIFIED_EQUALLY"), steps) == "FAIL"


def test_an_end_that_is_not_named_leaves_the_last_one_standing() -> None:
    steps = [step("a", "A", 100, 60), step("more", "A", 100, None, delta=5), step("b", "B", 100, 60)]
    assert verdict(use("EQ_CEILING"), steps) == "PASS"


def test_what_lasts_and_what_does_not_are_told_apart() -> None:
    steps = [step("a", "A", duration_days=365), step("b", "B")]
    found = judged(steps, [use("DEADLINES")]).results["DEADLINES"]
    assert found.message == "Some last for a time and others for good: a 365 days, b for good."


def test_sites_are_chosen_by_their_own_side_where_it_or_its_member_chooses() -> None:
    parties = {"A1": {"name": "x", "bloc": "W"}, "B": {"name": "y"}}
    for sides, chooser, expected in ((["W", "B"], "A1", "PASS"), (["A1", "B"], "W", "WARN")):
        rows = [
            {"id": "x", "party": "A1", "chosen_by": chooser, "depth": 2},
            {"id": "y", "party": "B", "chosen_by": "B", "depth": 2},
        ]
        found = judged([], [use("SITES")], parties=parties, sides=sides, sites=rows).results["SITES"]
        assert str(found.verdict) == expected
        assert found.message.endswith(("depth 2; B 1, depth 2.", f"{sides[0]} 0, B 1."))


def test_the_levels_on_the_way_are_told_exactly() -> None:
    halfway = [{"date": "2030-03-01", "level": "9000/7"}]
    steps = [step("a", "A", 2000, 1000, milestones=halfway), step("b", "B", 2000, 1000)]
    found = judged(steps, [use("PHASE")]).results["PHASE"]
    assert (str(found.verdict), found.inputs) == ("FAIL", {"date": "2030-03-01", "A": "9000/7", "B": "2000"})


def test_a_limit_is_not_lowered_to_where_the_ratio_measures_nothing() -> None:
    shares = use("RATIO", ratio={"A": 5, "B": 3})
    assert judged(cuts(5, 0), [shares]).results["RATIO"].cures == ()
    found = judged(cuts(5, 0), [use("EQ_CEILING")]).results["EQ_CEILING"]
    assert [(cure.party, str(cure.quantity)) for cure in found.cures] == [("A", "5")]


def test_an_asymmetry_does_not_pay_for_itself() -> None:
    rows = [{"for": "b", "disadvantaged": ["A"], "accepted_by": ["A"], "by": ["b"]}]
    steps = [step("a", "A"), step("b", "B")]
    assert verdict(use("COMPENSATED", asymmetries=["b"]), steps, compensations=rows) == "FAIL"
    assert verdict(use("COMPENSATED", asymmetries=["a"]), steps, compensations=[{**rows[0], "for": "a"}]) == "PASS"


def test_a_cap_of_a_category_counts_no_other() -> None:
    steps = [step("a", "A"), step("b", "B", category="gun")]
    for cap, expected in (({"category": "tank"}, "PASS"), ({}, "FAIL")):
        rule = use("ZONE", caps=[{"region": "AREA", "cap": 90, **cap}])
        assert verdict(rule, steps) == expected


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
