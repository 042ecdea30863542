"""`python bot.py assess FILE`: is a deal reciprocal, and why? Exit codes: 0 satisfied, 1 not, 2 bad input."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.rules import (
    DEAL_LIMITS,
    Assessment,
    Deal,
    Fault,
    FileError,
    Finding,
    Rule,
    Severity,
    Verdict,
    assess,
    find_rule,
    load_deal,
    reason_of,
    shown,
)
from bot.text.words import Words

SATISFIED, NOT, BAD = 0, 1, 2
_GOOD = frozenset({Verdict.PASS, Verdict.WARN})
_QUIET = frozenset({Verdict.PASS, Verdict.NA})


def assess_file(path: Path, *, as_json: bool, explain: str | None) -> int:
    """Print the assessment of a deal file: 0 for PASS and WARN, 1 for every other verdict, 2 for bad input.

    With `as_json` standard output holds the JSON of format.md section 7 and nothing else.
    """
    try:
        deal = load_deal(_read(path))
    except OSError as error:
        fault = Fault("E_YAML", "line 1", f"The file cannot be read ({error.strerror}).")
        return _refuse(path, (fault,), as_json=as_json)
    except FileError as error:
        return _refuse(path, error.errors, as_json=as_json)
    rule = None if explain is None else _rule_called(explain, deal)
    if explain is not None and rule is None:
        print(f"There is no rule {_clean(explain)!r}; docs/rules.md lists them by name and code.", file=sys.stderr)
        return BAD
    assessment = assess(deal)
    if as_json:
        print(json.dumps(assessment.to_json(), indent=2, ensure_ascii=False))
    else:
        print(_clean(Words()("cli/assess", **_shown(deal, assessment))))
    if rule is not None:
        print(_clean("\n" + _explained(rule)), file=sys.stderr if as_json else sys.stdout)
    return SATISFIED if assessment.verdict in _GOOD else NOT


def _rule_called(name: str, deal: Deal) -> Rule | None:
    """Return a rule by the id that it has in the deal, by its name, or by its code."""
    used = next((use.rule for use in deal.rules if use.id == name), name)
    return find_rule(used)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(DEAL_LIMITS.max_bytes + 1)


def _refuse(path: Path, faults: tuple[Fault, ...], *, as_json: bool) -> int:
    if as_json:
        errors = [{"code": fault.code, "where": fault.where, "message": fault.message} for fault in faults]
        print(json.dumps({"verdict": str(Verdict.REFUSED), "errors": errors}, indent=2, ensure_ascii=False))
        return BAD
    for fault in faults:
        line = "" if fault.line is None else f":{fault.line}"
        where = f" at {fault.where}" if fault.where and not fault.where.startswith("line ") else ""
        print(_clean(f"{path}{line}: {fault.code}{where}: {fault.message}"), file=sys.stderr)
    return BAD


def _shown(deal: Deal, assessment: Assessment) -> Mapping[str, Any]:
    loud = [found for found in assessment.results.values() if found.id != found.rule or not _is_quiet(found)]
    quiet = [found.id for found in assessment.results.values() if found not in loud]
    return {
        "title": assessment.title,
        "verdict": str(assessment.verdict),
        "groups": {name: str(verdict) for name, verdict in assessment.groups._asdict().items()},
        "rules": [_rule_shown(found) for found in loud],
        "alternatives": assessment.any_of and sum(found.severity is Severity.BALANCE for found in loud) > 1,
        "quiet": quiet,
        "steps": [
            {
                "id": step.id,
                "party": step.party,
                "verb": step.verb,
                "category": step.category,
                "region": step.region,
                "unit": deal.frame.categories[step.category].unit,
                "delta": shown(assessment.credits[step.id].delta),
                "credit": shown(assessment.credits[step.id].credit),
                "gives": step.giving,
                "unknown": assessment.credits[step.id].credit is None,
                "reasons": [{"code": note.code, "text": reason_of(note)} for note in assessment.credits[step.id].notes],
            }
            for step in deal.commitments
        ],
    }


def _is_quiet(found: Finding) -> bool:
    """Say whether a gate has nothing to tell; a rule that the deal lists always has."""
    rule = find_rule(found.rule)
    return rule is not None and rule.kind == "gate" and found.verdict in _QUIET


def _rule_shown(found: Finding) -> Mapping[str, Any]:
    cures = [
        {
            "party": cure.party,
            "category": cure.category,
            "quantity": shown(cure.quantity),
            "unit": cure.unit,
            "action": cure.action,
        }
        for cure in found.cures
    ]
    return {
        "id": found.id,
        "rule": found.rule,
        "code": found.code,
        "severity": str(found.severity),
        "verdict": str(found.verdict),
        "message": found.message,
        "reading": found.reading,
        "cures": cures,
    }


def _explained(rule: Rule) -> str:
    parameters = [
        {
            "name": parameter.name,
            "type": parameter.type_text(),
            "required": parameter.required,
            "default": parameter.default_text(),
        }
        for parameter in rule.parameters
    ]
    return Words()("cli/explain", rule=rule, parameters=parameters)


def _clean(text: str) -> str:
    """Take out what would steer a terminal: a deal is foreign text."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)
