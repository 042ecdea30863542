"""A pack under one reading: makes clauses of options, and judges any package of clauses."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from bot.drafting.canonical import canonical_json
from bot.drafting.clauses import Clause, choices_of, text_hash
from bot.drafting.sentences import Reading, UnsayableError, Vocabulary, canonical, prepare, read_clause
from bot.rules import (
    Assessment,
    Assessor,
    FileError,
    Groups,
    Severity,
    Verdict,
    deal_from,
)
from bot.scenarios.composing import Composed, compose
from bot.scenarios.consent import ConsentMap
from bot.scenarios.cures import Choice, Gift, PackageCure, changed, find_cures, gifts_of
from bot.scenarios.deal import pool_deal
from bot.scenarios.judge import Judgement, failing_rules
from bot.scenarios.memory import remembered
from bot.scenarios.naming import Names, names_of
from bot.scenarios.parsing import Parser, Steps, steps_by_choice
from bot.scenarios.schema import Option, Pack
from bot.scenarios.sentence_cures import cheapest_first, find_mixed_cures, find_sentence_cures
from bot.scenarios.vocabulary import vocabulary_of

__all__ = ["Frame", "Judgement", "PackageCure", "UnknownVariant", "frame_of"]

MOST_KEPT = 40_000  # steps of the texts whose judgements are kept: some thousands of packages, less long texts
MOST_READ = 1_000_000  # characters of the clauses whose readings are kept; 4,000 cost 50 milliseconds
MOST_SAID = 500  # sentences for steps
MOST_CURED = 200  # texts with their cures, of which each costs up to some tenths of a second

Kept = tuple[Choice, ...] | str  # what a judgement is remembered by: the chosen options, or the hash of a text


class UnknownVariant(LookupError):  # noqa: N818  # named for what it says
    """The pack has no variant with this id."""


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
        self._parser = Parser(self._pool)
        self._consents = ConsentMap(pack)
        self._clauses = {
            (issue.id, option.id): clause_of(issue.id, option) for issue in pack.issues for option in issue.options
        }
        self._kept: dict[tuple[Kept, frozenset[str]], Judgement] = {}
        self._held = 0  # steps of the texts in _kept
        self._read = 0  # characters of the clauses in _readings
        self._readings: dict[str, Reading] = {}
        self._sentences: dict[str, str] = {}
        self._cures: dict[str, tuple[PackageCure, ...]] = {}

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
            if self._held >= MOST_KEPT:
                self._kept.clear()
                self._held = 0
                self._assessor = Assessor(self._pool)
            self._held += 1 + sum(len(clause.commitments) + len(clause.duties) for clause in carrying)
            found = self._kept[key] = self._judge(carrying, frozenset(waived))
        return found

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What the sentences of the pack may talk about."""
        return vocabulary_of(self.pack)

    def prepare(self) -> None:
        """Get ready to read sentences, which takes some tenths of a second the first time in a process."""
        prepare(self.vocabulary)

    def read(self, text: str) -> Reading:
        """Read a clause in somebody's own words: what each sentence promises, or where it could not be followed."""
        found = self._readings.get(text)
        if found is None:
            if self._read >= MOST_READ:
                self._readings.clear()
                self._read = 0
            self._read += len(text)
            found = self._readings[text] = read_clause(text, self.vocabulary)
        return found

    def sentence_for(self, step: Mapping[str, Any]) -> str:
        """Give the sentence that says exactly this step, or "" if the pack has no words for it."""
        return remembered(self._sentences, canonical_json(step), MOST_SAID, lambda: _sentence(step, self.vocabulary))

    def compose(self, clauses: Sequence[Clause]) -> Composed:
        """Give a text with the steps that its own sentences promise, whatever steps its own clauses came with."""
        return compose(clauses, self.read, self._parser.fault, self.vocabulary.values)

    def cures(self, clauses: Sequence[Clause]) -> tuple[PackageCure, ...]:
        """Give the smallest changes of options that bring a barred package within the rules, best first."""
        return find_cures(self, clauses, self.judge(clauses))

    def all_cures(self, clauses: Sequence[Clause]) -> tuple[PackageCure, ...]:
        """Give the cures, cheapest first: options, sentences to add, or one option with them where they need it."""
        return remembered(self._cures, text_hash(clauses), MOST_CURED, lambda: self._all_cures(clauses))

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

    def _all_cures(self, clauses: Sequence[Clause]) -> tuple[PackageCure, ...]:
        judgement = self.judge(clauses)
        said = find_sentence_cures(self, clauses, judgement) or find_mixed_cures(self, clauses, judgement)
        return cheapest_first((*said, *find_cures(self, clauses, judgement)))

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
        return _assessed(self._assessor, [self._steps_of(clause) for clause in ordered])

    def _steps_of(self, clause: Clause) -> Steps:
        if self._is_own(clause):
            return self._steps[clause.issue or "", clause.option or ""]
        return self._parser.steps(clause)

    @cached_property
    def _steps(self) -> Mapping[Choice, Steps]:
        return steps_by_choice(self.pack, self._pool)

    @cached_property
    def _gifts(self) -> Mapping[Choice, Mapping[Gift, Fraction]]:
        deltas = {step.id: step.delta for step in self._pool.commitments}
        return {choice: gifts_of(clause, deltas) for choice, clause in self._clauses.items()}


def _sentence(step: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    try:
        return canonical(step, vocabulary)
    except UnsayableError:
        return ""


def _choice(clause: Clause) -> Choice:
    return clause.issue or "", clause.option or ""


def _assessed(assessor: Assessor, parts: Sequence[Steps]) -> Assessment:
    commitments = [step for part in parts for step in part.commitments]
    duties = [duty for part in parts for duty in part.duties]
    return assessor.assess(assessor.compose(commitments, duties, [row for part in parts for row in part.compensations]))


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
