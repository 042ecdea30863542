"""Statements on the record: kinds, what they are about, when they may be made, and what standing aside does."""

from dataclasses import replace

import pytest

from bot.negotiation import acts, events
from bot.negotiation.clockwork.model import PhaseNow, PhasePlan
from bot.negotiation.concluding.acts import MakeStatement
from bot.negotiation.concluding.after import ghost
from bot.negotiation.concluding.facts import StatementMade
from bot.negotiation.concluding.model import StatementKind
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code
from tests.negotiation.concluding.holding import holds
from tests.support.builders import BALANCED, START, Story, begun_story

K = StatementKind


@pytest.fixture
def story() -> Story:
    story = begun_story(consensus="no_objection")
    story.table("nord", BALANCED, "Peace lasts.")
    return story


def test_statements_are_numbered_and_note_the_version_they_are_about(story: Story) -> None:
    (made,) = story.does("sud2", MakeStatement(K.STATEMENT, "We are glad to be here."))
    assert made == StatementMade("S1", K.STATEMENT, "SUD", "We are glad to be here.")
    story.change("nord", "P1", BALANCED, "Peace lasts long.")
    (made,) = story.does("est", MakeStatement(K.COMMENT, "Too vague.", "P1", 2))
    assert made == StatementMade("S2", K.COMMENT, "EST", "Too vague.", "P1", 2, 2)
    (made,) = story.does("chair", MakeStatement(K.ANSWER, "Until noon."))
    assert made == StatementMade("S3", K.ANSWER, None, "Until noon.")
    story.does("guest", MakeStatement(K.QUESTION, "When is lunch?"), StatementMade)
    assert list(story.state.conclusion.statements) == ["S1", "S2", "S3", "S4"]
    holds(story)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (MakeStatement(K.STATEMENT, " "), Code.STATEMENT_NEEDED),
        (MakeStatement(K.STATEMENT, "x" * 2_001), Code.STATEMENT_TOO_LONG),
        (MakeStatement(K.STATEMENT, "\x1b"), Code.UNREADABLE_WORDS),
        (MakeStatement(K.STATEMENT, "x", "P9"), Code.UNKNOWN_PROPOSAL),
        (MakeStatement(K.STATEMENT, "x", None, 1), Code.PROPOSAL_NEEDED),
        (MakeStatement(K.COMMENT, "x"), Code.PROPOSAL_NEEDED),
        (MakeStatement(K.COMMENT, "x", "P1"), Code.CLAUSE_NEEDED),
        (MakeStatement(K.COMMENT, "x", "P1", 3), Code.NO_SUCH_CLAUSE),
        (MakeStatement(K.COMMENT, "x", "P1", 0), Code.NO_SUCH_CLAUSE),
        *((MakeStatement(kind, "x"), Code.PROPOSAL_NEEDED) for kind in (K.INTERPRETATIVE, K.POSITION, K.DISSOCIATION)),
        (MakeStatement(K.STANDING_ASIDE, "x"), Code.PROPOSAL_NEEDED),
    ],
)
def test_what_a_statement_needs(story: Story, act: MakeStatement, code: Code) -> None:
    story.refused("sud", act, code)


def test_two_thousand_characters_fit(story: Story) -> None:
    story.does("sud", MakeStatement(K.STATEMENT, "x" * 2_000), StatementMade)


def test_a_text_that_is_over_takes_no_statements_and_an_adopted_one_does(story: Story) -> None:
    story.accept("sud", "P1")
    story.does("nord", acts.Withdraw("P1"))
    story.refused("sud", MakeStatement(K.POSITION, "x", "P1"), Code.NOT_LIVE, status="withdrawn")
    story.table("nord", BALANCED)
    story.accept("sud", "P2")
    story.does("chair", acts.Adopt("P2", story.hash("P2")), events.TextAdopted)
    for kind in (K.POSITION, K.INTERPRETATIVE, K.DISSOCIATION):
        story.does("est", MakeStatement(kind, "We read it so.", "P2"), StatementMade)
    holds(story)


