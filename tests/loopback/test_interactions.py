"""Interactions of every kind between real people over websockets and a real discord.py bot."""

import asyncio
import io
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.loopback.people import File, PersonError
from bot.loopback.world.model import Message as StoredMessage
from tests.loopback.stage import stage
from tests.support.loopback import BareBot


def options_of_all_kinds(bot: BareBot) -> None:
    group = app_commands.Group(name="session", description="Sessions")
    inner = app_commands.Group(name="clock", description="Clock", parent=group)

    @group.command(name="open", description="Opens")
    @app_commands.choices(
        kind=[app_commands.Choice(name="Short", value="s"), app_commands.Choice(name="Long", value="l")]
    )
    async def open_(
        interaction: discord.Interaction,
        pack: str,
        rounds: app_commands.Range[int, 1, 9],
        kind: app_commands.Choice[str] | None = None,
        public: bool = False,
        share: float = 0.5,
        guest: discord.Member | None = None,
        place: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        whom: discord.Member | discord.Role | None = None,
        paper: discord.Attachment | None = None,
    ) -> None:
        read = (await paper.read()).decode() if paper else None
        shown = [pack, rounds, kind and kind.value, public, share, guest and guest.display_name]
        shown += [place and place.name, role and role.name, whom and whom.name, paper and paper.filename, read]
        await interaction.response.send_message(repr(shown))

    @inner.command(name="set", description="Sets")
    async def set_(interaction: discord.Interaction, minutes: int) -> None:
        await interaction.response.send_message(f"{minutes} minutes")

    @open_.autocomplete("pack")
    async def packs(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        names = ["ee-deescalation-2022", "trade", "fisheries"]
        return [app_commands.Choice(name=one.title(), value=one) for one in names if current in one]

    bot.tree.add_command(group)


@pytest.mark.asyncio
async def test_options_of_all_kinds_arrive() -> None:
    async with stage(options_of_all_kinds) as on:
        reply = await on.anna.command("session open", on.plenary, pack="trade", rounds=3)
        assert reply.text() == "['trade', 3, None, False, 0.5, None, None, None, None, None, None]"
        role = next(iter(on.seed.guild.roles.values()))
        reply = await on.anna.command(
            "session open",
            on.plenary,
            pack="x",
            rounds="9",
            kind="l",
            public=True,
            share=0.25,
            guest=on.boris,
            place=on.seed.channel,
            role=role.id,
            whom=on.boris.id,
            paper=File("brief.txt", b"our aims"),
        )
        assert reply.text() == (
            "['x', 9, 'l', True, 0.25, 'Boris', 'plenary', '@everyone', 'boris', 'brief.txt', 'our aims']"
        )
        assert (await on.anna.command("session clock set", on.plenary, minutes=5)).text() == "5 minutes"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"pack": "x"}, "BASE_TYPE_REQUIRED"),
        ({"pack": "x", "rounds": 10}, "NUMBER_TYPE_MAX"),
        ({"pack": "x", "rounds": 0}, "NUMBER_TYPE_MIN"),
        ({"pack": "x", "rounds": "many"}, "NUMBER_TYPE_COERCE"),
        ({"pack": "x" * 6001, "rounds": 1}, "BASE_TYPE_MAX_LENGTH"),
        ({"pack": "x", "rounds": 1, "kind": "z"}, "BASE_TYPE_CHOICES"),
        ({"pack": "x", "rounds": 1, "public": "yes"}, "BASE_TYPE_CHOICES"),
        ({"pack": "x", "rounds": 1, "guest": "nobody"}, "NUMBER_TYPE_COERCE"),
    ],
)
async def test_options_are_checked_before_the_bot_sees_them(options: dict[str, Any], code: str) -> None:
    async with stage(options_of_all_kinds) as on:
        with pytest.raises(PersonError) as refused:
            await on.anna.command("session open", on.plenary, **options)
        assert refused.value.status == 400
        assert code in str(refused.value.body)


@pytest.mark.asyncio
async def test_unknown_commands_and_options_are_named() -> None:
    async with stage(options_of_all_kinds) as on:
        with pytest.raises(LookupError, match="session"):
            await on.anna.command("nothing", on.plenary)
        with pytest.raises(LookupError, match="clock"):
            await on.anna.command("session", on.plenary)
        with pytest.raises(LookupError, match="no option 'packs'"):
            await on.anna.command("session open", on.plenary, packs="x")


@pytest.mark.asyncio
async def test_completions_come_while_typing() -> None:
    async with stage(options_of_all_kinds) as on:
        choices = await on.anna.autocomplete("session open", on.plenary, "pack", "e-de")
        assert [(one.name, one.value) for one in choices] == [("Ee-Deescalation-2022", "ee-deescalation-2022")]
        assert len(await on.anna.autocomplete("session open", on.plenary, "pack", "", rounds=2)) == 3


