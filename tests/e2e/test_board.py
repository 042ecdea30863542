"""The board and the panel: posted, kept current, posted anew; their buttons; who is called; how often is edited."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.loopback.people import Message
from bot.ui.publishing.rooms import CHAIRS
from tests.e2e.world import BALANCED, LOPSIDED, World, pressed, running_world


async def kept(world: World, key: str) -> Message:
    """The message of a key as the chair sees it now."""
    ref = await world.bot.desk.messages.get((await world.session()).id, key)
    assert ref is not None, f"no {key}"
    chair = await world.person("chair")
    await chair.load_history(int(ref.channel))
    return next(one for one in chair.messages(int(ref.channel)) if one.id == int(ref.message))


@pytest.mark.asyncio
async def test_the_board_is_one_message_that_is_kept_current(world: World) -> None:
    await world.begun()
    first = await kept(world, "board")
    assert first.channel_id == world.plenary
    assert "Somebody tables a proposal: `/table`." in first.text()
    await world.table("us", BALANCED)
    us = await world.person("us")
    await us.click(*pressed(await world.card("us", "P1"), "accept"))
    await world.settle()
    now = await kept(world, "board")
    assert now.id == first.id
    assert "US ✔ · RU ○ · PL ○ · UA ○" in now.text()
    assert "1 of 4 accept" in now.text()
    assert f"/{world.plenary}/{(await world.card('us', 'P1')).id})" in now.text()
    needed = now.text().split("### Needed next")[1]
    assert "Accept or answer P1 v1: **Russian Federation" in needed
    assert "United States" not in needed


@pytest.mark.asyncio
async def test_board_and_panel_that_were_deleted_by_hand_are_posted_anew(world: World) -> None:
    await world.begun()
    before = {key: await kept(world, key) for key in ("board", "panel")}
    for message in before.values():
        await world.bot.get_partial_messageable(message.channel_id).get_partial_message(message.id).delete()
    await world.table("us", BALANCED)
    for key, old in before.items():
        new = await kept(world, key)
        assert (new.id, new.channel_id) != (old.id, 0)
        assert new.channel_id == old.channel_id
        assert "P1" in new.text()


@pytest.mark.asyncio
async def test_ones_own_board_has_what_is_open_and_what_one_may_do(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await world.do("pl", "bracket place", proposal="P1", clause=1)
    await world.do("us", "table")
    await world.settle()
    ru = await world.person("ru")
    first = await ru.click(*pressed(await kept(world, "board"), "boardfull"))
    assert first.message is not None
    assert first.message.ephemeral
    assert "### Still open" in first.text()
    assert "Brackets of Poland and the Baltic hosts: P1 clause 1 (B1)" in first.text()
    assert "Said nothing of P1 v1: United States, Russian Federation" in first.text()
    mine = await ephemeral(world, "ru")
    assert "### You may now" in mine.text()
    await ru.click(*pressed(mine, "accept"))
    assert (await world.session()).proposals["P1"].stance("RU") is None  # a bracket stands in the way
    assert (await world.do("ru", "board")).text() == first.text()
    await world.do("olga", "board")
    assert not [one for one in (await ephemeral(world, "olga")).buttons() if "n:accept:" in one[1]]


async def ephemeral(world: World, name: str) -> Message:
    """The last page of a board that only this person sees."""
    person = await world.person(name)
    for _ in range(100):
        last = [one for one in person.messages(world.plenary) if one.ephemeral][-1]
        if "### You may now" in last.text():
            break
        await asyncio.sleep(0.02)
    return last


@pytest.mark.asyncio
async def test_only_chairs_see_the_panel_and_only_they_can_use_it(world: World) -> None:
    await world.begun()
    panel = await kept(world, "panel")
    rooms = await world.bot.desk.messages.get((await world.session()).id, CHAIRS)
    assert rooms is not None
    assert panel.channel_id == int(rooms.channel)
    us = await world.person("us")
    assert int(rooms.channel) not in us.channels
    await world.do("olga", "seat take")
    olga = await world.person("olga")
    await world.sure("chair", "seat assign", member=olga.id, role="chair")
    await world.settle()
    opened = await olga.click(*pressed(panel, "news"))
    assert opened.modal is not None
    await world.sure("chair", "seat assign", member=olga.id, role="observer")
    late = await olga.submit(opened.modal, {"title": "A storm", "text": "All flights are late."})
    assert "All flights are late." in late.text()
    assert not (await world.session()).order.news


@pytest.mark.asyncio
async def test_news_and_words_to_one_party_are_sent_from_the_panel(world: World) -> None:
    await world.begun()
    chair, panel = await world.person("chair"), await kept(world, "panel")
    opened = await chair.click(*pressed(panel, "news"))
    assert opened.modal is not None
    shown = await chair.submit(opened.modal, {"title": "A storm", "text": "All flights are late."})
    assert not (await world.session()).order.news
    await world.agreed("chair", shown)
    news = (await world.session()).order.news["N1"]
    assert (news.title, news.words, news.parties) == ("A storm", "All flights are late.", ())
    verb = "letter"
    select = next(one["custom_id"] for one in panel.selects() if one["custom_id"].startswith(f"n:{verb}:"))
    opened = await chair.select(panel, select, ["RU"])
    assert opened.modal is not None
    assert "Russian Federation" in opened.text()
    await world.agreed("chair", await chair.submit(opened.modal, {"text": "Please answer P1."}))
    assert (await world.session()).order.messages == 1


@pytest.mark.asyncio
async def test_an_announcement_calls_those_who_must_act_again_and_nobody_else(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED | {"UB": "U1"})
    us, ru = await world.person("us"), await world.person("ru")
    await world.table("us", BALANCED)
    await ru.click(*pressed(await world.card("ru", "P2"), "accept"))
    draft = await us.click(*pressed(await world.card("us", "P2"), "counter"))
    shown = await world.draft("us", {"EX": "EX2"}, draft)
    await us.click(*pressed(shown, "submit"))
    await world.settle()
    await us.load_history(world.plenary)
    told = next(one for one in us.messages(world.plenary) if one.text().startswith("## P2 has a new version"))
    assert [int(one["id"]) for one in told.raw["mentions"]] == [ru.id]
    others = [one for one in us.messages(world.plenary) if one.id != told.id and not one.ephemeral]
    assert all(not one.raw["mentions"] and not one.raw["mention_everyone"] for one in others)


@pytest.mark.asyncio
async def test_ten_acts_a_second_cost_one_edit_a_second_and_the_last_state_is_shown(tmp_path: Path) -> None:
    async with running_world(tmp_path) as world:
        await world.begun()
        for _ in range(4):
            await world.table("us", BALANCED)
        world.edits_per_second = 1.0
        await world.restart()
        heard = (await world.person("chair")).subscribe()
        ru = await world.person("ru")
        begun, acts = time.monotonic(), 0
        while time.monotonic() - begun < 2.5:
            card = await world.card("ru", f"P{acts % 4 + 1}")
            await ru.click(*pressed(card, "accept" if acts // 4 % 2 == 0 else "reject"))
            acts += 1
            await asyncio.sleep(0.02)
        await world.settle()
        seconds = time.monotonic() - begun
        edits = sum(heard.get_nowait().name == "MESSAGE_UPDATE" for _ in range(heard.qsize()))
        assert acts >= 12
        assert 4 <= edits <= 7 + seconds
        board = await kept(world, "board")
        assert all(f"P{number} v1" in board.text() for number in range(1, 5))
