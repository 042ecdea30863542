"""/chair: the chair's power to put things right, and to reach the parties."""

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.concluding.acts import AskWaiver, CertifyEditorial
from bot.ui.answering.visits import visit
from bot.ui.marks import ClauseOption
from bot.ui.transformers import ProposalOption, ProposalRef, RuleOption

Ref = Transform[ProposalRef, ProposalOption]


class Chair(commands.GroupCog, group_name="chair"):
    """Each shows what it will do before it does it, and is an entry in the record."""

    @app_commands.command(name="editorial")
    async def editorial(
        self,
        interaction: discord.Interaction,
        proposal: Ref,
        clause: Transform[int, ClauseOption],
        words: Range[str, 1, 4000],
        reason: Range[str, 1, 1000],
    ) -> None:
        """Certify an editorial change."""
        here = await visit(interaction)
        await here.act(CertifyEditorial(proposal.proposal, here.hash_of(proposal), clause, words, reason))

    @app_commands.command(name="waiver")
    async def waiver(
        self,
        interaction: discord.Interaction,
        proposal: Ref,
        rule: Transform[str, RuleOption],
        statement: Range[str, 1, 1000],
    ) -> None:
        """Ask for a waiver."""
        here = await visit(interaction)
        await here.act(AskWaiver(proposal.proposal, here.hash_of(proposal), rule, statement))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Chair())
