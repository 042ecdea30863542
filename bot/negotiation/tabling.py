"""Putting a text on the table, answering it, changing it, taking it off."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.drafting.clauses import Clause, choices_of, text_hash
from bot.negotiation import acts, events
from bot.negotiation.adoption import lapsed, not_reciprocal
from bot.negotiation.carrying import carried
from bot.negotiation.concluding.following import CHANGED, WITHDRAWN, overtaken
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, standing
from bot.negotiation.model import Bundled, Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_words, composed


def table(state: Session, act: acts.Table, context: Context) -> Outcome:
    """Table a proposal, for one's party or as a text of the chair."""
    refusal = standing(state, context.actor, acts.Table)
    return refusal or tabled(state, act.clauses, context, act.expires)


def counter(state: Session, act: acts.Counter, context: Context) -> Outcome:
    """Answer another's proposal with one of one's own; where the procedure says so, it ends the other."""
    if refusal := standing(state, context.actor, acts.Counter):
        return refusal
    answered = on_proposal(state, context, acts.Counter, act.proposal, act.text_hash)
    if isinstance(answered, Refusal):
        return answered
    outcome = tabled(state, act.clauses, context, act.expires, answered)
    if isinstance(outcome, Refusal) or not state.procedure.counter_kills:
        return outcome
    return *outcome, *lapsed(state, answered, "countered")


def change(state: Session, act: acts.Change, context: Context) -> Outcome:
    """Make a new version of one's own proposal."""
    if refusal := standing(state, context.actor, acts.Change):
        return refusal
    proposal = on_proposal(state, context, acts.Change, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    changed = new_version(state, proposal, act.clauses, context)
    if isinstance(changed, Refusal):
        return changed
    return changed, *carried(state, proposal, changed.clauses), *overtaken(state, proposal.id, CHANGED)


def new_version(
    state: Session, proposal: Proposal, typed: Sequence[Clause], context: Context
) -> Refusal | events.ProposalChanged:
    """Give the next version of a proposal, or refuse its text."""
    clauses = _fit(state, typed, context, proposal)
    if isinstance(clauses, Refusal):
        return clauses
    return events.ProposalChanged(proposal.id, proposal.current.number + 1, clauses, text_hash(clauses))


def withdraw(state: Session, act: acts.Withdraw, context: Context) -> Outcome:
    """Take one's own proposal off the table, as far as the policy lets its author; names who had accepted."""
    if refusal := standing(state, context.actor, acts.Withdraw):
        return refusal
    proposal = on_proposal(state, context, acts.Withdraw, act.proposal)
    if isinstance(proposal, Refusal):
        return proposal
    if refusal := check_words(act.reason):
        return refusal
    withdrawn = events.ProposalWithdrawn(proposal.id, act.reason, proposal.accepted_by())
    return withdrawn, *overtaken(state, proposal.id, WITHDRAWN)


def tabled(
    state: Session,
    typed: Sequence[Clause],
    context: Context,
    expires: datetime | None = None,
    answered: Proposal | None = None,
    bundles: tuple[Bundled, ...] = (),
) -> Outcome:
    """Give the tabling of a text, or refuse it; `answered` is what it counters, `bundles` what it is a package of."""
    clauses = _fit(state, typed, context, None, answered)
    if isinstance(clauses, Refusal):
        return clauses
    until = _until(state, expires, context.now)
    if until is not None and until <= context.now:
        return Refusal(Code.EXPIRY_IN_PAST, {"at": until.isoformat()})
    return (
        events.ProposalTabled(
            proposal=f"P{len(state.proposals) + 1}",
            party=state.seats[context.actor.member].party,
            clauses=clauses,
            text_hash=text_hash(clauses),
            counters=answered.id if answered else None,
            counters_version=answered.current.number if answered else None,
            expires=until,
            bundles=bundles,
        ),
    )


def _fit(
    state: Session,
    typed: Sequence[Clause],
    context: Context,
    changed: Proposal | None,
    answered: Proposal | None = None,
) -> tuple[Clause, ...] | Refusal:
    """Give the clauses as they will stand, or refuse; they must differ from the text that they change or answer."""
    clauses = composed(typed, context.frame)
    if isinstance(clauses, Refusal):
        return clauses
    base = changed or answered
    if base is not None and clauses == base.current.clauses:
        return Refusal(Code.NO_CHANGE, {"proposal": base.id, "version": base.current.number})
    if refusal := _settled(state, clauses):
        return refusal
    if state.procedure.enforce != "at_tabling":
        return clauses
    return not_reciprocal(changed.id if changed else None, context.frame.judge(clauses)) or clauses


def _settled(state: Session, clauses: Sequence[Clause]) -> Refusal | None:
    """Refuse to decide an issue anew that a text which stands by itself has decided."""
    for one in state.harvest:
        decided = choices_of(state.proposals[one.proposal].versions[one.version - 1].clauses)
        for issue in choices_of(clauses):
            if issue in decided:
                return Refusal(Code.ISSUE_SETTLED, {"issue": issue, "proposal": one.proposal})
    return None


def _until(state: Session, expires: datetime | None, now: datetime) -> datetime | None:
    """Give when an offer lapses, in UTC; a time without a zone is taken as UTC."""
    procedure = state.procedure
    try:
        if expires is not None:
            return expires.replace(tzinfo=UTC) if expires.tzinfo is None else expires.astimezone(UTC)
        if procedure.withdrawal_policy == "firm_until_expiry":
            return now.astimezone(UTC) + timedelta(minutes=procedure.firm_minutes)
    except OverflowError:
        # So far away that the calendar ends before it.
        return datetime.max.replace(tzinfo=UTC)
    return None
