"""Whether an event still makes sense in a state from which earlier ones are missing: what falls when they are undone.

In the state in which it was decided, every event fits.
"""

from bot.negotiation import events, marked
from bot.negotiation.adoption import acceptances, complete, rejections
from bot.negotiation.brackets import agreements_needed
from bot.negotiation.events import Event, Recorded
from bot.negotiation.marks import blocking_brackets, open_brackets, open_reservations, unmet_links
from bot.negotiation.model import Phase, Proposal, ProposalStatus, Role, Session, StanceKind
from bot.negotiation.overlays import BracketStatus
from bot.negotiation.parts import PartEvent, part_fits


def fits(state: Session, event: Event) -> bool:
    """Say whether an event still makes sense."""
    return part_fits(state, event) if isinstance(event, PartEvent) else core_fits(state, event)


def core_fits(state: Session, event: Event) -> bool:  # noqa: PLR0911  # one case for each event is the clearest table there is
    """Say whether an event of seats, proposals and marks still makes sense."""
    match event:
        case events.SeatTaken() | events.SeatLeft():
            return _seat_fits(state, event)
        case events.SessionBegun(required=required):
            return state.phase is Phase.CONVENED and all(state.head_of(party) for party in required)
        case events.NewsScheduled():
            return state.begun_at is not None
        case events.SessionClosed(outcome=outcome):
            has_text = state.agreement is not None or bool(state.harvest)
            return state.phase is not Phase.CLOSED and (outcome != "agreed" or has_text)
        case events.ProposalLapsed(proposal=name):
            # One that is off the table already stays as it is.
            return name in state.proposals
        case _ if state.phase is not Phase.NEGOTIATING:
            return False
        case _ if isinstance(event, marked.MarkEvent):
            return _mark_fits(state, event)
        case events.ProposalTabled():
            return _tabling_fits(state, event)
        case _:
            return _on_proposal_fits(state, event)


def voice_fits(state: Session, entry: Recorded) -> bool:
    """Say whether who acted still sat where the word counts: as head for an acceptance, and for the party named."""
    event, seat = entry.event, state.seat_of(entry.member)
    if seat is None or seat.party is None:
        return True
    match event:
        case events.ProposalAccepted(party=party):
            return seat.party == party and seat.role is Role.HEAD
        case (
            events.ProposalTabled(party=party)
            | events.ProposalAcceptedAdReferendum(party=party)
            | events.ProposalRejected(party=party)
            | events.AsymmetryWaived(party=party)
        ):
            return seat.party == party
        case _:
            return True


def words_stand(state: Session, proposal_id: str) -> bool:
    """Say whether every open bracket of a proposal still stands on its words."""
    proposal = state.proposals[proposal_id]
    clauses = proposal.current.clauses
    return all(
        one.clause <= len(clauses) and clauses[one.clause - 1].text[one.start : one.end] == one.words
        for one in open_brackets(state, proposal)
    )


def _seat_fits(state: Session, event: events.SeatTaken | events.SeatLeft) -> bool:
    """Nobody leaves a seat that is not there, no party has two heads, and no session is without a chair."""
    match event:
        case events.SeatTaken(role=Role.CHAIR):
            return True
        case events.SeatTaken(role=Role.HEAD, party=str(party)):
            head = state.head_of(party)
            free = head is None or head.member == event.member
        case events.SeatTaken():
            free = True
        case events.SeatLeft():
            free = event.member in state.seats
    chairs = state.chairs()
    return free and (not chairs or any(seat.member != event.member for seat in chairs))


def _tabling_fits(state: Session, event: events.ProposalTabled) -> bool:
    if event.proposal in state.proposals:
        return False
    if event.counters is not None and not _current(state, event.counters, event.counters_version):
        return False
    for part in event.bundles:
        if not _current(state, part.proposal, part.version) or blocking_brackets(state, state.proposals[part.proposal]):
            return False
    taken = state.proposals.get(event.takes_over) if event.takes_over else None
    return event.takes_over is None or (taken is not None and taken.status is ProposalStatus.WITHDRAWN)


def _current(state: Session, name: str, version: int | None) -> bool:
    proposal = state.proposals.get(name)
    return proposal is not None and proposal.live and proposal.current.number == version


_OfProposal = (
    events.ProposalChanged
    | events.ProposalRejected
    | events.ProposalWithdrawn
    | events.ProposalAccepted
    | events.ProposalAcceptedAdReferendum
    | events.StanceTakenBack
    | events.AsymmetryWaived
    | events.AdoptionBarred
    | events.TextAdopted
)


