"""What is heard: kept at once if its room belongs to a session that is recorded, held to the record in batches."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.negotiation import acts
from bot.negotiation.recording.acts import BeginRecording, DeclineRecording, EndRecording
from bot.negotiation.recording.facts import TalkHeard
from bot.negotiation.talk import PLENARY as ROOM
from bot.negotiation.talk import Absence, Attached, TalkKind, digest
from bot.service.faults import StorageFull
from bot.service.listening import AT_ONCE, Heard, Listener
from tests.service.hall import PLENARY, Hall
from tests.support.builders import START

HELLO = Heard(PLENARY.guild, PLENARY.channel, "1", TalkKind.SAID, START, "nord", "Nord", "Hello")


def listener(hall: Hall) -> Listener:
    salts = iter(range(10_000))
    return Listener(talk=hall.store.talk, service=hall.service, new_salt=lambda: f"salt {next(salts)}")


async def recorded(hall: Hall) -> str:
    session = await hall.begun()
    await hall.does(session, "chair", BeginRecording())
    return session


@pytest.mark.asyncio
async def test_what_is_said_is_kept_and_held(hall: Hall) -> None:
    session, ears = await recorded(hall), listener(hall)
    await ears.hear(HELLO)
    await ears.hear(replace(HELLO, kind=TalkKind.EDITED, words="Hello all", at=START + timedelta(seconds=9)))
    await ears.hold()
    one, two = await hall.store.talk.of(session)
    assert (one.room, one.name, one.content.words if one.content else "") == (ROOM, "Nord", "Hello")
    last = (await hall.service.entries(session))[-1]
    assert last.event == TalkHeard((digest(one), digest(two)))
    assert (one.entry, two.entry) == (last.seq, last.seq)
    await ears.hold()
    assert (await hall.service.entries(session))[-1] == last


@pytest.mark.asyncio
async def test_what_is_said_elsewhere_or_not_recorded_is_not_kept(hall: Hall) -> None:
    session, ears = await hall.begun(), listener(hall)
    await ears.hear(HELLO)
    await hall.does(session, "chair", BeginRecording())
    await ears.hear(replace(HELLO, channel="elsewhere"))
    await ears.hear(replace(HELLO, message="9", kind=TalkKind.DELETED))
    await hall.does(session, "chair", EndRecording())
    await ears.hear(HELLO)
    await hall.does(session, "chair", BeginRecording())
    await hall.does(session, "chair", acts.Close())
    await ears.hear(HELLO)
    assert await hall.store.talk.of(session) == ()


@pytest.mark.asyncio
async def test_words_of_who_declined_and_unread_words_are_not_kept(hall: Hall) -> None:
    session, ears = await recorded(hall), listener(hall)
    await hall.does(session, "nord", DeclineRecording())
    await ears.hear(HELLO)
    await ears.hear(replace(HELLO, message="2", member="sud", name="Sud", words=None))
    found = await hall.store.talk.of(session)
    assert [(one.content, one.content_hash, one.absent) for one in found] == [
        (None, "", Absence.DECLINED),
        (None, "", Absence.NO_INTENT),
    ]


@pytest.mark.asyncio
async def test_an_edit_never_comes_before_a_message_whose_file_takes_time(hall: Hall) -> None:
    session, ears = await recorded(hall), listener(hall)
    fetched = asyncio.Event()

    async def slow() -> tuple[Attached, ...]:
        await fetched.wait()
        return (Attached("map.png", 3),)

    first = asyncio.create_task(ears.hear(replace(HELLO, files=slow)))
    await asyncio.sleep(0)
    second = asyncio.create_task(ears.hear(replace(HELLO, kind=TalkKind.EDITED, words="Look")))
    await asyncio.sleep(0)
    fetched.set()
    await asyncio.gather(first, second)
    assert [one.kind for one in await hall.store.talk.of(session)] == [TalkKind.SAID, TalkKind.EDITED]


@pytest.mark.asyncio
async def test_many_are_held_in_batches_and_what_an_earlier_run_left_is_held_at_the_start(hall: Hall) -> None:
    session, ears = await recorded(hall), listener(hall)
    for number in range(AT_ONCE + 3):
        await ears.hear(replace(HELLO, message=str(number)))
    later = listener(hall)
    later.stop()
    await later.run()
    held = [entry.event for entry in await hall.service.entries(session) if isinstance(entry.event, TalkHeard)]
    assert [len(one.digests) for one in held] == [AT_ONCE, 3]


@pytest.mark.asyncio
async def test_a_store_that_is_full_loses_nothing_but_what_is_said_meanwhile(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, ears = await recorded(hall), listener(hall)

    async def full(*_: object) -> int:
        raise StorageFull("no room")

    with monkeypatch.context() as patch:
        patch.setattr(type(hall.store.talk), "keep", full)
        await ears.hear(HELLO)
    await ears.hear(replace(HELLO, message="2"))
    assert [one.message for one in await hall.store.talk.of(session)] == ["2"]
