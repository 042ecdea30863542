"""The demo as a newcomer starts it."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from bot.cli.stage import Differs, Stage, done, refused, shown
from bot.loopback.people import Message, Reply
from bot.records import Verified, verify
from tests.cli.test_command_line import parley


def test_the_demo_plays_to_the_agreed_text_and_keeps_the_exports(tmp_path: Path) -> None:
    played = parley("rehearse", "--demo", "--export", "out", cwd=tmp_path)
    assert played.returncode == 0, played.stdout + played.stderr
    taken = re.search(r"agreed text in ([0-9.]+) s", played.stdout)
    assert taken is not None
    assert float(taken[1]) < 20
    assert played.stderr == ""
    for told in (
        "United States: /brief",
        "Ukraine: presses Accept on P1 v1",
        "Ukraine: presses Counter with this cure",
        "Russian Federation: presses Counter on P2 v1",
        "typed before the change was seen",
        "The record is intact",
    ):
        assert told in played.stdout
    kinds = {path.name.split("-", 1)[1]: path for path in (tmp_path / "out").iterdir()}
    assert set(kinds) == {"agreed-text.md", "agreed-text.json", "transcript.md", "record.json"}
    found = verify(kinds["record.json"].read_bytes())
    assert isinstance(found, Verified)
    assert found.text_hash is not None
    assert found.text_hash in kinds["agreed-text.md"].read_text(encoding="utf-8")
    record = json.loads(kinds["record.json"].read_bytes())
    assert record["agreement"]["parties"] == ["US", "RU", "PL", "UA"]
    checked = parley("verify", str(kinds["record.json"]), cwd=tmp_path)
    assert checked.returncode == 0
    assert found.text_hash in checked.stdout


def message(text: str, *ids: str) -> Message:
    buttons = [{"type": 2, "style": 1, "label": one, "custom_id": one} for one in ids]
    return Message.read(
        {
            "id": "1",
            "channel_id": "2",
            "type": 0,
            "author": {"id": "3", "username": "bot"},
            "content": text,
            "components": [{"type": 1, "components": buttons}] if ids else [],
            "embeds": [],
            "attachments": [],
            "flags": 0,
            "timestamp": "2022-01-10T00:00:00Z",
            "edited_timestamp": None,
            "pinned": False,
        }
    )


class Check(Protocol):
    def __call__(self, reply: Reply, what: str, /) -> Message: ...


CURE = "n:cure:s1:P1:1:0"


def test_what_is_not_as_scripted_is_said() -> None:
    acted, no = Reply(message("✔ done")), Reply(message("✖ no"))
    curable = Reply(message("✖ no", CURE))
    assert done(acted, "x").text() == "✔ done"
    assert refused(no, "x").text() == "✖ no"
    assert refused(curable, "x", cure=True).text() == "✖ no"
    wrong: list[tuple[Reply, Check]] = [
        (no, done),
        (acted, refused),
        (no, partial(refused, cure=True)),
        (curable, refused),
        (Reply(), shown),
    ]
    for reply, check in wrong:
        with pytest.raises(Differs, match="the act"):
            check(reply, "the act")


@pytest.mark.asyncio
async def test_a_button_that_is_not_there_is_said() -> None:
    stage = Stage({}, 2, words=None, tell=print)  # type: ignore[arg-type]  # nothing is said in this test
    with pytest.raises(Differs, match="there is no button 'accept'"):
        await stage.press("us", message("card", CURE), "accept")
    with pytest.raises(Differs, match="there is no select of issue 3"):
        await stage.choose("us", message("card", CURE), 3, "N2")
