"""Threads: who sees them, who may do what with them, how they are listed."""

import asyncio

import discord
import pytest

from bot.loopback.people import Person, PersonError
from bot.loopback.world.permissions import BOT, P
from tests.loopback.stage import Stage, stage
from tests.support.loopback import person


async def private_thread(on: Stage, name: str = "Delegation") -> discord.Thread:
    return await on.text_channel().create_thread(name=name, type=discord.ChannelType.private_thread, invitable=False)


async def until_event(who: Person, name: str) -> None:
    queue = who.subscribe()
    while (await asyncio.wait_for(queue.get(), 5)).name != name:
        pass
    who.unsubscribe(queue)


@pytest.mark.asyncio
async def test_a_private_thread_is_only_there_for_its_members() -> None:
    async with stage() as on:
        thread = await private_thread(on)
        await thread.send("our aims are secret")
        await thread.add_user(discord.Object(on.anna.id))
        note = await on.anna.wait_for(lambda one: one.channel_id == thread.id)
        assert note.type == 1
        assert [one.text() for one in await on.anna.load_history(thread.id)] == ["our aims are secret", ""]
        assert thread.id not in on.boris.channels
        assert on.boris.messages(thread.id) == []
        for method, path in (
            ("GET", f"/channels/{thread.id}"),
            ("GET", f"/channels/{thread.id}/messages"),
            ("PUT", f"/channels/{thread.id}/thread-members/@me"),
            ("GET", f"/channels/{thread.id}/thread-members"),
            ("PUT", f"/channels/{thread.id}/thread-members/{on.boris.id}"),
        ):
            with pytest.raises(PersonError, match="Missing Access"):
                await on.boris.rest(method, path)
        with pytest.raises(PersonError, match="not visible"):
            await on.boris.command("anything", thread.id)


@pytest.mark.asyncio
async def test_who_is_taken_out_sees_no_more() -> None:
    async with stage() as on:
        thread = await private_thread(on)
        await thread.add_user(discord.Object(on.anna.id))
        await on.anna.wait_for(lambda one: one.channel_id == thread.id)
        gone = asyncio.create_task(until_event(on.anna, "THREAD_MEMBERS_UPDATE"))
        await asyncio.sleep(0)
        await thread.remove_user(discord.Object(on.anna.id))
        await gone
        assert thread.id not in on.anna.channels
        await thread.send("after she left")
        await asyncio.sleep(0.03)
        assert on.anna.messages(thread.id) == []
        assert sorted(one.id for one in await thread.fetch_members()) == [on.bot.application_id]
        with pytest.raises(discord.NotFound):
            await thread.fetch_member(on.anna.id)


@pytest.mark.asyncio
async def test_thread_managers_see_private_threads() -> None:
    async with stage() as on:
        thread = await private_thread(on)
        async with person(on.server, on.seed, "Chair", permissions=int(P.MANAGE_THREADS)) as chair:
            assert thread.id in chair.channels
        async with person(on.server, on.seed, "Guest") as guest:
            assert thread.id not in guest.channels


@pytest.mark.asyncio
async def test_members_cannot_invite_where_the_thread_says_so() -> None:
    async with stage() as on:
        thread = await private_thread(on)
        await thread.add_user(discord.Object(on.anna.id))
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.anna.rest("PUT", f"/channels/{thread.id}/thread-members/{on.boris.id}")
        await thread.edit(invitable=True)
        await on.anna.rest("PUT", f"/channels/{thread.id}/thread-members/{on.boris.id}")
        await on.boris.wait_for(lambda one: one.channel_id == thread.id)
        assert thread.id in on.boris.channels
        await on.boris.rest("DELETE", f"/channels/{thread.id}/thread-members/@me")
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.anna.rest("DELETE", f"/channels/{thread.id}/thread-members/{on.bot.application_id}")


@pytest.mark.asyncio
async def test_a_mention_brings_someone_in_only_where_mentions_are_allowed() -> None:
    async with stage() as on:
        thread = await private_thread(on)
        await thread.send(f"quiet <@{on.boris.id}>")
        assert on.boris.id not in {one.id for one in await thread.fetch_members()}
        await thread.send(f"loud <@{on.boris.id}>", allowed_mentions=discord.AllowedMentions.all())
        assert on.boris.id in {one.id for one in await thread.fetch_members()}


