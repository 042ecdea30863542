"""What a command prints when it cannot go on: one plain line and what to do, never a traceback."""

import logging
import os
import secrets
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from bot.service.faults import StorageBroken, StorageFull


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


def explain(error: BaseException, log: Path | None = None) -> tuple[int, str]:
    """Give the exit code and the line for a failure; one that is not foreseen is kept in `log`, or in a file made now.

    The line names that file.
    """
    import discord  # noqa: PLC0415  # only a failure needs to know it; `export` starts without it
    from discord.ext.commands import ExtensionFailed  # noqa: PLC0415

    from bot.reaching import StartFailed  # noqa: PLC0415

    match error:
        case StartFailed(__cause__=discord.LoginFailure() | discord.PrivilegedIntentsRequired() | ValueError()):
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
            found = explain(inner, log)
        case BaseExceptionGroup(exceptions=(first, *_)):
            found = explain(first, log)
        case _:
            found = 1, unforeseen(error, log)
    return found


def unforeseen(error: BaseException, log: Path | None = None) -> str:
    """Keep the traceback of a failure in a file, and give the line that names the file."""
    reference = secrets.token_hex(4)
    told_by = "".join(traceback.format_exception(error))
    line = f"An unexpected failure ({type(error).__name__}, reference {reference})"
    try:
        where = _kept(f"{reference}: {told_by}\n", log)
    except OSError as full:
        return f"{line}; its details could not be written ({full.strerror})."
    return f"{line}. Its details are in {where}; please send them to whoever maintains the program."


def _kept(text: str, log: Path | None) -> Path:
    if log is not None:
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        return log
    handle, name = tempfile.mkstemp(prefix="parley-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    return Path(name)


class _OneLine(logging.Formatter):
    """A record without its traceback, which the file has."""

    def __init__(self, file: Path) -> None:
        super().__init__("{asctime} {levelname:<7} {name}: {message}", style="{")
        self._file = file

    def format(self, record: logging.LogRecord) -> str:
        # A copy, because a formatter that keeps the traceback in the record would show it to the next handler.
        bare = logging.makeLogRecord({**vars(record), "exc_info": None, "exc_text": None, "stack_info": None})
        line = super().format(bare)
        return f"{line} (details in {self._file})" if record.exc_info else line


def log_to(file: Path) -> None:
    """Write the logs to a file as well, and their tracebacks to it alone; call it after `setup_logs`.

    Raises:
        OSError: The file cannot be written.
    """
    root = logging.getLogger()
    for handler in root.handlers:
        handler.setFormatter(_OneLine(file))
    whole = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace", delay=True)
    whole.setFormatter(logging.Formatter("{asctime} {levelname:<7} {name}: {message}", style="{"))
    root.addHandler(whole)
