"""Messages over REST as a real bot and real people send them, and what Discord refuses."""

import asyncio
import io
from collections.abc import Coroutine
from typing import Any

import discord
import pytest

from bot.loopback.people import File, PersonError
from bot.loopback.world import Overwrite
from bot.loopback.world.permissions import BOT, EVERYONE, P
from tests.loopback.stage import Stage, stage
from tests.support.loopback import person


def raw(on: Stage, method: str, path: str, **body: object) -> Coroutine[Any, Any, Any]:
    """Ask the API as the bot, past the checks of discord.py."""
    route = discord.http.Route(method, path)
    return on.bot.http.request(route, json=body) if body else on.bot.http.request(route)


@pytest.mark.asyncio
async def test_history_by_before_after_around_and_limit() -> None:
    async with stage() as on:
        sent = [await on.anna.say(on.plenary, str(number)) for number in range(7)]
        channel = on.text_channel()

        async def shown(**where: Any) -> list[str]:  # noqa: ANN401 -- passed on to discord.py
            return [one.content async for one in channel.history(**where)]

        assert await shown(limit=3) == ["6", "5", "4"]
        assert await shown(before=discord.Object(sent[2].id)) == ["1", "0"]
        assert await shown(after=discord.Object(sent[4].id)) == ["5", "6"]
        assert await shown(around=discord.Object(sent[3].id), limit=3) == ["4", "3", "2"]
        assert (await channel.fetch_message(sent[1].id)).author.display_name == "Anna"
        assert [one.text() for one in await on.boris.load_history(on.plenary, before=sent[2].id)] == ["0", "1"]


@pytest.mark.asyncio
async def test_sent_edited_deleted_as_everyone_sees_it() -> None:
    async with stage() as on:
        message = await on.text_channel().send("one", embed=discord.Embed(title="Title", description="Described"))
        seen = await on.anna.wait_for(lambda one: "one" in one.text())
        assert seen.text() == "one\nTitle\nDescribed"
        await message.edit(content="two", embed=None)
        seen = await on.anna.wait_for(lambda one: one.text() == "two")
        assert seen.edited is not None
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.anna.delete(seen)
        await message.delete()
        with pytest.raises(discord.NotFound) as gone:
            await message.edit(content="three")
        assert gone.value.code == 10008


@pytest.mark.asyncio
async def test_bulk_deletion_needs_the_right_and_young_messages() -> None:
    async with stage(bot_permissions=int(BOT | P.MANAGE_MESSAGES)) as on:
        sent = [await on.anna.say(on.plenary, str(number)) for number in range(3)]
        await on.text_channel().delete_messages([discord.Object(one.id) for one in sent[:2]])
        assert [one.text() for one in await on.boris.load_history(on.plenary)] == ["2"]
        old = on.server.world.state.messages[sent[2].id]
        old.timestamp = old.timestamp.replace(year=2020)
        ids = [str(sent[2].id), str(sent[1].id)]
        with pytest.raises(discord.HTTPException) as refused:
            await raw(on, "POST", f"/channels/{on.plenary}/messages/bulk-delete", messages=ids)
        assert refused.value.code == 50034


@pytest.mark.asyncio
async def test_an_enforced_nonce_posts_once() -> None:
    async with stage() as on:
        first = await on.text_channel().send("card", nonce="P3v2")
        second = await on.text_channel().send("card", nonce="P3v2")
        third = await on.text_channel().send("card", nonce="P3v3")
        assert first.id == second.id != third.id
        assert len(await on.anna.load_history(on.plenary)) == 2


