"""The records of the world: plain mutable data that goes into one JSON file and comes back the same.

Ids are integers here and strings on the wire. Times are aware UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag

from bot.loopback.errors import JSON


class ChannelType(IntEnum):
    """The channel types that the loopback world has."""

    TEXT = 0
    CATEGORY = 4
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12


class MessageType(IntEnum):
    """The message types that the loopback world makes."""

    DEFAULT = 0
    RECIPIENT_ADD = 1
    RECIPIENT_REMOVE = 2
    CHANNEL_NAME_CHANGE = 4
    PINNED = 6
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT = 20
    THREAD_STARTER = 21
    CONTEXT_MENU = 23


class MessageFlag(IntFlag):
    """The message flags that mean something here."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


class InteractionType(IntEnum):
    """What a person did."""

    PING = 1
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


@dataclass(slots=True, kw_only=True)
class User:
    """A person or the user of a bot; `token` is what it connects with."""

    id: int
    username: str
    global_name: str | None
    token: str
    bot: bool = False
    locale: str = "en-US"


@dataclass(slots=True, kw_only=True)
class Application:
    """An application with its bot user. The intents are those switched on in the developer's page."""

    id: int
    name: str
    user_id: int
    owner_id: int
    members_intent: bool = True
    presences_intent: bool = True
    content_intent: bool = True


@dataclass(frozen=True, slots=True)
class Bot:
    """What a test needs to start a bot: its token, its application and its user."""

    token: str
    application_id: int
    user: User


@dataclass(slots=True, kw_only=True)
class Role:
    """A role of a guild; `permissions` is the bit set."""

    id: int
    name: str
    permissions: int
    position: int
    bot_id: int | None = None


@dataclass(slots=True, kw_only=True)
class Member:
    """A user in a guild; `roles` without the one of everyone."""

    user_id: int
    joined_at: datetime
    nick: str | None = None
    roles: list[int] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Overwrite:
    """A permission overwrite of a channel: `type` 0 for a role, 1 for a member."""

    id: int
    type: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True, kw_only=True)
class ThreadState:
    """What a thread has beyond a channel; `members` maps user to the time of joining."""

    owner_id: int
    created_at: datetime
    archive_timestamp: datetime
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_duration: int = 4320
    members: dict[int, datetime] = field(default_factory=dict)
    message_count: int = 0
    total_message_sent: int = 0


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel or a thread. `message_ids` is ordered, oldest first, and holds no ephemeral message."""

    id: int
    guild_id: int
    type: ChannelType
    name: str
    topic: str | None = None
    parent_id: int | None = None
    position: int = 0
    nsfw: bool = False
    rate_limit_per_user: int = 0
    overwrites: list[Overwrite] = field(default_factory=list)
    message_ids: list[int] = field(default_factory=list)
    last_message_id: int | None = None
    last_pin_at: datetime | None = None
    thread: ThreadState | None = None


@dataclass(slots=True, kw_only=True)
class Guild:
    """A server of Discord. The role of everyone has the guild's own id."""

    id: int
    name: str
    owner_id: int
    locale: str
    created_at: datetime
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Attachment:
    """A file that was sent; its bytes lie in `World.files` under the same id."""

    id: int
    filename: str
    content_type: str
    size: int
    description: str | None = None
    ephemeral: bool = False
    width: int | None = None
    height: int | None = None


@dataclass(slots=True, kw_only=True)
class Message:
    """A message. `seen_by` is set for an ephemeral one: only that user has it."""

    id: int
    channel_id: int
    author_id: int
    timestamp: datetime
    type: MessageType = MessageType.DEFAULT
    content: str = ""
    components: list[JSON] = field(default_factory=list)
    embeds: list[JSON] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    edited_at: datetime | None = None
    pinned_at: datetime | None = None
    reference: JSON | None = None
    nonce: str | int | None = None
    interaction: JSON | None = None
    application_id: int | None = None
    webhook: bool = False
    mentions: list[int] = field(default_factory=list)
    mention_roles: list[int] = field(default_factory=list)
    mention_everyone: bool = False
    reactions: dict[str, list[int]] = field(default_factory=dict)
    seen_by: int | None = None

    @property
    def ephemeral(self) -> bool:
        """Whether only one person sees it."""
        return self.seen_by is not None


@dataclass(slots=True, kw_only=True)
class Command:
    """A registered application command; `data` is its normalised definition without ids."""

    id: int
    application_id: int
    guild_id: int | None
    version: int
    data: JSON


@dataclass(slots=True, kw_only=True)
class Interaction:
    """An interaction under way: who did what where, and how far the bot has answered.

    `message_id` is the message of the original response, `source_id` the message that was clicked.
    """

    id: int
    token: str
    type: InteractionType
    application_id: int
    user_id: int
    guild_id: int
    channel_id: int
    created_at: datetime
    data: JSON
    nonce: str | None = None
    source_id: int | None = None
    parent: JSON | None = None
    acknowledged: int | None = None
    failed: bool = False
    message_id: int | None = None
    modal: JSON | None = None


@dataclass(slots=True)
class State:
    """Everything that a restart must bring back."""

    users: dict[int, User] = field(default_factory=dict)
    applications: dict[int, Application] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    commands: dict[int, Command] = field(default_factory=dict)
    interactions: dict[int, Interaction] = field(default_factory=dict)
    last_id: int = 0
