"""/phase and /clock: the phases of the pack, and the time they have."""

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.clockwork.acts import EnterPhase, ExtendClock, SetClock, StartClock, StopClock
from bot.ui.answering.clock import show_phases
from bot.ui.answering.visits import visit
from bot.ui.timing import DurationOption, PhaseOption, minutes_in

Reason = Range[str, 0, 500]
Time = Transform[str, DurationOption]


class Phases(commands.GroupCog, group_name="phase"):
    """What may be done when, and who says so."""

    @app_commands.command(name="next")
    async def following(
        self,
        interaction: discord.Interaction,
        reason: Reason = "",
        anyway: bool = False,  # noqa: FBT001, FBT002  # an option of the command
    ) -> None:
        """Enter the next phase."""
        await (await visit(interaction)).act(EnterPhase(None, reason, anyway))

    @app_commands.command(name="set")
    async def set(
        self,
        interaction: discord.Interaction,
        phase: Transform[str, PhaseOption],
        reason: Reason = "",
        anyway: bool = False,  # noqa: FBT001, FBT002  # an option of the command
    ) -> None:
        """Enter any phase."""
        await (await visit(interaction)).act(EnterPhase(phase, reason, anyway))

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction) -> None:
        """Show the phases and the clock."""
        await show_phases(await visit(interaction))


class Clock(commands.GroupCog, group_name="clock"):
    """It works without phases, too."""

    @app_commands.command(name="set")
    async def set(self, interaction: discord.Interaction, time: Time) -> None:
        """Let the clock run from now."""
        await (await visit(interaction)).act(SetClock(minutes_in(time)))

    @app_commands.command(name="extend")
    async def extend(self, interaction: discord.Interaction, time: Time, reason: Reason = "") -> None:
        """Add time."""
        await (await visit(interaction)).act(ExtendClock(minutes_in(time), reason))

    @app_commands.command(name="stop")
    async def stop(self, interaction: discord.Interaction, reason: Reason = "") -> None:
        """Stop the clock."""
        await (await visit(interaction)).act(StopClock(reason))

    @app_commands.command(name="start")
    async def start(self, interaction: discord.Interaction) -> None:
        """Let the clock go on."""
        await (await visit(interaction)).act(StartClock())


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Phases())
    await bot.add_cog(Clock())
