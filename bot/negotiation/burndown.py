"""How many brackets were open when: the burn-down of a negotiation, read from its entries."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.drafting.brackets import open_brackets
from bot.drafting.clauses import Clause
from bot.negotiation import events, marked
from bot.negotiation.events import Recorded


class OpenCount(NamedTuple):
    """How many brackets were open after the entry `seq`."""

    seq: int
    at: datetime
    open: int


def burn_down(entries: Iterable[Recorded], proposal: str | None = None) -> tuple[OpenCount, ...]:
    """Give the number of open brackets after each entry that changed it: of one proposal, or of the whole session.

    Both kinds count, placed over a text and written in it. Brackets of a proposal that is withdrawn or lapses are open
    no longer; those left in an agreed text are.
    """
    standing: dict[tuple[str, str], str] = {}  # bracket (of a written one also its proposal) -> proposal
    counts: list[OpenCount] = []
    for entry in entries:
        before = len(standing)
        _count(standing, entry.event, proposal)
        if len(standing) != before:
            counts.append(OpenCount(entry.seq, entry.at, len(standing)))
    return tuple(counts)


def _count(standing: dict[tuple[str, str], str], event: events.Event, proposal: str | None) -> None:
    match event:
        case events.ProposalTabled(proposal=of) | events.ProposalChanged(proposal=of) if proposal in {None, of}:
            _drop(standing, of, written=True)
            standing.update({(of, name): of for name in _written(event.clauses)})
        case marked.BracketPlaced(proposal=of) if proposal in {None, of}:
            standing["", event.bracket] = of
        case marked.BracketLifted(bracket=bracket) | marked.ReservationMade(bracket=str(bracket)):
            standing.pop(("", bracket), None)
        case events.ProposalWithdrawn(proposal=of) | events.ProposalLapsed(proposal=of):
            _drop(standing, of)
        case _:
            pass


def _drop(standing: dict[tuple[str, str], str], proposal: str, *, written: bool = False) -> None:
    for bracket in [one for one, of in standing.items() if of == proposal and (one[0] or not written)]:
        del standing[bracket]


def _written(clauses: Sequence[Clause]) -> list[str]:
    return [
        f"{number}.{count}"
        for number, clause in enumerate(clauses, 1)
        if clause.issue is None
        for count, _ in enumerate(open_brackets(clause.text), 1)
    ]
