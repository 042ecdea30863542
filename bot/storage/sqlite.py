"""SQLite in a file: durable at every commit, one writer, readers beside it."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bot.service.faults import StorageBroken
from bot.storage.database import T, Work
from bot.storage.faults import told
from bot.storage.writer import Writer

BUSY_SECONDS = 5.0  # for a command line tool that writes to the same file
READERS = 2


class SqliteDatabase:
    """A database file; it is made if it is not there."""

    single = True

    def __init__(self, file: Path) -> None:
        self._writing = _engine(file, begin="BEGIN IMMEDIATE", connections=1)
        self._reading = _engine(file, begin="BEGIN", connections=READERS)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="parley-read")
        self._writer = Writer(lambda work: _transaction(self._writing, work))
        self._closed = False

    async def read(self, work: Work[T]) -> T:
        """Run work that writes nothing, in a reader thread."""
        self._check_open()
        return await asyncio.get_running_loop().run_in_executor(self._readers, _transaction, self._reading, work)

    async def write(self, work: Work[T]) -> T:
        """Run work in the writer thread and return once it is on the disk."""
        self._check_open()
        return await asyncio.wrap_future(self._writer.submit(work))

    async def close(self) -> None:
        """Finish what is under way and close the file."""
        if self._closed:
            return
        self._closed = True
        await asyncio.to_thread(self._writer.close)
        await asyncio.to_thread(self._readers.shutdown)
        self._reading.dispose()
        self._writing.dispose()

    def _check_open(self) -> None:
        if self._closed:
            raise StorageBroken("the database is closed")


def _transaction(engine: Engine, work: Work[T]) -> T:
    try:
        with engine.begin() as connection:
            return work(connection)
    except IntegrityError:
        raise
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise told(error) from error


def _engine(file: Path, *, begin: str, connections: int) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(file)),
        pool_size=connections,
        max_overflow=0,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # sqlite3's, behind SQLAlchemy's interface
        # The driver would begin transactions late and by itself; two of them could then both read before either writes.
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
