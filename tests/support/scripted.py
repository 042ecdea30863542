"""A frame that judges the tiny pack by a table: for speed, and for what no pack does."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from bot.drafting.clauses import Clause, choices_of
from bot.rules import Assessment, Fault, Finding, Severity, Verdict
from bot.scenarios.frame import Frame
from bot.scenarios.judge import Judgement
from bot.scenarios.schema import Pack


@dataclass(frozen=True)
class Failure:
    """A rule that fails wherever an option is chosen."""

    rule: str
    severity: Severity
    sides: tuple[str, ...] = ()


TINY_FAILURES: Mapping[str, Failure] = {
    "NORD_ONLY": Failure("cuts", Severity.BALANCE, ("NORD", "SUD")),
    "ONE_WAY": Failure("same_duty", Severity.GATE, ("NORD", "SUD")),
}
TINY_CONSENTS: Mapping[str, str] = {"SHARED": "EST"}


@dataclass(frozen=True)
class _Results:
    """The one part of an assessment that the core reads."""

    results: Mapping[str, Finding]


class ScriptedFrame(Frame):
    """The pack's clauses, judged by a table: option -> failure, option -> whose consent it needs."""

    def __init__(
        self,
        pack: Pack,
        failures: Mapping[str, Failure] = TINY_FAILURES,
        consents: Mapping[str, str] = TINY_CONSENTS,
        *,
        faults: tuple[Fault, ...] = (),
    ) -> None:
        super().__init__(pack, None)
        self.failures = failures
        self.consents = consents
        self.faults = faults

    def judge(self, clauses: Sequence[Clause], waived: Collection[str] = ()) -> Judgement:
        """Judge by the tables."""
        choices = choices_of(clauses)
        found = [self.failures[option] for option in choices.values() if option in self.failures]
        needed = {self.consents[option]: (issue,) for issue, option in choices.items() if option in self.consents}
        findings = {failure.rule: _finding(failure) for failure in found}
        return Judgement(
            assessment=cast("Assessment", _Results(findings)),
            failing=tuple(rule for rule in findings if rule not in waived),
            broken=tuple(constraint for constraint in self.pack.constraints if not constraint.holds(choices)),
            consents=needed,
            waived=tuple(rule for rule in findings if rule in waived),
            faults=self.faults,
        )


def _finding(failure: Failure) -> Finding:
    return Finding(
        id=failure.rule,
        rule=failure.rule.upper(),
        code="R00",
        severity=failure.severity,
        verdict=Verdict.FAIL,
        inputs={},
        message="",
        params={},
        sides=failure.sides,
    )
