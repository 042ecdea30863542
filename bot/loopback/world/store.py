"""The state with its indexes, ids, clock and listeners: what every part of the world stands on."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.loopback.errors import JSON, missing_access, unknown
from bot.loopback.world.model import Application, Channel, Guild, Member, Message, State, User
from bot.loopback.world.permissions import channel_permissions, guild_permissions, sees

Clock = Callable[[], datetime]

DISCORD_EPOCH_MS = 1420070400000
"""The first second of 2015, from which snowflakes count."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that sockets are told.

    With `only` just these users get it; else everyone who sees the channel, or the guild where `channel_id` is None.
    A bot gets it only with the `intent` bit. `personal` adds keys for one user: (user id, keys).
    """

    name: str
    data: JSON
    guild_id: int | None = None
    channel_id: int | None = None
    only: frozenset[int] | None = None
    intent: int = 0
    personal: tuple[int, JSON] | None = None


Listener = Callable[[Event], None]


@dataclass
class Store:
    """The state, the bytes of its files, and who listens to it."""

    clock: Clock = field(default=lambda: datetime.now(UTC))
    state: State = field(default_factory=State)
    files: dict[int, bytes] = field(default_factory=dict)
    base_url: str = "http://127.0.0.1"
    listeners: list[Listener] = field(default_factory=list)
    watchers: list[Callable[[], None]] = field(default_factory=list)
    file_watchers: list[Callable[[int, bytes], None]] = field(default_factory=list)
    tokens: dict[str, User] = field(default_factory=dict)
    nonces: dict[tuple[int, int, str], int] = field(default_factory=dict)

    def adopt(self, state: State) -> None:
        """Take another state as this world's, for example one that was loaded from a file."""
        self.state = state
        self.tokens = {user.token: user for user in state.users.values()}
        self.nonces = {
            (one.channel_id, one.author_id, str(one.nonce)): one.id
            for one in state.messages.values()
            if one.nonce is not None
        }

    def new_id(self) -> int:
        """A snowflake: time since 2015 in milliseconds, shifted by 22; always larger than the one before."""
        fresh = (int(self.clock().timestamp() * 1000) - DISCORD_EPOCH_MS) << 22
        self.state.last_id = max(fresh, self.state.last_id + 1)
        return self.state.last_id

    def new_token(self) -> str:
        """A secret that names a user or an interaction."""
        return secrets.token_urlsafe(24)

    def emit(self, event: Event) -> None:
        """Tell all listeners; the state has changed."""
        for listener in self.listeners:
            listener(event)
        self.touch()

    def touch(self) -> None:
        """Say that the state has changed in a way that no socket is told of."""
        for watcher in self.watchers:
            watcher()

    def keep_file(self, file_id: int, content: bytes) -> None:
        """Keep the bytes of an attachment."""
        self.files[file_id] = content
        for watcher in self.file_watchers:
            watcher(file_id, content)

    def guild(self, guild_id: int) -> Guild:
        """The guild, or 10004."""
        guild = self.state.guilds.get(guild_id)
        if guild is None:
            raise unknown("guild")
        return guild

    def guild_of(self, actor: User, guild_id: int) -> Guild:
        """The guild if the actor is in it, or 10004."""
        guild = self.guild(guild_id)
        if actor.id not in guild.members:
            raise unknown("guild")
        return guild

    def member(self, guild: Guild, user_id: int) -> Member:
        """The member, or 10007 (10013 where there is no such user)."""
        member = guild.members.get(user_id)
        if member is None:
            raise unknown("member" if user_id in self.state.users else "user")
        return member

    def user(self, user_id: int) -> User:
        """The user, or 10013."""
        user = self.state.users.get(user_id)
        if user is None:
            raise unknown("user")
        return user

    def channel(self, channel_id: int) -> Channel:
        """The channel or thread, or 10003."""
        channel = self.state.channels.get(channel_id)
        if channel is None:
            raise unknown("channel")
        return channel

    def visible_channel(self, actor: User, channel_id: int) -> tuple[Channel, int]:
        """The channel and the actor's bits in it; 10003 if there is none, 50001 if the actor does not see it."""
        channel = self.channel(channel_id)
        bits = self.bits(actor.id, channel)
        if not sees(bits, channel, actor.id):
            raise missing_access()
        return channel, bits

    def message(self, channel: Channel, message_id: int) -> Message:
        """A message of the channel's history, or 10008 (an ephemeral one is never there)."""
        message = self.state.messages.get(message_id)
        if message is None or message.channel_id != channel.id or message.ephemeral:
            raise unknown("message")
        return message

    def application_of(self, user: User) -> Application | None:
        """The application whose bot user this is."""
        return next((app for app in self.state.applications.values() if app.user_id == user.id), None)

    def parent(self, channel: Channel) -> Channel | None:
        """The channel that a thread hangs on; None for a channel of its own."""
        if channel.thread is None or channel.parent_id is None:
            return None
        return self.state.channels.get(channel.parent_id)

    def bits(self, user_id: int, channel: Channel) -> int:
        """The permission bits of a user in a channel; 0 for someone who is not in its guild."""
        guild = self.state.guilds.get(channel.guild_id)
        member = guild.members.get(user_id) if guild is not None else None
        if guild is None or member is None:
            return 0
        return channel_permissions(guild, member, channel, self.parent(channel))

    def guild_bits(self, actor: User, guild: Guild) -> int:
        """The permission bits of someone in a guild, before any channel is looked at."""
        return guild_permissions(guild, self.member(guild, actor.id))

    def may_see(self, user_id: int, channel: Channel) -> bool:
        """Whether a user sees a channel or thread."""
        return sees(self.bits(user_id, channel), channel, user_id)

    def threads(self, guild_id: int, parent_id: int | None = None) -> list[Channel]:
        """The threads of a guild, or of one channel, oldest first."""
        return [
            channel
            for channel in self.state.channels.values()
            if channel.thread is not None
            and channel.guild_id == guild_id
            and (parent_id is None or channel.parent_id == parent_id)
        ]
