"""What is due in all sessions, in a table: written with the entries that bring it about."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from bot.negotiation.due import Deadline
from bot.service.ports import Alarm
from bot.storage.database import Database
from bot.storage.tables import deadline as deadlines

_t = deadlines.c


class SqlAlarms:
    """Implements `bot.service.ports.Alarms`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def earliest(self) -> datetime | None:
        """Give when the next deadline is, or None if there is none."""
        return await self._database.read(lambda connection: connection.scalar(select(func.min(_t.at))))

    async def due(self, now: datetime, limit: int) -> tuple[Alarm, ...]:
        """Give what is due, the earliest first."""
        query = select(_t.session, _t.key, _t.at).where(_t.at <= now).order_by(_t.at, _t.session, _t.key).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(Alarm(row.session, Deadline(row.key, row.at)) for row in rows)

    async def drop(self, alarm: Alarm) -> None:
        """Forget a deadline that is done, or was put off by what happened meanwhile."""
        one = alarm.deadline
        statement = delete(deadlines).where(_t.session == alarm.session, _t.key == one.key, _t.at == one.at)
        await self._database.write(lambda connection: connection.execute(statement))


def write_deadlines(connection: Connection, session: str, wanted: Sequence[Deadline]) -> None:
    """Write the deadlines of a session in place of those that it had."""
    connection.execute(delete(deadlines).where(_t.session == session))
    if wanted:
        connection.execute(insert(deadlines), [{"session": session, "key": one.key, "at": one.at} for one in wanted])
