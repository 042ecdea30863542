"""Each refusal of the format with its exact place."""

from typing import Any

import pytest

from bot.rules import FileError, deal_from, load_deal
from tests.rules.samples import clause, deal, step

BOTH = [step("a", "A"), step("b", "B")]


def faults(raw: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(FileError) as caught:
        deal_from(raw)
    assert all(fault.message.endswith(".") for fault in caught.value.errors)
    return [(fault.code, fault.where) for fault in caught.value.errors]


def one_step(**more: object) -> dict[str, Any]:
    row = {key: value for key, value in {**step("a", "A"), **more}.items() if value is not None}
    return deal([row, BOTH[1]])


def one_rule(**more: object) -> dict[str, Any]:
    return deal(BOTH, [more])


STEP = "commitments[0]."
RULE = "rules[0]."


@pytest.mark.parametrize(
    ("raw", "code", "where"),
    [
        (deal(deal=2), "E_VERSION", "deal"),
        (deal(deal=True), "E_VERSION", "deal"),
        (deal(deal="1"), "E_VERSION", "deal"),
        (deal(deal=None), "E_MISSING", "deal"),
        (deal(title=None), "E_MISSING", "title"),
        (deal(title=7), "E_TYPE", "title"),
        (deal(comitments=[]), "E_KEY", "comitments"),
        (deal(parties={}), "E_VALUE", "parties"),
        (deal(parties={"A": {}}), "E_MISSING", "parties.A.name"),
        (deal(parties={"A b": {"name": "x"}}), "E_ID", "parties.A b"),
        (deal(parties={"A": None}), "E_TYPE", "parties.A"),
        (deal(parties={"A": {"name": "x", "bloc": "A"}}), "E_DUP_ID", "parties.A.bloc"),
        (deal(sides=["A", "Z"]), "E_PARTY", "sides[1]"),
        (deal(sides=["A", "A"]), "E_DUP_ID", "sides[1]"),
        (deal(parties={"A": {"name": "x", "bloc": "W"}}, sides=["A", "W"]), "E_VALUE", "sides[0]"),
        (deal(regions={"R": "S", "S": "R"}), "E_CYCLE", "regions.R"),
        (deal(regions={"R": "R"}), "E_CYCLE", "regions.R"),
        (deal(regions={"R": "Q"}), "E_REGION", "regions.R"),
        (deal(regions={"R": 1}), "E_TYPE", "regions.R"),
        (deal(categories={"c": {}}), "E_MISSING", "categories.c.unit"),
        (
            deal(categories={"c": {"unit": "u", "relabel_group": "g"}, "d": {"unit": "v", "relabel_group": "g"}}),
            "E_UNIT",
            "categories.d.unit",
        ),
        (deal(units=[{"unit": "u", "is": 1, "of": "item"}] * 2), "E_DUP_ID", "units[1]"),
        (deal(units=[{"unit": "u", "party": "Z", "is": 1, "of": "item"}]), "E_PARTY", "units[0].party"),
        (deal(equivalence={"rates": {"ship": 1}}), "E_CATEGORY", "equivalence.rates.ship"),
        (deal(equivalence={"rates": {"tank": "1/0"}}), "E_QUANTITY", "equivalence.rates.tank"),
        (deal(equivalence=[]), "E_TYPE", "equivalence"),
        (deal(terms={"starts": "2030-01-02", "expires": "2030-01-01"}), "E_ORDER", "terms.expires"),
        (deal(terms={"starts": "2030-02-30"}), "E_DATE", "terms.starts"),
        (deal(terms={"starts": 2030}), "E_DATE", "terms.starts"),
        (deal(terms={"starts": "9999-12-31+1d"}), "E_DATE", "terms.starts"),
        (deal(terms={"begins": "2030-01-01"}), "E_KEY", "terms.begins"),
        (deal(exclusions=[{"party": "*"}]), "E_MISSING", "exclusions[0].region"),
        (deal(exclusions=[{"party": "Z", "region": "AREA"}]), "E_PARTY", "exclusions[0].party"),
        (deal(balance="most_of"), "E_VALUE", "balance"),
        (
            deal(baselines=[{"party": "A", "category": "tank", "region": "AREA", "value": 1}] * 2),
            "E_DUP_ID",
            "baselines[1]",
        ),
        (
            deal(levels=[{"party": "A", "category": "tank", "region": "AREA", "value": 1, "date": "2030-01-01"}] * 2),
            "E_DUP_ID",
            "levels[1]",
        ),
        (one_step(id=12), "E_TYPE", STEP + "id"),
        (one_step(id="a b"), "E_ID", STEP + "id"),
        (one_step(id="b"), "E_DUP_ID", "commitments[1].id"),
        (one_step(party="Z"), "E_PARTY", STEP + "party"),
        (one_step(verb="shrink"), "E_VALUE", STEP + "verb"),
        (one_step(category="ship"), "E_CATEGORY", STEP + "category"),
        (one_step(region="MOON"), "E_REGION", STEP + "region"),
        (one_step(region=None), "E_MISSING", STEP + "region"),
        (one_step(unit="regiment"), "E_UNIT", STEP + "unit"),
        (one_step(unit=""), "E_UNIT", STEP + "unit"),
        (one_step(before=-1), "E_NEGATIVE", STEP + "before"),
        (one_step(before="-1/2"), "E_NEGATIVE", STEP + "before"),
        (one_step(before="+1"), "E_QUANTITY", STEP + "before"),
        (one_step(before="1."), "E_QUANTITY", STEP + "before"),
        (one_step(before="01"), "E_QUANTITY", STEP + "before"),
        (one_step(before=1.5), "E_FLOAT", STEP + "before"),
        (one_step(before=[1]), "E_TYPE", STEP + "before"),
        (one_step(before=True), "E_TYPE", STEP + "before"),
        (one_step(limit=95), "E_VALUE", STEP + "limit"),
        (one_step(until="2031-01-01", duration_days=5), "E_VALUE", STEP + "duration_days"),
        (one_step(start="2030-07-01"), "E_ORDER", STEP + "deadline"),
        (one_step(start="2030-01-01", until="2029-01-01"), "E_ORDER", STEP + "until"),
        (one_step(duration_days="180"), "E_TYPE", STEP + "duration_days"),
        (one_step(modality="perhaps"), "E_VALUE", STEP + "modality"),
        (one_step(outside=["MOON"]), "E_REGION", STEP + "outside[0]"),
        (one_step(verification={"method": "x"}), "E_MISSING", STEP + "verification.tier"),
        (one_step(verification={"method": "x", "tier": 4}), "E_VALUE", STEP + "verification.tier"),
        (one_step(conditions=["zz"]), "E_REF", STEP + "conditions[0]"),
        (one_step(conditions={"any": ["b", "zz"]}), "E_REF", STEP + "conditions.any[1]"),
        (one_step(conditions={"all": ["b"]}), "E_KEY", STEP + "conditions.all"),
        (one_step(already_owed=3), "E_TYPE", STEP + "already_owed"),
        (one_step(additive="yes"), "E_TYPE", STEP + "additive"),
        (
            one_step(milestones=[{"date": "2030-02-01", "level": 1}, {"date": "2030-02-01", "level": 1}]),
            "E_ORDER",
            STEP + "milestones[1].date",
        ),
        (deal(clauses=[clause("c", ["Z"])]), "E_PARTY", "clauses[0].binds[0]"),
        (deal(clauses=[clause("c", verb="sing")]), "E_VALUE", "clauses[0].verb"),
        (deal(clauses=[clause("c", by={"Z": {}})]), "E_PARTY", "clauses[0].by.Z"),
        (deal(clauses=[clause("c", by={"A": {"text": "x"}})]), "E_KEY", "clauses[0].by.A.text"),
        (deal(BOTH, clauses=[clause("a")]), "E_DUP_ID", "clauses[0].id"),
        (deal(BOTH, sequence=[{"id": "b", "party": "A"}]), "E_DUP_ID", "sequence[0].id"),
        (deal(sequence=[{"id": "s", "party": "A", "requires": ["t"]}]), "E_REF", "sequence[0].requires[0]"),
        (deal(sequence=[{"id": "s", "party": "A", "requires": ["a step"]}]), "E_REF", "sequence[0].requires[0]"),
        (
            deal(
                declarations=[{"id": "d", "party": "A", "category": "gun", "announced": "2030-01-01", "answers": "e"}]
            ),
            "E_REF",
            "declarations[0].answers",
        ),
        (deal(counting={"types": {"t": {"tiers": []}}}), "E_VALUE", "counting.types.t.tiers"),
        (
            deal(counting={"types": {"t": {"tiers": [{"upto": 5, "each": 1}]}}}),
            "E_VALUE",
            "counting.types.t.tiers[0].upto",
        ),
        (
            deal(counting={"types": {"t": {"tiers": [{"upto": 5, "each": 1}, {"upto": 5, "each": 1}, {"each": 2}]}}}),
            "E_VALUE",
            "counting.types.t.tiers[1].upto",
        ),
        (
            deal(counting={"holdings": [{"id": "h", "party": "A", "type": "t", "number": 1, "declared": 1}]}),
            "E_REF",
            "counting.holdings[0].type",
        ),
        (deal(quotas={"pairs": [{"by": "A", "over": "B", "number": 1}] * 2}), "E_DUP_ID", "quotas.pairs[1]"),
        (deal(compensations=[{"for": "zz", "disadvantaged": ["A"]}]), "E_REF", "compensations[0].for"),
        (
            deal(BOTH, compensations=[{"for": "a", "disadvantaged": ["A"], "by": ["zz"]}]),
            "E_REF",
            "compensations[0].by[0]",
        ),
        (
            deal(BOTH, compensations=[{"for": "a", "disadvantaged": ["A"], "by": ["a step"]}]),
            "E_REF",
            "compensations[0].by[0]",
        ),
        (deal(BOTH, compensations=[{"for": "a", "disadvantaged": []}]), "E_VALUE", "compensations[0].disadvantaged"),
        (one_rule(rule="FAIRNESS"), "E_RULE", RULE + "rule"),
        (one_rule(rule="EQ_CUT", parties=[]), "E_VALUE", RULE + "parties"),
        (one_rule(rule="EQ_CUT", off=True), "E_VALUE", RULE + "off"),
        (one_rule(rule="EQ_CUT", severity="deadly"), "E_VALUE", RULE + "severity"),
        (one_rule(rule="EQ_CUT", id="CONSENT"), "E_DUP_ID", RULE + "id"),
        (one_rule(rule="MODALITY", id="soft"), "E_VALUE", RULE + "id"),
        (one_rule(rule="MODALITY", on={}), "E_VALUE", RULE + "on"),
        (one_rule(rule="MODALITY", **{"with": {"strict": 1}}), "E_TYPE", RULE + "with.strict"),
        (one_rule(rule="BITES", **{"with": {"strict": True}}), "E_PARAM", RULE + "with.strict"),
        (one_rule(rule="EQ_CUT", **{"with": {"tol_pp": 5}}), "E_PARAM", RULE + "with.tol_pp"),
        (one_rule(rule="EQ_CUT", **{"with": {"tol": "-1"}}), "E_PARAM", RULE + "with.tol"),
        (one_rule(rule="EQ_CUT", **{"with": {"tol": []}}), "E_PARAM", RULE + "with.tol"),
        (one_rule(rule="EQ_CUT", **{"with": []}), "E_PARAM", RULE + "with"),
        (one_rule(rule="EQ_CUT", **{"with": []}), "E_TYPE", RULE + "with"),
        (one_rule(rule="PERSIST", **{"with": {"min_days": "180"}}), "E_PARAM", RULE + "with.min_days"),
        (one_rule(rule="PHASE", **{"with": {"mode": "better"}}), "E_PARAM", RULE + "with.mode"),
        (one_rule(rule="RATIO"), "E_PARAM", RULE + "with.ratio"),
        (one_rule(rule="RATIO", **{"with": {"ratio": {}}}), "E_PARAM", RULE + "with.ratio"),
        (one_rule(rule="RATIO", **{"with": {"ratio": {"A": 0, "B": 1}}}), "E_PARAM", RULE + "with.ratio"),
        (one_rule(rule="RATIO", **{"with": {"ratio": {"A": 1, "Z": 1}}}), "E_PARTY", RULE + "with.ratio.Z"),
        (one_rule(rule="WEIGHTED", **{"with": {"mode": "at_least", "mover": "A"}}), "E_PARAM", RULE + "with.responder"),
        (one_rule(rule="WEIGHTED", **{"with": {"mode": "at_least", "responder": "A"}}), "E_PARAM", RULE + "with.mover"),
        (one_rule(rule="WEIGHTED", **{"with": {"rates": {"ship": 1}}}), "E_CATEGORY", RULE + "with.rates.ship"),
        (one_rule(rule="WEIGHTED", **{"with": {"mover": "Z"}}), "E_PARTY", RULE + "with.mover"),
        (one_rule(rule="WEIGHTED", **{"with": {"mover": 5}}), "E_PARAM", RULE + "with.mover"),
        (one_rule(rule="GRIT", **{"with": {"initiator": "A", "as_of": "soon"}}), "E_PARAM", RULE + "with.as_of"),
        (one_rule(rule="ZONE", **{"with": {"caps": [{"cap": 3}]}}), "E_PARAM", RULE + "with.caps[0].region"),
        (
            one_rule(rule="ZONE", **{"with": {"caps": [{"region": "MOON", "cap": 3}]}}),
            "E_REGION",
            RULE + "with.caps[0].region",
        ),
        (
            one_rule(rule="MIRROR", **{"with": {"steps": {"A": {"meaning": "deep"}}}}),
            "E_PARAM",
            RULE + "with.steps.A.meaning",
        ),
        (one_rule(rule="COMPENSATED", **{"with": {"asymmetries": ["zz"]}}), "E_REF", RULE + "with.asymmetries[0]"),
        (one_rule(rule="EQ_CUT", on={"ids": ["zz"]}), "E_REF", RULE + "on.ids[0]"),
        (one_rule(rule="EQ_CUT", on={"clauses": ["a"]}), "E_REF", RULE + "on.clauses[0]"),
        (one_rule(rule="EQ_CUT", on={"parties": ["A"]}), "E_KEY", RULE + "on.parties"),
        (deal(expect={"verdict": "PASS"}), "E_KEY", "expect.verdict"),
        (deal(expect={"overall": "GOOD"}), "E_VALUE", "expect.overall"),
        (deal(parties={1: {"name": "x"}}), "E_TYPE", "parties"),
        (deal(note="x" * 2_001), "E_LIMIT", "note"),
        (deal(note=10**2_000), "E_LIMIT", "note"),
        (deal(clauses=[clause(f"c{i}") for i in range(201)]), "E_LIMIT", "clauses"),
        (deal(parties={f"P{i}": {"name": "x"} for i in range(41)}), "E_LIMIT", "parties"),
    ],
)
def test_a_refusal_names_its_place(raw: dict[str, Any], code: str, where: str) -> None:
    assert (code, where) in faults(raw)


def test_two_faults_are_told_at_once() -> None:
    raw = deal([step("a", "Z"), step("b", "B", region="MOON")])
    assert faults(raw) == [("E_PARTY", "commitments[0].party"), ("E_REGION", "commitments[1].region")]


def test_a_gate_is_named_once() -> None:
    raw = deal(BOTH, [{"rule": "MODALITY"}, {"rule": "MODALITY"}])
    assert faults(raw) == [("E_DUP_ID", "rules[1].rule")]


def test_a_rule_used_twice_needs_two_ids() -> None:
    raw = deal(BOTH, [{"rule": "EQ_CUT"}, {"rule": "EQ_CUT"}])
    assert faults(raw) == [("E_DUP_ID", "rules[1].rule")]
    deal_from(deal(BOTH, [{"rule": "EQ_CUT"}, {"rule": "EQ_CUT", "id": "again"}]))


def test_a_fault_in_a_file_has_its_line() -> None:
    text = "deal: 1\ntitle: t\nparties:\n  A: {name: x}\nregions:\n  R: null\n  S: Q\n"
    with pytest.raises(FileError) as caught:
        load_deal(text)
    (fault,) = caught.value.errors
    assert (fault.code, fault.where, fault.line) == ("E_REGION", "regions.S", 7)


def test_null_counts_as_absent() -> None:
    found = deal_from(deal([step("a", "A", until=None), BOTH[1]], note=None, sides=None))
    assert found.frame.sides == ("A", "B")


def test_a_date_may_be_counted_from_another() -> None:
    found = deal_from(deal([step("a", "A", deadline="2015-07-20+90d")]))
    assert str(found.commitments[0].deadline) == "2015-10-18"


def test_quantities_come_out_in_the_unit_of_the_category() -> None:
    units = [
        {"unit": "battalion", "is": 400, "of": "person"},
        {"unit": "battalion", "party": "A", "is": "2000/2", "of": "person"},
    ]
    steps = [step(name, party, 5, 2, category="troops", unit="battalion") for name, party in (("a", "A"), ("b", "B"))]
    found = deal_from(deal(steps, units=units))
    assert [row.delta for row in found.commitments] == [3000, 1200]
