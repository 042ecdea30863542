"""A pack under one reading: makes clauses of options, and judges any package of clauses."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from bot.drafting.clauses import Clause, choices_of, text_hash
from bot.drafting.sentences import Reading, Vocabulary, read_clause
from bot.rules import (
    Assessment,
    Assessor,
    Commitment,
    Compensation,
    Deal,
    FileError,
    Groups,
    Severity,
    Verdict,
    deal_from,
)
from bot.rules import Clause as Duty
from bot.scenarios.composing import Composed, compose
from bot.scenarios.consent import ConsentMap
from bot.scenarios.cures import Choice, Gift, PackageCure, changed, find_cures, gifts_of
from bot.scenarios.deal import pool_deal
from bot.scenarios.judge import Judgement, failing_rules
from bot.scenarios.naming import Names, names_of
from bot.scenarios.schema import Option, Pack
from bot.scenarios.sentence_cures import cheapest_first, find_mixed_cures, find_sentence_cures
from bot.scenarios.vocabulary import vocabulary_of

__all__ = ["Frame", "Judgement", "PackageCure", "UnknownVariant", "frame_of"]

MOST_KEPT = 2_000  # judgements; a session sees some hundreds, and forgetting all costs a millisecond each
MOST_READ = 500  # readings of clauses; a long one costs 30 milliseconds
MOST_PARSED = 100  # clauses of somebody's own, as the rules take them: those of the texts that are drafted just now


Kept = tuple[Choice, ...] | str  # what a judgement is remembered by: the chosen options, or the hash of a text


class UnknownVariant(LookupError):  # noqa: N818  # named for what it says
    """The pack has no variant with this id."""


class Steps(NamedTuple):
    """The parsed steps of a clause, in the rules' own models."""

    commitments: tuple[Commitment, ...]
    duties: tuple[Duty, ...]
    compensations: tuple[Compensation, ...]


