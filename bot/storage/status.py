"""What a database holds, without changing it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, false, func, select, true

from bot.service.faults import StorageBroken
from bot.storage.migrate import revision_of
from bot.storage.store import file_of, open_database, shown
from bot.storage.tables import REVISION, event, outbox, session


@dataclass(frozen=True, slots=True)
class Status:
    """A database's revision (None: it has no tables) and the one that this program knows, and how much it holds.

    `open` sessions are not closed; `due` notices are still to be shown, `given_up` ones never could be.
    """

    revision: str | None
    newest: str = REVISION
    sessions: int = 0
    open: int = 0
    entries: int = 0
    due: int = 0
    given_up: int = 0


async def status_of(url: str) -> Status:
    """Look at a database; raises StorageBroken. A file that is not there stays so: it has no revision."""
    file = file_of(url)
    if file is not None and not file.exists():
        return Status(None)
    database = open_database(url)
    try:
        return await database.read(_status)
    except StorageBroken as error:
        raise StorageBroken(f"{shown(url)}: {error}") from error
    finally:
        await database.close()


def _status(connection: Connection) -> Status:
    revision = revision_of(connection)
    if revision != REVISION:
        return Status(revision)

    def count(table: Table, *conditions: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0

    return Status(
        revision,
        sessions=count(session),
        open=count(session, session.c.closed == false()),
        entries=count(event),
        due=count(outbox, outbox.c.given_up == false()),
        given_up=count(outbox, outbox.c.given_up == true()),
    )
