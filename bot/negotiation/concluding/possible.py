"""Whether there is anything to do an act here on, for help, buttons and completion; asked after `standing`."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.concluding import acts
from bot.negotiation.concluding.editorial import contestable, editable
from bot.negotiation.concluding.signing import not_signable
from bot.negotiation.concluding.silence import breakable, silenceable
from bot.negotiation.concluding.statements import kinds_now, open_texts
from bot.negotiation.concluding.takeover import takeable
from bot.negotiation.concluding.waiving import askable_rules
from bot.negotiation.context import Context
from bot.negotiation.guards import on_proposal
from bot.negotiation.model import Session
from bot.negotiation.refusals import Refusal

BY_PROPOSAL: frozenset[type[Act]] = frozenset(
    {acts.PutUnderSilence, acts.TakeOver, acts.CertifyEditorial, acts.AskWaiver, acts.MakeStatement}
)
"""Kinds of acts that are done on a proposal."""

Possible = Callable[[Session, Context], bool]


def usable(state: Session, context: Context, kind: type[Act]) -> tuple[str, ...]:
    """Give the ids of the proposals (or editorial changes) on which this actor may do an act of this kind now.

    `kind` is one of `BY_PROPOSAL`, or ContestEditorial; asked after `standing`.
    """
    if kind is acts.MakeStatement:
        return tuple(one.id for one in open_texts(state))
    if kind is acts.ContestEditorial:
        names = state.conclusion.editorials
        return tuple(one for one in names if not isinstance(contestable(state, context, one), Refusal))
    if kind is acts.TakeOver:
        return tuple(one for one in state.proposals if not isinstance(takeable(state, context, one), Refusal))
    live = [one.id for one in state.live_proposals()]
    if kind is acts.PutUnderSilence:
        return tuple(one for one in live if not isinstance(silenceable(state, context, one), Refusal))
    if kind is acts.AskWaiver:
        return tuple(one for one in live if _askable(state, context, one))
    return tuple(one for one in live if _editable(state, context, one))


def _askable(state: Session, context: Context, proposal_id: str) -> bool:
    proposal = on_proposal(state, context, acts.AskWaiver, proposal_id)
    return not isinstance(proposal, Refusal) and bool(askable_rules(state, proposal, context))


def _editable(state: Session, context: Context, proposal_id: str) -> bool:
    proposal = editable(state, context, proposal_id)
    return not isinstance(proposal, Refusal) and any(one.issue is None for one in proposal.current.clauses)


def _on_some(kind: type[Act]) -> Possible:
    return lambda state, context: bool(usable(state, context, kind))


def _signable(kind: type[Act]) -> Possible:
    return lambda state, context: not_signable(state, kind, context) is None


POSSIBLE: Mapping[type[Act], Possible] = {
    acts.PutUnderSilence: _on_some(acts.PutUnderSilence),
    acts.BreakSilence: lambda state, context: not isinstance(breakable(state, context), Refusal),
    acts.MakeStatement: lambda state, context: bool(kinds_now(state, context.actor.member)),
    acts.TakeOver: _on_some(acts.TakeOver),
    acts.CertifyEditorial: _on_some(acts.CertifyEditorial),
    acts.ContestEditorial: _on_some(acts.ContestEditorial),
    acts.AskWaiver: _on_some(acts.AskWaiver),
    acts.Initial: _signable(acts.Initial),
    acts.Sign: _signable(acts.Sign),
    acts.Ratify: _signable(acts.Ratify),
    acts.Decline: _signable(acts.Decline),
}
