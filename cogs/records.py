"""/record: the record of the session as files."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.answering.exporting import export_record
from bot.ui.answering.visits import visit


class Records(commands.GroupCog, group_name="record"):
    """Acts and texts are public; briefs, drafts and points are in no export."""

    @app_commands.command(name="export")
    async def export(
        self,
        interaction: discord.Interaction,
        format: Literal["markdown", "json"] | None = None,  # noqa: A002  # the option's name
    ) -> None:
        """Give the record as files."""
        await export_record(await visit(interaction), (format,) if format else None)


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Records())
