"""Bring a database to the form that this version of the program knows."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from bot.service.faults import StorageBroken
from bot.storage.tables import REVISION

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x7061726C6579  # any number that nobody else takes in the same database: "parley"


def alembic_config(connection: Connection) -> "Config":
    """Give what Alembic needs: the folder of the migrations, and the connection to work on."""
    from alembic.config import Config  # noqa: PLC0415  # see `migrate`

    config = Config()
    # Alembic reads the folder's name through a parser for which % begins an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def revision_of(connection: Connection) -> str | None:
    """Give the revision of a database, or None if nothing was ever migrated in it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, all or none of them.

    Raises:
        StorageBroken: The database was made by a newer version of the program.
    """
    if connection.dialect.name == "postgresql":
        # Two processes may start at once; SQLite's transaction has the whole file to itself anyway.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    revision = revision_of(connection)
    if revision == REVISION:
        return
    # Here, since a start on an up-to-date database would load Alembic for nothing.
    from alembic import command  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = alembic_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise StorageBroken(
            f"it is at revision {revision}, and this version of the program knows only up to {REVISION}: "
            "update the program, or name another database"
        )
    command.upgrade(config, "head")
