"""What a command prints when it cannot go on: one plain line and what to do, never a traceback."""

import logging
import secrets
import sys
from collections.abc import Callable

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.config import Settings
from bot.service.ports import StorageBroken, StorageFull

_log = logging.getLogger(__name__)


def told(work: Callable[[], int], settings: Settings) -> int:
    """Do the work; a failure becomes a line on standard error and exit code 2 (the token) or 1 (all else)."""
    try:
        return work()
    except KeyboardInterrupt:
        return 0
    except Exception as error:  # noqa: BLE001  # the last place before the user: nothing may pass as a traceback
        code, line = explain(error, settings)
        print(line, file=sys.stderr)
        return code


def explain(error: Exception, settings: Settings) -> tuple[int, str]:
    """Give the exit code and the line for a failure; one that is not foreseen is logged under a short reference."""
    match _original(error):
        case discord.LoginFailure():
            found = 2, "PARLEY_TOKEN: refused. Copy the bot's token from https://discord.com/developers/applications"
        case aiohttp.ClientConnectorError():
            found = 1, f"Nobody answers at {settings.api_url} (PARLEY_API_URL). Try again later."
        case discord.Forbidden():
            found = 1, "Refused: invite the bot to the server with the scopes bot and applications.commands."
        case discord.HTTPException(status=status, text=text):
            found = 1, f"{settings.api_url} answered {status} {text}. Try again later."
        case StorageFull() as inner:
            found = 1, f"No room left to write: {inner}. Free some space and start again; nothing was lost."
        case StorageBroken() as inner:
            found = 1, f"The database cannot be used: {inner}"
        case OSError() as inner:
            found = 1, f"{inner.strerror or inner} {inner.filename or ''}".rstrip()
        case inner:
            reference = secrets.token_hex(4)
            _log.error("unexpected failure %s", reference, exc_info=inner)
            found = 1, f"An unexpected failure ({type(inner).__name__}); the log has it as {reference}."
    return found


def _original(error: BaseException) -> Exception:
    """Give what lies under the wrappers of discord.py and of task groups."""
    while True:
        inner: BaseException | None = None
        if isinstance(error, commands.ExtensionFailed | app_commands.CommandInvokeError):
            inner = error.original
        elif isinstance(error, BaseExceptionGroup):
            inner = error.exceptions[0]
        if inner is None:
            return error if isinstance(error, Exception) else RuntimeError(repr(error))
        error = inner
