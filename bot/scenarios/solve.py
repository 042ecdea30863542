"""Trying every package of a pack: what is within the rules, what everybody would accept, and which are best."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from bot.rules import Verdict
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.judge import failing_rules
from bot.scenarios.schema import Pack

Choices = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Package:
    """One option of each issue, and what it is worth to each party with a vote."""

    choices: Choices
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Solution:
    """The counts of a pack under one reading.

    `within_rules`: not barred. `acceptable`: not barred, at least `batna.points` for every party with a vote, and no
    red line. `acceptable_but_barred`: the same but barred. `efficient`: acceptable packages that no other acceptable
    one beats for somebody without loss to anybody. `highest_sum`: most points together; `fairest_product`: largest
    product of (points - batna + 1/2); the first of equals. `acceptable_with`: in how many acceptable packages each
    (issue, option) stands; `legal_with` the same for those within the rules. `allowed`: in how many the constraints
    hold. `most`: the most points that a package within the rules is worth to each party. `verdicts`: how often each
    rule said what, by rule id; a set of steps is judged once, however many packages carry it.
    """

    variant: str | None
    combinations: int
    within_rules: int
    acceptable: int
    acceptable_but_barred: int
    efficient: int
    highest_sum: Package | None
    fairest_product: Package | None
    acceptable_with: Mapping[tuple[str, str], int]
    legal_with: Mapping[tuple[str, str], int]
    allowed: int
    most: Mapping[str, int]
    verdicts: Mapping[str, Mapping[Verdict, int]]


def solve(frame: Frame) -> Solution:
    """Try every combination of options; the rules say what is barred, the score sheets what is acceptable."""
    pack = frame.pack
    worth = _Worth(pack)
    pairs = [(issue.id, option.id) for issue in pack.issues for option in issue.options]
    acceptable_with, legal_with = dict.fromkeys(pairs, 0), dict.fromkeys(pairs, 0)
    combinations = within = barred_but = 0
    most = tuple(0 for _ in worth.parties)
    good: list[tuple[tuple[str, ...], tuple[int, ...]]] = []
    rules = _Rules(frame)
    for options in product(*([option.id for option in issue.options] for issue in pack.issues)):
        combinations += 1
        legal = rules.let_pass(options)
        within += legal
        points = worth.points(options)
        if legal:
            most = tuple(map(max, most, points))
            for pair in zip(worth.issues, options, strict=True):
                legal_with[pair] += 1
        if not worth.accepts(options, points):
            continue
        if not legal:
            barred_but += 1
            continue
        good.append((options, points))
        for pair in zip(worth.issues, options, strict=True):
            acceptable_with[pair] += 1
    return Solution(
        variant=frame.variant,
        combinations=combinations,
        within_rules=within,
        acceptable=len(good),
        acceptable_but_barred=barred_but,
        efficient=efficient([points for _, points in good]),
        highest_sum=worth.best(good, sum),
        fairest_product=worth.best(good, worth.fairness),
        acceptable_with=acceptable_with,
        legal_with=legal_with,
        allowed=rules.allowed,
        most=dict(zip(worth.parties, most, strict=True)),
        verdicts=rules.verdicts,
    )


def solve_all(pack: Pack) -> dict[str | None, Solution]:
    """Solve a pack as it stands (None) and under each of its variants, by variant; takes some seconds."""
    return {variant: solve(frame_of(pack, variant)) for variant in (None, *(one.id for one in pack.variants))}


class _Rules:
    """Asks the frame about each set of steps once: options that carry no step are all the same to the rules."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._issues = tuple(issue.id for issue in frame.pack.issues)
        self._silent = {
            (issue.id, option.id)
            for issue in frame.pack.issues
            for option in issue.options
            if not frame.carries_steps((issue.id, option.id))
        }
        self._asked: dict[tuple[tuple[str, str], ...], bool] = {}
        self.allowed = 0
        self.verdicts: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)

    def let_pass(self, options: Sequence[str]) -> bool:
        """Say whether rules and constraints let a package pass."""
        pairs = tuple(zip(self._issues, options, strict=True))
        constraints = self._frame.pack.constraints
        if constraints and not all(constraint.holds(dict(pairs)) for constraint in constraints):
            return False
        self.allowed += 1
        steps = tuple(pair for pair in pairs if pair not in self._silent)
        found = self._asked.get(steps)
        if found is None:
            found = self._asked[steps] = self._judged(steps)
        return found

    def _judged(self, steps: tuple[tuple[str, str], ...]) -> bool:
        assessment = self._frame.assess(steps)
        for name, finding in assessment.results.items():
            self.verdicts[name][finding.verdict] += 1
        return not failing_rules(assessment, demand_step=self._frame.pack.procedure.demand_step)


