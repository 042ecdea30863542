"""Brackets in the words themselves: they block like placed ones, until a new version settles them."""

import pytest

from bot.negotiation import acts
from bot.negotiation.burndown import burn_down
from bot.negotiation.marks import all_brackets, is_written
from bot.negotiation.packages import package_of
from bot.negotiation.refusals import Code
from tests.negotiation.marking import place, tabled
from tests.support.builders import BALANCED, Story, begun_story, words


@pytest.fixture
def story() -> Story:
    return tabled()


def test_brackets_that_a_text_is_written_with_block_it_until_a_new_version() -> None:
    story = begun_story()
    story.table("nord", BALANCED, "The talks last [two | three] weeks [in Geneva].")
    proposal = story.state.proposals["P1"]
    clause = len(proposal.current.clauses)
    found = all_brackets(story.state, proposal)
    assert [(one.id, one.party, one.words) for one in found] == [
        (f"T{clause}.1", "NORD", "[two | three]"),
        (f"T{clause}.2", "NORD", "[in Geneva]"),
    ]
    refused = story.refused("sud", acts.Accept("P1", story.hash("P1")), Code.BRACKETS_OPEN, parties=[])
    assert [one["written"] for one in refused.params["brackets"]] == [True, True]
    story.refused("sud", acts.LiftBracket(f"T{clause}.1"), Code.UNKNOWN_BRACKET)
    story.change("nord", "P1", BALANCED, "The talks last two weeks in Geneva.")
    story.accept("sud", "P1")


def test_written_brackets_stand_in_the_order_of_the_text_among_placed_ones() -> None:
    story = begun_story()
    story.table("nord", {}, "Talks [go] on.")
    place(story, "sud", "Talks", clause=1)
    place(story, "est", "on.", clause=1)
    found = all_brackets(story.state, story.state.proposals["P1"])
    assert [one.id for one in found] == ["B1", "T1.1", "B2"]
    assert [is_written(one) for one in found] == [False, True, False]


def test_where_brackets_are_only_noted_written_ones_go_into_the_agreed_text() -> None:
    story = begun_story(brackets="note")
    story.table("nord", BALANCED, "Talks go on [in Geneva].")
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.agreement is not None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("by [600 persons", "not_closed"),
        ("by 600] persons", "not_opened"),
        ("by [] persons", "empty"),
        ("[" * 4_000, "too_deep"),
        ("Alt. 2: this\nAlt. 1: that", "alternatives_out_of_order"),
    ],
)
def test_a_clause_whose_brackets_cannot_be_read_is_refused_with_the_place(text: str, why: str) -> None:
    story = begun_story()
    refused = story.refused("nord", acts.Table(words("Fine.", text)), Code.BRACKET_UNREADABLE, number=2, why=why)
    assert refused.params["near"] in text
    assert len(refused.params["near"]) <= 40


def test_no_package_slips_past_open_brackets(story: Story) -> None:
    story.table("sud", {}, "Peace lasts.")
    place(story, "est", "persons")
    act = package_of([story.state.proposals["P1"], story.state.proposals["P2"]])
    story.refused("nord", act, Code.BRACKETS_OPEN, proposal="P1", parties=["EST"])
    story.does("est", acts.LiftBracket("B1"))
    story.does("nord", act)


def test_the_burn_down_counts_written_brackets_too() -> None:
    story = begun_story()
    story.table("nord", BALANCED, "Talks last [two | three] weeks [in Geneva].")
    place(story, "sud", "Talks", clause=len(story.state.proposals["P1"].current.clauses))
    story.table("est", {}, "[Peace] lasts.")
    story.change("nord", "P1", BALANCED, "Talks last two weeks [in Geneva].")
    story.does("est", acts.Withdraw("P2"))
    assert [one.open for one in burn_down(story.entries)] == [2, 3, 4, 3, 2]
    assert [one.open for one in burn_down(story.entries, "P2")] == [1, 0]
