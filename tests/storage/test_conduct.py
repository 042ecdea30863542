"""Deadlines, what is kept apart, files and settings, on both databases."""

from datetime import timedelta

import pytest

from bot.negotiation import acts
from bot.negotiation.due import Deadline
from bot.negotiation.model import Role
from bot.negotiation.sealing import Sealed
from bot.service.faults import PlaceTaken
from bot.service.ports import Alarm, Beside, StoredFile
from bot.storage import Store
from tests.storage.samples import NOW, append, last, opened, stored

SOON, LATER = Deadline("phase", NOW), Deadline("vote:M1", NOW + timedelta(minutes=5))


async def _written(store: Store, session: str = "s1", beside: Beside | None = None) -> None:
    """A session with an act that left something beside its entries."""
    story = opened(session)
    await stored(store, story, cause="opening")
    story.seat("nord")
    await store.events.append(session, 2, last(story), "seat", (), beside or Beside(deadlines=(SOON, LATER)))


@pytest.mark.asyncio
async def test_deadlines_are_written_with_the_act_and_due_in_order(store: Store) -> None:
    assert await store.alarms.earliest() is None
    await _written(store)
    assert await store.alarms.earliest() == NOW
    assert await store.alarms.due(NOW - timedelta(seconds=1), 10) == ()
    assert await store.alarms.due(NOW, 10) == (Alarm("s1", SOON),)
    assert await store.alarms.due(NOW + timedelta(hours=1), 10) == (Alarm("s1", SOON), Alarm("s1", LATER))
    assert await store.alarms.due(NOW + timedelta(hours=1), 1) == (Alarm("s1", SOON),)


@pytest.mark.asyncio
async def test_the_deadlines_of_an_act_take_the_place_of_those_before(store: Store) -> None:
    story = opened()
    await stored(store, story, cause="opening")
    for number, wanted in enumerate([(SOON, LATER), (LATER,), None, ()], start=2):
        story.does("chair", acts.AssignSeat("nord", f"Nord {number}", *_seat(number)))
        await store.events.append("s1", number, last(story), f"act {number}", (), Beside(deadlines=wanted))
        kept = () if wanted == () else (LATER,) if number > 2 else (SOON, LATER)
        due = await store.alarms.due(NOW + timedelta(hours=1), 10)
        assert tuple(one.deadline for one in due) == kept


def _seat(number: int) -> tuple[Role, str | None]:
    return (Role.OBSERVER, None) if number % 2 else (Role.DELEGATE, "NORD")


@pytest.mark.asyncio
async def test_a_deadline_is_dropped_only_as_it_was(store: Store) -> None:
    await _written(store)
    await store.alarms.drop(Alarm("s1", Deadline("phase", LATER.at)))
    assert await store.alarms.earliest() == NOW
    await store.alarms.drop(Alarm("s1", SOON))
    assert await store.alarms.earliest() == LATER.at


def test_the_cause_of_a_deadline_is_its_own() -> None:
    alarms = [Alarm("s1", one) for one in (SOON, LATER, Deadline("phase", LATER.at))]
    assert len({one.cause for one in alarms}) == 3
    assert all(len(one.cause) <= 64 for one in alarms)
    assert alarms[0].cause == Alarm("s1", Deadline("phase", NOW)).cause


@pytest.mark.asyncio
async def test_what_is_sealed_is_kept_by_key_and_party_and_may_be_said_anew(store: Store) -> None:
    odd = "yes \0 \ud800 \U0001f600"
    await _written(store, beside=Beside(sealed=(Sealed("M1", "NORD", "yes"), Sealed("M1", "NORD", odd))))
    assert await store.events.sealed("s1", "M1") == {"NORD": odd}
    assert await store.events.sealed("s1", "M2") == {}
    assert await store.events.sealed("s2", "M1") == {}


@pytest.mark.asyncio
async def test_a_file_is_kept_once_under_its_digest(store: Store) -> None:
    await store.events.keep_file("ab" * 32, StoredFile("map \0.png", b"\x00\xff"))
    await store.events.keep_file("ab" * 32, StoredFile("other.png", b"\x00\xff"))
    assert await store.events.file("ab" * 32) == StoredFile("map \0.png", b"\x00\xff")
    assert await store.events.file("cd" * 32) is None


@pytest.mark.asyncio
async def test_a_server_sets_things_for_itself(store: Store) -> None:
    assert await store.settings.get("g1", "moderators") is None
    await store.settings.put("g1", "moderators", "1")
    await store.settings.put("g1", "moderators", "2")
    assert await store.settings.get("g1", "moderators") == "2"
    assert await store.settings.get("g2", "moderators") is None
    await store.settings.put("g1", "moderators", None)
    assert await store.settings.get("g1", "moderators") is None


@pytest.mark.asyncio
async def test_a_closed_session_comes_back_only_to_a_free_channel(store: Store) -> None:
    first = opened("first")
    await stored(store, first, cause="a")
    first.does("chair", acts.Close())
    await append(store, first, last(first), "close")
    await stored(store, opened("second"), cause="b")
    entries = opened("first")
    entries.seat("nord")
    with pytest.raises(PlaceTaken) as taken:
        await store.events.append("first", 3, last(entries), "reopen", (), Beside(closed=False))
    assert taken.value.session == "second"
    assert len(await store.events.load("first")) == 3
