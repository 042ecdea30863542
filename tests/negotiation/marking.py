"""What the tests of brackets and reservations share: a text, and who marks what in it."""

from collections.abc import Sequence
from typing import Any

from bot.negotiation import acts, events, marked
from bot.negotiation.marks import open_brackets
from tests.support.builders import BALANCED, Story, begun_story

TEXT = "Each side cuts by 1,500 persons, and 1,500 tanks."


def tabled(**procedure: Any) -> Story:  # noqa: ANN401  # fields of the procedure
    story = begun_story(**procedure)
    story.table("nord", BALANCED, TEXT, "Talks go on.")
    return story


def place(
    story: Story, member: str, words_: str = "persons", alternative: str = "", clause: int = 2, proposal: str = "P1"
) -> Sequence[events.Event]:
    return story.does(
        member, acts.PlaceBracket(proposal, story.hash(proposal), clause, words_, alternative), marked.BracketPlaced
    )


def standing_at(story: Story, proposal: str = "P1") -> list[tuple[str, int, str]]:
    """The open brackets: id, clause, words as they stand in the text."""
    held = story.state.proposals[proposal]
    return [
        (one.id, one.clause, held.current.clauses[one.clause - 1].text[one.start : one.end])
        for one in open_brackets(story.state, held)
    ]
