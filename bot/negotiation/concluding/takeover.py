"""Taking over a withdrawn text: a party that had accepted it makes it its own."""

from datetime import datetime, timedelta

from bot.negotiation import events
from bot.negotiation.concluding.acts import TakeOver
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import known_proposal, party_of, standing
from bot.negotiation.model import Proposal, ProposalStatus, Session
from bot.negotiation.refusals import Code, Refusal


def take_over(state: Session, act: TakeOver, context: Context) -> Outcome:
    """Table a withdrawn text once more, under one's own name and a new number; the first to do so has it."""
    if refusal := standing(state, context.actor, TakeOver):
        return refusal
    proposal = takeable(state, context, act.proposal)
    if isinstance(proposal, Refusal):
        return proposal
    current = proposal.current
    return (
        events.ProposalTabled(
            proposal=f"P{len(state.proposals) + 1}",
            party=party_of(state, context),
            clauses=current.clauses,
            text_hash=current.text_hash,
            takes_over=proposal.id,
        ),
    )


def takeable(state: Session, context: Context, proposal_id: str) -> Proposal | Refusal:
    """Give the withdrawn proposal that the actor may take over now, or refuse; `standing` has been asked before."""
    proposal = known_proposal(state, proposal_id)
    if isinstance(proposal, Refusal):
        return proposal
    if proposal.status is not ProposalStatus.WITHDRAWN:
        return Refusal(Code.TAKEOVER_NOT_WITHDRAWN, {"proposal": proposal.id, "status": proposal.status.value})
    parties = acceptors(proposal)
    if party_of(state, context) not in parties:
        return Refusal(Code.TAKEOVER_NOT_YOURS, {"proposal": proposal.id, "parties": list(parties)})
    if taken := taken_over(state, proposal):
        return Refusal(Code.TAKEN_OVER, {"proposal": proposal.id, "as": taken.id, "party": taken.party})
    until = takeable_until(state, proposal)
    if context.now >= until:
        minutes = state.procedure.takeover_minutes
        timing = {"until": until.isoformat(), "minutes": minutes}
        return Refusal(Code.TAKEOVER_TOO_LATE, {"proposal": proposal.id, **timing})
    return proposal


def acceptors(proposal: Proposal) -> tuple[str, ...]:
    """Give the parties beside its author that had accepted a proposal fully, as it stood at last."""
    return tuple(party for party in proposal.accepted_by() if party != proposal.party)


def taken_over(state: Session, proposal: Proposal) -> Proposal | None:
    """Give the proposal that a withdrawn one was taken over as, or None."""
    found = (one for one in state.proposals.values() if one.takes_over == proposal.id)
    return next((one for one in found if one.status is not ProposalStatus.UNDONE), None)


def takeable_until(state: Session, proposal: Proposal) -> datetime:
    """Give the time until which a withdrawn proposal may be taken over."""
    since = proposal.withdrawn_at or proposal.current.at
    return since + timedelta(minutes=state.procedure.takeover_minutes)
