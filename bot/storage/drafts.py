"""What members are putting together, in a table: a restart loses no typed word."""

import json
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, select

from bot.service.faults import StorageBroken
from bot.service.ports import Draft
from bot.storage.database import Database
from bot.storage.tables import draft as drafts
from bot.storage.upsert import upsert

_DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)
_t = drafts.c


class SqlDrafts:
    """Implements `bot.service.ports.Drafts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, session: str, member: str) -> Draft | None:
        """Give the member's draft, or None."""
        query = select(_t.draft).where(_t.session == session, _t.member == member)
        text = await self._database.read(lambda connection: connection.scalar(query))
        if text is None:
            return None
        try:
            return _DRAFT.validate_python(json.loads(text))
        except ValueError as error:
            raise StorageBroken(f"the draft of {member} in session {session} is unreadable") from error

    async def put(self, session: str, member: str, draft: Draft) -> None:
        """Keep the member's draft, in place of the one before."""
        value: dict[str, Any] = {
            "choices": dict(draft.choices),
            "clauses": list(draft.clauses),
            "purpose": draft.purpose,
            "proposal": draft.proposal,
            "text_hash": draft.text_hash,
        }
        # Escaped, so that whatever a client sent as a character can be kept.
        row = {"session": session, "member": member, "draft": json.dumps(value, ensure_ascii=True)}
        await self._database.write(lambda connection: upsert(connection, drafts, row))

    async def drop(self, session: str, member: str) -> None:
        """Forget the member's draft."""
        statement = delete(drafts).where(_t.session == session, _t.member == member)
        await self._database.write(lambda connection: connection.execute(statement))
