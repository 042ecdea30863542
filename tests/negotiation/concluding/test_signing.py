"""After the agreement: initial, sign, ratify, decline, and when the text enters into force."""

from itertools import product
from typing import Any

import pytest

from bot.negotiation import acts, events
from bot.negotiation.concluding.acts import Decline, Initial, Ratify, Sign
from bot.negotiation.concluding.facts import (
    EnteredIntoForce,
    SignatureDeclined,
    TextInitialled,
    TextRatified,
    TextSigned,
)
from bot.negotiation.concluding.model import Consent, Standing
from bot.negotiation.decide import decide
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code, Refusal
from tests.negotiation.concluding.holding import holds
from tests.support.builders import BALANCED, Story, begun_story


def agreed(**procedure: Any) -> Story:  # noqa: ANN401  # fields of the procedure
    """P1 is the agreed text of all three."""
    story = begun_story(**procedure)
    story.table("nord", BALANCED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.agreement
    return story


def test_signed_by_all_for_good_it_is_in_force() -> None:
    story = agreed()
    digest = story.hash("P1")
    story.does("nord", Initial(digest), TextInitialled)
    story.does("nord", Sign(digest), TextSigned)
    story.does("sud", Sign(digest), TextSigned)
    assert story.state.conclusion.in_force is None
    story.does("est", Sign(digest), TextSigned, EnteredIntoForce)
    assert story.state.conclusion.in_force == story.now
    holds(story)


def test_subject_to_ratification_it_waits_for_the_capital() -> None:
    story = agreed()
    digest = story.hash("P1")
    story.does("nord", Sign(digest))
    story.does("sud", Sign(digest, Consent.AD_REFERENDUM))
    story.does("est", Sign(digest, Consent.RATIFICATION), TextSigned)
    story.refused("nord", Ratify(digest), Code.NOTHING_TO_RATIFY, signed=True)
    story.does("sud", Ratify(digest), TextRatified)
    story.does("est", Ratify(digest), TextRatified, EnteredIntoForce)
    story.refused("est", Ratify(digest), Code.SIGNED_ALREADY, step="ratified")
    holds(story)


def test_where_ratification_binds_everybody_ratifies() -> None:
    story = agreed(authentication="ratify")
    digest = story.hash("P1")
    for member in ("nord", "sud", "est"):
        story.refused(member, Ratify(digest), Code.NOTHING_TO_RATIFY, signed=False)
        story.does(member, Sign(digest), TextSigned)
    for member in ("nord", "sud"):
        story.does(member, Ratify(digest), TextRatified)
    story.does("est", Ratify(digest), TextRatified, EnteredIntoForce)


def test_where_initials_bind() -> None:
    story = agreed(authentication="initial")
    digest = story.hash("P1")
    story.does("nord", Initial(digest))
    story.does("sud", Sign(digest, Consent.RATIFICATION))
    story.does("est", Initial(digest), TextInitialled, EnteredIntoForce)
    story.refused("est", Decline(digest, "No."), Code.SIGNED_ALREADY, step="in_force")
    story.does("est", Sign(digest), TextSigned)


def test_where_nothing_is_asked_for_nothing_enters_into_force() -> None:
    story = agreed(authentication="none")
    for member in ("nord", "sud", "est"):
        story.does(member, Sign(story.hash("P1")), TextSigned)


def test_a_party_declines_in_writing_and_a_later_signature_clears_it() -> None:
    story = agreed()
    digest = story.hash("P1")
    story.refused("est", Decline(digest, " "), Code.STATEMENT_NEEDED)
    story.does("est", Decline(digest, "Our parliament fell."), SignatureDeclined)
    assert story.state.conclusion.standings["EST"].declined == "Our parliament fell."
    story.refused("est", Decline(digest, "Again."), Code.SIGNED_ALREADY, step="declined")
    story.does("est", Sign(digest), TextSigned)
    assert story.state.conclusion.standings["EST"] == Standing(signed=story.now, consent=Consent.DEFINITIVE)
    story.refused("est", Decline(digest, "No."), Code.SIGNED_ALREADY, step="bound")
    holds(story)


def test_each_step_is_taken_once_by_the_head_of_a_party_on_the_exact_text() -> None:
    story = agreed()
    digest = story.hash("P1")
    for act in (Initial("0" * 64), Sign("0" * 64), Ratify("0" * 64), Decline("0" * 64, "No.")):
        story.refused("nord", act, Code.NOT_AGREED_TEXT, proposal="P1", version=1)
    story.refused("nord2", Sign(digest), Code.ROLE_MAY_NOT)
    story.refused("chair", Sign(digest), Code.ROLE_MAY_NOT)
    story.refused("guest", Sign(digest), Code.NO_PARTY_TO_TEXT, party="GUEST")
    story.does("nord", Initial(digest))
    story.refused("nord", Initial(digest), Code.SIGNED_ALREADY, step="initialled")
    story.does("nord", Sign(digest))
    story.refused("nord", Sign(digest), Code.SIGNED_ALREADY, step="signed")
    story.refused("nord", Initial(digest), Code.SIGNED_ALREADY, step="signed")


def test_before_the_agreement_there_is_nothing_to_sign() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.refused("nord", Sign(story.hash("P1")), Code.WRONG_PHASE)


def test_who_did_not_accept_is_no_party_to_the_text() -> None:
    story = begun_story(consensus="n_of_m", needed=2)
    story.table("nord", BALANCED)
    story.accept("nord", "P1")
    story.accept("sud", "P1", events.ProposalAccepted, events.TextAdopted)
    story.refused("est", Sign(story.hash("P1")), Code.NO_PARTY_TO_TEXT, parties=["NORD", "SUD"])
    story.does("nord", Sign(story.hash("P1")))
    story.does("sud", Sign(story.hash("P1")), TextSigned, EnteredIntoForce)


@pytest.mark.parametrize("authentication", ["none", "initial", "sign", "ratify"])
def test_possible_and_decide_agree_in_every_order_of_steps(authentication: str) -> None:
    story = agreed(authentication=authentication)
    digest = story.hash("P1")
    signed = Sign(digest, Consent.RATIFICATION)
    steps: tuple[acts.Act, ...] = (Initial(digest), signed, Ratify(digest), Decline(digest, "No."))
    for first, second, third in product(steps, repeat=3):
        story = agreed(authentication=authentication)
        for act in (first, second, third):
            outcome = decide(story.state, act, story.context("nord"))
            assert (type(act) in possible(story.state, story.context("nord"))) == (not isinstance(outcome, Refusal))
            story.tries("nord", act)
        holds(story)


def test_the_agreed_text_is_closed_as_agreed() -> None:
    story = agreed()
    (closed,) = story.does("chair", acts.Close(""))
    assert isinstance(closed, events.SessionClosed)
    assert closed.outcome == "agreed"
