"""The state of the loopback world: guilds, channels, people, messages, and what happens to them. Knows no HTTP."""

from bot.loopback.world.model import (
    Application,
    Attachment,
    Bot,
    Channel,
    Command,
    Guild,
    Interaction,
    Member,
    Message,
    Overwrite,
    Role,
    State,
    ThreadState,
    User,
)
from bot.loopback.world.world import Event, World

__all__ = [
    "Application",
    "Attachment",
    "Bot",
    "Channel",
    "Command",
    "Event",
    "Guild",
    "Interaction",
    "Member",
    "Message",
    "Overwrite",
    "Role",
    "State",
    "ThreadState",
    "User",
    "World",
]
