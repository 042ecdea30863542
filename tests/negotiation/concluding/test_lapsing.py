"""What lapses by the clock, the chair's request for waivers, and texts that stand by themselves."""

from datetime import timedelta

from bot.negotiation import acts, events
from bot.negotiation.concluding.acts import AskWaiver, PutUnderSilence
from bot.negotiation.concluding.facts import AdReferendumLapsed, SilenceEnded, WaiverRequested
from bot.negotiation.deadlines import deadlines
from bot.negotiation.evolve import evolve
from bot.negotiation.model import Phase, ProposalStatus
from bot.negotiation.parts import shifted
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code
from tests.negotiation.concluding.holding import holds
from tests.support.builders import BALANCED, LOPSIDED, begun_story


def test_an_acceptance_ad_referendum_lapses_if_nobody_confirms() -> None:
    story = begun_story(ad_referendum_minutes=30)
    story.table("nord", BALANCED)
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    (due,) = deadlines(story.state)
    assert (due.key, due.at) == ("adref:P1:SUD", story.now + timedelta(minutes=30))
    assert deadlines(shifted(story.state, timedelta(minutes=5)))[0].at == due.at + timedelta(minutes=5)
    assert story.tick("adref:P1:SUD") == (AdReferendumLapsed("P1", "SUD", 1),)
    assert story.state.proposals["P1"].stances == {}
    holds(story)


def test_a_confirmed_or_stale_one_does_not() -> None:
    story = begun_story(ad_referendum_minutes=30)
    story.table("nord", BALANCED)
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    story.does("sud", acts.Confirm("P1", story.hash("P1")))
    story.does("est", acts.AcceptAdReferendum("P1", story.hash("P1")))
    assert [one.key for one in deadlines(story.state)] == ["adref:P1:EST"]
    story.change("nord", "P1", BALANCED, "More.")
    assert deadlines(story.state) == ()


def test_where_the_pack_names_no_time_it_stands() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    assert deadlines(story.state) == ()


def test_an_offer_lapses_at_its_time_with_its_silence() -> None:
    story = begun_story()
    story.table("chair", BALANCED, expires=story.now + timedelta(minutes=11))
    story.does("chair", PutUnderSilence("P1", story.hash("P1"), 20))
    assert [one.key for one in deadlines(story.state)] == ["offer:P1", "silence"]
    assert story.tick("offer:P1") == (events.ProposalLapsed("P1", "expired"), SilenceEnded("P1", 1, "overtaken"))
    assert deadlines(story.state) == ()
    holds(story)


def test_the_chair_asks_all_affected_parties_for_a_waiver() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    ask = AskWaiver("P1", story.hash("P1"), "cuts", "Nordland gives, for peace.")
    story.refused("nord", ask, Code.NOT_CHAIR)
    assert AskWaiver in possible(story.state, story.context("chair"))
    (asked,) = story.does("chair", ask)
    assert asked == WaiverRequested("P1", 1, story.hash("P1"), "cuts", "Nordland gives, for peace.", ("NORD", "SUD"))
    story.refused("chair", ask, Code.WAIVER_ASKED, parties=["NORD", "SUD"])
    assert AskWaiver not in possible(story.state, story.context("chair"))
    story.refused("chair", AskWaiver("P1", story.hash("P1"), "same_duty", "x"), Code.UNKNOWN_RULE, failing=["cuts"])
    holds(story)


def test_what_is_waived_already_is_not_asked_for() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    for member in ("nord", "sud"):
        story.does(member, acts.Waive("P1", story.hash("P1"), "cuts", "So be it."))
    story.refused("chair", AskWaiver("P1", story.hash("P1"), "cuts", "Please."), Code.ALREADY_WAIVED)
    story.change("nord", "P1", LOPSIDED, "More.")
    story.refused("chair", AskWaiver("P1", story.hash("P1"), "cuts", " "), Code.STATEMENT_NEEDED)


def test_issue_by_issue_each_text_stands_and_the_talks_go_on() -> None:
    story = begun_story(binding="per_issue")
    story.table("nord", BALANCED)
    story.table("sud", {"CUTS": "NONE"})
    story.table("est", {"HARBOUR": "OPEN"})
    for member in ("nord", "sud"):
        story.accept(member, "P1")
    adopted, lapsed = story.accept("est", "P1")[1:]
    assert isinstance(adopted, events.TextAdopted)
    assert adopted.early
    assert lapsed == events.ProposalLapsed("P2", "other_adopted")
    assert story.state.phase is Phase.NEGOTIATING
    assert story.state.agreement is None
    assert [one.proposal for one in story.state.harvest] == ["P1"]
    assert story.state.proposals["P1"].status is ProposalStatus.ADOPTED
    assert story.state.proposals["P3"].live
    clauses = story.frame.clauses({"CUTS": "NONE"})
    story.refused("sud", acts.Table(clauses), Code.ISSUE_SETTLED, issue="CUTS", proposal="P1")
    for member in ("nord", "sud", "est"):
        story.accept(member, "P3")
    assert [one.proposal for one in story.state.harvest] == ["P1", "P3"]
    closed = story.does("chair", acts.Close(""))[-1]
    assert isinstance(closed, events.SessionClosed)
    assert closed.outcome == "agreed"


def test_where_acceptances_adopt_the_chair_only_finds_what_is_complete_already() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("nord", "P1")
    story.refused("chair", acts.Adopt("P1", story.hash("P1")), Code.ADOPTS_BY_ITSELF)
    for member in ("sud", "est"):
        before = story.state
        story.accept(member, "P1")
    # As if the adoption had not followed: what barred it then was undone.
    story.goes_on_from(evolve(before, story.entries[-2]))
    story.entries.pop()
    story.table("sud", BALANCED)
    story.refused("chair", acts.Adopt("P2", story.hash("P2")), Code.ADOPTS_BY_ITSELF)
    assert acts.Adopt in possible(story.state, story.context("chair"))
    done = story.does("chair", acts.Adopt("P1", story.hash("P1")))
    assert [type(one) for one in done] == [events.TextAdopted, events.ProposalLapsed]
