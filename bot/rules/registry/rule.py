"""What an entry of the registry is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bot.rules.case import Case
from bot.rules.findings import Outcome
from bot.rules.numbers import exact
from bot.rules.verdicts import Severity


class Kind(StrEnum):
    """A gate runs on every deal unless it is switched off; a rule runs where a deal lists it."""

    GATE = "gate"
    RULE = "rule"


class Want(StrEnum):
    """The types of parameters."""

    QUANTITY = "quantity"
    INTEGER = "integer"
    FLAG = "true or false"
    DATE = "date"
    TEXT = "text"
    PARTY = "party or bloc"
    CHOICE = "one of"
    CHOICES = "some of"
    IDS = "list of ids"
    BY_UNIT = "unit: quantity"
    BY_DESTINATION = "destination: quantity"
    BY_CATEGORY = "category: quantity"
    BY_SIDE = "side: quantity above 0"
    BY_METHOD = "method: list of units"
    CAPS = "list of {region, cap, party, category}"
    DISTANCES = "side: {distance, line, meaning}"
    THRESHOLDS = "side: {notify, observe, lead_days}"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a rule: its type, its default (None: none), whether it must be given, and its choices."""

    name: str
    want: Want
    default: Any = None
    required: bool = False
    choices: tuple[str, ...] = ()

    def type_text(self) -> str:
        """Return the type, with its choices where there are any."""
        return f"{self.want} {', '.join(self.choices)}" if self.choices else str(self.want)

    def default_text(self) -> str:
        """Return the default as a deal file would write it."""
        return _written(self.default)


def _written(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case Fraction():
            return exact(value)
        case Mapping():
            return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
        case tuple():
            return "[" + ", ".join(_written(inner) for inner in value) + "]"
        case _:
            return str(value)


@dataclass(frozen=True)
class Rule:
    """One rule: what it is called, how it judges, what it says, and where it comes from.

    `judge` answers with an outcome whose `say` names one of `messages`; `reason` is what a gate says of a step that
    it touched. `looks_at` names what its verdict depends on beside the frame of a deal: `commitments` and `clauses`
    (those selected), `steps` (all commitments with their credits), `all_clauses`, `compensations`.
    `every_clause`: where the file selects no clauses, the rule looks at all of them.
    """

    name: str
    code: str
    kind: Kind
    severity: Severity
    judge: Callable[[Case], Outcome]
    messages: Mapping[str, str]
    doctrine: str
    formula: str
    source: str
    looks_at: frozenset[str]
    parameters: tuple[Parameter, ...] = ()
    reason: str | None = None
    every_clause: bool = False

    def message(self, outcome: Outcome) -> str:
        """Return the sentence for an outcome, with its numbers."""
        return self.messages[outcome.say].format_map(outcome.params)

    def defaults(self) -> dict[str, Any]:
        """Return the parameters as they are where a deal gives none."""
        return {parameter.name: parameter.default for parameter in self.parameters}


def looks_at(*what: str) -> frozenset[str]:
    """Name what a verdict depends on."""
    return frozenset(what)


STEPS = looks_at("commitments", "steps")


def rule(
    name: str,
    code: str,
    severity: Severity,
    judge: Callable[[Case], Outcome],
    doctrine: str,
    formula: str,
    messages: Mapping[str, str],
    parameters: tuple[Parameter, ...] = (),
    looks: frozenset[str] = STEPS,
    *,
    every_clause: bool = False,
) -> Rule:
    """Return an entry for a rule that deals list; its source follows from the code."""
    part = {"R": "A.2", "S": "A.3", "V": "A.4"}.get(code[0], "A.0")
    return Rule(
        name=name,
        code=code,
        kind=Kind.RULE,
        severity=severity,
        judge=judge,
        messages=messages,
        doctrine=doctrine,
        formula=formula,
        source=f"rule list {part}, {code}; deal file format section 6",
        looks_at=looks,
        parameters=parameters,
        every_clause=every_clause,
    )
