"""What a chair is shown before an act is done: all of it, and the same as long as it would do the same."""

from dataclasses import replace

import pytest

from bot.negotiation import acts
from bot.negotiation.acts import Act, AssignSeat
from bot.negotiation.chain import record
from bot.negotiation.clockwork.acts import EnterPhase, ExcuseParty, SetClock, WalkOut
from bot.negotiation.concluding.acts import CertifyEditorial, PutUnderSilence
from bot.negotiation.decide import decide
from bot.negotiation.floor.acts import OpenList, Recognise
from bot.negotiation.model import Role
from bot.negotiation.order.acts import MessageParty, TellNews
from bot.negotiation.refusals import Refusal
from bot.negotiation.undoing import follow
from bot.negotiation.voting.acts import CastVote, CloseVote, Move, OpenVote
from bot.negotiation.voting.model import Choice, Method, MotionKind
from bot.service.negotiations import Foreseen
from bot.text.words import Words
from bot.ui.asked import ASKED
from bot.ui.cards.asking import Preview, asking_card, left_card, preview
from bot.ui.kit.items import Touch
from bot.ui.scene import Scene
from tests.negotiation.clockwork.clockplay import kept_story
from tests.negotiation.order.test_telling import FLOOD, framed
from tests.support.builders import BALANCED, Story, begun_story
from tests.support.hostile import HOSTILE

WORDS = Words()


def foreseen(story: Story, act: Act) -> Foreseen:
    """What an act of the chair would do now."""
    outcome = decide(story.state, act, story.context("chair"))
    assert not isinstance(outcome, Refusal), outcome
    entries = record(outcome, after=story.entries[-1], session=story.session, at=story.now, member="chair")
    return Foreseen(story.state, follow(story.state, entries, story.entries), entries)


def shown(story: Story, act: Act) -> Preview:
    return preview(Scene.of(WORDS, "en", story.state, story.frame), act, foreseen(story, act))


def told(story: Story, act: Act) -> str:
    return "\n".join(shown(story, act).blocks)


def test_a_declared_consensus_shows_what_is_adopted_and_what_falls() -> None:
    story = begun_story(consensus="no_objection")
    story.table("nord", BALANCED)
    story.table("sud", {"CUTS": "BOTH"})
    story.accept("sud", "P1")
    said = told(story, acts.Adopt("P1", story.hash("P1")))
    assert "**P1 v1** was adopted by" in said
    assert "- The session is agreed." in said
    assert "- P2: on the table, v1 → lapsed, v1" in said
    assert "No reason is given" not in said


def test_going_on_without_a_party_shows_what_is_adopted_by_that() -> None:
    story = begun_story(absence_minutes=0)
    story.table("nord", {"CUTS": "BOTH"})
    for member in ("nord", "sud"):
        story.accept(member, "P1")
    story.does("est", WalkOut())
    said = told(story, ExcuseParty("EST", "Gone."))
    assert "Chair goes on without" in said
    assert "**P1 v1** was adopted by" in said
    assert "**Reason**\n“Gone.”" in said


def test_an_editorial_change_shows_all_of_its_words() -> None:
    story = begun_story(consensus="no_objection")
    long = "The parties meet in two halls, and talk. " * 40
    story.table("nord", BALANCED, long.replace("parties", "partys", 1).strip())
    story.accept("sud", "P1")
    act = CertifyEditorial("P1", story.hash("P1"), 2, long.strip(), "A slip.")
    assert f"**The words**\n{long.strip()}" in told(story, act)


def test_news_of_the_pack_are_shown_in_the_words_of_the_pack() -> None:
    story, inject = begun_story(framed()), FLOOD
    said = told(story, TellNews("", "", ("NORD",), inject.id))
    assert inject.title in said
    assert inject.words in said


def test_who_loses_a_seat_and_which_party_its_head_is_said() -> None:
    story = begun_story()
    said = told(story, AssignSeat("nord", "Nord", Role.HEAD, "SUD", "Ill."))
    assert "- Nord: head, NORD → head, SUD" in said
    assert "- Sud: head, SUD → delegate, SUD" in said
    assert "has no head any more" in said
    assert said.count("“Ill.”") == 3  # both seats in the record, and the reason itself


