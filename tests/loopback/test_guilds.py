"""Guilds, channels, members, roles, applications and commands over REST with a real bot."""

import asyncio

import discord
import pytest

from bot.loopback.people import PersonError
from bot.loopback.routes.table import ROUTES
from bot.loopback.world.permissions import BOT, P
from tests.loopback.stage import stage
from tests.loopback.test_interactions import menus
from tests.loopback.test_thin_line import greet

MANAGER = int(BOT | P.MANAGE_CHANNELS | P.MANAGE_ROLES | P.MANAGE_NICKNAMES | P.CHANGE_NICKNAME)


@pytest.mark.asyncio
async def test_guild_members_and_roles_as_the_bot_reads_them() -> None:
    async with stage() as on:
        guild = await on.bot.fetch_guild(on.seed.guild.id)
        assert (guild.name, guild.approximate_member_count) == ("Rehearsal", 4)
        assert [one.name for one in await guild.fetch_channels()] == ["plenary"]
        assert {one.name async for one in guild.fetch_members()} == {"organiser", "Parley", "anna", "boris"}
        assert (await guild.fetch_member(on.anna.id)).display_name == "Anna"
        with pytest.raises(discord.NotFound) as gone:
            await guild.fetch_member(1)
        assert gone.value.code == 10013
        roles = await guild.fetch_roles()
        assert {one.name for one in roles} == {"@everyone", "Parley"}
        managed = next(one for one in roles if one.name == "Parley")
        assert managed.is_bot_managed()
        assert (await guild.fetch_role(managed.id)).id == managed.id
        found = await on.anna.rest("GET", f"/guilds/{guild.id}/members/search?query=BOR&limit=5")
        assert [one["user"]["username"] for one in found["items"]] == ["boris"]
        assert [one.name async for one in on.bot.fetch_guilds()] == ["Rehearsal"]
        with pytest.raises(discord.NotFound):
            await on.bot.fetch_guild(5)


@pytest.mark.asyncio
async def test_channels_are_made_changed_closed_to_some_and_deleted() -> None:
    async with stage(bot_permissions=MANAGER) as on:
        guild = on.seed_guild()
        channel = await guild.create_text_channel("Side Room", topic="Aside")
        assert channel.name == "side-room"
        await asyncio.sleep(0.02)
        assert channel.id in on.anna.channels
        await channel.edit(name="corner", topic="Talks", slowmode_delay=5)
        changed = await on.bot.fetch_channel(channel.id)
        assert isinstance(changed, discord.TextChannel)
        assert (changed.name, changed.topic, changed.slowmode_delay) == ("corner", "Talks", 5)
        anna = guild.get_member(on.anna.id)
        assert anna is not None
        await channel.set_permissions(anna, send_messages=False)
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.anna.say(channel.id, "x")
        await channel.set_permissions(anna, overwrite=None)
        await on.anna.say(channel.id, "x")
        await channel.set_permissions(anna, view_channel=False)
        await asyncio.sleep(0.02)
        assert channel.id not in on.anna.channels
        assert channel.id in on.boris.channels
        await channel.set_permissions(anna, view_channel=True)
        await asyncio.sleep(0.02)
        assert channel.id in on.anna.channels
        await channel.delete()
        assert channel.id not in on.server.world.state.channels
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.anna.rest("POST", f"/guilds/{guild.id}/channels", {"name": "mine"})
        for body in ({"name": "x" * 101}, {"name": "x", "type": 2}):
            with pytest.raises(discord.HTTPException) as refused:
                await on.bot.http.request(discord.http.Route("POST", f"/guilds/{guild.id}/channels"), json=body)
            assert refused.value.code == 50035


