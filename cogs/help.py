"""/help: what you may do now."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.ui.answering.reading import show_help_here


class Help(commands.Cog):
    """Also answers where there is no session."""

    @app_commands.command(name="help")
    async def help(self, interaction: discord.Interaction) -> None:
        """Say what this member may do now."""
        await show_help_here(interaction)


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Help())
