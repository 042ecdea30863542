"""/order: points of order, rulings, appeals, calls to order."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.floor.acts import AppealRuling, CallToOrder, RulePoint
from bot.negotiation.floor.model import PointKind
from bot.ui.answering.visits import visit
from bot.ui.points import PointOption
from bot.ui.verbs.floor import raise_point

Point = Transform[str, PointOption]
Words = Range[str, 1, 1000]


class Order(commands.GroupCog, group_name="order"):
    """A point interrupts; its ruling stands unless a vote overturns it."""

    @app_commands.command(name="point")
    async def point(
        self,
        interaction: discord.Interaction,
        kind: Literal["order", "privilege", "information"] = "order",
        words: Words | None = None,
    ) -> None:
        """Raise a point."""
        await raise_point(await visit(interaction), PointKind(kind), words)

    @app_commands.command(name="rule")
    async def rule(
        self, interaction: discord.Interaction, point: Point, ruling: Literal["sustained", "overruled"], reason: Words
    ) -> None:
        """Rule on a point."""
        await (await visit(interaction)).act(RulePoint(point, ruling == "sustained", reason))

    @app_commands.command(name="appeal")
    async def appeal(self, interaction: discord.Interaction, point: Point) -> None:
        """Appeal a ruling."""
        await (await visit(interaction)).act(AppealRuling(point))

    @app_commands.command(name="call")
    async def call(self, interaction: discord.Interaction, member: discord.Member, reason: Words) -> None:
        """Call a member to order."""
        await (await visit(interaction)).act(CallToOrder(str(member.id), reason))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Order())
