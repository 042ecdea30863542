"""When a text becomes the agreed text, under each kind of consensus and each place of enforcement."""

import pytest

from bot.negotiation import acts, events
from bot.negotiation.model import Agreement, Bar, Phase, ProposalStatus
from bot.negotiation.refusals import Code
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, words

SHARED = {**BALANCED, "HARBOUR": "SHARED"}


def test_a_text_is_adopted_by_itself_once_all_required_parties_accept_it() -> None:
    story = begun_story()
    story.table("nord", BALANCED, "Peace.")
    story.table("chair", {}, "Another text.")
    story.table("sud", {}, "A third.", expires=story.now.replace(hour=10))
    digest = story.hash("P1")
    story.later(hours=2)
    story.accept("nord", "P1", events.ProposalAccepted)
    story.does("sud2", acts.AcceptAdReferendum("P1", digest))
    story.accept("est", "P1", events.ProposalAccepted)
    (_, adopted, *lapsed) = story.does(
        "sud",
        acts.Confirm("P1", digest),
        events.ProposalAccepted,
        events.TextAdopted,
        events.ProposalLapsed,
        events.ProposalLapsed,
    )
    assert adopted == events.TextAdopted("P1", 1, digest, ("NORD", "SUD", "EST"), ())
    assert lapsed == [events.ProposalLapsed("P2", "other_adopted"), events.ProposalLapsed("P3", "expired")]
    state = story.state
    assert state.agreement == Agreement("P1", 1, digest, ("NORD", "SUD", "EST"), (), story.now)
    assert (state.phase, state.proposals["P1"].status) == (Phase.AGREED, ProposalStatus.ADOPTED)


AFTER = ["LeaveSeat", "AskReply", "RaisePoint", "Move", "MakeStatement", "Initial", "Sign", "Decline", "OpenRoom"]


def test_after_the_agreement_only_seats_and_the_end_remain() -> None:
    story = agreed()
    for act in (acts.Table(words("x")), acts.Withdraw("P1"), acts.TakeBack("P1"), acts.Reject("P1", story.hash("P1"))):
        story.refused("nord", act, Code.WRONG_PHASE, phase="agreed", possible=AFTER)
    story.refused("chair", acts.Begin(), Code.ALREADY_BEGUN)
    (closed,) = story.does("chair", acts.Close("done"))
    assert closed == events.SessionClosed("agreed", "done")


