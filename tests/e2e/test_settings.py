"""/settings: who may open sessions, by role or by permission; only for members who may manage the server."""

import pytest

from tests.e2e.world import PACK, World

MANAGE_SERVER = 1 << 5
MANAGE_EVENTS = 1 << 33


async def with_role(world: World, name: str) -> int:
    """A new role that a person has."""
    person = await world.person(name)
    made = world.server.world.add_role(world.seed.guild, "facilitators")
    world.seed.guild.members[person.id].roles.append(made.id)
    return made.id


@pytest.mark.asyncio
async def test_members_with_the_role_open_sessions(world: World) -> None:
    await world.person("admin", permissions=MANAGE_SERVER)
    role = await with_role(world, "fay")
    assert "Only a moderator of this server" in (await world.do("fay", "session open", pack=PACK)).text()
    assert "A moderator opens one" in (await world.do("fay", "help")).text()
    told = await world.do("admin", "settings moderators", role=role)
    assert f"the role <@&{role}>, or with the permission *Manage Messages*" in told.text()
    assert "Open one: `/session open`" in (await world.do("fay", "help")).text()
    assert "is open" in (await world.do("fay", "session open", pack=PACK)).text()
    assert (await world.session()).chairs()[0].member == str(world.people["fay"].id)


@pytest.mark.asyncio
async def test_a_permission_may_be_asked_for_instead_and_the_role_taken_back(world: World) -> None:
    await world.person("admin", permissions=MANAGE_SERVER)
    await world.person("eve", permissions=MANAGE_EVENTS)
    role = await with_role(world, "fay")
    await world.do("admin", "settings moderators", role=role)
    told = await world.do("admin", "settings moderators", permission="manage_events")
    assert "members with the permission *Manage Events*, and who may manage the server" in told.text()
    await world.restart()
    assert "*Manage Events*" in (await world.do("admin", "settings show")).text()
    for name in ("fay", "chair"):
        assert "Only a moderator of this server" in (await world.do(name, "session open", pack=PACK)).text()
    assert "is open" in (await world.do("eve", "session open", pack=PACK)).text()


@pytest.mark.asyncio
async def test_only_members_who_manage_the_server_see_or_change_settings(world: World) -> None:
    for command in ("settings show", "settings moderators"):
        with pytest.raises(LookupError, match="no command"):
            await world.do("chair", command)
    # A server may offer the command to others all the same; the bot asks for itself.
    for one in world.server.world.state.commands.values():
        one.data["default_member_permissions"] = None
    await (await world.person("chair")).refresh_commands()
    for command in ("settings show", "settings moderators"):
        assert "Only members who may manage this server" in (await world.do("chair", command)).text()
    await world.person("admin", permissions=MANAGE_SERVER)
    everybody = world.seed.guild.id
    assert "Everybody has this role" in (await world.do("admin", "settings moderators", role=everybody)).text()


@pytest.mark.asyncio
async def test_a_server_says_how_long_sessions_are_kept(world: World) -> None:
    await world.person("admin", permissions=MANAGE_SERVER)
    assert "are kept for good" in (await world.do("admin", "settings show")).text()
    assert "kept for 90 days after their last entry" in (await world.do("admin", "settings retention", days=90)).text()
    assert "are kept for 90 days and then deleted" in (await world.do("admin", "settings show")).text()
    assert "are kept for good" in (await world.do("admin", "settings retention", days=0)).text()
