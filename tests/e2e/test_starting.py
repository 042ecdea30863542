"""How a process starts: on what an older one left, buttons, forms and posts; and why it cannot."""

import asyncio
import itertools
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import discord
import pytest
from discord.ext.commands import ExtensionNotFound

from bot.app import COGS, build, sync
from bot.config import Settings
from bot.loopback.people import Message
from bot.reaching import StartFailed
from bot.service.notices import notices_for
from bot.service.ports import OutboxRow
from bot.ui.publishing import DiscordPublisher
from tests.e2e.test_faults import POST
from tests.e2e.world import BALANCED, PACK, World, button, pressed


@pytest.mark.asyncio
async def test_old_buttons_drafts_and_forms_work_after_a_restart(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    us, ru = world.people["us"], world.people["ru"]
    card = await world.card("ru", "P1")
    drafted = await world.draft("ru", {"EX": "EX2"}, await ru.click(*pressed(card, "counter")))
    form = await ru.click(*pressed(drafted, "clause"))
    rejecting = await us.click(*pressed(await world.card("us", "P1"), "reject"))
    assert form.modal is not None
    assert rejecting.modal is not None
    await world.restart()
    assert "accepts P1 v1" in (await us.click(*pressed(await world.card("us", "P1"), "accept"))).text()
    kept = await ru.submit(form.modal, {"text": "typed before the restart"})
    assert kept.message is not None
    assert "typed before the restart" in kept.text()
    assert "P2 v1 is on the table" in (await ru.click(*pressed(kept.message, "submit"))).text()
    assert "rejects P1 v1" in (await us.submit(rejecting.modal, {"text": "late"})).text()
    await world.settle()
    clauses = (await world.session()).proposals["P2"].current.clauses
    assert [one.text for one in clauses if one.issue is None] == ["typed before the restart"]
    opening = await world.opening("us")
    assert "Your first aim" in (await us.click(*pressed(opening, "brief"))).text()


@pytest.mark.asyncio
async def test_what_was_not_posted_is_posted_once_after_a_restart(world: World) -> None:
    await world.begun()
    world.server.faults.delay(POST, 0.5)
    us = world.people["us"]
    table = await world.draft("us", BALANCED)
    await us.click(*pressed(table, "submit"))
    await world.stop()
    world.server.faults.clear()
    await world.start()
    await world.settle()
    await us.load_history(world.plenary)
    cards = [one for one in us.messages(world.plenary) if one.text().startswith("## P1 v1")]
    assert len(cards) == 1
    record = next(one for one in us.channels.values() if one.name == "Record")
    await us.load_history(record.id)
    assert sum("tabled **P1 v1**" in one.text() for one in us.messages(record.id)) == 1


@pytest.mark.asyncio
async def test_a_lost_answer_to_a_post_leaves_one_card(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.courier.pause_after", lambda _: 0.01)
    await world.begun()
    us = world.people["us"]
    table = await world.draft("us", BALANCED)
    world.server.faults.answer(POST, 503, times=1, after=True)
    await us.click(*pressed(table, "submit"))
    await us.wait_for(lambda one: one.text().startswith("## P1 v1"))
    await world.settle()
    await asyncio.sleep(0.05)
    await world.settle()
    await us.load_history(world.plenary)
    assert sum(one.text().startswith("## P1 v1") for one in us.messages(world.plenary)) == 1


@pytest.mark.asyncio
async def test_views_are_not_kept_and_their_template_stays(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    us = world.people["us"]
    for _ in range(3):
        table = (await world.do("us", "table")).message
        assert table is not None
        await us.click(*pressed(table, "discard"))
        await us.click(*pressed(await world.card("us", "P1"), "details"))
    store = world.bot._connection._view_store  # noqa: SLF001  # what must stay empty
    assert store._views == {}  # noqa: SLF001
    assert store._modals == {}  # noqa: SLF001
    assert len(store._dynamic_items) == 1  # noqa: SLF001


@pytest.mark.asyncio
async def test_buttons_and_forms_of_an_older_bot_are_answered(world: World) -> None:
    await world.begun()
    view = discord.ui.View(timeout=None)
    session = (await world.session()).id
    view.add_item(discord.ui.Button(label="Odd", custom_id="something-else"))
    view.add_item(discord.ui.Button(label="Old", custom_id=f"n:dance:{session}:-:-"))
    view.add_item(discord.ui.Button(label="Gone", custom_id="n:board:0123456789ab:-:-"))
    channel = world.bot.get_partial_messageable(world.plenary)
    view.stop()
    sent = await channel.send("old", view=view)
    us = world.people["us"]
    old = await us.wait_for(lambda one: one.id == sent.id)
    for custom_id in ("something-else", f"n:dance:{session}:-:-", "n:board:0123456789ab:-:-"):
        assert "from an older version of the bot" in (await us.click(old, custom_id)).text()


@pytest.mark.asyncio
async def test_a_start_that_fails_says_why_in_plain_words(world: World, tmp_path: Path) -> None:
    good = world.settings()
    await world.stop()
    wrong = good.model_copy(update={"token": type(good.token)("wrong")})
    with pytest.raises(StartFailed, match="does not know this token"):
        await _started(wrong)
    unreachable = Settings(
        _env_file=None, token="x", api_url="http://127.0.0.1:9/api/v10", gateway_url="ws://127.0.0.1:9", ready_timeout=0
    )
    with pytest.raises(StartFailed, match="cannot be reached"):
        await _started(unreachable)
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"this is no database" * 100)
    with pytest.raises(StartFailed, match="database"):
        await _started(good.model_copy(update={"database_url": f"sqlite+aiosqlite:///{garbage}"}))
    application = next(iter(world.server.world.state.applications.values()))
    application.members_intent = False
    with pytest.raises(StartFailed, match=r"an intent that it asks for: .*Server Members"):
        await _started(good.model_copy(update={"members_intent": True}))
    assert await sync(good) == await sync(good, str(world.seed.guild.id)) > 15
    await world.start()
    assert len(world.bot.extensions) == len(COGS)


async def _started(chosen: Settings) -> None:
    bot = build(chosen)
    try:
        await bot.start(chosen.token.get_secret_value())
    finally:
        await bot.close()


@pytest.mark.asyncio
async def test_a_cog_that_fails_stops_the_start(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.stop()
    monkeypatch.setattr("bot.app.COGS", (*COGS, "cogs.absent"))
    with pytest.raises(ExtensionNotFound):
        await _started(world.settings())
    monkeypatch.undo()
    await world.start()
    assert button(await _opened(world), "seat")


async def _opened(world: World) -> Message:
    await world.do("chair", "session open", pack=PACK)
    await world.settle()
    return await world.opening("chair")


@pytest.mark.asyncio
async def test_what_an_earlier_process_posted_long_ago_is_found_and_not_posted_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.begun()
    us = world.people["us"]
    await world.table("us", BALANCED)
    session = (await world.session()).id
    store = world.bot.desk.messages
    shown = await store.all(session)
    wanted = [key for key in shown if key == "card:P1" or key.startswith(("line:", "announce:"))]
    assert len(wanted) > 5
    # As if the process had died after each post, before it was noted, and Discord had forgotten the nonces since.
    for key in wanted:
        await store.forget(session, key)
    monkeypatch.setattr("bot.ui.publishing.publisher.FRESH", timedelta(seconds=-1))
    numbers = itertools.count()
    monkeypatch.setattr(OutboxRow, "nonce", property(lambda _: f"another{next(numbers)}"))
    publisher = DiscordPublisher(world.bot, world.bot.desk.service, store, world.bot.words)
    state, place = await world.session(), await world.bot.desk.service.place(session)
    for entry in await world.bot.desk.service.entries(session):
        for notice in notices_for(entry, state):
            row = OutboxRow(900 + entry.seq, session, place.guild, notice, 1)
            await publisher.publish(state, place, row, entry)
    await asyncio.sleep(0.05)
    after = await store.all(session)
    assert {key: after[key] for key in wanted} == {key: shown[key] for key in wanted}
    await us.load_history(world.plenary)
    assert sum(one.text().startswith("## P1 v1") for one in us.messages(world.plenary)) == 1


@pytest.mark.asyncio
async def test_a_form_that_this_version_does_not_know_gives_back_what_was_typed(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    asked = await us.click(*pressed(await world.draft("us", {"EX": "EX1"}), "clause"))
    assert asked.modal is not None
    desk = world.bot.desk
    world.bot.desk = replace(desk, verbs=replace(desk.verbs, forms={}))
    lost = await us.submit(asked.modal, {"text": "my *long* thought"})
    assert "This form is from an older version" in lost.text()
    assert r"my \*long\* thought" in lost.text()


@pytest.mark.asyncio
async def test_commands_that_have_changed_since_are_said_to_be_outdated(world: World) -> None:
    tree = world.bot.tree
    tree.remove_command("board")
    assert "The commands of the bot have changed" in (await world.do("us", "board")).text()