@pytest.mark.asyncio
async def test_files_are_kept_served_and_referred_to() -> None:
    async with stage() as on:
        view = discord.ui.LayoutView()
        view.add_item(discord.ui.TextDisplay("The record"))
        view.add_item(discord.ui.File("attachment://record.md"))
        view.add_item(discord.ui.MediaGallery(discord.MediaGalleryItem("attachment://dot.png")))
        png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (3).to_bytes(4) + (2).to_bytes(4)
        files = [discord.File(io.BytesIO(b"# Agreed"), "record.md"), discord.File(io.BytesIO(png), "dot.png")]
        sent = await on.text_channel().send(view=view, files=files)
        seen = await on.anna.wait_for(lambda one: "The record" in one.text())
        assert seen.text() == "The record\nrecord.md"
        assert await on.anna.fetch(seen.attachments[0]) == b"# Agreed"
        assert (seen.attachments[1]["width"], seen.attachments[1]["height"]) == (3, 2)
        assert seen.components[1]["file"]["url"] == seen.attachments[0]["url"]
        assert await sent.attachments[1].read() == png
        with pytest.raises(PersonError, match="404"):
            await on.anna.fetch({"url": f"{on.server.url}/cdn/attachments/1/2/none.txt"})
        shorter = discord.ui.LayoutView()
        shorter.add_item(discord.ui.TextDisplay("No record"))
        await sent.edit(view=shorter, attachments=[])
        assert (await on.anna.wait_for(lambda one: one.text() == "No record")).attachments == []


@pytest.mark.asyncio
async def test_people_send_files_and_replies() -> None:
    async with stage() as on:
        first = await on.anna.say(on.plenary, "see", [File("aims.txt", b"peace")])
        reply = await on.boris.say(on.plenary, "seen", reply_to=first)
        assert reply.reference is not None
        assert reply.reference["message_id"] == str(first.id)
        assert reply.raw["referenced_message"]["content"] == "see"
        got = await on.text_channel().fetch_message(first.id)
        assert await got.attachments[0].read() == b"peace"


@pytest.mark.asyncio
async def test_mentions_are_only_those_that_are_allowed() -> None:
    async with stage() as on:
        text = f"<@{on.anna.id}> <@{on.boris.id}> @everyone"
        quiet = await on.text_channel().send(text)
        assert (quiet.mentions, quiet.mention_everyone) == ([], False)
        loud = await on.text_channel().send(
            text, allowed_mentions=discord.AllowedMentions(users=[discord.Object(on.anna.id)], everyone=True)
        )
        assert [one.id for one in loud.mentions] == [on.anna.id]
        assert not loud.mention_everyone, "the bot has no right to mention everyone"


@pytest.mark.asyncio
async def test_pins_and_reactions() -> None:
    async with stage(bot_permissions=int(BOT | P.MANAGE_MESSAGES | P.PIN_MESSAGES)) as on:
        message = await on.text_channel().send("pin me")
        await message.pin()
        assert [one.id async for one in on.text_channel().pins()] == [message.id]
        await message.unpin()
        assert [one.id async for one in on.text_channel().pins()] == []
        seen = await on.anna.wait_for(lambda one: one.text() == "pin me")
        await message.add_reaction("👍")
        await on.anna.react(seen, "👍")
        await on.boris.react(seen, "👍")
        await on.boris.react(seen, "👍", take_back=True)
        fetched = await on.text_channel().fetch_message(message.id)
        assert [(str(one.emoji), one.count, one.me) for one in fetched.reactions] == [("👍", 2, True)]
        assert {one.id async for one in fetched.reactions[0].users()} == {on.bot.application_id, on.anna.id}
        await fetched.remove_reaction("👍", discord.Object(on.anna.id))
        await fetched.clear_reactions()
        assert (await on.text_channel().fetch_message(message.id)).reactions == []
        with pytest.raises(PersonError, match="Unknown Emoji"):
            await on.anna.react(seen, "thumbsup")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("body", "code", "why"),
    [
        ({"content": ""}, 50006, "Cannot send an empty message"),
        ({"content": "x" * 2001}, 50035, "In content: Must be 2000 or fewer in length."),
        ({"content": 5}, 50035, "In content: Could not interpret"),
        ({"content": "x", "nonce": "n" * 26}, 50035, "In nonce: Must be 25 or fewer in length."),
        ({"embeds": [{"title": "x" * 257}]}, 50035, "In embeds.0.title: Must be 256 or fewer in length."),
        ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, 50035, "maximum size of 6000"),
        ({"embeds": [{"title": "x"}] * 11}, 50035, "In embeds: Must be 10 or fewer in length."),
        ({"content": "x", "message_reference": {"message_id": "5"}}, 50035, "In message_reference: Unknown message"),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, 50035, "mutually exclusive"),
        ({"content": "x", "allowed_mentions": {"parse": True}}, 50035, "Only iterables"),
        ({"content": "x", "flags": 1 << 15, "components": [{"type": 10, "content": "y"}]}, 50035, "IS_COMPONENTS_V2"),
    ],
)
async def test_messages_that_discord_refuses(body: dict[str, Any], code: int, why: str) -> None:
    async with stage() as on:
        with pytest.raises(discord.HTTPException) as refused:
            await raw(on, "POST", f"/channels/{on.plenary}/messages", **body)
        assert (refused.value.status, refused.value.code) == (400, code)
        assert why in refused.value.text


