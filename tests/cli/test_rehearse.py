"""The rehearsal room from the command line: open, go on where it was, and clear words when it cannot."""

import contextlib
import json
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
