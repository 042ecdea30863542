"""Open a database by its URL: the right driver, the newest form, and a clear word where it cannot be used."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.service.faults import StorageBroken
from bot.storage.archive import SqlArchive
from bot.storage.database import Database
from bot.storage.deadlines import SqlAlarms
from bot.storage.drafts import SqlDrafts
from bot.storage.events import SqlEventStore
from bot.storage.messages import SqlMessages
from bot.storage.migrate import migrate
from bot.storage.outbox import SqlOutbox
from bot.storage.pending import SqlPendingActs
from bot.storage.settings import SqlGuildSettings
from bot.storage.sqlite import SqliteDatabase
from bot.storage.talk import SqlTalk

FORMS = "sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/NAME"
_SQLITE = {"sqlite", "sqlite+aiosqlite", "sqlite+pysqlite"}
_POSTGRES = {"postgresql", "postgres", "postgresql+asyncpg"}


@dataclass(frozen=True, slots=True)
class Store:
    """An open database behind the ports of the service."""

    database: Database
    events: SqlEventStore
    outbox: SqlOutbox
    messages: SqlMessages
    drafts: SqlDrafts
    pending: SqlPendingActs
    alarms: SqlAlarms
    settings: SqlGuildSettings
    talk: SqlTalk
    archive: SqlArchive

    async def close(self) -> None:
        """Finish what is being written, and let go of the database."""
        await self.database.close()


async def open_store(url: str) -> Store:
    """Open a database and migrate it; a file and its folder are made if they are not there.

    Raises:
        StorageBroken: The URL is none of `FORMS`, or the database cannot be used; says which and what to do.
        StorageFull: There is no room for the first tables.
    """
    database = open_database(url)
    try:
        await database.write(migrate)
    except StorageBroken as error:
        await database.close()
        raise StorageBroken(f"{shown(url)}: {error}") from error
    except BaseException:
        await database.close()
        raise
    return Store(
        database,
        SqlEventStore(database),
        SqlOutbox(database),
        SqlMessages(database),
        SqlDrafts(database),
        SqlPendingActs(database),
        SqlAlarms(database),
        SqlGuildSettings(database),
        SqlTalk(database),
        SqlArchive(database),
    )


def open_database(url: str) -> Database:
    """Open a database as it is, without migrating it; raises StorageBroken."""
    parsed = _parsed(url)
    if parsed.drivername in _POSTGRES:
        from bot.storage.postgres import PostgresDatabase  # noqa: PLC0415  # most use a file and need no asyncpg

        return PostgresDatabase(parsed)
    return SqliteDatabase(_prepared(parsed))


def file_of(url: str) -> Path | None:
    """Give the file that a URL names, or None if it names a server; raises StorageBroken."""
    parsed = _parsed(url)
    return Path(parsed.database or "") if parsed.drivername in _SQLITE else None


def shown(url: str) -> str:
    """Give a URL as it may be logged: the path of a file, or the address without its password."""
    parsed = _parsed(url)
    return str(file_of(url) or parsed.render_as_string(hide_password=True))


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        # The URL itself is not repeated: it may hold a password.
        raise StorageBroken(f"the database URL is not understood; use {FORMS}") from error
    if parsed.drivername not in _SQLITE | _POSTGRES:
        raise StorageBroken(f"{parsed.drivername} databases are not supported; use {FORMS}")
    if parsed.drivername in _SQLITE and parsed.query:
        raise StorageBroken(f"a file takes no options ({', '.join(parsed.query)}); use {FORMS}")
    if parsed.drivername in _SQLITE and parsed.database in {None, "", ":memory:"}:
        raise StorageBroken(f"the database URL names no file; use {FORMS}")
    return parsed


def _prepared(url: URL) -> Path:
    file = Path(url.database or "")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        is_folder = file.is_dir()
    except OSError as error:
        raise StorageBroken(f"{file}: its folder cannot be used ({error.strerror})") from error
    if is_folder:
        raise StorageBroken(f"{file} is a folder; name a file in it")
    return file
