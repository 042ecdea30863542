"""When a text becomes the agreed text, and what bars it although everybody accepts."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.drafting.clauses import choices_of
from bot.negotiation import events
from bot.negotiation.clockwork.phases import signing_phase
from bot.negotiation.concluding.asides import standing_aside
from bot.negotiation.concluding.following import overtaken
from bot.negotiation.context import Context
from bot.negotiation.events import Event
from bot.negotiation.evolve import apply
from bot.negotiation.marks import blocking_brackets, is_written, unmet_links
from bot.negotiation.model import Bar, Proposal, Session, StanceKind
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.waivers import judge_with_waivers
from bot.rules import Verdict
from bot.scenarios.frame import Frame
from bot.scenarios.judge import Judgement


def bar_of(judgement: Judgement, consents: tuple[str, ...] = ()) -> Bar:
    """Give why a text cannot be agreed: failing rules, broken constraints (why), parties whose consent it lacks.

    A package that the rules cannot read as a whole has the one "rule" REFUSED.
    """
    rules = judgement.failing or ((Verdict.REFUSED.value,) if judgement.faults else ())
    return Bar(tuple(rules), tuple(constraint.why for constraint in judgement.broken), consents)


def not_reciprocal(proposal: str | None, judgement: Judgement) -> Refusal | None:
    """Refuse what the rules or the pack bar; consents are no reason here, they come by accepting."""
    if not judgement.barred:
        return None
    return Refusal(Code.NOT_RECIPROCAL, {"proposal": proposal, "bar": bar_of(judgement)}, judgement)


def brackets_open(state: Session, proposal: Proposal) -> Refusal | None:
    """Refuse a text with open brackets, where the procedure lets them block; else None."""
    found = blocking_brackets(state, proposal)
    if not found:
        return None
    shown = [{"id": one.id, "party": one.party, "words": one.words, "written": is_written(one)} for one in found]
    owners = list(dict.fromkeys(one.party for one in found if not is_written(one)))
    return Refusal(Code.BRACKETS_OPEN, {"proposal": proposal.id, "brackets": shown, "parties": owners})


def consents_missing(proposal: Proposal, judgement: Judgement) -> tuple[str, ...]:
    """Give the parties whose consent the text needs and that have not accepted it (absent ones never can)."""
    accepted = proposal.accepted_by()
    return tuple(party for party in judgement.consents if party not in accepted)


def acceptances(proposal: Proposal, state: Session) -> tuple[str, ...]:
    """Give the required parties that hold a full acceptance of the current version, in the order of the parties."""
    accepted = proposal.accepted_by()
    return tuple(party for party in state.required if party in accepted)


def rejections(proposal: Proposal, state: Session) -> tuple[str, ...]:
    """Give the required parties that hold a rejection of the current version and do not stand aside on it."""
    aside = standing_aside(state, proposal)
    return tuple(
        party
        for party in state.required
        if (stance := proposal.stance(party)) and stance.kind is StanceKind.REJECTED and party not in aside
    )


def complete(proposal: Proposal, state: Session) -> bool:
    """Say whether enough parties have accepted for a text to be adopted by itself."""
    count = len(acceptances(proposal, state))
    match state.procedure.consensus:
        case "unanimity":
            return count == len(state.required)
        case "n_of_m":
            return count >= min(state.procedure.needed or len(state.required), len(state.required))
        case "no_objection" | "vote":
            return False


def ready(state: Session, frame: Frame) -> tuple[Proposal, ...]:
    """Give the texts that only the chair's finding is missing for: enough parties accept them, and nothing bars them.

    Acceptances adopt at once, so such a text is one from which an undoing took what stood against it.
    """
    return tuple(
        one
        for one in state.live_proposals()
        if complete(one, state) and whole_bar(state, one, judge_with_waivers(one, state, frame)) == Bar()
    )


def then_settle(state: Session, event: Event, proposal_id: str, context: Context) -> tuple[Event, ...]:
    """Give an event of a proposal, followed by the adoption or the bar that it brings about."""
    return settled(state, (event,), (proposal_id,), context)


def settled(state: Session, done: Sequence[Event], proposals: Sequence[str], context: Context) -> tuple[Event, ...]:
    """Give events, followed by the bars that they bring about and the first adoption among these proposals."""
    after, outcome = state, list(done)
    for event in done:
        after = apply(after, event, context.actor.member, context.now)
    for proposal in map(after.proposals.__getitem__, proposals):
        if not proposal.live or proposal.expired_at(context.now) or not complete(proposal, after):
            continue
        judgement = judge_with_waivers(proposal, after, context.frame)
        bar = whole_bar(after, proposal, judgement)
        if bar == Bar():
            return *outcome, *adopted(after, proposal, judgement, context)
        if bar != proposal.barred:
            current = proposal.current
            outcome.append(events.AdoptionBarred(proposal.id, current.number, current.text_hash, bar))
    return tuple(outcome)


def whole_bar(state: Session, proposal: Proposal, judgement: Judgement) -> Bar:
    """Give everything that bars a text which enough parties accept; an empty bar if nothing does."""
    return replace(
        bar_of(judgement, consents_missing(proposal, judgement)),
        brackets=tuple(bracket.id for bracket in blocking_brackets(state, proposal)),
        links=tuple(link.id for link in unmet_links(state, proposal)),
    )


def adopted(
    state: Session,
    proposal: Proposal,
    judgement: Judgement,
    context: Context,
    how: str = "accepted",
    parties: tuple[str, ...] | None = None,
) -> tuple[Event, ...]:
    """Give the adoption of a proposal's current version, and the end of what it leaves no room for.

    `parties`: those whose text it is, if not those that accepted it. Where the procedure binds issue by issue, only
    those proposals end that decide one of the same issues; else all others.
    """
    current, early = proposal.current, state.procedure.binding == "per_issue"
    agreed = events.TextAdopted(
        proposal.id,
        current.number,
        current.text_hash,
        acceptances(proposal, state) if parties is None else parties,
        tuple(judgement.waived),
        how,
        early,
    )
    over = overtaken(state, proposal.id)
    return (
        *over,
        agreed,
        *lapses(state, "other_adopted", context, but=proposal.id, only=_touching(state, proposal, early)),
        *(() if early else signing_phase(state, context.now)),
    )


def _touching(state: Session, proposal: Proposal, early: bool) -> Collection[str]:  # noqa: FBT001  # of the procedure
    """Give the ids of the proposals that an adoption ends: all, or those that decide one of the same issues."""
    issues = set(choices_of(proposal.current.clauses))
    return [one.id for one in state.live_proposals() if not early or issues & set(choices_of(one.current.clauses))]


def lapses(
    state: Session, reason: str, context: Context, but: str | None = None, only: Collection[str] | None = None
) -> tuple[Event, ...]:
    """Give the end of every live proposal (or `only` of these), with what ends with it.

    Those whose time had run out lapsed for that reason.
    """
    return tuple(
        event
        for proposal in state.live_proposals()
        if proposal.id != but and (only is None or proposal.id in only)
        for event in lapsed(state, proposal, "expired" if proposal.expired_at(context.now) else reason)
    )


def lapsed(state: Session, proposal: Proposal, reason: str) -> tuple[Event, ...]:
    """Give the end of a proposal, with what ends with it."""
    return events.ProposalLapsed(proposal.id, reason), *overtaken(state, proposal.id)