class Frame:
    """A pack under one reading; keeps what it has judged. Made by `frame_of`."""

    def __init__(self, pack: Pack, variant: str | None) -> None:
        found = pack.variant(variant) if variant is not None else None
        if variant is not None and found is None:
            raise UnknownVariant(variant)
        self.pack = pack
        self.variant = variant
        self.reading: str = found.reading if found else pack.reading or ""
        self._pool = deal_from(pool_deal(pack, found))
        self._assessor = Assessor(self._pool)
        self._consents = ConsentMap(pack)
        self._clauses = {
            (issue.id, option.id): clause_of(issue.id, option) for issue in pack.issues for option in issue.options
        }
        self._kept: dict[tuple[Kept, frozenset[str]], Judgement] = {}
        self._readings: dict[str, Reading] = {}
        self._parsed: dict[int, tuple[Clause, Steps]] = {}

    @cached_property
    def names(self) -> Names:
        """What steps, regions, rules and units of the pack are called where a person reads them."""
        return names_of(self.pack)

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
        """Judge a package of clauses, whole or partial; `waived` rules that are FAIL count as WARN.

        Political text does not matter to the rules. Steps that are no deal together come out as `faults`.
        """
        carrying = [clause for clause in clauses if clause.issue or clause.carries_steps]
        options = all(self._is_own(clause) for clause in carrying)
        text: Kept = tuple(map(_choice, carrying)) if options else text_hash(carrying)
        key = (text, frozenset(waived))
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
                self._assessor = Assessor(self._pool)
            found = self._kept[key] = self._judge(carrying, frozenset(waived))
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the sentences of the pack may talk about."""
        return vocabulary_of(self.pack)

    def read(self, text: str) -> Reading:
        """Read a clause in somebody's own words: what each sentence promises, or where it could not be followed."""
        found = self._readings.get(text)
        if found is None:
            if len(self._readings) >= MOST_READ:
                self._readings.clear()
            found = self._readings[text] = read_clause(text, self.vocabulary)
        return found

    def compose(self, clauses: Sequence[Clause]) -> Composed:
        """Give a text with the steps that its own sentences promise, whatever steps its own clauses came with."""
        return compose(clauses, self.read, self._pool)

    def cures(self, clauses: Sequence[Clause]) -> tuple[PackageCure, ...]:
        """Give the smallest changes of options that bring a barred package within the rules, best first."""
        return find_cures(self, clauses, self.judge(clauses))

    def all_cures(self, clauses: Sequence[Clause]) -> tuple[PackageCure, ...]:
        """Give the cures as options and as sentences to add, cheapest first; both together where neither is enough."""
        judgement = self.judge(clauses)
        found = (*find_sentence_cures(self, clauses, judgement), *find_cures(self, clauses, judgement))
        return cheapest_first(found or find_mixed_cures(self, clauses, judgement))

    def cured(self, clauses: Sequence[Clause], cure: PackageCure) -> tuple[Clause, ...]:
        """Give the text with a cure in it; political text and the order of the clauses stay."""
        text = changed(self, clauses, cure.changes)
        return self.compose((*text, *map(Clause, cure.sentences))).clauses

    def within_rules(self, choices: Sequence[Choice]) -> bool:
        """Say whether the rules alone let a package of options pass; `choices` in the order of the issues.

        Quicker than `judge`, and keeps nothing but what the assessor remembers.
        """
        return not failing_rules(self.assess(choices), demand_step=self.pack.procedure.demand_step)

    def assess(self, choices: Sequence[Choice]) -> Assessment:
        """Give what the rules find in a package of options; `choices` in the order of the issues. Keeps nothing."""
        return _assessed(self._assessor, [self._steps[choice] for choice in choices])

    def carries_steps(self, choice: Choice) -> bool:
        """Say whether the rules see anything of an option."""
        return self._clauses[choice].carries_steps

    @property
    def measures_balance(self) -> bool:
        """Whether any balance rule is in force."""
        return any(use.severity is Severity.BALANCE and not use.off for use in self._pool.rules)

    def gifts(self, choice: Choice) -> Mapping[Gift, Fraction]:
        """Give what each party gives by an option, by kind and category; see `gifts_of`."""
        return self._gifts[choice]

    def rate(self, category: str) -> Fraction:
        """Give what one of a category is worth in the pack's equivalents; 1 where the pack does not say."""
        return self._pool.frame.rates.get(category, Fraction(1))

    def same_side(self, one: str, other: str) -> bool:
        """Say whether two names are one party, or a party and its bloc."""
        frame = self._pool.frame
        return one == other or frame.bloc_of(one) == other or frame.bloc_of(other) == one

    def touched_by(self, step: Mapping[str, Any]) -> tuple[str, ...]:
        """Give the other parties on whose ground a step of this party in this region stands."""
        return tuple(self._consents.touched_by(step))

    def within(self, region: str, other: str) -> bool:
        """Say whether a region is another one or lies in it."""
        return self._consents.within(region, other)

    def _is_own(self, clause: Clause) -> bool:
        return clause.issue is not None and self.check_clause(clause)

    def _judge(self, clauses: Sequence[Clause], waived: frozenset[str]) -> Judgement:
        choices = choices_of(clauses)
        broken = tuple(constraint for constraint in self.pack.constraints if not constraint.holds(choices))
        try:
            assessment = self._assess(clauses)
        except FileError as error:
            groups = Groups(Verdict.REFUSED, Verdict.REFUSED, Verdict.NA)
            refused = Assessment(Verdict.REFUSED, self.pack.title, groups, {}, {})
            return Judgement(refused, (), broken, {}, faults=error.errors)
        consents = self._consents.of(clauses)
        heard = tuple(
            name for name, found in assessment.results.items() if name in waived and found.verdict is Verdict.FAIL
        )
        if heard:
            assessment = assessment.waiving(heard)
        failing = failing_rules(assessment, demand_step=self.pack.procedure.demand_step)
        return Judgement(assessment, failing, broken, consents, heard)

    def _assess(self, clauses: Sequence[Clause]) -> Assessment:
        place = {issue.id: number for number, issue in enumerate(self.pack.issues)}
        ordered = sorted(clauses, key=lambda clause: place.get(clause.issue or "", len(place)))
        # Steps of somebody's own making are not kept for long: an assessor of their own lets go of them.
        own = all(self._is_own(clause) for clause in ordered)
        assessor = self._assessor if own else Assessor(self._pool)
        return _assessed(assessor, [self._steps_of(clause) for clause in ordered])

    def _steps_of(self, clause: Clause) -> Steps:
        if self._is_own(clause):
            return self._steps[clause.issue or "", clause.option or ""]
        return self._read(clause)

    def _read(self, clause: Clause) -> Steps:
        # A search for cures judges the very same clause among many others: it is known by itself, not by its words.
        held = self._parsed.get(id(clause))
        if held is not None and held[0] is clause:
            return held[1]
        if len(self._parsed) >= MOST_PARSED:
            self._parsed.clear()
        steps = Steps(
            tuple(self._pool.commitment_from(step) for step in clause.commitments),
            tuple(self._pool.clause_from(step) for step in clause.duties),
            tuple(self._pool.compensation_from(row) for row in clause.compensations),
        )
        self._parsed[id(clause)] = clause, steps
        return steps

    @cached_property
    def _steps(self) -> Mapping[Choice, Steps]:
        return steps_by_choice(self.pack, self._pool)

    @cached_property
    def _gifts(self) -> Mapping[Choice, Mapping[Gift, Fraction]]:
        deltas = {step.id: step.delta for step in self._pool.commitments}
        return {choice: gifts_of(clause, deltas) for choice, clause in self._clauses.items()}


def _choice(clause: Clause) -> Choice:
    return clause.issue or "", clause.option or ""


def _assessed(assessor: Assessor, parts: Sequence[Steps]) -> Assessment:
    commitments = [step for part in parts for step in part.commitments]
    duties = [duty for part in parts for duty in part.duties]
    return assessor.assess(assessor.compose(commitments, duties, [row for part in parts for row in part.compensations]))


def steps_by_choice(pack: Pack, pool: Deal) -> dict[Choice, Steps]:
    """Give the pool's own step objects of each option, so that what was judged once is recognised."""
    commitments, duties, rows = iter(pool.commitments), iter(pool.clauses), iter(pool.compensations)
    return {
        (issue.id, option.id): Steps(
            tuple(next(commitments) for _ in option.commitments),
            tuple(next(duties) for _ in option.clauses),
            tuple(next(rows) for _ in option.compensations),
        )
        for issue in pack.issues
        for option in issue.options
    }


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
