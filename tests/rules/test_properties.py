"""What must hold for every deal: credits, names, scale, and what a cure does."""

import copy
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.rules import Assessment, Cure, Verdict, assess, deal_from
from tests.rules.drawn import COUNTED, PARTIES, REGIONS, deals
from tests.rules.samples import CHECK, deal, step
from tests.rules.whole import CATEGORIES, OF_UNIT, WHO, whole_deals
from tests.rules.whole import REGIONS as WHOLE_REGIONS

broad = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def verdicts(found: Assessment) -> dict[str, Verdict]:
    return {name: finding.verdict for name, finding in found.results.items()}


@thorough
@given(deals())
def test_a_credit_is_never_negative_and_never_above_the_reduction(raw: dict[str, Any]) -> None:
    check_credits(raw)


@broad
@given(whole_deals())
def test_no_section_or_rule_makes_a_credit_negative_or_greater_than_the_reduction(raw: dict[str, Any]) -> None:
    check_credits(raw)


def check_credits(raw: dict[str, Any]) -> None:
    """Check the bounds of every credit, and that whatever lowers one is named."""
    found = assess(deal_from(raw))
    for row in raw["commitments"]:
        credit = found.credits[row["id"]]
        if credit.credit is None:
            assert credit.delta is None or credit.reasons
            continue
        assert credit.credit >= 0
        assert credit.delta is None or credit.credit <= credit.delta
        gives = row["verb"] not in {"freeze", "increase"}
        assert gives or (not credit.credit and not credit.reasons)
        assert not gives or credit.credit == credit.delta or credit.reasons
        assert not gives or credit.credit != credit.delta or not credit.reasons or credit.delta == 0
        assert tuple(dict.fromkeys(note.code for note in credit.notes)) == credit.reasons


@thorough
@given(deals())
def test_every_finding_has_its_sentence(raw: dict[str, Any]) -> None:
    found = assess(deal_from(raw))
    for finding in found.results.values():
        assert finding.message.endswith(".")
        assert "{" not in finding.message
    assert found.to_json()["verdict"] == str(found.verdict)


def renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - plain values of any shape
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    if isinstance(value, dict):
        return {names.get(key, key): renamed(item, names) for key, item in value.items()}
    return value


@thorough
@given(deals())
def test_renaming_changes_nothing(raw: dict[str, Any]) -> None:
    steps = {row["id"]: f"step.{place}:x" for place, row in enumerate(raw["commitments"])}
    names = {
        **{name: f"Z{name}1" for name in PARTIES},
        **{name: f"r-{name}" for name in REGIONS},
        **{name: f"kind_{name}" for name in COUNTED},
        **steps,
        "text": "words",
    }
    first, second = assess(deal_from(raw)), assess(deal_from(renamed(raw, names)))
    assert verdicts(first) == verdicts(second)
    assert first.verdict == second.verdict
    assert first.groups == second.groups
    for name, credit in first.credits.items():
        other = second.credits[names[name]]
        assert (credit.credit, credit.reasons) == (other.credit, other.reasons)
    for name, finding in first.results.items():
        cures = [(names[cure.party], names[cure.category], cure.quantity) for cure in finding.cures]
        assert cures == [(cure.party, cure.category, cure.quantity) for cure in second.results[name].cures]


@broad
@given(whole_deals())
def test_whoever_and_whatever_a_deal_names_may_be_called_otherwise(raw: dict[str, Any]) -> None:
    ids = [row["id"] for section in raw.values() if isinstance(section, list) for row in section if "id" in row]
    held = [row["id"] for row in raw.get("counting", {}).get("holdings", ())]
    of_old = [*WHO, *WHOLE_REGIONS, *CATEGORIES, *OF_UNIT, "team", "company", "bomber", "PL", "LT", *ids, *held]
    names = {name: f"z{1000 - place}" for place, name in enumerate(of_old)}  # sorted the other way round
    first, second = assess(deal_from(raw)), assess(deal_from(renamed(raw, names)))
    assert (first.verdict, first.groups) == (second.verdict, second.groups)
    for name, finding in first.results.items():
        other = second.results[names.get(name, name)]
        assert finding.verdict == other.verdict, name
        cures = [(names[cure.party], names[cure.category], cure.quantity) for cure in finding.cures]
        assert cures == [(cure.party, cure.category, cure.quantity) for cure in other.cures]
        assert renamed(finding.to_json()["inputs"].get("states"), names) == other.to_json()["inputs"].get("states")
    for name, credit in first.credits.items():
        assert (credit.credit, credit.reasons) == (
            second.credits[names[name]].credit,
            second.credits[names[name]].reasons,
        )


