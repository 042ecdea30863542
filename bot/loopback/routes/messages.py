"""Messages of channels and threads, their pins and reactions."""

import re
from bisect import bisect_left, bisect_right
from datetime import timedelta

from bot.loopback.errors import JSON, ApiError, archived, invalid_form, missing_access, missing_permissions, unknown
from bot.loopback.routes.call import EMPTY, Answer, Call, Route
from bot.loopback.validation.message import read_draft
from bot.loopback.validation.problems import Problems
from bot.loopback.world import messages
from bot.loopback.world.message_views import message_view
from bot.loopback.world.model import Channel, ChannelType, Message, MessageFlag
from bot.loopback.world.permissions import P
from bot.loopback.world.views import user_view, when

BULK_AGE = timedelta(days=14)
PINS_LIMIT = 250


def _place(call: Call, needed: int = 0) -> tuple[Channel, int]:
    channel, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    if bits & needed != needed:
        raise missing_permissions()
    return channel, bits


def _writable(channel: Channel) -> None:
    """An archived thread is read-only until it is reopened."""
    if channel.thread is not None and channel.thread.archived:
        raise archived()


def _message(call: Call, channel: Channel) -> Message:
    return call.world.message(channel, call.id("message_id"))


def create_message(call: Call) -> Answer:
    """Post a message, with files where the body is multipart."""
    channel, bits = _place(call)
    if channel.type is ChannelType.CATEGORY:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    if not bits & (P.SEND_MESSAGES if channel.thread is None else P.SEND_IN_THREADS):
        raise missing_permissions()
    if channel.thread is not None and channel.thread.locked and not bits & P.MANAGE_THREADS:
        raise archived() if channel.thread.archived else ApiError(403, 160005, "Thread is locked")
    if call.files and not bits & P.ATTACH_FILES:
        raise missing_permissions()
    draft = read_draft(call.world, call.form, call.files)
    draft.flags &= ~MessageFlag.EPHEMERAL
    draft.reference = _reference(call, channel, bits)
    if draft.embeds and not bits & P.EMBED_LINKS:
        draft.embeds = []
    message = messages.post(call.world, channel, call.actor, draft)
    return Answer(200, message_view(call.world, message, call.actor.id))


