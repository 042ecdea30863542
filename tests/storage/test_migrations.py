"""The migrations make the tables that the code sees, and refuse what they do not know."""

import asyncio
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.service.faults import StorageBroken
from bot.storage import open_store
from bot.storage.migrate import alembic_config, migrate, revision_of
from bot.storage.store import open_database
from bot.storage.tables import REVISION, metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("postgres").empty())


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


def _indexes(connection: Connection) -> dict[str, object]:
    found = inspect(connection)
    return {index["name"] or "": index["unique"] for table in metadata.tables for index in found.get_indexes(table)}


@pytest.mark.asyncio
async def test_migrations_make_what_the_code_sees(empty_url: str) -> None:
    database = open_database(empty_url)
    try:
        assert await database.read(revision_of) is None
        await database.write(migrate)
        assert await database.read(revision_of) == REVISION
        assert await database.read(_differences) == []
        indexes = await database.read(_indexes)
        assert indexes["uq_session_open_place"]
        assert not indexes["ix_outbox_waiting"]
        await database.write(migrate)
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_a_difference_would_be_seen(empty_url: str) -> None:
    database = open_database(empty_url)
    try:
        await database.write(migrate)
        await database.write(lambda connection: connection.exec_driver_sql("ALTER TABLE draft ADD COLUMN odd INTEGER"))
        assert len(await database.read(_differences)) == 1
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_the_named_revision_is_the_newest(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'any.db'}")
    try:
        heads = await database.read(
            lambda connection: ScriptDirectory.from_config(alembic_config(connection)).get_heads()
        )
        assert heads == [REVISION]
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_a_newer_database_is_refused_and_left_alone(database_url: str) -> None:
    store = await open_store(database_url)
    await store.database.write(
        lambda connection: connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    )
    await store.close()
    with pytest.raises(StorageBroken, match=r"revision 9999.*update the program"):
        await open_store(database_url)
    database = open_database(database_url)
    try:
        assert await database.read(revision_of) == "9999"
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_a_migration_that_fails_leaves_nothing(empty_url: str) -> None:
    database = open_database(empty_url)
    try:
        # The last table of the migration is in the way.
        await database.write(lambda connection: connection.exec_driver_sql("CREATE TABLE draft (odd INTEGER)"))
        with pytest.raises(StorageBroken, match="draft"):
            await database.write(migrate)
        assert await database.read(revision_of) is None
        assert await database.read(lambda connection: inspect(connection).get_table_names()) == ["draft"]
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    stores = await asyncio.gather(*(open_store(empty_url) for _ in range(3)))
    try:
        assert [await store.events.sessions() for store in stores] == [(), (), ()]
    finally:
        for store in stores:
            await store.close()


@pytest.mark.asyncio
async def test_what_was_sealed_before_there_were_entry_numbers_is_kept(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'old.db'}")

    def at_first(connection: Connection) -> None:
        command.upgrade(alembic_config(connection), "0002")
        connection.exec_driver_sql("INSERT INTO pack VALUES ('h', '')")
        connection.exec_driver_sql(
            "INSERT INTO session VALUES ('s1', 'g', 'c', 'en', 'h', 'opening', 2, 0, '2026-01-01 00:00:00')"
        )
        connection.exec_driver_sql("INSERT INTO sealed VALUES ('s1', 'M1', 'NORD', '\"yes\"')")

    try:
        await database.write(at_first)
    finally:
        await database.close()
    store = await open_store(f"sqlite:///{tmp_path / 'old.db'}")
    assert await store.events.sealed("s1", "M1", without=(1, 2)) == {"NORD": "yes"}
    await store.close()
