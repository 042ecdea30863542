"""The eligibility gates, each by example: what a step counts for and why."""

from fractions import Fraction
from typing import Any

import pytest

from tests.rules.samples import CHECK, judged, step, use

AREA = {"party": "A", "category": "tank", "region": "AREA"}


def credit_of(row: dict[str, Any], *others: dict[str, Any], **sections: Any) -> tuple[object, set[str]]:  # noqa: ANN401 - any section
    found = judged([row, *others], **sections)
    credit = found.credits[row["id"]]
    return credit.credit, set(credit.reasons)


def gate(row: dict[str, Any], name: str, **sections: Any) -> str:  # noqa: ANN401 - any section
    return str(judged([row], **sections).results[name].verdict)


@pytest.mark.parametrize(
    ("row", "sections", "credit", "reasons"),
    [
        (step("a", "A"), {}, 10, set()),
        (step("a", "A", deadline=None), {}, None, {"E01"}),
        (step("a", "A", after=None), {}, None, {"E01"}),
        (step("a", "A", after=100, deadline=None), {}, None, {"E01"}),
        (step("a", "A", verb="eliminate", after=None), {}, 100, set()),
        (step("a", "A", verification={"method": "none", "tier": 0}), {}, 10, set()),
        (step("a", "A", modality="seek"), {}, 0, {"E02"}),
        (step("a", "A", modality="must", bound="at_least"), {}, 10, set()),
        (step("a", "A", bound="up_to"), {}, 0, {"E02"}),
        (step("a", "A", 10_000, 9_901), {}, 0, {"E03"}),
        (step("a", "A", 10_000, 9_900), {}, 100, set()),
        (step("a", "A", 500, 401, category="troops"), {}, 0, {"E03"}),
        (step("a", "A", 500, 400, category="troops"), {}, 100, set()),
        (step("a", "A"), {"exclusions": [{"party": "*", "region": "AREA"}]}, 0, {"E04"}),
        (step("a", "A"), {"exclusions": [{"party": "A", "category": "tank"}]}, 0, {"E04"}),
        (step("a", "A"), {"exclusions": [{"party": "B", "region": "AREA"}]}, 10, set()),
        (step("a", "A"), {"exclusions": [{"party": "*", "region": "AREA", "creditable": True}]}, 10, set()),
        (step("a", "A"), {"exclusions": [{"party": "*", "region": "FAR_NORTH"}]}, None, {"E04"}),
        (step("a", "A", outside=["NORTH"]), {"exclusions": [{"party": "*", "region": "FAR_NORTH"}]}, 10, set()),
        (step("a", "A", outside=["SOUTH"]), {"exclusions": [{"party": "*", "region": "FAR_NORTH"}]}, None, {"E04"}),
        (step("a", "A", already_owed=True), {}, 0, {"E09"}),
        (step("a", "A", already_owed="an old treaty"), {}, 0, {"E09"}),
        (step("a", "A", already_owed=""), {}, 10, set()),
        (step("a", "A", announced="2029-01-01"), {"terms": {"opened": "2029-01-02"}}, 0, {"E09"}),
        (step("a", "A", announced="2029-01-02"), {"terms": {"opened": "2029-01-02"}}, 10, set()),
        (step("a", "A", needs_consent=["X"]), {}, 0, {"E10"}),
        (step("a", "A", needs_consent=["X"], consent=["X", "Y"]), {}, 10, set()),
        (step("a", "A", duration_days=179), {}, 0, {"E11"}),
        (step("a", "A", duration_days=180), {}, 10, set()),
        (step("a", "A", until="2030-12-26"), {}, 0, {"E11"}),
        (step("a", "A", until="2030-12-27"), {}, 10, set()),
        (step("a", "A", before=None), {}, None, {"E13"}),
        (step("a", "A"), {"baselines": [{**AREA, "value": 100, "status": "disputed"}]}, None, {"E13"}),
        (step("a", "A"), {"baselines": [{**AREA, "value": 103}]}, None, {"E13"}),
        (step("a", "A"), {"baselines": [{**AREA, "value": 102}]}, 10, set()),
        (step("a", "A"), {"baselines": [{**AREA, "value": 100, "audited": 97}]}, None, {"E13"}),
        (step("a", "A"), {"baselines": [{**AREA, "value": 100, "planned": 1}]}, None, {"E13"}),
        (step("a", "A"), {"baselines": [{**AREA, "value": 100, "planned": 1, "planned_agreed": True}]}, 10, set()),
        (
            step("a", "A"),
            {"baselines": [{**AREA, "value": 100, "date": "2029-02-01"}], "terms": {"freeze_date": "2029-01-31"}},
            None,
            {"E13"},
        ),
        (step("a", "A", before=None), {"baselines": [{**AREA, "value": 95}]}, 5, set()),
        (step("a", "A", 100, None, delta=150), {}, 100, {"E14"}),
        (step("a", "A"), {"terms": {"expires": "2030-06-29"}}, 0, {"S07"}),
        (step("a", "A"), {"terms": {"expires": "2030-06-30", "starts": "2030-06-30"}}, 10, set()),
        (step("a", "A"), {"terms": {"starts": "2030-07-01"}}, 0, {"S07"}),
        (step("a", "A", destination="out_of_area"), {}, Fraction(5, 2), {"E08"}),
        (step("a", "A", destination="inside_zone"), {}, 0, {"E08"}),
        (step("a", "A", destination="destroyed"), {}, 10, set()),
        (step("a", "A", verb="freeze", after=None), {}, 0, set()),
        (step("a", "A", verb="increase", after=120), {}, 0, set()),
        (step("a", "A", modality="may", already_owed=True, deadline=None), {}, 0, {"E01", "E02", "E09"}),
        (step("a", "A", modality="may", after=100), {}, 0, set()),
    ],
)
def test_what_a_step_counts_for(
    row: dict[str, Any],
    sections: dict[str, Any],
    credit: Fraction | None,
    reasons: set[str],
) -> None:
    assert credit_of(row, **sections) == (credit, reasons)


