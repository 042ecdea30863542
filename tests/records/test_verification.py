"""No change of an exported record goes unseen."""

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import text_hash
from bot.negotiation import events as happened
from bot.negotiation.events import Event, Recorded
from bot.negotiation.replay import replay
from bot.records import Broken, NotARecord, Verified, acts_json, verify
from bot.scenarios.procedure import Procedure
from tests.records import story

ENTRIES = story.agreed()
RECORD = json.loads(acts_json(replay(ENTRIES), ENTRIES))

Path = tuple[str | int, ...]


def check(value: object) -> Verified | Broken:
    return verify(json.dumps(value).encode())


def paths(value: object, at: Path = ()) -> Iterator[Path]:
    """Every place in a JSON value, but the whole."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*at, key)
        yield from paths(part, (*at, key))


PLACES = sorted(paths(RECORD), key=str)


def parent(value: Any, path: Path) -> Any:  # noqa: ANN401  # any JSON value
    for key in path[:-1]:
        value = value[key]
    return value


def other(value: object) -> object:
    """A value of the same kind that is not the same."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value[:-1] + ("0" if value.endswith("1") else "1") if value else "x"
        case None:
            return ""
        case list():
            return [*value, copy.deepcopy(value[-1]) if value else "x"]
        case dict():
            return {**value, "extra": None}
        case _:
            raise AssertionError(value)


def test_an_intact_record_is_verified() -> None:
    found = check(RECORD)
    assert found == Verified(
        format="parley-record",
        session=story.SESSION,
        title="Eastern Europe de-escalation talks, January 2022",
        entries=len(ENTRIES),
        head=ENTRIES[-1].hash,
        text_hash=RECORD["agreement"]["text_hash"],
    )


def test_a_session_without_an_agreed_text_is_verified() -> None:
    entries = story.open_ended()
    found = verify(acts_json(replay(entries), entries).encode())
    assert isinstance(found, Verified)
    assert found.text_hash is None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES))
def test_any_changed_field_is_found(path: Path) -> None:
    changed = copy.deepcopy(RECORD)
    parent(changed, path)[path[-1]] = other(parent(changed, path)[path[-1]])
    assert seen(changed)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES))
def test_any_removed_field_or_item_is_found(path: Path) -> None:
    changed = copy.deepcopy(RECORD)
    del parent(changed, path)[path[-1]]
    assert seen(changed)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([path for path in PLACES if isinstance(path[-1], int)]), st.randoms(use_true_random=False))
def test_any_reordering_is_found(path: Path, random: Random) -> None:
    changed = copy.deepcopy(RECORD)
    items = parent(changed, path)
    before = copy.deepcopy(items)
    random.shuffle(items)
    assert items == before or seen(changed)


@pytest.mark.parametrize("value", [True, 1.0, "1"])
def test_the_kind_of_a_number_counts(value: object) -> None:
    changed = copy.deepcopy(RECORD)
    changed["proposals"][0]["versions"][0]["number"] = value
    assert isinstance(check(changed), Broken)


def seen(changed: dict[str, Any]) -> bool:
    try:
        return isinstance(check(changed), Broken)
    except NotARecord:
        return (changed.get("format"), changed.get("version")) != (RECORD["format"], RECORD["version"])


@pytest.mark.parametrize("seq", range(1, len(ENTRIES) + 1))
def test_the_first_broken_entry_is_named(seq: int) -> None:
    changed = copy.deepcopy(RECORD)
    changed["entries"][seq - 1]["member"] = "1"
    found = check(changed)
    assert isinstance(found, Broken)
    assert found.seq == seq
    removed = copy.deepcopy(RECORD)
    del removed["entries"][seq - 1]
    found = check(removed)
    assert isinstance(found, Broken)
    assert found.seq == seq


def rechained(change: Callable[[int, Event], Event | None]) -> Verified | Broken:
    """What the check says of a record whose whole chain was forged anew after a change (None: entry left out)."""
    acts = [(entry.member, change(entry.seq, entry.event)) for entry in ENTRIES]
    entries = story.chained([(member, event) for member, event in acts if event is not None])
    file = copy.deepcopy(RECORD)
    file["entries"] = json.loads(forged(entries))
    file["head"] = {"seq": entries[-1].seq, "hash": entries[-1].hash}
    return check(file)


def forged(entries: tuple[Recorded, ...]) -> str:
    from bot.negotiation.codec import entry_to_json  # noqa: PLC0415  # a helper of forgers alone

    return json.dumps([entry_to_json(entry) for entry in entries])


def numbered(kind: type[Event]) -> list[int]:
    return [entry.seq for entry in ENTRIES if isinstance(entry.event, kind)]