def _reference(call: Call, channel: Channel, bits: int) -> JSON | None:
    given = call.form.get("message_reference")
    if not isinstance(given, dict):
        return None
    target = call.world.state.messages.get(int(given.get("message_id") or 0))
    if target is None or target.channel_id != channel.id or target.ephemeral or not bits & P.READ_HISTORY:
        if given.get("fail_if_not_exists") is False:
            return None
        error = {"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}
        raise invalid_form({"message_reference": {"_errors": [error]}})
    return {
        "type": 0,
        "message_id": str(target.id),
        "channel_id": str(channel.id),
        "guild_id": str(channel.guild_id),
    }


def list_messages(call: Call) -> Answer:
    """The history, newest first; `before`, `after` or `around` a message, at most `limit` (1 to 100)."""
    channel, bits = _place(call)
    limit = call.number("limit", 50, 1, 100)
    bounds = {key: call.number(key, 0, 0, 2**63) for key in ("before", "after", "around") if key in call.query}
    if not bits & P.READ_HISTORY:
        return Answer(200, [])
    ids = channel.message_ids
    if "around" in bounds:
        middle = bisect_left(ids, bounds["around"])
        chosen = ids[max(0, middle - limit // 2) : middle + limit // 2 + 1]
    elif "after" in bounds:
        start = bisect_right(ids, bounds["after"])
        chosen = ids[start : start + limit]
    else:
        end = bisect_left(ids, bounds["before"]) if "before" in bounds else len(ids)
        chosen = ids[max(0, end - limit) : end]
    found = [call.world.state.messages[one] for one in reversed(chosen)]
    return Answer(200, [message_view(call.world, message, call.actor.id) for message in found])


def get_message(call: Call) -> Answer:
    """One message."""
    channel, bits = _place(call)
    if not bits & P.READ_HISTORY:
        raise missing_access()
    return Answer(200, message_view(call.world, _message(call, channel), call.actor.id))


def edit_message(call: Call) -> Answer:
    """Change one's own message."""
    channel, bits = _place(call)
    message = _message(call, channel)
    if message.author_id != call.actor.id:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    if call.files and not bits & P.ATTACH_FILES:
        raise missing_permissions()
    _writable(channel)
    draft = read_draft(call.world, call.form, call.files, edited=message)
    messages.edit(call.world, message, draft)
    return Answer(200, message_view(call.world, message, call.actor.id))


def delete_message(call: Call) -> Answer:
    """Delete one's own message, or with the right to manage messages any."""
    channel, bits = _place(call)
    message = _message(call, channel)
    if message.author_id != call.actor.id and not bits & P.MANAGE_MESSAGES:
        raise missing_permissions()
    _writable(channel)
    messages.remove(call.world, message)
    return EMPTY


def delete_messages(call: Call) -> Answer:
    """Delete 2 to 100 messages that are younger than two weeks."""
    channel, _ = _place(call, P.MANAGE_MESSAGES)
    problems = Problems()
    given = problems.items(call.form, "messages", (), (2, 100))
    problems.refuse()
    found = [call.world.state.messages.get(int(one)) for one in given]
    mine = [one for one in found if one is not None and one.channel_id == channel.id and not one.ephemeral]
    if any(call.world.clock() - one.timestamp > BULK_AGE for one in mine):
        raise ApiError(400, 50034, "You can only bulk delete messages that are under 14 days old.")
    messages.remove_many(call.world, channel, mine)
    return EMPTY


def _pinned(call: Call) -> list[Message]:
    channel, bits = _place(call)
    if not bits & P.READ_HISTORY:
        return []
    known = (call.world.state.messages[one] for one in channel.message_ids)
    pinned = [(one.pinned_at, one) for one in known if one.pinned_at is not None]
    return [one for _, one in sorted(pinned, key=lambda pair: pair[0], reverse=True)]


def list_pins(call: Call) -> Answer:
    """The pinned messages, the last pinned first, with the time of it."""
    limit = call.number("limit", 50, 1, 50)
    pinned = [one for one in _pinned(call) if when_pinned(one) < call.query.get("before", "9")]
    items = [
        {"pinned_at": when_pinned(one), "message": message_view(call.world, one, call.actor.id)}
        for one in pinned[:limit]
    ]
    return Answer(200, {"items": items, "has_more": len(pinned) > limit})


def when_pinned(message: Message) -> str:
    """The time of pinning."""
    return when(message.pinned_at) if message.pinned_at else ""


def list_pins_old(call: Call) -> Answer:
    """The pinned messages in the older shape."""
    return Answer(200, [message_view(call.world, one, call.actor.id) for one in _pinned(call)[:50]])


def _pin(call: Call, *, pinned: bool) -> Answer:
    channel, bits = _place(call)
    if not bits & (P.PIN_MESSAGES | P.MANAGE_MESSAGES):
        raise missing_permissions()
    message = _message(call, channel)
    _writable(channel)
    if pinned and len(_pinned(call)) >= PINS_LIMIT:
        raise ApiError(400, 30003, f"Maximum number of pins reached ({PINS_LIMIT})")
    messages.pin(call.world, channel, message, call.actor, pinned=pinned)
    return EMPTY


def pin(call: Call) -> Answer:
    """Pin a message."""
    return _pin(call, pinned=True)


def unpin(call: Call) -> Answer:
    """Unpin a message."""
    return _pin(call, pinned=False)


def _emoji(call: Call) -> str:
    emoji = call.params["emoji_name"]
    if re.fullmatch(r"\w+:\d+", emoji) or not re.fullmatch(r"[\x00-\x7f]*", emoji):
        return emoji
    raise unknown("emoji")


def add_reaction(call: Call) -> Answer:
    """React to a message."""
    channel, bits = _place(call, P.READ_HISTORY)
    message, emoji = _message(call, channel), _emoji(call)
    if emoji not in message.reactions and not bits & P.ADD_REACTIONS:
        raise missing_permissions()
    _writable(channel)
    messages.react(call.world, message, emoji, call.actor, added=True)
    return EMPTY


def remove_own_reaction(call: Call) -> Answer:
    """Take one's own reaction back."""
    channel, _ = _place(call)
    messages.react(call.world, _message(call, channel), _emoji(call), call.actor, added=False)
    return EMPTY


def remove_reaction(call: Call) -> Answer:
    """Remove someone's reaction."""
    channel, _ = _place(call, P.MANAGE_MESSAGES)
    user = call.world.user(call.id("user_id"))
    messages.react(call.world, _message(call, channel), _emoji(call), user, added=False)
    return EMPTY


def clear_reactions(call: Call) -> Answer:
    """Remove all reactions, or all of one emoji."""
    channel, _ = _place(call, P.MANAGE_MESSAGES)
    message = _message(call, channel)
    chosen = [_emoji(call)] if "emoji_name" in call.params else list(message.reactions)
    for emoji in chosen:
        for user_id in list(message.reactions.get(emoji, [])):
            messages.react(call.world, message, emoji, call.world.user(user_id), added=False)
    return EMPTY


def list_reactions(call: Call) -> Answer:
    """Who reacted with an emoji."""
    channel, _ = _place(call, P.READ_HISTORY)
    limit, after = call.number("limit", 25, 1, 100), call.number("after", 0, 0, 2**63)
    users = sorted(one for one in _message(call, channel).reactions.get(_emoji(call), []) if one > after)
    return Answer(200, [user_view(call.world.user(one)) for one in users[:limit]])


_LIST = "/channels/{channel_id}/messages"
_ONE = f"{_LIST}/{{message_id}}"
_EMOJI = f"{_ONE}/reactions/{{emoji_name}}"

ROUTES = (
    Route("GET", _LIST, list_messages),
    Route("POST", _LIST, create_message),
    Route("POST", f"{_LIST}/bulk-delete", delete_messages),
    Route("GET", f"{_LIST}/pins", list_pins),
    Route("PUT", f"{_LIST}/pins/{{message_id}}", pin),
    Route("DELETE", f"{_LIST}/pins/{{message_id}}", unpin),
    Route("GET", "/channels/{channel_id}/pins", list_pins_old),
    Route("PUT", "/channels/{channel_id}/pins/{message_id}", pin),
    Route("DELETE", "/channels/{channel_id}/pins/{message_id}", unpin),
    Route("GET", _ONE, get_message),
    Route("PATCH", _ONE, edit_message),
    Route("DELETE", _ONE, delete_message),
    Route("DELETE", f"{_ONE}/reactions", clear_reactions),
    Route("GET", _EMOJI, list_reactions),
    Route("DELETE", _EMOJI, clear_reactions),
    Route("PUT", f"{_EMOJI}/@me", add_reaction),
    Route("DELETE", f"{_EMOJI}/@me", remove_own_reaction),
    Route("DELETE", f"{_EMOJI}/{{user_id}}", remove_reaction),
)
