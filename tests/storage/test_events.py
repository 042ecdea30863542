"""Sessions and their entries, on both databases."""

import asyncio

import pytest

from bot.negotiation import acts
from bot.negotiation.chain import first_broken
from bot.negotiation.codec import entry_to_json
from bot.negotiation.replay import replay
from bot.service.faults import PlaceTaken, StorageBroken, UnknownSession, VersionConflict
from bot.service.ports import MessageRef, Place
from bot.storage import Store, open_store
from tests.storage.samples import PLACE, append, last, opened, opening, stored, tabled
from tests.support.builders import TINY, Story, tiny_pack


@pytest.mark.asyncio
async def test_what_was_written_is_read_again(store: Store) -> None:
    story = tabled()
    await stored(store, story)
    entries = await store.events.load("s1")
    assert entries == tuple(story.entries)
    assert replay(entries) == story.state
    assert first_broken([entry_to_json(entry) for entry in entries]) is None
    assert await store.events.load("s1", len(entries) - 1) == last(story)
    assert await store.events.entry("s1", 2) == story.entries[1]
    assert await store.events.entry("s1", 99) is None
    assert await store.events.place_of("s1") == PLACE
    assert await store.events.pack_source(tiny_pack().fingerprint) == TINY.read_text()


@pytest.mark.asyncio
async def test_what_was_written_is_there_after_closing(database_url: str) -> None:
    store = await open_store(database_url)
    story = tabled()
    await stored(store, story)
    await store.close()
    again = await open_store(database_url)
    try:
        assert await again.events.load("s1") == tuple(story.entries)
    finally:
        await again.close()


@pytest.mark.asyncio
async def test_an_act_on_an_old_version_writes_nothing(store: Store) -> None:
    story = opened()
    await stored(store, story)
    story.seat("nord")
    entries = last(story)
    with pytest.raises(VersionConflict):
        await store.events.append("s1", 1, entries, "late", ())
    assert await store.events.caused("s1", "late") == ()
    await append(store, story, entries, "in time")
    with pytest.raises(VersionConflict):
        await append(store, story, entries, "the same again")
    assert await store.events.load("s1") == tuple(story.entries)


@pytest.mark.asyncio
async def test_a_cause_writes_once(store: Store) -> None:
    story = opened()
    await stored(store, story)
    story.seat("nord")
    first = last(story)
    await append(store, story, first, "click")
    before = await _notices(store)
    story.seat("sud")
    with pytest.raises(VersionConflict):
        await append(store, story, last(story), "click")
    assert await store.events.caused("s1", "click") == first
    assert (await store.events.load("s1"))[-1] == first[-1]
    assert await _notices(store) == before


@pytest.mark.asyncio
async def test_of_two_acts_at_once_one_wins(store: Store) -> None:
    story, other = opened(), opened()
    await stored(store, story)
    story.seat("nord")
    other.seat("sud")
    attempts = [append(store, one, last(one), one.entries[-1].hash[:20]) for one in (story, other)]
    outcomes = await asyncio.gather(*attempts, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if outcome is not None] == [VersionConflict]
    winner = story if outcomes[0] is None else other
    assert await store.events.load("s1") == tuple(winner.entries)


@pytest.mark.asyncio
async def test_a_channel_holds_one_session_that_is_not_closed(store: Store) -> None:
    first = opened("first")
    await stored(store, first, cause="a")
    with pytest.raises(PlaceTaken) as taken:
        await stored(store, opened("second"), cause="b")
    assert taken.value.session == "first"
    assert await store.events.load("second") == ()
    assert await store.events.sessions() == ("first",)
    first.does("chair", acts.Close())
    await append(store, first, last(first), "close")
    assert await store.events.at(PLACE.guild, PLACE.channel) is None
    await stored(store, opened("second"), cause="b")
    assert await store.events.at(PLACE.guild, PLACE.channel) == "second"


@pytest.mark.asyncio
async def test_a_cause_opens_once_even_after_closing(store: Store) -> None:
    first = opened("first")
    await stored(store, first, cause="command")
    first.does("chair", acts.Close())
    await append(store, first, last(first), "close")
    with pytest.raises(PlaceTaken) as taken:
        await stored(store, opened("second"), cause="command")
    assert taken.value.session == "first"


