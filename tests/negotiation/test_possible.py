"""What help, buttons and completion are told agrees with what is then decided."""

from datetime import timedelta

import pytest

from bot.negotiation import acts
from bot.negotiation.acts import Actor
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.possible import KINDS, may, possible
from bot.negotiation.recording.acts import HearTalk
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, words
from tests.support.table import ROWS


def names(story: Story, member: str) -> list[str]:
    return [kind.__name__ for kind in possible(story.state, story.context(member))]


def ask(story: Story, member: str, kind: type[acts.Act], proposal: str | None = "P1") -> bool:
    actor = Actor(member, member)
    return may(story.state, actor, kind, proposal, story.frame, story.now)


MARKS = ("PlaceBracket", "Reserve")
DELEGATE = ("AskReply", "RaisePoint", "Move", "MakeStatement", "OpenRoom")
HEAD = ("WalkOut", *DELEGATE)
GUEST = ("WalkOut", "AskReply", "RaisePoint", "MakeStatement", "OpenRoom")
CHAIR = (
    *("SetClock", "PauseSession", "CallRoll", "OpenList", "Recognise", "SetTurn", "CallToOrder", "Move"),
    *("MakeStatement", "OpenRoom", "AskBlind"),
    *("Undo", "Rewind", "Strike", "HandOver", "MessageParty", "TellNews", "BeginRecording"),
)


@pytest.fixture
def story() -> Story:
    story = begun_story()
    story.table("nord", BALANCED)
    return story


def test_every_act_is_asked_about() -> None:
    assert [kind.__name__ for kind in KINDS if kind not in (Tick, HearTalk)] == ["OpenSession", *ROWS]
    assert KINDS[0] is acts.OpenSession


def test_before_a_session_a_moderator_may_open_one() -> None:
    story = Story()
    assert possible(None, story.context("m", moderator=True)) == (acts.OpenSession,)
    assert possible(None, story.context("m")) == ()
    assert not may(None, Actor("m", "M"), acts.Table, None, story.frame)


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("stranger", ["TakeSeat"]),
        ("olga", ["LeaveSeat"]),
        ("nord3", ["LeaveSeat"]),
        ("guest", ["LeaveSeat", *GUEST]),
        ("chair", ["AssignSeat", "Table", "Close", *CHAIR]),
        ("nord", ["LeaveSeat", "Table", "Change", "Reject", "Withdraw", "Accept", "AcceptAdReferendum", *MARKS, *HEAD]),
        ("nord2", ["LeaveSeat", "Table", "Change", "Reject", "Withdraw", "AcceptAdReferendum", *MARKS, *DELEGATE]),
        ("sud", ["LeaveSeat", "Table", "Counter", "Reject", "Accept", "AcceptAdReferendum", *MARKS, *HEAD]),
        ("sud2", ["LeaveSeat", "Table", "Counter", "Reject", "AcceptAdReferendum", *MARKS, *DELEGATE]),
    ],
)
def test_what_each_may_do_in_the_talks(story: Story, member: str, expected: list[str]) -> None:
    assert names(story, member) == expected


def test_it_follows_what_was_said(story: Story) -> None:
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    assert "Confirm" in names(story, "sud")
    assert "AcceptAdReferendum" not in names(story, "sud")
    story.accept("sud", "P1")
    assert "Confirm" not in names(story, "sud")
    assert ask(story, "sud", acts.TakeBack)
    assert not ask(story, "sud2", acts.TakeBack)


def test_one_proposal_is_asked_about_alone(story: Story) -> None:
    story.table("sud", {}, "x")
    assert ask(story, "nord", acts.Counter, "P2")
    assert not ask(story, "nord", acts.Counter, "P1")
    assert ask(story, "nord", acts.Counter, None)
    assert not ask(story, "nord", acts.Counter, "P3")
    assert not ask(story, "stranger", acts.Counter, "P2")
    assert ask(story, "nord", acts.Table, "P1")


def test_waiving_is_possible_for_whom_a_failing_rule_compares(story: Story) -> None:
    assert not ask(story, "nord", acts.Waive)
    story.table("nord", LOPSIDED)
    assert ask(story, "nord", acts.Waive, "P2")
    assert not ask(story, "est", acts.Waive, "P2")
    story.does("nord", acts.Waive("P2", story.hash("P2"), "cuts", "We give more."))
    assert not ask(story, "nord", acts.Waive, "P2")
    assert ask(story, "sud", acts.Waive, "P2")


def test_an_acceptance_may_be_tried_although_the_rules_bar_it(story: Story) -> None:
    story.table("nord", LOPSIDED)
    assert ask(story, "sud", acts.Accept, "P2")


def test_time_counts_where_it_is_given(story: Story) -> None:
    story.table("nord", {}, "x", expires=story.now + timedelta(minutes=1))
    story.later(minutes=2)
    assert not ask(story, "sud", acts.Accept, "P2")
    assert ask(story, "nord", acts.Withdraw, "P2")
    assert may(story.state, Actor("sud", "sud"), acts.Accept, "P2", story.frame)


def test_without_a_time_a_firm_offer_may_be_withdrawn_at_some_time() -> None:
    story = begun_story(withdrawal_policy="firm_until_expiry")
    story.table("nord", BALANCED)
    assert not ask(story, "nord", acts.Withdraw)
    assert may(story.state, Actor("nord", "nord"), acts.Withdraw, "P1", story.frame)
    assert may(story.state, Actor("sud", "sud"), acts.Accept, "P1", story.frame)


def test_the_last_chair_may_not_leave_but_one_of_two_may(story: Story) -> None:
    assert not ask(story, "chair", acts.LeaveSeat, None)
    story.does("chair", acts.AssignSeat("vice", "Vice", story.state.chairs()[0].role))
    assert ask(story, "chair", acts.LeaveSeat, None)


def test_adopting_is_the_chairs_where_objections_are_asked_for() -> None:
    story = begun_story(consensus="no_objection")
    assert not ask(story, "chair", acts.Adopt, None)
    story.does("nord", acts.Table(words("x")))
    assert ask(story, "chair", acts.Adopt)
    assert not ask(story, "nord", acts.Adopt)
