"""What happens to messages: posted, edited, removed, pinned, reacted to; and who is told."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import timedelta

from bot.loopback.errors import JSON
from bot.loopback.world.message_views import emoji_view, message_view
from bot.loopback.world.model import Attachment, Channel, Message, MessageFlag, MessageType, User
from bot.loopback.world.permissions import P
from bot.loopback.world.store import Event, Store
from bot.loopback.world.threads import join, rouse
from bot.loopback.world.views import bare_member_view, member_view, when

GUILD_MESSAGES = 1 << 9
REACTIONS = 1 << 10
TYPING = 1 << 11

NONCE_LIFE = timedelta(minutes=5)
"""How long a nonce is enforced: Discord says "the past few minutes"."""

_MENTION = re.compile(r"<@(&|!)?(\d{1,20})>")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A message that has been checked and can be posted.

    A field that is None was not in the body, so that an edit leaves it alone. `files` pairs new attachments with
    their bytes; `kept` are the ids of attachments that an edit keeps (None: all).
    """

    content: str | None = None
    embeds: list[JSON] | None = None
    components: list[JSON] | None = None
    flags: int = 0
    files: list[tuple[Attachment, bytes]] = field(default_factory=list)
    kept: list[int] | None = None
    nonce: str | int | None = None
    enforce_nonce: bool = False
    reference: JSON | None = None
    allowed_mentions: JSON | None = None


def texts(components: list[JSON]) -> list[str]:
    """All texts of text displays, in reading order."""
    found: list[str] = []
    for component in components:
        if component["type"] == 10:  # noqa: PLR2004 -- the wire's number of a text display
            found.append(component["content"])
        found += texts(component.get("components", []))
    return found


def _allows(allowed: JSON | None, kind: str, target: str) -> bool:
    if allowed is None:
        return True
    return kind in (allowed.get("parse") or []) or target in {str(one) for one in allowed.get(kind) or []}


def _note_mentions(store: Store, message: Message, channel: Channel, allowed: JSON | None) -> None:
    text = "\n".join([message.content, *texts(message.components)])
    guild = store.guild(channel.guild_id)
    users: dict[int, None] = {}
    roles: dict[int, None] = {}
    for kind, digits in _MENTION.findall(text):
        number = int(digits)
        if kind == "&":
            if number in guild.roles and _allows(allowed, "roles", digits):
                roles[number] = None
        elif number in store.state.users and _allows(allowed, "users", digits):
            users[number] = None
    if message.type is MessageType.REPLY and message.reference and (allowed or {}).get("replied_user", allowed is None):
        replied = store.state.messages.get(int(message.reference["message_id"]))
        if replied is not None:
            users[replied.author_id] = None
    message.mentions, message.mention_roles = list(users), list(roles)
    may = store.bits(message.author_id, channel) & P.MENTION_EVERYONE
    message.mention_everyone = bool(
        may
        and re.search(r"@(everyone|here)\b", text)
        and (allowed is None or "everyone" in (allowed.get("parse") or []))
    )


def message_event(store: Store, name: str, message: Message, *, personal: tuple[int, JSON] | None = None) -> Event:
    """`MESSAGE_CREATE` or `MESSAGE_UPDATE`; an ephemeral message goes only to its person."""
    channel = store.channel(message.channel_id)
    data = message_view(store, message) | {"guild_id": str(channel.guild_id), "channel_type": int(channel.type)}
    member = store.guild(channel.guild_id).members.get(message.author_id)
    if member is not None:
        data["member"] = bare_member_view(member)
    if name == "MESSAGE_UPDATE" and personal is None:
        data.pop("nonce", None)
    only = None if message.seen_by is None else frozenset({message.seen_by})
    return Event(name, data, channel.guild_id, channel.id, only, GUILD_MESSAGES, personal)


def _new(store: Store, channel: Channel, author: User, kind: MessageType) -> Message:
    return Message(id=store.new_id(), channel_id=channel.id, author_id=author.id, timestamp=store.clock(), type=kind)


def _file(store: Store, channel: Channel, message: Message, personal: tuple[int, JSON] | None = None) -> None:
    """Put a finished message into the history and tell everyone."""
    store.state.messages[message.id] = message
    if not message.ephemeral:
        channel.message_ids.append(message.id)
        channel.last_message_id = message.id
        if channel.thread is not None and message.type is not MessageType.THREAD_STARTER:
            channel.thread.message_count += 1
            channel.thread.total_message_sent += 1
    store.emit(message_event(store, "MESSAGE_CREATE", message, personal=personal))


def post(
    store: Store,
    channel: Channel,
    author: User,
    draft: Draft,
    template: Message | None = None,
    personal: tuple[int, JSON] | None = None,
) -> Message:
    """Post a checked draft.

    `template` brings what an interaction adds: type, interaction, application, who alone sees it. With an enforced
    nonce that this author used in this channel before, the earlier message comes back and nothing is posted.
    """
    key = (channel.id, author.id, str(draft.nonce))
    if draft.enforce_nonce and draft.nonce is not None:
        earlier = store.state.messages.get(store.nonces.get(key, 0))
        if earlier is not None and store.clock() - earlier.timestamp < NONCE_LIFE:
            return earlier
    message = template or _new(store, channel, author, MessageType.REPLY if draft.reference else MessageType.DEFAULT)
    message.content = draft.content or ""
    message.embeds = draft.embeds or []
    message.components = draft.components or []
    message.flags |= draft.flags
    message.reference = draft.reference
    message.nonce = draft.nonce if draft.nonce is not None else message.nonce
    _attach(store, message, draft)
    _note_mentions(store, message, channel, draft.allowed_mentions)
    if draft.nonce is not None:
        store.nonces[key] = message.id
    if channel.thread is not None and not message.ephemeral:
        rouse(store, channel)
        for user_id in (author.id, *message.mentions):
            join(store, channel, user_id, quietly=True)
    _file(store, channel, message, personal)
    return message


