"""How many brackets were open when: the burn-down of a negotiation, read from its entries."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from bot.negotiation import events, marked
from bot.negotiation.events import Recorded


class OpenCount(NamedTuple):
    """How many brackets were open after the entry `seq`."""

    seq: int
    at: datetime
    open: int


def burn_down(entries: Iterable[Recorded], proposal: str | None = None) -> tuple[OpenCount, ...]:
    """Give the number of open brackets after each entry that changed it: of one proposal, or of the whole session.

    Brackets of a proposal that is withdrawn or lapses are open no longer; those left in an agreed text are.
    """
    standing: dict[str, str] = {}  # bracket -> proposal
    counts: list[OpenCount] = []
    for entry in entries:
        before = len(standing)
        _count(standing, entry.event, proposal)
        if len(standing) != before:
            counts.append(OpenCount(entry.seq, entry.at, len(standing)))
    return tuple(counts)


def _count(standing: dict[str, str], event: events.Event, proposal: str | None) -> None:
    match event:
        case marked.BracketPlaced(proposal=of) if proposal in {None, of}:
            standing[event.bracket] = of
        case marked.BracketLifted(bracket=bracket) | marked.ReservationMade(bracket=str(bracket)):
            standing.pop(bracket, None)
        case events.ProposalWithdrawn(proposal=of) | events.ProposalLapsed(proposal=of):
            for bracket in [one for one, where in standing.items() if where == of]:
                del standing[bracket]
        case _:
            pass
