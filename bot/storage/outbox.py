"""Notices that are due, in a table: written with the entries, claimed one per session, deleted once shown."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Subquery, and_, case, delete, false, func, or_, select, update

from bot.service.notices import PACED, SHOWS_PRESENT, Notice, NoticeKind
from bot.service.ports import OutboxRow
from bot.storage.database import Database
from bot.storage.tables import outbox
from bot.storage.tables import session as sessions

CLAIM = timedelta(seconds=60)  # so long a row belongs to the process that shows it; then it counts as dead
_LONGEST_ERROR = 500

_t = outbox.c


class SqlOutbox:
    """Implements `bot.service.ports.Outbox`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recover(self) -> None:
        """Take back what a process that died had claimed; where several may run, their claims run out instead."""
        if self._database.single:
            claimed = update(outbox).where(_t.claimed_until.is_not(None)).values(claimed_until=None)
            await self._database.write(lambda connection: connection.execute(claimed))

    async def claim(self, limit: int, now: datetime) -> tuple[OutboxRow, ...]:
        """Claim due notices, oldest first: of each session only the first, and none while one of it is claimed."""
        # Most looks find nothing, and a look that only reads stands in nobody's way.
        free = await self._database.read(lambda connection: _free(connection, limit, now))
        if not free:
            return ()
        return await self._database.write(lambda connection: _claimed(connection, free, now))

    async def next_due(self, now: datetime) -> datetime | None:
        """Give when the next row can be claimed (`now` or earlier: at once), or None if none is waiting."""
        heads, busy = _heads(now), _busy()
        free_at = func.coalesce(busy.c.until, _t.due_at)
        waits = case((free_at > _t.due_at, free_at), else_=_t.due_at)
        query = (
            select(func.min(waits))
            .select_from(outbox)
            .outerjoin(heads, _t.id == heads.c.id)
            .outerjoin(busy, _t.session == busy.c.session)
            .where(_t.given_up == false(), or_(heads.c.id.is_not(None), _put_off(_t, now)))
        )
        found: datetime | None = await self._database.read(lambda connection: connection.scalar(query))
        return found if found is None or found > now else now

    async def done(self, row: OutboxRow) -> None:
        """Drop a notice that was shown."""
        await self._database.write(lambda connection: connection.execute(delete(outbox).where(_t.id == row.id)))

    async def again(self, row: OutboxRow, at: datetime, error: str) -> None:
        """Try a notice again at a later time; what follows it in its session waits."""
        await self._set(row, attempts=row.attempts + 1, due_at=at, error=_clean(error))

    async def postpone(self, row: OutboxRow, at: datetime) -> None:
        """Put off the edit of a card, which is no failure; what follows it in its session does not wait for it."""
        await self._set(row, due_at=at)

    async def give_up(self, row: OutboxRow, error: str) -> None:
        """Keep a notice that can never be shown, with the reason; what follows it goes on."""
        await self._set(row, attempts=row.attempts + 1, given_up=True, error=_clean(error))

    async def _set(self, row: OutboxRow, **values: Any) -> None:  # noqa: ANN401  # values of any column
        statement = update(outbox).where(_t.id == row.id).values(claimed_until=None, **values)
        await self._database.write(lambda connection: connection.execute(statement))


def rows_of(session: str, notices: Sequence[Notice], at: datetime) -> list[dict[str, Any]]:
    """Give the rows for the notices of one act, due at once."""
    return [
        {
            "session": session,
            "kind": notice.kind.value,
            "key": notice.key,
            "seq": notice.seq,
            "attempts": 0,
            "due_at": at,
            "claimed_until": None,
            "given_up": False,
            "error": None,
        }
        for notice in notices
    ]


def _put_off(row: Any, now: datetime) -> ColumnElement[bool]:  # noqa: ANN401  # the columns of the table or an alias
    """Whether a row is an edit that waits its turn: it failed never, and is due later all the same."""
    kinds = [kind.value for kind in PACED]
    return and_(row.kind.in_(kinds), row.attempts == 0, row.claimed_until.is_(None), row.due_at > now)


def _heads(now: datetime) -> Subquery:
    """The first row of each session that nothing stands before.

    An edit that waits its turn holds up nothing, but it takes in what would show the same thing.
    """
    earlier = outbox.alias("earlier")
    taken_in = (
        select(earlier.c.id)
        .where(
            earlier.c.session == _t.session,
            earlier.c.kind == _t.kind,
            earlier.c.key == _t.key,
            earlier.c.id < _t.id,
            earlier.c.given_up == false(),
            _put_off(earlier.c, now),
        )
        .exists()
    )
    return (
        select(func.min(_t.id).label("id"))
        .where(_t.given_up == false(), ~_put_off(_t, now), ~taken_in)
        .group_by(_t.session)
        .subquery()
    )


def _busy() -> Subquery:
    """Until when a row of each session is claimed: while it is, no other may be."""
    return (
        select(_t.session, func.max(_t.claimed_until).label("until"))
        .where(_t.given_up == false(), _t.claimed_until.is_not(None))
        .group_by(_t.session)
        .subquery()
    )


def _free(connection: Connection, limit: int, now: datetime) -> Sequence[int]:
    heads, busy = _heads(now), _busy()
    query = (
        select(_t.id)
        .join_from(outbox, heads, _t.id == heads.c.id)
        .outerjoin(busy, _t.session == busy.c.session)
        .where(_t.due_at <= now, or_(busy.c.until.is_(None), busy.c.until <= now))
        .order_by(_t.id)
        .limit(limit)
    )
    return connection.scalars(query).all()


def _claimed(connection: Connection, free: Sequence[int], now: datetime) -> tuple[OutboxRow, ...]:
    # Asked again of each row: another process may have claimed it since the look.
    claim = (
        update(outbox)
        .where(_t.id.in_(free), or_(_t.claimed_until.is_(None), _t.claimed_until <= now))
        .values(claimed_until=now + CLAIM)
        .returning(_t.id)
    )
    mine = connection.scalars(claim).all()
    query = select(outbox, sessions.c.guild).join_from(outbox, sessions).where(_t.id.in_(mine)).order_by(_t.id)
    return tuple(_folded(connection, row) for row in connection.execute(query).all())


def _folded(connection: Connection, row: Row[Any]) -> OutboxRow:
    """Fold later rows that would show the same thing into this one.

    The oldest stays, not the newest: if a process died after posting it, only its own nonce finds the post again.
    """
    kind, seq = NoticeKind(row.kind), row.seq
    if kind in SHOWS_PRESENT:
        later = delete(outbox).where(
            _t.session == row.session,
            _t.kind == row.kind,
            _t.key == row.key,
            _t.id > row.id,
            _t.given_up == false(),
        )
        newest = max(connection.scalars(later.returning(_t.seq)).all(), default=seq)
        if newest != seq:
            seq = newest
            connection.execute(update(outbox).where(_t.id == row.id).values(seq=seq))
    return OutboxRow(row.id, row.session, row.guild, Notice(kind, row.key, seq), row.attempts)


def _clean(error: str) -> str:
    """PostgreSQL takes no NUL, and neither database half a surrogate pair."""
    return error.replace("\0", "")[:_LONGEST_ERROR].encode("utf-8", "replace").decode("utf-8")
