"""What is due here, and what comes of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import MAXYEAR, datetime, timedelta

from bot.negotiation.adoption import lapsed
from bot.negotiation.concluding.editorial import editorial_due
from bot.negotiation.concluding.facts import AdReferendumLapsed
from bot.negotiation.concluding.following import open_editorials
from bot.negotiation.concluding.silence import silence_over
from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.model import Phase, Proposal, ProposalStatus, Session, Stance, StanceKind
from bot.negotiation.refusals import Code, Refusal


def deadlines(state: Session) -> Iterator[Deadline]:
    """Give what is due, and when."""
    if state.phase is not Phase.NEGOTIATING:
        return
    silence = state.conclusion.silence
    if silence is not None and _stands(state, silence.proposal, silence.text_hash):
        yield Deadline("silence", silence.until)
    for editorial in open_editorials(state):
        yield Deadline(f"editorial:{editorial.id}", editorial.until)
    for proposal in state.live_proposals():
        # The last year stands for an offer that never lapses.
        if proposal.expires is not None and proposal.expires.year < MAXYEAR:
            yield Deadline(f"offer:{proposal.id}", proposal.expires)
        for party, stance in provisional(proposal).items():
            if at := lapses_at(state, stance):
                yield Deadline(f"adref:{proposal.id}:{party}", at)


def fall_due(state: Session, deadline: Deadline, context: Context) -> Outcome:
    """Give what comes of a deadline of this part that is due."""
    silence = state.conclusion.silence
    match deadline.kind:
        case "silence" if silence is not None:
            return silence_over(state, silence, context)
        case "editorial":
            return editorial_due(state, state.conclusion.editorials[deadline.about])
        case "offer":
            return lapsed(state, state.proposals[deadline.about], "expired")
        case "adref":
            name, _, party = deadline.about.partition(":")
            return (AdReferendumLapsed(name, party, state.proposals[name].current.number),)
        case _:
            return Refusal(Code.NOT_DUE, {"key": deadline.key})


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


def lapses_at(state: Session, stance: Stance) -> datetime | None:
    """Give when an acceptance ad referendum lapses, or None where the procedure lets it stand."""
    minutes = state.procedure.ad_referendum_minutes
    return stance.at + timedelta(minutes=minutes) + stance.rested if minutes is not None else None


def _stands(state: Session, proposal_id: str, text_hash: str) -> bool:
    proposal = state.proposals.get(proposal_id)
    return proposal is not None and proposal.live and proposal.current.text_hash == text_hash


def _later(proposal: Proposal, by: timedelta) -> Proposal:
    if proposal.status is ProposalStatus.WITHDRAWN and proposal.withdrawn_at is not None:
        return replace(proposal, withdrawn_at=proposal.withdrawn_at + by)
    if not proposal.live:
        return proposal
    rested = {party: replace(one, rested=one.rested + by) for party, one in provisional(proposal).items()}
    return replace(proposal, stances={**proposal.stances, **rested}) if rested else proposal