def test_chairs_and_those_whose_word_does_not_count_say_nothing_about_what_a_text_means(story: Story) -> None:
    for kind in (K.INTERPRETATIVE, K.POSITION, K.DISSOCIATION, K.STANDING_ASIDE):
        story.refused("chair", MakeStatement(kind, "x", "P1"), Code.ROLE_MAY_NOT, role="chair")
    story.refused("guest", MakeStatement(K.STANDING_ASIDE, "x", "P1"), Code.STAYS_OUT, party="GUEST")
    story.refused("olga", MakeStatement(K.STATEMENT, "x"), Code.ROLE_MAY_NOT)


def test_with_a_kept_plan_the_phase_decides_which_kinds_delegations_may_make(story: Story) -> None:
    plan = (
        PhasePlan("talk", 5, ("statement",)),
        PhasePlan("ask", 5, ("question",)),
        PhasePlan("data", 5, ("declare",)),
    )
    now = PhaseNow("talk", 1, ("statement",), START)
    story.goes_on_from(replace(story.state, timetable=replace(story.state.timetable, plan=plan, phase=now)))
    story.does("sud", MakeStatement(K.STATEMENT, "x"), StatementMade)
    for kind, phase in ((K.QUESTION, "ask"), (K.ANSWER, "ask"), (K.DECLARATION, "data")):
        story.refused("sud", MakeStatement(kind, "x"), Code.OUT_OF_PHASE, phase="talk", phases=[phase])
        story.does("chair", MakeStatement(kind, "x"), StatementMade)
    story.does("sud", MakeStatement(K.POSITION, "x", "P1"), StatementMade)


def test_a_party_stands_aside_once_for_a_version_and_no_longer_stops_the_others(story: Story) -> None:
    story.accept("sud", "P1")
    story.does("est", acts.Reject("P1", story.hash("P1"), "No."))
    adopt = acts.Adopt("P1", story.hash("P1"))
    story.refused("chair", adopt, Code.OBJECTIONS, parties=["EST"])
    aside = MakeStatement(K.STANDING_ASIDE, "We do not agree, and do not stop you.", "P1")
    story.does("est", aside, StatementMade)
    story.refused("est", aside, Code.ALREADY_ASIDE, statement="S1", version=1)
    (adopted,) = story.does("chair", adopt, events.TextAdopted)
    assert isinstance(adopted, events.TextAdopted)
    assert adopted.parties == ("SUD",)
    holds(story)


def test_standing_aside_is_of_one_version(story: Story) -> None:
    aside = MakeStatement(K.STANDING_ASIDE, "We stand aside.", "P1")
    story.does("est", aside)
    story.change("nord", "P1", BALANCED, "Peace ends.")
    story.accept("sud", "P1")
    story.does("est", acts.Reject("P1", story.hash("P1"), "No."))
    story.refused("chair", acts.Adopt("P1", story.hash("P1")), Code.OBJECTIONS, parties=["EST"])
    story.does("est", aside, StatementMade)
    story.does("chair", acts.Adopt("P1", story.hash("P1")), events.TextAdopted)


def test_a_statement_that_is_undone_keeps_its_number_and_counts_no_more(story: Story) -> None:
    before = story.state
    (made,) = story.does("est", MakeStatement(K.STANDING_ASIDE, "We stand aside.", "P1"))
    assert isinstance(made, StatementMade)
    story.goes_on_from(replace(ghost(before, made, "est", story.now), version=story.state.version))
    assert story.state.conclusion.statements["S1"].undone
    story.accept("sud", "P1")
    story.does("est", acts.Reject("P1", story.hash("P1"), "No."))
    story.refused("chair", acts.Adopt("P1", story.hash("P1")), Code.OBJECTIONS)
    (again,) = story.does("est", MakeStatement(K.STANDING_ASIDE, "We do.", "P1"))
    assert isinstance(again, StatementMade)
    assert again.statement == "S2"


def test_possible_is_asked_of_the_kinds(story: Story) -> None:
    for member in ("sud", "guest", "chair", "nord2"):
        assert MakeStatement in possible(story.state, story.context(member))
    assert MakeStatement not in possible(story.state, story.context("olga"))
