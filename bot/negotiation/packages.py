"""Packages: several proposals in one, accepted as one exact text, so that nobody has to move first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.drafting.canonical import canonical_json
from bot.drafting.clauses import Clause
from bot.drafting.sentences.articles import awaited, under_numbers
from bot.negotiation import acts
from bot.negotiation.adoption import brackets_open
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, standing
from bot.negotiation.model import Bundled, Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.tabling import tabled
from bot.negotiation.texts import check_count
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
    bundles = tuple(Bundled(part.id, part.current.number) for part in parts)
    count = sum(len(part.current.clauses) for part in parts)
    # Asked before the texts are joined, which takes long for many.
    if refusal := check_count(count) or _conflict(parts) or _there(state, bundles):
        return refusal
    clauses = joined((part.current.clauses for part in parts), context.frame)
    return _difference(parts, clauses) or tabled(state, clauses, context, bundles=bundles)


def tabled_as(session: Session, parts: Iterable[Bundled]) -> str | None:
    """Give the live package that holds exactly these versions, or None."""
    wanted = frozenset(parts)
    found = [one.id for one in session.live_proposals() if one.bundles and frozenset(one.bundles) == wanted]
    return found[-1] if found else None


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


def _there(state: Session, bundles: Iterable[Bundled]) -> Refusal | None:
    there = tabled_as(state, bundles)
    return Refusal(Code.PACKAGE_THERE, {"proposal": there}) if there else None


def _conflict(parts: Sequence[Proposal]) -> Refusal | None:
    for issue, proposals in decided_twice(parts).items():
        return Refusal(Code.PACKAGE_CONFLICT, {"issue": issue, "proposals": list(proposals)})
    return None


def _difference(parts: Sequence[Proposal], clauses: Sequence[Clause]) -> Refusal | None:
    """Refuse a package in which a clause would promise something else than in its own proposal."""
    before = 0  # clauses of the parts that stand before this one
    for part in parts:
        own = part.current.clauses
        numbers = {number: before + number for number in range(1, len(own) + 1)}
        for number, clause in enumerate(own, start=1):
            after = clauses[before + number - 1]
            if _steps_under(clause, numbers) != _steps_under(after, {}):
                return Refusal(Code.PACKAGE_DIFFERS, {"number": before + number, "proposal": part.id})
        before += len(own)
    return None


def _steps_under(clause: Clause, numbers: Mapping[int, int]) -> str:
    """Give the steps of a clause as JSON, those of articles under other numbers; an option's steps are its own."""
    steps = (*clause.commitments, *clause.duties)
    return canonical_json([dict(step) if clause.issue else _under(step, numbers) for step in steps])


def _under(step: Mapping[str, Any], numbers: Mapping[int, int]) -> dict[str, Any]:
    names = [under_numbers(name, numbers) for name in awaited(step)]
    either = isinstance(step.get("conditions"), Mapping)
    waits = {"conditions": {"any": names} if either else names} if names else {}
    return {**step, "id": under_numbers(str(step["id"]), numbers), **waits}
