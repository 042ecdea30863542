"""What only the chair decides in the talks: that there is no objection, and that it is over."""

from bot.negotiation import acts, events
from bot.negotiation.adoption import acceptances, adopted, consents_missing, lapses, not_reciprocal, rejections
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, standing
from bot.negotiation.model import Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_words
from bot.negotiation.waivers import judge_with_waivers


def adopt(state: Session, act: acts.Adopt, context: Context) -> Outcome:
    """Find that there is no objection: nobody rejects, somebody accepts, the rules hold, consents are there."""
    if refusal := standing(state, context.actor, acts.Adopt):
        return refusal
    proposal = on_proposal(state, context, acts.Adopt, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    judgement = judge_with_waivers(proposal, state, context.frame)
    refusal = (
        _objections(proposal, state)
        or not_reciprocal(proposal.id, judgement)
        or _without_consent(proposal, consents_missing(proposal, judgement))
    )
    return refusal or adopted(state, proposal, judgement, context)


def _objections(proposal: Proposal, state: Session) -> Refusal | None:
    if against := rejections(proposal, state):
        return Refusal(Code.OBJECTIONS, {"proposal": proposal.id, "parties": list(against)})
    return None if acceptances(proposal, state) else Refusal(Code.NOBODY_ACCEPTED, {"proposal": proposal.id})


def _without_consent(proposal: Proposal, missing: tuple[str, ...]) -> Refusal | None:
    return Refusal(Code.CONSENT_MISSING, {"proposal": proposal.id, "parties": list(missing)}) if missing else None


def close(state: Session, act: acts.Close, context: Context) -> Outcome:
    """End the session; what is still on the table lapses."""
    refusal = standing(state, context.actor, acts.Close) or check_words(act.reason)
    if refusal:
        return refusal
    outcome = "agreed" if state.agreement else "no_agreement"
    return *lapses(state, "closed", context), events.SessionClosed(outcome, act.reason)