@pytest.mark.asyncio
async def test_of_two_openings_at_once_one_wins(store: Store) -> None:
    names = [f"s{number}" for number in range(6)]
    attempts = [stored(store, opened(name), cause=name) for name in names]
    outcomes = await asyncio.gather(*attempts, return_exceptions=True)
    winners = [name for name, outcome in zip(names, outcomes, strict=True) if outcome is None]
    assert len(winners) == 1
    assert {outcome.session for outcome in outcomes if isinstance(outcome, PlaceTaken)} == set(winners)
    assert len([outcome for outcome in outcomes if isinstance(outcome, PlaceTaken)]) == 5
    assert await store.events.sessions() == tuple(winners)


@pytest.mark.asyncio
async def test_a_session_is_found_by_its_threads_too(store: Store) -> None:
    await stored(store, opened("here"))
    await stored(store, opened("there"), Place("guild", "elsewhere"))
    await store.messages.put("here", "thread:party:NORD", MessageRef("9001"))
    await store.messages.put("here", "card:P1", MessageRef("9002", "1"))
    assert await store.events.at("guild", "9001") == "here"
    assert await store.events.at("guild", "9002") is None
    assert await store.events.at("other guild", "9001") is None
    assert await store.events.at("guild", "elsewhere") == "there"
    assert await store.events.at("guild", "nowhere") is None


@pytest.mark.asyncio
async def test_a_snapshot_is_the_newest_state(store: Store) -> None:
    story = tabled()
    await stored(store, story)
    assert await store.events.snapshot("s1") is None
    await store.events.save_snapshot(story.state)
    story.accept("nord", "P1")
    await store.events.save_snapshot(story.state)
    assert await store.events.snapshot("s1") == story.state


@pytest.mark.asyncio
async def test_a_snapshot_of_another_version_of_the_program_does_not_count(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = tabled()
    await stored(store, story)
    await store.events.save_snapshot(story.state)
    monkeypatch.setattr("bot.storage.events.__version__", "0.0.0.other")
    assert await store.events.snapshot("s1") is None


@pytest.mark.asyncio
async def test_a_snapshot_that_cannot_be_read_does_not_count(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    story = tabled()
    await stored(store, story)
    await store.events.save_snapshot(story.state)
    await store.database.write(lambda connection: connection.exec_driver_sql("UPDATE snapshot SET state = '{}'"))
    assert await store.events.snapshot("s1") is None
    assert "the snapshot of session s1 is unreadable" in caplog.text


@pytest.mark.asyncio
async def test_an_entry_that_cannot_be_read_is_said_so(store: Store) -> None:
    await stored(store, tabled())
    await store.database.write(lambda connection: connection.exec_driver_sql("UPDATE event SET entry = '{}'"))
    with pytest.raises(StorageBroken, match="unreadable"):
        await store.events.load("s1")


@pytest.mark.asyncio
async def test_sessions_are_listed_newest_first(store: Store) -> None:
    for number, guild in enumerate(["a", "b", "a"]):
        story = Story(session=f"s{number}")
        story.later(hours=number)
        story.open()
        await stored(store, story, Place(guild, f"channel {number}"))
    assert await store.events.sessions() == ("s2", "s1", "s0")
    assert await store.events.sessions("a") == ("s2", "s0")
    assert await store.events.sessions("none") == ()
    await store.database.write(
        lambda connection: connection.exec_driver_sql("UPDATE session SET closed = true WHERE id = 's2'")
    )
    assert await store.events.sessions("a", closed=False) == ("s0",)
    assert await store.events.sessions("a") == ("s2", "s0")


@pytest.mark.asyncio
async def test_what_is_not_there_is_said_so(store: Store) -> None:
    assert await store.events.load("nothing") == ()
    assert await store.events.caused("nothing", "cause") == ()
    with pytest.raises(UnknownSession):
        await store.events.place_of("nothing")
    with pytest.raises(StorageBroken, match="no pack"):
        await store.events.pack_source("0" * 64)
    story = opened("nothing")
    with pytest.raises(VersionConflict):
        await append(store, story, last(story), "cause")


@pytest.mark.asyncio
async def test_a_pack_is_kept_once(store: Store) -> None:
    await stored(store, opened("one"))
    await stored(store, opened("two"), Place("guild", "two"))
    count = await store.database.read(
        lambda connection: connection.exec_driver_sql("SELECT count(*) FROM pack").scalar_one()
    )
    assert count == 1
    assert opening().pack_hash == tiny_pack().fingerprint


async def _notices(store: Store) -> int:
    return await store.database.read(
        lambda connection: connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()
    )
