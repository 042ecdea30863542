"""/seat: take, leave, assign, list."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.acts import AssignSeat, LeaveSeat, TakeSeat
from bot.negotiation.model import Role
from bot.ui.answering.answers import Noted
from bot.ui.answering.reading import show_seats
from bot.ui.answering.visits import role_for, visit
from bot.ui.transformers import PartyOption

OwnRole = Literal["head", "delegate", "adviser", "observer"]
AnyRole = Literal["head", "delegate", "adviser", "observer", "chair"]


class Seats(commands.GroupCog, group_name="seat"):
    """Members sit down by themselves; the chair seats and moves anybody."""

    @app_commands.command(name="take")
    async def take(
        self,
        interaction: discord.Interaction,
        party: Transform[str, PartyOption] | None = None,
        role: OwnRole | None = None,
    ) -> None:
        """Sit down."""
        here = await visit(interaction)
        free = role_for(here.session, party) if party else Role.OBSERVER
        await here.act(TakeSeat(Role(role) if role else free, party))

    @app_commands.command(name="leave")
    async def leave(self, interaction: discord.Interaction) -> None:
        """Give up one's seat."""
        await (await visit(interaction)).act(LeaveSeat())

    @app_commands.command(name="assign")
    async def assign(
        self,
        interaction: discord.Interaction,
        member: discord.Member,
        role: AnyRole,
        party: Transform[str, PartyOption] | None = None,
        reason: Range[str, 0, 500] = "",
    ) -> None:
        """Seat or move a member."""
        if member.bot:
            raise Noted("no_member")
        await (await visit(interaction)).act(AssignSeat(str(member.id), member.display_name, Role(role), party, reason))

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction) -> None:
        """Show who sits where."""
        await show_seats(await visit(interaction))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Seats())
