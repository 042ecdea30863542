"""What is said in the rooms of sessions: the gateway's events on their way to the listener."""

from typing import TYPE_CHECKING, cast

import discord
from discord.ext import commands

from bot.negotiation.talk import TalkKind
from bot.ui.hearing import heard_delete, heard_edit, heard_message, heard_reaction

if TYPE_CHECKING:
    from bot.app import ParleyBot


class Talk(commands.Cog):
    """Hears everything in channels that the bot sees; the listener keeps what belongs to a session that is recorded."""

    def __init__(self, bot: "ParleyBot") -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Hear what is said."""
        if (heard := heard_message(message, self._bot.ears)) is not None:
            await self._bot.listener.hear(heard)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Hear what is changed."""
        if (heard := heard_edit(payload, self._bot.ears)) is not None:
            await self._bot.listener.hear(heard)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Hear what is deleted."""
        await self._deleted(payload.guild_id, payload.channel_id, payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Hear what is deleted at once."""
        for message in sorted(payload.message_ids):
            await self._deleted(payload.guild_id, payload.channel_id, message)

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Hear a reaction."""
        await self._reacted(payload, TalkKind.REACTED)

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Hear a reaction that is taken back."""
        await self._reacted(payload, TalkKind.UNREACTED)

    async def _deleted(self, guild: int | None, channel: int, message: int) -> None:
        if guild is not None:
            await self._bot.listener.hear(heard_delete(guild, channel, message))

    async def _reacted(self, payload: discord.RawReactionActionEvent, kind: TalkKind) -> None:
        own = self._bot.user is not None and payload.user_id == self._bot.user.id
        if (heard := heard_reaction(payload, kind)) is not None and not own:
            await self._bot.listener.hear(heard)


async def setup(bot: commands.Bot) -> None:
    """Add the listeners."""
    await bot.add_cog(Talk(cast("ParleyBot", bot)))