def answers(bot: BareBot) -> None:
    @bot.tree.command(description="Answers later")
    async def later(interaction: discord.Interaction, hidden: bool = False) -> None:
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
        assert await on.boris.wait_for(lambda one: one.text() == "400 40060")


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
    async def off(self, interaction: discord.Interaction, _: discord.ui.Button["Panel"]) -> None:
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
    async def show(interaction: discord.Interaction, hidden: bool = False) -> None:
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
        with pytest.raises(PersonError, match="10008|Unknown Message"):
            await on.anna.click(message, "count")


class Form(discord.ui.Modal, title="Clause"):
    text: discord.ui.Label["Form"] = discord.ui.Label(
        text="Text", component=discord.ui.TextInput(custom_id="text", style=discord.TextStyle.paragraph, max_length=40)
    )
    note: discord.ui.Label["Form"] = discord.ui.Label(
        text="Note", component=discord.ui.TextInput(custom_id="note", required=False, default="as is")
    )
    kind: discord.ui.Label["Form"] = discord.ui.Label(
        text="Kind",
        description="What it is",
        component=discord.ui.Select(
            custom_id="kind", options=[discord.SelectOption(label=one, value=one) for one in ("cut", "ceiling")]
        ),
    )
    paper: discord.ui.Label["Form"] = discord.ui.Label(
        text="Paper", component=discord.ui.FileUpload(custom_id="paper", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        values = [self.text.component.value, self.note.component.value, self.kind.component.values]  # type: ignore[attr-defined]  # a label's component is any item
        papers = [(await one.read()).decode() for one in self.paper.component.values]  # type: ignore[attr-defined]  # as above
        await interaction.response.send_message(repr([*values, papers]), ephemeral=True)


class Choosing(discord.ui.Modal, title="Choosing"):
    hint: discord.ui.TextDisplay["Choosing"] = discord.ui.TextDisplay("Choose well")
    side: discord.ui.Label["Choosing"] = discord.ui.Label(
        text="Side",
        component=discord.ui.RadioGroup(
            custom_id="side", options=[discord.RadioGroupOption(label=one, value=one) for one in ("left", "right")]
        ),
    )
    rules: discord.ui.Label["Choosing"] = discord.ui.Label(
        text="Rules",
        component=discord.ui.CheckboxGroup(
            custom_id="rules", options=[discord.CheckboxGroupOption(label=one, value=one) for one in ("x", "y")]
        ),
    )
    sure: discord.ui.Label["Choosing"] = discord.ui.Label(text="Sure", component=discord.ui.Checkbox(custom_id="sure"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        side, rules, sure = self.side.component, self.rules.component, self.sure.component
        await interaction.response.send_message(repr([side.value, rules.values, sure.value]))  # type: ignore[attr-defined]  # a label's component is any item


def forms(bot: BareBot) -> None:
    @bot.tree.command(description="Opens a form")
    async def clause(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    @bot.tree.command(description="Opens another form")
    async def choose(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Choosing())


@pytest.mark.asyncio
async def test_a_form_comes_back_with_its_values() -> None:
    async with stage(forms) as on:
        modal = (await on.anna.command("clause", on.plenary)).modal
        assert modal is not None
        assert [one["custom_id"] for one in modal.fields()] == ["text", "note", "kind", "paper"]
        assert "What it is" in modal.text()
        values = {"text": "Cut by 10 %", "kind": ["cut"], "paper": [File("a.txt", b"annex")]}
        reply = await on.anna.submit(modal, values)
        assert reply.text() == "['Cut by 10 %', 'as is', ['cut'], ['annex']]"


@pytest.mark.asyncio
async def test_a_form_of_choices() -> None:
    async with stage(forms) as on:
        modal = (await on.anna.command("choose", on.plenary)).modal
        assert modal is not None
        reply = await on.anna.submit(modal, {"side": "right", "rules": ["y", "x"], "sure": True})
        assert reply.text() == "['right', ['y', 'x'], True]"


@pytest.mark.asyncio
async def test_a_form_is_checked_and_can_be_sent_once_by_its_person() -> None:
    async with stage(forms) as on:
        modal = (await on.anna.command("clause", on.plenary)).modal
        assert modal is not None
        with pytest.raises(PersonError, match="BASE_TYPE_REQUIRED"):
            await on.anna.submit(modal, {"kind": ["cut"]})
        with pytest.raises(PersonError, match="BASE_TYPE_BAD_LENGTH|BASE_TYPE_MAX_LENGTH"):
            await on.anna.submit(modal, {"text": "x" * 41, "kind": ["cut"]})
        with pytest.raises(PersonError, match="Unknown interaction"):
            await on.boris.submit(modal, {"text": "x", "kind": ["cut"]})
        with pytest.raises(LookupError, match="no field"):
            await on.anna.submit(modal, {"texts": "x"})
        await on.anna.submit(modal, {"text": "x", "kind": ["cut"]})
        with pytest.raises(PersonError, match="Unknown interaction"):
            await on.anna.submit(modal, {"text": "x", "kind": ["cut"]})


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
