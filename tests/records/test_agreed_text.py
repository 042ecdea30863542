"""What an agreed text proves by itself, and what beside the record of its session."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.negotiation.replay import replay
from bot.records import Broken, NotARecord, Verified, acts_json, agreed_text_json, verify_with_record
from tests.records.test_verification import ENTRIES, RECORD, Path, check, other, parent, paths

AGREED = json.loads(agreed_text_json(replay(ENTRIES), ENTRIES) or "")


def test_the_agreed_text_alone_is_checked_against_its_hash() -> None:
    assert isinstance(check(AGREED), Verified)
    changed = copy.deepcopy(AGREED)
    changed["clauses"][2]["text"] += "!"
    assert isinstance(check(changed), Broken)
    fewer = copy.deepcopy(AGREED)
    del fewer["agreement"]["acceptances"][0]
    found = check(fewer)
    assert isinstance(found, Broken)
    assert "US" in found.why
    odd = copy.deepcopy(AGREED)
    odd["clauses"][0]["text"] = 5
    assert isinstance(check(odd), Broken)


def lacking(parties: list[str]) -> Callable[[dict[str, Any]], object]:
    return lambda file: file["agreement"].update(parties=parties)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lacking(["US", "RU"]), "acceptance of PL, UA is named, which is not among"),
        (lacking(["US", "RU", "PL", "UA", "XX"]), "XX cannot have agreed"),
        (lacking(["US", "RU", "PL", "UA", "UA"]), "named twice"),
        (
            lambda file: file["agreement"]["acceptances"].append(file["agreement"]["acceptances"][0]),
            "a party accepts twice",
        ),
        (lambda file: file["agreement"]["acceptances"][0].update(seq=99), "only 28"),
        (lambda file: file["agreement"]["acceptances"][0].update(seq=22), "the same entry, 22"),
        (lambda file: file["agreement"]["acceptances"][0].update(at="today"), "'today', which is none"),
        (
            lambda file: file["agreement"]["waivers"].append(
                {"rule": "x", "party": "XX", "member": "1", "at": "2022-01-01T00:00:00Z", "statement": ""}
            ),
            "no party of the session",
        ),
    ],
)
def test_what_cannot_be_in_an_agreed_text_alone_is_found(change: Callable[[dict[str, Any]], object], why: str) -> None:
    changed = copy.deepcopy(AGREED)
    change(changed)
    found = check(changed)
    assert isinstance(found, Broken)
    assert why in found.why


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(paths(AGREED), key=str)))
def test_beside_its_record_any_changed_field_of_an_agreed_text_is_found(path: Path) -> None:
    changed = copy.deepcopy(AGREED)
    parent(changed, path)[path[-1]] = other(parent(changed, path)[path[-1]])
    try:
        found = verify_with_record(json.dumps(changed).encode(), json.dumps(RECORD).encode())
    except NotARecord:
        assert path[0] in ("format", "version")
    else:
        assert isinstance(found, Broken)


def test_an_agreed_text_may_be_older_than_its_record_and_not_younger() -> None:
    shorter = ENTRIES[:-1]
    older = (agreed_text_json(replay(shorter), shorter) or "").encode()
    assert isinstance(verify_with_record(older, json.dumps(RECORD).encode()), Verified)
    found = verify_with_record(json.dumps(AGREED).encode(), acts_json(replay(shorter), shorter).encode())
    assert isinstance(found, Broken)
    assert "after entry 28, but the record ends at entry 27" in found.why


def test_an_agreed_text_beside_a_record_without_one_or_broken_or_of_another_session() -> None:
    data = json.dumps({**AGREED, "head": {**AGREED["head"], "seq": 25}}).encode()
    found = verify_with_record(data, json.dumps(RECORD).encode())
    assert isinstance(found, Broken)
    assert "by entry 25 the record has no agreed text" in found.why
    broken = copy.deepcopy(RECORD)
    broken["entries"][4]["member"] = "1"
    found = verify_with_record(json.dumps(AGREED).encode(), json.dumps(broken).encode())
    assert isinstance(found, Broken)
    assert (found.seq, found.why.partition(":")[0]) == (5, "the record itself")
    foreign = {**AGREED, "session": {**AGREED["session"], "id": "s-other"}}
    found = verify_with_record(json.dumps(foreign).encode(), json.dumps(RECORD).encode())
    assert isinstance(found, Broken)
    assert "of the session s-other" in found.why
