"""What a rule can say, and how several verdicts become one (format.md sections 6 and 7)."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """What a rule, a group of rules or a whole deal is found to be."""

    PASS = "PASS"  # noqa: S105 - a verdict, not a password
    WARN = "WARN"
    NA = "N/A"
    VACUOUS = "VACUOUS"
    INDETERMINATE = "INDETERMINATE"
    FAIL = "FAIL"
    REFUSED = "REFUSED"


class Severity(StrEnum):
    """Which group a rule belongs to: a gate blocks, a balance rule measures, an advisory warns."""

    GATE = "gate"
    BALANCE = "balance"
    ADVISORY = "advisory"


# From best to worst. N/A counts as worse than WARN: nothing measured is less than a measured doubt.
_ORDER = (Verdict.PASS, Verdict.WARN, Verdict.NA, Verdict.VACUOUS, Verdict.INDETERMINATE, Verdict.FAIL, Verdict.REFUSED)
_RANK = {verdict: rank for rank, verdict in enumerate(_ORDER)}
_FIRST_OF_ANY = (Verdict.PASS, Verdict.WARN, Verdict.INDETERMINATE, Verdict.VACUOUS, Verdict.FAIL)


def worst(verdicts: Iterable[Verdict], empty: Verdict = Verdict.PASS) -> Verdict:
    """Return the worst verdict, FAIL > INDETERMINATE > VACUOUS > N/A > WARN > PASS; `empty` if there is none."""
    return max(verdicts, key=_RANK.__getitem__, default=empty)


def best_of_any(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the first found of PASS, WARN, INDETERMINATE, VACUOUS, FAIL (`balance: any_of`); N/A if there is none."""
    found = set(verdicts)
    return next((verdict for verdict in _FIRST_OF_ANY if verdict in found), Verdict.NA)