@pytest.mark.asyncio
async def test_a_message_that_is_a_layout_stays_one() -> None:
    async with stage() as on:
        view = discord.ui.LayoutView()
        view.add_item(discord.ui.TextDisplay("layout"))
        message = await on.text_channel().send(view=view)
        with pytest.raises(discord.HTTPException, match="IS_COMPONENTS_V2"):
            await message.edit(content="words")
        plain = await on.text_channel().send("words")
        with pytest.raises(discord.HTTPException, match="IS_COMPONENTS_V2"):
            await plain.edit(view=view)
        changed = await plain.edit(content=None, view=view)
        assert changed.content == ""


@pytest.mark.asyncio
async def test_rights_decide_who_sees_and_who_writes() -> None:
    async with stage() as on:
        world, guild = on.server.world, on.seed.guild
        hidden = world.add_channel(
            guild, "chairs", overwrites=[Overwrite(id=guild.id, type=0, deny=int(P.VIEW_CHANNEL))]
        )
        mute = world.add_channel(
            guild, "silent", overwrites=[Overwrite(id=guild.id, type=0, deny=int(P.SEND_MESSAGES))]
        )
        await asyncio.sleep(0.05)
        assert hidden.id not in on.anna.channels
        with pytest.raises(PersonError, match="Missing Access"):
            await on.anna.rest("GET", f"/channels/{hidden.id}/messages")
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.anna.say(mute.id, "x")
        with pytest.raises(discord.Forbidden) as refused:
            await raw(on, "GET", f"/channels/{hidden.id}")
        assert refused.value.code == 50001
        with pytest.raises(discord.NotFound) as gone:
            await raw(on, "GET", "/channels/1")
        assert gone.value.code == 10003
        with pytest.raises(discord.HTTPException) as odd:
            await raw(on, "GET", "/channels/plenary")
        assert odd.value.code == 50035
        async with person(on.server, on.seed, "Chair", permissions=int(P.ADMINISTRATOR)) as chair:
            assert hidden.id in chair.channels
            await chair.say(hidden.id, "for chairs")
        assert on.anna.messages(hidden.id) == []


@pytest.mark.asyncio
async def test_without_its_permissions_a_bot_is_refused_with_50013() -> None:
    async with stage(bot_permissions=0) as on:
        on.seed.guild.roles[on.seed.guild.id].permissions = int(EVERYONE & ~P.SEND_MESSAGES & ~P.ADD_REACTIONS)
        said = await on.boris.rest("GET", f"/channels/{on.plenary}")
        assert said["name"] == "plenary"
        with pytest.raises(discord.Forbidden) as refused:
            await on.text_channel().send("x")
        assert refused.value.code == 50013


@pytest.mark.asyncio
async def test_typing_and_what_is_not_there() -> None:
    async with stage() as on:
        queue = on.anna.subscribe()
        async with on.text_channel().typing():
            while (await asyncio.wait_for(queue.get(), 5)).name != "TYPING_START":
                pass
        on.anna.unsubscribe(queue)
        for method, path, status in (("GET", "/nowhere", 404), ("PUT", "/gateway", 405)):
            with pytest.raises(PersonError) as refused:
                await on.anna.rest(method, path)
            assert refused.value.status == status
        anna = await on.bot.fetch_user(on.anna.id)
        with pytest.raises(discord.Forbidden) as closed:
            await anna.send("psst")
        assert closed.value.code == 50007
