import asyncio
import re
from typing import Any, ClassVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.negotiation.model import Party
from bot.ui.kit.forms import Form, clause_form, typed_in, values_of
from bot.ui.kit.ids import LONGEST, TEMPLATE, Address, address_of
from bot.ui.kit.items import Touch
from bot.ui.kit.layout import button
from bot.ui.scene import Speech
from bot.ui.transformers import ProposalRef, read_ref
from bot.ui.verbs import VERBS
from tests.ui.test_cards import WORDS

addresses = st.builds(
    Address,
    st.sampled_from(sorted({*VERBS.touches, *VERBS.forms})),
    st.text("0123456789abcdef", min_size=12, max_size=12),
    st.none() | st.integers(1, 10**6).map(lambda number: f"P{number}"),
    st.none() | st.integers(1, 10**6),
    st.text("abcXYZ019._-", max_size=30),
)


@given(addresses)
def test_an_address_survives_the_way_through_a_button(address: Address) -> None:
    assert len(address.custom_id) <= LONGEST
    assert address_of(address.custom_id) == address


@given(st.text(max_size=120))
def test_any_id_is_read_or_is_none_of_ours(custom_id: str) -> None:
    address = address_of(custom_id)
    assert address is None or address.custom_id.split(":")[:3] == custom_id.split(":")[:3]


@pytest.mark.parametrize(
    "address",
    [Address("Accept", "s"), Address("accept", ""), Address("accept", "a:b"), Address("accept", "s", "Q1"),
     Address("accept", "s", extra="x" * 90)],
)  # fmt: skip
def test_what_does_not_fit_is_no_address(address: Address) -> None:
    with pytest.raises(ValueError, match="no such address"):
        _ = address.custom_id


def test_there_is_one_template_so_no_two_can_answer_a_click() -> None:
    assert Touch.__discord_ui_compiled_template__ is TEMPLATE
    assert re.fullmatch(TEMPLATE, "n:accept:abc:P1:2")
    assert not re.fullmatch(TEMPLATE, "something else")


def test_an_id_longer_than_its_template_is_not_taken_for_it() -> None:
    assert address_of("n:accept:abc:P1:2x") is None
    assert address_of("xn:accept:abc:P1:2") is None


@pytest.mark.asyncio
async def test_a_touch_lets_everybody_through_and_hands_over_to_the_desk() -> None:
    class FakeDesk:
        seen: Any = None

        async def touched(self, interaction: object, address: Address, values: tuple[str, ...]) -> None:
            self.seen = (interaction, address, values)

    class FakeClient:
        desk = FakeDesk()

    class FakeInteraction:
        client = FakeClient()
        data: ClassVar[dict[str, Any]] = {"values": ["a"]}

    address = Address("pick", "abc", extra="0")
    made = button(address, "x")
    interaction = cast("Any", FakeInteraction())
    match = TEMPLATE.fullmatch(address.custom_id)
    assert match is not None
    again = await Touch.from_custom_id(interaction, made.item, match)
    assert await again.interaction_check(interaction)
    await again.callback(interaction)
    assert FakeClient.desk.seen == (interaction, address, ("a",))
    await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("P2", ProposalRef("P2")),
        ("2", ProposalRef("P2")),
        (" p02 v3 ", ProposalRef("P2", 3)),
        ("P2 v1 · United States", ProposalRef("P2", 1)),
        ("P2@4", ProposalRef("P2", 4)),
        ("P2 · by us", ProposalRef("P2")),
        ("the first", ProposalRef("the first")),
        ("", ProposalRef("")),
    ],
)
def test_a_proposal_is_read_as_people_type_it(typed: str, ref: ProposalRef) -> None:
    assert read_ref(typed) == ref


@given(st.text(max_size=200))
def test_anything_typed_is_some_reference(typed: str) -> None:
    assert len(read_ref(typed).proposal) <= 40


def test_what_was_typed_is_read_from_any_shape_of_form() -> None:
    class Sent:
        data: ClassVar[dict[str, Any]] = {
            "components": [
                {"type": 18, "component": {"type": 4, "custom_id": "text", "value": "one"}},
                {"type": 1, "components": [{"type": 4, "custom_id": "other", "value": "two"}]},
                {"type": 10},
            ]
        }

    values = values_of(Sent())
    assert values == {"text": "one", "other": "two"}
    assert typed_in(Sent()) == "one\n\ntwo"
    assert values_of(type("Empty", (), {"data": None})()) == {}


@pytest.mark.asyncio
async def test_a_form_fits_and_is_never_kept() -> None:
    form = clause_form(Speech(WORDS), Address("clauseform", "abc", extra="0"), "clause")
    assert isinstance(form, Form)
    assert form.is_finished()
    shape = form.to_dict()
    assert len(shape["title"]) <= 45
    assert len(shape["components"]) == 1
    label = shape["components"][0]
    assert len(label["label"]) <= 45
    assert len(label["description"]) <= 100


def test_a_name_is_shown_as_it_was_given() -> None:
    assert Speech(WORDS).party("XX") == "XX"
    assert Speech(WORDS).party(None) == "?"
    assert Party("A", "B").name == "B"