def _on_proposal_fits(state: Session, event: Event) -> bool:  # noqa: PLR0911  # one case for each event is the clearest table there is
    if not isinstance(event, _OfProposal):
        return False
    proposal = state.proposals.get(event.proposal)
    if proposal is None or not proposal.live:
        return False
    match event:
        case events.ProposalChanged(version=version):
            return version == proposal.current.number + 1
        case events.ProposalWithdrawn():
            return True
        case events.StanceTakenBack(party=party):
            return party in proposal.stances
        case events.TextAdopted():
            return _same_text(proposal, event) and _adoption_fits(state, proposal, event)
        case events.ProposalAccepted(party=party, confirmed=confirmed):
            held = proposal.stance(party)
            provisional = held is not None and held.kind is StanceKind.AD_REFERENDUM
            return _acceptable(state, proposal, event) and party in state.required and (provisional or not confirmed)
        case events.ProposalAcceptedAdReferendum():
            return _acceptable(state, proposal, event)
        case _:
            return _same_text(proposal, event)


_OfVersion = (
    events.ProposalRejected
    | events.ProposalAccepted
    | events.ProposalAcceptedAdReferendum
    | events.AsymmetryWaived
    | events.AdoptionBarred
    | events.TextAdopted
    | marked.BracketPlaced
    | marked.ReservationMade
)


def _same_text(proposal: Proposal, event: _OfVersion) -> bool:
    return (event.version, event.text_hash) == (proposal.current.number, proposal.current.text_hash)


def _acceptable(
    state: Session, proposal: Proposal, event: events.ProposalAccepted | events.ProposalAcceptedAdReferendum
) -> bool:
    """Say whether it is of the newest version, and no open bracket stops it."""
    return _same_text(proposal, event) and not blocking_brackets(state, proposal)


def _adoption_fits(state: Session, proposal: Proposal, event: events.TextAdopted) -> bool:
    """Everybody whom the adoption names accepts, nobody is missing, and nothing of the texts stands against it.

    What the rules say of the text is not asked again: the text is the same one, and so are the waivers (`undoing`).
    """
    if event.how != "accepted":
        return True  # by silence or by a vote: the act that ends these falls with what it rests on
    if set(acceptances(proposal, state)) != set(event.parties):
        return False
    match state.procedure.consensus:
        case "unanimity" | "n_of_m":
            agreed = complete(proposal, state)
        case "no_objection":
            agreed = not rejections(proposal, state) and not open_reservations(state, proposal)
        case _:
            agreed = True
    return agreed and not blocking_brackets(state, proposal) and not unmet_links(state, proposal)


def _mark_fits(state: Session, event: marked.MarkEvent) -> bool:  # noqa: PLR0911  # one case for each event is the clearest table there is
    match event:
        case marked.BracketPlaced(bracket=name):
            return name not in state.brackets and _on_its_text(state, event)
        case marked.BracketMoved(bracket=name):
            return name in state.brackets
        case marked.BracketLiftAgreed() | marked.BracketLifted():
            return _lifting_fits(state, event)
        case marked.ReservationMade(reservation=name, bracket=bracket):
            opened = bracket is None or _open(state, bracket)
            return name not in state.reservations and opened and _on_its_text(state, event)
        case marked.ReservationLifted(reservation=name):
            return name in state.reservations and not state.reservations[name].lifted
        case marked.LinkStated(link=name):
            named = (event.proposal, *event.others)
            return name not in state.links and all(
                one in state.proposals and state.proposals[one].live for one in named
            )
        case marked.LinkDropped(link=name):
            return name in state.links and not state.links[name].dropped


def _lifting_fits(state: Session, event: marked.BracketLiftAgreed | marked.BracketLifted) -> bool:
    bracket = state.brackets.get(event.bracket)
    if bracket is None:
        return False
    match event:
        case marked.BracketLiftAgreed(party=party):
            return bracket.status is BracketStatus.OPEN and party not in bracket.agreed
        case marked.BracketLifted(how="words_gone"):
            return True
        case marked.BracketLifted(how="consensus"):
            others = sum(one != bracket.party for one in state.required)
            enough = len(set(bracket.agreed)) >= agreements_needed(state.procedure, others)
            return bracket.status is BracketStatus.OPEN and enough
        case _:
            return bracket.status is BracketStatus.OPEN


def _open(state: Session, bracket: str) -> bool:
    return bracket in state.brackets and state.brackets[bracket].status is BracketStatus.OPEN


def _on_its_text(state: Session, event: marked.BracketPlaced | marked.ReservationMade) -> bool:
    proposal = state.proposals.get(event.proposal)
    return proposal is not None and proposal.live and _same_text(proposal, event)
