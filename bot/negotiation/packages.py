"""Packages: several proposals in one, accepted as one exact text, so that nobody has to move first."""

from collections.abc import Iterable, Sequence

from bot.drafting.clauses import Clause
from bot.negotiation import acts
from bot.negotiation.adoption import brackets_open
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, standing
from bot.negotiation.model import Bundled, Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.tabling import tabled
from bot.negotiation.wording import joined

FEWEST = 2


def table_package(state: Session, act: acts.TablePackage, context: Context) -> Outcome:
    """Table two or more live proposals as one; a part that changes later does not matter to the package."""
    if refusal := standing(state, context.actor, acts.TablePackage):
        return refusal
    wanted = dict(act.parts)
    if len(wanted) < FEWEST:
        return Refusal(Code.PACKAGE_TOO_SMALL, {"count": len(wanted)})
    parts: list[Proposal] = []
    for proposal_id, digest in wanted.items():
        part = on_proposal(state, context, acts.TablePackage, proposal_id, digest)
        if isinstance(part, Refusal):
            return part
        # A package of them would slip past brackets that block.
        if refusal := brackets_open(state, part):
            return refusal
        parts.append(part)
    if refusal := _conflict(parts):
        return refusal
    clauses = joined((part.current.clauses for part in parts), context.frame)
    bundles = tuple(Bundled(part.id, part.current.number) for part in parts)
    return _difference(parts, clauses) or tabled(state, clauses, context, bundles=bundles)


def package_of(parts: Sequence[Proposal]) -> acts.TablePackage:
    """Give the act that tables these proposals, as they stand now, in one package."""
    return acts.TablePackage(tuple((part.id, part.current.text_hash) for part in parts))


def decided_twice(parts: Iterable[Proposal]) -> dict[str, tuple[str, ...]]:
    """Give the issues that more than one of these proposals decide, with the proposals that do."""
    deciding: dict[str, list[str]] = {}
    for part in parts:
        for issue in (clause.issue for clause in part.current.clauses if clause.issue):
            deciding.setdefault(issue, []).append(part.id)
    return {issue: tuple(found) for issue, found in deciding.items() if len(found) > 1}


def _conflict(parts: Sequence[Proposal]) -> Refusal | None:
    for issue, proposals in decided_twice(parts).items():
        return Refusal(Code.PACKAGE_CONFLICT, {"issue": issue, "proposals": list(proposals)})
    return None


def _difference(parts: Sequence[Proposal], clauses: Sequence[Clause]) -> Refusal | None:
    """Refuse a package in which a clause would promise something else than in its own proposal."""
    apart = [(part.id, clause) for part in parts for clause in part.current.clauses]
    for number, ((proposal, before), after) in enumerate(zip(apart, clauses, strict=True), start=1):
        if _weight(before) != _weight(after):
            return Refusal(Code.PACKAGE_DIFFERS, {"number": number, "proposal": proposal})
    return None


def _weight(clause: Clause) -> tuple[int, int]:
    return len(clause.commitments), len(clause.duties)
