"""What must be shown after an act: rows of the outbox, written in the act's own transaction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.negotiation import events, marked
from bot.negotiation.events import Recorded
from bot.negotiation.marks import packages_with
from bot.negotiation.model import Session


class NoticeKind(StrEnum):
    """What kind of showing is due; the key says of what."""

    ROOMS = "rooms"  # key "": threads, opening card (seats, phase) exist and are up to date
    MEMBERSHIP = "membership"  # key member id: that member's private threads follow the seat
    CARD = "card"  # key proposal id: its card exists and shows the present state
    LINE = "line"  # key seq: one line about the entry in the public Record thread
    ANNOUNCE = "announce"  # key seq: a post in the plenary (begun, barred, adopted, closed, accepted words in question)


SHOWS_PRESENT = frozenset({NoticeKind.ROOMS, NoticeKind.MEMBERSHIP, NoticeKind.CARD})
"""Kinds that show the state as it is: one showing serves every entry up to it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One showing that is due because of the entry `seq` of a session."""

    kind: NoticeKind
    key: str
    seq: int


def notices_for(entry: Recorded, session: Session) -> tuple[Notice, ...]:
    """Give what is due because of one entry, in the order of showing; `session` is the state after the act."""
    return tuple(Notice(kind, key, entry.seq) for kind, key in _due_for(entry, session))


def due(entries: Iterable[Recorded], session: Session) -> tuple[Notice, ...]:
    """Give what is due because of all entries of one act: each thing once, for its last entry."""
    found: dict[tuple[NoticeKind, str], Notice] = {}
    for entry in entries:
        for notice in notices_for(entry, session):
            # The first place stays: rooms must be there before what is posted in them.
            found[notice.kind, notice.key] = notice
    return tuple(found.values())


def _due_for(entry: Recorded, session: Session) -> Iterator[tuple[NoticeKind, str]]:
    event = entry.event
    if isinstance(
        event,
        events.SessionOpened
        | events.SeatTaken
        | events.SeatLeft
        | events.SessionBegun
        | events.AdoptionBarred
        | events.TextAdopted
        | events.SessionClosed,
    ):
        yield NoticeKind.ROOMS, ""
    if isinstance(event, events.SeatTaken | events.SeatLeft):
        yield NoticeKind.MEMBERSHIP, event.member
    for proposal in _proposals_of(entry, session):
        yield NoticeKind.CARD, proposal
    if _concerns_everybody(event, session):
        yield NoticeKind.ANNOUNCE, str(entry.seq)
    # Where a bracket stands in the next version follows from the text, and would fill the thread.
    if not isinstance(event, marked.BracketMoved):
        yield NoticeKind.LINE, str(entry.seq)


def _concerns_everybody(event: events.Event, session: Session) -> bool:
    """Say whether an edit of a card, perhaps far up in the channel, is not enough."""
    match event:
        case events.SessionBegun() | events.AdoptionBarred() | events.TextAdopted() | events.SessionClosed():
            return True
        case events.ProposalChanged():
            return bool(session.proposals[event.proposal].fallen_acceptances())
        case events.ProposalWithdrawn():
            return bool(event.accepted_by)
        case marked.BracketPlaced():
            return bool(session.proposals[event.proposal].accepting())
        case _:
            return False


def _proposals_of(entry: Recorded, session: Session) -> tuple[str, ...]:
    match entry.event:
        case events.SessionOpened() | events.SeatTaken() | events.SeatLeft() | events.SessionBegun():
            return ()
        case events.SessionClosed():
            return (session.agreement.proposal,) if session.agreement else ()
        case events.ProposalTabled(proposal=proposal, counters=str(parent)):
            return proposal, parent
        case (
            marked.ReservationMade(proposal=part)
            | marked.ReservationLifted(proposal=part)
            | marked.LinkStated(proposal=part)
            | marked.LinkDropped(proposal=part)
        ):
            # What is said of a part stands on the cards of its packages, too.
            return part, *(package.id for package in packages_with(session, part))
        case event:
            return (event.proposal,)
