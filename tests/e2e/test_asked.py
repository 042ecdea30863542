"""What a chair does to others is shown before it is done: once, for that chair alone, over restarts."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from bot.loopback.people import File, PersonError
from bot.negotiation.acts import Actor
from bot.negotiation.model import Phase, Role
from bot.ui.asked import ASKED
from tests.e2e.test_at_once import fine
from tests.e2e.test_marks import shown
from tests.e2e.test_voting import moved
from tests.e2e.world import BALANCED, LOPSIDED, PACK, World, button, pressed

SECRET = "Give way on the observers, and they will follow."
WHY = "It is *better* so."

Options = dict[str, Any]
Staged = Callable[[World], Awaitable[Options]]


async def version(world: World) -> int:
    return (await world.session()).version


async def begun(world: World, **options: Any) -> Options:  # noqa: ANN401  # options of the command
    await world.begun()
    return options


async def tabled(world: World, **options: Any) -> Options:  # noqa: ANN401  # options of the command
    await world.begun()
    await world.table("us", BALANCED)
    return options


async def a_barred_text(world: World) -> Options:
    await world.begun()
    await world.table("us", LOPSIDED)
    chair = await world.person("chair")
    rule = (await chair.autocomplete("chair waiver", world.plenary, "rule", "", proposal="P1 v1"))[0].value
    return {"proposal": "P1 v1", "rule": rule, "statement": SECRET}


async def accepted(world: World) -> Options:
    await tabled(world)
    await world.do("us", "accept", proposal="P1")
    return {"proposal": "P1"}


async def a_text_of_the_chair(world: World) -> Options:
    await world.begun()
    await world.table("chair", BALANCED)
    await world.do("us", "accept", proposal="P1")
    return {"proposal": "P1", "reason": WHY}


async def seated(world: World) -> Options:
    await world.begun()
    return {"member": await world.person("us"), "role": "delegate", "party": "RU", "reason": WHY}


async def in_phases(world: World) -> Options:
    await world.do("chair", "session open", pack=PACK)
    for party in ("US", "RU", "PL", "UA"):
        await world.do(party.lower(), "seat take", party=party)
    await world.do("chair", "session begin", pace="live")
    return {}


async def a_room(world: World) -> Options:
    await world.begun()
    await world.do("pl", "caucus open", parties="UA")
    return {"room": "C1", "reason": WHY}


async def a_question(world: World) -> Options:
    await world.begun()
    await world.do("chair", "blind ask", words="Would you?")
    return {"question": "Q1"}


async def a_vote(world: World) -> Options:
    await moved(world)
    await world.do("chair", "vote open", motion="M1")
    return {"motion": "M1"}


async def a_motion(world: World) -> Options:
    await moved(world)
    return {"motion": "M1", "reason": WHY}


async def a_point(world: World) -> Options:
    await world.begun()
    await world.do("us", "order point", words="The list was closed.")
    return {"point": "O1", "ruling": "sustained", "reason": WHY}


async def a_roll(world: World) -> Options:
    await world.begun()
    await world.do("chair", "roll call")
    return {}


async def a_member(world: World) -> Options:
    await world.begun()
    return {"member": await world.person("us")}


async def a_call(world: World) -> Options:
    return {**await a_member(world), "reason": WHY}


ROWS: list[tuple[str, Staged, list[str], str]] = [
    ("seat assign", seated, ["Us: head, US → delegate, RU", "United States has no head any more"], "seat_taken"),
    ("chair cochair", a_member, ["Chair seated Us: chair", "Us: head, US → chair"], "seat_taken"),
    ("chair handover", a_member, ["Us: head, US → chair", "Chair: chair → observer"], "seat_taken"),
    ("withdraw", a_text_of_the_chair, ["P1: on the table, v1 → withdrawn, v1"], "proposal_withdrawn"),
    ("session close", lambda world: tabled(world, reason=WHY), ["no agreement", "P1: on the table"], "session_closed"),
    ("phase next", in_phases, ["Chair began phase 2", "Everybody, by a post"], "phase_entered"),
    ("roll close", a_roll, ["Chair closed the roll", "Absent: United States"], "roll_closed"),
    ("order rule", a_point, ["Chair **sustained** O1", "Everybody, by a post"], "point_ruled"),
    ("order call", a_call, ["called Us", "Everybody, by a post"], "called_to_order"),
    ("motion rule-out", a_motion, ["ruled M1 out of order", "a line in the thread Record"], "motion_ruled_out"),
    ("vote close", a_vote, ["M1 failed", "Everybody, by a post"], "vote_closed"),
    ("silence put", accepted, ["under silence until <t:"], "silence_begun"),
    ("chair waiver", a_barred_text, ["to waive", SECRET], "waiver_requested"),
    ("caucus close", a_room, ["**C1** is closed: by the chair", "the thread of C1 closes"], "room_closed"),
    ("blind close", a_question, ["**Q1** closes: 0 of 4 have answered", "no answer counts as a no"], "blind_closed"),
    ("chair strike", lambda world: tabled(world, entry="6", reason=WHY), ["struck entry 6"], "entry_struck"),
    ("chair message", lambda world: begun(world, party="RU", words=SECRET), [SECRET, "alone"], "party_messaged"),
    ("chair news", lambda world: begun(world, title="Rain", words="It rains."), ["Rain\nIt rains."], "news_told"),
]


@pytest.mark.asyncio
@pytest.mark.parametrize(("command", "staged", "says", "kind"), ROWS, ids=[row[0] for row in ROWS])
async def test_what_it_will_do_is_shown_first_and_then_done_once(
    world: World, command: str, staged: Staged, says: list[str], kind: str
) -> None:
    options = await staged(world)
    before = await version(world)
    reply = await world.do("chair", command, **options)
    chair = world.people["chair"]
    preview = shown(await chair.submit(reply.modal, {"text": WHY}) if reply.modal else reply)
    assert preview.ephemeral
    assert "Nothing has happened yet" in preview.text()
    assert [one for one in says if one not in preview.text()] == []
    assert await version(world) == before
    session = (await world.session()).id
    waiting = await world.bot.desk.pending.get(session, button(preview, "doit").rpartition(":")[2])
    assert waiting is not None
    assert type(waiting.act) in ASKED
    said = fine(*await asyncio.gather(*(chair.click(*pressed(preview, "doit")) for _ in range(2))))
    assert sum("✔" in one for one in said) == 1
    assert sum("This was done already, once." in one for one in said) == 1
    entries = await world.bot.desk.service.entries(session)
    assert kind in {entry.event.type for entry in entries[before:]}
    assert len({entry.at for entry in entries[before:]}) == 1, "it is one act"
    assert await world.bot.desk.pending.get(session, button(preview, "doit").rpartition(":")[2]) is None


def test_the_table_has_every_act_that_is_asked_first() -> None:
    # These need more to be staged than a row: they have tests of their own beside what they are about.
    elsewhere = {"Adopt", "ExcuseParty", "CertifyEditorial", "UnsealRooms", "EraseWords"}
    assert len(ASKED) == len(ROWS) - len({"chair cochair"}) + len(elsewhere)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("chair strike", {"entry": "999", "reason": WHY}),
        ("chair message", {"party": "XX", "words": SECRET}),
        ("vote close", {"motion": "M9"}),
        ("caucus close", {"room": "C9"}),
    ],
)
async def test_what_would_be_refused_is_refused_at_once_and_nothing_waits(
    world: World, command: str, options: Options
) -> None:
    await world.begun()
    refused = shown(await world.do("chair", command, **options))
    assert refused.buttons() == []
    with closing(sqlite3.connect(world.database)) as database:
        assert database.execute("SELECT count(*) FROM pending").fetchone() == (0,)


@pytest.mark.asyncio
async def test_a_missing_reason_is_asked_for_by_a_form_and_everybody_reads_it(world: World) -> None:
    await world.begun()
    us2 = await world.person("us2")
    await world.do("us2", "seat take", party="US")
    chair = world.people["chair"]
    asked = await world.do("chair", "seat assign", member=us2, role="head", party="US")
    assert asked.modal is not None
    blank = await chair.submit(asked.modal, {"text": "  "})
    assert "Nothing has happened yet" not in blank.text()
    asked = await world.do("chair", "seat assign", member=us2, role="head", party="US")
    assert asked.modal is not None
    assert (await world.session()).seats[str(us2.id)].role is Role.DELEGATE
    await world.restart()
    preview = shown(await chair.submit(asked.modal, {"text": WHY}))
    assert "**Reason**\n“It is \\*better\\* so.”" in preview.text()
    assert "Us: head, US → delegate, US" in preview.text()
    await chair.click(*pressed(preview, "doit"))
    await world.settle()
    assert (await world.session()).seats[str(us2.id)].role is Role.HEAD
    entries = await world.bot.desk.service.entries((await world.session()).id)
    assert [entry.event.reason for entry in entries[-2:]] == [WHY, WHY]  # type: ignore[union-attr]  # seats


@pytest.mark.asyncio
async def test_the_form_of_a_reason_leads_to_what_it_is_for(world: World) -> None:
    await world.begun()
    await world.do("pl", "caucus open", parties="UA")
    for command, options in (("session close", {}), ("caucus close", {"room": "C1"})):
        asked = await world.do("chair", command, **options)
        assert asked.modal is not None, command
        preview = shown(await world.people["chair"].submit(asked.modal, {"text": WHY}))
        assert "“It is \\*better\\* so.”" in preview.text()
    assert (await world.session()).phase is Phase.NEGOTIATING
    assert (await world.session()).private.rooms["C1"].open


@pytest.mark.asyncio
async def test_who_sits_down_for_the_first_time_is_seated_at_once(world: World) -> None:
    await world.begun()
    eve = await world.person("eve")
    told = await world.do("chair", "seat assign", member=eve, role="adviser", party="US")
    assert "✔" in told.text()
    # A party of the room closes it at once; only over others it is asked.
    await world.do("pl", "caucus open", parties="UA")
    assert "C1 is closed" in (await world.do("pl", "caucus close", room="C1")).text()


@pytest.mark.asyncio
async def test_a_restart_between_showing_and_doing_loses_nothing(world: World) -> None:
    await world.begun()
    file = File("map.png", b"\x89PNG\r\n\x1a\n" + b"pixels", "image/png")
    preview = shown(await world.do("chair", "chair news", title="A leak", words=SECRET, to="RU", file=file))
    assert f"A leak\n{SECRET}" in preview.text()
    assert "map.png" in preview.text()
    assert "Russian Federation alone" in preview.text()
    await world.restart()
    done = await world.people["chair"].click(*pressed(preview, "doit"))
    assert "N1 goes to Russian Federation alone" in done.text()
    await world.settle()
    news = (await world.session()).order.news["N1"]
    assert (news.title, news.file) == ("", "map.png")
    sealed = await world.bot.desk.service.sealed((await world.session()).id, "N1")
    assert sealed == {"RU": f"A leak\n{SECRET}"}


@pytest.mark.asyncio
async def test_what_has_changed_meanwhile_is_shown_anew_and_not_done(world: World) -> None:
    options = await tabled(world, reason=WHY)
    preview = shown(await world.do("chair", "session close", **options))
    await world.table("ru", BALANCED | {"EX": "EX2"})
    chair = world.people["chair"]
    anew = shown(await chair.click(*pressed(preview, "doit")))
    assert "Something has changed since this was shown to you" in anew.text()
    assert "P2: on the table, v1 → lapsed, v1" in anew.text()
    assert (await world.session()).phase is Phase.NEGOTIATING
    assert "The session is closed" in (await chair.click(*pressed(anew, "doit"))).text()


@pytest.mark.asyncio
async def test_what_does_not_touch_it_changes_nothing_about_it(world: World) -> None:
    await world.begun()
    preview = shown(await world.do("chair", "chair message", party="RU", words=SECRET))
    await world.do("chair", "clock set", time="30")
    await world.do("us", "seat leave")
    done = await world.people["chair"].click(*pressed(preview, "doit"))
    assert "Your words go to the thread of Russian Federation" in done.text()


@pytest.mark.asyncio
async def test_what_cannot_be_done_any_more_says_why_and_gives_the_words_back(world: World) -> None:
    await world.begun()
    await world.do("us", "motion make", kind="other", words="Let us rest.")
    preview = shown(await world.do("chair", "motion rule-out", motion="M1", reason=WHY))
    await world.do("us", "motion withdraw", motion="M1")
    late = await world.people["chair"].click(*pressed(preview, "doit"))
    assert "M1" in late.text()
    assert "This is what you typed:\n\nIt is \\*better\\* so." in late.text()


@pytest.mark.asyncio
async def test_done_and_left_at_once_it_is_one_of_both(world: World) -> None:
    await world.begun()
    preview = shown(await world.do("chair", "chair message", party="RU", words=SECRET))
    chair = world.people["chair"]
    said = fine(*await asyncio.gather(*(chair.click(*pressed(preview, verb)) for verb in ("letbe", "doit"))))
    done = (await world.session()).order.messages
    assert ("Your words go to" in said[1], "This was done already" in said[0]) == (bool(done), bool(done))
    assert ("Nothing was done. This" in said[0], "This no longer waits" in said[1]) == (not done, not done)


@pytest.mark.asyncio
async def test_an_act_that_was_done_as_the_bot_died_is_not_done_again(world: World) -> None:
    await world.begun()
    preview = shown(await world.do("chair", "chair message", party="RU", words=SECRET))
    session, desk, chair = (await world.session()).id, world.bot.desk, world.people["chair"]
    pending = await desk.pending.get(session, button(preview, "doit").rpartition(":")[2])
    assert pending is not None
    # Written, and then nothing more: what waits is still there, and the card still has its buttons.
    await desk.service.perform(session, pending.act, Actor(pending.member, "Chair"), pending.id)
    await world.restart()
    assert "This was done already, once." in (await chair.click(*pressed(preview, "doit"))).text()
    assert (await world.session()).order.messages == 1
    assert await world.bot.desk.pending.get(session, pending.id) is None


@pytest.mark.asyncio
async def test_what_is_left_is_not_done_and_its_words_come_back(world: World) -> None:
    await world.begun()
    before = await version(world)
    preview = shown(await world.do("chair", "chair message", party="RU", words=SECRET))
    chair = world.people["chair"]
    left = shown(await chair.click(*pressed(preview, "letbe")))
    assert f"Nothing was done. This is what you typed:\n\n{SECRET}" in left.text()
    assert left.buttons() == []
    assert await version(world) == before


@pytest.mark.asyncio
async def test_only_who_began_it_sees_it_and_can_do_it(world: World) -> None:
    await world.begun()
    vice = await world.person("vice")
    await world.sure("chair", "chair cochair", member=vice)
    preview = shown(await world.do("chair", "chair message", party="RU", words=SECRET))
    await world.settle()
    for name in ("vice", "us", "ru"):
        person = await world.person(name)
        seen = []
        for channel in list(person.channels):
            await person.load_history(channel, limit=100)
            seen += [message.text() for message in person.messages(channel)]
        assert SECRET not in "\n".join(seen), name
        # Discord lets nobody press what they do not see; should it, the bot does not do it either.
        with pytest.raises(PersonError):
            await person.click(*pressed(preview, "doit"))
    # What another chair's button stands for is looked up by its id: it must be that chair's own.
    theirs = shown(await world.do("vice", "chair message", party="RU", words="Hello."))
    desk, session = world.bot.desk, (await world.session()).id
    found = await desk.pending.get(session, button(theirs, "doit").rpartition(":")[2])
    assert found is not None
    await desk.pending.put(session, replace(found, member=str(world.people["chair"].id)))
    for verb in ("doit", "letbe"):
        assert "This waits for another chair" in (await vice.click(*pressed(theirs, verb))).text()
    assert await desk.pending.get(session, found.id) is not None
    assert (await world.session()).order.messages == 0


@pytest.mark.asyncio
@pytest.mark.parametrize("options", [{"method": "secret"}, {"hidden": True}])
async def test_the_result_of_a_hidden_vote_stays_hidden_from_the_chair_until_it_is_declared(
    world: World, options: Options
) -> None:
    await moved(world, "suspend", minutes=5)
    await world.do("chair", "vote open", motion="M1", **options)
    for name in ("us", "ru", "pl"):
        await world.do(name, "vote cast", motion="M1", choice="yes")
    preview = shown(await world.do("chair", "vote close", motion="M1"))
    assert "it is hidden, also from you: 3 of 4 have voted" in preview.text()
    for told in ("carried", "failed", "suspended", "3 yes"):
        assert told not in preview.text()
    # Who votes otherwise meanwhile must not show by the preview; one more vote does, as on the motion's card.
    await world.do("us", "vote cast", motion="M1", choice="no")
    done = await world.people["chair"].click(*pressed(preview, "doit"))
    assert "M1" in done.text()
    assert "2 yes, 1 no" in done.text()
