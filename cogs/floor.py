"""/floor: the speakers list, and who has the floor."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.ext import commands

from bot.negotiation.floor.acts import (
    AskReply,
    CloseList,
    EndTurn,
    JoinList,
    LeaveList,
    OpenList,
    Recognise,
    SetTurn,
    YieldFloor,
)
from bot.negotiation.floor.calling import LONGEST_TURN, SHORTEST_TURN
from bot.negotiation.floor.model import ListOrder, Side
from bot.ui.answering.floor import show_floor
from bot.ui.answering.visits import visit

Seconds = Range[int, SHORTEST_TURN, LONGEST_TURN]


class Floor(commands.GroupCog, group_name="floor"):
    """Each of them is also a button of the board, of the chairs' panel or of the list itself."""

    @app_commands.command(name="open")
    async def open(
        self,
        interaction: discord.Interaction,
        order: Literal["coming", "sides"] = "coming",
        seconds: Seconds | None = None,
    ) -> None:
        """Open the list."""
        await (await visit(interaction)).act(OpenList(ListOrder(order), seconds))

    @app_commands.command(name="close")
    async def close(self, interaction: discord.Interaction) -> None:
        """Close the list."""
        await (await visit(interaction)).act(CloseList())

    @app_commands.command(name="join")
    async def join(
        self, interaction: discord.Interaction, side: Literal["for", "neutral", "against"] = "neutral"
    ) -> None:
        """Ask for the floor."""
        await (await visit(interaction)).act(JoinList(Side(side)))

    @app_commands.command(name="leave")
    async def leave(self, interaction: discord.Interaction) -> None:
        """Leave the list."""
        await (await visit(interaction)).act(LeaveList())

    @app_commands.command(name="next")
    async def next(self, interaction: discord.Interaction) -> None:
        """Call the next speaker."""
        await (await visit(interaction)).act(Recognise())

    @app_commands.command(name="recognise")
    async def recognise(self, interaction: discord.Interaction, member: discord.Member, reply: bool = False) -> None:  # noqa: FBT001, FBT002  # an option of the command
        """Give the floor to a member."""
        await (await visit(interaction)).act(Recognise(str(member.id), reply))

    @app_commands.command(name="yield")
    async def yield_(
        self,
        interaction: discord.Interaction,
        to: Literal["chair", "questions", "member"],
        member: discord.Member | None = None,
    ) -> None:
        """Give the rest of one's turn away."""
        await (await visit(interaction)).act(YieldFloor(to, str(member.id) if member else None))

    @app_commands.command(name="end")
    async def end(self, interaction: discord.Interaction) -> None:
        """End the turn."""
        await (await visit(interaction)).act(EndTurn())

    @app_commands.command(name="time")
    async def time(self, interaction: discord.Interaction, seconds: Seconds) -> None:
        """Set the time of a turn."""
        await (await visit(interaction)).act(SetTurn(seconds))

    @app_commands.command(name="reply")
    async def reply(self, interaction: discord.Interaction) -> None:
        """Ask for a right of reply."""
        await (await visit(interaction)).act(AskReply())

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction) -> None:
        """Show the floor."""
        await show_floor(await visit(interaction))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Floor())
