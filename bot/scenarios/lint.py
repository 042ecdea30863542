"""What a careful author would want to know of a pack that is well-formed: unreachable, contradictory, decided."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.schema import Pack
from bot.scenarios.solve import Solution, differences, solve

WHOLE_SHEET = 100


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to think about: a code, the key path that it is about, and its numbers."""

    code: str
    where: str
    params: Mapping[str, Any] = field(default_factory=dict)


def lint(pack: Pack, *, solved: bool = True) -> tuple[Remark, ...]:
    """Give remarks on a pack, in the order of its keys.

    With `solved`, every combination is tried under every variant, which takes some seconds: only then is known what
    stands in no acceptable package, what in every one, and whether the facilitator's key is right.
    """
    remarks = [*_play(pack), *_sheets(pack), *_red_lines(pack), *_constraints(pack), *_steps(pack)]
    if solved:
        frames = [frame_of(pack), *(frame_of(pack, variant.id) for variant in pack.variants)]
        solutions = {frame.variant: solve(frame) for frame in frames}
        remarks += _outcomes(pack, solutions[None])
        remarks += _readings(solutions)
        remarks += [
            Remark("key_differs", where, {"stated": stated, "found": found})
            for where, stated, found in differences(pack, solutions)
        ]
        remarks += _demands(frames[0])
    return tuple(remarks)


def _play(pack: Pack) -> Iterator[Remark]:
    for key in ("content_note", "sources", "phases", "facilitator_key", "reading"):
        if not getattr(pack, key):
            yield Remark("missing", key)
    if not any(party.role == "chair" for party in pack.parties):
        yield Remark("no_chair", "parties")
    if not any(rule.get("severity", "balance") == "balance" for rule in pack.rules):
        yield Remark("no_balance_rule", "rules")


def _sheets(pack: Pack) -> Iterator[Remark]:
    for party in pack.voters:
        sheet = pack.scores[party.id]
        best = sum(max(points.values()) for points in sheet.values())
        if best != WHOLE_SHEET:
            yield Remark("sheet_total", f"scores.{party.id}", {"best": best, "whole": WHOLE_SHEET})
        batna = pack.confidential[party.id].batna.points
        if batna > best:
            yield Remark("batna_too_high", f"confidential.{party.id}.batna.points", {"points": batna, "best": best})
        for issue, points in sheet.items():
            if len(set(points.values())) == 1 and len(points) > 1:
                yield Remark("issue_indifferent", f"scores.{party.id}.{issue}", {"party": party.id, "issue": issue})


def _red_lines(pack: Pack) -> Iterator[Remark]:
    refused = {
        (line.issue, line.option): party.id for party in pack.voters for line in pack.confidential[party.id].red_lines
    }
    for number, issue in enumerate(pack.issues):
        if all((issue.id, option.id) in refused for option in issue.options):
            parties = sorted({refused[issue.id, option.id] for option in issue.options})
            yield Remark("all_red", f"issues[{number}]", {"issue": issue.id, "parties": parties})


def _constraints(pack: Pack) -> Iterator[Remark]:
    for number, constraint in enumerate(pack.constraints):
        same = [
            issue for issue, options in constraint.when.items() if set(options) & set(constraint.any.get(issue, ()))
        ]
        if same:
            yield Remark("constraint_always_holds", f"constraints[{number}]", {"issue": same[0]})
        against = [issue for issue in constraint.any if issue in constraint.when and issue not in same]
        if len(against) == len(constraint.any):
            yield Remark("constraint_never_holds", f"constraints[{number}]", {"issue": against[0]})


def _steps(pack: Pack) -> Iterator[Remark]:
    for number, issue in enumerate(pack.issues):
        for place, option in enumerate(issue.options):
            unworded = [str(duty["id"]) for duty in option.clauses if "text" not in duty]
            if len(option.clauses) > 1 and len(unworded) > 1:
                yield Remark("duties_without_text", f"issues[{number}].options[{place}].clauses", {"ids": unworded})
        if not any(option.commitments or option.clauses for option in issue.options):
            yield Remark("issue_without_steps", f"issues[{number}]", {"issue": issue.id})


def _outcomes(pack: Pack, solution: Solution) -> Iterator[Remark]:
    if not solution.within_rules:
        yield Remark("nothing_within_rules", "rules", {"combinations": solution.combinations})
        return
    if not solution.acceptable:
        yield Remark("nothing_acceptable", "scores", {"within_rules": solution.within_rules})
    for number, issue in enumerate(pack.issues):
        for place, option in enumerate(issue.options):
            pair, where = (issue.id, option.id), f"issues[{number}].options[{place}]"
            numbers = {"issue": issue.id, "option": option.id, "of": solution.acceptable}
            if not solution.legal_with[pair]:
                yield Remark("option_never_legal", where, numbers | {"of": solution.within_rules})
            elif solution.acceptable and not solution.acceptable_with[pair]:
                yield Remark("option_unreachable", where, numbers)
            elif solution.acceptable and solution.acceptable_with[pair] == solution.acceptable:
                yield Remark("issue_decided", f"issues[{number}]", numbers)


def _readings(solutions: Mapping[str | None, Solution]) -> Iterator[Remark]:
    plain = solutions[None]
    if plain.within_rules == plain.combinations:
        yield Remark("rules_bar_nothing", "rules", {"combinations": plain.combinations})
    for variant, solution in solutions.items():
        if variant is not None and solution.within_rules == plain.within_rules:
            yield Remark("variant_same", "variants", {"variant": variant, "within_rules": plain.within_rules})


def _demands(frame: Frame) -> Iterator[Remark]:
    if frame.pack.procedure.demand_step and not frame.measures_balance:
        yield Remark("demand_unmeasured", "procedure.demand_step")
