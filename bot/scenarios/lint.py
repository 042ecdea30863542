"""What a careful author would want to know of a pack that is well-formed: unreachable, contradictory, decided."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.lint_constraints import constraint_remarks
from bot.scenarios.lint_solved import outcome_remarks, reading_remarks, rule_remarks
from bot.scenarios.lint_words import word_remarks
from bot.scenarios.remarks import Remark
from bot.scenarios.schema import Issue, Option, Pack
from bot.scenarios.solve import Solution, differences

WHOLE_SHEET = 100


def lint(pack: Pack, solutions: Mapping[str | None, Solution] | None = None) -> tuple[Remark, ...]:
    """Give remarks on a pack, in the order of its keys.

    Only with what `solve_all` gives is known what stands in no acceptable package, what in every one, and whether the
    facilitator's key is right.
    """
    remarks = [*_play(pack), *_sheets(pack), *_red_lines(pack), *constraint_remarks(pack), *_steps(pack)]
    remarks += [*_rules(pack), *word_remarks(pack)]
    if solutions is not None:
        remarks += outcome_remarks(pack, solutions[None])
        remarks += rule_remarks(pack, solutions[None])
        remarks += reading_remarks(solutions)
        remarks += [
            Remark("key_differs", where, {"stated": stated, "found": found})
            for where, stated, found in differences(pack, solutions)
        ]
        remarks += _demands(frame_of(pack))
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
    for party in pack.voters:
        for number, line in enumerate(pack.confidential[party.id].red_lines):
            sheet = pack.scores[party.id][line.issue]
            if all(sheet[line.option] > points for option, points in sheet.items() if option != line.option):
                where = f"confidential.{party.id}.red_lines[{number}]"
                yield Remark("red_line_liked", where, {"party": party.id, "issue": line.issue, "option": line.option})


def _steps(pack: Pack) -> Iterator[Remark]:
    for number, issue in enumerate(pack.issues):
        for place, option in enumerate(issue.options):
            unworded = [str(duty["id"]) for duty in option.clauses if "text" not in duty]
            if len(option.clauses) > 1 and len(unworded) > 1:
                yield Remark("duties_without_text", f"issues[{number}].options[{place}].clauses", {"ids": unworded})
        for first, second in combinations(range(len(issue.options)), 2):
            if _told_apart(pack, issue, issue.options[first], issue.options[second]):
                continue
            params = {"issue": issue.id, "first": issue.options[first].id, "second": issue.options[second].id}
            yield Remark("options_alike", f"issues[{number}].options[{second}]", params)
        if not any(option.commitments or option.clauses for option in issue.options):
            yield Remark("issue_without_steps", f"issues[{number}]", {"issue": issue.id})


def _told_apart(pack: Pack, issue: Issue, one: Option, other: Option) -> bool:
    """Say whether anything but the words tells two options apart: steps, consent, points, red lines, constraints."""
    steps = [
        [[{**step, "id": ""} for step in rows] for rows in (option.commitments, option.clauses, option.compensations)]
        for option in (one, other)
    ]
    sheets = [[pack.scores[party.id][issue.id][option.id] for party in pack.voters] for option in (one, other)]
    red = {
        option
        for own in pack.confidential.values()
        for line in own.red_lines
        for option in [line.option]
        if line.issue == issue.id
    }
    asked = {
        option
        for constraint in pack.constraints
        for table in (constraint.when, constraint.any)
        for option in table.get(issue.id, ())
    }
    named = {one.id, other.id}
    return steps[0] != steps[1] or sheets[0] != sheets[1] or one.consent != other.consent or bool(named & (red | asked))


def _rules(pack: Pack) -> Iterator[Remark]:
    for first, second in combinations(range(len(pack.rules)), 2):
        one, other = ({**rule, "id": None, "severity": None} for rule in (pack.rules[first], pack.rules[second]))
        if one == other:
            yield Remark("rule_twice", f"rules[{second}]", {"rule": str(pack.rules[second]["rule"])})


def _demands(frame: Frame) -> Iterator[Remark]:
    if frame.pack.procedure.demand_step and not frame.measures_balance:
        yield Remark("demand_unmeasured", "procedure.demand_step")
