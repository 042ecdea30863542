"""Asking for waivers: the chair may only ask, and it takes the written word of all affected parties."""

from bot.negotiation.concluding.acts import AskWaiver
from bot.negotiation.concluding.facts import WaiverRequested
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, standing
from bot.negotiation.model import Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement
from bot.negotiation.waivers import affected, has_waived, open_to_waiver


def ask_waiver(state: Session, act: AskWaiver, context: Context) -> Outcome:
    """Ask every party whose leave a failing rule takes to give it for exactly this version."""
    if refusal := standing(state, context.actor, AskWaiver):
        return refusal
    proposal = on_proposal(state, context, AskWaiver, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    parties = _asked(state, proposal, act.rule, context)
    if isinstance(parties, Refusal):
        return parties
    current = proposal.current
    return check_statement(act.statement) or (
        WaiverRequested(proposal.id, current.number, current.text_hash, act.rule, act.statement, parties),
    )


def askable_rules(state: Session, proposal: Proposal, context: Context) -> tuple[str, ...]:
    """Give the failing rules of a proposal for which nobody was asked yet, and which somebody has still to waive."""
    rules = open_to_waiver(context.frame.judge(proposal.current.clauses))
    return tuple(rule for rule in rules if not isinstance(_asked(state, proposal, rule, context), Refusal))


def _asked(state: Session, proposal: Proposal, rule: str, context: Context) -> tuple[str, ...] | Refusal:
    plain = context.frame.judge(proposal.current.clauses)
    rules = open_to_waiver(plain)
    if rule not in rules:
        return Refusal(Code.UNKNOWN_RULE, {"rule": rule, "failing": list(rules)})
    parties = affected(state, plain.assessment.results[rule])
    if all(has_waived(proposal, party, rule) for party in parties):
        return Refusal(Code.ALREADY_WAIVED, {"proposal": proposal.id, "rule": rule})
    wanted = (proposal.id, proposal.current.text_hash, rule)
    if any((one.proposal, one.text_hash, one.rule) == wanted for one in state.conclusion.waivers_asked):
        return Refusal(Code.WAIVER_ASKED, {"proposal": proposal.id, "rule": rule, "parties": list(parties)})
    return parties
