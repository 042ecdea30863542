"""What only the chair decides in the talks: that there is no objection, and that it is over."""

from collections.abc import Sequence

from bot.negotiation import acts, events
from bot.negotiation.adoption import (
    acceptances,
    adopted,
    brackets_open,
    consents_missing,
    lapses,
    not_reciprocal,
    rejections,
)
from bot.negotiation.clockwork.presence import no_quorum
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, standing
from bot.negotiation.marks import open_reservations, unmet_links
from bot.negotiation.model import Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_words
from bot.negotiation.waivers import judge_with_waivers


def adopt(state: Session, act: acts.Adopt, context: Context) -> Outcome:
    """Find that there is no objection: nobody rejects, somebody accepts, the rules hold, consents are there.

    Nor is there an open bracket, a reservation or a link that the text does not meet.
    """
    if refusal := standing(state, context.actor, acts.Adopt):
        return refusal
    proposal = on_proposal(state, context, acts.Adopt, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    judgement = judge_with_waivers(proposal, state, context.frame)
    no_objection = state.procedure.consensus == "no_objection"
    refusal = (
        no_quorum(state)
        or (objections(proposal, state) or _nobody_accepted(proposal, state) if no_objection else None)
        or not_reciprocal(proposal.id, judgement)
        or without_consent(proposal, consents_missing(proposal, judgement))
        or brackets_open(state, proposal)
        or (reserved(state, proposal) if no_objection else None)
        or unlinked(state, proposal)
    )
    return refusal or adopted(state, proposal, judgement, context)


def objections(proposal: Proposal, state: Session) -> Refusal | None:
    """Refuse a text that a required party rejects without standing aside; else None."""
    against = rejections(proposal, state)
    return Refusal(Code.OBJECTIONS, {"proposal": proposal.id, "parties": list(against)}) if against else None


def _nobody_accepted(proposal: Proposal, state: Session) -> Refusal | None:
    return None if acceptances(proposal, state) else Refusal(Code.NOBODY_ACCEPTED, {"proposal": proposal.id})


def without_consent(proposal: Proposal, missing: Sequence[str]) -> Refusal | None:
    """Refuse a text that lacks the consent of these parties; None if there are none."""
    return Refusal(Code.CONSENT_MISSING, {"proposal": proposal.id, "parties": list(missing)}) if missing else None


def reserved(state: Session, proposal: Proposal) -> Refusal | None:
    """Refuse a text on which there is a reservation; else None."""
    found = open_reservations(state, proposal)
    if not found:
        return None
    shown = [{"id": one.id, "party": one.party, "kind": one.kind.value} for one in found]
    owners = list(dict.fromkeys(one.party for one in found))
    return Refusal(Code.RESERVATIONS_OPEN, {"proposal": proposal.id, "reservations": shown, "parties": owners})


def unlinked(state: Session, proposal: Proposal) -> Refusal | None:
    """Refuse a text that does not hold what its acceptors linked it with; else None."""
    found = unmet_links(state, proposal)
    if not found:
        return None
    shown = [{"id": one.id, "party": one.party, "others": list(one.others)} for one in found]
    owners = list(dict.fromkeys(one.party for one in found))
    return Refusal(Code.LINKS_UNMET, {"proposal": proposal.id, "links": shown, "parties": owners})


def close(state: Session, act: acts.Close, context: Context) -> Outcome:
    """End the session; what is still on the table lapses."""
    refusal = standing(state, context.actor, acts.Close) or check_words(act.reason)
    if refusal:
        return refusal
    outcome = "agreed" if state.agreement or state.harvest else "no_agreement"
    return *lapses(state, "closed", context), events.SessionClosed(outcome, act.reason)
