"""What a server sets for itself: who opens sessions, and how long they are kept. For those who may manage it."""

import discord

from bot.service.moderators import Moderators, Right, moderators_of, set_moderators
from bot.service.retention import retention_of, set_retention
from bot.ui.answering.answers import Answer, AnyInteraction, Noted
from bot.ui.kit.layout import CALM, GOOD, Card, text


async def show_settings(interaction: AnyInteraction) -> None:
    """Show what is set; raises Noted for who may not manage the server."""
    answer = _managing(interaction)
    found = await moderators_of(answer.desk.settings, str(interaction.guild_id))
    days = await retention_of(answer.desk.settings, str(interaction.guild_id))
    await answer.show(Card(text(answer.say("cards/settings#shown", moderators=found, days=days)), accent=CALM))


async def set_who_moderates(interaction: AnyInteraction, role: discord.Role | None, right: Right | None) -> None:
    """Set who may open sessions; without a role none has it any more. Raises Noted."""
    answer, guild = _managing(interaction), str(interaction.guild_id)
    if role is not None and role.is_default():
        raise Noted("role_of_everyone")
    before = await moderators_of(answer.desk.settings, guild)
    wanted = Moderators(right or before.right, str(role.id) if role else None)
    await set_moderators(answer.desk.settings, guild, wanted)
    await answer.show(Card(text(answer.say("cards/settings#set", moderators=wanted)), accent=GOOD))


async def set_how_long(interaction: AnyInteraction, days: int) -> None:
    """Set for how many days sessions are kept that are over; 0: for good. Raises Noted."""
    answer, guild = _managing(interaction), str(interaction.guild_id)
    await set_retention(answer.desk.settings, guild, days or None)
    await answer.show(Card(text(answer.say("cards/settings#kept", days=days)), accent=GOOD))


def _managing(interaction: AnyInteraction) -> Answer:
    if not interaction.permissions.manage_guild:
        raise Noted("not_managing")
    return Answer.of(interaction)
