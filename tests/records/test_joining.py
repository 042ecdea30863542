"""An export is continued later, and its halves become the record that one export would have been."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import NotARecord, Verified, acts_json, book_of, verify
from bot.records.joining import first_of, joined, part_of
from tests.records.test_spoken import STORY, TALK

BOOK = book_of(STORY.entries, STORY.frame, TALK)
LAST = len(STORY.entries)
WHOLE: dict[str, Any] = json.loads(acts_json(BOOK.session, BOOK.entries, BOOK.talk))


def until(last: int) -> dict[str, Any]:
    """The record as it was exported after this entry."""
    entries = STORY.entries[:last]
    book = book_of(entries, STORY.frame, [one for one in TALK if one.entry <= last])
    exported: dict[str, Any] = json.loads(acts_json(book.session, book.entries, book.talk))
    return exported


def since(first: int) -> dict[str, Any]:
    return part_of(BOOK, first).model_dump()


@given(st.integers(1, LAST), st.integers(1, LAST))
def test_two_halves_are_the_whole_however_they_overlap(last: int, first: int) -> None:
    halves = [since(first), until(last)]
    if first > last + 1:
        with pytest.raises(NotARecord, match=f"entry {last + 1} is in none"):
            joined(halves)
        return
    whole = joined(halves).model_dump()
    assert whole == WHOLE
    assert isinstance(verify(json.dumps(whole).encode()), Verified)


def test_three_parts_are_joined_in_any_order() -> None:
    assert joined([since(9), until(4), since(3)]).model_dump() == WHOLE


def test_files_that_do_not_fit_together_are_refused() -> None:
    other = since(3)
    other["entries"][1]["member"] = "somebody"
    with pytest.raises(NotARecord, match="entry 4 is not the same"):
        joined([WHOLE, other])
    stranger = since(3) | {"session": "s9"}
    with pytest.raises(NotARecord, match="several sessions"):
        joined([WHOLE, stranger])
    said = since(3)
    said["talk"][0]["member"] = "somebody"
    with pytest.raises(NotARecord, match="what was said at entry"):
        joined([WHOLE, said])
    with pytest.raises(NotARecord, match="no file"):
        joined([])
    with pytest.raises(NotARecord, match="format"):
        joined([{"format": "parley-agreed-text"}])
    with pytest.raises(NotARecord, match="first"):
        joined([since(3) | {"first": "3"}])


def test_where_an_export_begins() -> None:
    assert first_of(STORY.entries, "3") == 3
    assert first_of(STORY.entries, " last 2 ") == LAST - 1
    assert first_of(STORY.entries, "last 900") == 1
    for nothing in ("0", str(LAST + 1), "last 0", "last", "P1", "nowhere", "", "last two"):
        assert first_of(STORY.entries, nothing) is None
