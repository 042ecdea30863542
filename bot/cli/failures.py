"""What a command prints when it cannot go on: one plain line and what to do, never a traceback."""

import logging
import secrets
import sys
from collections.abc import Callable

from bot.service.ports import StorageBroken, StorageFull

_log = logging.getLogger(__name__)


def told(work: Callable[[], int]) -> int:
    """Do the work; a failure becomes a line on standard error and exit code 2 (a setting) or 1 (all else)."""
    try:
        return work()
    except KeyboardInterrupt:
        return 0
    except Exception as error:  # noqa: BLE001  # the last place before the user: nothing may pass as a traceback
        code, line = explain(error)
        print(line, file=sys.stderr)
        return code


def explain(error: BaseException) -> tuple[int, str]:
    """Give the exit code and the line for a failure; one that is not foreseen is logged under a short reference."""
    import discord  # noqa: PLC0415  # only a failure needs to know it; `export` starts without it
    from discord.ext.commands import ExtensionFailed  # noqa: PLC0415

    from bot.app import StartFailed  # noqa: PLC0415

    match error:
        case StartFailed(__cause__=discord.LoginFailure() | ValueError()):
            found = 2, str(error)
        case StartFailed():
            found = 1, str(error)
        case StorageFull():
            found = 1, f"No room left to write: {error}. Free some space and start again; nothing was lost."
        case StorageBroken():
            found = 1, f"The database cannot be used: {error} (PARLEY_DATABASE_URL)"
        case OSError():
            found = 1, f"{error.filename or 'The system says'}: {error.strerror or error}"
        case ExtensionFailed(original=inner):
            found = explain(inner)
        case BaseExceptionGroup(exceptions=(first, *_)):
            found = explain(first)
        case _:
            reference = secrets.token_hex(4)
            _log.error("unexpected failure %s", reference, exc_info=error)
            found = 1, f"An unexpected failure ({type(error).__name__}); the log has it as {reference}."
    return found
