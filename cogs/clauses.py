"""/clause, and "Quote in a proposal" on a message: words of one's own in the draft."""

from typing import TYPE_CHECKING, cast

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot.ui.answering.visits import visit
from bot.ui.drafts.clauses import MOST_NUMBER, quote_message, write_clause

if TYPE_CHECKING:
    from bot.app import ParleyBot


class Clauses(commands.Cog):
    """What was understood is shown at once, before anything is tabled."""

    @app_commands.command(name="clause")
    async def clause(
        self,
        interaction: discord.Interaction,
        text: Range[str, 1, 4000] | None = None,
        number: Range[int, 1, MOST_NUMBER] | None = None,
    ) -> None:
        """Write or edit a clause of one's own draft."""
        await write_clause(await visit(interaction), number, text)


async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
    """Make a clause of somebody's message."""
    await quote_message(interaction, message)


async def setup(bot: commands.Bot) -> None:
    """Add the command and the menu."""
    await bot.add_cog(Clauses())
    name = cast("ParleyBot", bot).words("menus#quote")
    bot.tree.add_command(app_commands.ContextMenu(name=name, callback=quote))