def test_a_forged_text_does_not_have_its_hash() -> None:
    where = numbered(happened.ProposalTabled)[1]

    def change(seq: int, event: Event) -> Event:
        if seq == where and isinstance(event, happened.ProposalTabled):
            return replace(event, clauses=event.clauses[1:])
        return event

    found = rechained(change)
    assert isinstance(found, Broken)
    assert found.seq == where
    assert "hash" in found.why


@pytest.mark.parametrize("where", numbered(happened.ProposalAccepted)[-4:])
def test_an_agreement_without_one_acceptance_is_none(where: int) -> None:
    found = rechained(lambda seq, event: None if seq == where else event)
    assert isinstance(found, Broken)
    assert found.seq == numbered(happened.TextAdopted)[0] - 1
    assert "had not accepted" in found.why


def test_an_acceptance_of_another_text_is_found() -> None:
    where = numbered(happened.ProposalAccepted)[-1]
    found = rechained(
        lambda seq, event: (
            replace(event, text_hash="0" * 64)
            if seq == where and isinstance(event, happened.ProposalAccepted)
            else event
        )
    )
    assert isinstance(found, Broken)
    assert found.seq == where


def test_a_party_left_out_of_those_that_must_accept_is_found() -> None:
    found = rechained(
        lambda _, event: (
            replace(event, parties=event.parties[1:])
            if isinstance(event, happened.TextAdopted)
            else None
            if isinstance(event, happened.ProposalAccepted) and event.proposal == "P2" and event.party == "US"
            else event
        )
    )
    assert isinstance(found, Broken)
    assert "US had to accept" in found.why


@pytest.mark.parametrize(
    ("procedure", "needed"),
    [(Procedure(consensus="n_of_m", needed=5), "5 had to"), (Procedure(consensus="n_of_m", needed=4), None)],
)
def test_so_many_as_the_procedure_needs_must_have_accepted(procedure: Procedure, needed: str | None) -> None:
    found = rechained(lambda _, event: story.opened(procedure) if isinstance(event, happened.SessionOpened) else event)
    if needed is None:
        assert isinstance(found, Verified)
    else:
        assert isinstance(found, Broken)
        assert needed in found.why


def test_a_second_opening_an_act_after_the_close_and_an_unknown_proposal_are_found() -> None:
    for seq, event, why in [
        (3, story.opened(), "only one"),
        (len(ENTRIES) - 1, happened.SessionClosed("agreed", ""), "closed before"),
        (numbered(happened.ProposalRejected)[0], happened.ProposalWithdrawn("P9", "", ()), "never tabled"),
        (numbered(happened.ProposalChanged)[0], happened.ProposalTabled("P1", "US", (), text_hash(())), "before"),
    ]:
        found = rechained(lambda at, old, seq=seq, event=event: event if at == seq else old)  # type: ignore[misc]  # bound now
        assert isinstance(found, Broken)
        assert why in found.why


def test_a_changed_heading_is_told_apart_from_broken_entries() -> None:
    changed = copy.deepcopy(RECORD)
    changed["session"]["title"] = "Another"
    found = check(changed)
    assert isinstance(found, Broken)
    assert found.seq is None
    assert found.why.startswith("session.title: the file says 'Another', the entries say 'Eastern")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "no JSON object"),
        (b"{}", '"format"'),
        (b'{"format": "parley-record", "version": 2}', '"version" is 2'),
        (b'{"format": "parley-record", "version": true}', '"version" is True'),
        (b'{"a": 1, "a": 2}', "'a' stands twice"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": -1e999}', "-1e999"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not JSON"),
    ],
)
def test_what_is_no_record_is_said_to_be_none(data: bytes, why: str) -> None:
    with pytest.raises(NotARecord, match=why):
        verify(data)


@pytest.mark.parametrize("entries", [None, [], {}, [5], ["x"], [[]]])
def test_odd_entries_are_broken_not_a_crash(entries: object) -> None:
    changed = copy.deepcopy(RECORD)
    changed["entries"] = entries
    assert isinstance(check(changed), Broken)


def test_a_deep_value_inside_an_entry_is_answered() -> None:
    deep: Any = 1
    for _ in range(900):
        deep = [deep]
    changed = copy.deepcopy(RECORD)
    changed["entries"][0]["event"]["title"] = deep
    assert seen(changed)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(PLACES), ANY_JSON)
def test_any_value_in_any_place_is_answered(path: Path, value: object) -> None:
    changed = copy.deepcopy(RECORD)
    before = parent(changed, path)[path[-1]]
    parent(changed, path)[path[-1]] = value
    assert (type(before) is type(value) and before == value) or seen(changed)


@settings(max_examples=100, deadline=None)
@given(ANY_JSON, st.sampled_from(["parley-record", "parley-agreed-text"]))
def test_any_file_with_the_right_heading_is_answered(value: object, kind: str) -> None:
    file = {**(value if isinstance(value, dict) else {"entries": value}), "format": kind, "version": 1}
    assert isinstance(check(file), Broken)
