"""What the rules and the pack say of a package."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.rules import Assessment, Fault, Finding, Severity, Verdict
from bot.scenarios.parts import Constraint
from bot.scenarios.schema import Pack

BARRING = frozenset({Verdict.FAIL, Verdict.INDETERMINATE})
EMPTY = frozenset({Verdict.VACUOUS, Verdict.NA})
_UNKNOWN = frozenset({Verdict.NA, Verdict.INDETERMINATE})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The assessment of a package, and what bars it from becoming an agreement.

    `failing`: ids of the rules that bar it. `broken`: constraints of the pack that do not hold. `consents`: the party
    whose consent the text needs -> the steps and issues that touch it; that does not bar. `waived`: rules that fail
    and count as WARN, because the parties waived them. `faults`: why the steps are no deal at all (REFUSED).
    """

    assessment: Assessment
    failing: tuple[str, ...]
    broken: tuple[Constraint, ...]
    consents: Mapping[str, tuple[str, ...]]
    waived: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def barred(self) -> bool:
        """Whether the package cannot become an agreement as it stands."""
        return bool(self.failing or self.broken or self.faults)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a balance rule compares: party or bloc -> its number as text; `unit` is "" where the pack does not say."""

    finding: Finding
    values: Mapping[str, str]
    unit: str


def compared(pack: Pack, judgement: Judgement) -> tuple[Compared, ...]:
    """Give what each balance rule that has numbers compares by side."""
    sides = {*(party.id for party in pack.parties), *(party.bloc for party in pack.parties)}
    table = pack.equivalence or {}
    return tuple(
        Compared(found, values, str(table.get("unit", "")) if found.rule == "WEIGHTED" else "")
        for found in judgement.assessment.results.values()
        if found.severity is Severity.BALANCE and found.verdict not in _UNKNOWN
        if (values := {side: value for side, value in found.inputs.items() if side in sides and isinstance(value, str)})
    )


def failing_rules(assessment: Assessment, *, demand_step: bool) -> tuple[str, ...]:
    """Give the ids of the rules that bar: gates that are FAIL or INDETERMINATE, and balance rules if the balance is.

    With `demand_step` a gate that is VACUOUS bars too, and so do the balance rules if nobody gives anything.
    """
    groups = assessment.groups
    bad = {
        Severity.GATE: _bad(groups.gates, BARRING | {Verdict.VACUOUS} if demand_step else BARRING),
        Severity.BALANCE: _bad(groups.balance, BARRING),
        Severity.ADVISORY: frozenset[Verdict](),
    }
    if demand_step and groups.balance in EMPTY and not any(credit.credit for credit in assessment.credits.values()):
        bad[Severity.BALANCE] = EMPTY
    return tuple(name for name, found in assessment.results.items() if found.verdict in bad[found.severity])


def _bad(group: Verdict, barring: Collection[Verdict]) -> frozenset[Verdict]:
    return frozenset(barring) if group in barring else frozenset()