@pytest.mark.parametrize(("factor", "credit"), [("1/3", Fraction(10, 3)), (1, 10), ("3/2", 10)])
def test_no_factor_makes_a_step_count_for_more_than_it_takes_away(factor: object, credit: Fraction) -> None:
    found = judged([step("a", "A", destination="destroyed")], [use("DESTINATION", factors={"destroyed": factor})])
    assert found.credits["a"].credit == credit
    assert found.credits["a"].reasons == (("E08",) if credit < 10 else ())


def test_a_build_up_is_taken_off_before_the_factor() -> None:
    levels = [{**AREA, "date": "2029-01-01", "value": 80}, {**AREA, "date": "2029-09-01", "value": 99}]
    terms = {"reference_date": "2029-06-01"}
    row = step("a", "A", 100, 60, destination="storage_sealed")
    assert credit_of(row, levels=levels, terms=terms) == (10, {"E05", "E08"})


def test_a_level_after_the_reference_date_has_no_effect() -> None:
    levels = [{**AREA, "date": "2029-09-01", "value": 80}]
    assert credit_of(step("a", "A"), levels=levels, terms={"reference_date": "2029-06-01"}) == (10, set())


def test_what_lies_inside_counts_once() -> None:
    rows = [
        step("whole", "A", 100, 60),
        step("part", "A", 50, 20, region="FAR_NORTH"),
        step("mid", "A", 60, 50, region="NORTH"),
    ]
    found = judged(rows)
    assert {name: found.credits[name].credit for name in ("whole", "part", "mid")} == {
        "whole": 10,
        "part": 30,
        "mid": 0,
    }


def test_an_additive_step_neither_takes_nor_loses() -> None:
    rows = [step("whole", "A", 100, 60), step("part", "A", 50, 20, region="NORTH", additive=True)]
    found = judged(rows)
    assert [credit.credit for credit in found.credits.values()] == [40, 30]


def test_the_second_step_in_a_place_counts_what_it_adds() -> None:
    found = judged([step("first", "A", 100, 90), step("second", "A", 100, 70)])
    assert [credit.credit for credit in found.credits.values()] == [10, 20]


def test_groups_may_be_counted_once() -> None:
    rows = [step("tanks", "A", 100, 60), step("carriers", "A", 50, 20, category="carrier", region="NORTH")]
    rule = {"rule": "NO_DOUBLE", "with": {"scope": "group"}}
    assert judged(rows).credits["tanks"].credit == 40
    assert judged(rows, [rule]).credits["tanks"].credit == 10


def test_what_reappears_is_taken_off_in_file_order() -> None:
    rows = [
        step("rise", "A", 10, 45, verb="increase", category="carrier"),
        step("first", "A", 100, 80),
        step("second", "A", 100, 70, region="SOUTH", additive=True),
        step("other", "B", 100, 70),
    ]
    found = judged(rows)
    assert [credit.credit for credit in found.credits.values()] == [0, 0, 15, 30]


