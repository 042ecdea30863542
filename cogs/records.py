"""/record: the record of the session as files."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Transform
from discord.ext import commands

from bot.negotiation.recording.acts import AllowRecording, DeclineRecording, UnsealRooms
from bot.records.pictures import Kind
from bot.ui.answering.charting import show_chart
from bot.ui.answering.compiling import show_compilation
from bot.ui.answering.exporting import export_record
from bot.ui.answering.recording import forget_words, set_recording
from bot.ui.answering.visits import visit
from bot.ui.recording import SealedRoomOption

Chart = Literal["credits", "acceptance", "balance", "brackets", "speaking", "scores"]


class Records(commands.GroupCog, group_name="record"):
    """Each reads what is theirs to read; briefs, drafts and points are in no export."""

    @app_commands.command(name="export")
    async def export(
        self,
        interaction: discord.Interaction,
        format: Literal["markdown", "json"] | None = None,  # noqa: A002  # the option's name
    ) -> None:
        """Give the record as files."""
        await export_record(await visit(interaction), (format,) if format else None)

    @app_commands.command(name="chart")
    async def chart(self, interaction: discord.Interaction, kind: Chart) -> None:
        """Show a picture."""
        await show_chart(await visit(interaction), Kind(kind))

    @app_commands.command(name="talk")
    async def talk(self, interaction: discord.Interaction, on: bool) -> None:  # noqa: FBT001  # an option of the command
        """Record the talk, or stop it."""
        await set_recording(await visit(interaction), on=on)

    @app_commands.command(name="decline")
    async def decline(self, interaction: discord.Interaction) -> None:
        """Leave one's own words out."""
        await (await visit(interaction)).act(DeclineRecording())

    @app_commands.command(name="allow")
    async def allow(self, interaction: discord.Interaction) -> None:
        """Let one's own words be recorded again."""
        await (await visit(interaction)).act(AllowRecording())

    @app_commands.command(name="forget")
    async def forget(self, interaction: discord.Interaction, member: discord.Member | None = None) -> None:
        """Erase what was said."""
        await forget_words(await visit(interaction), str(member.id) if member else None)

    @app_commands.command(name="open")
    async def open(
        self, interaction: discord.Interaction, room: Transform[str, SealedRoomOption] | None = None
    ) -> None:
        """Open private rooms for the debrief."""
        await (await visit(interaction)).act(UnsealRooms((room,) if room else ()))

    @app_commands.command(name="compilation")
    async def compilation(self, interaction: discord.Interaction) -> None:
        """Show all texts side by side."""
        await show_compilation(await visit(interaction))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Records())
