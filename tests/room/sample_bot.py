"""A bare discord.py bot with one of everything that the room must be able to show and to use."""

import io
from typing import Any

import discord
from discord import app_commands, ui

from tests.support.loopback import BareBot

PACKS = {"ee-deescalation-2022": "Eastern Europe, January 2022", "northmere-tramways": "Northmere tramways"}
HOSTILE = (
    '<img src=x onerror="window.pwned=1"> <script>window.pwned=1</script> '
    "[x](javascript:window.pwned=1) **<svg/onload=window.pwned=1>** `</code><b>`"
)
# One pixel, so that a picture is a picture.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090775"
    "3de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


class Clicks(ui.View):
    """Classic rows: buttons of every style and a select with descriptions."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.count = 0
        self.add_item(ui.Button(label="Elsewhere", url="https://example.org/", row=0))

    @ui.button(label="Count 0", style=discord.ButtonStyle.primary, row=0)
    async def count_up(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        self.count += 1
        button.label = f"Count {self.count}"
        await interaction.response.edit_message(view=self)

    @ui.button(label="Form", style=discord.ButtonStyle.success, row=0)
    async def form(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        _ = button
        await interaction.response.send_modal(Clause(custom_id="clause"))

    @ui.button(label="Silent", style=discord.ButtonStyle.danger, row=0)
    async def silent(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        """Never answers: the person must be told."""

    @ui.button(label="Closed", disabled=True, row=0)
    async def closed(self, interaction: discord.Interaction, button: ui.Button[Any]) -> None:
        """Cannot be pressed."""

    @ui.select(
        placeholder="Troops at the border",
        options=[
            discord.SelectOption(label="Stay", value="stay", description="Nothing moves"),
            discord.SelectOption(label="Back 50 km", value="50", description="Within 30 days, verified"),
        ],
        row=1,
    )
    async def troops(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        await interaction.response.send_message(f"Chosen: {select.values[0]}", ephemeral=True)


class Clause(ui.Modal, title="Add a clause"):
    """A form with a long text, a short one and a select."""

    text: ui.Label[Any] = ui.Label(
        text="Text of the clause",
        description="One sentence in plain words.",
        component=ui.TextInput(
            custom_id="clause:text", style=discord.TextStyle.paragraph, min_length=10, max_length=200
        ),
    )
    title_: ui.Label[Any] = ui.Label(
        text="Short title", component=ui.TextInput(custom_id="clause:title", required=False, max_length=40)
    )
    side: ui.Label[Any] = ui.Label(
        text="Binding on",
        component=ui.Select(
            custom_id="clause:side", options=[discord.SelectOption(label="All"), discord.SelectOption(label="One side")]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        text, side = self.text.component, self.side.component
        assert isinstance(text, ui.TextInput)
        assert isinstance(side, ui.Select)
        await interaction.response.send_message(f"Clause: {text.value} ({side.values[0]})")


class Everything(ui.Modal, title="Everything"):
    """A form with the fields that are chosen and not typed."""

    stance: ui.Label[Any] = ui.Label(
        text="Stance",
        component=ui.RadioGroup(
            custom_id="all:stance",
            options=[discord.RadioGroupOption(label="For"), discord.RadioGroupOption(label="Against")],
        ),
    )
    topics: ui.Label[Any] = ui.Label(
        text="Topics",
        component=ui.CheckboxGroup(
            custom_id="all:topics",
            options=[discord.CheckboxGroupOption(label=one) for one in ("Troops", "Missiles", "Notice")],
        ),
    )
    public: ui.Label[Any] = ui.Label(text="Public", component=ui.Checkbox(custom_id="all:public"))
    whom: ui.Label[Any] = ui.Label(text="With whom", component=ui.UserSelect(custom_id="all:whom", max_values=3))
    file: ui.Label[Any] = ui.Label(text="Annex", component=ui.FileUpload(custom_id="all:file"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        stance, topics, public = self.stance.component, self.topics.component, self.public.component
        whom, file = self.whom.component, self.file.component
        assert isinstance(stance, ui.RadioGroup)
        assert isinstance(topics, ui.CheckboxGroup)
        assert isinstance(public, ui.Checkbox)
        assert isinstance(whom, ui.UserSelect)
        assert isinstance(file, ui.FileUpload)
        people = ", ".join(one.display_name for one in whom.values)
        annex = (await file.values[0].read()).decode()
        said = f"{stance.value} · {', '.join(topics.values)} · {public.value} · {people} · {annex}"
        await interaction.response.send_message(said)


def card() -> ui.LayoutView:
    """A layout with everything that a proposal's card may have."""
    view = ui.LayoutView(timeout=None)
    section: ui.Section[Any] = ui.Section(
        ui.TextDisplay("## P1 v1 · United States\n-# tabled <t:1700000000:R>"),
        accessory=ui.Button(label="Details", custom_id="card:details", style=discord.ButtonStyle.secondary),
    )
    select: ui.Select[Any] = ui.Select(
        custom_id="card:issue",
        placeholder="Missiles",
        options=[discord.SelectOption(label="No change", description="As it is"), discord.SelectOption(label="Ban")],
    )
    container: ui.Container[Any] = ui.Container(
        section,
        ui.Separator(),
        ui.TextDisplay("1. Troops go back **50 km**\n2. Notice of `14 days`\n> reported and officially denied"),
        ui.ActionRow(select),
        ui.ActionRow(
            ui.Button(label="Accept", custom_id="card:accept", style=discord.ButtonStyle.success),
            ui.Button(label="Counter", custom_id="card:counter", style=discord.ButtonStyle.primary),
            ui.Button(label="Reject", custom_id="card:reject", style=discord.ButtonStyle.danger),
            ui.Button(label="Adopt", custom_id="card:adopt", disabled=True),
        ),
        ui.File("attachment://record.md"),
        accent_colour=discord.Colour(0x5865F2),
    )
    view.add_item(container)
    return view