def interaction_message(store: Store, channel: Channel, author: User, kind: MessageType, flags: int) -> Message:
    """An empty message for the answer to an interaction, with its id and time, not yet posted."""
    message = _new(store, channel, author, kind)
    message.flags = flags & (MessageFlag.EPHEMERAL | MessageFlag.LOADING)
    return message


def _attach(store: Store, message: Message, draft: Draft) -> None:
    for attachment, content in draft.files:
        attachment.ephemeral = message.ephemeral
        message.attachments.append(attachment)
        store.keep_file(attachment.id, content)


def announce(
    store: Store,
    channel: Channel,
    author: User,
    kind: MessageType,
    *,
    content: str = "",
    mentions: tuple[int, ...] = (),
    reference: JSON | None = None,
) -> Message:
    """Post a system message, for example that a thread was created or someone was added to it."""
    message = _new(store, channel, author, kind)
    message.content = content
    message.mentions = list(mentions)
    message.reference = reference
    _file(store, channel, message)
    return message


def edit(store: Store, message: Message, draft: Draft, *, personal: tuple[int, JSON] | None = None) -> Message:
    """Change a message by the fields that the draft has; tells everyone who sees it."""
    if draft.content is not None:
        message.content = draft.content
    if draft.embeds is not None:
        message.embeds = draft.embeds
    if draft.components is not None:
        message.components = draft.components
    message.flags = (message.flags | draft.flags & MessageFlag.COMPONENTS_V2) & ~MessageFlag.LOADING
    if draft.kept is not None:
        message.attachments = [one for one in message.attachments if one.id in draft.kept]
    _attach(store, message, draft)
    channel = store.channel(message.channel_id)
    _note_mentions(store, message, channel, draft.allowed_mentions)
    message.edited_at = store.clock()
    store.emit(message_event(store, "MESSAGE_UPDATE", message, personal=personal))
    return message


def remove(store: Store, message: Message, *, told: bool = True) -> None:
    """Delete a message; with `told` False nobody hears of it, as if the server had lost it."""
    channel = store.channel(message.channel_id)
    del store.state.messages[message.id]
    index = bisect_left(channel.message_ids, message.id)
    if not message.ephemeral and index < len(channel.message_ids) and channel.message_ids[index] == message.id:
        del channel.message_ids[index]
        if channel.thread is not None:
            channel.thread.message_count = max(0, channel.thread.message_count - 1)
    for attachment in message.attachments:
        store.files.pop(attachment.id, None)
    if told:
        data = {"id": str(message.id), "channel_id": str(channel.id), "guild_id": str(channel.guild_id)}
        only = None if message.seen_by is None else frozenset({message.seen_by})
        store.emit(Event("MESSAGE_DELETE", data, channel.guild_id, channel.id, only, GUILD_MESSAGES))
    else:
        store.touch()


def remove_many(store: Store, channel: Channel, messages: list[Message]) -> None:
    """Delete several messages and tell of them in one event."""
    for message in messages:
        remove(store, message, told=False)
    data = {
        "ids": [str(message.id) for message in messages],
        "channel_id": str(channel.id),
        "guild_id": str(channel.guild_id),
    }
    store.emit(Event("MESSAGE_DELETE_BULK", data, channel.guild_id, channel.id, intent=GUILD_MESSAGES))


def pin(store: Store, channel: Channel, message: Message, actor: User, *, pinned: bool) -> None:
    """Pin or unpin a message; pinning posts the system message that says so."""
    if (message.pinned_at is not None) == pinned:
        return
    now = store.clock()
    message.pinned_at = now if pinned else None
    channel.last_pin_at = now
    store.emit(message_event(store, "MESSAGE_UPDATE", message))
    data = {"channel_id": str(channel.id), "guild_id": str(channel.guild_id), "last_pin_timestamp": when(now)}
    store.emit(Event("CHANNEL_PINS_UPDATE", data, channel.guild_id, channel.id, intent=1))
    if pinned:
        reference = {
            "type": 0,
            "message_id": str(message.id),
            "channel_id": str(channel.id),
            "guild_id": str(channel.guild_id),
        }
        announce(store, channel, actor, MessageType.PINNED, reference=reference)


def react(store: Store, message: Message, emoji: str, user: User, *, added: bool) -> None:
    """Add or take back one user's reaction."""
    users = message.reactions.get(emoji, [])
    if (user.id in users) == added:
        return
    if added:
        message.reactions.setdefault(emoji, users).append(user.id)
    else:
        users.remove(user.id)
        if not users:
            message.reactions.pop(emoji, None)
    channel = store.channel(message.channel_id)
    guild = store.guild(channel.guild_id)
    data: JSON = {
        "user_id": str(user.id),
        "channel_id": str(channel.id),
        "message_id": str(message.id),
        "guild_id": str(guild.id),
        "emoji": emoji_view(emoji),
        "burst": False,
        "type": 0,
    }
    if added:
        data |= {"member": member_view(store, guild.members[user.id]), "message_author_id": str(message.author_id)}
    name = "MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE"
    store.emit(Event(name, data, guild.id, channel.id, intent=REACTIONS))


def typing(store: Store, channel: Channel, user: User) -> None:
    """Tell that someone is typing."""
    guild = store.guild(channel.guild_id)
    data = {
        "channel_id": str(channel.id),
        "guild_id": str(guild.id),
        "user_id": str(user.id),
        "timestamp": int(store.clock().timestamp()),
        "member": member_view(store, guild.members[user.id]),
    }
    store.emit(Event("TYPING_START", data, guild.id, channel.id, intent=TYPING))
