"""Written leave for a rule to fail: whose it takes, and which rules have it (rule R15: all affected parties)."""

from bot.negotiation.model import Proposal, Session
from bot.rules import Finding, Severity, Verdict
from bot.scenarios.frame import Frame
from bot.scenarios.judge import Judgement


def affected(session: Session, finding: Finding) -> tuple[str, ...]:
    """Give the required parties whose leave a failing rule takes.

    Those that are, or whose bloc is, among the compared sides; all of them for a gate, which protects everybody, and
    where nobody in particular was compared.
    """
    if finding.severity is Severity.GATE:
        return session.required
    sides = frozenset(finding.sides)
    compared = tuple(
        party.id
        for party in session.parties
        if party.id in session.required and (party.id in sides or party.bloc in sides)
    )
    return compared or session.required


def open_to_waiver(judgement: Judgement) -> tuple[str, ...]:
    """Give the failing rules that parties can waive: those that are FAIL.

    What cannot be judged (INDETERMINATE) or is empty (VACUOUS) is no asymmetry that anybody could name and accept.
    """
    results = judgement.assessment.results
    return tuple(rule for rule in judgement.failing if results[rule].verdict is Verdict.FAIL)


def effective_waivers(proposal: Proposal, session: Session, judgement: Judgement) -> frozenset[str]:
    """Give the failing rules that all affected parties have waived for exactly the current version.

    `judgement` is that of the version without any waiver.
    """
    held = {
        (waiver.rule, waiver.party) for waiver in proposal.waivers if waiver.text_hash == proposal.current.text_hash
    }
    if not held:
        return frozenset()
    needed = {rule: affected(session, judgement.assessment.results[rule]) for rule in open_to_waiver(judgement)}
    return frozenset(
        rule for rule, parties in needed.items() if parties and all((rule, party) in held for party in parties)
    )


def judge_with_waivers(proposal: Proposal, session: Session, frame: Frame) -> Judgement:
    """Judge the current version of a proposal, its effective waivers counted."""
    plain = frame.judge(proposal.current.clauses)
    waived = effective_waivers(proposal, session, plain)
    return frame.judge(proposal.current.clauses, waived) if waived else plain


def waivable(proposal: Proposal, session: Session, frame: Frame, party: str) -> tuple[str, ...]:
    """Give the failing rules that this party may still waive for the current version."""
    plain = frame.judge(proposal.current.clauses)
    return tuple(
        rule
        for rule in open_to_waiver(plain)
        if party in affected(session, plain.assessment.results[rule]) and not has_waived(proposal, party, rule)
    )


def has_waived(proposal: Proposal, party: str, rule: str) -> bool:
    """Say whether the party has waived the rule for the current version."""
    mine = (rule, party, proposal.current.text_hash)
    return any((waiver.rule, waiver.party, waiver.text_hash) == mine for waiver in proposal.waivers)
