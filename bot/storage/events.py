"""Sessions and their entries in tables; each method is one transaction."""

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, false, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from bot import __version__
from bot.drafting.canonical import canonical_json
from bot.negotiation.codec import entry_from_json, entry_to_json, state_from_json, state_to_json
from bot.negotiation.events import Recorded
from bot.negotiation.model import Session
from bot.service.faults import PlaceTaken, StorageBroken, UnknownSession, VersionConflict
from bot.service.notices import Notice
from bot.service.ports import NOTHING_BESIDE, Beside, Opening, Place, StoredFile
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.deadlines import write_deadlines
from bot.storage.outbox import rows_of
from bot.storage.talk import erase, hold
from bot.storage.upsert import upsert

_log = logging.getLogger(__name__)


class SqlEventStore:
    """Implements `bot.service.ports.EventStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(
        self, opening: Opening, entries: Sequence[Recorded], cause: str, notices: Sequence[Notice]
    ) -> None:
        """Write a new session with its first entries and their notices, or nothing of it (PlaceTaken)."""
        row = _session_row(opening, entries, cause)
        written, due = _entry_rows(opening.session, entries, cause), rows_of(opening.session, notices, entries[-1].at)

        def work(connection: Connection) -> None:
            taken = _in_the_way(connection, opening.place, cause)
            if taken is not None:
                raise PlaceTaken(taken)
            source = {"hash": opening.pack_hash, "source": opening.pack_source}
            upsert(connection, tables.pack, source, replace=False)
            connection.execute(insert(tables.session), row)
            _write(connection, written, due)

        try:
            await self._database.write(work)
        except IntegrityError as error:
            # Another process was faster between the look and the insert.
            taken = await self._database.read(lambda connection: _in_the_way(connection, opening.place, cause))
            if taken is None:
                raise StorageBroken(f"session {opening.session} cannot be written: {error.orig}") from error
            raise PlaceTaken(taken) from error

    async def append(
        self,
        session: str,
        expected: int,
        entries: Sequence[Recorded],
        cause: str,
        notices: Sequence[Notice],
        beside: Beside = NOTHING_BESIDE,
    ) -> None:
        """Write entries, notices and what goes beside them together; VersionConflict, PlaceTaken."""
        values: dict[str, Any] = {"version": expected + len(entries)}
        if beside.closed is not None:
            values["closed"] = beside.closed
        moved = update(tables.session).where(tables.session.c.id == session, tables.session.c.version == expected)
        written, due = _entry_rows(session, entries, cause), rows_of(session, notices, entries[-1].at)

        def work(connection: Connection) -> None:
            if beside.closed is False and (taken := _open_beside(connection, session)) is not None:
                raise PlaceTaken(taken)
            # First, since it locks the session: outbox rows of one session get their numbers in order.
            if connection.execute(moved, values).rowcount != 1:
                raise VersionConflict(f"{session} does not have exactly {expected} entries")
            _write(connection, written, due)
            _write_beside(connection, session, beside, entries)

        try:
            await self._database.write(work)
        except IntegrityError as error:
            raise VersionConflict(f"{cause} has acted in {session} already") from error

    async def caused(self, session: str, cause: str) -> tuple[Recorded, ...]:
        """Give the entries that this cause has already written (empty: none)."""
        query = (
            select(tables.event.c.entry)
            .where(tables.event.c.session == session, tables.event.c.cause == cause)
            .order_by(tables.event.c.seq)
        )
        return await self._database.read(lambda connection: _entries(connection.scalars(query).all()))

    async def load(self, session: str, after: int = 0) -> tuple[Recorded, ...]:
        """Give the entries after the number `after`, in order."""
        query = (
            select(tables.event.c.entry)
            .where(tables.event.c.session == session, tables.event.c.seq > after)
            .order_by(tables.event.c.seq)
        )
        return await self._database.read(lambda connection: _entries(connection.scalars(query).all()))

    async def entry(self, session: str, seq: int) -> Recorded | None:
        """Give one entry, or None if the session has none with this number."""
        query = select(tables.event.c.entry).where(tables.event.c.session == session, tables.event.c.seq == seq)
        found = await self._database.read(lambda connection: _entries(connection.scalars(query).all()))
        return found[0] if found else None

    async def snapshot(self, session: str) -> Session | None:
        """Give the newest state that this version of the program stored, or None."""
        query = select(tables.snapshot.c.state).where(
            tables.snapshot.c.session == session, tables.snapshot.c.written_by == __version__
        )
        text = await self._database.read(lambda connection: connection.scalar(query))
        if text is None:
            return None
        try:
            return state_from_json(text)
        except ValueError:
            # The entries are the truth; a state that cannot be read only costs the time to fold them again.
            _log.warning("the snapshot of session %s is unreadable and is left out", session, exc_info=True)
            return None

    async def save_snapshot(self, state: Session) -> None:
        """Keep a state, to start from at the next load; it takes the place of the one before."""
        row = {
            "session": state.id,
            "version": state.version,
            "written_by": __version__,
            "state": canonical_json(state_to_json(state)),
        }
        await self._database.write(lambda connection: upsert(connection, tables.snapshot, row))

    async def at(self, guild: str, channel: str) -> str | None:
        """Give the session that is not closed in this channel, or to which this thread belongs; else None."""
        here = select(tables.session.c.id).where(
            tables.session.c.guild == guild,
            tables.session.c.channel == channel,
            tables.session.c.closed == false(),
        )
        threads = (
            select(tables.session.c.id)
            .join_from(tables.message, tables.session)
            .where(
                tables.message.c.channel == channel,
                tables.message.c.key.startswith("thread:", autoescape=True),
                tables.session.c.guild == guild,
            )
        )
        query = here.union_all(threads).limit(1)
        return await self._database.read(lambda connection: connection.scalar(query))

    async def place_of(self, session: str) -> Place:
        """Give where a session lives; UnknownSession if there is none."""
        table = tables.session.c
        query = select(table.guild, table.channel, table.locale).where(table.id == session)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        if row is None:
            raise UnknownSession(session)
        return Place(row.guild, row.channel, row.locale)

    async def pack_source(self, pack_hash: str) -> str:
        """Give the text of the pack that a session was opened with."""
        query = select(tables.pack.c.source).where(tables.pack.c.hash == pack_hash)
        source: str | None = await self._database.read(lambda connection: connection.scalar(query))
        if source is None:
            raise StorageBroken(f"there is no pack {pack_hash[:12]} in the database")
        return source

    async def sessions(self, guild: str | None = None, *, closed: bool = True) -> tuple[str, ...]:
        """Give the ids of all sessions, of a server, or (`closed=False`) of those not closed, newest first."""
        query = select(tables.session.c.id).order_by(tables.session.c.opened_at.desc(), tables.session.c.id)
        if guild is not None:
            query = query.where(tables.session.c.guild == guild)
        if not closed:
            query = query.where(tables.session.c.closed == false())
        return tuple(await self._database.read(lambda connection: connection.scalars(query).all()))

    async def show(self, session: str, notices: Sequence[Notice], at: datetime) -> None:
        """Let things be shown anew, though nothing has happened."""
        rows = rows_of(session, notices, at)
        await self._database.write(lambda connection: connection.execute(insert(tables.outbox), rows))

    async def move(self, session: str, place: Place) -> None:
        """Let a session live elsewhere from now on, nothing else of it changed; PlaceTaken."""
        moved = update(tables.session).where(tables.session.c.id == session)

        def work(connection: Connection) -> None:
            # The cause "" is that of no opening: any session that is open there is in the way.
            taken = _in_the_way(connection, place, "")
            if taken is not None:
                raise PlaceTaken(taken)
            connection.execute(moved, {"guild": place.guild, "channel": place.channel, "locale": place.locale})

        await self._database.write(work)

    async def sealed(self, session: str, key: str, without: Collection[int] = ()) -> Mapping[str, str]:
        """Give what is kept apart from the record under a key, party -> newest words, but what `without` brought."""
        table = tables.sealed.c
        query = select(table.party, table.seq, table.words).where(table.session == session, table.key == key)
        rows = await self._database.read(lambda connection: connection.execute(query.order_by(table.seq)).all())
        return {row.party: json.loads(row.words) for row in rows if row.seq not in without}

    async def keep_file(self, digest: str, file: StoredFile) -> None:
        """Keep a file under the SHA-256 of its bytes."""
        row = {"digest": digest, "name": json.dumps(file.name), "content": file.content}
        await self._database.write(lambda connection: upsert(connection, tables.attachment, row, replace=False))

    async def file(self, digest: str) -> StoredFile | None:
        """Give a file that was kept, or None."""
        table = tables.attachment.c
        query = select(table.name, table.content).where(table.digest == digest)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        return StoredFile(json.loads(row.name), row.content) if row else None


def _session_row(opening: Opening, entries: Sequence[Recorded], cause: str) -> dict[str, Any]:
    return {
        "id": opening.session,
        "guild": opening.place.guild,
        "channel": opening.place.channel,
        "locale": opening.place.locale,
        "pack_hash": opening.pack_hash,
        "cause": cause,
        "version": len(entries),
        "closed": False,
        "opened_at": entries[0].at,
    }


def _entry_rows(session: str, entries: Sequence[Recorded], cause: str) -> list[dict[str, Any]]:
    return [
        {
            "session": session,
            "seq": entry.seq,
            "cause": cause,
            "n": number,
            "entry": canonical_json(entry_to_json(entry)),
        }
        for number, entry in enumerate(entries)
    ]


def _write(connection: Connection, entries: list[dict[str, Any]], due: list[dict[str, Any]]) -> None:
    connection.execute(insert(tables.event), entries)
    if due:
        connection.execute(insert(tables.outbox), due)


def _write_beside(connection: Connection, session: str, beside: Beside, entries: Sequence[Recorded]) -> None:
    seq, last = entries[0].seq, entries[-1].seq
    for one in beside.sealed:
        # Escaped, so that whatever a client sent as a character can be kept.
        row = {"session": session, "key": one.key, "party": one.party, "seq": seq, "words": json.dumps(one.words)}
        upsert(connection, tables.sealed, row)
    if beside.deadlines is not None:
        write_deadlines(connection, session, beside.deadlines)
    if beside.closed:
        connection.execute(delete(tables.pending).where(tables.pending.c.session == session))
    if beside.heard:
        hold(connection, session, beside.heard, last)
    if beside.erased is not None:
        erase(connection, session, beside.erased)


def _open_beside(connection: Connection, session: str) -> str | None:
    """Give another session that is open in the channel of this one, or None."""
    own, other = tables.session.alias(), tables.session.alias()
    query = (
        select(other.c.id)
        .join_from(own, other, (own.c.guild == other.c.guild) & (own.c.channel == other.c.channel))
        .where(own.c.id == session, other.c.id != session, other.c.closed == false())
        .limit(1)
    )
    return connection.scalar(query)


def _entries(texts: Sequence[str]) -> tuple[Recorded, ...]:
    try:
        return tuple(entry_from_json(text) for text in texts)
    except ValueError as error:
        raise StorageBroken(
            "an entry in the database is unreadable: another version of the program wrote it"
        ) from error


def _in_the_way(connection: Connection, place: Place, cause: str) -> str | None:
    """Give the session that this cause has opened here, or else the one that is not closed."""
    table = tables.session.c
    query = (
        select(table.id)
        .where(
            table.guild == place.guild,
            table.channel == place.channel,
            or_(table.closed == false(), table.cause == cause),
        )
        .order_by(table.cause != cause)
        .limit(1)
    )
    return connection.scalar(query)
