"""The talk of a session: heard in its rooms, told to everybody, declined, erased, and read by those who may."""

import json

import pytest

from bot.cli.rehearsal import invited
from bot.loopback.people import Person, Reply
from bot.negotiation.recording.facts import TalkHeard
from bot.negotiation.talk import PLENARY, Absence, Message, TalkKind, messages
from bot.records import Verified, verify
from tests.e2e.world import World


async def heard(world: World) -> tuple[Message, ...]:
    """What was heard in the session so far, held to the record."""
    await world.settle()
    await world.bot.listener.hold()
    return messages(await world.bot.desk.talk.of((await world.session()).id))


async def files(person: Person, reply: Reply) -> dict[str, bytes]:
    assert reply.message is not None, reply.text()
    return {one["filename"].split("-", 1)[1]: await person.fetch(one) for one in reply.message.raw["attachments"]}


@pytest.mark.asyncio
async def test_nothing_is_recorded_before_everybody_is_told(world: World) -> None:
    invited(world.seed)
    await world.begun()
    us = await world.person("us")
    await us.say(world.plenary, "Before")
    assert await heard(world) == ()
    await world.do("chair", "record talk", on=True)
    await world.settle()
    pinned = await us.rest("GET", f"/channels/{world.plenary}/messages/pins")
    assert "The talk is recorded" in json.dumps(pinned)
    await us.say(world.plenary, "After")
    assert [one.content.words for one in await heard(world) if one.content] == ["After"]


@pytest.mark.asyncio
async def test_talk_is_kept_with_edits_deletions_replies_and_reactions(world: World) -> None:
    await world.begun()
    await world.do("chair", "record talk", on=True)
    us, ru = await world.person("us"), await world.person("ru")
    first = await us.say(world.plenary, "Ten thousand **each**")
    await us.rest("PATCH", f"/channels/{world.plenary}/messages/{first.id}", {"content": "Nine thousand each"})
    second = await ru.say(world.plenary, "We doubt it", reply_to=first)
    await us.react(second, "❓")
    await ru.delete(second)
    one, other = await heard(world)
    assert one.content is not None
    assert one.content.words == "Nine thousand each"
    assert [was.words for _, was in one.was if was] == ["Ten thousand **each**"]
    assert (one.first.room, one.first.member, one.first.name) == (PLENARY, str(us.id), "Us")
    assert other.first.reply_to == str(first.id)
    assert other.reactions == (("❓", 1),)
    assert other.deleted_at is not None
    entries = await world.bot.desk.service.entries((await world.session()).id)
    digests = [digest for entry in entries if isinstance(entry.event, TalkHeard) for digest in entry.event.digests]
    assert len(digests) == 5


@pytest.mark.asyncio
async def test_who_declines_is_left_out_and_marked_so(world: World) -> None:
    await world.begun()
    await world.do("chair", "record talk", on=True)
    await world.do("ru", "record decline")
    ru = await world.person("ru")
    await ru.say(world.plenary, "My own words")
    (one,) = await heard(world)
    assert (one.content, one.absent) == (None, Absence.DECLINED)
    assert "declined already" in (await world.do("ru", "record decline")).text()
    await world.do("ru", "record allow")
    await ru.say(world.plenary, "Heard again")
    assert [one.content.words for one in await heard(world) if one.content] == ["Heard again"]


@pytest.mark.asyncio
async def test_own_words_are_erased_and_the_record_still_verifies(world: World) -> None:
    await world.begun()
    await world.do("chair", "record talk", on=True)
    us, ru = await world.person("us"), await world.person("ru")
    await us.say(world.plenary, "A secret slip")
    await ru.say(world.plenary, "Noted")
    await heard(world)
    refused = await world.do("ru", "record forget", member=us.id)
    assert "Only a chair erases" in refused.text()
    assert "1 message erased" in (await world.do("us", "record forget")).text()
    found = await heard(world)
    assert [(one.content.words if one.content else one.absent) for one in found] == [Absence.ERASED, "Noted"]
    made = await files(us, await world.do("us", "record export"))
    assert not any(b"secret slip" in content for content in made.values())
    assert isinstance(verify(made["record.json"]), Verified)
    assert "no recorded words" in (await world.do("us", "record forget")).text()


@pytest.mark.asyncio
async def test_private_talk_is_sealed_until_the_chair_opens_it(world: World) -> None:
    await world.begun()
    await world.do("chair", "record talk", on=True)
    await world.settle()
    ref = await world.bot.desk.messages.get((await world.session()).id, "thread:party:US")
    assert ref is not None
    us = await world.person("us")
    await us.say(int(ref.channel), "Our floor is five hundred")
    await heard(world)

    record = await world.bot.desk.messages.get((await world.session()).id, "thread:record")
    assert record is not None

    async def reads(name: str) -> bool:
        made = await files(await world.person(name), await world.do(name, "record export", int(record.channel)))
        return any(b"floor is five hundred" in content for content in made.values())

    assert [await reads(name) for name in ("us", "ru", "chair", "olga")] == [True, False, False, False]
    assert "the negotiation is on" in (await world.do("chair", "record open")).text()
    await world.sure("chair", "session close", reason="Late.")
    await world.settle()
    assert "US" not in (await world.do("ru", "record open", int(record.channel))).text()
    opened = await world.sure("chair", "record open", int(record.channel), room="party:US")
    assert "Open to everybody now: the delegation of United States" in opened.text()
    assert [await reads(name) for name in ("us", "ru", "chair", "olga")] == [True] * 4


@pytest.mark.asyncio
async def test_without_the_intent_only_who_spoke_is_recorded_and_said_so(world: World) -> None:
    world.message_content = False
    await world.restart()
    await world.begun()
    await world.do("chair", "record talk", on=True)
    await world.settle()
    us = await world.person("us")
    await us.load_history(world.plenary)
    assert any("may not read messages" in one.text() for one in us.messages(world.plenary))
    await us.say(world.plenary, "Unheard words")
    (one,) = await heard(world)
    assert (one.content, one.absent, one.first.member) == (None, Absence.NO_INTENT, str(us.id))


@pytest.mark.asyncio
async def test_what_was_said_before_a_stop_is_held_to_the_record_after_it(world: World) -> None:
    await world.begun()
    await world.do("chair", "record talk", on=True)
    us = await world.person("us")
    await us.say(world.plenary, "Just before the lights went out")
    await world.settle()
    await world.restart()
    (one,) = await heard(world)
    assert one.first.kind is TalkKind.SAID
    assert one.first.entry > 0
