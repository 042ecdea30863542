"""What delegations do with proposals: each command does exactly what the button of its name does."""

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.acts import (
    Accept,
    AcceptAdReferendum,
    Adopt,
    Confirm,
    Reject,
    TakeBack,
    Waive,
    Withdraw,
)
from bot.ui.answering.visits import visit
from bot.ui.drafts.drafting import Purpose
from bot.ui.drafts.verbs import open_draft
from bot.ui.transformers import ProposalOption, ProposalRef, RuleOption
from bot.ui.verbs.proposals import begin_answer

Ref = Transform[ProposalRef, ProposalOption]


class Proposals(commands.Cog):
    """Table, answer, accept, and what follows from it."""

    @app_commands.command(name="table")
    async def table(self, interaction: discord.Interaction) -> None:
        """Open the drafting table."""
        await open_draft(await visit(interaction), Purpose())

    @app_commands.command(name="counter")
    async def counter(self, interaction: discord.Interaction, proposal: Ref) -> None:
        """Open the drafting table for a counter-proposal."""
        await begin_answer(await visit(interaction), proposal, "counter")

    @app_commands.command(name="change")
    async def change(self, interaction: discord.Interaction, proposal: Ref) -> None:
        """Open the drafting table for a new version of one's own."""
        await begin_answer(await visit(interaction), proposal, "change")

    @app_commands.command(name="accept")
    async def accept(self, interaction: discord.Interaction, proposal: Ref, ad_referendum: bool = False) -> None:  # noqa: FBT001, FBT002  # an option of the command
        """Accept a version."""
        here = await visit(interaction)
        act = AcceptAdReferendum if ad_referendum else Accept
        await here.act(act(proposal.proposal, here.hash_of(proposal)))

    @app_commands.command(name="confirm")
    async def confirm(self, interaction: discord.Interaction, proposal: Ref) -> None:
        """Confirm an acceptance ad referendum."""
        here = await visit(interaction)
        await here.act(Confirm(proposal.proposal, here.hash_of(proposal)))

    @app_commands.command(name="reject")
    async def reject(self, interaction: discord.Interaction, proposal: Ref, reason: Range[str, 0, 500] = "") -> None:
        """Reject a version."""
        here = await visit(interaction)
        await here.act(Reject(proposal.proposal, here.hash_of(proposal), reason))

    @app_commands.command(name="withdraw")
    async def withdraw(self, interaction: discord.Interaction, proposal: Ref, reason: Range[str, 0, 500] = "") -> None:
        """Withdraw one's own proposal."""
        await (await visit(interaction)).act(Withdraw(proposal.proposal, reason))

    @app_commands.command(name="takeback")
    async def takeback(self, interaction: discord.Interaction, proposal: Ref) -> None:
        """Take back what one's party said."""
        await (await visit(interaction)).act(TakeBack(proposal.proposal))

    @app_commands.command(name="waive")
    async def waive(
        self,
        interaction: discord.Interaction,
        proposal: Ref,
        rule: Transform[str, RuleOption],
        statement: Range[str, 1, 1000],
    ) -> None:
        """Waive a failing rule in writing."""
        here = await visit(interaction)
        await here.act(Waive(proposal.proposal, here.hash_of(proposal), rule, statement))

    @app_commands.command(name="adopt")
    async def adopt(self, interaction: discord.Interaction, proposal: Ref) -> None:
        """Declare that there is no objection."""
        here = await visit(interaction)
        await here.act(Adopt(proposal.proposal, here.hash_of(proposal)))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Proposals())
