import json
import logging
import re
from pathlib import Path

import discord
import pytest

from bot.config import Settings, SettingsError, load_settings
from bot.logs import JsonLines, setup_logs
from bot.reaching import channels_url
from bot.ui.permissions import ADVISED, NEEDED, advised_names, missing_names

OPERATOR = Path(__file__).resolve().parents[2] / "docs" / "operator.md"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PARLEY_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def problems(**given: object) -> dict[str, str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(**given)  # type: ignore[arg-type]  # wrong values are what is tried
    return {one.name: one.wrong for one in caught.value.problems}


def test_a_missing_token_is_named_with_where_to_get_it() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings()
    (problem,) = caught.value.problems
    assert problem.name == "PARLEY_TOKEN"
    assert problem.wrong == "missing"
    assert "https://discord.com/developers/applications" in problem.where
    assert load_settings(need_token=False).token.get_secret_value() == ""


def test_everything_wrong_is_named_at_once() -> None:
    found = problems(api_url="nowhere", gateway_url="http://x", log_level="LOUD", ready_timeout=-1, packs_dir="absent")
    assert set(found) == {
        "PARLEY_TOKEN",
        "PARLEY_API_URL",
        "PARLEY_GATEWAY_URL",
        "PARLEY_LOG_LEVEL",
        "PARLEY_READY_TIMEOUT",
        "PARLEY_PACKS_DIR",
    }
    assert found["PARLEY_PACKS_DIR"] == "there is no folder absent"


def test_a_token_that_is_there_is_not_called_missing_when_another_setting_is_wrong() -> None:
    assert set(problems(token="secret", log_level="LOUD")) == {"PARLEY_LOG_LEVEL"}


def test_settings_come_from_the_environment_and_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PARLEY_TOKEN=from-file\nPARLEY_LOG_LEVEL=debug\n")
    monkeypatch.setenv("PARLEY_LOG_JSON", "true")
    settings = load_settings()
    assert settings.token.get_secret_value() == "from-file"
    assert (settings.log_level, settings.log_json) == ("DEBUG", True)


def test_no_secret_is_repeated() -> None:
    settings = load_settings(token="secret-token")
    assert "secret-token" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        load_settings(token="secret-token", api_url="user:secret-password")
    assert "secret" not in str(caught.value)


def test_every_setting_stands_in_the_operators_table_with_its_default() -> None:
    text = OPERATOR.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(PARLEY_\w+)` \| ([^|]+) \|", text, re.MULTILINE))
    assert set(rows) == {f"PARLEY_{name.upper()}" for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, str | float | bool):
            default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
            assert rows[f"PARLEY_{name.upper()}"].strip() == f"`{default}`"
        assert field.description


def test_every_permission_stands_in_the_operators_table() -> None:
    text = OPERATOR.read_text(encoding="utf-8").split("## Permissions")[1].split("## Intents")[0]
    rows = re.findall(r"^\| (\w[\w ]+?) \|", text, re.MULTILINE)[1:]
    assert rows == [*NEEDED.values(), *ADVISED.values()]


def test_missing_permissions_are_named() -> None:
    assert missing_names(discord.Permissions.all()) == []
    assert missing_names(discord.Permissions(administrator=True)) == []
    assert missing_names(discord.Permissions.none()) == list(NEEDED.values())
    assert advised_names(discord.Permissions.none()) == [*NEEDED.values(), *ADVISED.values()]
    assert advised_names(discord.Permissions(administrator=True)) == []


def test_a_log_line_is_one_json_object_with_its_extras() -> None:
    record = logging.makeLogRecord({"msg": "hello %s", "args": ("you",), "levelname": "INFO", "reference": "a1"})
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line) | {"time": ""} == {
        "time": "",
        "level": "INFO",
        "logger": record.name,
        "message": "hello you",
        "reference": "a1",
    }


def test_logs_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    discords = logging.getLogger("discord").level
    try:
        setup_logs("INFO")
        logging.getLogger("bot.x").info("plain")
        setup_logs("INFO", as_json=True)
        logging.getLogger("bot.x").info("as json")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        logging.getLogger("discord").setLevel(discords)
    plain, as_json = capsys.readouterr().err.strip().splitlines()
    assert plain.endswith("bot.x: plain")
    assert json.loads(as_json)["message"] == "as json"


def test_links_lead_to_the_server_that_the_bot_is_on() -> None:
    assert channels_url("https://discord.com/api/v10") == "https://discord.com/channels"
    assert channels_url("http://127.0.0.1:8770/api/v10") == "http://127.0.0.1:8770/channels"
