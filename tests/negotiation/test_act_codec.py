"""An act is kept and read back as it was; what is none is refused."""

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.negotiation import acts
from bot.negotiation.acts import Act
from bot.negotiation.codec import act_from_json, act_to_json

# What a clause carries is anything, which cannot be drawn by its type; acts with clauses are kept as drafts.
KINDS = [kind for kind in get_args(Act) if kind not in {acts.Table, acts.Counter, acts.Change}]


@settings(max_examples=20)
@given(st.data())
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_act_comes_back_as_it_was(kind: type[Act], data: st.DataObject) -> None:
    act = data.draw(st.from_type(kind))
    assert act_from_json(act_to_json(act)) == act


@pytest.mark.parametrize(
    "value", [{}, {"Conquer": {}}, {"Close": {"reason": 1}}, {"Close": {"why": ""}}, {"Close": {}, "Adopt": {}}]
)
def test_what_is_no_act_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no such act|valid|permitted"):
        act_from_json(value)


def test_an_act_is_named_by_its_kind() -> None:
    assert act_to_json(acts.Close("Enough.")) == {"Close": {"reason": "Enough."}}
