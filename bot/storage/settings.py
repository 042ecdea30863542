"""What a server has set for itself, in a table."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from bot.storage.database import Database
from bot.storage.tables import setting
from bot.storage.upsert import upsert

_t = setting.c


class SqlGuildSettings:
    """Implements `bot.service.ports.GuildSettings`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, guild: str, key: str) -> str | None:
        """Give what a server has set, or None."""
        query = select(_t.value).where(_t.guild == guild, _t.key == key)
        return await self._database.read(lambda connection: connection.scalar(query))

    async def every(self, key: str) -> Mapping[str, str]:
        """Give what each server that has set it has set: server -> value."""
        query = select(_t.guild, _t.value).where(_t.key == key).order_by(_t.guild)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return {row.guild: row.value for row in rows}

    async def put(self, guild: str, key: str, value: str | None) -> None:
        """Set something for a server; None: as if it had never been set."""
        if value is None:
            statement = delete(setting).where(_t.guild == guild, _t.key == key)
            await self._database.write(lambda connection: connection.execute(statement))
            return
        row = {"guild": guild, "key": key, "value": value}
        await self._database.write(lambda connection: upsert(connection, setting, row))
