"""Insert or replace by primary key, in the words of both databases."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Table


def upsert(connection: Connection, table: Table, row: Mapping[str, Any], *, replace: bool = True) -> None:
    """Insert a row; one with the same primary key is replaced, or kept as it is."""
    statement = _insert(connection.dialect.name)(table).values(row)
    key = [column.name for column in table.primary_key]
    others = {name: statement.excluded[name] for name in row if name not in key}
    if replace:
        connection.execute(statement.on_conflict_do_update(index_elements=key, set_=others))
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=key))


@cache
def _insert(dialect: str) -> Callable[[Table], Any]:
    # Of two databases only the one that is used: the other's drivers are some megabytes.
    insert: Callable[[Table], Any] = import_module(f"sqlalchemy.dialects.{dialect}").insert
    return insert
