"""Editorial changes: only words, contestable for a time, and every acceptance stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.clauses import text_hash
from bot.negotiation import acts, events
from bot.negotiation.concluding.acts import CertifyEditorial, ContestEditorial, MakeStatement, PutUnderSilence
from bot.negotiation.concluding.after import fits, ghost
from bot.negotiation.concluding.editorial import numbers_in
from bot.negotiation.concluding.facts import (
    EditorialApplied,
    EditorialCertified,
    EditorialContested,
    EditorialDropped,
)
from bot.negotiation.concluding.model import StatementKind
from bot.negotiation.deadlines import deadlines
from bot.negotiation.model import StanceKind
from bot.negotiation.parts import shifted
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code
from tests.negotiation.concluding.holding import holds
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story

OLD = "The partys meet on 3 May in two halls."
NEW = "The parties meet on 3 May in two halls."


def certify(story: Story, words: str = NEW, clause: int = 2, reason: str = "A slip.") -> CertifyEditorial:
    return CertifyEditorial("P1", story.hash("P1"), clause, words, reason)


@pytest.fixture
def story() -> Story:
    story = begun_story(consensus="no_objection")
    story.table("nord", BALANCED, OLD)
    story.accept("sud", "P1")
    story.does("est", acts.Reject("P1", story.hash("P1"), "No."))
    return story


def test_nobody_contests_and_everything_said_of_the_text_stays(story: Story) -> None:
    (made,) = story.does("chair", certify(story))
    assert isinstance(made, EditorialCertified)
    assert (made.editorial, made.version, made.new_hash) == ("E1", 1, text_hash(made.clauses))
    assert made.until == story.now + timedelta(minutes=5)
    assert [one.key for one in deadlines(story.state)] == ["editorial:E1"]
    (applied,) = story.tick("editorial:E1")
    proposal = story.state.proposals["P1"]
    assert applied == EditorialApplied("E1", "P1", 2, made.clauses, made.new_hash)
    assert (proposal.current.number, proposal.current.clauses[1].text) == (2, NEW)
    assert proposal.accepted_by() == ("SUD",)
    stance = proposal.stance("EST")
    assert stance
    assert (stance.kind, stance.said_of) == (StanceKind.REJECTED, 1)
    assert story.state.conclusion.editorials["E1"].status == "applied"
    holds(story)
    story.does("est", acts.TakeBack("P1"))
    story.does("chair", acts.Adopt("P1", story.hash("P1")), events.TextAdopted)


def test_waivers_and_asides_stay_too(story: Story) -> None:
    story.does("est", MakeStatement(StatementKind.STANDING_ASIDE, "We stand aside.", "P1"))
    story.does("chair", certify(story))
    story.tick("editorial:E1")
    story.does("chair", acts.Adopt("P1", story.hash("P1")), events.TextAdopted)
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED, OLD)
    for member in ("nord", "sud"):
        story.accept(member, "P1")
        story.does(member, acts.Waive("P1", story.hash("P1"), "cuts", "So be it."))
    story.does("chair", certify(story))
    story.tick("editorial:E1")
    story.accept("est", "P1", events.ProposalAccepted, events.TextAdopted)


def test_one_party_kills_it(story: Story) -> None:
    story.does("chair", certify(story))
    assert story.does("est", ContestEditorial("E1", "It changes who meets.")) == (
        EditorialContested("E1", "P1", "EST", "It changes who meets."),
    )
    assert deadlines(story.state) == ()
    story.refused("sud", ContestEditorial("E1"), Code.EDITORIAL_CLOSED, status="contested")
    (again,) = story.does("chair", certify(story))
    assert isinstance(again, EditorialCertified)
    assert again.editorial == "E2"
    holds(story)


def test_who_contests_and_until_when(story: Story) -> None:
    story.does("chair", certify(story))
    story.refused("guest", ContestEditorial("E1"), Code.STAYS_OUT)
    story.refused("chair", ContestEditorial("E1"), Code.ROLE_MAY_NOT)
    story.refused("est", ContestEditorial("E7"), Code.UNKNOWN_EDITORIAL, open=["E1"])
    story.refused("est", ContestEditorial("E1", "x" * 1_001), Code.STATEMENT_TOO_LONG)
    assert ContestEditorial in possible(story.state, story.context("sud2"))
    story.later(minutes=5)
    story.refused("est", ContestEditorial("E1"), Code.EDITORIAL_CLOSED, status="over")
    assert ContestEditorial not in possible(story.state, story.context("sud2"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (OLD, Code.NO_CHANGE),
        ("The parties meet on 4 May in two halls.", Code.EDITORIAL_NUMBERS),
        ("The parties meet on 3 June in two halls.", Code.EDITORIAL_NUMBERS),
        ("The parties meet on 3 May in three halls.", Code.EDITORIAL_NUMBERS),
        ("The parties meet on 3 May in halls.", Code.EDITORIAL_NUMBERS),
        ("The parties meet on 3 May in two [large] halls.", Code.EDITORIAL_STEPS),
        (" ", Code.EMPTY_TEXT),
        ("\x1b", Code.UNREADABLE_TEXT),
        ("x" * 4_001, Code.CLAUSE_TOO_LONG),
    ],
)
def test_what_is_no_editorial_change(story: Story, words: str, code: Code) -> None:
    story.refused("chair", certify(story, words), code)


def test_the_steps_stay_the_same() -> None:
    story = begun_story()
    step = "Nordland shall reduce its tanks in Nordland to 900 by 1 June 2026, verified by inspection."
    story.table("nord", {}, step)
    carried = story.state.proposals["P1"].current.clauses[0]
    assert carried.carries_steps
    other = step.replace("Nordland shall", "Sudland shall").replace("in Nordland", "in Sudland")
    story.refused("chair", certify(story, other, 1), Code.EDITORIAL_STEPS, number=1)
    political = step.replace("shall", "might")
    story.refused("chair", certify(story, political, 1), Code.EDITORIAL_STEPS, number=1)


def test_where_it_cannot_be_made(story: Story) -> None:
    story.refused("nord", certify(story), Code.NOT_CHAIR)
    story.refused("chair", certify(story, clause=1), Code.EDITORIAL_OF_OPTION, issue="CUTS")
    story.refused("chair", certify(story, clause=3), Code.NO_SUCH_CLAUSE)
    story.refused("chair", certify(story, reason=" "), Code.STATEMENT_NEEDED)
    story.refused("chair", replace(certify(story), text_hash="0" * 64), Code.STALE_VERSION)
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 2, "two"))
    story.refused("chair", certify(story), Code.EDITORIAL_BRACKETED, brackets=["B1"])
    story.does("est", acts.LiftBracket("B1"))
    story.does("chair", certify(story))
    story.refused("chair", certify(story), Code.EDITORIAL_OPEN, editorial="E1")
    story.does("est", acts.TakeBack("P1"))
    story.refused("chair", PutUnderSilence("P1", story.hash("P1")), Code.EDITORIAL_OPEN)


def test_it_waits_for_no_silence_and_the_agreed_text_stays(story: Story) -> None:
    story.does("est", acts.TakeBack("P1"))
    story.does("chair", PutUnderSilence("P1", story.hash("P1")))
    story.refused("chair", certify(story), Code.SILENCE_RUNS)
    story.tick("silence")
    story.refused("chair", certify(story), Code.WRONG_PHASE)


def test_a_change_of_the_text_drops_it_in_the_same_act(story: Story) -> None:
    story.does("chair", certify(story))
    done = story.does("nord", acts.Change("P1", story.hash("P1"), story.frame.clauses(BALANCED)))
    assert done[-1] == EditorialDropped("E1", "P1")
    holds(story)


def test_its_adoption_as_it_stands_drops_it(story: Story) -> None:
    story.does("est", acts.TakeBack("P1"))
    story.does("chair", certify(story))
    done = story.does("chair", acts.Adopt("P1", story.hash("P1")))
    assert [type(one) for one in done] == [EditorialDropped, events.TextAdopted]
    assert story.state.proposals["P1"].current.clauses[1].text == OLD


def test_a_bracket_on_the_clause_meanwhile_drops_it_at_the_end(story: Story) -> None:
    story.does("chair", certify(story))
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 2, "halls"))
    assert story.tick("editorial:E1") == (EditorialDropped("E1", "P1"),)


def test_a_bracket_elsewhere_stays_where_it_is(story: Story) -> None:
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 1, "tanks"))
    story.does("chair", certify(story))
    story.tick("editorial:E1")
    assert story.state.brackets["B1"].words == "tanks"


def test_what_is_undone_keeps_its_number_and_never_comes_into_force(story: Story) -> None:
    before = story.state
    (made,) = story.does("chair", certify(story))
    assert isinstance(made, EditorialCertified)
    assert ghost(before, made, "chair", story.now).conclusion.editorials["E1"].status == "undone"
    open_state = story.state
    (contested,) = story.does("est", ContestEditorial("E1"))
    assert isinstance(contested, EditorialContested)
    undone = ghost(open_state, contested, "est", story.now)
    assert deadlines(undone) == ()
    assert not fits(undone, contested)
    assert ghost(before, contested, "est", story.now) == before


def test_a_pause_gives_more_time(story: Story) -> None:
    story.does("chair", certify(story))
    (at,) = deadlines(story.state)
    assert deadlines(shifted(story.state, timedelta(minutes=3)))[0].at == at.at + timedelta(minutes=3)


@given(st.lists(st.sampled_from(["3", "1,500", "two", "May", "halls", "half", "meet"]), max_size=8), st.randoms())
def test_the_order_of_numbers_does_not_matter_their_count_does(words: list[str], random: object) -> None:
    shuffled = list(words)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random
    assert numbers_in(" ".join(words)) == numbers_in(" ".join(shuffled))
    assert numbers_in(" ".join([*words, "7"])) != numbers_in(" ".join(words))
