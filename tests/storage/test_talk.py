"""What was said, on both databases: kept at once, held to the record later, and erased without a trace of its words."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from bot.negotiation.recording.acts import BeginRecording, HearTalk
from bot.negotiation.recording.facts import TalkHeard
from bot.negotiation.talk import (
    CHAIRS,
    PLENARY,
    RECORD,
    Absence,
    Attached,
    Content,
    TalkKind,
    Utterance,
    content_hash,
    digest,
)
from bot.service.ports import Beside, MessageRef, StoredFile
from bot.storage import Store
from tests.storage.samples import NOW, last, opened, stored
from tests.support.builders import Story

MAP = b"a map"
DIGEST = sha256(MAP).hexdigest()


def said(message: str = "1", member: str = "anna", words: str = "Hello \ud800 «𝄞»", *files: Attached) -> Utterance:
    content = Content("salt", words, files)
    at = NOW + timedelta(seconds=int(message))
    return Utterance(
        message, PLENARY, TalkKind.SAID, at, member, "Anna \udfff", "s", content, content_hash(content), reply_to="9"
    )


async def _recorded(store: Store) -> Story:
    story = opened()
    await stored(store, story, cause="opening")
    story.does("chair", BeginRecording())
    await store.events.append("s1", 2, last(story), "record", ())
    return story


@pytest.mark.asyncio
async def test_what_is_said_comes_back_as_it_was_in_the_order_in_which_it_was_heard(store: Store) -> None:
    await _recorded(store)
    talk = (
        said("2"),
        said("1", "ben"),
        replace(said("3"), kind=TalkKind.DELETED, content=None, content_hash="", reply_to=None),
        replace(said("4"), content=None, absent=Absence.DECLINED),
    )
    numbers = [await store.talk.keep("s1", one) for one in talk]
    assert numbers == sorted(set(numbers))
    assert await store.talk.of("s1") == talk
    assert await store.talk.of("s2") == ()
    assert await store.talk.said("s1", "1") == talk[1]
    assert await store.talk.said("s1", "7") is None


@pytest.mark.asyncio
async def test_an_entry_holds_the_digests_in_the_same_transaction(store: Store) -> None:
    story = await _recorded(store)
    for number in range(3):
        await store.talk.keep("s1", said(str(number)))
    assert await store.talk.unheld() == ("s1",)
    waiting = await store.talk.waiting("s1", 2)
    assert [one.message for one in waiting.values()] == ["0", "1"]
    digests = tuple(digest(one) for one in waiting.values())
    assert story.hears(HearTalk(tuple(waiting), digests)) == (TalkHeard(digests),)
    await store.events.append("s1", 3, last(story), "heard", (), Beside(heard=tuple(waiting)))
    assert [one.entry for one in await store.talk.of("s1")] == [4, 4, 0]
    assert [one.message for one in (await store.talk.waiting("s1", 9)).values()] == ["2"]


@pytest.mark.asyncio
async def test_the_words_of_one_member_are_erased_and_nothing_else(store: Store) -> None:
    story = await _recorded(store)
    own, other = Attached("map.png", 5, "image/png", DIGEST), Attached("plan.png", 5, "image/png", "f" * 64)
    await store.events.keep_file(DIGEST, StoredFile("map.png", MAP))
    await store.events.keep_file("f" * 64, StoredFile("plan.png", b"plan!"))
    first, second, third = said("1", "anna", "My word", own, other), said("2", "ben", "Yours", other), said("3", "anna")
    for one in (first, second, third):
        await store.talk.keep("s1", one)
    assert await store.talk.words_of("s1", "anna") == 2
    story.seat("nord")
    await store.events.append("s1", 3, last(story), "erase", (), Beside(erased="anna"))
    assert await store.talk.of("s1") == (
        replace(first, content=None, absent=Absence.ERASED),
        second,
        replace(third, content=None, absent=Absence.ERASED),
    )
    assert await store.talk.words_of("s1", "anna") == 0
    assert await store.events.file(DIGEST) is None
    assert await store.events.file("f" * 64) is not None


@pytest.mark.asyncio
async def test_a_channel_is_known_as_the_plenary_or_as_the_room_that_a_thread_is(store: Store) -> None:
    await _recorded(store)
    rooms = {"record": RECORD, "chairs": CHAIRS, "party:NORD": "party:NORD", "room:C1": "C1"}
    for number, key in enumerate(rooms):
        await store.messages.put("s1", f"thread:{key}", MessageRef(f"90{number}"))
    await store.messages.put("s1", "card:P1", MessageRef("700", "1"))
    place = await store.events.place_of("s1")
    assert await store.talk.where(place.guild, place.channel) == ("s1", PLENARY)
    found = [await store.talk.where(place.guild, f"90{number}") for number in range(len(rooms))]
    assert found == [("s1", room) for room in rooms.values()]
    assert await store.talk.where(place.guild, "700") is None
    assert await store.talk.where("elsewhere", place.channel) is None
