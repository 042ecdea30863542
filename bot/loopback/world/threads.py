"""What happens to threads: created, joined, left, archived; and who is told.

Someone who comes into a private thread is sent the thread; someone who leaves it hears that, and then no more of it.
"""

from bot.loopback.errors import JSON
from bot.loopback.world.model import Channel, ChannelType, ThreadState, User
from bot.loopback.world.store import Event, Store
from bot.loopback.world.views import channel_view, member_view, thread_member_view

GUILDS = 1


def create(
    store: Store,
    parent: Channel,
    owner: User,
    name: str,
    kind: ChannelType,
    *,
    thread_id: int | None = None,
    invitable: bool = True,
    auto_archive_duration: int = 4320,
    rate_limit_per_user: int = 0,
) -> Channel:
    """Create a thread under `parent` with its owner as first member; `thread_id` is the message it starts from."""
    now = store.clock()
    thread = Channel(
        id=thread_id or store.new_id(),
        guild_id=parent.guild_id,
        type=kind,
        name=name,
        parent_id=parent.id,
        rate_limit_per_user=rate_limit_per_user,
        thread=ThreadState(
            owner_id=owner.id,
            created_at=now,
            archive_timestamp=now,
            invitable=invitable,
            auto_archive_duration=auto_archive_duration,
        ),
    )
    store.state.channels[thread.id] = thread
    if thread.thread is not None:
        thread.thread.members[owner.id] = now
    _emit(store, thread, "THREAD_CREATE", channel_view(thread) | {"newly_created": True}, (owner.id,))
    return thread


def _emit(
    store: Store,
    thread: Channel,
    name: str,
    data: JSON,
    members: tuple[int, ...] = (),
    only: frozenset[int] | None = None,
) -> None:
    """Send a thread event; each of `members` gets its own membership with it."""
    if not members:
        store.emit(Event(name, data, thread.guild_id, thread.id, only, GUILDS))
        return
    for user_id in members:
        own = {"member": thread_member_view(thread, user_id)}
        store.emit(Event(name, data, thread.guild_id, thread.id, only, GUILDS, (user_id, own)))


def join(store: Store, thread: Channel, user_id: int, *, quietly: bool = False) -> bool:
    """Make a user a member of a thread; False if that changes nothing.

    `quietly` is for people who join by writing or by being mentioned: those who may not see the parent stay out.
    """
    state = thread.thread
    guild = store.guild(thread.guild_id)
    if state is None or user_id in state.members:
        return False
    parent = store.parent(thread)
    if quietly and (user_id not in guild.members or parent is None or not store.may_see(user_id, parent)):
        return False
    state.members[user_id] = store.clock()
    newcomer = channel_view(thread) | {"member": thread_member_view(thread, user_id)}
    store.emit(Event("THREAD_CREATE", newcomer, guild.id, thread.id, frozenset({user_id}), GUILDS))
    member = thread_member_view(thread, user_id)
    member |= {"member": member_view(store, store.member(guild, user_id)), "presence": None}
    _members_update(store, thread, {"added_members": [member]})
    return True


def leave(store: Store, thread: Channel, user_id: int) -> bool:
    """End a user's membership; False if there was none."""
    state = thread.thread
    if state is None or user_id not in state.members:
        return False
    before = frozenset(one for one in store.guild(thread.guild_id).members if store.may_see(one, thread))
    del state.members[user_id]
    _members_update(store, thread, {"removed_member_ids": [str(user_id)]}, before)
    return True


def _members_update(store: Store, thread: Channel, change: JSON, only: frozenset[int] | None = None) -> None:
    data = {
        "id": str(thread.id),
        "guild_id": str(thread.guild_id),
        "member_count": min(len(thread.thread.members) if thread.thread else 0, 50),
    } | change
    store.emit(Event("THREAD_MEMBERS_UPDATE", data, thread.guild_id, thread.id, only, GUILDS))


def update(store: Store, thread: Channel) -> None:
    """Tell that a thread's name, archive state or lock has changed."""
    _emit(store, thread, "THREAD_UPDATE", channel_view(thread))


def set_archived(store: Store, thread: Channel, *, archived: bool) -> None:
    """Archive or reopen, with the time of it; tells nobody by itself."""
    if thread.thread is not None and thread.thread.archived != archived:
        thread.thread.archived = archived
        thread.thread.archive_timestamp = store.clock()


def rouse(store: Store, thread: Channel) -> None:
    """A message reopens an archived thread, as in Discord."""
    if thread.thread is not None and thread.thread.archived:
        set_archived(store, thread, archived=False)
        update(store, thread)


def delete(store: Store, channel: Channel) -> None:
    """Delete a thread or channel with its messages and threads."""
    for thread in store.threads(channel.guild_id, channel.id):
        delete(store, thread)
    audience = frozenset(one for one in store.guild(channel.guild_id).members if store.may_see(one, channel))
    for message_id in channel.message_ids:
        message = store.state.messages.pop(message_id, None)
        for attachment in message.attachments if message else ():
            store.files.pop(attachment.id, None)
    del store.state.channels[channel.id]
    if channel.thread is None:
        name, data = "CHANNEL_DELETE", channel_view(channel)
    else:
        parent_id = str(channel.parent_id)
        name = "THREAD_DELETE"
        data = {
            "id": str(channel.id),
            "guild_id": str(channel.guild_id),
            "parent_id": parent_id,
            "type": int(channel.type),
        }
    store.emit(Event(name, data, channel.guild_id, None, audience, GUILDS))
