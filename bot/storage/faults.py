"""From what the drivers raise to what the service knows."""

import sqlite3

from sqlalchemy.exc import DBAPIError

from bot.service.faults import StorageBroken, StorageFull

_PG_DISK_FULL = "53100"


def told(error: Exception) -> StorageFull | StorageBroken:
    """Give the error of the ports for one of SQLAlchemy or of a driver; its text holds no values and no password."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return StorageFull(_line(cause)) if _is_full(cause) else StorageBroken(_line(cause))


def _is_full(cause: BaseException) -> bool:
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return getattr(cause, "sqlstate", None) == _PG_DISK_FULL


def _line(cause: BaseException) -> str:
    return str(cause).strip().partition("\n")[0] or type(cause).__name__
