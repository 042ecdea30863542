"""Records in which something was undone, redone, rewound or struck: they verify, and a false list of it does not."""

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given

from bot.negotiation.chain import record
from bot.negotiation.events import Event, Recorded
from bot.negotiation.order.acts import Redo, Strike, Undo
from bot.negotiation.order.facts import ActsRedone, ActsUndone, EntryRestored, EntryStruck
from bot.negotiation.undoing import acts_of
from bot.records import acts_json, book_of
from bot.records.markdown import transcript_markdown
from bot.records.soundness import first_unsound
from bot.records.verification import Broken, Verified, verify
from bot.text.words import Words
from tests.negotiation.order.test_properties import SEEDS, a_chair, played, undo_anything
from tests.negotiation.test_properties import STEADY
from tests.support.builders import BALANCED, Story, begun_story
from tests.support.random_play import MOVES, PROCEDURES, Move, play


def agreed() -> Story:
    story = begun_story()
    story.table("nord", BALANCED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    return story


def checked(story: Story) -> Verified | Broken:
    return verify(acts_json(story.state, story.entries).encode())


@STEADY
@given(procedure=PROCEDURES, moves=MOVES, seed=SEEDS)
def test_whatever_is_undone_the_record_is_sound(procedure: dict[str, object], moves: list[Move], seed: int) -> None:
    story, draw = played(procedure, moves), Random(seed)
    for number in range(3):
        undone = undo_anything(story, draw)
        if undone is not None and number == 1:
            story.tries(a_chair(story), Redo(undone.seq))
        play(story, moves[number * 5 : number * 5 + 5])
    assert first_unsound(story.entries, story.session) is None
    assert isinstance(checked(story), Verified)


def test_an_agreement_that_was_undone_and_made_again() -> None:
    story = agreed()
    story.does("chair", Undo(acts_of(story.entries)[-1][0].seq, "The wrong button."))
    assert isinstance(found := checked(story), Verified)
    assert found.text_hash is None
    story.accept("est", "P1")
    assert story.state.agreement is not None
    assert isinstance(found := checked(story), Verified)
    assert found.text_hash == story.hash("P1")
    held = json.loads(acts_json(story.state, story.entries))["agreement"]["acceptances"]
    assert [one["seq"] for one in held if one["party"] == "EST"] == [story.entries[-2].seq]


def forged(story: Story, event: Event) -> tuple[Recorded, ...]:
    last = story.entries[-1]
    return (*story.entries, *record([event], after=last, session="s1", at=story.now, member="chair"))


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (ActsUndone(13, (), "x"), "undoes nothing"),
        (ActsUndone(13, (13, 13), "x"), "twice"),
        (ActsUndone(99, (99,), "x"), "which was not there"),
        (ActsUndone(1, (1,), "x"), "never undone"),
        (ActsUndone(3, (4,), "x"), "names entry 3 and undoes others"),
        (ActsRedone(3, (3,), "x"), "which undid nothing"),
        (EntryStruck(99, "x"), "was not there"),
        (EntryRestored(3), "was not struck"),
    ],
)
def test_a_false_list_is_found(event: Event, why: str) -> None:
    story = agreed()
    found = first_unsound(forged(story, event), "s1")
    assert found is not None
    assert found[0] == len(story.entries) + 1
    assert why in found[1]


def test_what_is_undone_is_not_undone_again() -> None:
    story = agreed()
    act = acts_of(story.entries)[-1]
    story.does("chair", Undo(act[0].seq, "The wrong button."))
    found = first_unsound(forged(story, ActsUndone(act[0].seq, (act[0].seq,), "x")), "s1")
    assert found is not None
    assert "undone already" in found[1]
    found = first_unsound(forged(story, ActsRedone(story.entries[-1].seq, (3,), "x")), "s1")
    assert found is not None
    assert "did not undo" in found[1]


def test_an_undoing_that_leaves_an_adoption_without_an_acceptance_is_found() -> None:
    """Only the acceptance of SUD is undone, and the agreement would stand on it."""
    story = agreed()
    seq = next(
        one.seq
        for one in story.entries
        if getattr(one.event, "party", "") == "SUD" and one.member == "sud" and one.seq > 11
    )
    entries = forged(story, ActsUndone(seq, (seq,), "x"))
    found = first_unsound(entries, "s1")
    assert found is not None
    assert "had not accepted it" in found[1]


def test_the_markdown_marks_what_was_undone_and_struck() -> None:
    story = agreed()
    seq = acts_of(story.entries)[-1][0].seq
    story.does("chair", Undo(seq, "The *wrong* button."))
    story.does("chair", Strike(3, "Rude."))
    told = transcript_markdown(book_of(story.entries, story.frame), Words())
    lines = {line.split("**")[1]: line for line in told.splitlines() if line.startswith("**")}
    undone = lines[str(seq)]
    assert undone.count("~~") == 2
    assert rf"*Undone in entry {story.entries[-2].seq}: The \*wrong\* button.*" in undone
    assert f"*Struck from the record in entry {story.entries[-1].seq}: Rude.*" in lines["3"]
    assert "~~" not in lines["4"]


def test_a_changed_reason_breaks_the_chain() -> None:
    story = agreed()
    story.does("chair", Strike(3, "Rude."))
    raw: dict[str, Any] = json.loads(acts_json(story.state, story.entries))
    raw["entries"][-1]["event"]["reason"] = "Kind."
    found = verify(json.dumps(raw).encode())
    assert isinstance(found, Broken)
    assert found.seq == story.entries[-1].seq
    assert replace(found, why="") == Broken(found.seq, "")
