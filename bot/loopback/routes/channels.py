"""Channels: read, changed, deleted; their permission overwrites; typing."""

from bot.loopback.errors import ApiError, missing_permissions, unknown
from bot.loopback.routes.call import EMPTY, Answer, Call, Route
from bot.loopback.routes.threads import edit_thread
from bot.loopback.validation.problems import Problems
from bot.loopback.world import messages, threads
from bot.loopback.world.model import ChannelType, Overwrite
from bot.loopback.world.permissions import P
from bot.loopback.world.views import channel_view, thread_view


def get_channel(call: Call) -> Answer:
    """A channel or thread that the actor sees."""
    channel, _ = call.world.visible_channel(call.actor, call.id("channel_id"))
    return Answer(200, thread_view(channel, call.actor.id))


def edit_channel(call: Call) -> Answer:
    """Change a channel's name, topic or slow mode, or a thread's state."""
    channel, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    if channel.thread is not None:
        return edit_thread(call, channel, bits)
    if not bits & P.MANAGE_CHANNELS:
        raise missing_permissions()
    form, problems = call.form, Problems()
    name = problems.text(form, "name", (), (1, 100))
    topic = problems.text(form, "topic", (), (0, 1024))
    slow = problems.number(form, "rate_limit_per_user", (), (0, 21600), channel.rate_limit_per_user)
    problems.refuse()
    if name is not None:
        channel.name = name
    if "topic" in form:
        channel.topic = topic
    channel.rate_limit_per_user = slow
    channel.nsfw = bool(form.get("nsfw", channel.nsfw))
    call.world.update_channel(channel)
    return Answer(200, channel_view(channel))


def delete_channel(call: Call) -> Answer:
    """Delete a channel or thread."""
    channel, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    needed = P.MANAGE_CHANNELS if channel.thread is None else P.MANAGE_THREADS
    if not bits & needed:
        raise missing_permissions()
    view = thread_view(channel, call.actor.id)
    threads.delete(call.world, channel)
    return Answer(200, view)


def put_overwrite(call: Call) -> Answer:
    """Set what a role or a member may do in a channel."""
    channel, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    if not bits & P.MANAGE_ROLES or channel.thread is not None:
        raise missing_permissions()
    target, form, problems = call.id("overwrite_id"), call.form, Problems()
    problems.choice(("type",), form.get("type"), (0, 1))
    allow, deny = str(form.get("allow") or 0), str(form.get("deny") or 0)
    for key, value in (("allow", allow), ("deny", deny)):
        if not value.isdecimal():
            problems.add((key,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
    problems.refuse()
    guild = call.world.guild(channel.guild_id)
    if target not in (guild.roles if form["type"] == 0 else guild.members):
        raise unknown("role" if form["type"] == 0 else "member")
    channel.overwrites = [one for one in channel.overwrites if one.id != target]
    channel.overwrites.append(Overwrite(id=target, type=form["type"], allow=int(allow), deny=int(deny)))
    call.world.update_channel(channel)
    return EMPTY


def delete_overwrite(call: Call) -> Answer:
    """Take an overwrite back."""
    channel, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    if not bits & P.MANAGE_ROLES:
        raise missing_permissions()
    target = call.id("overwrite_id")
    channel.overwrites = [one for one in channel.overwrites if one.id != target]
    call.world.update_channel(channel)
    return EMPTY


def typing(call: Call) -> Answer:
    """Show that the actor is typing."""
    channel, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    if not bits & (P.SEND_MESSAGES if channel.thread is None else P.SEND_IN_THREADS):
        raise missing_permissions()
    messages.typing(call.world, channel, call.actor)
    return EMPTY


def create_channel(call: Call) -> Answer:
    """Create a text channel or category in a guild."""
    world = call.world
    guild = world.guild_of(call.actor, call.id("guild_id"))
    if not world.guild_bits(call.actor, guild) & P.MANAGE_CHANNELS:
        raise missing_permissions()
    form, problems = call.form, Problems()
    name = problems.text(form, "name", (), (1, 100), required=True) or ""
    topic = problems.text(form, "topic", (), (0, 1024))
    problems.choice(("type",), form.get("type") or 0, (0, 4))
    problems.refuse()
    kind = ChannelType(form.get("type") or 0)
    overwrites = [
        Overwrite(
            id=int(one["id"]), type=int(one["type"]), allow=int(one.get("allow") or 0), deny=int(one.get("deny") or 0)
        )
        for one in form.get("permission_overwrites") or []
    ]
    plain = name.lower().replace(" ", "-") if kind is ChannelType.TEXT else name
    channel = world.add_channel(guild, plain, topic=topic, overwrites=overwrites, kind=kind)
    return Answer(201, channel_view(channel))


def open_dm(call: Call) -> Answer:
    """Direct messages: everybody here has them switched off, as many members of a server do."""
    _ = call.actor
    raise ApiError(403, 50007, "Cannot send messages to this user")


_CHANNEL = "/channels/{channel_id}"

ROUTES = (
    Route("GET", _CHANNEL, get_channel),
    Route("PATCH", _CHANNEL, edit_channel),
    Route("DELETE", _CHANNEL, delete_channel),
    Route("PUT", f"{_CHANNEL}/permissions/{{overwrite_id}}", put_overwrite),
    Route("DELETE", f"{_CHANNEL}/permissions/{{overwrite_id}}", delete_overwrite),
    Route("POST", f"{_CHANNEL}/typing", typing),
    Route("POST", "/guilds/{guild_id}/channels", create_channel),
    Route("POST", "/users/@me/channels", open_dm),
)