def scaled(raw: dict[str, Any], factor: Fraction) -> dict[str, Any]:
    """Multiply every quantity of a unit, with its floors, caps and absolute tolerances."""

    def times(value: object) -> str:
        product = Fraction(str(value)) * factor
        return f"{product.numerator}/{product.denominator}"

    other = copy.deepcopy(raw)
    for row in other["commitments"]:
        row.update({key: times(row[key]) for key in ("before", "after", "limit", "delta") if key in row})
    for row in other["levels"]:
        row["value"] = times(row["value"])
    for row in other["rules"]:
        given_ = row.get("with", {})
        if "tol_abs" in given_:
            given_["tol_abs"] = times(given_["tol_abs"])
        if "abs" in given_:
            given_["abs"] = {unit: times(value) for unit, value in given_["abs"].items()}
        for cap in given_.get("caps", ()):
            cap["cap"] = times(cap["cap"])
    return other


@thorough
@given(deals(), st.fractions(Fraction(1, 7), 9, max_denominator=7))
def test_scaling_changes_no_verdict(raw: dict[str, Any], factor: Fraction) -> None:
    first, second = assess(deal_from(raw)), assess(deal_from(scaled(raw, factor)))
    assert verdicts(first) == verdicts(second)
    for name, credit in first.credits.items():
        other = second.credits[name].credit
        assert other == (None if credit.credit is None else credit.credit * factor)


def scaled_in(raw: dict[str, Any], unit: str, factor: Fraction) -> dict[str, Any]:
    """Multiply all quantities of one unit, with the floors, caps and absolute tolerances; rates per unit shrink."""

    def times(row: dict[str, Any], *keys: str, by: Fraction = factor) -> None:
        row.update({key: str(Fraction(row[key]) * by) for key in keys if key in row})

    other, counted = copy.deepcopy(raw), OF_UNIT[unit]
    for section in ("commitments", "baselines", "levels"):
        for row in other.get(section, ()):
            if row["category"] in counted:
                times(row, "before", "after", "limit", "delta", "value", "audited", "planned")
                for milestone in row.get("milestones", ()):
                    times(milestone, "level")
    for holder in (other.get("equivalence", {}), *(row.get("with", {}) for row in other["rules"])):
        times(holder.get("rates", {}), *counted, by=1 / factor)
        times(holder.get("abs", {}), unit)
        times(holder, "tol_abs", "total")
        for cap in holder.get("caps", ()):
            if cap["category"] in counted:
                times(cap, "cap")
    return other


@broad
@given(st.data(), st.sampled_from(tuple(OF_UNIT)), st.fractions(Fraction(1, 7), 9, max_denominator=7))
def test_counting_one_unit_in_dozens_or_halves_changes_no_verdict(
    data: st.DataObject, unit: str, factor: Fraction
) -> None:
    raw = data.draw(whole_deals(unit))
    for row in raw["rules"]:
        if row["rule"] == "MIRROR":
            row.get("with", {}).pop("tol_abs", None)  # of kilometres, which stay as they are
    first, second = assess(deal_from(raw)), assess(deal_from(scaled_in(raw, unit, factor)))
    assert verdicts(first) == verdicts(second)
    assert (first.verdict, first.groups) == (second.verdict, second.groups)
    for row in raw["commitments"]:
        one, other = first.credits[row["id"]], second.credits[row["id"]]
        by = factor if row["category"] in OF_UNIT[unit] else 1
        assert other.credit == (None if one.credit is None else one.credit * by)
        assert other.reasons == one.reasons


@st.composite
def unequal(draw: st.DrawFn) -> tuple[dict[str, Any], str]:
    """Draw cuts of two sides in two categories, and one rule that may fail."""
    rule: dict[str, Any] = draw(
        st.sampled_from(
            (
                {"rule": "EQ_CUT"},
                {"rule": "EQ_CUT", "with": {"tol": 0, "tol_abs": 3}},
                {"rule": "PROPORTIONAL"},
                {"rule": "WEIGHTED", "with": {"rates": {"tank": 10, "gun": "3/2"}}},
                {"rule": "WEIGHTED", "with": {"rates": {"tank": 10, "gun": 4}, "tol": 0}},
                {
                    "rule": "WEIGHTED",
                    "with": {"rates": {"tank": 2, "gun": 3}, "mode": "at_least", "mover": "A", "responder": "B"},
                },
            ),
        ),
    )
    rows = []
    for party in ("A", "B"):
        for category in ("tank", "gun"):
            before = draw(st.integers(1, 120))
            after = before - draw(st.integers(0, before))
            rows.append(step(f"{party}_{category}", party, before, after, category=category))
    return deal(rows, [rule, {"rule": "MATERIAL", "off": True}]), str(rule["rule"])


