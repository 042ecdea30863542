"""What goes wrong: doubles, slow answers, lost messages, a full disk. Nothing is lost, nothing half done."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import discord
import pytest

from bot.loopback.world.model import Overwrite
from bot.loopback.world.threads import delete
from bot.negotiation.acts import Act
from bot.negotiation.refusals import Code, Refusal
from bot.service.faults import StorageBroken, StorageFull
from bot.ui.answering.answers import PATIENCE
from tests.e2e.world import BALANCED, PACK, World, pressed

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
POST = "POST /channels/{channel_id}/messages"


async def types(world: World) -> list[str]:
    session = await world.session()
    return [one.event.type for one in await world.bot.desk.service.entries(session.id)]


@pytest.mark.asyncio
@pytest.mark.parametrize("command", ["accept", "table"])
async def test_an_interaction_delivered_twice_has_one_effect(world: World, command: str) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru = world.people["ru"]
    if command == "accept":
        world.server.faults.deliver_twice()
        reply = await ru.click(*pressed(await world.card("ru", "P1"), "accept"))
        assert "accepts P1 v1" in reply.text()
        assert (await types(world)).count("proposal_accepted") == 1
    else:
        drafted = await world.draft("ru", {"EX": "EX2"})
        world.server.faults.deliver_twice()
        reply = await ru.click(*pressed(drafted, "submit"))
        assert "P2 v1 is on the table" in reply.text()
        assert (await types(world)).count("proposal_tabled") == 2
    await asyncio.sleep(0.05)
    shown = [one for one in ru.messages(world.plenary) if one.ephemeral and "Something went wrong" in one.text()]
    assert shown == []


@asynccontextmanager
async def slow(world: World, monkeypatch: pytest.MonkeyPatch, seconds: float) -> AsyncGenerator[None, None]:
    """Let every act and every reading take its time."""
    service = world.bot.desk.service
    perform, entries, state = service.perform, service.entries, service.state

    async def later(session: str, act: Act, *rest: object) -> object:
        await asyncio.sleep(seconds)
        return await perform(session, act, *rest)  # type: ignore[arg-type]  # handed on as they came

    async def read_later(session: str) -> object:
        await asyncio.sleep(seconds)
        return await entries(session)

    async def state_later(session: str, **rest: int) -> object:
        await asyncio.sleep(seconds)
        return await state(session, **rest)

    with monkeypatch.context() as patch:
        patch.setattr(type(service), "perform", lambda _, *args: later(*args))
        patch.setattr(type(service), "entries", lambda _, session: read_later(session))
        patch.setattr(type(service), "state", lambda _, session, **rest: state_later(session, **rest))
        yield


@pytest.mark.asyncio
async def test_a_slow_act_is_promised_and_then_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.ui.answering.answers.PATIENCE", 0.05)
    assert PATIENCE < 3
    await world.begun()
    await world.table("us", BALANCED)
    ru = world.people["ru"]
    drafted = await world.draft("ru", {"EX": "EX2"})
    async with slow(world, monkeypatch, 0.2):
        by_command = await world.do("ru", "accept", proposal="P1")
        assert "accepts P1 v1" in by_command.text()
        by_button = await ru.click(*pressed(await world.card("ru", "P1"), "accept"))
        assert "already said this of P1" in by_button.text()
        assert by_button.message is not None
        assert by_button.message.ephemeral
        exported = await world.do("ru", "record export")
        assert exported.message is not None
        assert len(exported.message.attachments) == 2
        asked = await ru.click(*pressed(drafted, "clause"))
        assert "Press the button again" in asked.text(), "a form cannot follow a promise"
        tabled = await ru.click(*pressed(drafted, "submit"))
        assert tabled.message is not None
        assert tabled.message.id == drafted.id
        assert "P2 v1 is on the table" in tabled.text()


@pytest.mark.asyncio
async def test_a_card_deleted_by_hand_comes_back(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    first = await world.card("us", "P1")
    channel = world.bot.get_partial_messageable(world.plenary)
    await channel.get_partial_message(first.id).delete()
    await world.do("us", "accept", proposal="P1")
    await world.settle()
    second = await world.card("us", "P1")
    assert second.id != first.id
    assert "✔ accepted: United States" in second.text()


@pytest.mark.asyncio
async def test_archived_and_deleted_threads_come_back(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    rooms = {channel.name: channel.id for channel in us.channels.values()}
    thread = world.bot.get_channel(rooms["United States delegation"])
    record = world.bot.get_channel(rooms["Record"])
    assert isinstance(thread, discord.Thread)
    assert isinstance(record, discord.Thread)
    await thread.edit(archived=True)
    delete(world.server.world, world.server.world.channel(record.id))
    assert "as **adviser**" in (await world.do("us3", "seat take", party="US", role="adviser")).text()
    await world.settle()
    us3 = world.people["us3"]
    names = {channel.name: channel for channel in us3.channels.values()}
    assert "United States delegation" in names
    assert not names["United States delegation"].archived
    assert names["Record"].id != rooms["Record"]
    assert any("Us3 took a seat" in one.text() for one in us3.messages(names["Record"].id))


@pytest.mark.asyncio
async def test_rooms_follow_the_seats(world: World) -> None:
    await world.do("chair", "session open", pack=PACK)
    await world.do("us", "seat take", party="US")
    await world.do("ru", "seat take", party="RU")
    await world.settle()
    names = {one.name for one in world.people["us"].channels.values()}
    assert names == {"plenary", "Record", "United States delegation"}
    await world.sure("chair", "seat assign", member=world.people["us"], role="delegate", party="RU")
    await world.settle()
    names = {one.name for one in world.people["us"].channels.values()}
    assert names == {"plenary", "Record", "Russian Federation delegation"}
    await world.do("us", "seat leave")
    await world.settle()
    assert {one.name for one in world.people["us"].channels.values()} == {"plenary", "Record"}
    await world.sure("chair", "seat assign", member=world.people["us"], role="chair")
    await world.settle()
    assert {one.name for one in world.people["us"].channels.values()} == {"plenary", "Record", "Chairs"}


def forbid(world: World, **flags: bool) -> None:
    """Take permissions from the bot in the plenary."""
    denied = discord.Permissions(**flags).value
    world.seed.channel.overwrites.append(Overwrite(id=world.seed.bot.user.id, type=1, deny=denied))


@pytest.mark.asyncio
async def test_missing_permissions_are_named_before_anything_is_opened(world: World) -> None:
    forbid(world, create_private_threads=True, attach_files=True)
    refused = await world.do("chair", "session open", pack=PACK)
    assert "lacks 2 permissions: Create Private Threads and Attach Files" in refused.text()
    assert await world.bot.desk.service.at(str(world.seed.guild.id), str(world.plenary)) is None
    world.seed.channel.overwrites.clear()
    assert "The session is open" in (await world.do("chair", "session open", pack=PACK)).text()


@pytest.mark.asyncio
async def test_a_permission_that_is_taken_away_is_named_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.begun()
    forbid(world, send_messages=True)
    us = world.people["us"]
    with caplog.at_level(logging.ERROR):
        done = await us.click(*pressed(await world.draft("us", BALANCED), "submit"))
        await world.settle()
    assert "P1 v1 is on the table" in done.text(), "the act itself is durable"
    assert f"'Send Messages' in channel {world.plenary}" in caplog.text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("error", "code"), [(StorageFull, "disk of the bot is full"), (StorageBroken, "this reference")]
)
async def test_a_failing_store_is_said_plainly_and_leaves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, error: type[Exception], code: str
) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    us, ru = world.people["us"], world.people["ru"]
    table = (await world.do("ru", "table")).message
    assert table is not None
    before = await types(world)

    async def fails(*_: object, **__: object) -> None:
        raise error("no room")

    with monkeypatch.context() as patch:
        patch.setattr(type(world.bot.desk.service._events), "append", fails)  # noqa: SLF001  # the disk itself
        patch.setattr(type(world.bot.desk.drafts), "put", fails)
        assert code in (await us.click(*pressed(await world.card("us", "P1"), "accept"))).text()
        assert code in (await ru.select(table, table.selects()[0]["custom_id"], ["EX1"])).text()
    assert await types(world) == before
    assert "accepts P1 v1" in (await us.click(*pressed(await world.card("us", "P1"), "accept"))).text()


@pytest.mark.asyncio
async def test_an_unexpected_error_shows_a_reference_that_is_in_the_log(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await world.begun()

    async def broken(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(type(world.bot.desk.service), "at", broken)
        by_command = await world.do("us", "board")
        patch.setattr(type(world.bot.desk.service), "state", broken)
        us = world.people["us"]
        by_button = await us.click(*pressed(await world.opening("us"), "board"))
    for reply in (by_command, by_button):
        assert "Something went wrong" in reply.text()
        assert "secret detail" not in reply.text()
        reference = reply.text().split("`")[1]
        assert f"unexpected error {reference}" in caplog.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.asyncio
async def test_a_refusal_by_contention_is_polite(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.begun()
    await world.table("us", BALANCED)

    async def late(*_: object) -> Refusal:
        return Refusal(Code.CONTENTION)

    monkeypatch.setattr(type(world.bot.desk.service), "perform", late)
    assert "yours did not get its turn" in (await world.do("us", "accept", proposal="P1")).text()


@pytest.mark.asyncio
async def test_a_lost_socket_changes_nothing_for_people(world: World) -> None:
    await world.begun()
    world.server.faults.drop_socket(world.seed.bot.token)
    await asyncio.sleep(0.1)
    for _ in range(50):
        reply = await world.do("us", "board", timeout=10) if world.bot.is_ready() else None
        if reply is not None and reply.error is None:
            break
        await asyncio.sleep(0.1)
    assert reply is not None
    assert "Nothing is on the table" in reply.text()


@pytest.mark.asyncio
async def test_what_a_form_or_a_select_may_not_hold_is_given_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.begun()
    us = world.people["us"]
    table = await world.draft("us", {"EX": "EX1"})
    with monkeypatch.context() as patch:
        patch.setattr("bot.ui.drafts.clauses.CLAUSE_MOST", 2000)  # as a form of another version of the bot
        asked = await us.click(*pressed(table, "clause"))
        assert asked.modal is not None
        long = await us.submit(asked.modal, {"text": "long " * 401})
    assert "The clause has 2,004 characters; at most 2,000 fit" in long.text()
    assert "long long" in long.text()
    asked = await us.click(*pressed(table, "clause"))
    assert asked.modal is not None
    with monkeypatch.context() as patch:
        patch.setattr("bot.ui.drafts.clauses.MOST_CLAUSES", 0)
        full = await us.submit(asked.modal, {"text": "kept words"})
        assert "at most 0 fit" in full.text()
        assert "kept words" in full.text()
        assert "at most 0 fit" in (await us.click(*pressed(table, "clause"))).text()
    draft = await world.bot.desk.drafts.get((await world.session()).id, str(us.id))
    assert draft is not None
    assert draft.clauses == ()


@pytest.mark.asyncio
async def test_an_option_that_does_not_exist_is_refused_with_those_that_do(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    await world.draft("us", {"EX": "EX1"})
    session = (await world.session()).id
    view = discord.ui.View(timeout=None)
    for number in (0, 99):
        odd: discord.ui.Select[discord.ui.View] = discord.ui.Select(custom_id=f"n:pick:{session}:-:-:{number}")
        odd.add_option(label="Odd", value="EX9")
        view.add_item(odd)
    view.stop()
    sent = await world.bot.get_partial_messageable(world.plenary).send("old", view=view)
    old = await us.wait_for(lambda one: one.id == sent.id)
    refused = await us.select(old, f"n:pick:{session}:-:-:0", ["EX9"])
    assert "EX has no option “EX9”" in refused.text()
    assert "EX0, EX1, EX2 and EX3" in refused.text()
    assert "older version of the bot" in (await us.select(old, f"n:pick:{session}:-:-:99", ["EX9"])).text()
    draft = await world.bot.desk.drafts.get(session, str(us.id))
    assert draft is not None
    assert dict(draft.choices) == {"EX": "EX1"}
