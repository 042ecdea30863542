"""What comes out: credits with reasons, findings with numbers and cures, and the assessment of a whole deal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, NamedTuple

from bot.rules.numbers import exact, exact_or_none
from bot.rules.verdicts import Severity, Verdict, best_of_any, worst


@dataclass(frozen=True)
class Cure:
    """One smallest change that would satisfy a rule: `quantity` more to give, or to lower a limit by."""

    party: str
    category: str
    quantity: Fraction
    action: str
    unit: str

    def to_json(self) -> dict[str, str]:
        """Return the shape of format.md section 7."""
        quantity = exact(self.quantity)
        return {"party": self.party, "category": self.category, "quantity": quantity, "action": self.action}


@dataclass(frozen=True)
class Note:
    """Why a step counts less than it says: the code of a gate, and the values its reason text is made of."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Credit:
    """What a step takes away and what of it counts; None is unknown."""

    delta: Fraction | None
    credit: Fraction | None
    reasons: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the shape of format.md section 7."""
        delta, credit = exact_or_none(self.delta), exact_or_none(self.credit)
        return {"delta": delta, "credit": credit, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class Outcome:
    """What the function of a rule answers; `say` names the rule's message, `params` what it is filled with."""

    verdict: Verdict
    say: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    sides: tuple[str, ...] = ()
    cures: tuple[Cure, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What one rule says about a deal, with its numbers; `reading` is the strictness it was read with."""

    id: str
    rule: str
    code: str
    severity: Severity
    verdict: Verdict
    inputs: Mapping[str, Any]
    message: str
    params: Mapping[str, str]
    reading: str | None = None
    sides: tuple[str, ...] = ()
    cures: tuple[Cure, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the exact shape of format.md section 7; a reading stands before the message."""
        return {
            "rule": self.rule,
            "code": self.code,
            "severity": str(self.severity),
            "verdict": str(self.verdict),
            "inputs": _with_numbers_as_text(self.inputs),
            "message": self.message if self.reading is None else f"{self.reading}: {self.message}",
            "cures": [cure.to_json() for cure in self.cures],
        }


def _with_numbers_as_text(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    match value:
        case Mapping():
            return {key: _with_numbers_as_text(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_with_numbers_as_text(inner) for inner in value]
        case int():
            return str(value)
        case _:
            return value


class Groups(NamedTuple):
    """The worst of the gates, the balance, the worst advisory."""

    gates: Verdict
    balance: Verdict
    advisories: Verdict


@dataclass(frozen=True)
class Assessment:
    """A deal, assessed: the overall verdict, each rule's finding by rule id, each step's credit by its id."""

    verdict: Verdict
    title: str
    groups: Groups
    results: Mapping[str, Finding]
    credits: Mapping[str, Credit]
    any_of: bool = False

    def waiving(self, rule_ids: Collection[str]) -> "Assessment":
        """Return the same, with each named rule that is FAIL counted as WARN: its asymmetry was waived in writing."""
        waived = {
            name: replace(found, verdict=Verdict.WARN)
            for name, found in self.results.items()
            if name in rule_ids and found.verdict is Verdict.FAIL
        }
        return combined(self.title, {**self.results, **waived}, self.credits, any_of=self.any_of)

    def to_json(self) -> dict[str, Any]:
        """Return the exact shape of format.md section 7; numbers are strings, unknown is None."""
        return {
            "verdict": str(self.verdict),
            "title": self.title,
            "groups": {name: str(verdict) for name, verdict in self.groups._asdict().items()},
            "rules": {name: found.to_json() for name, found in self.results.items()},
            "commitments": {name: credit.to_json() for name, credit in self.credits.items()},
            "errors": [],
        }


def combined(
    title: str,
    results: Mapping[str, Finding],
    credits_by_id: Mapping[str, Credit],
    *,
    any_of: bool,
) -> Assessment:
    """Combine findings into one verdict: gates, then balance, then advisories (format.md section 7)."""
    gates: list[Verdict] = []
    balance: list[Verdict] = []
    advisories: list[Verdict] = []
    for found in results.values():
        if found.verdict is Verdict.NA:
            continue
        match found.severity:
            case Severity.GATE:
                gates.append(found.verdict)
            case Severity.BALANCE:
                balance.append(found.verdict)
            case Severity.ADVISORY:
                advisories.append(found.verdict)
    groups = Groups(worst(gates), _balance(balance, any_of=any_of), worst(advisories, Verdict.NA))
    overall = worst((groups.gates, groups.balance))
    if overall is Verdict.PASS and any(verdict is not Verdict.PASS for verdict in advisories):
        overall = Verdict.WARN
    return Assessment(overall, title, groups, results, credits_by_id, any_of)


def _balance(verdicts: Sequence[Verdict], *, any_of: bool) -> Verdict:
    return best_of_any(verdicts) if any_of else worst(verdicts, Verdict.NA)
