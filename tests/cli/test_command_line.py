"""The command line as a user starts it: quick, and every fault a line of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ("run", "sync", "rehearse", "assess", "packs", "verify", "key", "export", "db")


def parley(*arguments: str, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    return subprocess.run(  # our own program
        [sys.executable, str(ROOT / "bot.py"), *arguments],
        cwd=cwd,
        env=env | {f"PARLEY_{name.upper()}": value for name, value in settings.items()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_names_every_command(tmp_path: Path) -> None:
    done = parley("--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in COMMANDS:
        assert f"\n  {command} " in done.stdout


def test_an_unknown_command_and_a_missing_file_are_usage_errors(tmp_path: Path) -> None:
    for arguments in (("negotiate",), ("verify",), ("rehearse", "--port", "x"), ("rehearse", "--export", "out")):
        done = parley(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("run",), ("sync",), ("sync", "--guild", "123")])
def test_a_missing_token_is_named_with_where_to_get_it(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = parley(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "PARLEY_TOKEN: missing" in done.stderr
    assert "https://discord.com/developers/applications" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_wrong_setting_is_named_in_one_go(tmp_path: Path) -> None:
    done = parley("run", cwd=tmp_path, api_url="nonsense", gateway_url="http://x", log_level="LOUD", ready_timeout="-1")
    assert done.returncode == 2
    lines = [line.split(":")[0] for line in done.stderr.splitlines()[:-1]]
    assert sorted(lines) == [
        "PARLEY_API_URL",
        "PARLEY_GATEWAY_URL",
        "PARLEY_LOG_LEVEL",
        "PARLEY_READY_TIMEOUT",
        "PARLEY_TOKEN",
    ]


def test_a_server_id_that_is_none_is_refused_before_anything_starts(tmp_path: Path) -> None:
    done = parley("sync", "--guild", "my server", cwd=tmp_path, token="x")
    assert done.returncode == 2
    assert "Copy Server ID" in done.stderr


def test_a_server_that_does_not_answer_is_told_in_a_line(tmp_path: Path) -> None:
    done = parley("run", cwd=tmp_path, token="x", api_url="http://127.0.0.1:9/api", gateway_url="ws://127.0.0.1:9/")
    assert done.returncode == 1
    assert "The server http://127.0.0.1:9/api cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("url", "why"),
    [("nonsense", "PARLEY_DATABASE_URL"), ("sqlite+aiosqlite:////proc/none/parley.db", "/proc/none")],
)
def test_a_database_that_cannot_be_used_is_told_in_a_line(url: str, why: str, tmp_path: Path) -> None:
    done = parley("export", cwd=tmp_path, database_url=url)
    assert done.returncode in (1, 2)
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_the_bot_does_not_load_the_room() -> None:
    code = (
        "import sys, bot.__main__, bot.cli.run, bot.cli.running, bot.cli.failures, bot.app\n"
        "print(sorted({'nicegui', 'starlette', 'uvicorn', 'fastapi'} & set(sys.modules)))"
    )
    done = subprocess.run(  # our own program
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_help_loads_next_to_nothing() -> None:
    code = (
        "import sys, bot.__main__\n"
        "print(sorted({'discord', 'sqlalchemy', 'pydantic', 'jinja2', 'yaml', 'aiohttp'} & set(sys.modules)))"
    )
    done = subprocess.run(  # our own program
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("port", "bound"), [("99999", "65535"), ("-1", "0")])
def test_a_port_that_is_none_is_a_usage_error(port: str, bound: str, tmp_path: Path) -> None:
    done = parley("rehearse", "--no-open", f"--port={port}", cwd=tmp_path)
    assert done.returncode == 2
    assert re.search(rf"'--port'.*\b{bound}\b", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("command", [("run",), ("export",), ("db", "status"), ("db", "upgrade"), ("sync",)])
def test_a_database_of_another_kind_is_a_wrong_setting(command: tuple[str, ...], tmp_path: Path) -> None:
    done = parley(*command, cwd=tmp_path, database_url="mysql://user:hush@db/x", token="x", log_level="LOUD")
    assert done.returncode == 2
    database, level, _ = done.stderr.splitlines()
    assert database.startswith(
        "PARLEY_DATABASE_URL: mysql databases are not supported. Where sessions are kept: sqlite"
    )
    assert level.startswith("PARLEY_LOG_LEVEL: ")
    assert "hush" not in done.stderr


def test_an_unreadable_database_is_named_before_anybody_is_called(tmp_path: Path) -> None:
    (tmp_path / "odd.db").write_text("no database at all, but a text of some length\n" * 40, encoding="utf-8")
    url = f"sqlite+aiosqlite:///{tmp_path / 'odd.db'}"
    done = parley("run", cwd=tmp_path, token="x", api_url="http://127.0.0.1:9/api", database_url=url)
    assert done.returncode == 1
    assert "The database cannot be used" in done.stderr
    assert "127.0.0.1:9" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", [("rehearse", "--demo", "--export"), ("export", "--session", "x", "--out")], ids=["demo", "export"]
)
@pytest.mark.parametrize("place", ["taken", "taken/deeper"])
def test_a_file_where_a_folder_belongs_is_named_before_any_work(
    command: tuple[str, ...], place: str, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    done = parley(*command, place, cwd=tmp_path)
    assert done.returncode == 2
    assert "taken is a file; give a folder" in done.stderr
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_an_unforeseen_failure_is_kept_in_a_file_and_not_shown(tmp_path: Path) -> None:
    code = (
        "import sys, bot.cli.packs as packs, bot.__main__ as program\n"
        "packs.schema = lambda: [][1]\n"
        "sys.argv = ['parley', 'packs', 'schema']\n"
        "program.main()"
    )
    done = subprocess.run(  # our own program
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (kept,) = tmp_path.glob("parley-*.log")
    assert f"An unexpected failure (IndexError, reference {kept.read_text(encoding='utf-8')[:8]})" in done.stderr
    assert str(kept) in done.stderr
    assert "Traceback" in kept.read_text(encoding="utf-8")
