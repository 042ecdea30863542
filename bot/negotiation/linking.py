"""Stating and dropping links: on what condition a party's acceptance of a proposal counts."""

from bot.negotiation import acts, marked
from bot.negotiation.adoption import settled
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, party_of, standing
from bot.negotiation.marks import links_on, packages_with
from bot.negotiation.model import Proposal, Session
from bot.negotiation.overlays import Link
from bot.negotiation.refusals import Code, Refusal


def state_link(state: Session, act: acts.StateLink, context: Context) -> Outcome:
    """Make one's acceptance of a proposal count only together with others."""
    if refusal := standing(state, context.actor, acts.StateLink):
        return refusal
    proposal = on_proposal(state, context, acts.StateLink, act.proposal)
    if isinstance(proposal, Refusal):
        return proposal
    others = tuple(dict.fromkeys(act.others))
    party = party_of(state, context)
    if refusal := _unlinkable(state, proposal, others, context) or _linked(state, proposal, others, party):
        return refusal
    link = marked.LinkStated(f"L{len(state.links) + 1}", proposal.id, party, others)
    return settled(state, (link,), _touched(state, proposal.id), context)


def drop_link(state: Session, act: acts.DropLink, context: Context) -> Outcome:
    """Take back a condition of one's own party; what it alone barred is adopted."""
    if refusal := standing(state, context.actor, acts.DropLink):
        return refusal
    link = on_link(state, context, act.link)
    if isinstance(link, Refusal):
        return link
    event = marked.LinkDropped(link.id, link.proposal, link.party)
    return settled(state, (event,), _touched(state, link.proposal), context)


def on_link(state: Session, context: Context, link_id: str) -> Link | Refusal:
    """Give the link that the actor may drop, or refuse; `standing` has been asked before."""
    party, link = party_of(state, context), state.links.get(link_id)
    if link is None:
        yours = [one.id for one in state.links.values() if one.party == party and not one.dropped]
        return Refusal(Code.UNKNOWN_LINK, {"link": link_id, "yours": yours})
    if link.dropped:
        return Refusal(Code.LINK_CLOSED, {"link": link.id})
    if link.party != party:
        return Refusal(Code.NOT_YOUR_MARK, {"mark": link.id, "party": link.party})
    return link


def _unlinkable(state: Session, proposal: Proposal, others: tuple[str, ...], context: Context) -> Refusal | None:
    if not others:
        return Refusal(Code.LINK_TO_NOTHING, {"proposal": proposal.id})
    if proposal.id in others:
        return Refusal(Code.LINK_TO_ITSELF, {"proposal": proposal.id})
    found = [on_proposal(state, context, acts.StateLink, other) for other in others]
    return next((one for one in found if isinstance(one, Refusal)), None)


def _linked(state: Session, proposal: Proposal, others: tuple[str, ...], party: str) -> Refusal | None:
    for link in links_on(state, (proposal.id,)):
        if link.party == party and set(link.others) == set(others):
            params = {"link": link.id, "proposal": proposal.id, "others": list(link.others)}
            return Refusal(Code.ALREADY_LINKED, params)
    return None


def _touched(state: Session, proposal_id: str) -> tuple[str, ...]:
    return proposal_id, *(one.id for one in packages_with(state, proposal_id))
