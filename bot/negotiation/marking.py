"""The state after what happens to brackets, reservations and links: pure bookkeeping, it refuses nothing."""

from dataclasses import replace
from datetime import datetime

from bot.negotiation import events
from bot.negotiation.model import Bracket, BracketStatus, Link, Reservation, Session


def after_mark(state: Session, event: events.MarkEvent, member: str, at: datetime) -> Session:
    """Give the state after an event of a bracket, a reservation or a link.

    Raises:
        LookupError: It speaks of one that never was.
    """
    match event:
        case events.BracketPlaced() | events.BracketMoved() | events.BracketLiftAgreed() | events.BracketLifted():
            return _with_bracket(state, _bracket_after(state, event, member, at))
        case events.ReservationMade():
            return _reserved(state, event, member, at)
        case events.ReservationLifted(reservation=name):
            lifted = replace(state.reservations[name], lifted=True)
            return replace(state, reservations={**state.reservations, name: lifted})
        case events.LinkStated(link=name):
            link = Link(name, event.party, member, event.proposal, event.others, at)
            return replace(state, links={**state.links, name: link})
        case events.LinkDropped(link=name):
            return replace(state, links={**state.links, name: replace(state.links[name], dropped=True)})


_OfBracket = events.BracketPlaced | events.BracketMoved | events.BracketLiftAgreed | events.BracketLifted


def _bracket_after(state: Session, event: _OfBracket, member: str, at: datetime) -> Bracket:
    match event:
        case events.BracketPlaced():
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
        case events.BracketMoved(clause=clause, start=start, end=end):
            return replace(state.brackets[event.bracket], clause=clause, start=start, end=end)
        case events.BracketLiftAgreed(party=party):
            bracket = state.brackets[event.bracket]
            return replace(bracket, agreed=(*bracket.agreed, party))
        case events.BracketLifted(how=how):
            return replace(state.brackets[event.bracket], status=BracketStatus.LIFTED, how=how)


def _with_bracket(state: Session, bracket: Bracket) -> Session:
    return replace(state, brackets={**state.brackets, bracket.id: bracket})


def _reserved(state: Session, event: events.ReservationMade, member: str, at: datetime) -> Session:
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
