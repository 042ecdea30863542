"""Who leaves the server: found by the way or at once, told to the chairs once, and replaced."""

import asyncio

import pytest

from bot.loopback.people import Message
from bot.negotiation.acts import Actor, AssignSeat, LeaveSeat
from bot.negotiation.model import Role
from tests.e2e.world import PACK, PARTIES, World, button, pressed

GONE = "has left the server"


async def live(world: World, *delegates: str) -> None:
    """Talks with phases, a head for each party, and delegates of RU."""
    await world.do("chair", "session open", pack=PACK)
    for party in PARTIES:
        await world.do(party.lower(), "seat take", party=party)
    for name in delegates:
        await world.do(name, "seat take", party="RU", role="delegate")
    assert "has begun" in (await world.do("chair", "session begin", pace="live")).text()
    await world.settle()


def leaves(world: World, name: str) -> str:
    """Let a person leave the server; gives their id."""
    person = world.people[name]
    world.server.world.remove_member(world.seed.guild, world.server.world.state.users[person.id])
    return str(person.id)


async def told(world: World) -> list[Message]:
    """What the chairs read of leavers in their thread."""
    chair = await world.person("chair")
    thread = next(one for one in chair.channels.values() if one.name == "Chairs")
    await chair.load_history(thread.id)
    return [one for one in chair.messages(thread.id) if GONE in one.text()]


@pytest.mark.asyncio
async def test_the_last_head_of_a_party_leaves_and_the_chairs_are_told_once_in_the_next_phase(world: World) -> None:
    await live(world)
    leaves(world, "ru")
    await world.do("us", "statement", kind="statement", words="We are here.")
    await world.settle()
    assert await told(world) == [], "each head is asked for once in a phase"
    for _ in range(2):
        await world.do("chair", "phase next", anyway=True)
        await world.settle()
    (found,) = await told(world)
    assert "head of Russian Federation" in found.text()
    assert "Nobody is left in this delegation." in found.text()
    assert "/seat assign role:head party:RU" in found.text()
    assert found.buttons() == []
    for name in ("us", "pl"):
        assert all(one.name != "Chairs" for one in world.people[name].channels.values())
        seen = (one.text() for channel in world.people[name].channels for one in world.people[name].messages(channel))
        assert not any(GONE in one for one in seen)
    boris = await world.person("boris")
    assert "head" in (await world.do("chair", "seat assign", member=boris.id, role="head", party="RU")).text()
    head = (await world.session()).head_of("RU")
    assert head is not None
    assert head.member == str(boris.id)


@pytest.mark.asyncio
async def test_a_delegate_follows_by_a_button_also_over_a_restart(world: World) -> None:
    await live(world, "dora")
    leaves(world, "ru")
    await world.do("chair", "phase next", anyway=True)
    await world.settle()
    (found,) = await told(world)
    assert [label for label, _, _ in found.buttons()] == ["Dora becomes head"]
    await world.restart()
    chair, dora = world.people["chair"], world.people["dora"]
    assert "head" in (await chair.click(*pressed(found, "succeed"))).text()
    head = (await world.session()).head_of("RU")
    assert head is not None
    assert head.member == str(dora.id)
    service, session = world.bot.desk.service, (await world.session()).id
    await service.perform(session, LeaveSeat(), Actor(str(dora.id), "Dora"), "leaves")
    assert "no seat any more" in (await chair.click(found, button(found, "succeed"))).text()


@pytest.mark.asyncio
async def test_with_the_members_intent_the_chairs_hear_at_once(world: World) -> None:
    await live(world)
    world.members_intent = True
    await world.restart()
    leaves(world, "us")
    for _ in range(100):
        if found := await told(world):
            break
        await asyncio.sleep(0.02)
    assert "head of United States" in found[0].text()


@pytest.mark.asyncio
async def test_who_is_seated_after_leaving_is_noticed_without_a_phase(world: World) -> None:
    await live(world)
    await world.person("boris")
    gone = leaves(world, "boris")
    service, session = world.bot.desk.service, (await world.session()).id
    chair = Actor(str(world.people["chair"].id), "Chair")
    await service.perform(session, AssignSeat(gone, "Boris", Role.DELEGATE, "RU"), chair, "seats")
    await world.settle()
    (found,) = await told(world)
    assert "delegate of Russian Federation" in found.text()
