"""Interactions of every kind between real people over websockets and a real discord.py bot."""

import asyncio
import io

import discord
import pytest
from discord import app_commands

from bot.loopback.people import PersonError
from bot.loopback.world.model import Message as StoredMessage
from tests.loopback.stage import stage
from tests.support.loopback import BareBot


def answers(bot: BareBot) -> None:
    @bot.tree.command(description="Answers later")
    async def later(interaction: discord.Interaction, hidden: bool = False) -> None:  # noqa: FBT001, FBT002 -- an option of the command
        await interaction.response.defer(ephemeral=hidden, thinking=True)
        await asyncio.sleep(0.02)
        await interaction.edit_original_response(content="done")
        await interaction.followup.send("and more", ephemeral=hidden)

    @bot.tree.command(description="Follows up on a deferral")
    async def follow(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        first = await interaction.followup.send("first", wait=True)
        second = await interaction.followup.send("second", wait=True, file=discord.File(io.BytesIO(b"x,y"), "t.csv"))
        await second.edit(content="second, changed")
        await first.delete()

    @bot.tree.command(description="Whispers, then speaks")
    async def whisper(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("our walk-away point is 10 %", ephemeral=True)
        await interaction.followup.send("the delegation has met")
        await interaction.followup.send("only for you", ephemeral=True)

    @bot.tree.command(description="Never answers")
    async def silent(interaction: discord.Interaction) -> None:
        await asyncio.sleep(0.15)
        try:
            await interaction.response.send_message("too late")
        except discord.NotFound as error:
            interaction.client.late = error.code  # type: ignore[attr-defined]  # a mark for the test

    @bot.tree.command(description="Answers twice")
    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("one")
        response = discord.InteractionResponse[discord.Client](interaction)
        try:
            await response.send_message("two")
        except discord.HTTPException as error:
            await interaction.followup.send(f"{error.status} {error.code}")

    @bot.tree.command(description="Edits and deletes")
    async def edits(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("draft", ephemeral=True)
        await interaction.edit_original_response(content="final")
        got = await interaction.original_response()
        await interaction.delete_original_response()
        await interaction.followup.send(got.content)


@pytest.mark.asyncio
async def test_a_deferred_answer_is_waited_for() -> None:
    async with stage(answers) as on:
        reply = await on.anna.command("later", on.plenary)
        assert reply.text() == "done"
        assert reply.message is not None
        assert not reply.message.ephemeral
        assert reply.message.interaction_metadata is not None
        assert reply.message.raw["interaction"]["name"] == "later"
        assert (await on.boris.wait_for(lambda one: one.text() == "and more")).reference is not None
        assert [one.text() for one in on.boris.messages(on.plenary)] == ["done", "and more"]


@pytest.mark.asyncio
async def test_ephemeral_answers_are_seen_by_one_person_and_by_no_history() -> None:
    async with stage(answers) as on:
        await on.anna.command("later", on.plenary, hidden=True)
        await on.anna.wait_for(lambda one: one.text() == "and more")
        assert all(one.ephemeral for one in on.anna.messages(on.plenary))
        assert on.boris.messages(on.plenary) == []
        assert await on.boris.load_history(on.plenary) == []
        assert [one async for one in on.text_channel().history()] == []
        hidden = on.anna.messages(on.plenary)[0]
        with pytest.raises(PersonError, match="404"):
            await on.boris.rest("GET", f"/channels/{on.plenary}/messages/{hidden.id}")


@pytest.mark.asyncio
async def test_a_public_follow_up_does_not_quote_the_ephemeral_answer() -> None:
    async with stage(answers) as on:
        await on.anna.command("whisper", on.plenary)
        public = await on.boris.wait_for(lambda one: "has met" in one.text())
        assert public.raw["referenced_message"] is None
        assert "walk-away" not in str(public.raw)
        assert "walk-away" not in str([one.raw for one in await on.boris.load_history(on.plenary)])
        private = await on.anna.wait_for(lambda one: one.text() == "only for you")
        assert "walk-away" in private.raw["referenced_message"]["content"]


@pytest.mark.asyncio
async def test_the_first_follow_up_takes_the_place_of_the_deferral() -> None:
    async with stage(answers) as on:
        reply = await on.anna.command("follow", on.plenary)
        assert reply.text() == "first"
        second = await on.anna.wait_for(lambda one: "changed" in one.text())
        assert not second.ephemeral
        assert await on.anna.fetch(second.attachments[0]) == b"x,y"
        queue = on.anna.subscribe()
        if on.anna.messages(on.plenary)[0].text() == "first":
            while (await asyncio.wait_for(queue.get(), 5)).name != "MESSAGE_DELETE":
                pass
        assert [one.text() for one in on.anna.messages(on.plenary)] == ["second, changed"]


@pytest.mark.asyncio
async def test_a_bot_that_does_not_answer_in_time_is_told_10062() -> None:
    async with stage(answers, response_window=0.05) as on:
        reply = await on.anna.command("silent", on.plenary)
        assert reply.error == "The application did not respond"
        await asyncio.sleep(0.2)
        assert on.bot.late == 10062  # type: ignore[attr-defined]  # marked by the command
        assert on.anna.messages(on.plenary) == []


@pytest.mark.asyncio
async def test_a_second_first_answer_is_refused_with_40060() -> None:
    async with stage(answers) as on:
        await on.anna.command("twice", on.plenary)
        assert (await on.boris.wait_for(lambda one: "40060" in one.text())).text() == "400 40060"


@pytest.mark.asyncio
async def test_an_answer_can_be_read_edited_and_deleted() -> None:
    async with stage(answers) as on:
        await on.anna.command("edits", on.plenary)
        await on.anna.wait_for(lambda one: one.text() == "final" and not one.ephemeral)
        assert [one.text() for one in on.anna.messages(on.plenary)] == ["final"]


class Panel(discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.clicks = 0

    @discord.ui.button(label="Count", custom_id="count")
    async def count(self, interaction: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        self.clicks += 1
        await interaction.response.edit_message(content=f"{self.clicks} by {interaction.user.display_name}")

    @discord.ui.button(label="Quiet", custom_id="quiet")
    async def quiet(self, interaction: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        await interaction.response.defer()
        await asyncio.sleep(0.02)
        await interaction.followup.send("psst", ephemeral=True)

    @discord.ui.button(label="Nothing", custom_id="nothing")
    async def nothing(self, interaction: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        await interaction.response.defer()

    @discord.ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, _interaction: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
        raise AssertionError

    @discord.ui.select(
        custom_id="pick", max_values=2, options=[discord.SelectOption(label=one, value=one) for one in ("a", "b", "c")]
    )
    async def pick(self, interaction: discord.Interaction, select: discord.ui.Select["Panel"]) -> None:
        await interaction.response.send_message(" ".join(select.values), ephemeral=True)

    @discord.ui.select(cls=discord.ui.UserSelect, custom_id="who")
    async def who(self, interaction: discord.Interaction, select: discord.ui.UserSelect["Panel"]) -> None:
        await interaction.response.send_message(select.values[0].display_name, ephemeral=True)

    @discord.ui.select(cls=discord.ui.ChannelSelect, custom_id="where")
    async def where(self, interaction: discord.Interaction, select: discord.ui.ChannelSelect["Panel"]) -> None:
        await interaction.response.send_message(select.values[0].name, ephemeral=True)


def panel(bot: BareBot) -> None:
    @bot.tree.command(description="Shows a panel")
    async def show(interaction: discord.Interaction, hidden: bool = False) -> None:  # noqa: FBT001, FBT002 -- an option of the command
        await interaction.response.send_message("panel", view=Panel(), ephemeral=hidden)


@pytest.mark.asyncio
async def test_buttons_and_selects() -> None:
    async with stage(panel) as on:
        message = (await on.anna.command("show", on.plenary)).message
        assert message is not None
        assert ("Off", "off", True) in message.buttons()
        assert len(message.selects()) == 3
        reply = await on.boris.click(message, "count")
        assert (reply.text(), reply.edited) == ("1 by Boris", True)
        assert (await on.boris.click(message, "quiet")).text() == "psst"
        assert (await on.anna.select(message, "pick", ["c", "a"])).text() == "c a"
        assert (await on.anna.select(message, "who", [on.boris])).text() == "Boris"
        assert (await on.anna.select(message, "where", [on.plenary])).text() == "plenary"
        silent = await on.anna.click(message, "nothing")
        assert (silent.message, silent.modal, silent.error) == (None, None, None)


@pytest.mark.asyncio
async def test_clicks_that_the_client_could_not_make_are_refused() -> None:
    async with stage(panel) as on:
        message = (await on.anna.command("show", on.plenary, hidden=True)).message
        assert message is not None
        with pytest.raises(PersonError, match="404"):
            await on.boris.click(message, "count")
        with pytest.raises(PersonError, match="COMPONENT_DISABLED"):
            await on.anna.click(message, "off")
        with pytest.raises(PersonError, match="BASE_TYPE_CHOICES"):
            await on.anna.select(message, "pick", ["z"])
        with pytest.raises(PersonError, match="BASE_TYPE_BAD_LENGTH"):
            await on.anna.select(message, "pick", ["a", "b", "c"])
        with pytest.raises(LookupError, match="count"):
            await on.anna.click(message, "nowhere")
        on.server.faults.forget_message(message.id)
        with pytest.raises(PersonError, match="Unknown Message"):
            await on.anna.click(message, "count")


def menus(bot: BareBot) -> None:
    @bot.tree.context_menu(name="Quote in a proposal")
    async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}", ephemeral=True)

    @bot.tree.context_menu(name="Who is this")
    async def who(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(member.display_name)

    @bot.tree.command(description="For those who manage the server")
    @app_commands.default_permissions(manage_guild=True)
    async def manage(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("managed")


@pytest.mark.asyncio
async def test_context_menus() -> None:
    async with stage(menus) as on:
        said = await on.anna.say(on.plenary, "we withdraw")
        assert (await on.boris.context_menu("Quote in a proposal", said)).text() == "> we withdraw"
        assert (await on.boris.context_menu("Who is this", on.anna, on.plenary)).text() == "Anna"


@pytest.mark.asyncio
async def test_a_command_for_managers_is_hidden_from_others_and_refused() -> None:
    async with stage(menus) as on:
        names = {one["name"] for one in on.anna.commands()}
        assert names == {"Quote in a proposal", "Who is this"}
        with pytest.raises(LookupError):
            await on.anna.command("manage", on.plenary)
        command = next(one for one in on.server.world.state.commands.values() if one.data["name"] == "manage")
        body = {
            "type": 2,
            "application_id": str(command.application_id),
            "channel_id": str(on.plenary),
            "data": {"id": str(command.id), "name": "manage", "type": 1},
        }
        with pytest.raises(PersonError, match="Missing Permissions"):
            await on.anna.rest("POST", "/interactions", body)


@pytest.mark.asyncio
async def test_tokens_end_after_fifteen_minutes() -> None:
    async with stage(answers) as on:
        reply = await on.anna.command("later", on.plenary)
        assert reply.message is not None
        stored = on.server.world.state.messages[reply.message.id]
        assert isinstance(stored, StoredMessage)
        interaction = next(iter(on.server.world.state.interactions.values()))
        interaction.created_at = interaction.created_at.replace(year=2020)
        hook = discord.Webhook.partial(
            interaction.application_id,
            interaction.token,
            session=on.bot.http._HTTPClient__session,  # type: ignore[attr-defined]  # noqa: SLF001 -- the bot's own session
        )
        with pytest.raises(discord.HTTPException) as refused:
            await hook.send("late")
        assert (refused.value.status, refused.value.code) == (401, 50027)