@pytest.mark.asyncio
async def test_roles_are_given_and_taken_and_nicks_changed() -> None:
    async with stage(bot_permissions=MANAGER) as on:
        guild = on.seed_guild()
        role = on.server.world.add_role(on.seed.guild, "Chairs", int(P.MANAGE_THREADS))
        anna = await guild.fetch_member(on.anna.id)
        await anna.add_roles(discord.Object(role.id))
        assert role.id in on.server.world.state.guilds[guild.id].members[anna.id].roles
        await anna.remove_roles(discord.Object(role.id))
        await anna.edit(nick="Delegate A")
        assert (await guild.fetch_member(anna.id)).display_name == "Delegate A"
        await guild.me.edit(nick="Clerk")
        assert (await guild.fetch_member(guild.me.id)).nick == "Clerk"
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.boris.rest("PUT", f"/guilds/{guild.id}/members/{on.boris.id}/roles/{role.id}")
        with pytest.raises(discord.NotFound):
            await anna.add_roles(discord.Object(1))


@pytest.mark.asyncio
async def test_the_application_and_its_user() -> None:
    async with stage() as on:
        info = await on.bot.application_info()
        assert (info.name, info.owner.name, info.flags.gateway_message_content) == ("Parley", "organiser", True)
        assert on.bot.user is not None
        await on.bot.user.edit(username="Clerk")
        assert (await on.bot.fetch_user(on.bot.user.id)).name == "Clerk"
        with pytest.raises(discord.HTTPException) as short:
            await on.bot.user.edit(username="x")
        assert short.value.code == 50035
        for path in ("/applications/@me", "/oauth2/applications/@me"):
            assert (await on.bot.http.request(discord.http.Route("GET", path)))["id"] == str(info.id)
            with pytest.raises(PersonError, match="Only bots"):
                await on.anna.rest("GET", path)
        member = await on.anna.rest("GET", f"/users/@me/guilds/{on.seed.guild.id}/member")
        assert member["user"]["id"] == str(on.anna.id)
        with pytest.raises(PersonError, match="Missing Access"):
            await on.anna.rest("GET", f"/applications/{info.id}/commands")
        gateway = await on.bot.http.request(discord.http.Route("GET", "/gateway/bot"))
        assert gateway["url"] == on.server.gateway_url
        assert (await on.bot.http.request(discord.http.Route("GET", "/gateway")))["url"] == gateway["url"]


@pytest.mark.asyncio
async def test_commands_are_kept_under_their_ids() -> None:
    async with stage(menus) as on:
        before = {one.name: one.id for one in await on.bot.tree.fetch_commands()}
        assert set(before) == {"Quote in a proposal", "Who is this", "manage"}
        greet(on.bot)
        on.bot.tree.remove_command("manage")
        await on.bot.tree.sync()
        after = {one.name: one.id for one in await on.bot.tree.fetch_commands()}
        assert set(after) == {"Quote in a proposal", "Who is this", "greet"}
        assert after["Who is this"] == before["Who is this"]
        greeting = await on.bot.tree.fetch_command(after["greet"])
        await greeting.edit(description="Says hello")
        assert (await on.bot.tree.fetch_command(greeting.id)).description == "Says hello"
        await greeting.delete()
        with pytest.raises(discord.NotFound) as gone:
            await greeting.delete()
        assert gone.value.code == 10063
        guild = discord.Object(on.seed.guild.id)
        on.bot.tree.copy_global_to(guild=guild)
        await on.bot.tree.sync(guild=guild)
        assert len(await on.bot.tree.fetch_commands(guild=guild)) == 3
        with pytest.raises(discord.HTTPException):
            await on.bot.tree.sync(guild=discord.Object(5))


@pytest.mark.asyncio
async def test_people_hear_of_new_commands_by_themselves() -> None:
    async with stage(menus) as on:
        greet(on.bot)
        changed = asyncio.create_task(on.anna.wait_for_event("GUILD_APPLICATION_COMMAND_INDEX_UPDATE"))
        await asyncio.sleep(0)
        await on.bot.tree.sync()
        await changed
        assert (await on.anna.command("greet", on.plenary, name="Anna")).text() == "Hello Anna"


def test_each_route_is_named_once() -> None:
    names = [(route.method, route.template) for route in ROUTES]
    assert len(set(names)) == len(names)
