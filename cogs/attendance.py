"""/roll, /walkout, /comeback: who is there."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.clockwork.acts import AnswerRoll, CallRoll, CloseRoll, ComeBack, MarkPresence, WalkOut
from bot.negotiation.clockwork.model import Presence
from bot.ui.answering.visits import visit
from bot.ui.timing import AwayOption

Said = Literal["present", "voting"]
Noted = Literal["present", "voting", "absent"]
PRESENCE = {"present": Presence.PRESENT, "voting": Presence.VOTING, "absent": Presence.ABSENT}


class Roll(commands.GroupCog, group_name="roll"):
    """The chair calls, each party answers, and who does not is absent."""

    @app_commands.command(name="call")
    async def call(self, interaction: discord.Interaction) -> None:
        """Call the roll."""
        await (await visit(interaction)).act(CallRoll())

    @app_commands.command(name="answer")
    async def answer(self, interaction: discord.Interaction, presence: Said) -> None:
        """Answer for one's own party."""
        await (await visit(interaction)).act(AnswerRoll(PRESENCE[presence]))

    @app_commands.command(name="mark")
    async def mark(self, interaction: discord.Interaction, party: Transform[str, AwayOption], presence: Noted) -> None:
        """Note what a party answered aloud."""
        await (await visit(interaction)).act(MarkPresence(party, PRESENCE[presence]))

    @app_commands.command(name="close")
    async def close(self, interaction: discord.Interaction) -> None:
        """Close the roll."""
        await (await visit(interaction)).act(CloseRoll())


class Attendance(commands.Cog):
    """A party that leaves is missed; it can come back at any time."""

    @app_commands.command(name="walkout")
    async def walkout(self, interaction: discord.Interaction, reason: Range[str, 0, 500] = "") -> None:
        """Leave the talks with the delegation."""
        await (await visit(interaction)).act(WalkOut(reason))

    @app_commands.command(name="comeback")
    async def comeback(self, interaction: discord.Interaction) -> None:
        """Be there again."""
        await (await visit(interaction)).act(ComeBack())


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Roll())
    await bot.add_cog(Attendance())
