"""One implementation: what the memo answers is what a plain assessment answers."""

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import Assessor, Deal, FileError, assess, deal_from
from tests.rules.drawn import deals
from tests.rules.samples import clause, deal, judged, step

RULES: list[dict[str, Any]] = [
    {"rule": "EQ_CUT"},
    {"rule": "EQ_CUT", "id": "named", "on": {"ids": ["a1", "b1"]}},
    {"rule": "MUTUAL", "on": {"clauses": ["c1", "c2"]}},
    {"rule": "COMPENSATED", "with": {"asymmetries": ["c2"]}},
    {"rule": "DEADLINES"},
    {"rule": "CONDITIONAL"},
]


def pool_of(**sections: Any) -> Deal:  # noqa: ANN401 - any section
    steps = [step("a1", "A"), step("a2", "A", after=80), step("b1", "B"), step("b2", "B", before=None)]
    clauses = [clause("c1"), clause("c2", ["A"])]
    rows = [{"for": "c2", "disadvantaged": ["A"], "accepted_by": ["A"], "by": ["b1", "b2"]}]
    return deal_from(deal(steps, RULES, clauses=clauses, compensations=rows, **sections))


def test_every_package_is_judged_as_if_it_stood_alone() -> None:
    pool = pool_of()
    assessor = Assessor(pool)
    for size in (*range(5), *range(5)):
        for commitments in itertools.combinations(pool.commitments, size):
            for clauses in ((), pool.clauses[:1], pool.clauses):
                composed = assessor.compose(commitments, clauses, pool.compensations)
                assert assessor.assess(composed) == assess(composed)


def test_names_of_absent_steps_are_left_out() -> None:
    pool = pool_of()
    composed = Assessor(pool).compose(pool.commitments[:1], pool.clauses[:1], pool.compensations)
    uses = {use.id: use for use in composed.rules}
    assert uses["named"].on.ids == ("a1",)
    assert uses["MUTUAL"].on.clauses == ("c1",)
    assert uses["COMPENSATED"].given["asymmetries"] == ()
    assert composed.compensations == ()
    emptied = Assessor(pool).compose(pool.commitments[1:2], (), ())
    assert {use.id: use for use in emptied.rules}["named"].on.ids == ()
    whole = Assessor(pool).compose(pool.commitments[2:3], pool.clauses, pool.compensations)
    assert whole.compensations[0].by == ("b1",)


def test_a_further_step_is_read_under_the_same_frame() -> None:
    pool = pool_of(baselines=[{"party": "A", "category": "tank", "region": "NORTH", "value": 50}])
    more = pool.commitment_from(step("new", "A", None, 20, region="NORTH", additive=True))
    assert more.delta == 30
    assert assess(pool.with_steps(commitments=[*pool.commitments, more])).credits["new"].credit == 30
    text = pool.clause_from(clause("c3", ["B"]))
    assert [row.id for row in pool.with_steps(clauses=[*pool.clauses, text]).clauses] == ["c1", "c2", "c3"]


def test_what_does_not_fit_is_refused() -> None:
    pool = pool_of()
    with pytest.raises(FileError, match="E_DUP_ID"):
        pool.with_steps(commitments=[*pool.commitments, pool.commitments[0]])
    with pytest.raises(FileError, match="E_REF"):
        pool.with_steps(clauses=())
    with pytest.raises(FileError, match="E_PARTY"):
        pool.commitment_from(step("x", "Z"))
    with pytest.raises(FileError, match="E_LIMIT"):
        pool.with_steps(clauses=[*pool.clauses, *(pool.clause_from(clause(f"t{place}")) for place in range(200))])
    with pytest.raises(ValueError, match="another frame"):
        Assessor(pool).assess(pool_of())


@settings(max_examples=40, deadline=None)
@given(deals(), st.data())
def test_a_drawn_part_is_judged_as_if_it_stood_alone(raw: dict[str, Any], data: st.DataObject) -> None:
    pool = deal_from(raw)
    assessor = Assessor(pool)
    assessor.assess(pool)
    kept = data.draw(st.lists(st.booleans(), min_size=len(pool.commitments), max_size=len(pool.commitments)))
    part = assessor.compose([row for row, keep in zip(pool.commitments, kept, strict=True) if keep], pool.clauses)
    steps = [row for row, keep in zip(raw["commitments"], kept, strict=True) if keep]
    assert assessor.assess(part).to_json() == assess(deal_from({**raw, "commitments": steps})).to_json()


def test_the_json_has_the_shape_of_the_format() -> None:
    found = judged([step("us1", "A"), step("ru1", "B", modality="aim")], [{"rule": "EQ_CUT"}]).to_json()
    assert list(found) == ["verdict", "title", "groups", "rules", "commitments", "errors"]
    assert found["groups"] == {"gates": "WARN", "balance": "FAIL", "advisories": "N/A"}
    assert found["commitments"]["ru1"] == {"delta": "10", "credit": "0", "reasons": ["E02"]}
    rule = found["rules"]["EQ_CUT"]
    assert rule.pop("message").startswith("Unequal cuts: A 10, B 0 item")
    assert rule == {
        "rule": "EQ_CUT",
        "code": "R01",
        "severity": "balance",
        "verdict": "FAIL",
        "inputs": {"A": "10", "B": "0"},
        "cures": [{"party": "B", "category": "tank", "quantity": "10", "action": "give_more"}],
    }
