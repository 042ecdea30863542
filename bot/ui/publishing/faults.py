"""What Discord refuses the publisher, as something that the operator can act on."""

from collections.abc import Iterator
from contextlib import contextmanager

import discord

from bot.service.faults import PublishFailed

UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, UNKNOWN_MEMBER, UNKNOWN_USER = 10003, 10008, 10007, 10013
BAD_REQUEST, MANY_THREADS = 400, 160006
MISSING_ACCESS, MISSING_PERMISSIONS, THREAD_ARCHIVED = 50001, 50013, 50083


@contextmanager
def needing(permission: str, channel: str) -> Iterator[None]:
    """Do something that needs a permission in a channel.

    Raises PublishFailed: forever for a missing permission, a channel that is gone, or what Discord takes from nobody
    (a form that it refuses, an address that it holds for harmful), else to be tried again.
    """
    try:
        yield
    except discord.Forbidden as error:
        named = "View Channel" if error.code == MISSING_ACCESS else permission
        reason = f"the bot lacks the permission {named!r} in channel {channel}"
        raise PublishFailed(reason, forever=True, details={"permission": named, "channel": channel}) from error
    except discord.NotFound as error:
        raise PublishFailed(f"channel {channel} is gone: {error.text}", forever=True) from error
    except (discord.HTTPException, OSError) as error:
        if isinstance(error, discord.HTTPException) and error.status == BAD_REQUEST and error.code != MANY_THREADS:
            # Tried again, it would hold up all that is to be shown after it in its session.
            raise PublishFailed(f"Discord refuses it: {error}", forever=True) from error
        raise PublishFailed(f"Discord did not take it: {error}", forever=False) from error
