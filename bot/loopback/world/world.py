"""The world as a test or the rehearsal room sets it up: guilds, people, bots, channels.

All of it may be done while sockets are connected; they are told, as Discord tells them.
"""

import re
from collections.abc import Iterable

from bot.loopback.world.guild_views import guild_create
from bot.loopback.world.model import (
    Application,
    Bot,
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    Role,
    User,
)
from bot.loopback.world.permissions import BOT, EVERYONE
from bot.loopback.world.store import Event, Store
from bot.loopback.world.views import channel_view, member_view, role_view, user_view

__all__ = ["Event", "World"]

GUILDS = 1
GUILD_MEMBERS = 1 << 1


class World(Store):
    """The state with the operations that set it up."""

    def add_user(self, username: str, display_name: str | None = None, locale: str = "en-US") -> User:
        """A new person, not yet in any guild. `username` is put into Discord's alphabet (a-z, 0-9, `_`, `.`)."""
        plain = re.sub(r"[^a-z0-9_.]+", "_", username.lower())[:32]
        user = User(
            id=self.new_id(),
            username=plain,
            global_name=display_name or (username if username != plain else None),
            token=self.new_token(),
            locale=locale,
        )
        return self._keep(user)

    def _keep(self, user: User) -> User:
        self.state.users[user.id] = user
        self.tokens[user.token] = user
        self.touch()
        return user

    def add_guild(self, name: str, owner: User | None = None, locale: str = "en-US") -> Guild:
        """A new guild; its owner (made where none is named) is its first member."""
        owner = owner or self.add_user("owner", f"Owner of {name}", locale)
        guild_id = self.new_id()
        guild = Guild(id=guild_id, name=name, owner_id=owner.id, locale=locale, created_at=self.clock())
        guild.roles[guild_id] = Role(id=guild_id, name="@everyone", permissions=int(EVERYONE), position=0)
        self.state.guilds[guild_id] = guild
        self.add_member(guild, owner)
        return guild

    def add_role(self, guild: Guild, name: str, permissions: int = 0, bot_id: int | None = None) -> Role:
        """A new role above the others."""
        role = Role(id=self.new_id(), name=name, permissions=int(permissions), position=len(guild.roles), bot_id=bot_id)
        guild.roles[role.id] = role
        self.emit(
            Event("GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": role_view(role)}, guild.id, intent=GUILDS)
        )
        return role

    def add_member(
        self,
        guild: Guild,
        user: User,
        *,
        permissions: int = 0,
        nick: str | None = None,
        roles: Iterable[Role] = (),
    ) -> Member:
        """Bring a user into a guild; `permissions` beyond everyone's come as a role of their own."""
        held = [role.id for role in roles]
        if permissions:
            held.append(self.add_role(guild, f"{user.username}'s rights", permissions).id)
        member = Member(user_id=user.id, joined_at=self.clock(), nick=nick, roles=held)
        guild.members[user.id] = member
        data = member_view(self, member) | {"guild_id": str(guild.id)}
        self.emit(Event("GUILD_MEMBER_ADD", data, guild.id, intent=GUILD_MEMBERS))
        joined = guild_create(self, guild, user.id)
        self.emit(Event("GUILD_CREATE", joined, guild.id, only=frozenset({user.id}), intent=GUILDS))
        return member

    def remove_member(self, guild: Guild, user: User) -> None:
        """Take a user out of a guild and out of its threads."""
        for thread in self.threads(guild.id):
            if thread.thread is not None:
                thread.thread.members.pop(user.id, None)
        left = {"id": str(guild.id)}
        self.emit(Event("GUILD_DELETE", left, guild.id, only=frozenset({user.id}), intent=GUILDS))
        del guild.members[user.id]
        data = {"guild_id": str(guild.id), "user": user_view(user)}
        self.emit(Event("GUILD_MEMBER_REMOVE", data, guild.id, intent=GUILD_MEMBERS))

    def update_member(self, guild: Guild, member: Member) -> None:
        """Tell that a member's roles or nick have changed."""
        data = member_view(self, member) | {"guild_id": str(guild.id)}
        self.emit(Event("GUILD_MEMBER_UPDATE", data, guild.id, intent=GUILD_MEMBERS))

    def add_channel(
        self,
        guild: Guild,
        name: str,
        *,
        topic: str | None = None,
        overwrites: Iterable[Overwrite] = (),
        kind: ChannelType = ChannelType.TEXT,
    ) -> Channel:
        """A new text channel (or category) in a guild."""
        position = sum(one.guild_id == guild.id and one.thread is None for one in self.state.channels.values())
        channel = Channel(
            id=self.new_id(),
            guild_id=guild.id,
            type=kind,
            name=name,
            topic=topic,
            position=position,
            overwrites=list(overwrites),
        )
        self.state.channels[channel.id] = channel
        self.emit(Event("CHANNEL_CREATE", channel_view(channel), guild.id, channel.id, intent=GUILDS))
        return channel

    def update_channel(self, channel: Channel) -> None:
        """Tell that a channel's name, topic or overwrites have changed."""
        self.emit(Event("CHANNEL_UPDATE", channel_view(channel), channel.guild_id, channel.id, intent=GUILDS))
        shut_out = frozenset(
            one
            for one in self.guild(channel.guild_id).members
            if not self.user(one).bot and not self.may_see(one, channel)
        )
        # To them the channel is gone; no word of what it is called now.
        gone = {"id": str(channel.id), "guild_id": str(channel.guild_id), "type": int(channel.type)}
        self.emit(Event("CHANNEL_DELETE", gone, channel.guild_id, only=shut_out, intent=GUILDS))

    def add_bot(
        self,
        guild: Guild | None,
        name: str,
        *,
        permissions: int = BOT,
        owner: User | None = None,
        content_intent: bool = True,
        members_intent: bool = True,
    ) -> Bot:
        """A new application with its bot, invited into the guild with these permissions."""
        owner_id = owner.id if owner else guild.owner_id if guild else self.add_user("developer").id
        user = User(
            id=self.new_id(),
            username=re.sub(r"[^A-Za-z0-9_. -]+", "_", name)[:32],
            global_name=None,
            token=self.new_token(),
            bot=True,
        )
        self._keep(user)
        # Discord gives a new application and its bot user the same id; code that mixes them up should fare as there.
        app = Application(
            id=user.id,
            name=name,
            user_id=user.id,
            owner_id=owner_id,
            content_intent=content_intent,
            members_intent=members_intent,
        )
        self.state.applications[app.id] = app
        if guild is not None:
            self.invite(guild, Bot(user.token, app.id, user), permissions)
        return Bot(user.token, app.id, user)

    def invite(self, guild: Guild, bot: Bot, permissions: int = BOT) -> Member:
        """Bring an existing bot into another guild, with a managed role that holds its permissions."""
        role = self.add_role(guild, bot.user.username, permissions, bot_id=bot.user.id)
        return self.add_member(guild, bot.user, roles=[role])

    def bots(self) -> list[Bot]:
        """All bots of the world."""
        users = self.state.users
        return [Bot(users[app.user_id].token, app.id, users[app.user_id]) for app in self.state.applications.values()]
