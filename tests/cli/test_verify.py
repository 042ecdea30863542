"""`verify` and its exit codes."""

import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli.key import make_key
from bot.cli.verify import verify_file
from bot.config import load_settings
from bot.negotiation.replay import replay
from bot.records import acts_json, agreed_text_json, book_of, exports, signing
from bot.text.words import Words
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


SEED = bytes(range(32))


def bundled(folder: Path, seed: bytes | None = SEED) -> Path:
    """The fixed record as a bundle."""
    (file,) = exports(book_of(ENTRIES, story.frame()), Words(), ["bundle"], seed=seed)
    path = folder / "bundle.zip"
    path.write_bytes(file.content)
    return path


def test_an_intact_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, public = bundled(tmp_path), signing.public_key(SEED).hex()
    assert verify_file(path) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"{path}: intact\n")
    for part in (ENTRIES[-1].hash, f"entries   {len(ENTRIES)}", f"by the key {public}", "--key PUBLICKEY"):
        assert part in out
    assert verify_file(path, key=public) == 0
    assert "It was signed with the key that you named." in capsys.readouterr().out


def test_a_bundle_that_nobody_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, public = bundled(tmp_path, None), signing.public_key(SEED).hex()
    assert verify_file(path) == 0
    assert "signed    no" in capsys.readouterr().out
    assert verify_file(path, key=public) == 1
    assert capsys.readouterr().out == f"{path}: CHANGED\nit is signed by nobody, not by {public}\n"


def test_a_changed_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bundled(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("more.txt", b"x")
    assert verify_file(path) == 1
    assert capsys.readouterr().out == f"{path}: CHANGED\nmore.txt: is not in the manifest: added\n"


def test_a_bundle_that_cannot_be_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bundled(tmp_path)
    assert verify_file(path, key="hush") == 2
    assert capsys.readouterr().err == "--key: it is no key: 32 bytes as 64 hexadecimal digits, or in base64\n"
    record, _ = kept(tmp_path)
    assert verify_file(record, key="00" * 32) == 2
    assert "only a bundle is signed" in capsys.readouterr().err
    path.write_bytes(b"PK")
    assert verify_file(path) == 2
    assert "not a record: it is no whole ZIP file" in capsys.readouterr().err
    bundled(tmp_path)
    monkeypatch.setitem(sys.modules, "nacl", None)
    assert verify_file(path) == 2
    assert "its signature cannot be checked: bundle needs the package PyNaCl" in capsys.readouterr().err


def test_a_new_key_signs_and_its_public_half_checks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert make_key() == 0
    secret, public, *_ = capsys.readouterr().out.splitlines()
    name, _, value = secret.partition("=")
    assert name == "PARLEY_SIGNING_KEY"
    seed = load_settings(need_token=False, signing_key=value).signing_seed
    assert seed is not None
    assert verify_file(bundled(tmp_path, seed), key=public.split()[-1]) == 0
    assert make_key() == 0
    assert capsys.readouterr().out.splitlines()[-4] != secret


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
