"""/settings: what a server sets for itself."""

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot.service.moderators import Right
from bot.service.retention import LONGEST
from bot.ui.answering.settings import set_how_long, set_who_moderates, show_settings


@app_commands.default_permissions(manage_guild=True)
class GuildSettings(commands.GroupCog, group_name="settings"):
    """Chair rights are a session's own; these are the server's."""

    @app_commands.command(name="show")
    async def show(self, interaction: discord.Interaction) -> None:
        """Show what is set."""
        await show_settings(interaction)

    @app_commands.command(name="moderators")
    async def moderators(
        self, interaction: discord.Interaction, role: discord.Role | None = None, permission: Right | None = None
    ) -> None:
        """Set who may open sessions."""
        await set_who_moderates(interaction, role, permission)

    @app_commands.command(name="retention")
    async def retention(self, interaction: discord.Interaction, days: Range[int, 0, LONGEST]) -> None:
        """Set how long sessions are kept that are over."""
        await set_how_long(interaction, days)


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(GuildSettings())
