"""Acts that wait for their author's word, in a table: a restart loses no typed word."""

import json

from sqlalchemy import Connection, delete, select

from bot.negotiation.codec import act_from_json, act_to_json
from bot.service.faults import StorageBroken
from bot.service.pending import Pending
from bot.storage.database import Database
from bot.storage.tables import pending as table
from bot.storage.upsert import upsert

KEPT = 5
"""Of one member in one session; a card that is older than these is asked for anew."""

_t = table.c


class SqlPendingActs:
    """Implements `bot.service.pending.PendingActs`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, session: str, pending: str) -> Pending | None:
        """Give what waits under an id, or None: it was done or left."""
        query = select(table).where(_t.session == session, _t.id == pending)
        row = await self._database.read(lambda connection: connection.execute(query).one_or_none())
        if row is None:
            return None
        try:
            act = act_from_json(json.loads(row.act))
        except ValueError as error:
            raise StorageBroken(f"the act {pending} that waits in session {session} is unreadable") from error
        return Pending(row.id, row.member, act, row.mark, row.at)

    async def put(self, session: str, pending: Pending) -> None:
        """Keep what waits, in place of what has its id; of a member's only the newest few stay."""
        row = {
            "session": session,
            "id": pending.id,
            "member": pending.member,
            "act": json.dumps(act_to_json(pending.act)),  # escaped, so that whatever was typed can be kept
            "mark": pending.mark,
            "at": pending.at,
        }
        own = (_t.session == session, _t.member == pending.member)
        newest = select(_t.id).where(*own).order_by(_t.at.desc(), _t.id.desc()).limit(KEPT)

        def work(connection: Connection) -> None:
            upsert(connection, table, row)
            kept = connection.scalars(newest).all()
            connection.execute(delete(table).where(*own, _t.id.not_in(kept)))

        await self._database.write(work)

    async def drop(self, session: str, pending: str) -> None:
        """Forget what was done or left."""
        statement = delete(table).where(_t.session == session, _t.id == pending)
        await self._database.write(lambda connection: connection.execute(statement))
