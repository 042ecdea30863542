"""The records of the world in the shapes that Discord's API answers with. Ids become strings, times ISO 8601."""

from datetime import datetime

from bot.loopback.errors import JSON
from bot.loopback.world.model import Channel, Command, Guild, Member, Role, User
from bot.loopback.world.store import Store


def when(moment: datetime) -> str:
    """A time as Discord writes it, always with microseconds and offset."""
    return moment.isoformat(timespec="microseconds")


def user_view(user: User) -> JSON:
    """`UserResponse`."""
    view: JSON = {
        "id": str(user.id),
        "username": user.username,
        "avatar": None,
        "discriminator": "0000" if user.bot else "0",
        "public_flags": 0,
        "flags": 0,
        "banner": None,
        "accent_color": None,
        "global_name": user.global_name,
        "avatar_decoration_data": None,
        "primary_guild": None,
    }
    if user.bot:
        view["bot"] = True
    return view


def self_view(user: User) -> JSON:
    """`UserPIIResponse`: a user as it sees itself."""
    return user_view(user) | {"mfa_enabled": False, "locale": user.locale, "verified": True, "email": None}


def bare_member_view(member: Member) -> JSON:
    """A member without the user, as it goes beside a message's author."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": when(member.joined_at),
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role_id) for role_id in member.roles],
        "mute": False,
        "deaf": False,
    }


def member_view(store: Store, member: Member) -> JSON:
    """`GuildMemberResponse`."""
    return bare_member_view(member) | {"user": user_view(store.user(member.user_id))}


def role_view(role: Role) -> JSON:
    """`GuildRoleResponse`."""
    view: JSON = {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.bot_id is not None,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    if role.bot_id is not None:
        view["tags"] = {"bot_id": str(role.bot_id)}
    return view


def channel_view(channel: Channel) -> JSON:
    """`GuildChannelResponse` or, for a thread, `ThreadResponse` without the viewer's own membership."""
    view: JSON = {
        "id": str(channel.id),
        "type": int(channel.type),
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "flags": 0,
        "parent_id": str(channel.parent_id) if channel.parent_id else None,
        "rate_limit_per_user": channel.rate_limit_per_user,
        "last_message_id": str(channel.last_message_id) if channel.last_message_id else None,
    }
    if channel.last_pin_at is not None:
        view["last_pin_timestamp"] = when(channel.last_pin_at)
    thread = channel.thread
    if thread is None:
        return view | {
            "topic": channel.topic,
            "position": channel.position,
            "nsfw": channel.nsfw,
            "permission_overwrites": [
                {"id": str(o.id), "type": o.type, "allow": str(o.allow), "deny": str(o.deny)}
                for o in channel.overwrites
            ],
        }
    return view | {
        "owner_id": str(thread.owner_id),
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": when(thread.archive_timestamp),
            "auto_archive_duration": thread.auto_archive_duration,
            "locked": thread.locked,
            "create_timestamp": when(thread.created_at),
            "invitable": thread.invitable,
        },
        "message_count": thread.message_count,
        "member_count": min(len(thread.members), 50),
        "total_message_sent": thread.total_message_sent,
    }


def thread_member_view(channel: Channel, user_id: int) -> JSON:
    """`ThreadMemberResponse` of a user who is in the thread."""
    joined = channel.thread.members[user_id] if channel.thread else None
    return {
        "id": str(channel.id),
        "user_id": str(user_id),
        "join_timestamp": when(joined) if joined else None,
        "flags": 0,
    }


def thread_view(channel: Channel, viewer_id: int) -> JSON:
    """`ThreadResponse` as one user sees it, with that user's membership."""
    view = channel_view(channel)
    if channel.thread is not None and viewer_id in channel.thread.members:
        view["member"] = thread_member_view(channel, viewer_id)
    return view


def command_view(command: Command) -> JSON:
    """`ApplicationCommandResponse`."""
    view = {
        "id": str(command.id),
        "application_id": str(command.application_id),
        "version": str(command.version),
    } | command.data
    if command.guild_id is not None:
        view["guild_id"] = str(command.guild_id)
    return view


def guild_view(guild: Guild) -> JSON:
    """`GuildResponse`, the part that REST and the gateway share."""
    nothing = (
        "icon description home_header splash discovery_splash banner application_id afk_channel_id system_channel_id "
        "widget_channel_id max_presences vanity_url_code rules_channel_id safety_alerts_channel_id "
        "public_updates_channel_id incidents_data"
    )
    return dict.fromkeys(nothing.split()) | {
        "id": str(guild.id),
        "name": guild.name,
        "features": [],
        "owner_id": str(guild.owner_id),
        "region": "deprecated",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 0,
        "roles": [role_view(role) for role in guild.roles.values()],
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
    }
