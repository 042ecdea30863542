"""The pipeline of format.md section 4: zero, unknown, amounts; every commitment comes out with a credit and reasons."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bot.rules.case import Weighed
from bot.rules.findings import Credit, Note
from bot.rules.gates import single
from bot.rules.gates.amounts import SINGLE, WHOLE, Credits, Notes
from bot.rules.model import Frame
from bot.rules.numbers import ZERO
from bot.rules.steps import Commitment

_Test = tuple[str, str, Callable[[Frame, Commitment, single.Given], single.Touch]]
_ZERO: tuple[_Test, ...] = (
    ("MODALITY", "E02", single.soft),
    ("EXCLUSION", "E04", single.excluded),
    ("ADDITIONAL", "E09", single.owed_already),
    ("CONSENT", "E10", single.without_consent),
    ("PERSIST", "E11", single.short_lived),
    ("WITHIN_TERM", "S07", single.out_of_term),
)
_UNKNOWN: tuple[_Test, ...] = (
    ("SPECIFIC", "E01", single.unspecific),
    ("EXCLUSION", "E04", single.may_hide),
    ("BASELINE", "E13", single.baseline_unsure),
)
Gates = Mapping[str, Mapping[str, Any]]


def weigh(frame: Frame, steps: Sequence[Commitment], gates: Gates) -> Weighed:
    """Return the credit of every commitment; `gates` maps the gates that run to their parameters."""
    credits_: Credits = {}
    notes: Notes = {}
    unclear: list[str] = []
    for step in steps:
        notes[step.id] = []
        if step.giving:
            credits_[step.id] = _single(frame, step, gates, notes[step.id], unclear)
        else:
            credits_[step.id] = ZERO
    for name, apply in WHOLE.items():
        if name in gates:
            apply(frame, steps, gates[name], credits_, notes)
    found = {step.id: _credit(step, credits_[step.id], notes[step.id]) for step in steps}
    touched: dict[str, list[str]] = {}
    for name, credit in found.items():
        for code in credit.reasons:
            touched.setdefault(code, []).append(name)
    return Weighed(tuple(steps), found, {code: tuple(names) for code, names in touched.items()}, tuple(unclear))


def _credit(step: Commitment, credit: Fraction | None, notes: list[Note]) -> Credit:
    return Credit(step.delta, credit, tuple(dict.fromkeys(note.code for note in notes)), tuple(notes))


def _single(frame: Frame, step: Commitment, gates: Gates, notes: list[Note], unclear: list[str]) -> Fraction | None:
    """Return a step's credit before the gates that look at the whole file."""
    counts = step.delta is None or step.delta > 0
    zero = _touching(frame, step, gates, _ZERO if counts else ())
    unknown = _touching(frame, step, gates, _UNKNOWN if counts else _UNKNOWN[:1])
    if any(note.code == "E04" for note in unknown):
        unclear.append(step.id)
    notes.extend((*zero, *unknown))
    if zero:
        return ZERO
    if unknown or step.delta is None:
        return None
    return _amount(frame, step, step.delta, gates, notes)


def _touching(frame: Frame, step: Commitment, gates: Gates, tests: Sequence[_Test]) -> list[Note]:
    found: list[Note] = []
    for name, code, touch in tests:
        params = touch(frame, step, gates[name]) if name in gates else None
        if params is not None:
            found.append(Note(code, params))
    return found


def _amount(frame: Frame, step: Commitment, credit: Fraction, gates: Gates, notes: list[Note]) -> Fraction:
    for name, reduce in SINGLE.items():
        if name in gates and credit > 0:
            counted, note = reduce(frame, step, credit, gates[name])
            if counted < credit:
                notes.append(note)
            credit = counted
    return credit
