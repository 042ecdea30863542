"""`db upgrade` and `db status`: what they print, and their exit codes."""

import asyncio
from pathlib import Path

import pytest

from bot.cli.db import status, upgrade
from bot.storage import open_store
from bot.storage.tables import REVISION
from tests.storage.samples import NOW, stored, tabled


def test_a_database_is_made_and_described(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "var" / "parley.db"
    url = f"sqlite+aiosqlite:///{file}"
    assert status(url) == 1
    assert not file.exists()
    assert "nothing there yet" in capsys.readouterr().out
    assert upgrade(url) == 0
    assert upgrade(url) == 0
    assert capsys.readouterr().out == f"{file}: at revision {REVISION}, up to date\n" * 2
    assert status(url) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"database  {file}",
        f"revision  {REVISION}, up to date",
        "sessions  0, 0 of them open",
        "entries   0",
        "notices   0 still to be shown, 0 given up",
    ]


def test_what_a_database_holds_is_counted(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_filled(database_url))
    assert status(database_url) == 0
    lines = capsys.readouterr().out.splitlines()
    story = tabled()
    assert lines[2:4] == ["sessions  1, 1 of them open", f"entries   {len(story.entries)}"]
    assert lines[4].endswith(", 1 given up")
    assert not lines[4].startswith("notices   0 ")


async def _filled(url: str) -> None:
    store = await open_store(url)
    await stored(store, tabled())
    (row,) = await store.outbox.claim(1, NOW)
    await store.outbox.give_up(row, "gone")
    await store.close()


def test_what_cannot_be_used_is_one_line_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear delegates. " * 500)
    for command in (status, upgrade):
        assert command(f"sqlite:///{file}") == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"The database cannot be used: {file}: ")
        assert "not a database" in said.err
        assert said.err.count("\n") == 1


def test_another_revision_is_not_up_to_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'parley.db'}"
    assert upgrade(url) == 0
    asyncio.run(_marked(url))
    capsys.readouterr()
    assert status(url) == 1
    assert f"revision 9999, this version of the program knows {REVISION}" in capsys.readouterr().out
    assert upgrade(url) == 1
    assert "update the program" in capsys.readouterr().err


async def _marked(url: str) -> None:
    store = await open_store(url)
    await store.database.write(
        lambda connection: connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    )
    await store.close()
