"""What was said, in an exported record: what is changed, added or moved is found out; what is missing is counted."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.negotiation.recording.acts import BeginRecording, HearTalk
from bot.negotiation.talk import PLENARY, Absence, Attached, Content, TalkKind, Utterance, content_hash, digest
from bot.records import Broken, Verified, acts_json, verify
from bot.records.spoken import talk_from, talk_info
from tests.support.builders import START, Story, begun_story


def said(number: int, words: str) -> Utterance:
    content = Content(f"c{number}", words, (Attached("map.png", 9, "image/png", "f" * 64),))
    at = START + timedelta(minutes=number)
    return Utterance(
        str(number), PLENARY, TalkKind.SAID, at, "nord", "Nord", f"s{number}", content, content_hash(content)
    )


def talked() -> tuple[Story, tuple[Utterance, ...]]:
    """A session in which three things were said, held by two entries."""
    story = begun_story()
    story.does("chair", BeginRecording())
    talk = []
    for heard in ([said(1, "One \ud800"), said(2, "Two")], [said(3, "Three")]):
        story.hears(HearTalk((1,), tuple(digest(one) for one in heard)))
        talk += [replace(one, entry=story.state.version) for one in heard]
    return story, tuple(talk)


STORY, TALK = talked()


def exported(talk: tuple[Utterance, ...] = TALK) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(acts_json(STORY.state, STORY.entries, talk))
    return raw


def checked(raw: dict[str, Any]) -> Verified | Broken:
    return verify(json.dumps(raw).encode())


def test_talk_comes_back_as_it_was() -> None:
    assert talk_from([one.model_dump() for one in talk_info(TALK)]) == TALK


def test_what_no_entry_holds_yet_is_not_exported() -> None:
    assert talk_info((said(4, "Not yet"),)) == []


def test_a_record_with_its_talk_is_intact() -> None:
    found = checked(exported())
    assert isinstance(found, Verified)
    assert found.unheard == 0


@pytest.mark.parametrize("left", [TALK[:1], TALK[1:], ()])
def test_what_a_reader_may_not_read_is_counted(left: tuple[Utterance, ...]) -> None:
    found = checked(exported(left))
    assert isinstance(found, Verified)
    assert found.unheard == 3 - len(left)


def test_erased_words_leave_the_record_intact() -> None:
    erased = replace(TALK[1], content=None, absent=Absence.ERASED)
    assert isinstance(checked(exported((TALK[0], erased, TALK[2]))), Verified)


def _words(talk: list[dict[str, Any]]) -> None:
    talk[1]["content"]["words"] = "Too"


def _file(talk: list[dict[str, Any]]) -> None:
    talk[1]["content"]["files"][0]["name"] = "plan.png"


def _who(talk: list[dict[str, Any]]) -> None:
    talk[1]["member"] = "sud"


def _added(talk: list[dict[str, Any]]) -> None:
    talk.insert(1, {**talk[0], "message": "9"})


def _twice(talk: list[dict[str, Any]]) -> None:
    talk.insert(1, talk[0])


def _swapped(talk: list[dict[str, Any]]) -> None:
    talk[0], talk[1] = talk[1], talk[0]


def _later(talk: list[dict[str, Any]]) -> None:
    talk.append(talk.pop(0))


def _odd(talk: list[dict[str, Any]]) -> None:
    talk[0]["kind"] = "sung"


def _short(talk: list[dict[str, Any]]) -> None:
    del talk[0]["salt"]


@pytest.mark.parametrize("change", [_words, _file, _who, _added, _twice, _swapped, _later, _odd, _short])
def test_what_was_changed_is_found_out(change: Callable[[list[dict[str, Any]]], None]) -> None:
    raw = exported()
    change(raw["talk"])
    found = checked(raw)
    assert isinstance(found, Broken)
    assert found.why