def setup(bot: BareBot) -> None:  # noqa: C901 -- one small function for each command
    """Add the commands."""
    tree = bot.tree
    session = app_commands.Group(name="session", description="The negotiation in this channel")

    @session.command(name="open", description="Open a session with a pack")
    @app_commands.describe(pack="The scenario", days="How long it may take", public="Whether anybody may watch")
    async def session_open(
        interaction: discord.Interaction,
        pack: str,
        days: app_commands.Range[int, 1, 10] = 3,
        chair: discord.Member | None = None,
        public: bool = True,  # noqa: FBT001, FBT002 -- an option of a command
    ) -> None:
        who = chair.display_name if chair else "nobody"
        await interaction.response.send_message(f"Opened **{pack}** for {days} days, chair {who}, public {public}")

    @session_open.autocomplete("pack")
    async def packs(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        _ = interaction
        found = {key: name for key, name in PACKS.items() if current.lower() in f"{key} {name}".lower()}
        return [app_commands.Choice(name=f"{key} · {name}", value=key) for key, name in found.items()]

    tree.add_command(session)

    @tree.command(description="Your confidential brief")
    async def brief(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            "## Your brief\n||Only you|| know this. Then use </session open:1>.", ephemeral=True
        )

    @tree.command(description="Show buttons")
    async def buttons(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Press something", view=Clicks())

    @tree.command(name="card", description="Show a card with everything")
    async def show_card(interaction: discord.Interaction) -> None:
        file = discord.File(io.BytesIO(b"# Record\n"), "record.md")
        await interaction.response.send_message(view=card(), file=file)

    @tree.command(description="A form with everything that is chosen")
    async def everything(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Everything(custom_id="all"))

    @tree.command(description="Hand in a paper")
    async def paper(interaction: discord.Interaction, file: discord.Attachment) -> None:
        await interaction.response.send_message(f"{file.filename}: {(await file.read()).decode()}")

    @tree.command(description="Think, then answer")
    async def slow(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.followup.send("Thought about it.")

    @tree.command(description="Never answers")
    async def dead(interaction: discord.Interaction) -> None:
        _ = interaction

    @tree.command(description="Say something hostile")
    async def hostile(interaction: discord.Interaction) -> None:
        embed = discord.Embed(title=HOSTILE[:200], description=HOSTILE, url="https://example.org/")
        await interaction.response.send_message(HOSTILE, embed=embed, file=discord.File(io.BytesIO(PNG), "dot.png"))

    @tree.command(description="Open a private thread with one member")
    async def caucus(interaction: discord.Interaction, member: discord.Member) -> None:
        channel = interaction.channel
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.create_thread(name=f"caucus-{member.name}", type=discord.ChannelType.private_thread)
        await thread.add_user(member)
        await thread.send(f"Between us, {member.mention}.")
        await interaction.response.send_message("Done.", ephemeral=True)

    @tree.context_menu(name="Quote")
    async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"> {message.content}", ephemeral=True)
