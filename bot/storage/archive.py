"""Sessions that are over: found by their last entry, and deleted with all that belongs to them."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, true

from bot.negotiation.deadlines import deadlines
from bot.negotiation.events import Recorded
from bot.negotiation.replay import replay
from bot.negotiation.talk import Utterance
from bot.service.faults import PlaceTaken
from bot.service.ports import Opening
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.deadlines import write_deadlines
from bot.storage.events import entry_rows, in_the_way, session_row
from bot.storage.files import drop_file
from bot.storage.talk import talk_row
from bot.storage.upsert import upsert

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


RESTORED = "restored"
"""The cause of entries that come from an exported record."""


class SessionThere(Exception):  # noqa: N818  # named for what was found
    """A session with this id is in the database already; nothing was written."""


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

    async def restore(
        self, opening: Opening, entries: Sequence[Recorded], talk: Sequence[Utterance], *, closed: bool
    ) -> None:
        """Write a session from its record, or nothing of it; its deadlines run on, and what is past falls due.

        Raises:
            SessionThere: There is one with its id.
            PlaceTaken: It is open, and so is another one in its channel.
        """
        row = session_row(opening, entries, RESTORED) | {"closed": closed}
        written, said = entry_rows(opening.session, entries, RESTORED), [talk_row(opening.session, one) for one in talk]
        due = deadlines(replay(entries))

        def work(connection: Connection) -> None:
            known = select(tables.session.c.id).where(tables.session.c.id == opening.session)
            if connection.scalar(known) is not None:
                raise SessionThere(opening.session)
            taken = None if closed else in_the_way(connection, opening.place, "")
            if taken is not None:
                raise PlaceTaken(taken)
            source = {"hash": opening.pack_hash, "source": opening.pack_source}
            upsert(connection, tables.pack, source, replace=False)
            connection.execute(insert(tables.session), row)
            connection.execute(insert(tables.event), written)
            if said:
                connection.execute(insert(tables.talk), said)
            write_deadlines(connection, opening.session, due)

        await self._database.write(work)

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


def _files(connection: Connection, session: str) -> Iterator[str]:
    talk, event = tables.talk.c, tables.event.c
    said = select(talk.content).where(talk.session == session, talk.content.contains('"digest"'))
    for content in connection.scalars(said):
        yield from (one["digest"] for one in json.loads(content)["files"] if one["digest"])
    told = select(event.entry).where(event.session == session, event.entry.contains('"news_told"'))
    for entry in connection.scalars(told):
        if digest := json.loads(entry)["event"].get("digest"):
            yield digest
