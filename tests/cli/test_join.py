"""`join` and `import`: a record from its parts, and a session from its record, with their exit codes."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.cli.join import join_files
from bot.cli.restore import restore_session
from bot.negotiation.replay import replay
from bot.negotiation.rooms.acts import OpenRoom
from bot.records import acts_json, book_of
from bot.records.joining import part_of
from bot.records.readers import PUBLIC
from bot.service.ports import Place
from bot.storage import open_store
from tests.negotiation.rooms.stage import CONFESSIONAL, private_story
from tests.records.test_spoken import STORY, TALK
from tests.support.builders import TINY

BOOK = book_of(STORY.entries, STORY.frame, TALK)
WHOLE = acts_json(BOOK.session, BOOK.entries, BOOK.talk)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return path


def halves(folder: Path) -> list[Path]:
    entries = STORY.entries[:5]
    first = acts_json(replay(entries), entries)
    second = json.dumps(part_of(BOOK, 6).model_dump())
    return [written(folder / "first.json", first), written(folder / "second.json", second)]


def test_halves_are_joined_to_the_bytes_of_the_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "whole.json"
    assert join_files(halves(tmp_path), out) == 0
    assert out.read_text(encoding="utf-8") == written(tmp_path / "wanted.json", WHOLE).read_text(encoding="utf-8")
    assert f"{len(STORY.entries)} entries" in capsys.readouterr().out


def test_what_cannot_be_joined_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "whole.json"
    first, second = halves(tmp_path)
    assert join_files([second], out) == 2
    assert "entry 1 is in none of the files" in capsys.readouterr().err
    assert join_files([first, tmp_path / "absent.json"], out) == 2
    assert "cannot be read" in capsys.readouterr().err
    changed = json.loads(second.read_text(encoding="utf-8"))
    changed["entries"][0]["member"] = "somebody"
    assert join_files([first, written(second, json.dumps(changed))], out) == 1
    assert "no intact record" in capsys.readouterr().err
    assert not out.exists()


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite+aiosqlite:///{tmp_path / 'other.db'}"
    monkeypatch.setenv("PARLEY_DATABASE_URL", url)
    return url


async def restored(url: str) -> None:
    store = await open_store(url)
    try:
        assert await store.events.load("s1") == tuple(STORY.entries)
        assert await store.talk.of("s1") == TALK
        assert await store.events.at("7", "8") == "s1"
        assert await store.events.place_of("s1") == Place("7", "8")
        assert replay(await store.events.load("s1")) == STORY.state
        assert await store.events.pack_source(STORY.state.pack_hash) == TINY.read_text(encoding="utf-8")
    finally:
        await store.close()


def test_a_session_goes_on_in_another_installation(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "record.json", WHOLE)
    assert restore_session(path, "7", "8", TINY) == 0
    assert "/session refresh" in capsys.readouterr().out
    asyncio.run(restored(database))
    assert restore_session(path, "7", "9", TINY) == 2
    assert "in this database already" in capsys.readouterr().err


def test_what_cannot_be_restored_says_why(tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    del database
    path = written(tmp_path / "record.json", WHOLE)
    assert restore_session(path, "7", "8", None) == 2
    assert "give its file with --pack" in capsys.readouterr().err
    assert restore_session(tmp_path / "absent.json", "7", "8", TINY) == 2
    assert "cannot be read" in capsys.readouterr().err
    other = written(tmp_path / "other.yaml", TINY.read_text(encoding="utf-8") + "\n")
    assert restore_session(path, "7", "8", other) == 2
    assert "is not the pack of the record" in capsys.readouterr().err
    changed = json.loads(WHOLE)
    changed["entries"][3]["member"] = "somebody"
    assert restore_session(written(tmp_path / "changed.json", json.dumps(changed)), "7", "8", TINY) == 1
    assert "CHANGED" in capsys.readouterr().err


def test_a_record_with_withheld_entries_is_not_restored(
    tmp_path: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    del database
    story = private_story()
    story.does("chair", OpenRoom(CONFESSIONAL, ("NORD",)))
    book = book_of(story.entries, story.frame, (), PUBLIC)
    path = written(tmp_path / "public.json", acts_json(book.session, book.entries))
    assert restore_session(path, "7", "8", TINY) == 2
    assert "entries are withheld" in capsys.readouterr().err
