"""Private rooms and blind questions: as the right person and as the wrong one, by command and by button."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.loopback.people import Channel, Message, Person, PersonError
from tests.e2e.test_confidential import seen_by
from tests.e2e.test_faults import forbid
from tests.e2e.test_marks import labelled, shown, values
from tests.e2e.world import BALANCED, PACK, World, pressed
from tests.support.builders import SHIPPED

MANAGE_THREADS = 1 << 34
TOPIC = "what we would really take"


def thread(person: Person, begins: str) -> Channel | None:
    """A thread that a person sees, by the beginning of its name."""
    return next((one for one in person.channels.values() if one.is_thread and one.name.startswith(begins)), None)


async def card(person: Person, begins: str, words: str = "## C1") -> Message:
    """The newest card in a thread that begins with words, as a person sees it now."""
    found = thread(person, begins)
    assert found is not None, f"no thread {begins}: {[one.name for one in person.channels.values()]}"
    await person.load_history(found.id)
    cards = [one for one in person.messages(found.id) if one.text().startswith(words) and not one.ephemeral]
    assert cards, [one.text() for one in person.messages(found.id)]
    return cards[-1]


async def opened(world: World, **options: Any) -> None:  # noqa: ANN401  # options of the command
    """A caucus of PL and UA about something."""
    await world.begun()
    reply = await world.do("pl", "caucus open", parties="UA", topic=TOPIC, **options)
    assert "C1 is open for Poland and the Baltic hosts, and Ukraine" in reply.text(), reply.text()
    await world.settle()


@pytest.mark.asyncio
async def test_a_caucus_is_a_thread_of_its_parties_alone(world: World) -> None:
    await opened(world, minutes=10)
    await world.do("olga", "seat take")
    await world.do("ua2", "seat take", party="UA", role="adviser")
    await world.settle()
    for name in ("pl", "ua", "ua2"):
        text = (await card(world.people[name], "C1")).text()
        assert f"**About:** {TOPIC}" in text
        assert re.search(r"Open until <t:\d+:t>, <t:\d+:R>\.", text)
    room = thread(world.people["pl"], "C1")
    assert room is not None
    assert room.name == f"C1 · {TOPIC}"
    await world.people["pl"].say(room.id, "our real limit is 600")
    for name in ("us", "ru", "chair", "olga"):
        person = world.people[name]
        assert thread(person, "C1") is None, name
        with pytest.raises((PersonError, KeyError)):
            await person.load_history(room.id)
        assert "There is no room “C1” that you are in" in (
            await world.sure(name, "caucus close", room="C1")
        ).text() or name in {"chair", "olga"}
    listed = (await world.do("us", "caucus list")).text()
    assert "There is no private room that you know of" in listed
    assert TOPIC in (await world.do("ua", "caucus list")).text()
    chairs = (await world.do("chair", "caucus list")).text()
    assert "**C1** · caucus of Poland and the Baltic hosts, and Ukraine · closed" in chairs
    await world.do("us", "record export")
    for name in ("us", "ru", "chair", "olga"):
        seen = await seen_by(world, world.people[name])
        assert TOPIC not in seen, name
        assert "600 real" not in seen
        assert "our real limit is 600" not in seen, name
    record = thread(world.people["us"], "Record")
    assert record is not None
    lines = "\n".join(one.text() for one in world.people["us"].messages(record.id))
    assert "**C1**: Poland and the Baltic hosts, and Ukraine meet in private" in lines


@pytest.mark.asyncio
async def test_a_caucus_is_opened_for_the_right_people_and_refused_to_others(world: World) -> None:
    await world.begun()
    await world.do("olga", "seat take")
    await world.do("eve", "seat take", party="US", role="adviser")
    refusals = {"nobody": "You have no seat", "olga": "you are an observer", "eve": "you are an adviser"}
    for name, told in refusals.items():
        assert told in (await world.do(name, "caucus open", parties="PL")).text(), name
    assert "at least 2 parties; you named 1" in (await world.do("us", "caucus open", parties="US")).text()
    assert "no party “XX”" in (await world.do("us", "caucus open", parties="XX")).text()
    assert "Only the chair" in (await world.do("us", "caucus open", parties="RU", confessional=True)).text()
    assert "Only the chair" in (await world.do("us", "caucus open", parties="RU", stops_clock=True)).text()
    assert "no clock running" in (await world.do("chair", "caucus open", parties="US RU", stops_clock=True)).text()
    assert (
        "exactly 1 party, not 2" in (await world.do("chair", "caucus open", parties="US RU", confessional=True)).text()
    )
    await world.do("ua", "seat leave")
    assert "Nobody sits for Ukraine" in (await world.do("us", "caucus open", parties="ukraine")).text()
    assert "C1 is open" in (await world.do("us", "caucus open", parties="Russian Federation")).text()
    assert "have an open room already: C1" in (await world.do("ru", "caucus open", parties="us")).text()
    assert "UA" not in await values(world, "pl", "caucus open", "parties")
    assert await values(world, "pl", "caucus open", "parties", "US R") == ["US RU"]


@pytest.mark.asyncio
async def test_the_buttons_of_a_room_and_its_thread(world: World) -> None:
    await opened(world, minutes=10)
    pl, ua, chair = (world.people[name] for name in ("pl", "ua", "chair"))
    first = await card(pl, "C1")
    assert "Only the chair" in (await pl.click(*pressed(first, "roomextend"))).text()
    invited = await pl.command("caucus invite", thread(pl, "C1").id, parties="US")  # type: ignore[union-attr]  # it is there
    assert "United States is in C1 now" in invited.text()
    await world.settle()
    us = world.people["us"]
    assert "United States" in (await card(us, "C1")).text()
    assert "C1 has time until" in (await world.do("chair", "caucus extend", room="1", minutes=3)).text()
    assert "United States has left C1" in (await us.click(*pressed(await card(us, "C1"), "roomleave"))).text()
    await world.settle()
    assert thread(us, "C1") is None
    await world.restart()
    assert "C1 is closed" in (await ua.click(*pressed(await card(ua, "C1"), "roomleave"))).text()
    await world.settle()
    closed = await card(pl, "C1")
    assert "One of its parties closed it. What was said here stays with those who were in it" in closed.text()
    room = await world.bot.fetch_channel(closed.channel_id)
    assert room.archived  # type: ignore[union-attr]  # it is a thread
    assert "C1 is closed: one of its parties closed it" in (await world.sure("chair", "caucus close", room="C1")).text()
    assert await values(world, "ua", "caucus reopen", "room") == ["C1"]
    assert await values(world, "us", "caucus reopen", "room") == []
    assert "C1 is open again" in (await ua.click(*pressed(closed, "roomreopen"))).text()
    await world.settle()
    again = await card(pl, "C1")
    assert "Open until somebody closes it" in again.text()
    assert not (await world.bot.fetch_channel(again.channel_id)).archived  # type: ignore[union-attr]  # it is a thread
    listed = shown(await world.do("chair", "caucus list"))
    assert "C1 is closed" in (await world.agreed("chair", await chair.click(*labelled(listed, "Close C1")))).text()
    assert "C1 is open again until" in (await world.do("chair", "caucus reopen", room="C1", minutes=5)).text()
    assert "C1 is closed" in (await world.do("ua", "caucus leave")).text()
    assert "C1 is open again" in (await world.do("pl", "caucus reopen")).text()
    await world.settle()
    assert "C1 is closed" in (await pl.click(*pressed(await card(pl, "C1"), "roomclose"))).text()


@pytest.mark.asyncio
async def test_members_of_a_room_follow_their_seats(world: World) -> None:
    await opened(world)
    await world.do("spy", "seat take", party="UA", role="adviser")
    await world.settle()
    spy = world.people["spy"]
    assert thread(spy, "C1") is not None
    await world.sure("chair", "seat assign", member=spy, role="delegate", party="US")
    await world.settle()
    assert thread(spy, "C1") is None
    await world.do("us", "caucus open", parties="RU")
    await world.settle()
    assert thread(spy, "C2") is not None
    await world.do("spy", "seat leave")
    await world.settle()
    assert thread(spy, "C2") is None


@pytest.mark.asyncio
async def test_the_confessional_is_the_chair_with_one_party(world: World) -> None:
    await world.begun()
    assert (
        "which only they and the chairs read"
        in (await world.do("chair", "caucus open", parties="RU", confessional=True, topic=TOPIC)).text()
    )
    await world.settle()
    for name in ("chair", "ru"):
        assert f"**About:** {TOPIC}" in (await card(world.people[name], "C1")).text()
    for name in ("us", "pl", "ua"):
        assert thread(world.people[name], "C1") is None
    record = thread(world.people["us"], "Record")
    assert record is not None
    assert "C1" not in "\n".join(one.text() for one in world.people["us"].messages(record.id))
    assert "exactly 1 party" in (await world.do("ru", "caucus invite", parties="US", room="C1")).text()
    assert "does not let the chair look" in (await opened_beside(world)).text()


async def opened_beside(world: World) -> Any:  # noqa: ANN401  # a reply
    """The chair tries to look into a caucus."""
    await world.do("pl", "caucus open", parties="UA")
    return await world.do("chair", "caucus enter", room="C2")


@pytest.mark.asyncio
async def test_time_closes_a_room_and_a_thread_that_was_deleted_is_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await opened(world, minutes=10)
    pl = world.people["pl"]
    room = thread(pl, "C1")
    assert room is not None
    admin = await world.person("admin", permissions=MANAGE_THREADS)
    await admin.rest("DELETE", f"/channels/{room.id}")
    assert "has time until" in (await world.do("chair", "caucus extend", room="C1")).text()
    await world.settle()
    made = thread(pl, "C1")
    assert made is not None
    assert made.id != room.id
    assert thread(world.people["ua"], "C1") is not None
    assert "Open until" in (await card(pl, "C1")).text()
    later = datetime.now(UTC) + timedelta(minutes=16)
    monkeypatch.setattr("bot.app.SystemClock.now", lambda _: later)
    world.bot.ticker.wake()
    for _ in range(100):
        if not (await world.session()).private.rooms["C1"].open:
            break
        await asyncio.sleep(0.05)
    await world.settle()
    assert "Its time was up." in (await card(pl, "C1")).text()


async def read_by(person: Person) -> str:
    """Every message that a person has been shown."""
    for channel in list(person.channels):
        await person.load_history(channel)
    return "\n".join(one.text() for channel in list(person.channels) for one in person.messages(channel))


async def asked(world: World) -> None:
    """A blind question about P1 of all four parties."""
    await world.begun()
    await world.table("us", BALANCED)
    reply = await world.do("chair", "blind ask", proposal="P1", words="As it stands?")
    assert "Q1 goes to United States" in reply.text()
    await world.settle()


async def blind(world: World, name: str, verb: str) -> str:
    person = world.people[name]
    found = next(one.name for one in person.channels.values() if one.name.endswith("delegation"))
    text = (await person.click(*pressed(await card(person, found, "## Q1"), verb))).text()
    await world.settle()
    return text


@pytest.mark.asyncio
async def test_a_blind_question_that_all_say_yes_to_is_told_to_everybody(world: World) -> None:
    await asked(world)
    chair = world.people["chair"]
    for number, name in enumerate(("us", "ru", "pl")):
        counted = (await card(chair, "Chairs", "## Q1")).text()
        assert f"**{number} of 4** have answered" in counted
        assert "Nobody is told what you said" in await blind(world, name, "blindyes")
    assert "all said yes" in await blind(world, "ua", "blindyes")
    posts = "\n".join(one.text() for one in world.people["us"].messages(world.plenary))
    assert "## Q1: all said yes" in posts
    assert "All 4 said yes" in (await card(world.people["ru"], "Russian", "## Q1")).text()
    assert "All 4 said yes" in (await card(chair, "Chairs", "## Q1")).text()
    assert "question Q1 is closed" in (await world.do("us", "blind answer", yes=False, question="Q1")).text()


@pytest.mark.asyncio
async def test_nobody_learns_who_said_no_to_a_blind_question(world: World) -> None:
    await asked(world)
    people = ("us", "ru", "pl", "ua", "chair", "olga")
    await world.do("olga", "seat take")
    for name, verb in (("us", "blindyes"), ("ru", "blindno"), ("pl", "blindyes")):
        await blind(world, name, verb)
    told = await world.do("ua", "blind answer", yes=True)
    assert "That was the last answer: Q1 is closed" in told.text()
    await world.settle()
    assert "not all said yes" in (await card(world.people["chair"], "Chairs", "## Q1")).text()
    assert "The question is closed." in (await card(world.people["us"], "United", "## Q1")).text()
    acts = ""
    for name in people:
        exported = shown(await world.do(name, "record export", format="markdown"))
        acts = (await world.people[name].fetch(exported.attachments[-1])).decode()
        assert "A party answered the blind question Q1." in acts
        said = await read_by(world.people[name])
        assert ("not all said yes" in said) == (name == "chair"), name
        assert "all said yes" not in re.sub(r"(not all|whether all) said yes", "", said), name
    answers = [line for line in acts.splitlines() if "A party answered" in line]
    assert len(answers) == 4
    assert not any(one in line for line in answers for one in ("Us", "Ru", "Pl", "Ua", "head", "United", "Russian"))
    session = await world.session()
    entries = await world.bot.desk.service.entries(session.id)
    assert not any(hasattr(one.event, "yes") for one in entries)
    assert (await world.bot.desk.service.sealed(session.id, "Q1"))["RU"] == "no"


@pytest.mark.asyncio
async def test_blind_questions_and_the_wrong_people(world: World) -> None:
    await world.begun()
    assert "Only the chair" in (await world.do("us", "blind ask", words="Would you?")).text()
    assert "at least 2 parties, not 1" in (await world.do("chair", "blind ask", words="x", parties="US")).text()
    assert (
        "Q1 goes to United States and Russian Federation"
        in (await world.do("chair", "blind ask", words="Would *you*?", parties="US RU", minutes=5)).text()
    )
    await world.settle()
    assert thread(world.people["pl"], "Chairs") is None
    pl = thread(world.people["pl"], "Poland")
    assert pl is not None
    assert "Q1" not in "\n".join(one.text() for one in world.people["pl"].messages(pl.id))
    await world.do("us2", "seat take", party="US")
    for name, told in {
        "pl": "no open question “Q1” for you",
        "us2": "Only a head may do this",
        "chair": "Only a head",
        "nobody": "You have no seat",
    }.items():
        assert told in (await world.do(name, "blind answer", yes=True, question="Q1")).text(), name
    assert await values(world, "us", "blind answer", "question") == ["Q1"]
    assert await values(world, "pl", "blind answer", "question") == []
    assert await values(world, "us", "blind close", "question") == []
    counted = await card(world.people["chair"], "Chairs", "## Q1")
    with pytest.raises(PersonError):
        await world.people["us"].click(*pressed(counted, "blindclose"))
    assert "Only the chair" in (await world.do("us", "blind close", question="Q1")).text()
    chair = world.people["chair"]
    closing = await world.agreed("chair", await chair.click(*pressed(counted, "blindclose")))
    assert "not all said yes" in closing.text()
    assert "The question Q1 is closed" in (await world.sure("chair", "blind close", question="Q1")).text()


@pytest.fixture
def observing(tmp_path: Path) -> Path:
    """A folder with a pack in which chairs may look in; the next world reads it."""
    source = (SHIPPED / f"{PACK}.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "packs"
    folder.mkdir()
    changed = source.replace(f"id: {PACK}", "id: observed", 1).replace(
        "procedure:\n", "procedure:\n  chairs_observe: true\n", 1
    )
    (folder / "observed.yaml").write_text(changed, encoding="utf-8")
    return folder


@pytest.mark.asyncio
async def test_where_the_pack_lets_them_chairs_look_in_and_the_room_is_told(world: World, observing: Path) -> None:
    world.packs = observing
    await world.restart()
    await world.do("chair", "session open", pack="observed")
    for name in ("us", "pl", "ru", "ua"):
        await world.do(name, "seat take", party=name.upper())
    await world.do("chair", "session begin")
    await world.settle()
    assert "ALLIES" in await values(world, "ru", "caucus open", "parties")
    opened = await world.do("us", "caucus open", parties="allies", topic=TOPIC)
    assert "C1 is open for United States, and Poland and the Baltic hosts" in opened.text()
    await world.settle()
    chair = world.people["chair"]
    assert thread(chair, "C1") is None
    assert "The chair may look in, and you are told" in (await card(world.people["pl"], "C1")).text()
    listed = shown(await world.do("chair", "caucus list"))
    assert TOPIC not in listed.text()
    assert "You look into C1 now" in (await chair.click(*pressed(listed, "roomenter"))).text()
    await world.settle()
    assert f"**About:** {TOPIC}" in (await card(chair, "C1")).text()
    room = thread(world.people["pl"], "C1")
    assert room is not None
    told = [one.text() for one in world.people["pl"].messages(room.id)]
    assert any("The chair (Chair) looks into this room from now on" in one for one in told)
    assert "**The chair looks in:** Chair" in (await card(world.people["pl"], "C1")).text()
    assert "You are in C1 already" in (await world.do("chair", "caucus enter", room="C1")).text()
    assert "Only the chair" in (await world.do("ru", "caucus enter", room="C1")).text()


@pytest.mark.asyncio
async def test_a_room_closes_although_the_bot_may_not_lock_its_thread(world: World) -> None:
    await opened(world)
    forbid(world, manage_threads=True)
    assert "C1 is closed" in (await world.do("pl", "caucus close")).text()
    await world.settle()
    closed = await card(world.people["ua"], "C1")
    assert "## C1 · caucus · closed" in closed.text()
    assert not (await world.bot.fetch_channel(closed.channel_id)).locked  # type: ignore[union-attr]  # it is a thread


@pytest.mark.asyncio
async def test_rooms_and_questions_end_with_the_session(world: World) -> None:
    await opened(world)
    await world.do("chair", "blind ask", words="Would you?")
    await world.settle()
    await world.sure("chair", "session close")
    await world.settle()
    closed = await card(world.people["pl"], "C1")
    assert "The session is closed. What was said here stays" in closed.text()
    assert closed.buttons() == []
    assert "The question is closed." in (await card(world.people["pl"], "Poland", "## Q1")).text()
    assert "The question is closed." in (await card(world.people["chair"], "Chairs", "## Q1")).text()
