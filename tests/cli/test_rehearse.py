"""The rehearsal room from the command line: open, go on where it was, and clear words when it cannot."""

import contextlib
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.cli import rehearse
from bot.cli.failures import log_to
from bot.logs import setup_logs
from tests.cli.test_command_line import ROOT, parley

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=\S+")


@contextlib.contextmanager
def room(state: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A rehearsal in a process of its own, stopped as by Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "bot.py"), "rehearse", "--no-open", "--port", "0", "--state", str(state)],
        cwd=state.parent,
        env={name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = ADDRESS.search(line)
        if found is None:
            process.kill()
            pytest.fail(line + "".join(process.communicate()))
        yield process, found[0]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=15)
        assert process.returncode == 0, err
        assert "Nothing is lost" in out
        assert "Traceback" not in err
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_the_room_opens_stops_and_goes_on_where_it_was(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with room(state) as (_, address):
        assert httpx.get(address, follow_redirects=True).status_code == 200
        assert httpx.get(address.split("?", 1)[0]).status_code == 403
        again = parley("rehearse", "--no-open", "--port", "0", "--state", str(state), cwd=tmp_path)
        assert again.returncode == 2
        assert f"already runs on {state}" in again.stderr
    first = json.loads((state / "world.json").read_bytes())
    assert (state / "parley.db").exists()
    with room(state) as (_, address):
        assert httpx.get(address, follow_redirects=True).status_code == 200
    second = json.loads((state / "world.json").read_bytes())
    assert second["state"]["users"] == first["state"]["users"]
    assert second["state"]["guilds"].keys() == first["state"]["guilds"].keys()


def test_a_taken_port_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = parley("rehearse", "--no-open", "--port", str(port), "--state", "s", cwd=tmp_path)
    assert done.returncode == 2
    assert f"Port {port} is taken. Give another one: --port N" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_state_that_cannot_be_used_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = parley("rehearse", "--no-open", "--port", "0", "--state", "file", cwd=tmp_path)
    assert done.returncode == 2
    assert "--state DIR" in done.stderr
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "world.json").write_text("{}", encoding="utf-8")
    done = parley("rehearse", "--no-open", "--port", "0", "--state", "odd", cwd=tmp_path)
    assert done.returncode == 2
    assert "move it away to start afresh" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_database_in_the_state_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "parley.db").write_text("no database at all, but a text of some length\n" * 40, encoding="utf-8")
    done = parley("rehearse", "--no-open", "--port", "0", "--state", "s", cwd=tmp_path)
    assert done.returncode == 2
    assert "s/parley.db: " in done.stderr
    assert "Move the file away to start afresh, or give another folder: --state DIR." in done.stderr
    assert "PARLEY_DATABASE_URL" not in done.stderr
    assert "Traceback" not in done.stderr


def test_tracebacks_go_to_the_file_of_the_state_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level, discords = list(root.handlers), root.level, logging.getLogger("discord").level
    try:
        setup_logs("WARNING")
        log_to(tmp_path / "parley.log")
        logging.getLogger("bot.x").error("it failed", exc_info=LookupError("odd"))
    finally:
        for handler in root.handlers:
            if handler not in before:
                handler.close()
        root.handlers[:] = before
        root.setLevel(level)
        logging.getLogger("discord").setLevel(discords)
    shown, kept = capsys.readouterr().err, (tmp_path / "parley.log").read_text(encoding="utf-8")
    assert shown.endswith(f"bot.x: it failed (details in {tmp_path / 'parley.log'})\n")
    assert "odd" not in shown
    assert "LookupError: odd" in kept


def test_an_unforeseen_failure_of_the_room_is_kept_in_its_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise LookupError("odd")

    monkeypatch.setattr(rehearse, "prepared", fails)
    assert rehearse.open_room(port=0, state=tmp_path, browser=False) == 1
    shown = capsys.readouterr().err
    assert f"Its details are in {tmp_path / 'parley.log'}" in shown
    assert "Traceback" not in shown
    assert "LookupError: odd" in (tmp_path / "parley.log").read_text(encoding="utf-8")
