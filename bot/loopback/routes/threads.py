"""Threads: created, joined, left, archived, listed."""

from collections.abc import Callable

from bot.loopback.errors import JSON, ApiError, archived, missing_access, missing_permissions, unknown
from bot.loopback.routes.call import EMPTY, Answer, Call, Route
from bot.loopback.validation.problems import Problems
from bot.loopback.world import messages, threads
from bot.loopback.world.model import Channel, ChannelType, MessageFlag, MessageType, ThreadState
from bot.loopback.world.permissions import P
from bot.loopback.world.views import member_view, thread_member_view, thread_view, when

DURATIONS = (60, 1440, 4320, 10080)
DEFAULT_DURATION = 4320


def _thread(call: Call) -> tuple[Channel, ThreadState, int]:
    channel, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    if channel.thread is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return channel, channel.thread, bits


def _parent(call: Call, needed: int) -> Channel:
    channel, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    if channel.type is not ChannelType.TEXT:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    if not bits & needed:
        raise missing_permissions()
    return channel


def _settings(call: Call, problems: Problems) -> tuple[str, int, int]:
    form = call.form
    name = problems.text(form, "name", (), (1, 100), required=True) or ""
    duration = form.get("auto_archive_duration") or DEFAULT_DURATION
    problems.choice(("auto_archive_duration",), duration, DURATIONS)
    return name, duration, problems.number(form, "rate_limit_per_user", (), (0, 21600), 0)


def create_from_message(call: Call) -> Answer:
    """A public thread that starts from a message."""
    world = call.world
    parent = _parent(call, P.CREATE_PUBLIC_THREADS)
    message = world.message(parent, call.id("message_id"))
    problems = Problems()
    name, duration, slow = _settings(call, problems)
    problems.refuse()
    if message.id in world.state.channels:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    thread = threads.create(
        world,
        parent,
        call.actor,
        name,
        ChannelType.PUBLIC_THREAD,
        thread_id=message.id,
        auto_archive_duration=duration,
        rate_limit_per_user=slow,
    )
    message.flags |= MessageFlag.HAS_THREAD
    world.emit(messages.message_event(world, "MESSAGE_UPDATE", message))
    reference = {
        "type": 0,
        "message_id": str(message.id),
        "channel_id": str(parent.id),
        "guild_id": str(parent.guild_id),
    }
    messages.announce(world, thread, call.actor, MessageType.THREAD_STARTER, reference=reference)
    return Answer(201, thread_view(thread, call.actor.id))


def create(call: Call) -> Answer:
    """A thread without a message: private unless the body says otherwise."""
    world, form = call.world, call.form
    problems = Problems()
    kind = form.get("type") or int(ChannelType.PRIVATE_THREAD)
    name, duration, slow = _settings(call, problems)
    problems.choice(("type",), kind, (11, 12))
    problems.refuse()
    public = kind == ChannelType.PUBLIC_THREAD
    parent = _parent(call, P.CREATE_PUBLIC_THREADS if public else P.CREATE_PRIVATE_THREADS)
    thread = threads.create(
        world,
        parent,
        call.actor,
        name,
        ChannelType(kind),
        invitable=form.get("invitable") is not False,
        auto_archive_duration=duration,
        rate_limit_per_user=slow,
    )
    if public:
        reference = {"type": 0, "channel_id": str(thread.id), "guild_id": str(thread.guild_id)}
        messages.announce(world, parent, call.actor, MessageType.THREAD_CREATED, content=name, reference=reference)
    return Answer(201, thread_view(thread, call.actor.id))


def edit_thread(call: Call, thread: Channel, bits: int) -> Answer:
    """Rename, archive, reopen, lock; who may do which as in Discord."""
    state, form, problems = thread.thread, call.form, Problems()
    if state is None:
        raise unknown("channel")
    name = problems.text(form, "name", (), (1, 100))
    duration = form.get("auto_archive_duration") or state.auto_archive_duration
    problems.choice(("auto_archive_duration",), duration, DURATIONS)
    slow = problems.number(form, "rate_limit_per_user", (), (0, 21600), thread.rate_limit_per_user)
    problems.refuse()
    _may_edit(call, state, form, bits)
    if name is not None:
        thread.name = name
    state.auto_archive_duration = duration
    state.locked = bool(form.get("locked", state.locked))
    state.invitable = bool(form.get("invitable", state.invitable))
    thread.rate_limit_per_user = slow
    threads.set_archived(call.world, thread, archived=bool(form.get("archived", state.archived)))
    threads.update(call.world, thread)
    return Answer(200, thread_view(thread, call.actor.id))


def _may_edit(call: Call, state: ThreadState, form: JSON, bits: int) -> None:
    manages = bool(bits & P.MANAGE_THREADS)
    owns = manages or state.owner_id == call.actor.id
    reopening = form.get("archived") is False
    if state.archived and "archived" not in form and set(form) - {"locked"}:
        raise archived()
    if "locked" in form and not manages and bool(form["locked"]) != state.locked:
        raise missing_permissions()
    if state.locked and reopening and not manages:
        raise missing_permissions()
    only_reopens = reopening and set(form) <= {"archived"} and bool(bits & P.SEND_IN_THREADS)
    if not owns and not only_reopens:
        raise missing_permissions()


def join(call: Call) -> Answer:
    """Join a thread; a private one only where one may see it already."""
    thread, state, _ = _thread(call)
    if state.archived:
        raise archived()
    threads.join(call.world, thread, call.actor.id)
    return EMPTY


def leave(call: Call) -> Answer:
    """Leave a thread."""
    thread, state, _ = _thread(call)
    if state.archived:
        raise archived()
    threads.leave(call.world, thread, call.actor.id)
    return EMPTY