def with_cure(raw: dict[str, Any], cure: Cure, quantity: Fraction) -> dict[str, Any]:
    other = copy.deepcopy(raw)
    for row in other["commitments"]:
        if row["party"] == cure.party and row["category"] == cure.category:
            key = "after" if cure.action == "give_more" else "limit"
            row[key] = str(row[key] - quantity)
    return other


@settings(thorough, max_examples=300)
@given(unequal())
def test_a_cure_satisfies_its_rule_and_one_unit_less_does_not(drawn: tuple[dict[str, Any], str]) -> None:
    raw, rule = drawn
    found = assess(deal_from(raw)).results[rule]
    assert not found.cures or found.verdict is Verdict.FAIL
    for cure in found.cures:
        cured = assess(deal_from(with_cure(raw, cure, cure.quantity))).results[rule]
        assert (cured.verdict, cured.cures) == (Verdict.PASS, ())
        less = assess(deal_from(with_cure(raw, cure, cure.quantity - 1))).results[rule]
        assert less.verdict is Verdict.FAIL


@st.composite
def high(draw: st.DrawFn) -> dict[str, Any]:
    """Draw two sides with one limit each."""
    limits = [draw(st.integers(0, 200)) for _ in range(2)]
    tolerance = draw(st.sampled_from(("0", "1/20", "1/3")))
    caps = {"verb": "cap", "after": None}
    rows = [step(name.lower(), name, 300, limit=limit, **caps) for name, limit in zip("AB", limits, strict=True)]
    rule = draw(
        st.sampled_from(
            (
                {"rule": "EQ_CEILING", "with": {"tol": tolerance}},
                {"rule": "RATIO", "id": "EQ_CEILING", "with": {"tol": tolerance, "ratio": {"A": 5, "B": 3}}},
            ),
        ),
    )
    return deal(rows, [rule])


@thorough
@given(high())
def test_a_lowered_limit_satisfies_its_rule_and_one_unit_less_does_not(raw: dict[str, Any]) -> None:
    found = assess(deal_from(raw)).results["EQ_CEILING"]
    for cure in found.cures:
        assert cure.action == "lower_limit"
        after = assess(deal_from(with_cure(raw, cure, cure.quantity))).results["EQ_CEILING"]
        assert after.verdict in {Verdict.PASS, Verdict.NA}
        less = assess(deal_from(with_cure(raw, cure, cure.quantity - 1))).results["EQ_CEILING"]
        assert less.verdict is Verdict.FAIL


def test_two_short_sides_take_a_cure_each() -> None:
    cuts = {"A": 100, "B": 40, "C": 0}
    rows = [step(name.lower(), name, 1000, 1000 - cut, verification=CHECK) for name, cut in cuts.items()]
    raw = deal(rows, [{"rule": "EQ_CUT"}], parties={name: {"name": name} for name in PARTIES})
    found = assess(deal_from(raw)).results["EQ_CUT"]
    assert [(cure.party, str(cure.quantity)) for cure in found.cures] == [("B", "55"), ("C", "95")]
    for cure in found.cures:
        raw = with_cure(raw, cure, cure.quantity)
    assert assess(deal_from(raw)).results["EQ_CUT"].verdict is Verdict.PASS


def test_the_cheapest_cure_comes_first() -> None:
    rows = [
        step("a", "A", 1000, 901),
        step("b", "B", 1000, 1000, category="gun"),
        step("c", "B", 1000, 1000, region="NORTH"),
    ]
    rule = {"rule": "WEIGHTED", "with": {"rates": {"tank": 7, "gun": 1}}}
    cures = assess(deal_from(deal(rows, [rule]))).results["WEIGHTED"].cures
    assert [(cure.category, str(cure.quantity)) for cure in cures] == [("gun", "624"), ("tank", "90")]
