"""/motion and /vote: what is moved, and how it is decided."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.voting.acts import (
    CastVote,
    CloseVote,
    GiveProxy,
    OpenVote,
    RuleMotion,
    SecondMotion,
    TakeProxyBack,
    WithdrawMotion,
)
from bot.negotiation.voting.model import Choice, Method, MotionKind
from bot.ui.answering.visits import visit
from bot.ui.motions import HolderOption, MotionOption, VoterOption
from bot.ui.transformers import ProposalOption, ProposalRef
from bot.ui.verbs.voting import moved, show_motions

Motion = Transform[str, MotionOption]
Ref = Transform[ProposalRef, ProposalOption]
Minutes = Range[int, 1, 525_600]
Kind = Literal[
    "suspend",
    "adjourn",
    "close_debate",
    "close_list",
    "reopen_list",
    "extend",
    "speaking_time",
    "caucus",
    "reconsider",
    "adopt",
    "other",
]


class Motions(commands.GroupCog, group_name="motion"):
    """A motion waits for its vote in the order of precedence."""

    @app_commands.command(name="make")
    async def make(
        self,
        interaction: discord.Interaction,
        kind: Kind,
        words: Range[str, 0, 1000] = "",
        minutes: Minutes | None = None,
        proposal: Ref | None = None,
    ) -> None:
        """Make a motion."""
        here = await visit(interaction)
        await here.act(moved(here, MotionKind(kind), words, minutes, proposal))

    @app_commands.command(name="second")
    async def second(self, interaction: discord.Interaction, motion: Motion) -> None:
        """Support a motion."""
        await (await visit(interaction)).act(SecondMotion(motion))

    @app_commands.command(name="withdraw")
    async def withdraw(self, interaction: discord.Interaction, motion: Motion) -> None:
        """Take a motion back."""
        await (await visit(interaction)).act(WithdrawMotion(motion))

    @app_commands.command(name="rule-out")
    async def rule_out(self, interaction: discord.Interaction, motion: Motion, reason: Range[str, 1, 1000]) -> None:
        """Rule a motion out of order."""
        await (await visit(interaction)).act(RuleMotion(motion, reason))

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction) -> None:
        """Show the motions."""
        await show_motions(await visit(interaction))


class Votes(commands.GroupCog, group_name="vote"):
    """The chair opens and closes; heads vote."""

    @app_commands.command(name="open")
    async def open(
        self,
        interaction: discord.Interaction,
        motion: Motion,
        method: Literal["open", "roll_call", "secret"] = "open",
        hidden: bool = False,  # noqa: FBT001, FBT002  # an option of the command
        minutes: Minutes | None = None,
    ) -> None:
        """Put a motion to the vote."""
        await (await visit(interaction)).act(OpenVote(motion, Method(method), hidden, minutes))

    @app_commands.command(name="cast")
    async def cast(
        self,
        interaction: discord.Interaction,
        motion: Motion,
        choice: Literal["yes", "no", "abstain"],
        party: Transform[str, VoterOption] | None = None,
    ) -> None:
        """Vote."""
        await (await visit(interaction)).act(CastVote(motion, Choice(choice), party))

    @app_commands.command(name="close")
    async def close(self, interaction: discord.Interaction, motion: Motion) -> None:
        """Close a vote."""
        await (await visit(interaction)).act(CloseVote(motion))

    @app_commands.command(name="proxy")
    async def proxy(self, interaction: discord.Interaction, party: Transform[str, HolderOption]) -> None:
        """Let another party vote for one's own."""
        await (await visit(interaction)).act(GiveProxy(party))

    @app_commands.command(name="proxy-back")
    async def proxy_back(self, interaction: discord.Interaction) -> None:
        """Vote for oneself again."""
        await (await visit(interaction)).act(TakeProxyBack())


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Motions())
    await bot.add_cog(Votes())
