"""Who opens sessions in a server: those with a permission, and those with a role if one is set."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.service.ports import GuildSettings

_ROLE, _RIGHT = "moderator_role", "moderator_permission"


class Right(StrEnum):
    """The permission that makes a moderator; whoever may manage the server is one in any case."""

    MESSAGES = "manage_messages"
    EVENTS = "manage_events"
    SERVER = "manage_guild"


@dataclass(frozen=True, slots=True)
class Moderators:
    """What makes a moderator in a server."""

    right: Right = Right.MESSAGES
    role: str | None = None

    def hold(self, rights: Collection[Right], roles: Collection[str]) -> bool:
        """Say whether a member with these permissions and roles is a moderator."""
        return self.right in rights or Right.SERVER in rights or (self.role is not None and self.role in roles)


async def moderators_of(settings: GuildSettings, guild: str) -> Moderators:
    """Give what makes a moderator in a server; the usual permission where nothing is set."""
    right = await settings.get(guild, _RIGHT)
    return Moderators(Right(right) if right in set(Right) else Right.MESSAGES, await settings.get(guild, _ROLE))


async def set_moderators(settings: GuildSettings, guild: str, moderators: Moderators) -> None:
    """Keep what makes a moderator in a server."""
    await settings.put(guild, _ROLE, moderators.role)
    await settings.put(guild, _RIGHT, None if moderators.right is Right.MESSAGES else moderators.right.value)
