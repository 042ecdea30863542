"""`run`, `sync` and `export` as processes of their own, against a loopback server."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.cli.rehearsal import Rehearsal, prepared, started
from bot.loopback.people import Person
from bot.records import Verified, verify
from bot.text.words import Words
from tests.cli.test_command_line import ROOT, parley


@contextlib.asynccontextmanager
async def running(folder: Path, env: dict[str, str]) -> AsyncGenerator[None]:
    """`run` until the block ends; it must stop cleanly on SIGTERM."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "bot.py"),
        "run",
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
        | {f"PARLEY_{name.upper()}": value for name, value in env.items()},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 20)
        assert line == b"Ready as Parley#0000 in 1 servers. Stop with Ctrl-C.\n", line
        yield
        process.send_signal(signal.SIGTERM)
        out, err = await asyncio.wait_for(process.communicate(), 15)
        assert (process.returncode, out) == (0, b"Stopped.\n"), err
        assert b"Traceback" not in err
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def settings_of(world: Rehearsal, folder: Path) -> dict[str, str]:
    return {
        "token": world.seed.bot.token,
        "api_url": world.server.api_url,
        "gateway_url": world.server.gateway_url,
        "database_url": f"sqlite+aiosqlite:///{folder / 'deep' / 'parley.db'}",
        "ready_timeout": "0",
    }


@pytest.mark.asyncio
async def test_sync_run_and_export(tmp_path: Path) -> None:
    world = prepared(tmp_path / "world", 0, Words())
    async with started(world.server):
        env = settings_of(world, tmp_path)
        guild = str(world.seed.guild.id)
        synced = await asyncio.to_thread(parley, "sync", "--guild", guild, cwd=tmp_path, **env)
        assert synced.returncode == 0, synced.stderr
        assert f"commands registered in the server {guild}" in synced.stdout
        async with running(tmp_path, env), await Person.connect(world.server.url, world.people["chair"].token) as chair:
            reply = await chair.command("session open", world.seed.channel.id, pack="ee-deescalation-2022")
            assert reply.text().startswith("✔"), reply.text()
    listed = await asyncio.to_thread(parley, "export", cwd=tmp_path, **env)
    session = listed.stdout.strip()
    assert listed.returncode == 0
    written = await asyncio.to_thread(parley, "export", "--session", session, "--out", "files", cwd=tmp_path, **env)
    assert written.returncode == 0, written.stderr
    found = {path.name: path for path in (tmp_path / "files").iterdir()}
    assert set(found) == {f"{session}-transcript.md", f"{session}-record.json"}
    checked = verify(found[f"{session}-record.json"].read_bytes())
    assert isinstance(checked, Verified)
    assert checked.session == session
    unknown = await asyncio.to_thread(parley, "export", "--session", "none", cwd=tmp_path, **env)
    assert unknown.returncode == 2
    assert "there is no session 'none'" in unknown.stderr


@pytest.mark.asyncio
async def test_a_token_that_is_not_known_is_told_with_where_to_get_one(tmp_path: Path) -> None:
    world = prepared(tmp_path / "world", 0, Words())
    async with started(world.server):
        env = settings_of(world, tmp_path) | {"token": "wrong"}
        for command in ("run", "sync"):
            done = await asyncio.to_thread(parley, command, cwd=tmp_path, **env)
            assert done.returncode == 2
            assert "https://discord.com/developers/applications" in done.stderr
            assert "Traceback" not in done.stderr


def test_an_empty_database_has_no_sessions(tmp_path: Path) -> None:
    done = parley("export", cwd=tmp_path)
    assert done.returncode == 0
    assert "There are no sessions" in done.stdout
    assert (tmp_path / "var" / "parley.db").exists()