def test_what_ends_with_the_session_is_said() -> None:
    story = begun_story()
    story.does("nord", Move(MotionKind.OTHER, "Let us rest."))
    said = told(story, acts.Close())
    assert "- M1 ends without a result." in said
    assert "No reason is given." in said


@pytest.mark.parametrize("method", [Method.OPEN, Method.SECRET])
def test_only_a_result_that_everybody_can_see_is_shown(method: Method) -> None:
    story = begun_story()
    story.does("nord", Move(MotionKind.OTHER, "Let us rest."))
    story.does("chair", OpenVote("M1", method))
    story.does("nord", CastVote("M1", Choice.YES))
    said = told(story, CloseVote("M1"))
    assert ("carried" in said) is (method is Method.OPEN)
    assert ("1 of 3 has voted" in said) is (method is Method.SECRET)


def test_what_time_alone_changes_makes_no_other_act() -> None:
    story = begun_story(consensus="no_objection")
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    story.does("chair", OpenList())
    story.does("chair", Recognise("nord"))
    story.does("nord", Move(MotionKind.CLOSE_DEBATE))
    story.does("chair", OpenVote("M1"))
    story.does("nord", CastVote("M1", Choice.YES))
    for act in (PutUnderSilence("P1", story.hash("P1")), CloseVote("M1")):
        before = shown(story, act)
        story.later(seconds=5)
        after = shown(story, act)
        assert (before.blocks != after.blocks, before.mark == after.mark) == (True, True), act


def test_what_an_act_changes_is_a_part_of_its_mark() -> None:
    story = begun_story()
    act = AssignSeat("nord", "Nord", Role.DELEGATE, "SUD", "Ill.")
    before = shown(story, act).mark
    story.does("chair", AssignSeat("nord", "Nord", Role.ADVISER, "NORD"))
    assert shown(story, act).mark != before
    assert shown(story, replace(act, reason="Tired.")).mark != shown(story, act).mark


def test_a_secret_ballot_that_changes_does_not_show_by_the_mark() -> None:
    story = begun_story()
    story.does("nord", Move(MotionKind.OTHER, "Let us rest."))
    story.does("chair", OpenVote("M1", Method.SECRET))
    story.does("nord", CastVote("M1", Choice.YES))
    before = shown(story, CloseVote("M1")).mark
    story.does("nord", CastVote("M1", Choice.NO))
    assert shown(story, CloseVote("M1")).mark == before
    story.does("sud", CastVote("M1", Choice.NO))
    assert shown(story, CloseVote("M1")).mark != before


@pytest.mark.parametrize(("phase", "late", "asked"), [(None, 0, True), (None, 30, False), ("bargaining", 30, True)])
def test_the_next_phase_is_asked_first_only_before_its_time(phase: str | None, late: int, *, asked: bool) -> None:
    story = kept_story()
    story.does("chair", SetClock(20))
    story.later(minutes=late)
    act = EnterPhase(phase, "So be it.", anyway=True)
    seen = foreseen(story, act)
    event = seen.entries[0].event
    unmet = bool(getattr(event, "unmet", ()))
    assert ASKED[EnterPhase].when(act, seen) is (asked or unmet)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_whatever_was_typed_makes_a_card_with_both_buttons(words: str) -> None:
    story = begun_story()
    outcome = decide(story.state, MessageParty("NORD", words), story.context("chair"))
    if isinstance(outcome, Refusal):
        return
    act = MessageParty("NORD", words)
    scene = Scene.of(WORDS, "en", story.state, story.frame)
    card = asking_card(scene, preview(scene, act, foreseen(story, act)), "1" * 20, changed=True)
    assert [one.address.verb for one in card.walk_children() if isinstance(one, Touch)] == ["doit", "letbe"]
    assert len(card.texts()) <= 4_000
    assert len(left_card(scene, act).texts()) <= 4_000
