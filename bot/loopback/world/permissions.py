"""What a member may do where: the permission bits and how roles and overwrites combine.

Formula: Discord's documentation, "Permissions", section "Permission Hierarchy and Overwrites".
"""

from enum import IntFlag

from bot.loopback.world.model import Channel, ChannelType, Guild, Member, Overwrite


class P(IntFlag):
    """The permission bits that the loopback world checks."""

    CREATE_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    EXTERNAL_EMOJIS = 1 << 18
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    USE_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_IN_THREADS = 1 << 38
    PIN_MESSAGES = 1 << 51


ALL = (1 << 53) - 1

EVERYONE = (
    P.CREATE_INVITE
    | P.ADD_REACTIONS
    | P.VIEW_CHANNEL
    | P.SEND_MESSAGES
    | P.EMBED_LINKS
    | P.ATTACH_FILES
    | P.READ_HISTORY
    | P.EXTERNAL_EMOJIS
    | P.CHANGE_NICKNAME
    | P.USE_COMMANDS
    | P.CREATE_PUBLIC_THREADS
    | P.CREATE_PRIVATE_THREADS
    | P.SEND_IN_THREADS
)
"""What a new guild of Discord gives everyone."""

BOT = (
    P.VIEW_CHANNEL
    | P.SEND_MESSAGES
    | P.EMBED_LINKS
    | P.ATTACH_FILES
    | P.READ_HISTORY
    | P.ADD_REACTIONS
    | P.CREATE_PUBLIC_THREADS
    | P.CREATE_PRIVATE_THREADS
    | P.SEND_IN_THREADS
)
"""What an invitation with least permissions gives a bot of this kind: no channel, role or thread management."""


def guild_permissions(guild: Guild, member: Member) -> int:
    """The bits a member has in the guild before any channel is looked at."""
    if member.user_id == guild.owner_id:
        return ALL
    bits = guild.roles[guild.id].permissions
    for role_id in member.roles:
        role = guild.roles.get(role_id)
        if role is not None:
            bits |= role.permissions
    return ALL if bits & P.ADMINISTRATOR else bits


def channel_permissions(guild: Guild, member: Member, channel: Channel, parent: Channel | None = None) -> int:
    """The bits a member has in a channel; a thread takes those of its `parent`.

    Without VIEW_CHANNEL nothing is left, as in Discord.
    """
    bits = guild_permissions(guild, member)
    if bits == ALL:
        return bits
    overwrites = {overwrite.id: overwrite for overwrite in (parent or channel).overwrites}
    if overwrites:
        bits = _apply(bits, overwrites.get(guild.id))
        roles = [overwrites[role_id] for role_id in member.roles if role_id in overwrites]
        allow = deny = 0
        for overwrite in roles:
            allow |= overwrite.allow
            deny |= overwrite.deny
        bits = bits & ~deny | allow
        bits = _apply(bits, overwrites.get(member.user_id))
    return bits if bits & P.VIEW_CHANNEL else 0


def _apply(bits: int, overwrite: Overwrite | None) -> int:
    return bits if overwrite is None else bits & ~overwrite.deny | overwrite.allow


def sees(bits: int, channel: Channel, user_id: int) -> bool:
    """Whether someone with these bits sees the channel: a private thread only its members and thread managers."""
    if not bits & P.VIEW_CHANNEL:
        return False
    if channel.type is not ChannelType.PRIVATE_THREAD or channel.thread is None:
        return True
    return user_id in channel.thread.members or bool(bits & P.MANAGE_THREADS)
