"""What steps count for, in words and per side."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.drafting.clauses import Clause
from bot.rules import Credit, Severity, Verdict, reason_of
from bot.scenarios.judge import Judgement
from bot.ui.scene import Scene

Row = Mapping[str, Any]


def credit_row(party: str | None, credit: Credit | None) -> Row:
    """Give what a step counts for as a template takes it: party, credit, delta (None: unknown), and why not more."""
    if credit is None:
        return {"party": party, "credit": None, "delta": None, "why": ""}
    return {
        "party": party,
        "credit": None if credit.credit is None else number(credit.credit),
        "delta": None if credit.delta is None else number(credit.delta),
        "why": " ".join(reason_of(note) for note in credit.notes),
    }


def credit_blocks(scene: Scene, clauses: Sequence[Clause], judgement: Judgement) -> list[str]:
    """Give what each step of a text counts for, and why not more."""
    givers = {str(step["id"]): str(step["party"]) for clause in clauses for step in clause.commitments}
    rows = [
        {"step": step, "name": scene.frame.names.of(step), **credit_row(givers.get(step), credit)}
        for step, credit in judgement.assessment.credits.items()
    ]
    return [scene.say("cards/details#credits", rows=rows)] if rows else []


def balances(scene: Scene, judgement: Judgement) -> list[str]:
    """Give for each balance rule what it compares by side, a line each: the balance of credits."""
    pack, lines = scene.frame.pack, []
    sides = {*(party.id for party in pack.parties), *(party.bloc for party in pack.parties)}
    for found in judgement.assessment.results.values():
        values = {side: value for side, value in found.inputs.items() if side in sides and isinstance(value, str)}
        if found.severity is Severity.BALANCE and found.verdict is not Verdict.NA and values:
            rows = [{"party": side, "value": number(value)} for side, value in values.items()]
            lines.append(scene.say("cards/details#balance", rule=found.id, rows=rows))
    return lines


def number(value: object) -> str:
    """Give a number with its thousands grouped; a fraction as it stands."""
    text = str(value)
    return f"{int(text):,}" if text.lstrip("-").isdecimal() else text
