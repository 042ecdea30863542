"""A pack under one reading: makes clauses of options, and judges any package of clauses."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.drafting.clauses import Clause
from bot.scenarios.judge import Judgement
from bot.scenarios.schema import Option, Pack


class UnknownVariant(LookupError):  # noqa: N818  # named for what it says
    """The pack has no variant with this id."""


@dataclass(frozen=True, slots=True)
class PackageCure:
    """The fewest changed options that bring a package within the rules.

    `changes`: issue -> new option. `party`: who gives more by it, if one does. `for_rules`: the failing rules that it
    heals. `choices`: the whole cured package.
    """

    changes: Mapping[str, str]
    party: str | None
    for_rules: tuple[str, ...]
    choices: Mapping[str, str]


class Frame:
    """A pack under one reading; keeps what it has judged. Made by `frame_of`."""

    def __init__(self, pack: Pack, variant: str | None) -> None:
        self.pack = pack
        self.variant = variant
        found = pack.variant(variant) if variant is not None else None
        if variant is not None and found is None:
            raise UnknownVariant(variant)
        self.reading: str = found.reading if found else pack.reading or ""
        self._clauses = {
            (issue.id, option.id): clause_of(issue.id, option) for issue in pack.issues for option in issue.options
        }

    def clause(self, issue: str, option: str) -> Clause:
        """Give the pack's clause for an option; KeyError if there is no such option."""
        return self._clauses[issue, option]

    def clauses(self, choices: Mapping[str, str]) -> tuple[Clause, ...]:
        """Give the clauses of the chosen options (issue -> option), in the order of the pack's issues.

        KeyError names an option that the pack does not have.
        """
        for choice in choices.items():
            if choice not in self._clauses:
                raise KeyError(choice)
        return tuple(self._clauses[issue.id, choices[issue.id]] for issue in self.pack.issues if issue.id in choices)

    def check_clause(self, clause: Clause) -> bool:
        """Say whether a clause that names an issue or option is the pack's own clause for it, word by word."""
        if clause.issue is None and clause.option is None:
            return True
        return self._clauses.get((clause.issue or "", clause.option or "")) == clause

    def judge(self, clauses: Sequence[Clause], waived: Collection[str] = ()) -> Judgement:
        """Judge a package of clauses, whole or partial; `waived` rules count as WARN."""
        raise NotImplementedError

    def cures(self, clauses: Sequence[Clause]) -> tuple[PackageCure, ...]:
        """Give the smallest changes of options that bring a barred package within the rules, best first."""
        raise NotImplementedError


def clause_of(issue: str, option: Option) -> Clause:
    """Give the clause that an option stands for."""
    return Clause(
        text=option.text,
        issue=issue,
        option=option.id,
        commitments=option.commitments,
        duties=option.clauses,
        compensations=option.compensations,
        consent=option.consent,
    )


def frame_of(pack: Pack, variant: str | None = None) -> Frame:
    """Give the pack under a variant, or as it stands; UnknownVariant if there is no such variant."""
    return Frame(pack, variant)
