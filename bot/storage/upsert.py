"""Insert or replace by primary key, in the words of both databases."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def upsert(connection: Connection, table: Table, row: Mapping[str, Any], *, replace: bool = True) -> None:
    """Insert a row; one with the same primary key is replaced, or kept as it is."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table).values(row)
    key = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in row if name not in key}
    if replace:
        connection.execute(statement.on_conflict_do_update(index_elements=key, set_=others))
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=key))
