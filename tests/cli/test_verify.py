"""`verify` and its exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli.verify import verify_file
from bot.negotiation.replay import replay
from bot.records import acts_json, agreed_text_json
from tests.records import story

ENTRIES = story.agreed()
RECORD = acts_json(replay(ENTRIES), ENTRIES)


def test_an_intact_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.json"
    path.write_text(RECORD, encoding="utf-8")
    assert verify_file(path) == 0
    out = capsys.readouterr().out
    assert f"{path}: intact" in out
    assert f"entries   {len(ENTRIES)}" in out
    assert ENTRIES[-1].hash in out
    assert json.loads(RECORD)["agreement"]["text_hash"] in out


def test_a_session_without_agreement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.json"
    entries = story.open_ended()
    path.write_text(acts_json(replay(entries), entries), encoding="utf-8")
    assert verify_file(path) == 0
    assert "no text was agreed" in capsys.readouterr().out


def test_the_agreed_text_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "text.json"
    path.write_text(agreed_text_json(replay(ENTRIES), ENTRIES) or "", encoding="utf-8")
    assert verify_file(path) == 0
    first, *_, last = capsys.readouterr().out.splitlines()
    assert first == f"{path}: text intact; who accepted it is not proved by this file alone"
    assert "--record RECORD" in last


def kept(folder: Path, change: Callable[[dict[str, Any]], object] = lambda _: None) -> tuple[Path, Path]:
    """The agreed text (changed) and the record, as files."""
    text, record = folder / "text.json", folder / "record.json"
    file = json.loads(agreed_text_json(replay(ENTRIES), ENTRIES) or "")
    change(file)
    text.write_text(json.dumps(file), encoding="utf-8")
    record.write_text(RECORD, encoding="utf-8")
    return text, record


def test_the_agreed_text_beside_its_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_file(*kept(tmp_path)) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{tmp_path / 'text.json'}: intact, as in the record\n")
    assert f"entries   {len(ENTRIES)}, " in out


def test_forged_signatures_beside_the_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def forge(file: dict[str, Any]) -> None:
        file["agreement"]["acceptances"][1] |= {"member": "1", "name": "Mallory"}

    assert verify_file(*kept(tmp_path, forge)) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"{tmp_path / 'text.json'}: DIFFERS from its record"
    assert out[1].startswith("agreement.acceptances[1].member: the file says '1', the entries say ")


def test_a_forged_text_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = kept(tmp_path, lambda file: file["clauses"][0].update(text="!"))
    assert verify_file(text) == 1
    assert capsys.readouterr().out.splitlines()[1].startswith("the text has the hash ")


def test_what_cannot_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, record = kept(tmp_path)
    for pair, why in [
        ((record, record), "give the -agreed-text.json file"),
        ((text, text), "give the -record.json file"),
        ((text, tmp_path / "none"), f"{tmp_path / 'none'}: cannot be read"),
    ]:
        assert verify_file(*pair) == 2
        assert why in capsys.readouterr().err


def test_a_changed_record_names_its_first_broken_entry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.json"
    path.write_text(RECORD.replace('"reason": "overtaken"', '"reason": "overtaxed"'), encoding="utf-8")
    seq = next(entry.seq for entry in ENTRIES if entry.event.type == "proposal_withdrawn")
    assert verify_file(path) == 1
    assert f"first broken entry: {seq}: its content has the hash" in capsys.readouterr().out


def test_a_changed_heading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.json"
    changed = json.loads(RECORD)
    changed["session"]["phase"] = "agreed"
    path.write_text(json.dumps(changed), encoding="utf-8")
    assert verify_file(path) == 1
    assert "the entries are intact, the rest of the file is not: session.phase" in capsys.readouterr().out


def test_no_file_a_folder_and_another_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("hello", encoding="utf-8")
    for path, why in [
        (tmp_path / "none.json", "cannot be read (No such file or directory)"),
        (tmp_path, "cannot be read"),
        (other, "not a record: it is not JSON"),
    ]:
        assert verify_file(path) == 2
        assert why in capsys.readouterr().err
