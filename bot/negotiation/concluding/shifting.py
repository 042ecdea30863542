"""How running times move along when the talks have rested."""

from dataclasses import replace
from datetime import timedelta

from bot.negotiation.model import Proposal, ProposalStatus, Session, Stance, StanceKind


def shifted(state: Session, by: timedelta) -> Session:
    """Give the state with all its running times later by so much: the talks have rested.

    A time that an author set for an offer stays: it is the author's.
    """
    held = state.conclusion
    editorials = {
        one.id: replace(one, until=one.until + by) if one.status == "open" else one for one in held.editorials.values()
    }
    silence = replace(held.silence, until=held.silence.until + by) if held.silence else None
    proposals = {one.id: _later(one, by) for one in state.proposals.values()}
    return replace(state, conclusion=replace(held, silence=silence, editorials=editorials), proposals=proposals)


def provisional(proposal: Proposal) -> dict[str, Stance]:
    """Give the acceptances ad referendum of the current version, by party."""
    found = {party: proposal.stance(party) for party in proposal.stances}
    return {party: one for party, one in found.items() if one and one.kind is StanceKind.AD_REFERENDUM}


def _later(proposal: Proposal, by: timedelta) -> Proposal:
    if proposal.status is ProposalStatus.WITHDRAWN and proposal.withdrawn_at is not None:
        return replace(proposal, withdrawn_at=proposal.withdrawn_at + by)
    if not proposal.live:
        return proposal
    rested = {party: replace(one, rested=one.rested + by) for party, one in provisional(proposal).items()}
    return replace(proposal, stances={**proposal.stances, **rested}) if rested else proposal
