"""What the gateway tells of messages, as the listener takes it."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import discord

from bot.negotiation.talk import Attached, TalkKind
from bot.service.listening import Heard
from bot.service.ports import StoredFile

_log = logging.getLogger(__name__)

_PEOPLE = frozenset({discord.MessageType.default, discord.MessageType.reply})


@dataclass(frozen=True, slots=True)
class Ears:
    """What the bot can hear: whether it may read `words`, where files are kept, and how large (bytes) they may be."""

    words: bool
    keep_file: Callable[[str, StoredFile], Awaitable[None]]
    largest: int


def heard_message(message: discord.Message, ears: Ears) -> Heard | None:
    """Give what a person said in a server, or None: bots, webhooks and Discord's own notes are no talk."""
    author = message.author
    if message.guild is None or author.bot or message.webhook_id or message.type not in _PEOPLE:
        return None
    reply = message.reference.message_id if message.reference else None
    said = [*message.attachments]
    return Heard(
        guild=str(message.guild.id),
        channel=str(message.channel.id),
        message=str(message.id),
        kind=TalkKind.SAID,
        at=message.created_at,
        member=str(author.id),
        name=author.display_name,
        words=message.content if ears.words else None,
        reply_to=str(reply) if reply else None,
        files=_fetching(said, ears) if said and ears.words else None,
    )


def heard_edit(payload: discord.RawMessageUpdateEvent, ears: Ears) -> Heard | None:
    """Give what a person changed a message to, or None: that a preview was added to it is no change."""
    message = payload.message
    heard = heard_message(message, ears) if message.edited_at else None
    if heard is None or message.edited_at is None:
        return None
    return Heard(
        guild=heard.guild,
        channel=heard.channel,
        message=heard.message,
        kind=TalkKind.EDITED,
        at=message.edited_at,
        member=heard.member,
        name=heard.name,
        words=heard.words,
        files=heard.files,
    )


def heard_delete(guild: int, channel: int, message: int) -> Heard:
    """Give that a message was deleted; by whom is not told."""
    return Heard(str(guild), str(channel), str(message), TalkKind.DELETED, _now(), "", "", None)


def heard_reaction(payload: discord.RawReactionActionEvent, kind: TalkKind) -> Heard | None:
    """Give a reaction or its end, or None outside of servers."""
    if payload.guild_id is None:
        return None
    member = payload.member
    return Heard(
        guild=str(payload.guild_id),
        channel=str(payload.channel_id),
        message=str(payload.message_id),
        kind=kind,
        at=_now(),
        member=str(payload.user_id),
        name=member.display_name if member else "",
        words=payload.emoji.name or "?",
    )


def _now() -> datetime:
    return discord.utils.utcnow()


def _fetching(said: Sequence[discord.Attachment], ears: Ears) -> Callable[[], Awaitable[tuple[Attached, ...]]]:
    async def fetch() -> tuple[Attached, ...]:
        return tuple([await _attached(one, ears) for one in said])

    return fetch


async def _attached(one: discord.Attachment, ears: Ears) -> Attached:
    digest = ""
    if one.size <= ears.largest:
        try:
            content = await one.read()
        except (discord.HTTPException, OSError) as error:
            _log.warning("the file of message attachment %s could not be kept: %s", one.id, error)
        else:
            digest = sha256(content).hexdigest()
            await ears.keep_file(digest, StoredFile(one.filename, content))
    return Attached(one.filename, one.size, one.content_type or "", digest)
