"""The state after what happens to brackets, reservations and links: pure bookkeeping, it refuses nothing."""

from dataclasses import replace
from datetime import datetime

from bot.negotiation import marked
from bot.negotiation.model import Session
from bot.negotiation.overlays import Bracket, BracketStatus, Link, Reservation


def after_mark(state: Session, event: marked.MarkEvent, member: str, at: datetime) -> Session:
    """Give the state after an event of a bracket, a reservation or a link.

    Raises:
        LookupError: It speaks of one that never was.
    """
    match event:
        case marked.BracketPlaced() | marked.BracketMoved() | marked.BracketLiftAgreed() | marked.BracketLifted():
            return _with_bracket(state, _bracket_after(state, event, member, at))
        case marked.ReservationMade():
            return _reserved(state, event, member, at)
        case marked.ReservationLifted(reservation=name):
            lifted = replace(state.reservations[name], lifted=True)
            return replace(state, reservations={**state.reservations, name: lifted})
        case marked.LinkStated(link=name):
            link = Link(name, event.party, member, event.proposal, event.others, at)
            return replace(state, links={**state.links, name: link})
        case marked.LinkDropped(link=name):
            return replace(state, links={**state.links, name: replace(state.links[name], dropped=True)})


_OfBracket = marked.BracketPlaced | marked.BracketMoved | marked.BracketLiftAgreed | marked.BracketLifted


def _bracket_after(state: Session, event: _OfBracket, member: str, at: datetime) -> Bracket:
    match event:
        case marked.BracketPlaced():
            return Bracket(
                id=event.bracket,
                proposal=event.proposal,
                party=event.party,
                member=member,
                version=event.version,
                text_hash=event.text_hash,
                clause=event.clause,
                start=event.start,
                end=event.end,
                words=event.words,
                alternative=event.alternative,
                at=at,
            )
        case marked.BracketMoved(clause=clause, start=start, end=end):
            return replace(state.brackets[event.bracket], clause=clause, start=start, end=end)
        case marked.BracketLiftAgreed(party=party):
            bracket = state.brackets[event.bracket]
            return replace(bracket, agreed=(*bracket.agreed, party))
        case marked.BracketLifted(how=how):
            return replace(state.brackets[event.bracket], status=BracketStatus.LIFTED, how=how)


def _with_bracket(state: Session, bracket: Bracket) -> Session:
    return replace(state, brackets={**state.brackets, bracket.id: bracket})


def _reserved(state: Session, event: marked.ReservationMade, member: str, at: datetime) -> Session:
    reservation = Reservation(
        id=event.reservation,
        proposal=event.proposal,
        party=event.party,
        member=member,
        version=event.version,
        text_hash=event.text_hash,
        kind=event.kind,
        statement=event.statement,
        bracket=event.bracket,
        clause=event.clause,
        at=at,
    )
    made = replace(state, reservations={**state.reservations, reservation.id: reservation})
    if event.bracket is None:
        return made
    return _with_bracket(made, replace(state.brackets[event.bracket], status=BracketStatus.RESERVED))
