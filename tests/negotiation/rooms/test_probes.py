"""Blind questions: who may ask and answer, and that nothing is ever told but whether all said yes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.negotiation import acts
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.codec import entry_to_json, state_to_json
from bot.negotiation.deadlines import deadlines
from bot.negotiation.refusals import Code
from bot.negotiation.rooms.acts import AnswerBlind, AskBlind, CloseBlind
from bot.negotiation.rooms.facts import BlindAnswered, BlindAsked, BlindClosed
from bot.negotiation.sealing import Sealed, sealed_by
from tests.negotiation.rooms.stage import PrivateStory, private_story
from tests.support.builders import BALANCED

HEADS = {"NORD": "nord", "SUD": "sud", "EST": "est"}
ASK = AskBlind("Would you sign if the others do?")


@pytest.fixture
def story() -> PrivateStory:
    return private_story()


def test_all_required_parties_are_asked_unless_some_are_named(story: PrivateStory) -> None:
    asked = BlindAsked("Q1", "Would you sign if the others do?", ("NORD", "SUD", "EST"), None, None, None)
    assert story.does("chair", ASK) == (asked,)
    assert story.probe().open
    (named,) = story.does("chair", AskBlind(" And now? ", parties=("SUD", "EST", "SUD"), minutes=5))
    closes = story.now + timedelta(minutes=5)
    assert named == BlindAsked("Q2", "And now?", ("SUD", "EST"), None, None, closes)


def test_a_version_is_asked_about_once_at_a_time(story: PrivateStory) -> None:
    story.table("nord", BALANCED)
    digest = story.hash("P1")
    (asked,) = story.does("chair", AskBlind("", "P1", digest))
    assert asked == BlindAsked("Q1", "", ("NORD", "SUD", "EST"), "P1", 1, None)
    story.refused("chair", AskBlind("Really?", "P1"), Code.PROBE_OPEN, probe="Q1", proposal="P1")
    story.does("chair", CloseBlind("Q1"))
    story.change("nord", "P1", BALANCED, "Peace lasts.")
    story.refused("chair", AskBlind("", "P1", digest), Code.STALE_VERSION)
    (again,) = story.does("chair", AskBlind("", "P1"))
    assert isinstance(again, BlindAsked)
    assert again.version == 2


@pytest.mark.parametrize(
    ("member", "act", "code"),
    [
        ("nord", ASK, Code.NOT_CHAIR),
        ("olga", ASK, Code.NOT_CHAIR),
        ("chair", AskBlind(" "), Code.STATEMENT_NEEDED),
        ("chair", AskBlind("x" * 1_001), Code.STATEMENT_TOO_LONG),
        ("chair", AskBlind("x", "P9"), Code.UNKNOWN_PROPOSAL),
        ("chair", AskBlind("x", parties=("NORD",)), Code.PROBE_TOO_SMALL),
        ("chair", AskBlind("x", parties=("NORD", "WEST")), Code.UNKNOWN_PARTY),
        ("chair", AskBlind("x", parties=("NORD", "GUEST")), Code.STAYS_OUT),
        ("chair", AskBlind("x", minutes=0), Code.ROOM_MINUTES),
        ("chair", AskBlind("x", minutes=10_001), Code.ROOM_MINUTES),
    ],
)
def test_what_is_no_blind_question_is_refused(story: PrivateStory, member: str, act: AskBlind, code: Code) -> None:
    story.refused(member, act, code)


def test_heads_answer_and_may_change_it_until_all_have_answered(story: PrivateStory) -> None:
    story.does("chair", ASK)
    assert story.does("nord", AnswerBlind("Q1", yes=False)) == (BlindAnswered("Q1", "NORD"),)
    story.does("sud", AnswerBlind("Q1", yes=True), BlindAnswered)
    story.does("nord", AnswerBlind("Q1", yes=True), BlindAnswered)
    assert story.probe().answered == ("NORD", "SUD")
    ended = (BlindAnswered("Q1", "EST"), BlindClosed("Q1", all_yes=True, how="all"))
    assert story.does("est", AnswerBlind("Q1", yes=True)) == ended
    assert (story.probe().open, story.probe().all_yes, story.probe().how) == (False, True, "all")
    story.refused("nord", AnswerBlind("Q1", yes=False), Code.PROBE_CLOSED, probe="Q1")
    story.refused("chair", CloseBlind("Q1"), Code.PROBE_CLOSED, probe="Q1")


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("nord2", Code.ROLE_MAY_NOT),
        ("nord3", Code.ROLE_MAY_NOT),
        ("chair", Code.ROLE_MAY_NOT),
        ("guest", Code.UNKNOWN_PROBE),
        ("est", Code.UNKNOWN_PROBE),
        ("nobody", Code.NO_SEAT),
    ],
)
def test_only_heads_of_asked_parties_answer(story: PrivateStory, member: str, code: Code) -> None:
    story.does("chair", AskBlind("x", parties=("NORD", "SUD")))
    story.refused(member, AnswerBlind("Q1", yes=True), code)
    story.refused("nord", AnswerBlind("Q9", yes=True), Code.UNKNOWN_PROBE, probe="Q9", yours=["Q1"])
    story.refused("nord", CloseBlind("Q1"), Code.NOT_CHAIR)


def test_who_has_not_answered_when_it_closes_said_no(story: PrivateStory) -> None:
    story.does("chair", ASK)
    story.does("nord", AnswerBlind("Q1", yes=True))
    assert story.does("chair", CloseBlind("Q1")) == (BlindClosed("Q1", all_yes=False, how="chair"),)
    story.does("chair", AskBlind("x", minutes=5))
    for head in ("nord", "sud"):
        story.does(head, AnswerBlind("Q2", yes=True))
    assert story.tick("blind:Q2") == (BlindClosed("Q2", all_yes=False, how="time"),)
    assert deadlines(story.state) == ()


def test_heads_answer_while_the_talks_rest_but_not_while_all_is_frozen(story: PrivateStory) -> None:
    story.does("chair", ASK)
    story.pausing()
    story.does("nord", AnswerBlind("Q1", yes=True))
    story.pausing(PauseKind.FROZEN)
    story.refused("sud", AnswerBlind("Q1", yes=True), Code.TALKS_REST)


@given(st.permutations(list(HEADS)), st.fixed_dictionaries(dict.fromkeys(HEADS, st.booleans())))
def test_only_whether_all_said_yes_is_told_in_any_order(order: list[str], said: dict[str, bool]) -> None:
    stories = [private_story(), private_story()]
    for story in stories:
        story.does("chair", ASK)
    for party in order:
        stories[0].does(HEADS[party], AnswerBlind("Q1", said[party]))
        stories[1].does(HEADS[party], AnswerBlind("Q1", yes=all(said.values())))
    assert stories[0].probe().all_yes is all(said.values())
    # Whoever said no, and whether one did or all: record and state are the same to the last byte.
    left, right = stories
    assert [entry_to_json(one) for one in left.entries] == [entry_to_json(one) for one in right.entries]
    assert state_to_json(left.state) == state_to_json(right.state)


def test_how_a_party_answered_is_sealed_and_nowhere_else(story: PrivateStory) -> None:
    story.does("chair", ASK)
    act = AnswerBlind("Q1", yes=True)
    assert sealed_by(act, story.does("nord", act)) == (Sealed("Q1", "NORD", "yes"),)
    act = AnswerBlind("Q1", yes=False)
    assert sealed_by(act, story.does("sud", act)) == (Sealed("Q1", "SUD", "no"),)
    assert story.sealed["Q1"] == {"NORD": "yes", "SUD": "no"}


def test_a_question_is_asked_about_live_texts_only(story: PrivateStory) -> None:
    story.table("nord", BALANCED)
    story.does("nord", acts.Withdraw("P1"))
    story.refused("chair", AskBlind("", "P1"), Code.NOT_LIVE)
