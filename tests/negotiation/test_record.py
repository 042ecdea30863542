"""The record: JSON both ways, the hash chain, replay, and how quick they are."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.drafting.canonical import canonical_json
from bot.negotiation import acts, events
from bot.negotiation.chain import FIRST_PREV, entry_hash, first_broken, record
from bot.negotiation.codec import (
    entry_from_json,
    entry_to_json,
    event_to_json,
    state_from_json,
    state_to_json,
    time_to_json,
)
from bot.negotiation.events import Recorded
from bot.negotiation.evolve import evolve
from bot.negotiation.model import Bar, Bundled
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.packages import package_of
from bot.negotiation.parts import PartEvent
from bot.negotiation.replay import replay
from tests.support.builders import BALANCED, LOPSIDED, START, Story, begun_story, words

ROOT = Path(__file__).resolve().parents[2]


def full_story() -> Story:
    """A story in which every kind of event happens."""
    story = begun_story(enforce="at_adoption", counter_kills=True)
    story.does("nord3", acts.LeaveSeat())
    story.table("nord", LOPSIDED, "Frieden, für immer \U0001f54a")
    story.does("sud", acts.Reject("P1", story.hash("P1"), "no"))
    story.does("sud", acts.TakeBack("P1"))
    story.change("nord", "P1", LOPSIDED, "x")
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    story.does("nord", acts.Waive("P1", story.hash("P1"), "cuts", "We give more."))
    story.does("sud", acts.Counter("P1", story.hash("P1"), story.frame.clauses(BALANCED)))
    story.table("nord", {}, "y", expires=story.now + timedelta(days=1))
    story.does("nord", acts.Withdraw("P3", "no"))
    mark(story)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P2")
    story.does("chair", acts.Close("done"))
    return story


def mark(story: Story) -> None:
    """Let brackets, reservations, links and a package come and go."""
    story.table("est", {}, "Talks go on in Vienna.", "They are quiet.")
    for member, words_, alternative in (("sud", "Vienna", "Geneva"), ("nord", "Talks go on", "Talks end")):
        story.does(member, acts.PlaceBracket("P4", story.hash("P4"), 1, words_, alternative))
    story.does("sud", acts.LiftBracket("B2"))
    story.does("est", acts.TakeAlternative("P4", story.hash("P4"), "B1"))
    story.does("sud", acts.PlaceBracket("P4", story.hash("P4"), 2, "quiet"))
    story.change("est", "P4", {}, "They are quiet.", "Talks go on in Geneva.")
    story.does("sud", acts.Reserve("P4", story.hash("P4"), ReservationKind.SCRUTINY, "We look at it.", "B3"))
    story.does("sud", acts.LiftReservation("R1"))
    story.does("nord", acts.StateLink("P4", ("P2",)))
    story.does("est", acts.LiftBracket("B2"))
    story.does("est", package_of([story.state.proposals["P2"], story.state.proposals["P4"]]))
    story.does("nord", acts.DropLink("L1"))


STORY = full_story()
ENTRIES = [entry_to_json(entry) for entry in STORY.entries]


def test_the_story_tells_of_every_kind_of_event() -> None:
    parts = set(get_args(PartEvent))
    assert {type(entry.event) for entry in STORY.entries} == set(get_args(events.Event)) - parts - {
        events.NewsScheduled
    }


@pytest.mark.parametrize("entry", STORY.entries, ids=lambda entry: f"{entry.seq}-{entry.event.type}")
def test_an_entry_comes_back_as_it_was(entry: Recorded) -> None:
    value = entry_to_json(entry)
    assert list(value) == ["seq", "at", "member", "event", "prev", "hash"]
    assert value["event"] == event_to_json(entry.event)
    assert value["at"] == time_to_json(entry.at)
    assert entry_from_json(value) == entry
    assert entry_from_json(canonical_json(value)) == entry
    assert entry_from_json(json.dumps(value).encode()) == entry
    assert entry_to_json(entry_from_json(value)) == value


def test_every_kind_of_event_has_a_name_of_its_own() -> None:
    types = [kind.__dataclass_fields__["type"].default for kind in get_args(events.Event)]
    assert len(set(types)) == len(types)


def test_the_state_comes_back_as_it_was_at_every_moment() -> None:
    state = None
    for entry in STORY.entries:
        state = evolve(state, entry)
        assert state_from_json(json.dumps(state_to_json(state))) == state
    assert state == STORY.state
    assert replay(STORY.entries) == STORY.state


def test_replay_goes_on_from_a_snapshot() -> None:
    early = replay(STORY.entries[:9])
    assert replay(STORY.entries[9:], early) == STORY.state


def test_there_is_no_session_without_entries() -> None:
    with pytest.raises(ValueError, match="no session"):
        replay([])


@pytest.mark.parametrize("entries", [STORY.entries[1:], STORY.entries[:3] + STORY.entries[4:], STORY.entries[:2] * 2])
def test_entries_that_do_not_follow_one_another_are_no_session(entries: list[Recorded]) -> None:
    with pytest.raises(ValueError, match=r"does not follow"):
        replay(entries)


def test_a_record_begins_with_one_opening() -> None:
    first, second = STORY.entries[:2]
    with pytest.raises(ValueError, match="begins with its opening"):
        evolve(None, record([second.event], after=None, session="s", at=START, member="m")[0])
    with pytest.raises(ValueError, match="open already"):
        evolve(replay([first]), record([first.event], after=first, session="s", at=START, member="m")[0])


@pytest.mark.parametrize(
    "broken",
    [
        {"seq": "1"},
        {"seq": True},
        {"seq": 1.0},
        {"at": 5},
        {"more": 1},
        {"event": {**ENTRIES[0]["event"], "type": "session_closed"}},
        {"event": {**ENTRIES[0]["event"], "colour": "red"}},
        {"event": {key: value for key, value in ENTRIES[0]["event"].items() if key != "title"}},
        {"event": {"type": "coup"}},
        {"event": {**ENTRIES[0]["event"], "procedure": {"consensus": "chaos"}}},
        {"event": {**ENTRIES[0]["event"], "title": "\ud800"}},
    ],
)
def test_reading_is_strict(broken: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        entry_from_json({**ENTRIES[0], **broken})


# the chain


def test_the_first_entry_hangs_on_zeros_and_each_other_on_the_one_before() -> None:
    assert STORY.entries[0].prev == FIRST_PREV == "0" * 64
    for one, other in pairwise(STORY.entries):
        assert (other.seq, other.prev) == (one.seq + 1, one.hash)
    assert first_broken(ENTRIES) is None
    assert first_broken(ENTRIES, "s1") is None
    assert first_broken([]) is None


def test_the_hash_of_a_known_entry_stays_what_it_was() -> None:
    """Records that were exported keep verifying: the formula is a promise."""
    entry = record(
        [events.SeatLeft("7")], after=None, session="s", at=datetime(2026, 1, 2, 3, 4, 5, 6, UTC), member="9"
    )
    event = '{"member":"7","type":"seat_left"}'
    text = f'{{"at":"2026-01-02T03:04:05.000006Z","event":{event},"member":"9","seq":1,"session":"s"}}'
    assert entry[0].hash == sha256(("0" * 64 + text).encode()).hexdigest()


def test_a_time_is_written_in_utc_and_never_naive() -> None:
    east = datetime(2026, 1, 2, 3, tzinfo=timezone(timedelta(hours=2)))
    (entry,) = record([events.SeatLeft("7")], after=None, session="s", at=east, member="9")
    assert entry_to_json(entry)["at"] == "2026-01-02T01:00:00Z"
    with pytest.raises(ValueError, match="zone"):
        record([events.SeatLeft("7")], after=None, session="s", at=datetime(2026, 1, 2), member="9")  # noqa: DTZ001  # the case


def changed(entries: list[dict[str, Any]], place: int, **fields: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # any JSON
    return [*entries[:place], {**entries[place], **fields}, *entries[place + 1 :]]


@pytest.mark.parametrize("place", range(len(ENTRIES)))
def test_a_changed_missing_or_moved_entry_is_found(place: int) -> None:
    number = place + 1
    entry = ENTRIES[place]
    assert first_broken(changed(ENTRIES, place, member="mallory"), "s1") == number
    assert first_broken(changed(ENTRIES, place, at="2026-11-23T09:00:00.5Z"), "s1") == number
    assert first_broken(changed(ENTRIES, place, seq=number + 1), "s1") == number
    assert first_broken(changed(ENTRIES, place, prev="1" * 64), "s1") == number
    assert first_broken(changed(ENTRIES, place, hash="1" * 64), "s1") == number
    assert first_broken(changed(ENTRIES, place, event={**entry["event"], "more": 1}), "s1") == number
    assert first_broken(changed(ENTRIES, place, more=1), "s1") == number
    assert first_broken([*ENTRIES[:place], entry, *ENTRIES[place:]], "s1") == number + 1
    if place + 1 < len(ENTRIES):
        assert first_broken([*ENTRIES[:place], *ENTRIES[place + 1 :]], "s1") == number
        swapped = [*ENTRIES[:place], ENTRIES[place + 1], entry, *ENTRIES[place + 2 :]]
        assert first_broken(swapped, "s1") == number


def test_an_entry_whose_hash_was_made_anew_breaks_the_next() -> None:
    entry = {**ENTRIES[4], "member": "mallory"}
    rest = {key: entry[key] for key in ("seq", "at", "member", "event")}
    forged = changed(ENTRIES, 4, member="mallory", hash=entry_hash(entry["prev"], session="s1", **rest))
    assert first_broken(forged) == 6


def test_the_entries_of_another_session_do_not_fit() -> None:
    assert first_broken(ENTRIES, "s2") == 1


@pytest.mark.parametrize("odd", [None, [], "x", {}, {"event": {"session": 1}}, {**ENTRIES[0], "seq": True}])
def test_what_is_no_entry_breaks_the_chain(odd: object) -> None:
    assert first_broken([odd]) == 1
    assert first_broken([ENTRIES[0], odd]) == 2


def test_nesting_without_end_breaks_the_chain_and_nothing_else() -> None:
    deep: Any = "x"
    for _ in range(100_000):
        deep = [deep]
    assert first_broken([{**ENTRIES[0], "event": {**ENTRIES[0]["event"], "title": deep}}]) == 1


# speed and purity


def fastest(work: Callable[[], object], tries: int = 3) -> float:
    """Processor time, so that a busy machine is no failure."""

    def timed() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(timed() for _ in range(tries))


def test_a_session_of_5000_events_is_decoded_and_replayed_within_half_a_second() -> None:
    story = begun_story()
    texts = words(*["The parties agree on this and that, at length, and on more." for _ in range(5)])
    heads = ("nord", "sud", "est")
    while len(story.entries) < 5_000:
        proposal = story.table(heads[len(story.entries) % 3], {"CUTS": "NORD_ONLY"}, *(one.text for one in texts))
        for member in heads:
            story.does(member, acts.Reject(proposal.id, proposal.current.text_hash, "no"))
    stored = [canonical_json(entry_to_json(entry)) for entry in story.entries]
    assert replay(map(entry_from_json, stored)) == story.state
    assert fastest(lambda: replay(map(entry_from_json, stored))) < 0.5


def test_the_core_pulls_in_neither_discord_nor_sql() -> None:
    code = (
        "import sys, pkgutil, importlib, bot.negotiation as p, bot.drafting as d\n"
        "for q in (p, d):\n"
        "    for m in pkgutil.walk_packages(q.__path__, q.__name__ + '.'): importlib.import_module(m.name)\n"
        "print(sorted({'discord', 'sqlalchemy', 'asyncpg', 'nicegui', 'aiohttp', 'jinja2'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


# what is younger than the first records


def test_what_an_old_entry_did_not_hold_is_left_out_of_its_json() -> None:
    """Records that were written before brackets, links and packages keep their bytes, and so their hashes."""
    opened = ENTRIES[0]["event"]
    assert set(opened["procedure"]) == {
        "withdrawal_policy",
        "counter_kills",
        "consensus",
        "needed",
        "enforce",
        "firm_minutes",
        "demand_step",
    }
    tabled = event_to_json(events.ProposalTabled("P1", "NORD", (), "0" * 64))
    assert canonical_json(tabled) == (
        '{"clauses":[],"counters":null,"counters_version":null,"expires":null,"party":"NORD","proposal":"P1",'
        f'"text_hash":"{"0" * 64}","type":"proposal_tabled"}}'
    )
    barred = event_to_json(events.AdoptionBarred("P1", 1, "0" * 64, Bar(("cuts",))))
    assert canonical_json(barred["bar"]) == '{"consents":[],"constraints":[],"rules":["cuts"]}'


def test_what_is_there_is_in_the_json() -> None:
    bar = event_to_json(events.AdoptionBarred("P1", 1, "0" * 64, Bar(brackets=("B1",), links=("L1",))))["bar"]
    assert (bar["brackets"], bar["links"]) == (["B1"], ["L1"])
    package = event_to_json(events.ProposalTabled("P3", None, (), "0" * 64, bundles=(Bundled("P1", 2),)))
    assert package["bundles"] == [{"proposal": "P1", "version": 2}]
    opened = entry_to_json(begun_story(brackets="note").entries[0])["event"]
    assert opened["procedure"]["brackets"] == "note"
