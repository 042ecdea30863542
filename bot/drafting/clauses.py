"""The clauses of a proposal: words, and the steps that the words carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.drafting.canonical import sha256_of


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its text and the steps it carries, in the vocabulary of the deal file.

    A clause comes from an option of an issue of the pack (`issue` and `option` are set), or it is
    political text that a delegation wrote (no issue, no steps).
    """

    text: str
    issue: str | None = None
    option: str | None = None
    commitments: tuple[Mapping[str, Any], ...] = ()
    duties: tuple[Mapping[str, Any], ...] = ()
    compensations: tuple[Mapping[str, Any], ...] = ()
    consent: tuple[str, ...] = ()

    @property
    def carries_steps(self) -> bool:
        """Whether anything in the clause is looked at by the rules."""
        return bool(self.commitments or self.duties or self.compensations)

    def same_as(self, other: "Clause") -> bool:
        """Say whether both say and carry the same, wherever they stand: ids hold the number of the article."""
        return self == other or _without_ids(self) == _without_ids(other)

    def to_json(self) -> dict[str, Any]:
        """Give the clause as JSON values; this is what the hash of a text covers."""
        return {
            "text": self.text,
            "issue": self.issue,
            "option": self.option,
            "commitments": [dict(step) for step in self.commitments],
            "duties": [dict(step) for step in self.duties],
            "compensations": [dict(step) for step in self.compensations],
            "consent": list(self.consent),
        }


def _without_ids(clause: Clause) -> Clause:
    return replace(
        clause,
        commitments=tuple({**step, "id": ""} for step in clause.commitments),
        duties=tuple({**step, "id": ""} for step in clause.duties),
    )


def text_hash(clauses: Sequence[Clause]) -> str:
    """Give the hash that an acceptance holds: SHA-256 of the ordered clauses with their steps."""
    return sha256_of([clause.to_json() for clause in clauses])


def choices_of(clauses: Sequence[Clause]) -> dict[str, str]:
    """Give the option chosen for each issue that the clauses decide."""
    return {clause.issue: clause.option for clause in clauses if clause.issue and clause.option}
