"""Withdrawing in all styles, and taking over what was withdrawn."""

from datetime import timedelta

import pytest

from bot.negotiation import acts, events
from bot.negotiation.concluding.acts import TakeOver
from bot.negotiation.parts import shifted
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story


@pytest.fixture
def story() -> Story:
    """P1 of Nordland, accepted by Sudland, then withdrawn."""
    story = begun_story()
    story.table("nord", BALANCED, "Peace lasts.")
    story.accept("nord", "P1")
    story.accept("sud", "P1")
    story.does("nord", acts.Withdraw("P1"))
    return story


def test_an_acceptor_takes_it_over_under_a_new_number(story: Story) -> None:
    old = story.state.proposals["P1"]
    (tabled,) = story.does("sud2", TakeOver("P1"))
    assert tabled == events.ProposalTabled("P2", "SUD", old.current.clauses, old.current.text_hash, takes_over="P1")
    assert story.state.proposals["P2"].accepting() == ()
    story.does("sud", acts.Withdraw("P2"))


def test_only_once_and_only_by_who_had_accepted(story: Story) -> None:
    story.refused("est", TakeOver("P1"), Code.TAKEOVER_NOT_YOURS, parties=["SUD"])
    story.refused("nord", TakeOver("P1"), Code.TAKEOVER_NOT_YOURS, parties=["SUD"])
    story.refused("guest", TakeOver("P1"), Code.STAYS_OUT)
    story.refused("chair", TakeOver("P1"), Code.ROLE_MAY_NOT)
    story.refused("sud", TakeOver("P9"), Code.UNKNOWN_PROPOSAL)
    story.does("sud", TakeOver("P1"))
    story.refused("sud", TakeOver("P1"), Code.TAKEN_OVER, **{"as": "P2", "party": "SUD"})


def test_what_is_not_withdrawn_is_not_taken_over() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    story.refused("sud", TakeOver("P1"), Code.TAKEOVER_NOT_WITHDRAWN, status="live")


def test_an_older_version_or_a_provisional_word_gives_no_right() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    story.does("est", acts.AcceptAdReferendum("P1", story.hash("P1")))
    story.change("nord", "P1", BALANCED, "More.")
    story.does("est", acts.AcceptAdReferendum("P1", story.hash("P1")))
    story.does("nord", acts.Withdraw("P1"))
    for member in ("sud", "est"):
        story.refused(member, TakeOver("P1"), Code.TAKEOVER_NOT_YOURS, parties=[])


def test_the_time_for_it_is_bounded_and_a_pause_does_not_count(story: Story) -> None:
    assert TakeOver in possible(story.state, story.context("sud"))
    story.later(minutes=10)
    story.refused("sud", TakeOver("P1"), Code.TAKEOVER_TOO_LATE, minutes=10)
    assert TakeOver not in possible(story.state, story.context("sud"))
    story.goes_on_from(shifted(story.state, timedelta(minutes=5)))
    story.does("sud", TakeOver("P1"), events.ProposalTabled)


def test_a_pack_may_leave_no_time_for_it() -> None:
    story = begun_story(takeover_minutes=0)
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    story.does("nord", acts.Withdraw("P1"))
    story.refused("sud", TakeOver("P1"), Code.TAKEOVER_TOO_LATE, minutes=0)


def test_what_all_have_accepted_is_withdrawn_only_with_everybodys_leave() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.proposals["P1"].barred
    story.refused("nord", acts.Withdraw("P1"), Code.LOCKED, parties=["SUD", "EST"])
    story.does("est", acts.TakeBack("P1"))
    (withdrawn,) = story.does("nord", acts.Withdraw("P1"))
    assert isinstance(withdrawn, events.ProposalWithdrawn)
    assert withdrawn.accepted_by == ("NORD", "SUD")


def test_a_barred_text_that_all_accepted_can_still_be_mended() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    story.change("nord", "P1", BALANCED)
    story.does("nord", acts.Withdraw("P1"))


def test_the_chairs_text_that_all_accepted_is_everybodys() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("chair", LOPSIDED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    story.refused("chair", acts.Withdraw("P1"), Code.LOCKED, parties=["NORD", "SUD", "EST"])
