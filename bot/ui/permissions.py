"""Which permissions the bot needs in the channel of a session, which are missing, and who acts with which."""

from typing import Any

import discord

from bot.negotiation.acts import Actor
from bot.service.moderators import Moderators, Right

NEEDED: dict[str, str] = {
    "view_channel": "View Channels",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "create_private_threads": "Create Private Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "attach_files": "Attach Files",
}
"""Flag of discord.py -> the name that Discord shows."""

ADVISED: dict[str, str] = {"manage_threads": "Manage Threads", "pin_messages": "Pin Messages"}
"""Not asked for where a session is opened: the bot may manage the private threads that it made, but not those that
a moderator has locked since; and a notice that the talk is recorded holds without being pinned."""


def missing_names(permissions: discord.Permissions) -> list[str]:
    """Give the names of the needed permissions that are not there."""
    if permissions.administrator:
        return []
    return [name for flag, name in NEEDED.items() if not getattr(permissions, flag)]


def advised_names(permissions: discord.Permissions) -> list[str]:
    """Give the names of the permissions that are missing, those that are only advised among them."""
    wanted = NEEDED | ADVISED
    return [name for flag, name in wanted.items() if not (permissions.administrator or getattr(permissions, flag))]


def actor_of(interaction: discord.Interaction[Any], moderators: Moderators | None = None) -> Actor:
    """Give who acts; a moderator only where it is said who that is: nothing but opening a session asks for one."""
    user, may = interaction.user, interaction.permissions
    rights = [right for right in Right if getattr(may, right.value)]
    roles = [str(role.id) for role in user.roles] if isinstance(user, discord.Member) else []
    return Actor(str(user.id), user.display_name, moderators is not None and moderators.hold(rights, roles))
