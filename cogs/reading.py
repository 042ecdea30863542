"""What everybody may read: one's own brief, the board, a proposal in full, what differs."""

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.ui.answering.comparing import Asked, View, show_comparison
from bot.ui.answering.reading import show_board, show_brief
from bot.ui.answering.visits import visit
from bot.ui.drafts.checking import check
from bot.ui.transformers import PartyOption, ProposalOption, ProposalRef

Ref = Transform[ProposalRef, ProposalOption]


class Reading(commands.Cog):
    """Nothing here changes anything."""

    @app_commands.command(name="brief")
    async def brief(self, interaction: discord.Interaction, party: Transform[str, PartyOption] | None = None) -> None:
        """Show one's own confidential brief, or any to the chair."""
        await show_brief(await visit(interaction), party)

    @app_commands.command(name="board")
    async def board(self, interaction: discord.Interaction) -> None:
        """Show what is on the table."""
        await show_board(await visit(interaction))

    @app_commands.command(name="check")
    async def check(
        self, interaction: discord.Interaction, proposal: Ref | None = None, text: Range[str, 1, 4000] | None = None
    ) -> None:
        """Show a version, a draft or any text in full."""
        await check(await visit(interaction), proposal, text)

    @app_commands.command(name="compare")
    @app_commands.rename(other="with")
    async def compare(
        self,
        interaction: discord.Interaction,
        proposal: Ref,
        other: Ref | None = None,
        view: View = "inline",
        base: bool = False,  # noqa: FBT001, FBT002  # an option of the command
    ) -> None:
        """Show what differs."""
        await show_comparison(await visit(interaction), proposal, Asked(other, view, from_base=base))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Reading())
