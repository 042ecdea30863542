import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.canonical import canonical_json, sha256_of
from bot.drafting.clauses import Clause, choices_of, text_hash

STEADY = settings(deadline=None, max_examples=100)  # a busy machine is no failure
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@STEADY
@given(JSON)
def test_the_canonical_form_is_json_and_does_not_depend_on_the_order_of_keys(value: object) -> None:
    text = canonical_json(value)
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


def test_the_hash_of_a_known_value_stays_what_it_was() -> None:
    expected = "43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777"
    assert sha256_of({"b": 2, "a": 1}) == expected


def test_a_float_that_json_cannot_express_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(float("nan"))


@pytest.mark.parametrize(
    "other",
    [
        [Clause("A ")],
        [Clause("A"), Clause("A")],
        [Clause("A", "EX", "E1")],
        [Clause("A", commitments=({"id": "x"},))],
        [Clause("A", duties=({"id": "x"},))],
        [Clause("A", compensations=({"id": "x"},))],
        [Clause("A", consent=("UA",))],
    ],
)
def test_whatever_differs_gives_another_hash(other: list[Clause]) -> None:
    assert text_hash([Clause("A")]) == text_hash((Clause("A"),))
    assert text_hash(other) != text_hash([Clause("A")])


def test_the_order_of_clauses_counts() -> None:
    assert text_hash([Clause("A"), Clause("B")]) != text_hash([Clause("B"), Clause("A")])


def test_the_choices_are_those_of_the_options() -> None:
    assert choices_of([Clause("A", "EX", "E1"), Clause("B"), Clause("C", "NT", "N2")]) == {"EX": "E1", "NT": "N2"}


def test_a_clause_says_whether_it_carries_steps() -> None:
    assert not Clause("A").carries_steps
    assert Clause("A", duties=({"id": "d"},)).carries_steps


def test_a_clause_is_the_same_wherever_it_stands() -> None:
    here = Clause("words", commitments=({"id": "A1.1", "party": "A"},), duties=({"id": "A1.2", "binds": ["A"]},))
    there = Clause("words", commitments=({"id": "A3.1", "party": "A"},), duties=({"id": "A3.2", "binds": ["A"]},))
    assert here.same_as(there)
    assert here != there
    assert not here.same_as(Clause("words", commitments=({"id": "A1.1", "party": "B"},)))
    assert not here.same_as(Clause("other words", here.issue, here.option, here.commitments, here.duties))
