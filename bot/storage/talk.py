"""What was said in the rooms of sessions, in a table: the words apart, so that they can go alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, false, func, insert, select, update

from bot.negotiation.talk import CHAIRS, PLENARY, RECORD, Absence, Content, Utterance
from bot.service.faults import StorageBroken
from bot.storage import tables
from bot.storage.archive import drop_file
from bot.storage.database import Database
from bot.storage.tables import talk

_T = TypeVar("_T")
_t = talk.c
_UTTERANCE: TypeAdapter[Utterance] = TypeAdapter(Utterance)
_CONTENT: TypeAdapter[Content] = TypeAdapter(Content)
_PARTY, _ROOM = "thread:party:", "thread:room:"
_OTHERS: Mapping[str, str] = {"thread:record": RECORD, "thread:chairs": CHAIRS}


class SqlTalk:
    """Implements `bot.service.ports.Talk`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, session: str, utterance: Utterance) -> int:
        """Keep an utterance, and give its number."""
        content = utterance.content
        row = {
            "session": session,
            "message": utterance.message,
            "member": utterance.member,
            "entry": utterance.entry,
            "utterance": _json(_UTTERANCE, replace(utterance, content=None, entry=0)),
            "content": _json(_CONTENT, content) if content else None,
        }

        def work(connection: Connection) -> int:
            return int(connection.execute(insert(talk).returning(_t.number), row).scalar_one())

        return await self._database.write(work)

    async def of(self, session: str) -> tuple[Utterance, ...]:
        """Give all that was said in a session, in the order in which it was heard."""
        query = select(talk).where(_t.session == session).order_by(_t.number)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return tuple(_utterance(row) for row in rows)

    async def said(self, session: str, message: str) -> Utterance | None:
        """Give what a message was when it was said, or None if it was not heard."""
        query = select(talk).where(_t.session == session, _t.message == message).order_by(_t.number).limit(1)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        return _utterance(row) if row else None

    async def waiting(self, session: str, limit: int) -> Mapping[int, Utterance]:
        """Give the first utterances that no entry holds the digests of yet, by number."""
        query = select(talk).where(_t.session == session, _t.entry == 0).order_by(_t.number).limit(limit)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return {row.number: _utterance(row) for row in rows}

    async def unheld(self) -> tuple[str, ...]:
        """Give the sessions in which such utterances are waiting."""
        query = select(_t.session).where(_t.entry == 0).distinct().order_by(_t.session)
        return tuple(await self._database.read(lambda connection: connection.scalars(query).all()))

    async def words_of(self, session: str, member: str) -> int:
        """Count the utterances of a member whose words are there."""
        query = select(func.count()).select_from(talk).where(*_words_of(session, member))
        return await self._database.read(lambda connection: connection.execute(query).scalar_one())

    async def where(self, guild: str, channel: str) -> tuple[str, str] | None:
        """Give the session and the room that a channel or thread is, or None."""
        session, message = tables.session.c, tables.message.c
        here = (session.guild == guild, session.channel == channel, session.closed == false())
        plenary = select(session.id).where(*here)
        threads = (
            select(session.id, message.key)
            .join_from(tables.message, tables.session)
            .where(message.channel == channel, message.key.startswith("thread:"), session.guild == guild)
            .limit(1)
        )

        def work(connection: Connection) -> tuple[str, str] | None:
            if (found := connection.scalar(plenary)) is not None:
                return found, PLENARY
            row = connection.execute(threads).one_or_none()
            return (row.id, _room(row.key)) if row else None

        return await self._database.read(work)


def hold(connection: Connection, session: str, numbers: Sequence[int], entry: int) -> None:
    """Note which entry holds the digests of utterances."""
    connection.execute(update(talk).where(_t.session == session, _t.number.in_(numbers)).values(entry=entry))


def erase(connection: Connection, session: str, member: str) -> None:
    """Erase what a member said, and the files that nothing else has."""
    rows = connection.execute(select(_t.number, _t.utterance, _t.content).where(*_words_of(session, member))).all()
    for row in rows:
        left = json.loads(row.utterance) | {"absent": Absence.ERASED.value}
        values = {"utterance": json.dumps(left), "content": None}
        connection.execute(update(talk).where(_t.number == row.number).values(values))
    files = {one.digest for row in rows for one in _read(_CONTENT, row.content).files if one.digest}
    for digest in sorted(files):
        drop_file(connection, digest)


def _words_of(session: str, member: str) -> tuple[Any, ...]:
    return _t.session == session, _t.member == member, _t.content.is_not(None)


def _room(key: str) -> str:
    if key.startswith(_PARTY):
        return key.removeprefix("thread:")
    return key.removeprefix(_ROOM) if key.startswith(_ROOM) else _OTHERS[key]


def _utterance(row: Row[Any]) -> Utterance:
    try:
        content = _read(_CONTENT, row.content) if row.content is not None else None
        return replace(_read(_UTTERANCE, row.utterance), content=content, entry=row.entry)
    except ValueError as error:
        raise StorageBroken(f"what was said in session {row.session} (number {row.number}) is unreadable") from error


def _read(adapter: TypeAdapter[_T], text: str) -> _T:
    # pydantic's own reader of JSON refuses lone surrogates, which a client may send.
    return adapter.validate_python(json.loads(text))


def _json(adapter: TypeAdapter[Any], value: object) -> str:
    # Escaped, so that whatever a client sent as a character can be kept.
    return json.dumps(adapter.dump_python(value, mode="json"))
