"""/chair: the chair's power to put things right, and to reach the parties."""

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.clockwork.acts import ExcuseParty, PauseSession, ReadmitParty, ResumeSession
from bot.negotiation.clockwork.model import PauseKind
from bot.ui.answering.visits import visit
from bot.ui.timing import AwayOption


class Chair(commands.GroupCog, group_name="chair"):
    """Each shows what it will do before it does it, and is an entry in the record."""

    @app_commands.command(name="freeze")
    async def freeze(self, interaction: discord.Interaction, reason: Range[str, 0, 500] = "") -> None:
        """Stop everything at once."""
        await (await visit(interaction)).act(PauseSession(PauseKind.FROZEN, reason))

    @app_commands.command(name="unfreeze")
    async def unfreeze(self, interaction: discord.Interaction) -> None:
        """Go on after a freeze."""
        await (await visit(interaction)).act(ResumeSession())

    @app_commands.command(name="excuse")
    async def excuse(
        self, interaction: discord.Interaction, party: Transform[str, AwayOption], reason: Range[str, 1, 500]
    ) -> None:
        """Go on without a party that stays away."""
        await (await visit(interaction)).act(ExcuseParty(party, reason))

    @app_commands.command(name="readmit")
    async def readmit(self, interaction: discord.Interaction, party: Transform[str, AwayOption]) -> None:
        """Let such a party back."""
        await (await visit(interaction)).act(ReadmitParty(party))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Chair())
