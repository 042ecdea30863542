"""Texts that were not simply accepted: silence, standing aside, editorial changes, texts that stand by themselves."""

import json
from dataclasses import replace

import pytest

from bot.negotiation import acts, events
from bot.negotiation.chain import record
from bot.negotiation.concluding.acts import BreakSilence, CertifyEditorial, MakeStatement, PutUnderSilence
from bot.negotiation.concluding.facts import (
    EditorialApplied,
    EditorialCertified,
    SilenceBegun,
    SilenceEnded,
    StatementMade,
)
from bot.negotiation.concluding.model import StatementKind
from bot.negotiation.events import Event, Recorded
from bot.negotiation.replay import replay
from bot.records import Broken, Verified, acts_json, agreed_text_json, agreed_text_markdown, book_of, verify
from bot.text.words import Words
from tests.support.builders import BALANCED, Story, begun_story

Change = tuple[type[Event], Event | None]

OLD, NEW = "The partys meet.", "The parties meet."


def silent(*, passed: bool = True) -> Story:
    """P1 of Nordland, accepted by Sudland, under silence."""
    story = begun_story()
    story.table("nord", BALANCED, OLD)
    story.accept("sud", "P1")
    story.does("chair", PutUnderSilence("P1", story.hash("P1")))
    if passed:
        story.tick("silence")
    return story


def check(entries: list[Recorded]) -> Verified | Broken:
    return verify(acts_json(replay(entries), entries).encode())


def rewritten(story: Story, *changes: Change) -> list[Recorded]:
    """The story's entries with events replaced or left out, under a chain of their own."""
    other = dict(changes)
    entries: list[Recorded] = []
    for entry in story.entries:
        event = other.get(type(entry.event), entry.event)
        if event is not None:
            last = entries[-1] if entries else None
            entries += record((event,), after=last, session="s1", at=entry.at, member=entry.member)
    return entries


def test_a_text_adopted_by_silence_verifies_and_names_all_parties() -> None:
    story = silent()
    assert isinstance(check(story.entries), Verified)
    alone = agreed_text_json(story.state, story.entries)
    assert alone
    held = json.loads(alone)
    assert held["agreement"]["how"] == "silence"
    assert held["agreement"]["parties"] == ["NORD", "SUD", "EST"]
    assert [one["party"] for one in held["agreement"]["acceptances"]] == ["SUD"]
    assert isinstance(verify(alone.encode()), Verified)
    printed = agreed_text_markdown(book_of(story.entries, story.frame), Words())
    assert printed
    assert "by silence: nobody objected in time" in printed


@pytest.mark.parametrize(
    "changes",
    [
        ((SilenceBegun, None),),
        ((SilenceEnded, None),),
        ((SilenceEnded, SilenceEnded("P1", 1, "barred")),),
        ((events.ProposalAccepted, None), (SilenceBegun, None), (SilenceEnded, None)),
    ],
)
def test_without_a_silence_that_passed_it_is_no_agreement(
    changes: tuple[tuple[type[Event], Event | None], ...],
) -> None:
    found = check(rewritten(silent(), *changes))
    assert isinstance(found, Broken)
    assert "silence" in found.why


def test_the_time_must_have_passed_and_all_parties_be_named() -> None:
    story = silent()
    begun = next(one.event for one in story.entries if isinstance(one.event, SilenceBegun))
    late = replace(begun, until=begun.until.replace(year=2030))
    found = check(rewritten(story, (SilenceBegun, late)))
    assert isinstance(found, Broken)
    assert "time for objections" in found.why
    adopted = story.entries[-1].event
    assert isinstance(adopted, events.TextAdopted)
    found = check(rewritten(story, (events.TextAdopted, replace(adopted, parties=("NORD", "SUD")))))
    assert isinstance(found, Broken)
    assert "all required parties" in found.why


def test_a_broken_silence_passes_no_more() -> None:
    story = silent(passed=False)
    story.does("est", BreakSilence("No."))
    entries = list(story.entries)
    digest = story.hash("P1")
    forged = (SilenceEnded("P1", 1, "passed"), events.TextAdopted("P1", 1, digest, story.state.required, (), "silence"))
    entries += record(forged, after=entries[-1], session="s1", at=story.now, member="clock")
    found = check(entries)
    assert isinstance(found, Broken)
    assert found.why == "P1 version 1 was not under silence"


def no_objection() -> Story:
    story = begun_story(consensus="no_objection")
    story.table("nord", BALANCED, OLD)
    story.accept("sud", "P1")
    return story


def test_who_stands_aside_objects_no_longer_and_the_words_are_printed() -> None:
    story = no_objection()
    story.does("est", acts.Reject("P1", story.hash("P1"), "No."))
    story.does("est", MakeStatement(StatementKind.STANDING_ASIDE, "We do not *stop* you.", "P1"))
    story.does("est", MakeStatement(StatementKind.COMMENT, "Too short.", "P1", 2))
    story.does("chair", acts.Adopt("P1", story.hash("P1")))
    story.does("nord", MakeStatement(StatementKind.INTERPRETATIVE, "We read “meet” as in person.", "P1"))
    assert isinstance(check(story.entries), Verified)
    alone = json.loads(agreed_text_json(story.state, story.entries) or "")
    assert [one["id"] for one in alone["agreement"]["statements"]] == ["S1", "S3"]
    assert alone["agreement"]["text_hash"] == story.hash("P1")
    printed = agreed_text_markdown(book_of(story.entries, story.frame), Words()) or ""
    assert "S1, standing aside of Estland" in printed
    assert r"We do not \*stop\* you." in printed
    assert "Too short." not in printed
    found = check(rewritten(story, (StatementMade, None)))
    assert isinstance(found, Broken)
    assert found.why == "EST objected"


def edited() -> Story:
    story = no_objection()
    story.does("chair", CertifyEditorial("P1", story.hash("P1"), 2, NEW, "A slip."))
    story.tick("editorial:E1")
    story.does("chair", acts.Adopt("P1", story.hash("P1")))
    return story


def test_an_acceptance_counts_for_the_text_as_it_was_edited() -> None:
    story = edited()
    assert isinstance(check(story.entries), Verified)
    alone = json.loads(agreed_text_json(story.state, story.entries) or "")
    assert alone["agreement"]["version"] == 2
    assert [one["party"] for one in alone["agreement"]["acceptances"]] == ["SUD"]
    assert alone["clauses"][1]["text"] == NEW


def test_a_change_that_was_not_certified_so_is_found() -> None:
    story = edited()
    applied = next(one.event for one in story.entries if isinstance(one.event, EditorialApplied))
    for changes in (
        (EditorialCertified, None),
        (EditorialApplied, replace(applied, clauses=applied.clauses[:1])),
        (EditorialApplied, replace(applied, version=3)),
        (EditorialApplied, replace(applied, text_hash="0" * 64)),
    ):
        found = check(rewritten(story, changes))
        assert isinstance(found, Broken), changes


def test_texts_that_stand_by_themselves_are_all_in_the_record() -> None:
    story = begun_story(binding="per_issue")
    for choices in (BALANCED, {"HARBOUR": "OPEN"}):
        proposal = story.table("nord", choices).id
        for member in ("nord", "sud", "est"):
            story.accept(member, proposal)
    assert isinstance(check(story.entries), Verified)
    held = json.loads(acts_json(story.state, story.entries))
    assert [one["proposal"] for one in held["harvest"]] == ["P1", "P2"]
    printed = agreed_text_markdown(book_of(story.entries, story.frame), Words()) or ""
    assert printed.count("# Agreed text: ") == 2