def agreed() -> Story:
    story = begun_story()
    story.table("nord", BALANCED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.agreement
    return story


def test_acceptances_of_different_versions_do_not_add_up() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    story.accept("est", "P1")
    story.change("nord", "P1", BALANCED, "x")
    story.accept("nord", "P1", events.ProposalAccepted)
    assert story.state.phase is Phase.NEGOTIATING


def test_absent_parties_need_not_accept() -> None:
    story = begun_story(without=("EST",))
    story.table("nord", BALANCED)
    story.accept("sud", "P1", events.ProposalAccepted)
    story.accept("nord", "P1", events.ProposalAccepted, events.TextAdopted)


def test_what_touches_an_absent_party_cannot_be_agreed() -> None:
    story = begun_story(without=("EST",))
    story.table("nord", SHARED)
    story.accept("sud", "P1", events.ProposalAccepted)
    (_, barred) = story.accept("nord", "P1", events.ProposalAccepted, events.AdoptionBarred)
    assert barred == events.AdoptionBarred("P1", 1, story.hash("P1"), Bar(consents=("EST",)))


def test_a_bar_is_told_once_for_each_version_and_reason() -> None:
    story = begun_story(without=("EST",))
    story.table("nord", SHARED)
    story.accept("sud", "P1")
    story.accept("nord", "P1", events.ProposalAccepted, events.AdoptionBarred)
    story.does("sud", acts.TakeBack("P1"))
    story.accept("sud", "P1", events.ProposalAccepted)
    story.change("nord", "P1", SHARED, "x")
    assert story.state.proposals["P1"].barred is None
    story.accept("sud", "P1", events.ProposalAccepted)
    story.accept("nord", "P1", events.ProposalAccepted, events.AdoptionBarred)


def test_a_change_of_the_reason_is_told_again() -> None:
    story = begun_story(enforce="at_adoption", without=("EST",))
    story.table("nord", {"CUTS": "NORD_ONLY", "HARBOUR": "SHARED"})
    story.accept("sud", "P1")
    (_, barred) = story.accept("nord", "P1", events.ProposalAccepted, events.AdoptionBarred)
    assert barred == events.AdoptionBarred("P1", 1, story.hash("P1"), Bar(("cuts",), consents=("EST",)))
    waive = acts.Waive("P1", story.hash("P1"), "cuts", "We accept it.")
    story.does("nord", waive, events.AsymmetryWaived)
    (_, again) = story.does("sud", waive, events.AsymmetryWaived, events.AdoptionBarred)
    assert again == events.AdoptionBarred("P1", 1, story.hash("P1"), Bar(consents=("EST",)))


@pytest.mark.parametrize(
    ("enforce", "refused"), [("at_acceptance", True), ("at_tabling", True), ("at_adoption", False)]
)
def test_where_the_rules_are_enforced(enforce: str, refused: bool) -> None:  # noqa: FBT001  # a row of the table
    story = begun_story(enforce=enforce)
    clauses = story.frame.clauses(LOPSIDED)
    if enforce == "at_tabling":
        story.refused("nord", acts.Table(clauses), Code.NOT_RECIPROCAL)
        return
    story.table("nord", LOPSIDED)
    if refused:
        story.refused("sud", acts.Accept("P1", story.hash("P1")), Code.NOT_RECIPROCAL)
    else:
        story.accept("sud", "P1", events.ProposalAccepted)


# n of m


def test_where_some_are_enough_the_last_of_them_adopts() -> None:
    story = begun_story(consensus="n_of_m", needed=2)
    story.table("nord", BALANCED)
    story.accept("est", "P1", events.ProposalAccepted)
    story.does("sud", acts.Reject("P1", story.hash("P1")))
    (_, adopted) = story.accept("nord", "P1", events.ProposalAccepted, events.TextAdopted)
    assert isinstance(adopted, events.TextAdopted)
    assert adopted.parties == ("NORD", "EST")


def test_where_some_are_enough_those_whose_consent_it_takes_must_be_among_them() -> None:
    story = begun_story(consensus="n_of_m", needed=2)
    story.table("nord", SHARED)
    story.accept("nord", "P1", events.ProposalAccepted)
    (_, barred) = story.accept("sud", "P1", events.ProposalAccepted, events.AdoptionBarred)
    assert barred == events.AdoptionBarred("P1", 1, story.hash("P1"), Bar(consents=("EST",)))
    (_, adopted) = story.accept("est", "P1", events.ProposalAccepted, events.TextAdopted)
    assert isinstance(adopted, events.TextAdopted)
    assert adopted.parties == ("NORD", "SUD", "EST")


def test_without_a_number_all_are_needed() -> None:
    story = begun_story(consensus="n_of_m")
    story.table("nord", BALANCED)
    story.accept("nord", "P1", events.ProposalAccepted)
    story.accept("sud", "P1", events.ProposalAccepted)
    story.accept("est", "P1", events.ProposalAccepted, events.TextAdopted)


# no objection


@pytest.fixture
def silent() -> Story:
    story = begun_story(consensus="no_objection")
    story.table("nord", BALANCED)
    return story


def adopt(story: Story, proposal: str = "P1") -> acts.Adopt:
    return acts.Adopt(proposal, story.hash(proposal))


def test_the_chair_finds_no_objection(silent: Story) -> None:
    silent.refused("chair", adopt(silent), Code.NOBODY_ACCEPTED, proposal="P1")
    silent.does("sud2", acts.AcceptAdReferendum("P1", silent.hash("P1")))
    silent.refused("chair", adopt(silent), Code.NOBODY_ACCEPTED)
    silent.accept("nord", "P1", events.ProposalAccepted)
    silent.refused("nord", adopt(silent), Code.NOT_CHAIR)
    (adopted,) = silent.does("chair", adopt(silent), events.TextAdopted)
    assert adopted == events.TextAdopted("P1", 1, silent.hash("P1"), ("NORD",), ())


def test_nothing_is_adopted_by_itself_where_the_chair_asks_for_objections(silent: Story) -> None:
    for member in ("nord", "sud", "est"):
        silent.accept(member, "P1", events.ProposalAccepted)
    assert silent.state.phase is Phase.NEGOTIATING


def test_an_objection_to_the_present_text_stands_in_the_way(silent: Story) -> None:
    silent.accept("nord", "P1")
    silent.does("sud2", acts.Reject("P1", silent.hash("P1")))
    silent.refused("chair", adopt(silent), Code.OBJECTIONS, proposal="P1", parties=["SUD"])
    old = silent.hash("P1")
    silent.change("nord", "P1", BALANCED, "x")
    silent.refused("chair", acts.Adopt("P1", old), Code.STALE_VERSION)
    silent.accept("nord", "P1")
    silent.does("chair", adopt(silent), events.TextAdopted)


def test_consents_and_rules_count_there_too(silent: Story) -> None:
    silent.table("nord", SHARED)
    silent.accept("nord", "P2")
    silent.refused("chair", adopt(silent, "P2"), Code.CONSENT_MISSING, proposal="P2", parties=["EST"])
    silent.accept("est", "P2")
    silent.does("chair", adopt(silent, "P2"), events.TextAdopted, events.ProposalLapsed)


def test_the_chair_does_not_override_the_rules() -> None:
    story = begun_story(consensus="no_objection", enforce="at_adoption")
    story.table("nord", LOPSIDED)
    story.accept("sud", "P1")
    refusal = story.refused("chair", adopt(story), Code.NOT_RECIPROCAL, bar=Bar(("cuts",)))
    assert refusal.judgement is not None


@pytest.mark.parametrize("consensus", ["unanimity", "n_of_m"])
def test_elsewhere_there_is_nothing_to_declare(consensus: str) -> None:
    story = begun_story(consensus=consensus)
    story.table("nord", BALANCED)
    story.refused("chair", adopt(story), Code.ADOPTS_BY_ITSELF, consensus=consensus)
