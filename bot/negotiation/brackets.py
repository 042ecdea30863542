"""Brackets: words of a text on which a party does not agree. They change no word and no hash."""

from dataclasses import replace

from bot.drafting.brackets import blank
from bot.drafting.clauses import Clause
from bot.drafting.spans import Span, count_of, replaced
from bot.negotiation import acts, marked
from bot.negotiation.acts import Act
from bot.negotiation.adoption import settled, then_settle
from bot.negotiation.carrying import followed, span_of
from bot.negotiation.concluding.following import CHANGED, overtaken
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, party_of, standing
from bot.negotiation.marks import open_brackets
from bot.negotiation.model import Proposal, Session
from bot.negotiation.overlays import Bracket, BracketStatus
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.tabling import new_version
from bot.negotiation.texts import check_alternative, no_clause
from bot.negotiation.wording import reworded
from bot.scenarios.procedure import Procedure

FEWEST = 2
"""So many others at least are a consensus against a bracket's owner: between two parties only the owner lifts it."""

MOST_OPEN = 100
"""Brackets that may be open on one proposal: more than anybody reads, and few enough to carry through a change."""


def place_bracket(state: Session, act: acts.PlaceBracket, context: Context) -> Outcome:
    """Put words of any live proposal in brackets, one's own party's too."""
    if refusal := standing(state, context.actor, acts.PlaceBracket):
        return refusal
    proposal = on_proposal(state, context, acts.PlaceBracket, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    alternative = "" if blank(act.alternative) else act.alternative.strip()
    act = replace(act, words=act.words.strip(), alternative=alternative)
    span = _span(proposal, act)
    if isinstance(span, Refusal):
        return span
    words = proposal.current.clauses[span.clause].text[span.start : span.end]
    party = party_of(state, context)
    if refusal := _unfit_alternative(act, words) or _in_the_way(state, proposal, span, party, act.alternative):
        return refusal
    event = marked.BracketPlaced(
        bracket=f"B{len(state.brackets) + 1}",
        proposal=proposal.id,
        party=party,
        version=proposal.current.number,
        text_hash=proposal.current.text_hash,
        clause=act.clause,
        start=span.start,
        end=span.end,
        words=words,
        alternative=act.alternative,
    )
    return then_settle(state, event, proposal.id, context)


def lift_bracket(state: Session, act: acts.LiftBracket, context: Context) -> Outcome:
    """Take one's own bracket away, or agree to another's going; the last agreement that it takes lifts it."""
    if refusal := standing(state, context.actor, acts.LiftBracket):
        return refusal
    bracket = on_bracket(state, context, acts.LiftBracket, act.bracket)
    if isinstance(bracket, Refusal):
        return bracket
    party = party_of(state, context)
    if party == bracket.party:
        return then_settle(state, _lifted(bracket, "owner"), bracket.proposal, context)
    agreed = marked.BracketLiftAgreed(bracket.id, bracket.proposal, party)
    others = sum(one != bracket.party for one in state.required)
    enough = len({*bracket.agreed, party}) >= agreements_needed(state.procedure, others)
    done = (agreed, _lifted(bracket, "consensus")) if enough else (agreed,)
    return settled(state, done, (bracket.proposal,), context)


def take_alternative(state: Session, act: acts.TakeAlternative, context: Context) -> Outcome:
    """Let the author put a bracket's alternative into the text: a new version, in which that bracket is settled."""
    if refusal := standing(state, context.actor, acts.TakeAlternative):
        return refusal
    if act.bracket not in state.brackets:
        return _unknown(state, act.bracket)
    proposal = on_proposal(state, context, acts.TakeAlternative, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    bracket = on_bracket(state, context, acts.TakeAlternative, act.bracket, proposal.id)
    if isinstance(bracket, Refusal):
        return bracket
    changed = new_version(state, proposal, _with_alternative(proposal, bracket), context)
    if isinstance(changed, Refusal):
        return changed
    others = [one for one in open_brackets(state, proposal) if one.id != bracket.id]
    places = replaced([span_of(one) for one in others], span_of(bracket), len(bracket.alternative))
    lifted = _lifted(bracket, "taken")
    return changed, lifted, *followed(others, places), *overtaken(state, proposal.id, CHANGED)


def on_bracket(
    state: Session, context: Context, kind: type[Act], bracket_id: str, proposal_id: str | None = None
) -> Bracket | Refusal:
    """Give the open bracket that an act may be done on, or refuse; `standing` has been asked before.

    `proposal_id` is the proposal that it has to be on, if the act names one.
    """
    bracket = state.brackets.get(bracket_id)
    if bracket is None or proposal_id not in {None, bracket.proposal}:
        return _unknown(state, bracket_id, proposal_id)
    proposal = on_proposal(state, context, kind, bracket.proposal)
    if isinstance(proposal, Refusal):
        return proposal
    return _closed(bracket) or _not_for(state, context, kind, bracket) or bracket


def _unknown(state: Session, bracket_id: str, proposal_id: str | None = None) -> Refusal:
    return Refusal(Code.UNKNOWN_BRACKET, {"bracket": bracket_id, "open": _open_ids(state, proposal_id)})


def waiting_for(state: Session, bracket: Bracket) -> tuple[str, ...]:
    """Give the required parties that have not agreed to lift a bracket yet: its owner only where it takes the owner."""
    others = tuple(one for one in state.required if one != bracket.party)
    left = tuple(one for one in others if one not in bracket.agreed)
    return left if len(others) >= FEWEST else (*left, bracket.party)


def agreements_needed(procedure: Procedure, others: int) -> int:
    """Give how many of the other required parties lift a bracket: all, but never one alone where all must adopt.

    Where some suffice to adopt, as many suffice to lift.
    """
    together = max(FEWEST, others)
    return min(procedure.needed or together, together) if procedure.consensus == "n_of_m" else together


def _lifted(bracket: Bracket, how: str) -> marked.BracketLifted:
    return marked.BracketLifted(bracket.id, bracket.proposal, bracket.party, how)


def _open_ids(state: Session, proposal_id: str | None) -> list[str]:
    wanted = [one for one in state.live_proposals() if proposal_id in {None, one.id}]
    return [bracket.id for proposal in wanted for bracket in open_brackets(state, proposal)]


def _closed(bracket: Bracket) -> Refusal | None:
    if bracket.status is BracketStatus.OPEN:
        return None
    params = {"bracket": bracket.id, "status": bracket.status.value, "how": bracket.how}
    return Refusal(Code.BRACKET_CLOSED, params)


def _not_for(state: Session, context: Context, kind: type[Act], bracket: Bracket) -> Refusal | None:
    own = bracket.party == party_of(state, context)
    if kind is acts.Reserve and not own:
        return Refusal(Code.NOT_YOUR_MARK, {"mark": bracket.id, "party": bracket.party})
    if kind is acts.LiftBracket and party_of(state, context) in bracket.agreed:
        waiting = list(waiting_for(state, bracket))
        return Refusal(Code.LIFT_AGREED_ALREADY, {"bracket": bracket.id, "waiting": waiting})
    if kind is acts.TakeAlternative and not bracket.alternative:
        return Refusal(Code.NO_ALTERNATIVE, {"bracket": bracket.id, "party": bracket.party})
    return None


def _span(proposal: Proposal, act: acts.PlaceBracket) -> Span | Refusal:
    clauses = proposal.current.clauses
    if refusal := no_clause(act.clause, len(clauses)):
        return refusal
    text = clauses[act.clause - 1].text
    if not act.words:
        return Span(act.clause - 1, 0, len(text))
    count = count_of(act.words, text)
    if count != 1:
        params = {"number": act.clause, "words": act.words}
        if not count:
            return Refusal(Code.WORDS_NOT_FOUND, params)
        return Refusal(Code.WORDS_SEVERAL, {**params, "count": count})
    start = text.find(act.words)
    return Span(act.clause - 1, start, start + len(act.words))


def _unfit_alternative(act: acts.PlaceBracket, words: str) -> Refusal | None:
    if act.alternative and act.alternative == words.strip():
        return Refusal(Code.ALTERNATIVE_SAME)
    return check_alternative(act.clause, act.alternative)


def _in_the_way(state: Session, proposal: Proposal, span: Span, party: str, alternative: str) -> Refusal | None:
    there = open_brackets(state, proposal)
    for one in there:
        if (span_of(one), one.party, one.alternative) == (span, party, alternative):
            return Refusal(Code.ALREADY_BRACKETED, {"bracket": one.id})
        if span.crosses(span_of(one)):
            return Refusal(Code.BRACKET_CROSSES, {"bracket": one.id, "party": one.party, "words": one.words})
    if len(there) >= MOST_OPEN:
        return Refusal(Code.TOO_MANY_BRACKETS, {"proposal": proposal.id, "limit": MOST_OPEN})
    return None


def _with_alternative(proposal: Proposal, bracket: Bracket) -> tuple[Clause, ...]:
    clauses = list(proposal.current.clauses)
    text = clauses[bracket.clause - 1].text
    clauses[bracket.clause - 1] = reworded(text[: bracket.start] + bracket.alternative + text[bracket.end :])
    return tuple(clauses)
