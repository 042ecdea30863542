"""Who is called by a mention, and who is not: exactly those who must act because of what is told."""

import pytest

from tests.e2e.test_concluding import Later, agreed, fired, later, silent
from tests.e2e.test_floor import told
from tests.e2e.world import BALANCED, LOPSIDED, World, pressed

__all__ = ["later"]
HEADS = ["pl", "ru", "ua", "us"]


async def calls(world: World, channel: int | None = None, name: str = "chair") -> dict[str, list[str]]:
    """What in a channel (the plenary, if none) calls anybody: the first line of each post, and who is called by it."""
    await world.settle()
    reader, place = await world.person(name), channel or world.plenary
    await reader.load_history(place)
    names = {person.id: name for name, person in world.people.items()}
    found = {
        one.text().partition("\n")[0]: sorted(names[int(who["id"])] for who in one.raw["mentions"])
        for one in reader.messages(place)
        if one.text() and not one.ephemeral
    }
    return {line: called for line, called in found.items() if called}


async def thread(world: World, name: str, words: str) -> int:
    """The thread of this person's own in which stands what has these words."""
    person = await world.person(name)
    for channel in list(person.channels.values()):
        await person.load_history(channel.id)
        if channel.id != world.plenary and any(words in one.text() for one in person.messages(channel.id)):
            return channel.id
    raise AssertionError(f"{name} reads nowhere: {words}")


@pytest.mark.asyncio
async def test_a_point_and_the_end_of_the_time_call_the_chair(world: World, later: Later) -> None:
    await world.begun()
    assert await calls(world) == {}
    await told(world, "us", "order point", "O1", words="The quorum is gone, <@1>.")
    assert await calls(world) == {"## O1: point of order": ["chair"]}
    await told(world, "chair", "order rule", "O1", point="O1", ruling="overruled", reason="It is not.")
    await told(world, "chair", "clock set", "The clock runs", time="5")
    later(minutes=6)
    await fired(world)
    assert await calls(world) == {"## O1: point of order": ["chair"], "## Time is up": ["chair"]}


@pytest.mark.asyncio
async def test_a_vote_calls_all_voters_when_it_opens_and_nobody_by_its_edits(world: World) -> None:
    await world.begun()
    await told(world, "us", "motion make", "M1 is moved", kind="other", words="Lunch.")
    await told(world, "ru", "motion second", "seconds M1", motion="M1")
    assert await calls(world) == {}
    await told(world, "chair", "vote open", "in a secret vote", motion="M1", method="secret")
    opened = {"## The vote on M1 is open": HEADS}
    assert await calls(world) == opened
    await told(world, "us", "vote cast", "what you chose is not shown", motion="M1", choice="yes")
    assert await calls(world) == opened
    await told(world, "chair", "vote close", "M1", motion="M1")
    assert await calls(world) == opened


@pytest.mark.asyncio
async def test_a_roll_calls_the_heads_once_also_if_its_card_is_deleted(world: World) -> None:
    await world.begun()
    await told(world, "us2", "seat take", "delegate", party="US")
    await told(world, "chair", "roll call", "roll")
    assert await calls(world) == {"## Roll call 1": HEADS}
    chair = await world.person("chair")
    card = next(one for one in chair.messages(world.plenary) if one.text().startswith("## Roll call 1"))
    await chair.delete(card)
    await told(world, "us", "roll answer", "present", presence="present")
    await told(world, "chair", "roll close", "closed")
    assert await calls(world) == {}


@pytest.mark.asyncio
async def test_a_silence_calls_the_heads_that_have_not_accepted(world: World) -> None:
    await silent(world)
    (line, called), *others = (await calls(world)).items()
    assert line.startswith("## P1 v1 is under silence")
    assert (called, others) == (["pl", "ua", "us"], [])


@pytest.mark.asyncio
async def test_an_acceptance_ad_referendum_calls_the_head_of_that_party_in_the_record(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await told(world, "ru2", "seat take", "delegate", party="RU")
    await told(world, "ru2", "accept", "ad referendum", proposal="P1", ad_referendum=True)
    await world.settle()
    record = await thread(world, "chair", "accepted P1 v1 ad referendum")
    assert list((await calls(world, record)).values()) == [["ru"]]
    assert await calls(world) == {}


@pytest.mark.asyncio
async def test_an_agreed_text_calls_its_parties_to_sign_in_the_plenary_alone(world: World) -> None:
    await agreed(world)
    (called,) = (await calls(world)).values()
    assert called == HEADS
    record = await thread(world, "chair", "SHA-256 of the text")
    assert await calls(world, record) == {}


@pytest.mark.asyncio
async def test_a_request_calls_the_parties_that_may_waive(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    frame = await world.bot.desk.service.frame((await world.session()).id)
    failing = frame.judge((await world.session()).proposals["P1"].current.clauses).failing
    await told(world, "chair", "chair waiver", "waive", proposal="P1", rule=failing[0], statement="For now.")
    asked = (await world.session()).conclusion.waivers_asked[0]
    found = await calls(world)
    request = next(called for line, called in found.items() if line.startswith("## The chair asks for a waiver"))
    assert request == sorted(party.lower() for party in asked.parties)
    assert len(found) == 1


@pytest.mark.asyncio
async def test_a_blind_question_calls_each_head_in_its_own_thread_and_once(world: World) -> None:
    await world.begun()
    await told(world, "chair", "blind ask", "Q1", words="Would you extend?", parties="US RU")
    await world.settle()
    for name in ("us", "ru"):
        own = await thread(world, name, "Would you extend?")
        assert await calls(world, own, name) == {"## Q1 · blind question": [name]}
        await told(world, name, "blind answer", "Q1", yes=False, question="Q1")
        assert await calls(world, own, name) == {}
    assert await calls(world) == {}


@pytest.mark.asyncio
async def test_the_announcement_of_a_vote_leads_to_its_card(world: World) -> None:
    await world.begun()
    await told(world, "us", "motion make", "M1 is moved", kind="other", words="Lunch.")
    await told(world, "ru", "motion second", "seconds M1", motion="M1")
    await told(world, "chair", "vote open", "open vote", motion="M1")
    await world.settle()
    us = await world.person("us")
    await us.load_history(world.plenary)
    card = next(one for one in us.messages(world.plenary) if one.text().startswith("### M1"))
    opened = next(one for one in us.messages(world.plenary) if one.text().startswith("## The vote on M1"))
    assert f"/{world.plenary}/{card.id}" in str(opened.raw["components"])
    assert "Your vote on M1 is in" in (await us.click(*pressed(card, "votecast"))).text()
