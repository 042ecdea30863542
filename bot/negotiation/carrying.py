"""What becomes of open brackets when their text changes."""

from collections.abc import Sequence

from bot.drafting.clauses import Clause
from bot.drafting.spans import Span, carry
from bot.negotiation import marked
from bot.negotiation.events import Event
from bot.negotiation.marks import open_brackets
from bot.negotiation.model import Proposal, Session
from bot.negotiation.overlays import Bracket


def span_of(bracket: Bracket) -> Span:
    """Give the place of a bracket in the text."""
    return Span(bracket.clause - 1, bracket.start, bracket.end)


def carried(state: Session, proposal: Proposal, clauses: Sequence[Clause]) -> tuple[Event, ...]:
    """Give what a new text of a proposal does to its open brackets: they move with their words, or are gone."""
    brackets = open_brackets(state, proposal)
    places = carry(proposal.current.clauses, clauses, [span_of(one) for one in brackets])
    return followed(brackets, places)


def followed(brackets: Sequence[Bracket], places: Sequence[Span | None]) -> tuple[Event, ...]:
    """Give an event for each bracket whose place is another one, or none, after a change."""
    found: list[Event] = []
    for bracket, place in zip(brackets, places, strict=True):
        if place is None:
            found.append(marked.BracketLifted(bracket.id, bracket.proposal, bracket.party, "words_gone"))
        elif place != span_of(bracket):
            found.append(marked.BracketMoved(bracket.id, bracket.proposal, place.clause + 1, place.start, place.end))
    return tuple(found)
