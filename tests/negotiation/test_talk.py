"""What was said, held to the record by digests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.negotiation.talk import (
    PLENARY,
    Absence,
    Attached,
    Content,
    TalkKind,
    Utterance,
    content_hash,
    digest,
    messages,
)

AT = datetime(2022, 1, 10, 9, tzinfo=UTC)


def uttered(
    message: str = "1", kind: TalkKind = TalkKind.SAID, words: str = "Good morning", after: int = 0, *, salt: str = "s"
) -> Utterance:
    content = (
        None if kind is TalkKind.DELETED else Content(f"c{salt}", words, (Attached("map.png", 9, "image/png", "d"),))
    )
    hashed = content_hash(content) if content else ""
    return Utterance(
        message, PLENARY, kind, AT + timedelta(seconds=after), "m", "Anna", salt, content, hashed, entry=after
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"message": "2"},
        {"room": "party:US"},
        {"kind": TalkKind.EDITED},
        {"at": AT + timedelta(microseconds=1)},
        {"member": "n"},
        {"name": "Ben"},
        {"salt": "t"},
        {"content_hash": "0" * 64},
        {"reply_to": "9"},
    ],
)
def test_whatever_is_changed_of_an_utterance_changes_its_digest(changed: dict[str, object]) -> None:
    one = uttered()
    assert digest(replace(one, **changed)) != digest(one)  # type: ignore[arg-type]  # fields by name


def test_the_digest_of_an_utterance_stays_when_its_content_is_erased() -> None:
    one = uttered()
    assert digest(replace(one, content=None, absent=Absence.ERASED, entry=7)) == digest(one)


@given(st.text(), st.text())
def test_contents_have_one_digest_only_if_they_are_equal(one: str, other: str) -> None:
    hashes = [content_hash(Content("s", words)) for words in (one, other)]
    assert (hashes[0] == hashes[1]) == (one == other)


def test_the_same_words_under_another_salt_have_another_digest() -> None:
    assert content_hash(Content("s", "yes")) != content_hash(Content("t", "yes"))


def test_a_message_shows_what_it_says_last_and_what_it_said_before() -> None:
    talk = (
        uttered(words="one"),
        uttered("2", words="other", after=1),
        uttered(kind=TalkKind.EDITED, words="two", after=2),
        uttered(kind=TalkKind.EDITED, words="three", after=3),
        uttered(kind=TalkKind.DELETED, after=4),
    )
    found, other = messages(talk)
    assert found.content is not None
    assert found.content.words == "three"
    assert [(at, content.words) for at, content in found.was if content] == [
        (AT + timedelta(seconds=2), "one"),
        (AT + timedelta(seconds=3), "two"),
    ]
    assert found.deleted_at == AT + timedelta(seconds=4)
    assert other.deleted_at is None


def test_reactions_are_counted_and_taken_back() -> None:
    talk = (
        uttered(),
        uttered(kind=TalkKind.REACTED, words="👍", after=1),
        uttered(kind=TalkKind.REACTED, words="👍", after=2),
        uttered(kind=TalkKind.REACTED, words="❓", after=3),
        uttered(kind=TalkKind.UNREACTED, words="❓", after=4),
    )
    assert messages(talk)[0].reactions == (("👍", 2),)


def test_what_speaks_of_a_message_that_was_not_heard_is_left_out() -> None:
    assert messages((uttered(kind=TalkKind.EDITED),)) == ()
