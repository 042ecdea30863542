"""Proxies: a party lets another vote for it, where the pack allows it."""

from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import party_of, standing, unknown_party
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.voting import acts, facts


def give_proxy(state: Session, act: acts.GiveProxy, context: Context) -> Outcome:
    """Let another party vote for one's own: not for one that votes through a third, so that there are no chains."""
    if refusal := standing(state, context.actor, acts.GiveProxy):
        return refusal
    party = party_of(state, context)
    return proxy_refused(state, party, act.party) or (facts.ProxyGiven(party, act.party),)


def take_proxy_back(state: Session, _act: acts.TakeProxyBack, context: Context) -> Outcome:
    """Vote for oneself again."""
    if refusal := standing(state, context.actor, acts.TakeProxyBack):
        return refusal
    party = party_of(state, context)
    if party not in state.voting.proxies:
        return Refusal(Code.NO_PROXY_GIVEN, {"party": party})
    return (facts.ProxyTakenBack(party),)


def proxy_refused(state: Session, party: str, to: str) -> Refusal | None:
    """Refuse a proxy that cannot be given; None if it can. `standing` has been asked before."""
    if not state.procedure.proxies:
        return Refusal(Code.NO_PROXIES, {"party": to})
    if unknown := unknown_party(state, to):
        return unknown
    if to == party:
        return Refusal(Code.PROXY_TO_ITSELF)
    if to not in state.required:
        return Refusal(Code.STAYS_OUT, {"party": to, "required": list(state.required)})
    return _chained(state, party, to)


def _chained(state: Session, party: str, to: str) -> Refusal | None:
    """Refuse a proxy given twice, by who votes for others, or to one whose own vote is given away; else None."""
    proxies = state.voting.proxies
    if proxies.get(party) == to:
        return Refusal(Code.PROXY_VOTES, {"party": party, "to": to})
    held = next((one for one, holder in proxies.items() if holder == party), None)
    if held is not None:
        return Refusal(Code.PROXY_CHAIN, {"party": party, "to": to, "third": held})
    return Refusal(Code.PROXY_CHAIN, {"party": to, "to": proxies[to], "third": None}) if to in proxies else None
