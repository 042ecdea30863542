"""Judging packages: whole, partial, with political text, waived, with constraints and consents."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause
from bot.rules import Verdict, assess, deal_from
from bot.scenarios.deal import base_deal, sections_of, trim_rule
from bot.scenarios.frame import Frame, UnknownVariant, frame_of
from bot.scenarios.procedure import Procedure
from tests.scenarios.conftest import EE, IDS, frame, shipped

FAIR = {"EX": "EX1", "US_FWD": "T2", "RU_WEST": "R2", "MV": "N1", "MS": "M1", "UB": "U2", "VF": "V1"}
NOTHING = {"EX": "EX0", "US_FWD": "T0", "RU_WEST": "R0", "MV": "N0", "MS": "M0", "UB": "U2", "VF": "V0"}

DUE = "within 90 days of entry into force, verified by on-site inspection."


def test_equal_steps_are_within_the_rules(ee: Frame) -> None:
    judgement = ee.judge(ee.clauses(FAIR))
    assert not judgement.barred
    assert judgement.failing == ()
    assert judgement.assessment.verdict in {Verdict.PASS, Verdict.WARN}
    assert judgement.assessment.results["steps"].reading == "similar"


def test_the_border_withdrawal_pays_for_nothing(ee: Frame) -> None:
    judgement = ee.judge(ee.clauses(FAIR | {"RU_WEST": "R0"}))
    assert judgement.barred
    assert judgement.failing == ("steps",)
    assert judgement.assessment.results["steps"].inputs == {"US": "600", "RU": "0"}
    assert judgement.assessment.credits["ru_border_all"].reasons == ("E04",)


def test_the_naive_reading_lets_the_border_pay() -> None:
    naive = frame(EE, "naive")
    assert not naive.judge(naive.clauses(FAIR | {"RU_WEST": "R0"})).barred
    assert naive.reading.startswith("demonstration only")
    assert frame(EE).reading == "'similar' steps"
    assert "EXCLUSION" not in naive.judge(naive.clauses(FAIR)).assessment.results


def test_what_is_required_bars_where_it_is_missing(ee: Frame) -> None:
    assert ee.judge(ee.clauses(FAIR | {"UB": "U0"})).failing == ("EXCLUSION",)
    assert ee.judge(()).failing == ("EXCLUSION",)


def test_an_issue_left_open_gives_nothing(ee: Frame) -> None:
    partial = {issue: option for issue, option in FAIR.items() if issue in {"US_FWD", "RU_WEST", "UB"}}
    assert not ee.judge(ee.clauses(partial)).barred
    assert ee.judge(ee.clauses({"US_FWD": "T2", "UB": "U2"})).failing == ("steps",)


def test_political_text_changes_no_verdict(ee: Frame) -> None:
    clauses = ee.clauses(FAIR)
    with_text = (Clause("The Parties will meet again in Geneva."), *clauses, Clause("Nothing here touches membership."))
    assert ee.judge(with_text) == ee.judge(clauses)


def test_the_order_of_the_clauses_changes_no_verdict(ee: Frame) -> None:
    clauses = ee.clauses(FAIR | {"RU_WEST": "R0"})
    assert ee.judge(clauses[::-1]).assessment == ee.judge(clauses).assessment


def test_steps_of_ones_own_are_judged_by_the_same_rules(ee: Frame) -> None:
    own = Clause(
        "Russia withdraws 600 soldiers from Kaliningrad.",
        commitments=(
            {
                "id": "own",
                "party": "RU",
                "verb": "withdraw",
                "category": "troops",
                "region": "KALININGRAD",
                "after": 11_400,
                "deadline": "2022-05-02",
                "verification": {"method": "inspection", "tier": 3},
            },
        ),
    )
    clauses = ee.clauses({"US_FWD": "T2", "UB": "U2"})
    assert ee.judge(clauses).barred
    judgement = ee.judge((*clauses, own))
    assert not judgement.barred
    assert judgement.assessment.credits["own"].credit == 600


def test_steps_that_are_no_deal_are_refused_not_raised(ee: Frame) -> None:
    unknown = Clause("A step nowhere.", commitments=({"id": "x", "party": "RU", "verb": "reduce", "category": "troops",
                     "region": "NOWHERE"},))  # fmt: skip
    judgement = ee.judge((*ee.clauses(FAIR), unknown))
    assert judgement.barred
    assert judgement.assessment.verdict is Verdict.REFUSED
    assert judgement.faults[0].code == "E_REGION"
    assert ee.judge((Clause("A step without anything.", commitments=({},)),)).barred
    twice = ee.judge((*ee.clauses(FAIR), *ee.clauses({"US_FWD": "T2"})))
    assert twice.barred
    assert {fault.code for fault in twice.faults} == {"E_DUP_ID"}


def test_a_waived_rule_no_longer_bars(ee: Frame) -> None:
    clauses = ee.clauses(FAIR | {"RU_WEST": "R0"})
    judgement = ee.judge(clauses, waived={"steps", "same_duty"})
    assert not judgement.barred
    assert judgement.waived == ("steps",)
    assert judgement.assessment.results["steps"].verdict is Verdict.WARN
    assert ee.judge(clauses).barred


def test_vacuous_bars_only_where_a_step_is_demanded(ee: Frame) -> None:
    judgement = ee.judge(ee.clauses(NOTHING))
    assert judgement.assessment.verdict is Verdict.VACUOUS
    assert not judgement.barred
    demanding = frame_of(shipped(EE).model_copy(update={"procedure": Procedure(demand_step=True)}))
    assert demanding.judge(demanding.clauses(NOTHING)).failing == ("steps",)
    assert not demanding.judge(demanding.clauses(FAIR)).barred
    assert "steps" in demanding.judge(demanding.clauses({"UB": "U2"})).failing


def test_a_constraint_bars_and_says_why() -> None:
    river = frame("sarvan-river-compact")
    choices = {issue.id: issue.options[-1].id for issue in river.pack.issues} | {"WC": "C2", "GW": "G0"}
    judgement = river.judge(river.clauses(choices))
    assert [constraint.why for constraint in judgement.broken] == [
        "non-circumvention: a cut replaced by wells has no credit"
    ]
    assert judgement.failing == ()
    assert judgement.barred
    assert not river.judge(river.clauses(choices | {"GW": "G1"})).broken
    del choices["GW"]
    assert river.judge(river.clauses(choices)).broken, "an issue left open satisfies nothing"


def test_of_several_balances_one_may_be_enough() -> None:
    river = frame("sarvan-river-compact")
    paid = {issue.id: issue.options[-1].id for issue in river.pack.issues} | {"WC": "C3", "RL": "R1"}
    judgement = river.judge(river.clauses(paid))
    assert judgement.assessment.results["share"].verdict is Verdict.FAIL
    assert not judgement.barred
    unpaid = river.judge(river.clauses(paid | {"PY": "P0"}))
    assert unpaid.failing == ("share", "paid_share")


@pytest.mark.parametrize(
    ("choices", "consents"),
    [
        ({"UB": "U2"}, {}),
        ({"US_FWD": "T0", "MS": "M1"}, {}),
        ({"US_FWD": "T2"}, {"PL": ("us_600",)}),  # the whole eastern flank lies around Poland
        ({"US_FWD": "T2", "MS": "M2"}, {"PL": ("us_600", "MS")}),  # the option asks for it
        ({"MS": "M4"}, {"PL": ("MS",)}),  # Kaliningrad is nobody else's ground
    ],
)
def test_consents(ee: Frame, choices: dict[str, str], consents: dict[str, tuple[str, ...]]) -> None:
    assert ee.judge(ee.clauses(choices)).consents == consents


@pytest.mark.parametrize(
    ("step", "touched"),
    [
        ({"party": "US", "region": "POLAND"}, {"PL"}),
        ({"party": "PL", "region": "POLAND"}, set()),
        ({"party": "ALLIES", "region": "POLAND"}, {"PL"}),
        ({"party": "RU", "region": "EUROPE"}, {"PL", "UA"}),
        ({"party": "RU", "region": "EUROPE", "outside": ["UKRAINE"]}, {"PL"}),
        ({"party": "RU", "region": "EUROPE", "outside": ["EAST_FLANK", "UKRAINE"]}, set()),
        ({"party": "US", "region": "ROMANIA"}, set()),
    ],
)
def test_ground(ee: Frame, step: dict[str, str], touched: set[str]) -> None:
    clause = Clause("Own.", commitments=({"id": "own", "verb": "reduce", "category": "troops", **step},))
    assert set(ee.judge((clause,)).consents) == touched


def test_forged_clauses_are_noticed(ee: Frame) -> None:
    own = ee.clause("US_FWD", "T2")
    assert ee.check_clause(own)
    assert ee.check_clause(Clause("Political text."))
    assert not ee.check_clause(replace(own, text=own.text + " "))
    assert not ee.check_clause(replace(own, commitments=()))
    assert not ee.check_clause(replace(own, option="T9"))
    assert not ee.check_clause(replace(own, issue=None))
    assert not ee.check_clause(replace(own, consent=("UA",)))


def test_a_clause_that_went_through_json_is_still_the_packs_own(ee: Frame) -> None:
    own = ee.clause("MS", "M4")
    raw: dict[str, Any] = json.loads(json.dumps(own.to_json()))
    back = Clause(
        text=raw["text"],
        issue=raw["issue"],
        option=raw["option"],
        commitments=tuple(raw["commitments"]),
        duties=tuple(raw["duties"]),
        compensations=tuple(raw["compensations"]),
        consent=tuple(raw["consent"]),
    )
    assert ee.check_clause(back)


@pytest.mark.parametrize(("variant", "least"), [(None, 1125), ("equivalent", 1350), ("equal", 1425), ("one_way", 1350)])
def test_a_reading_says_how_near_a_step_has_to_come(variant: str | None, least: int) -> None:
    chosen = frame(EE, variant)
    for answer, fails in ((least, False), (least - 1, True)):
        text = (
            *chosen.clauses({"UB": "U2"}),
            Clause(f"The US shall reduce its rotational forces in Poland by 1,500 {DUE}"),
            Clause(f"Russia shall reduce its troops in Kaliningrad by {answer} {DUE}"),
        )
        judgement = chosen.judge(chosen.compose(text).clauses)
        assert ("steps" in judgement.failing) == fails


def test_options_that_do_not_exist(ee: Frame) -> None:
    with pytest.raises(KeyError):
        ee.clauses({"EX": "EX9"})
    with pytest.raises(KeyError):
        ee.clauses({"XX": "EX1"})
    with pytest.raises(UnknownVariant):
        frame_of(shipped(EE), "lenient")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_package_is_a_deal(data: st.DataObject) -> None:
    """What a frame says, the rules say of the same package written out as one deal file."""
    pack = shipped(data.draw(st.sampled_from(IDS)))
    chosen = [(issue, data.draw(st.sampled_from(issue.options))) for issue in pack.issues if data.draw(st.booleans())]
    present = {str(step["id"]) for _, option in chosen for step in (*option.commitments, *option.clauses)}
    every = {str(s["id"]) for i in pack.issues for o in i.options for s in (*o.commitments, *o.clauses)}
    absent = every - present
    sections = sections_of(pack)
    raw = base_deal(sections, [trim_rule(rule, absent) for rule in sections["rules"]])
    raw["commitments"] = [step for _, option in chosen for step in option.commitments]
    raw["clauses"] = [duty for _, option in chosen for duty in option.clauses]
    raw["compensations"] = [
        {**row, "by": [name for name in row["by"] if name not in absent]}
        for _, option in chosen
        for row in option.compensations
        if row["for"] not in absent
    ]
    judged = frame(pack.id).judge(frame(pack.id).clauses({issue.id: option.id for issue, option in chosen}))
    assert judged.assessment.to_json() == assess(deal_from(raw)).to_json()
