"""Opening a session, and moving one: to a text channel in which the bot may do all that it will have to."""

import discord

from bot.negotiation.model import Role
from bot.negotiation.refusals import Code, Refusal
from bot.service.ports import Place
from bot.ui.answering.answers import Answer, AnyInteraction, Noted, Refused
from bot.ui.answering.visits import Visit, done_card
from bot.ui.kit.layout import GOOD, Card, text
from bot.ui.permissions import missing_names


async def open_session(interaction: AnyInteraction, pack: str, variant: str | None, *, aliases: bool) -> None:
    """Open a session where the command is used; raises Refused, or Noted where no session can live."""
    answer = Answer.of(interaction)
    actor = await answer.opener()
    place = _place(interaction, telling=actor.moderator)
    done = await answer.desk.service.open(place, pack, variant or None, actor, answer.cause, aliases=aliases)
    if isinstance(done, Refusal):
        raise Refused(done)
    await answer.show(done_card(answer, done))


async def move_here(interaction: AnyInteraction, session: str) -> None:
    """Let a session that the member chairs go on in this channel; raises Refused, or Noted where none can live."""
    answer = Answer.of(interaction)
    desk, place = answer.desk, _place(interaction, telling=True)
    if session not in {one.id for one in await desk.service.chaired(place.guild, answer.actor.member)}:
        raise Noted("not_chaired")
    refusal = await desk.service.move(session, place, answer.actor)
    if refusal is not None:
        raise Refused(refusal)
    await desk.messages.clear(session)
    await desk.service.refresh(session)
    await answer.show(Card(text(answer.say("cards/notes#moved_here")), accent=GOOD))


async def show_anew(here: Visit) -> None:
    """Let everything of the session be posted or edited anew, for its chairs; raises Refused."""
    if here.seat is None or here.seat.role is not Role.CHAIR:
        raise Refused(Refusal(Code.NOT_CHAIR))
    await here.answer.desk.service.refresh(here.session.id)
    await here.answer.show(Card(text(here.scene.say("cards/notes#refreshed")), accent=GOOD))


def _place(interaction: AnyInteraction, *, telling: bool) -> Place:
    """Give the place of a channel; raises Noted for one where no session can live (`telling`: what the bot lacks)."""
    channel = interaction.channel
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        raise Noted("channel_kind")
    missing = missing_names(interaction.app_permissions)
    if missing and telling:
        raise Noted("permissions_missing", missing=missing)
    return Place(str(interaction.guild_id), str(channel.id), str(interaction.guild_locale or "en"))