def test_a_rise_elsewhere_counts_only_where_that_is_asked() -> None:
    rows = [step("rise", "A", 10, 15, verb="increase", region="NORTH"), step("cut", "A", region="SOUTH")]
    assert judged(rows).credits["cut"].credit == 10
    rule = {"rule": "NO_RELABEL", "with": {"scope": "anywhere"}}
    assert judged(rows, [rule]).credits["cut"].credit == 5


def test_the_floor_is_for_all_of_a_category_or_for_each() -> None:
    rows = [step("one", "A", 1000, 994), step("two", "A", 1000, 985, region="NORTH", additive=True)]
    assert [credit.credit for credit in judged(rows).credits.values()] == [6, 15]
    each = {"rule": "MATERIAL", "with": {"scope": "commitment"}}
    assert [credit.credit for credit in judged(rows, [each]).credits.values()] == [0, 15]


@pytest.mark.parametrize(
    ("row", "name", "sections", "verdict"),
    [
        (step("a", "A"), "SPECIFIC", {}, "PASS"),
        (step("a", "A", verb="freeze", after=None), "SPECIFIC", {}, "N/A"),
        (step("a", "A", verification=None), "SPECIFIC", {}, "INDETERMINATE"),
        (step("a", "A", modality="aim"), "MODALITY", {}, "WARN"),
        (
            step("a", "A", modality="aim"),
            "MODALITY",
            {"rules": [{"rule": "MODALITY", "with": {"strict": True}}]},
            "FAIL",
        ),
        (step("a", "A", 1, None, delta=2), "CAPACITY", {}, "FAIL"),
        (step("a", "A", before=None), "BASELINE", {}, "WARN"),
        (step("a", "A"), "BASELINE", {"baselines": [{**AREA, "value": 50}]}, "INDETERMINATE"),
        (step("a", "A"), "EXCLUSION", {"exclusions": [{"party": "*", "region": "AREA"}]}, "WARN"),
        (step("a", "A"), "EXCLUSION", {"exclusions": [{"party": "*", "region": "NORTH"}]}, "INDETERMINATE"),
        (step("a", "A"), "EXCLUSION", {"exclusions": [{"party": "*", "region": "NORTH", "required": True}]}, "FAIL"),
        (step("a", "A"), "EXCLUSION", {"exclusions": [{"party": "B", "region": "AREA", "required": True}]}, "FAIL"),
        (
            step("a", "A"),
            "EXCLUSION",
            {"exclusions": [{"party": "A", "region": "AREA", "required": True, "creditable": True}]},
            "PASS",
        ),
        (step("a", "A", verb="cap", after=None, limit=100), "BITES", {}, "FAIL"),
        (step("a", "A", verb="cap", after=None, limit=99), "BITES", {}, "PASS"),
        (
            step("a", "A", 100, None, verb="cap", limit=99),
            "BITES",
            {"rules": [{"rule": "BITES", "severity": "gate"}]},
            "PASS",
        ),
        (step("a", "A", None, None, verb="cap", limit=99), "BITES", {}, "INDETERMINATE"),
        (step("a", "A"), "BITES", {}, "N/A"),
    ],
)
def test_what_a_gate_says(row: dict[str, Any], name: str, sections: dict[str, Any], verdict: str) -> None:
    rules = sections.pop("rules", [])
    assert str(judged([row], rules, **sections).results[name].verdict) == verdict


def test_a_required_step_that_is_absent_fails_even_without_any_step() -> None:
    found = judged(exclusions=[{"party": "A", "region": "AREA", "required": True}])
    assert str(found.results["EXCLUSION"].verdict) == "FAIL"
    assert "required and absent" in found.results["EXCLUSION"].message


def test_a_late_step_does_not_meet_what_is_required() -> None:
    exclusions = [{"party": "A", "region": "AREA", "required": True, "creditable": True}]
    assert gate(step("a", "A"), "EXCLUSION", exclusions=exclusions) == "PASS"
    late = {"expires": "2030-06-29"}
    assert gate(step("a", "A"), "EXCLUSION", exclusions=exclusions, terms=late) == "FAIL"


def test_a_gate_that_is_off_is_gone() -> None:
    found = judged([step("a", "A", modality="may")], [{"rule": "MODALITY", "off": True}])
    assert "MODALITY" not in found.results
    assert found.credits["a"].credit == 10


def test_limits_of_two_parties_are_one_line() -> None:
    rows = [
        step("a", "A", 100, None, verb="cap", limit=90),
        step("b", "B", 80, None, verb="cap", limit=90, verification=CHECK),
    ]
    found = judged(rows).results["BITES"]
    assert str(found.verdict) == "WARN"
    assert "B has 80, limit 90" in found.message
