"""What is taken away in the middle: the plenary, a permission, a head; and two that act in the same second."""

import asyncio

import pytest

from bot.loopback.world.threads import delete
from tests.e2e.test_faults import forbid, types
from tests.e2e.world import BALANCED, World, button, pressed


async def _in_thread(world: World, name: str, thread: str) -> str:
    """All that a person reads in a thread."""
    person = await world.person(name)
    channel = next(one for one in person.channels.values() if one.name == thread)
    await person.load_history(channel.id)
    return "\n".join(one.text() for one in person.messages(channel.id))


async def _channel(world: World, name: str) -> int:
    """A new channel that everybody has heard of."""
    channel = world.server.world.add_channel(world.seed.guild, name)
    await asyncio.sleep(0.05)
    return channel.id


@pytest.mark.asyncio
async def test_a_session_whose_channel_is_gone_goes_on_in_another(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await world.do("us", "accept", proposal="P1")
    session = await world.session()
    before = await world.bot.desk.service.entries(session.id)
    delete(world.server.world, world.server.world.state.channels[world.plenary])
    new = await _channel(world, "new-plenary")
    stranger = await world.do("us", "session here", new, session=session.id)
    assert "chair no session with that id" in stranger.text()
    moved = await world.do("chair", "session here", new, session=session.id)
    assert "goes on here" in moved.text()
    world.plenary = new
    await world.settle()
    assert "P1 v1" in (await world.card("ru", "P1")).text()
    await world.opening("ru")
    done = await world.do("ru", "accept", proposal="P1")
    assert "accepts P1 v1" in done.text()
    after = await world.bot.desk.service.entries((await world.session()).id)
    assert after[: len(before)] == before


@pytest.mark.asyncio
async def test_a_channel_that_has_a_session_takes_no_second_one(world: World) -> None:
    await world.begun()
    first = await world.session()
    other = await _channel(world, "other")
    opened = await world.do("chair", "session open", other, pack="ee-deescalation-2022")
    assert "is open" in opened.text()
    refused = await world.do("chair", "session here", other, session=first.id)
    assert "session" in refused.text()
    assert (await world.session()).id == first.id


@pytest.mark.asyncio
async def test_the_chairs_are_told_which_permission_is_missing_once(world: World) -> None:
    await world.begun()
    forbid(world, send_messages=True)
    us = world.people["us"]
    await us.click(*pressed(await world.draft("us", BALANCED), "submit"))
    await world.do("ru", "reject", proposal="P1")
    await world.settle()
    told = await _in_thread(world, "chair", "Chairs")
    assert told.count("I lack the permission **Send Messages**") == 1
    assert (await types(world))[-1] == "proposal_rejected", "the acts themselves go on"
    world.seed.channel.overwrites.clear()
    assert "shown anew" in (await world.do("chair", "session refresh")).text()
    await world.settle()
    assert "P1 v1" in (await world.card("ru", "P1")).text()


@pytest.mark.asyncio
async def test_only_a_chair_has_everything_shown_anew(world: World) -> None:
    await world.begun()
    assert "chair" in (await world.do("us", "session refresh")).text()


@pytest.mark.asyncio
async def test_a_head_who_has_left_the_server_is_replaced(world: World) -> None:
    await world.begun()
    ru = await world.person("ru")
    world.server.world.remove_member(world.seed.guild, world.server.world.state.users[ru.id])
    successor = await world.person("boris")
    replaced = await world.sure("chair", "seat assign", member=successor.id, role="head", party="RU")
    assert "head" in replaced.text()
    await world.settle()
    await world.table("us", BALANCED)
    for name in ("us", "boris", "pl", "ua"):
        assert "accepts P1 v1" in (await world.do(name, "accept", proposal="P1")).text()
    assert (await world.session()).agreement is not None


@pytest.mark.asyncio
async def test_withdrawal_and_acceptance_in_the_same_second_have_an_order_that_both_are_told(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    for name in ("us", "pl", "ua"):
        await world.do(name, "accept", proposal="P1")
    await world.settle()
    card = await world.card("ru", "P1")
    accepted, withdrawn = await asyncio.gather(
        (await world.person("ru")).click(card, button(card, "accept")), world.do("us", "withdraw", proposal="P1")
    )
    found = await types(world)
    if (await world.session()).agreement:
        assert found.index("text_adopted") == found.index("proposal_accepted", found.index("proposal_tabled") + 4) + 1
        assert "agreed text" in accepted.text()
        assert "adopted" in withdrawn.text() or "agreed" in withdrawn.text()
    else:
        assert found[-1] == "proposal_withdrawn"
        assert "off the table" in withdrawn.text()
        assert "withdrawn" in accepted.text()