def add_member(call: Call) -> Answer:
    """Bring someone into a thread who sees the channel it hangs on."""
    thread, state, bits = _thread(call)
    user_id = call.id("user_id")
    guild = call.world.guild(thread.guild_id)
    call.world.member(guild, user_id)
    if state.archived:
        raise archived()
    manages = bool(bits & P.MANAGE_THREADS) or state.owner_id == call.actor.id
    private = thread.type is ChannelType.PRIVATE_THREAD
    if not bits & P.SEND_IN_THREADS or (private and not state.invitable and not manages):
        raise missing_permissions()
    parent = call.world.parent(thread)
    if parent is None or not call.world.may_see(user_id, parent):
        raise missing_access()
    if threads.join(call.world, thread, user_id):
        messages.announce(call.world, thread, call.actor, MessageType.RECIPIENT_ADD, mentions=(user_id,))
    return EMPTY


def remove_member(call: Call) -> Answer:
    """Take someone out of a thread: with the right to manage threads, or as owner of a private one."""
    thread, state, bits = _thread(call)
    owner = thread.type is ChannelType.PRIVATE_THREAD and state.owner_id == call.actor.id
    if not (bits & P.MANAGE_THREADS or owner):
        raise missing_permissions()
    if state.archived:
        raise archived()
    if threads.leave(call.world, thread, call.id("user_id")):
        mentions = (call.id("user_id"),)
        messages.announce(call.world, thread, call.actor, MessageType.RECIPIENT_REMOVE, mentions=mentions)
    return EMPTY


def _member(call: Call, thread: Channel, user_id: int) -> JSON:
    view = thread_member_view(thread, user_id)
    if call.flag("with_member"):
        guild = call.world.guild(thread.guild_id)
        view["member"] = member_view(call.world, call.world.member(guild, user_id))
    return view


def list_members(call: Call) -> Answer:
    """Who is in a thread."""
    thread, state, _ = _thread(call)
    limit, after = call.number("limit", 100, 1, 100), call.number("after", 0, 0, 2**63)
    chosen = sorted(one for one in state.members if one > after)
    if call.flag("with_member"):
        chosen = chosen[:limit]
    return Answer(200, [_member(call, thread, one) for one in chosen])


def get_member(call: Call) -> Answer:
    """One member of a thread, or 10007."""
    thread, state, _ = _thread(call)
    if call.id("user_id") not in state.members:
        raise unknown("member")
    return Answer(200, _member(call, thread, call.id("user_id")))


def _listing(call: Call, found: list[Channel], *, has_more: bool) -> JSON:
    own = call.actor.id
    return {
        "threads": [thread_view(one, own) for one in found],
        "members": [thread_member_view(one, own) for one in found if one.thread and own in one.thread.members],
        "has_more": has_more,
    }


def list_active(call: Call) -> Answer:
    """The open threads of a guild that the actor may see."""
    guild = call.world.guild_of(call.actor, call.id("guild_id"))
    found = [
        one
        for one in reversed(call.world.threads(guild.id))
        if one.thread and not one.thread.archived and call.world.may_see(call.actor.id, one)
    ]
    body = _listing(call, found, has_more=False)
    return Answer(200, body)


def _archived(call: Call, needed: int, wanted: Callable[[Channel], bool]) -> Answer:
    parent, bits = call.world.visible_channel(call.actor, call.id("channel_id"))
    if bits & needed != needed:
        raise missing_permissions()
    limit = call.number("limit", 50, 2, 100)
    dated = [
        (when(one.thread.archive_timestamp), one)
        for one in call.world.threads(parent.guild_id, parent.id)
        if one.thread and one.thread.archived and wanted(one)
    ]
    before = call.query.get("before", "9")
    dated = sorted((pair for pair in dated if pair[0] < before), key=lambda pair: pair[0], reverse=True)
    found = [one for _, one in dated]
    return Answer(200, _listing(call, found[:limit], has_more=len(found) > limit))


def list_archived_public(call: Call) -> Answer:
    """The archived public threads of a channel, the last archived first."""
    return _archived(call, P.READ_HISTORY, lambda one: one.type is ChannelType.PUBLIC_THREAD)


def list_archived_private(call: Call) -> Answer:
    """The archived private threads of a channel, for those who manage threads."""
    needed = P.READ_HISTORY | P.MANAGE_THREADS
    return _archived(call, needed, lambda one: one.type is ChannelType.PRIVATE_THREAD)


def list_archived_own(call: Call) -> Answer:
    """The archived private threads that the actor is in."""
    own = call.actor.id
    return _archived(
        call,
        P.READ_HISTORY,
        lambda one: one.type is ChannelType.PRIVATE_THREAD and bool(one.thread and own in one.thread.members),
    )


_CHANNEL = "/channels/{channel_id}"
_MEMBERS = f"{_CHANNEL}/thread-members"

ROUTES = (
    Route("POST", f"{_CHANNEL}/messages/{{message_id}}/threads", create_from_message),
    Route("POST", f"{_CHANNEL}/threads", create),
    Route("GET", _MEMBERS, list_members),
    Route("PUT", f"{_MEMBERS}/@me", join),
    Route("DELETE", f"{_MEMBERS}/@me", leave),
    Route("GET", f"{_MEMBERS}/{{user_id}}", get_member),
    Route("PUT", f"{_MEMBERS}/{{user_id}}", add_member),
    Route("DELETE", f"{_MEMBERS}/{{user_id}}", remove_member),
    Route("GET", "/guilds/{guild_id}/threads/active", list_active),
    Route("GET", f"{_CHANNEL}/threads/archived/public", list_archived_public),
    Route("GET", f"{_CHANNEL}/threads/archived/private", list_archived_private),
    Route("GET", f"{_CHANNEL}/users/@me/threads/archived/private", list_archived_own),
)
