"""Files that were said or told, kept once by their digest."""

from sqlalchemy import Connection, delete, select

from bot.storage import tables


def drop_file(connection: Connection, digest: str) -> None:
    """Delete a file, if nothing that was said and no entry has it."""
    held = (
        select(tables.talk.c.number).where(tables.talk.c.content.contains(digest)),
        select(tables.event.c.seq).where(tables.event.c.entry.contains(digest)),
    )
    if not any(connection.execute(query.limit(1)).first() for query in held):
        connection.execute(delete(tables.attachment).where(tables.attachment.c.digest == digest))
