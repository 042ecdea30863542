"""Which message or thread shows what, in a table."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from bot.service.ports import MessageRef
from bot.storage.database import Database
from bot.storage.tables import message
from bot.storage.upsert import upsert

_t = message.c


class SqlMessages:
    """Implements `bot.service.ports.Messages`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, session: str, key: str) -> MessageRef | None:
        """Give the message or thread with this key, or None."""
        query = select(_t.channel, _t.message).where(_t.session == session, _t.key == key)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        return MessageRef(row.channel, row.message) if row else None

    async def put(self, session: str, key: str, ref: MessageRef) -> None:
        """Keep where the key is shown."""
        row = {"session": session, "key": key, "channel": ref.channel, "message": ref.message}
        await self._database.write(lambda connection: upsert(connection, message, row))

    async def all(self, session: str) -> Mapping[str, MessageRef]:
        """Give every key of a session, sorted."""
        query = select(_t.key, _t.channel, _t.message).where(_t.session == session).order_by(_t.key)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return {row.key: MessageRef(row.channel, row.message) for row in rows}

    async def forget(self, session: str, key: str) -> None:
        """Drop a key whose message was deleted by hand."""
        statement = delete(message).where(_t.session == session, _t.key == key)
        await self._database.write(lambda connection: connection.execute(statement))

    async def clear(self, session: str) -> None:
        """Drop every key of a session, which lives elsewhere now."""
        statement = delete(message).where(_t.session == session)
        await self._database.write(lambda connection: connection.execute(statement))
