"""What a party says of one exact version: accept, ad referendum, confirm, reject, take back, waive."""

from bot.negotiation import acts, events
from bot.negotiation.adoption import brackets_open, not_reciprocal, then_settle
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, party_of, standing
from bot.negotiation.model import Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement, check_words
from bot.negotiation.waivers import affected, has_waived, judge_with_waivers, open_to_waiver

_Acceptance = acts.Accept | acts.AcceptAdReferendum | acts.Confirm


def accept(state: Session, act: acts.Accept | acts.Confirm, context: Context) -> Outcome:
    """Accept a version fully, at once or by confirming an acceptance ad referendum; it may complete the adoption."""
    proposal = _acceptable(state, act, context)
    if isinstance(proposal, Refusal):
        return proposal
    current, party = proposal.current, party_of(state, context)
    confirmed = isinstance(act, acts.Confirm)
    event = events.ProposalAccepted(proposal.id, party, current.number, current.text_hash, confirmed)
    return then_settle(state, event, proposal.id, context)


def accept_ad_referendum(state: Session, act: acts.AcceptAdReferendum, context: Context) -> Outcome:
    """Accept a version provisionally; it never completes an adoption."""
    proposal = _acceptable(state, act, context)
    if isinstance(proposal, Refusal):
        return proposal
    current, party = proposal.current, party_of(state, context)
    return (events.ProposalAcceptedAdReferendum(proposal.id, party, current.number, current.text_hash),)


def reject(state: Session, act: acts.Reject, context: Context) -> Outcome:
    """Say no to the current version."""
    if refusal := standing(state, context.actor, acts.Reject):
        return refusal
    proposal = on_proposal(state, context, acts.Reject, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    current, party = proposal.current, party_of(state, context)
    return check_words(act.reason) or (
        events.ProposalRejected(proposal.id, party, current.number, current.text_hash, act.reason),
    )


def take_back(state: Session, act: acts.TakeBack, context: Context) -> Outcome:
    """Take the party's word on the current version back."""
    if refusal := standing(state, context.actor, acts.TakeBack):
        return refusal
    proposal = on_proposal(state, context, acts.TakeBack, act.proposal)
    if isinstance(proposal, Refusal):
        return proposal
    return (events.StanceTakenBack(proposal.id, party_of(state, context)),)


def waive(state: Session, act: acts.Waive, context: Context) -> Outcome:
    """Give written leave for a failing rule; with that of all affected parties it may complete the adoption."""
    if refusal := standing(state, context.actor, acts.Waive):
        return refusal
    proposal = on_proposal(state, context, acts.Waive, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    party = party_of(state, context)
    refusal = _not_to_waive(state, proposal, act, party, context) or check_statement(act.statement)
    if refusal:
        return refusal
    current = proposal.current
    event = events.AsymmetryWaived(proposal.id, party, current.number, current.text_hash, act.rule, act.statement)
    return then_settle(state, event, proposal.id, context)


def _acceptable(state: Session, act: _Acceptance, context: Context) -> Proposal | Refusal:
    if refusal := standing(state, context.actor, type(act)):
        return refusal
    proposal = on_proposal(state, context, type(act), act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    if refusal := brackets_open(state, proposal):
        return refusal
    if state.procedure.enforce == "at_adoption":
        return proposal
    return not_reciprocal(proposal.id, judge_with_waivers(proposal, state, context.frame)) or proposal


def _not_to_waive(state: Session, proposal: Proposal, act: acts.Waive, party: str, context: Context) -> Refusal | None:
    plain = context.frame.judge(proposal.current.clauses)
    rules = open_to_waiver(plain)
    if act.rule not in rules:
        return Refusal(Code.UNKNOWN_RULE, {"rule": act.rule, "failing": list(rules)})
    parties = affected(state, plain.assessment.results[act.rule])
    if party not in parties:
        return Refusal(Code.NOT_AFFECTED, {"rule": act.rule, "parties": list(parties)})
    if has_waived(proposal, party, act.rule):
        return Refusal(Code.ALREADY_WAIVED, {"proposal": proposal.id, "rule": act.rule})
    return None
