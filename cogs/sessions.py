"""/session: open, begin, status, close."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.acts import Begin, Close
from bot.negotiation.clockwork.acts import PauseSession, ResumeSession
from bot.negotiation.clockwork.model import Pace, PauseKind
from bot.ui.answering.clock import end_of
from bot.ui.answering.opening import move_here, open_session, show_anew
from bot.ui.answering.reading import show_status
from bot.ui.answering.visits import visit
from bot.ui.timing import DurationOption
from bot.ui.transformers import ChairedOption, PackOption, PartiesOption, VariantOption

Time = Transform[str, DurationOption]


class Sessions(commands.GroupCog, group_name="session"):
    """Sessions are opened by moderators and run by their chairs; everybody may look."""

    @app_commands.command(name="open")
    async def open(
        self,
        interaction: discord.Interaction,
        pack: Transform[str, PackOption],
        variant: Transform[str, VariantOption] | None = None,
        aliases: bool = False,  # noqa: FBT001, FBT002  # an option of the command
    ) -> None:
        """Open a session in this channel."""
        await open_session(interaction, pack, variant, aliases=aliases)

    @app_commands.command(name="begin")
    async def begin(
        self,
        interaction: discord.Interaction,
        without: Transform[tuple[str, ...], PartiesOption] | None = None,
        pace: Literal["free", "live", "post"] = "free",
    ) -> None:
        """Begin the negotiation."""
        await (await visit(interaction)).act(Begin(without or (), Pace(pace)))

    @app_commands.command(name="suspend")
    async def suspend(
        self, interaction: discord.Interaction, time: Time | None = None, reason: Range[str, 0, 500] = ""
    ) -> None:
        """Let the talks rest for a while."""
        here = await visit(interaction)
        await here.act(PauseSession(PauseKind.SUSPENDED, reason, end_of(time)))

    @app_commands.command(name="adjourn")
    async def adjourn(
        self, interaction: discord.Interaction, time: Time | None = None, reason: Range[str, 0, 500] = ""
    ) -> None:
        """Let the talks rest until a later date."""
        here = await visit(interaction)
        await here.act(PauseSession(PauseKind.ADJOURNED, reason, end_of(time)))

    @app_commands.command(name="resume")
    async def resume(self, interaction: discord.Interaction) -> None:
        """Go on after a pause."""
        await (await visit(interaction)).act(ResumeSession())

    @app_commands.command(name="status")
    async def status(self, interaction: discord.Interaction) -> None:
        """Show phase, seats and proposals."""
        await show_status(await visit(interaction))

    @app_commands.command(name="here")
    async def here(self, interaction: discord.Interaction, session: Transform[str, ChairedOption]) -> None:
        """Go on in this channel with a session that was elsewhere."""
        await move_here(interaction, session)

    @app_commands.command(name="refresh")
    async def refresh(self, interaction: discord.Interaction) -> None:
        """Show everything anew."""
        await show_anew(await visit(interaction))

    @app_commands.command(name="close")
    async def close(self, interaction: discord.Interaction, reason: Range[str, 0, 500] = "") -> None:
        """End the session."""
        await (await visit(interaction)).act(Close(reason))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Sessions())
