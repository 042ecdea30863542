"""Who must act because of what has happened, and nobody else."""

from collections.abc import Iterable

import pytest

from bot.negotiation import acts, events
from bot.negotiation.concluding.facts import SilenceBegun
from bot.negotiation.events import Event
from bot.negotiation.floor.acts import RaisePoint
from bot.negotiation.floor.model import PointKind
from bot.negotiation.summons import NOBODY, Summons, summons_for
from bot.negotiation.voting.acts import CastVote, GiveProxy, Move, OpenVote
from bot.negotiation.voting.model import Choice, Method, MotionKind
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, words


def called(story: Story, happened: Iterable[Event]) -> list[Summons]:
    """Those called by what happened, as it is now; nobody left out."""
    found = [summons_for(one, story.state, story.frame) for one in happened]
    return [one for one in found if one != NOBODY]


def test_a_failing_rule_calls_those_who_have_still_to_waive_it() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    story.accept("nord", "P1")
    story.accept("sud", "P1")
    barred = story.accept("est", "P1", events.ProposalAccepted, events.AdoptionBarred)
    (before,) = called(story, barred)
    assert set(before.parties) <= {"NORD", "SUD", "EST"}
    first = before.parties[0]
    story.does(first.lower(), acts.Waive("P1", story.hash("P1"), "cuts", "We let it."))
    assert called(story, barred) == [Summons(before.parties[1:])]


def test_an_unmet_link_calls_whose_it_is() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.table("nord", BALANCED, "Peace.")
    story.does("sud", acts.StateLink("P1", ("P2",)))
    for member in ("nord", "sud"):
        assert called(story, story.accept(member, "P1")) == []
    assert called(story, story.accept("est", "P1")) == [Summons(("SUD",))]


def test_a_new_version_calls_those_whose_acceptance_fell() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    assert called(story, story.accept("est", "P1")) == []
    clauses = (*story.state.proposals["P1"].current.clauses, *words("Peace."))
    change = acts.Change("P1", story.hash("P1"), clauses)
    assert called(story, story.does("nord", change)) == [Summons(("EST",))]


def test_an_acceptance_ad_referendum_calls_its_head_until_it_is_confirmed() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    provisional = story.does("sud", acts.AcceptAdReferendum("P1", story.hash("P1")))
    assert called(story, provisional) == [Summons(("SUD",))]
    story.does("sud", acts.Confirm("P1", story.hash("P1")))
    assert called(story, provisional) == []


@pytest.mark.parametrize("method", list(Method))
def test_a_vote_calls_all_voters_whoever_has_voted_and_who_votes_for_them(method: Method) -> None:
    story = begun_story(proxies=True)
    story.does("est", GiveProxy("SUD"))
    story.does("nord", Move(MotionKind.OTHER, "Lunch."))
    opened = story.does("chair", OpenVote("M1", method))
    assert called(story, opened) == [Summons(("NORD", "SUD"))]
    voted = story.does("nord", CastVote("M1", Choice.YES))
    assert called(story, voted) == []
    assert called(story, opened) == [Summons(("NORD", "SUD"))]


def test_a_point_calls_the_chairs_alone() -> None:
    story = begun_story()
    assert called(story, story.does("nord", RaisePoint(PointKind.ORDER, "Why?"))) == [Summons(chairs=True)]


def test_a_silence_calls_only_those_who_have_not_accepted() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("nord", "P1")
    begun = SilenceBegun("P1", 1, story.hash("P1"), story.now)
    assert called(story, [begun]) == [Summons(("SUD", "EST"))]
