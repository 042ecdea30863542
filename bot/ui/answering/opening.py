"""Opening a session: in a text channel in which the bot may do all that it will have to."""

import discord

from bot.negotiation.refusals import Refusal
from bot.service.ports import Place
from bot.ui.answering.answers import Answer, AnyInteraction, Noted, Refused
from bot.ui.answering.visits import done_card
from bot.ui.permissions import missing_names


async def open_session(interaction: AnyInteraction, pack: str, variant: str | None) -> None:
    """Open a session where the command is used; raises Refused, or Noted where no session can live."""
    answer = Answer.of(interaction)
    channel = interaction.channel
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        raise Noted("channel_kind")
    missing = missing_names(interaction.app_permissions)
    if missing and answer.actor.moderator:
        raise Noted("permissions_missing", missing=missing)
    locale = str(interaction.guild_locale or "en")
    place = Place(str(interaction.guild_id), str(channel.id), locale)
    done = await answer.desk.service.open(place, pack, variant or None, answer.actor, answer.cause)
    if isinstance(done, Refusal):
        raise Refused(done)
    await answer.show(done_card(answer, done))
