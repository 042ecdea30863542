"""Sessions that are over: found by their last entry, and deleted with all that belongs to them."""

import json
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, delete, select, true

from bot.storage import tables
from bot.storage.database import Database

_BESIDE = (
    tables.pending,
    tables.talk,
    tables.draft,
    tables.deadline,
    tables.sealed,
    tables.outbox,
    tables.message,
    tables.snapshot,
    tables.event,
)
"""What belongs to a session, in an order in which it can go."""


class SqlArchive:
    """Implements `bot.service.retention.Archive`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def ended(self, guild: str, before: datetime) -> tuple[str, ...]:
        """Give the closed sessions of a server whose last entry is older."""
        session, event = tables.session.c, tables.event.c
        query = (
            select(session.id, event.entry)
            .join_from(tables.session, tables.event, (event.session == session.id) & (event.seq == session.version))
            .where(session.guild == guild, session.closed == true())
            .order_by(session.id)
        )
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(row.id for row in rows if datetime.fromisoformat(json.loads(row.entry)["at"]) < before)

    async def purge(self, session: str) -> None:
        """Delete a session with all that belongs to it; files and packs that nothing else has go too."""

        def work(connection: Connection) -> None:
            files = set(_files(connection, session))
            for table in _BESIDE:
                connection.execute(delete(table).where(table.c.session == session))
            row = tables.session.c
            pack = connection.scalar(select(row.pack_hash).where(row.id == session))
            connection.execute(delete(tables.session).where(row.id == session))
            for digest in sorted(files):
                drop_file(connection, digest)
            if pack is not None and connection.scalar(select(row.id).where(row.pack_hash == pack).limit(1)) is None:
                connection.execute(delete(tables.pack).where(tables.pack.c.hash == pack))

        await self._database.write(work)


def drop_file(connection: Connection, digest: str) -> None:
    """Delete a file, if nothing that was said and no entry has it."""
    held = (
        select(tables.talk.c.number).where(tables.talk.c.content.contains(digest)),
        select(tables.event.c.seq).where(tables.event.c.entry.contains(digest)),
    )
    if not any(connection.execute(query.limit(1)).first() for query in held):
        connection.execute(delete(tables.attachment).where(tables.attachment.c.digest == digest))


def _files(connection: Connection, session: str) -> Iterator[str]:
    talk, event = tables.talk.c, tables.event.c
    said = select(talk.content).where(talk.session == session, talk.content.contains('"digest"'))
    for content in connection.scalars(said):
        yield from (one["digest"] for one in json.loads(content)["files"] if one["digest"])
    told = select(event.entry).where(event.session == session, event.entry.contains('"news_told"'))
    for entry in connection.scalars(told):
        if digest := json.loads(entry)["event"].get("digest"):
            yield digest
