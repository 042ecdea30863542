"""What an entry leaves that was undone: what got a number keeps it, marked, so that no id is ever used twice."""

from dataclasses import replace
from datetime import datetime

from bot.negotiation import events, marked
from bot.negotiation.events import Event
from bot.negotiation.evolve import apply
from bot.negotiation.model import ProposalStatus, Session
from bot.negotiation.overlays import BracketStatus
from bot.negotiation.parts import PartEvent, part_ghost

UNDONE = "undone"
"""How a bracket was lifted whose placing was undone."""


def ghost(state: Session, event: Event, member: str, at: datetime) -> Session:  # noqa: PLR0911  # a table
    """Give the state after an event that was undone; the version stays as it is."""
    if isinstance(event, PartEvent):
        return part_ghost(state, event, member, at)
    match event:
        case events.SeatTaken(member=seated, party=str(party)):
            # Whoever has sat for a party may have read its brief, whatever is undone.
            recording = state.recording.with_alias(seated, event.name)
            return replace(state, former={**state.former, seated: party}, recording=recording)
        case events.ProposalTabled(proposal=name):
            tabled = apply(state, event, member, at)
            undone = replace(tabled.proposals[name], status=ProposalStatus.UNDONE)
            return replace(tabled, proposals={**tabled.proposals, name: undone})
        case marked.BracketPlaced(bracket=name):
            placed = apply(state, event, member, at)
            lifted = replace(placed.brackets[name], status=BracketStatus.LIFTED, how=UNDONE)
            return replace(placed, brackets={**placed.brackets, name: lifted})
        case marked.ReservationMade(reservation=name):
            made = apply(state, replace(event, bracket=None), member, at)
            reservation = replace(made.reservations[name], bracket=event.bracket, lifted=True)
            return replace(made, reservations={**made.reservations, name: reservation})
        case marked.LinkStated(link=name):
            stated = apply(state, event, member, at)
            return replace(stated, links={**stated.links, name: replace(stated.links[name], dropped=True)})
        case _:
            return state
