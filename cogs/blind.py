"""/blind: the chair's questions that are answered in private."""

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.rooms.acts import AnswerBlind, AskBlind, CloseBlind
from bot.ui.answering.private import probe_meant
from bot.ui.answering.visits import visit
from bot.ui.private import CircleOption, ProbeOption
from bot.ui.transformers import ProposalOption, ProposalRef

Probe = Transform[str, ProbeOption]


class Blind(commands.GroupCog, group_name="blind"):
    """Would you accept this? Only a yes of all is ever told."""

    @app_commands.command(name="ask")
    async def ask(
        self,
        interaction: discord.Interaction,
        words: Range[str, 0, 1000] = "",
        proposal: Transform[ProposalRef, ProposalOption] | None = None,
        parties: Transform[tuple[str, ...], CircleOption] | None = None,
        minutes: Range[int, 1, 10_000] | None = None,
    ) -> None:
        """Ask a blind question."""
        here = await visit(interaction)
        about, digest = (proposal.proposal, here.hash_of(proposal)) if proposal else (None, None)
        await here.act(AskBlind(words, about, digest, parties or (), minutes))

    @app_commands.command(name="answer")
    async def answer(
        self,
        interaction: discord.Interaction,
        yes: bool,  # noqa: FBT001  # an option of the command
        question: Probe | None = None,
    ) -> None:
        """Answer one."""
        here = await visit(interaction)
        await here.act(AnswerBlind(await probe_meant(here, AnswerBlind, question), yes))

    @app_commands.command(name="close")
    async def close(self, interaction: discord.Interaction, question: Probe | None = None) -> None:
        """Close one."""
        here = await visit(interaction)
        await here.act(CloseBlind(await probe_meant(here, CloseBlind, question)))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Blind())
