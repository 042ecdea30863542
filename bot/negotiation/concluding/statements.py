"""Statements on the record: they are printed with the agreed text, and change nothing in it."""

from collections.abc import Mapping

from bot.negotiation.concluding.acts import MakeStatement
from bot.negotiation.concluding.asides import same_since
from bot.negotiation.concluding.facts import StatementMade
from bot.negotiation.concluding.model import Statement, StatementKind
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import known_proposal, out_of_phase, standing
from bot.negotiation.model import Agreement, Proposal, ProposalStatus, Role, Seat, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import LONGEST_SAID, check_statement, no_clause

PHASE_WORDS: Mapping[StatementKind, str] = {
    StatementKind.STATEMENT: "statement",
    StatementKind.QUESTION: "question",
    StatementKind.ANSWER: "question",
    StatementKind.DECLARATION: "declare",
}
"""The act word of a pack's phases that a kind of statement needs; others may be made at any time."""
ON_TEXT = frozenset(
    {
        StatementKind.COMMENT,
        StatementKind.INTERPRETATIVE,
        StatementKind.POSITION,
        StatementKind.STANDING_ASIDE,
        StatementKind.DISSOCIATION,
    }
)
"""Kinds that are about a text."""
OF_PARTIES = ON_TEXT - {StatementKind.COMMENT}
"""Kinds that say what a text means to a party, so that a chair cannot make them."""


def make_statement(state: Session, act: MakeStatement, context: Context) -> Outcome:
    """Put words on the record, about a version or about none."""
    if refusal := standing(state, context.actor, MakeStatement):
        return refusal
    seat = state.seats[context.actor.member]
    refusal = _not_now(state, seat, act.kind) or check_statement(act.words, LONGEST_SAID)
    proposal = refusal or _about(state, act)
    if isinstance(proposal, Refusal):
        return proposal
    if refusal := _wrong_clause(proposal, act) or (_aside_already(state, proposal, seat, act) if proposal else None):
        return refusal
    return (
        StatementMade(
            statement=f"S{len(state.conclusion.statements) + 1}",
            kind=act.kind,
            party=seat.party,
            words=act.words,
            proposal=proposal.id if proposal else None,
            version=proposal.current.number if proposal else None,
            clause=act.clause,
        ),
    )


def kinds_now(state: Session, member: str) -> tuple[StatementKind, ...]:
    """Give the kinds of statement that this member may make now; `standing` has been asked before."""
    seat = state.seats[member]
    texts = any(_open_to_words(one) for one in state.proposals.values())
    return tuple(
        kind for kind in StatementKind if _not_now(state, seat, kind) is None and (texts or kind not in ON_TEXT)
    )


def open_texts(state: Session) -> tuple[Proposal, ...]:
    """Give the proposals that a statement can be about."""
    return tuple(one for one in state.proposals.values() if _open_to_words(one))


def statements_on(session: Session, agreement: Agreement) -> tuple[Statement, ...]:
    """Give what parties said of the agreed text for the record."""
    return tuple(
        one
        for one in session.conclusion.statements.values()
        if one.proposal == agreement.proposal and one.kind in OF_PARTIES and not one.undone
    )


def _not_now(state: Session, seat: Seat, kind: StatementKind) -> Refusal | None:
    if kind in OF_PARTIES and seat.party is None:
        needs = [Role.HEAD.value, Role.DELEGATE.value]
        return Refusal(Code.ROLE_MAY_NOT, {"role": seat.role.value, "act": MakeStatement.__name__, "needs": needs})
    if kind is StatementKind.STANDING_ASIDE and seat.party not in state.required:
        return Refusal(Code.STAYS_OUT, {"party": seat.party, "required": list(state.required)})
    word = PHASE_WORDS.get(kind)
    return out_of_phase(state, seat, MakeStatement, (word,) if word else ())


def _about(state: Session, act: MakeStatement) -> Proposal | Refusal | None:
    if act.proposal is None:
        needed = act.kind in ON_TEXT or act.clause is not None
        return Refusal(Code.PROPOSAL_NEEDED, {"kind": act.kind.value}) if needed else None
    proposal = known_proposal(state, act.proposal)
    if isinstance(proposal, Refusal) or _open_to_words(proposal):
        return proposal
    params = {"status": proposal.status.value, "reason": proposal.status_reason, "newest": None}
    return Refusal(Code.NOT_LIVE, {"proposal": proposal.id, **params})


def _open_to_words(proposal: Proposal) -> bool:
    return proposal.live or proposal.status is ProposalStatus.ADOPTED


def _wrong_clause(proposal: Proposal | None, act: MakeStatement) -> Refusal | None:
    if act.clause is None:
        return Refusal(Code.CLAUSE_NEEDED) if act.kind is StatementKind.COMMENT else None
    count = len(proposal.current.clauses) if proposal else 0
    return no_clause(act.clause, count)


def _aside_already(state: Session, proposal: Proposal, seat: Seat, act: MakeStatement) -> Refusal | None:
    if act.kind is not StatementKind.STANDING_ASIDE:
        return None
    since = same_since(state, proposal)
    for one in state.conclusion.statements.values():
        made = (one.kind, one.party, one.proposal) == (act.kind, seat.party, proposal.id) and not one.undone
        if made and (one.version or 0) >= since:
            params = {"proposal": proposal.id, "version": proposal.current.number, "statement": one.id}
            return Refusal(Code.ALREADY_ASIDE, params)
    return None
