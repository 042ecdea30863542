"""News of a pack: what is read, and what is refused with its place."""

from typing import Any

import pytest

from bot.rules import FileError
from bot.scenarios.schema import Pack
from tests.scenarios.conftest import Raw, tiny

FLOOD: Raw = {"id": "flood", "title": "Flood", "words": "The river rises."}


def with_injects(*injects: Raw) -> Pack:
    return tiny(lambda raw: raw.update(injects=list(injects)))


def test_news_by_hand_and_by_the_clock() -> None:
    pack = with_injects(FLOOD, {**FLOOD, "id": "later", "phase": "one", "minutes": 5, "to": ["NORD"]})
    assert [(one.id, one.minutes, one.phase, one.to) for one in pack.injects] == [
        ("flood", None, None, ()),
        ("later", 5, "one", ("NORD",)),
    ]
    assert tiny().injects == ()


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"phase": "two", "minutes": 5}, "E_REF", "injects[1].phase"),
        ({"phase": "one"}, "E_MISSING", "injects[1].minutes"),
        ({"to": ["NORD", "NOBODY"]}, "E_PARTY", "injects[1].to[1]"),
        ({"id": "flood"}, "E_DUP_ID", "injects[1].id"),
        ({"minutes": -1}, "E_VALUE", "injects[1].minutes"),
        ({"title": "x" * 101}, "E_VALUE", "injects[1].title"),
        ({"colour": "red"}, "E_KEY", "injects[1].colour"),
    ],
)
def test_what_is_wrong_with_news_is_named_with_its_place(change: dict[str, Any], code: str, where: str) -> None:
    with pytest.raises(FileError) as raised:
        with_injects(FLOOD, {**FLOOD, "id": "other", **change})
    assert (code, where) in [(fault.code, fault.where) for fault in raised.value.errors]
