"""Which permissions the bot needs in the channel of a session, and which are missing."""

import discord

NEEDED: dict[str, str] = {
    "view_channel": "View Channels",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
    "create_public_threads": "Create Public Threads",
    "create_private_threads": "Create Private Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "manage_threads": "Manage Threads",
    "attach_files": "Attach Files",
}
"""Flag of discord.py -> the name that Discord shows."""


def missing_names(permissions: discord.Permissions) -> list[str]:
    """Give the names of the needed permissions that are not there."""
    if permissions.administrator:
        return []
    return [name for flag, name in NEEDED.items() if not getattr(permissions, flag)]