class _Worth:
    """What packages are worth to the parties with a vote."""

    def __init__(self, pack: Pack) -> None:
        self.issues = tuple(issue.id for issue in pack.issues)
        self.parties = tuple(party.id for party in pack.voters)
        self.batna = tuple(pack.confidential[party].batna.points for party in self.parties)
        self.red = {(line.issue, line.option) for party in self.parties for line in pack.confidential[party].red_lines}
        self.sheets = [
            {
                (issue.id, option.id): tuple(pack.scores[party][issue.id][option.id] for party in self.parties)
                for option in issue.options
            }
            for issue in pack.issues
        ]

    def points(self, options: Sequence[str]) -> tuple[int, ...]:
        """Give each party's points."""
        rows = [sheet[pair] for pair, sheet in zip(zip(self.issues, options, strict=True), self.sheets, strict=True)]
        return tuple(map(sum, zip(*rows, strict=True)))

    def accepts(self, options: Sequence[str], points: Sequence[int]) -> bool:
        """Say whether no party would refuse a package that is worth these points."""
        enough = all(p >= b for p, b in zip(points, self.batna, strict=True))
        return enough and self.red.isdisjoint(zip(self.issues, options, strict=True))

    def fairness(self, points: Sequence[int]) -> int:
        """Give the product of (points - batna + 1/2), doubled factor by factor so that it stays whole."""
        return prod(2 * (p - b) + 1 for p, b in zip(points, self.batna, strict=True))

    def best(
        self, good: Sequence[tuple[tuple[str, ...], tuple[int, ...]]], value: Callable[[tuple[int, ...]], int]
    ) -> Package | None:
        """Give the package of highest value, the first of equals; None if none is acceptable."""
        if not good:
            return None
        options, points = max(good, key=lambda found: value(found[1]))
        return Package(dict(zip(self.issues, options, strict=True)), dict(zip(self.parties, points, strict=True)))


def efficient(packages: Sequence[Sequence[int]]) -> int:
    """Count the point vectors that no other beats for somebody without loss to anybody.

    Whatever beats a vector has a larger sum, so each is compared only with the efficient ones of larger sum.
    """
    frontier: list[Sequence[int]] = []
    for points in sorted(packages, key=sum, reverse=True):
        if not any(_beats(other, points) for other in frontier):
            frontier.append(points)
    return len(frontier)


def _beats(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(a >= b for a, b in zip(one, other, strict=True)) and tuple(one) != tuple(other)


def differences(pack: Pack, solutions: Mapping[str | None, Solution]) -> Iterator[tuple[str, int, int]]:
    """Give every count of the facilitator's key that the solutions differ from: key path, in the key, found."""
    key = pack.facilitator_key
    if key is None:
        return
    for variant, solution in solutions.items():
        counts = key if variant is None else key.variants.get(variant)
        if counts is None:
            continue
        names = ["within_rules", "acceptable", "acceptable_but_barred"]
        place = "facilitator_key" if variant is None else f"facilitator_key.variants.{variant}"
        for name in names + (["combinations", "efficient"] if variant is None else []):
            stated, found = getattr(counts, name), getattr(solution, name)
            if stated != found:
                yield f"{place}.{name}", stated, found
