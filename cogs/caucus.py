"""/caucus: private rooms of several parties, or of the chair with one."""

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.rooms.acts import (
    CloseRoom,
    EnterRoom,
    ExtendRoom,
    InviteToRoom,
    LeaveRoom,
    OpenRoom,
    ReopenRoom,
)
from bot.negotiation.rooms.model import RoomKind
from bot.ui.answering.private import room_meant, show_rooms
from bot.ui.answering.visits import visit
from bot.ui.cards.caucuses import MORE_MINUTES
from bot.ui.private import CircleOption, RoomOption

Room = Transform[str, RoomOption]
Circle = Transform[tuple[str, ...], CircleOption]
Minutes = Range[int, 1, 10_000]


class Caucus(commands.GroupCog, group_name="caucus"):
    """Private threads that open, close and follow the seats by themselves."""

    @app_commands.command(name="open")
    async def open(
        self,
        interaction: discord.Interaction,
        parties: Circle,
        topic: Range[str, 0, 500] = "",
        minutes: Minutes | None = None,
        confessional: bool = False,  # noqa: FBT001, FBT002  # an option of the command
        stops_clock: bool = False,  # noqa: FBT001, FBT002  # an option of the command
    ) -> None:
        """Open a room."""
        kind = RoomKind.CONFESSIONAL if confessional else RoomKind.CAUCUS
        await (await visit(interaction)).act(OpenRoom(kind, parties, topic, minutes, stops_clock))

    @app_commands.command(name="invite")
    async def invite(self, interaction: discord.Interaction, parties: Circle, room: Room | None = None) -> None:
        """Ask more parties in."""
        here = await visit(interaction)
        await here.act(InviteToRoom(await room_meant(here, InviteToRoom, room), parties))

    @app_commands.command(name="leave")
    async def leave(self, interaction: discord.Interaction, room: Room | None = None) -> None:
        """Take one's party out."""
        here = await visit(interaction)
        await here.act(LeaveRoom(await room_meant(here, LeaveRoom, room)))

    @app_commands.command(name="close")
    async def close(
        self, interaction: discord.Interaction, room: Room | None = None, reason: Range[str, 0, 500] = ""
    ) -> None:
        """Close a room."""
        here = await visit(interaction)
        await here.act(CloseRoom(await room_meant(here, CloseRoom, room), reason))

    @app_commands.command(name="reopen")
    async def reopen(
        self, interaction: discord.Interaction, room: Room | None = None, minutes: Minutes | None = None
    ) -> None:
        """Open a closed room again."""
        here = await visit(interaction)
        await here.act(ReopenRoom(await room_meant(here, ReopenRoom, room), minutes))

    @app_commands.command(name="extend")
    async def extend(
        self, interaction: discord.Interaction, minutes: Minutes = MORE_MINUTES, room: Room | None = None
    ) -> None:
        """Give a room more minutes."""
        here = await visit(interaction)
        await here.act(ExtendRoom(await room_meant(here, ExtendRoom, room), minutes))

    @app_commands.command(name="enter")
    async def enter(self, interaction: discord.Interaction, room: Room | None = None) -> None:
        """Look into a room."""
        here = await visit(interaction)
        await here.act(EnterRoom(await room_meant(here, EnterRoom, room)))

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction) -> None:
        """Show the rooms that one knows of."""
        await show_rooms(await visit(interaction))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Caucus())