@pytest.mark.asyncio
async def test_public_threads_with_and_without_a_message() -> None:
    async with stage() as on:
        start = await on.text_channel().send("P1")
        thread = await start.create_thread(name="About P1", auto_archive_duration=60)
        assert thread.id == start.id
        with pytest.raises(discord.HTTPException) as again:
            await start.create_thread(name="Again")
        assert again.value.code == 160004
        record = await on.text_channel().create_thread(name="Record", type=discord.ChannelType.public_thread)
        await on.boris.wait_for(lambda one: one.type == 18)
        await on.boris.say(record.id, "noted")
        assert on.boris.id in {one.id for one in await record.fetch_members()}
        assert {one.name for one in await on.seed_guild().active_threads()} == {"About P1", "Record"}
        assert on.boris.channels[record.id].is_thread
        with pytest.raises(discord.HTTPException) as wrong:
            await on.text_channel().create_thread(name="x" * 101, type=discord.ChannelType.public_thread)
        assert wrong.value.code == 50035
        route = discord.http.Route("POST", f"/channels/{record.id}/threads")
        with pytest.raises(discord.HTTPException) as nested:
            await on.bot.http.request(route, json={"name": "inner", "type": 11})
        assert nested.value.code == 50024


@pytest.mark.asyncio
async def test_an_archived_thread_is_read_only_until_it_is_reopened() -> None:
    async with stage() as on:
        record = await on.text_channel().create_thread(name="Record", type=discord.ChannelType.public_thread)
        message = await record.send("entry 1")
        await record.edit(archived=True)
        with pytest.raises(discord.HTTPException) as refused:
            await message.edit(content="entry 1, corrected")
        assert (refused.value.status, refused.value.code) == (400, 50083)
        with pytest.raises(discord.HTTPException) as renamed:
            await record.edit(name="Archive")
        assert renamed.value.code == 50083
        assert [one.name async for one in on.text_channel().archived_threads()] == ["Record"]
        assert await on.seed_guild().active_threads() == []
        await record.edit(archived=False)
        await message.edit(content="entry 1, corrected")
        await record.edit(archived=True)
        await record.send("entry 2")
        assert not on.server.world.state.channels[record.id].thread.archived  # type: ignore[union-attr]  # it is a thread


@pytest.mark.asyncio
async def test_locking_needs_the_right_to_manage_threads() -> None:
    async with stage() as on:
        record = await on.text_channel().create_thread(name="Record", type=discord.ChannelType.public_thread)
        with pytest.raises(discord.Forbidden):
            await record.edit(locked=True)
        with pytest.raises(discord.Forbidden):
            await record.delete()
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.anna.rest("PATCH", f"/channels/{record.id}", {"name": "Mine"})
    async with stage(bot_permissions=int(BOT | P.MANAGE_THREADS)) as on:
        record = await on.text_channel().create_thread(name="Record", type=discord.ChannelType.public_thread)
        await record.edit(locked=True, archived=True)
        with pytest.raises(PersonError, match="Thread is archived"):
            await on.anna.say(record.id, "x")
        assert [one.name async for one in on.text_channel().archived_threads(private=True)] == []
        await record.edit(archived=False)
        with pytest.raises(PersonError, match="Thread is locked"):
            await on.anna.say(record.id, "x")
        await record.delete()
        assert record.id not in on.server.world.state.channels


@pytest.mark.asyncio
async def test_private_threads_need_their_own_permission() -> None:
    async with stage(bot_permissions=int(BOT)) as on:
        everyone = on.seed.guild.roles[on.seed.guild.id]
        everyone.permissions &= ~P.CREATE_PRIVATE_THREADS
        role = on.seed.guild.roles[on.seed.guild.members[on.seed.bot.user.id].roles[0]]
        role.permissions &= ~P.CREATE_PRIVATE_THREADS
        with pytest.raises(discord.Forbidden) as refused:
            await private_thread(on)
        assert refused.value.code == 50013


@pytest.mark.asyncio
async def test_own_archived_private_threads_are_listed() -> None:
    async with stage() as on:
        thread = await private_thread(on, "Ours")
        await thread.edit(archived=True)
        found = [one.name async for one in on.text_channel().archived_threads(private=True, joined=True)]
        assert found == ["Ours"]
        with pytest.raises(discord.Forbidden):
            _ = [one async for one in on.text_channel().archived_threads(private=True)]
