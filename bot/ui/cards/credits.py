"""What steps count for, in words and per side."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.drafting.clauses import Clause
from bot.rules import Credit, reason_of
from bot.scenarios.judge import Judgement, compared
from bot.ui.scene import Scene

Row = Mapping[str, Any]
_ITEM = "item"
_SPECIFIC = "E01"
"""The gate that asks for a number, a day and a check."""


def credit_row(party: str | None, credit: Credit | None, unit: str = "") -> Row:
    """Give what a step counts for as a template takes it: party, credit, delta (None: unknown), unit, and why not more.

    `lacks` are the needs (deadline, verification, quantity) without which it cannot be weighed; `why` is all else.
    """
    if credit is None:
        return {"party": party, "credit": None, "delta": None, "unit": "", "why": "", "lacks": []}
    lacks = [one for note in credit.notes if note.code == _SPECIFIC for one in note.params["missing"].split(", ")]
    return {
        "party": party,
        "credit": None if credit.credit is None else number(credit.credit),
        "delta": None if credit.delta is None else number(credit.delta),
        "unit": unit,
        "why": " ".join(reason_of(note) for note in credit.notes if note.code != _SPECIFIC),
        "lacks": lacks,
    }


def unit_of(scene: Scene, category: object) -> str:
    """Give what a category is counted in, in words for several of it; "" where the pack does not say.

    Items are called by what they are: `battle tanks`.
    """
    words = scene.frame.vocabulary
    known = words.category_words.get(str(category))
    if known is None:
        return ""
    unit = words.unit_words.get(known.unit)
    return known.names[0] if known.unit == _ITEM else unit.several if unit else ""


def credit_blocks(scene: Scene, clauses: Sequence[Clause], judgement: Judgement) -> list[str]:
    """Give what each step of a text counts for, and why not more."""
    given = {str(step["id"]): step for clause in clauses for step in clause.commitments}
    rows: list[dict[str, Any]] = []
    for step, credit in judgement.assessment.credits.items():
        made = given.get(step, {})
        row = credit_row(str(made.get("party", "")) or None, credit, unit_of(scene, made.get("category")))
        rows.append({"step": step, "name": scene.frame.names.of(step), **row})
    return [scene.say("cards/details#credits", rows=rows, always=True)] if rows else []


def balances(scene: Scene, judgement: Judgement) -> list[str]:
    """Give for each balance rule what it compares by side, a line each: the balance of credits."""
    return [
        scene.say(
            "cards/details#balance",
            rule=one.finding.id,
            unit=one.unit,
            rows=[{"party": side, "value": number(value)} for side, value in one.values.items()],
        )
        for one in compared(scene.frame.pack, judgement)
    ]


def number(value: object) -> str:
    """Give a number with its thousands grouped; a fraction as it stands."""
    text = str(value)
    return f"{int(text):,}" if text.lstrip("-").isdecimal() else text
