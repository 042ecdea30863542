"""PostgreSQL by one URL, for rooms that outgrow a file."""

import asyncpg
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.database import T, Work
from bot.storage.faults import told

CONNECTIONS = 10
CONNECT_SECONDS = 10.0
COMMAND_SECONDS = 30.0

_FAILURES = (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


class PostgresDatabase:
    """A database on a server; several processes may use it."""

    single = False

    def __init__(self, url: URL) -> None:
        self._engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            pool_size=CONNECTIONS,
            max_overflow=CONNECTIONS,
            connect_args={"timeout": CONNECT_SECONDS, "command_timeout": COMMAND_SECONDS},
        )

    async def read(self, work: Work[T]) -> T:
        """Run work that writes nothing."""
        return await self.write(work)

    async def write(self, work: Work[T]) -> T:
        """Run work and return once it is committed; a connection that was lost is made anew, once.

        To repeat work whose commit may have arrived is safe: entries have an expected version, a claim runs out, and
        everything else writes the same again.
        """
        try:
            return await self._once(work)
        except IntegrityError:
            raise
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise told(error) from error
        except _FAILURES as error:
            raise told(error) from error
        try:
            return await self._once(work)
        except IntegrityError:
            raise
        except _FAILURES as error:
            raise told(error) from error

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    async def _once(self, work: Work[T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)
