"""The floor: list, turns, points and rulings, by command and by button, by the right person and by the wrong one."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import SystemClock
from bot.loopback.people import Message, Modal
from bot.negotiation.acts import Actor
from bot.negotiation.floor.acts import AppealRuling
from bot.negotiation.possible import possible
from tests.e2e.test_at_once import fine
from tests.e2e.test_buttons import select_of
from tests.e2e.test_faults import types
from tests.e2e.test_marks import labelled, shown, values
from tests.e2e.world import World, pressed


async def post(world: World, name: str, words: str) -> Message:
    """The newest post of the plenary that begins with words, as a person sees it."""
    await world.settle()
    person = await world.person(name)
    await person.load_history(world.plenary)
    found = [one for one in person.messages(world.plenary) if one.text().startswith(words) and not one.ephemeral]
    assert found, [one.text() for one in person.messages(world.plenary)]
    return found[-1]


async def told(world: World, name: str, command: str, expected: str, /, **options: object) -> None:
    reply = await world.sure(name, command, **options)
    assert expected in reply.text(), reply.text()


async def speaking(world: World) -> str | None:
    turn = (await world.session()).floor.turn
    names = {str(person.id): name for name, person in world.people.items()}
    return names[turn.speaker.member] if turn else None


@pytest.mark.asyncio
async def test_a_debate_by_command(world: World) -> None:
    await world.begun()
    await told(world, "us", "floor join", "The speakers list is closed")
    await told(world, "us", "floor open", "Only the chair does this")
    await told(world, "chair", "floor open", "30 seconds a turn", seconds=30)
    await told(world, "us", "floor join", "You are on the speakers list (F1)")
    await told(world, "us", "floor join", "already; 1 waits in all")
    await told(world, "ru", "floor join", "(F2)")
    await told(world, "pl", "floor join", "(F3)")
    await told(world, "pl", "floor leave", "F3 is off the speakers list")
    await told(world, "ua", "floor reply", "replies come first")
    await told(world, "us", "floor next", "Only the chair")
    await told(world, "chair", "floor next", "Ua has the floor until")
    given = await post(world, "ua", "## The floor: Ua")
    assert [int(one["id"]) for one in given.raw["mentions"]] == [world.people["ua"].id]
    await told(world, "us", "floor yield", "You do not have the floor", to="chair")
    await told(world, "ua", "floor yield", "is Pl's", to="member", member=world.people["pl"].id)
    assert await speaking(world) == "pl"
    await told(world, "pl", "floor end", "The turn ended after")
    await told(world, "chair", "floor time", "a turn is 45 seconds long", seconds=45)
    await told(world, "chair", "floor recognise", "Ru has the floor", member=world.people["ru"].id)
    await told(world, "chair", "floor recognise", "no seat in this session", member=(await world.person("eve")).id)
    await told(world, "chair", "floor close", "The speakers list is closed")
    listed = await world.do("olga", "floor list")
    assert "**Floor:** Ru (Russian Federation) until" in listed.text()
    assert "**List:** closed · in the order of coming · 45 seconds a turn" in listed.text()
    assert "**Waiting (1):** 1. Us (United States)" in listed.text()
    assert shown(listed).buttons() == [], "who has no seat can only look"


@pytest.mark.asyncio
async def test_the_list_by_buttons_also_after_a_restart(world: World) -> None:
    await world.begun()
    chair, us, ru = (world.people[name] for name in ("chair", "us", "ru"))
    panel = shown(await world.do("chair", "floor list"))
    assert "is open" in (await chair.click(*pressed(panel, "listopen"))).text()
    early = shown(await world.do("pl", "floor list"))
    await told(world, "chair", "floor close", "closed")
    await told(world, "chair", "floor open", "for, neutral and against in turn", order="sides")
    await world.restart()
    theirs = {name: shown(await world.do(name, "floor list")) for name in ("us", "ru")}
    assert "on the speakers list" in (await us.click(*labelled(theirs["us"], "Speak against"))).text()
    assert "on the speakers list" in (await ru.click(*labelled(theirs["ru"], "Speak for"))).text()
    asked = shown(await world.people["pl"].click(*pressed(early, "listjoin")))
    assert [label for label, _, _ in asked.buttons()][:3] == ["Speak for", "Speak neutrally", "Speak against"]
    panel = shown(await world.do("chair", "floor list"))
    assert "1. Ru (Russian Federation) · for; 2. Us (United States) · against" in panel.text()
    assert "Ru has the floor" in (await chair.click(*pressed(panel, "floornext"))).text()
    ours = shown(await world.do("us", "floor list"))
    assert "is off the speakers list" in (await us.click(*pressed(ours, "listleave"))).text()
    assert "replies come first" in (await us.click(*pressed(ours, "floorreply"))).text()
    first = await post(world, "ru", "## The floor: Ru")
    assert "for questions to you" in (await ru.click(*pressed(first, "floorquestions"))).text()
    assert "You do not have the floor" in (await us.click(*pressed(first, "floorend"))).text()
    await told(world, "ru", "floor join", "on the speakers list", side="for")
    panel = shown(await world.do("chair", "floor list"))
    called = await chair.select(panel, select_of(panel, "floorcall"), [str(us.id)])
    assert "Us has the floor" in called.text()
    assert "somebody else has the floor now" in (await chair.click(*pressed(first, "floorend"))).text()
    assert await speaking(world) == "us"
    assert (
        "The turn ended after"
        in (await us.click(*pressed(await post(world, "us", "## The floor: Us"), "floorend"))).text()
    )
    assert "closed" in (await chair.click(*pressed(panel, "listclose"))).text()


@pytest.mark.asyncio
async def test_a_turn_ends_when_its_time_is_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.begun()
    await told(world, "chair", "floor recognise", "Us has the floor", member=world.people["us"].id)
    later = datetime.now(UTC) + timedelta(minutes=2)
    monkeypatch.setattr(SystemClock, "now", lambda _: later)
    world.bot.ticker.wake()
    for _ in range(100):
        if (await world.session()).floor.turn is None:
            break
        await asyncio.sleep(0.02)
    floor = (await world.session()).floor
    assert floor.turn is None
    assert floor.spoken == {"US": 90}
    assert "**Spoken:** United States 1:30" in (await world.do("ua", "floor list")).text()


async def rule_form(world: World, name: str, label: str) -> Modal:
    person = await world.person(name)
    reply = await person.click(*labelled(await post(world, name, "## O1"), label))
    assert reply.modal is not None, reply.text()
    return reply.modal


@pytest.mark.asyncio
async def test_a_point_is_raised_ruled_on_and_may_be_appealed(world: World) -> None:
    await world.begun()
    us, chair = world.people["us"], world.people["chair"]
    await told(world, "chair", "order point", "you are the chair", words="x")
    await told(world, "eve", "order point", "You have no seat")
    form = (await us.click(*pressed(shown(await world.do("us", "floor list")), "point"))).modal
    assert form is not None
    raised = await us.submit(form, {"kind": "order", "text": "The list was *closed*."})
    assert "O1 is raised" in raised.text()
    announced = await post(world, "ru", "## O1: point of order")
    assert "United States: “The list was \\*closed\\*.”" in announced.text()
    assert "Only the chair does this" in (await us.click(*labelled(announced, "Sustain O1 …"))).text()
    assert await values(world, "chair", "order rule", "point") == ["O1"]
    assert await values(world, "us", "order rule", "point") == []
    blank = await chair.submit(await rule_form(world, "chair", "Overrule O1 …"), {"text": " "})
    assert "in writing" in blank.text() or "words" in blank.text()
    form = await rule_form(world, "chair", "Overrule O1 …")
    ruling = await world.agreed("chair", await chair.submit(form, {"text": "It is open."}))
    assert "O1 is overruled" in ruling.text()
    ruled = await post(world, "ru", "## O1 is overruled")
    assert "It is open." in ruled.text()
    assert await values(world, "ru", "order appeal", "point") == ["O1"]
    assert await values(world, "chair", "order appeal", "point") == []
    assert "you are the chair" in (await chair.click(*pressed(ruled, "appeal"))).text()
    await told(world, "ru", "order appeal", "There is no point “O7”", point="O7")
    assert AppealRuling in await acts_of(world, "ru")
    listed = (await world.do("eve", "floor list")).text()
    assert "**O1**, order, United States: “The list was \\*closed\\*.” · overruled: “It is open.”" in listed
    await told(world, "us", "order point", "O2 is raised", kind="information", words="Until when?")
    await told(world, "chair", "order rule", "O2 is sustained", point="O2", ruling="sustained", reason="Until six.")
    assert (await post(world, "ru", "## O2 is sustained")).buttons() == []


async def acts_of(world: World, name: str) -> tuple[type, ...]:
    session = await world.session()
    context = await world.bot.desk.service.context(session.id, Actor(str(world.people[name].id), name))
    return possible(session, context)


@pytest.mark.asyncio
async def test_two_chairs_rule_at_once_and_the_second_is_told_of_the_first(world: World) -> None:
    await world.begun()
    await world.sure("chair", "seat assign", member=await world.person("vice"), role="chair")
    await told(world, "us", "order point", "O1 is raised", words="The list was closed.")
    forms = {
        "chair": await rule_form(world, "chair", "Sustain O1 …"),
        "vice": await rule_form(world, "vice", "Overrule O1 …"),
    }
    asked = {name: await world.people[name].submit(form, {"text": f"So says {name}."}) for name, form in forms.items()}
    said = fine(*await asyncio.gather(*(world.agreed(name, one) for name, one in asked.items())))
    await world.settle()
    assert (await types(world)).count("point_ruled") == 1
    first, second = sorted(said, key=lambda one: "has its ruling" in one)
    ruled = (await world.session()).floor.points["O1"]
    assert f"O1 is {ruled.ruling}" in first
    other = {"So says chair.": "Chair sustained it", "So says vice.": "Vice overruled it"}[ruled.reason]
    assert other in second
    assert ruled.reason in second
    lost = ({"So says chair.", "So says vice."} - {ruled.reason}).pop()
    assert lost in second, "what the second chair wrote is given back"


@pytest.mark.asyncio
async def test_an_appeal_is_voted_on_and_overturns_the_ruling(world: World) -> None:
    await world.begun()
    await told(world, "us", "order point", "O1 is raised", words="The list was closed.")
    await told(world, "chair", "order rule", "O1 is overruled", point="O1", ruling="overruled", reason="It is open.")
    ruled = await post(world, "ru", "## O1 is overruled")
    appealed = await world.people["ru"].click(*pressed(ruled, "appeal"))
    assert "The ruling on O1 is put to the vote, as M1" in appealed.text()
    assert "was appealed already: motion M1" in (await world.people["us"].click(*pressed(ruled, "appeal"))).text()
    await world.do("chair", "vote open", motion="M1")
    for name in ("us", "ru", "pl"):
        await world.do(name, "vote cast", motion="M1", choice="yes")
    await world.sure("chair", "vote close", motion="M1")
    assert (await world.session()).floor.points["O1"].reversed
    assert "M1 carried" in (await post(world, "pl", "## The ruling on O1 is overturned")).text()
    assert "overturned by M1" in (await world.do("pl", "floor list")).text()


@pytest.mark.asyncio
async def test_a_call_to_order_is_for_all_to_read(world: World) -> None:
    await world.begun()
    us = world.people["us"].id
    await told(world, "ru", "order call", "Only the chair", member=us, reason="No shouting.")
    await told(world, "chair", "order call", "Us is called to order", member=us, reason="No *shouting*.")
    called = await post(world, "ru", "## Call to order: Us (United States)")
    assert "“No \\*shouting\\*.”" in called.text()


@pytest.mark.asyncio
async def test_a_speaker_who_leaves_the_seat_leaves_the_floor(world: World) -> None:
    await world.begun()
    await told(world, "chair", "floor recognise", "Us has the floor", member=world.people["us"].id)
    await world.do("us", "seat leave")
    assert await speaking(world) is None
    assert "**Floor:** nobody has it" in (await world.do("ru", "floor list")).text()
