"""Routes that discord.py rarely or never uses, and bodies that no client should send."""

from typing import Any

import discord
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.loopback.routes.table import ROUTES
from bot.loopback.world.permissions import BOT, P
from tests.loopback.stage import Stage, stage
from tests.loopback.test_forms import forms
from tests.loopback.test_interactions import answers, panel
from tests.loopback.test_options import options_of_all_kinds
from tests.support.loopback import BareBot

ASK = discord.http.Route


async def ask(on: Stage, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 -- any JSON
    """Ask the API as the bot."""
    route = ASK(method, path)
    return await (on.bot.http.request(route) if body is None else on.bot.http.request(route, json=body))


@pytest.mark.asyncio
async def test_pins_in_the_older_way_and_one_emoji_cleared() -> None:
    async with stage(bot_permissions=int(BOT | P.MANAGE_MESSAGES)) as on:
        said = await on.anna.say(on.plenary, "pin me")
        await ask(on, "PUT", f"/channels/{on.plenary}/pins/{said.id}")
        pinned = await ask(on, "GET", f"/channels/{on.plenary}/pins")
        assert [one["content"] for one in pinned] == ["pin me"]
        notice = await on.boris.wait_for(lambda one: one.type == 6)
        assert notice.reference is not None
        await ask(on, "DELETE", f"/channels/{on.plenary}/pins/{said.id}")
        assert await ask(on, "GET", f"/channels/{on.plenary}/pins") == []
        await on.anna.react(said, "👍")
        await on.anna.react(said, "🕊")
        await ask(on, "DELETE", f"/channels/{on.plenary}/messages/{said.id}/reactions/%F0%9F%91%8D")
        left = await ask(on, "GET", f"/channels/{on.plenary}/messages/{said.id}")
        assert [one["emoji"]["name"] for one in left["reactions"]] == ["🕊"]


@pytest.mark.asyncio
async def test_a_thread_is_joined_and_its_member_read() -> None:
    async with stage() as on:
        thread = await on.text_channel().create_thread(name="Record", type=discord.ChannelType.public_thread)
        await on.anna.rest("PUT", f"/channels/{thread.id}/thread-members/@me")
        member = await ask(on, "GET", f"/channels/{thread.id}/thread-members/{on.anna.id}?with_member=true")
        assert member["member"]["user"]["username"] == "anna"
        assert [one["user_id"] for one in await ask(on, "GET", f"/channels/{thread.id}/thread-members?limit=1")] != []


@pytest.mark.asyncio
async def test_commands_one_by_one() -> None:
    async with stage() as on:
        for base in (
            f"/applications/{on.bot.application_id}/commands",
            f"/applications/{on.bot.application_id}/guilds/{on.seed.guild.id}/commands",
        ):
            made = await ask(on, "POST", base, {"name": "board", "description": "Shows the board"})
            again = await ask(on, "POST", base, {"name": "board", "description": "Shows it"})
            assert made["id"] == again["id"]
            assert made["version"] != again["version"]
            one = f"{base}/{made['id']}"
            assert (await ask(on, "GET", one))["description"] == "Shows it"
            assert (await ask(on, "PATCH", one, {"description": "Shows all"}))["description"] == "Shows all"
            with pytest.raises(discord.HTTPException) as refused:
                await ask(on, "POST", base, {"name": "Board", "description": "x"})
            assert refused.value.code == 50035
            await ask(on, "DELETE", one)
            with pytest.raises(discord.NotFound):
                await ask(on, "GET", one)


@pytest.mark.asyncio
async def test_the_webhook_of_an_interaction() -> None:
    async with stage(answers) as on:
        reply = await on.anna.command("later", on.plenary)
        assert reply.message is not None
        interaction = next(iter(on.server.world.state.interactions.values()))
        hook = f"/webhooks/{interaction.application_id}/{interaction.token}"
        assert (await ask(on, "GET", hook))["type"] == 3
        assert (await ask(on, "GET", f"{hook}/messages/{reply.message.id}"))["content"] == "done"
        other = await on.anna.say(on.plenary, "not the bot's")
        for path in (f"{hook}/messages/{other.id}", f"{hook}x", f"/webhooks/1/{interaction.token}"):
            with pytest.raises(discord.NotFound):
                await ask(on, "GET", path)


KEYS = st.sampled_from(
    [
        "content",
        "embeds",
        "components",
        "attachments",
        "flags",
        "nonce",
        "message_reference",
        "allowed_mentions",
        "type",
        "data",
        "custom_id",
        "options",
        "name",
        "id",
        "values",
        "message_id",
        "channel_id",
        "application_id",
        "guild_id",
        "choices",
        "title",
        "messages",
        "parse",
        "users",
        "fields",
    ]
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**70) | st.text(max_size=4) | st.sampled_from(["7", "x" * 5000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)


OPTION_TYPES = {
    "pack": 3,
    "rounds": 4,
    "public": 5,
    "share": 10,
    "guest": 6,
    "place": 7,
    "role": 8,
    "whom": 9,
    "paper": 11,
}
NAMES = st.sampled_from(sorted(OPTION_TYPES))


@pytest.mark.asyncio
async def test_junk_is_refused_and_never_breaks_the_server() -> None:
    async with stage(answers, checked=False) as on:
        reply = await on.anna.command("later", on.plenary)
        assert reply.message is not None
        interaction = next(iter(on.server.world.state.interactions.values()))
        known = {
            "{channel_id}": on.plenary,
            "{guild_id}": on.seed.guild.id,
            "{application_id}": interaction.application_id,
            "{webhook_id}": interaction.application_id,
            "{webhook_token}": interaction.token,
            "{message_id}": reply.message.id,
            "{interaction_id}": interaction.id,
            "{interaction_token}": interaction.token,
            "{user_id}": on.anna.id,
            "{overwrite_id}": on.anna.id,
        }
        templates = [(one.method, one.template) for one in ROUTES if one.method in {"POST", "PATCH", "PUT"}]
        bodies: list[tuple[str, str, object]] = []

        @settings(max_examples=150, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
        @given(st.sampled_from(templates), JUNK)
        def collect(route: tuple[str, str], body: object) -> None:
            bodies.append((*route, body))

        collect()
        role = on.seed.guild.roles[on.seed.guild.members[on.seed.bot.user.id].roles[0]]
        role.permissions = int(P.ADMINISTRATOR)
        for method, template, body in bodies:
            path = template
            for name, value in known.items():
                path = path.replace(name, str(value))
            who = {"type": 2, "application_id": str(interaction.application_id), "channel_id": str(on.plenary)}
            sent = who | body if template == "/interactions" and isinstance(body, dict) else body
            status = await raw_status(on, method, path, sent, as_person=template == "/interactions")
            assert status < 500, (method, template, sent)


async def raw_status(on: Stage, method: str, path: str, body: object, *, as_person: bool) -> int:
    """The status of an answer, whatever it is."""
    token = on.server.world.state.users[on.anna.id].token if as_person else f"Bot {on.seed.bot.token}"
    session = on.bot.http._HTTPClient__session  # type: ignore[attr-defined]  # noqa: SLF001 -- the bot's own session
    headers = {"Authorization": token}
    async with session.request(method, f"{on.server.api_url}{path}", json=body, headers=headers) as response:
        status: int = response.status
        return status


@pytest.mark.asyncio
async def test_junk_from_people_is_refused_too() -> None:
    def both(bot: BareBot) -> None:
        options_of_all_kinds(bot)
        forms(bot)
        panel(bot)

    async with stage(both, checked=False) as on:
        modal = (await on.anna.command("clause", on.plenary)).modal
        panel_message = (await on.anna.command("show", on.plenary)).message
        # Nobody waits for the answers to what follows.
        on.server.desk.response_window = 0.01
        assert modal is not None
        assert panel_message is not None
        commands = {one["name"]: one for one in on.anna.commands()}
        place = {"application_id": commands["show"]["application_id"], "channel_id": str(on.plenary)}
        session = {"id": commands["session"]["id"], "name": "session", "type": 1}
        bodies: list[dict[str, object]] = []

        @settings(max_examples=60, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
        @given(JUNK, NAMES, st.sampled_from(["count", "pick", "who", "where", "nowhere"]))
        def collect(junk: object, name: str, custom_id: str) -> None:
            option = {"name": name, "type": OPTION_TYPES[name], "value": junk}
            opened = {"name": "open", "type": 1, "options": [option, junk]}
            kind = 3 if custom_id == "pick" else 5 if custom_id == "who" else 8 if custom_id == "where" else 2
            click = {"component_type": kind, "custom_id": custom_id, "values": junk}
            field = {"type": 18, "component": {"custom_id": "paper", "type": 19, "values": junk, "value": junk}}
            bodies.extend(
                [
                    {"type": 2, "data": session | {"options": junk}},
                    {"type": 4, "data": session | {"options": [opened], "attachments": junk}},
                    {"type": 2, "data": session | {"options": [opened]}},
                    {"type": 3, "message_id": str(panel_message.id), "data": click},
                    {"type": 5, "data": {"id": str(modal.id), "custom_id": "Form", "components": [field, junk]}},
                    {"type": 5, "data": {"id": str(modal.id), "custom_id": modal.custom_id, "components": junk}},
                    {"type": 5, "data": {"id": str(modal.id), "custom_id": modal.custom_id, "components": [field]}},
                ]
            )

        collect()
        for body in bodies:
            status = await raw_status(on, "POST", "/interactions", place | body, as_person=True)
            assert status < 500, body
