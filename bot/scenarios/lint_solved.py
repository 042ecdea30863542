"""What is known of a pack only once every combination was tried: unreachable, decided from the start, no effect."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.rules import Verdict
from bot.scenarios.judge import BARRING, EMPTY
from bot.scenarios.remarks import Remark
from bot.scenarios.schema import Pack
from bot.scenarios.solve import Solution


def outcome_remarks(pack: Pack, solution: Solution) -> Iterator[Remark]:
    """Give which options and issues the rules and the sheets leave no choice about."""
    if not solution.allowed:
        yield Remark("constraints_bar_all", "constraints", {"combinations": solution.combinations})
    if not solution.within_rules:
        yield Remark("nothing_within_rules", "rules", {"combinations": solution.combinations})
        return
    if not solution.acceptable:
        yield Remark("nothing_acceptable", "scores", {"within_rules": solution.within_rules})
    yield from _out_of_reach(pack, solution)
    for number, issue in enumerate(pack.issues):
        for place, option in enumerate(issue.options):
            where = f"issues[{number}].options[{place}]"
            yield from _option(issue.id, option.id, where, solution)


def _out_of_reach(pack: Pack, solution: Solution) -> Iterator[Remark]:
    for party in pack.voters:
        points, most = pack.confidential[party.id].batna.points, solution.most[party.id]
        best = sum(max(sheet.values()) for sheet in pack.scores[party.id].values())
        if most < points <= best:  # more than the best of the sheet is a remark of its own
            where = f"confidential.{party.id}.batna.points"
            yield Remark("batna_out_of_reach", where, {"party": party.id, "points": points, "most": most})


def _option(issue: str, option: str, where: str, solution: Solution) -> Iterator[Remark]:
    pair, total = (issue, option), solution.acceptable
    numbers = {"issue": issue, "option": option, "of": total}
    if not solution.legal_with[pair]:
        yield Remark("option_never_legal", where, numbers | {"of": solution.within_rules})
    elif total and not solution.acceptable_with[pair]:
        yield Remark("option_unreachable", where, numbers)
    elif total and solution.acceptable_with[pair] == total:
        yield Remark("issue_decided", where.partition(".")[0], numbers)
    elif not total and solution.legal_with[pair] == solution.within_rules:
        yield Remark("issue_decided_by_rules", where.partition(".")[0], numbers | {"of": solution.within_rules})


def rule_remarks(pack: Pack, solution: Solution) -> Iterator[Remark]:
    """Give the rules that say the same of every package: decided from the start, whatever is negotiated."""
    for number, rule in enumerate(pack.rules):
        name = str(rule.get("id", rule["rule"]))
        said = set(solution.verdicts.get(name, ()))
        if not said or rule.get("off"):
            continue
        numbers: dict[str, Any] = {"rule": name, "allowed": solution.allowed}
        if said <= EMPTY:
            yield Remark("rule_selects_nothing", f"rules[{number}]", numbers)
        elif said <= BARRING:
            yield Remark("rule_never_passes", f"rules[{number}]", numbers)
        elif not said & (BARRING | {Verdict.WARN}):
            yield Remark("rule_never_objects", f"rules[{number}]", numbers)


def reading_remarks(solutions: Mapping[str | None, Solution]) -> Iterator[Remark]:
    """Give which readings make no difference."""
    plain = solutions[None]
    if plain.within_rules == plain.combinations:
        yield Remark("rules_bar_nothing", "rules", {"combinations": plain.combinations})
    for variant, solution in solutions.items():
        if variant is not None and solution.within_rules == plain.within_rules:
            yield Remark("variant_same", "variants", {"variant": variant, "within_rules": plain.within_rules})
