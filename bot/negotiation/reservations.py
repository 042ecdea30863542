"""Reservations: what a party does not commit itself to, in writing, without stopping the others (rarely)."""

from bot.negotiation import acts, marked
from bot.negotiation.adoption import then_settle
from bot.negotiation.brackets import on_bracket
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, party_of, standing
from bot.negotiation.marks import packages_with
from bot.negotiation.model import Proposal, Session
from bot.negotiation.overlays import Bracket, Reservation
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement, no_clause


def reserve(state: Session, act: acts.Reserve, context: Context) -> Outcome:
    """Make a reservation on the newest version; with a bracket of one's own, that bracket is open no longer."""
    if refusal := standing(state, context.actor, acts.Reserve):
        return refusal
    proposal = on_proposal(state, context, acts.Reserve, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    bracket = on_bracket(state, context, acts.Reserve, act.bracket, proposal.id) if act.bracket else None
    if isinstance(bracket, Refusal):
        return bracket
    if refusal := _no_clause(proposal, act.clause) or check_statement(act.statement):
        return refusal
    if refusal := _made_before(state, act, party_of(state, context)):
        return refusal
    event = marked.ReservationMade(
        reservation=f"R{len(state.reservations) + 1}",
        proposal=proposal.id,
        party=party_of(state, context),
        version=proposal.current.number,
        text_hash=proposal.current.text_hash,
        kind=act.kind,
        statement=act.statement,
        bracket=bracket.id if bracket else None,
        clause=_clause(act, bracket),
    )
    return then_settle(state, event, proposal.id, context)


def lift_reservation(state: Session, act: acts.LiftReservation, context: Context) -> Outcome:
    """Take back a reservation of one's own party."""
    if refusal := standing(state, context.actor, acts.LiftReservation):
        return refusal
    reservation = on_reservation(state, context, act.reservation)
    if isinstance(reservation, Refusal):
        return reservation
    event = marked.ReservationLifted(reservation.id, reservation.proposal, reservation.party)
    return then_settle(state, event, reservation.proposal, context)


def on_reservation(state: Session, context: Context, reservation_id: str) -> Reservation | Refusal:
    """Give the reservation that the actor may lift, or refuse; `standing` has been asked before."""
    party, reservation = party_of(state, context), state.reservations.get(reservation_id)
    if reservation is None:
        yours = [one.id for one in state.reservations.values() if one.party == party and not one.lifted]
        return Refusal(Code.UNKNOWN_RESERVATION, {"reservation": reservation_id, "yours": yours})
    # It holds for every package of its proposal, and would stand against that for ever once the part alone is over.
    if not packages_with(state, reservation.proposal):
        proposal = on_proposal(state, context, acts.LiftReservation, reservation.proposal)
        if isinstance(proposal, Refusal):
            return proposal
    if reservation.lifted:
        return Refusal(Code.RESERVATION_CLOSED, {"reservation": reservation.id})
    if reservation.party != party:
        return Refusal(Code.NOT_YOUR_MARK, {"mark": reservation.id, "party": reservation.party})
    return reservation


def _made_before(state: Session, act: acts.Reserve, party: str) -> Refusal | None:
    said = (act.proposal, party, act.kind, act.statement.strip(), act.bracket, act.clause)
    for one in state.reservations.values():
        made = (one.proposal, one.party, one.kind, one.statement.strip(), one.bracket, one.clause)
        if made == said and not one.lifted:
            return Refusal(Code.ALREADY_RESERVED, {"reservation": one.id})
    return None


def _no_clause(proposal: Proposal, number: int | None) -> Refusal | None:
    return None if number is None else no_clause(number, len(proposal.current.clauses))


def _clause(act: acts.Reserve, bracket: Bracket | None) -> int | None:
    # A bracket knows its clause, so nobody has to say it again (nor can say another one).
    return bracket.clause if bracket else act.clause
