"""Cures as options: the fewest changed options that bring a barred package within the rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, islice
from typing import TYPE_CHECKING

from bot.drafting.clauses import Clause, choices_of
from bot.rules.vocabulary import HARD
from bot.scenarios.judge import Judgement
from bot.scenarios.searching import Search

if TYPE_CHECKING:
    from bot.scenarios.frame import Frame

Choice = tuple[str, str]
Gift = tuple[str, str, str]  # who gives, what ("step", "promise" or a clause's verb), and the category or ""

MOST_OFFERED = 8
MOST_TRIED = 120  # packages of options judged in search of one cure, with one changed issue and with two


@dataclass(frozen=True, slots=True)
class PackageCure:
    """The fewest changed options, or the shortest sentences, that bring a package within the rules.

    `changes`: issue -> new option. `party`: whose steps grow by it (else who takes on a duty), if it is one party.
    `for_rules`: the rules that barred the package and no longer do. `choices`: the whole cured package, issue ->
    option. `sentences`: clauses to add at the end. `cost`: what more is given by it, in the pack's equivalents.
    """

    changes: Mapping[str, str]
    party: str | None
    for_rules: tuple[str, ...]
    choices: Mapping[str, str]
    sentences: tuple[str, ...] = ()
    cost: Fraction = field(default=Fraction(0), compare=False)


@dataclass(frozen=True, slots=True)
class _Change:
    """One option instead of another (or of an open issue), and what more is given by it."""

    choice: Choice
    more: Mapping[Gift, Fraction]
    place: int


def find_cures(frame: "Frame", clauses: Sequence[Clause], judgement: Judgement) -> tuple[PackageCure, ...]:
    """Give the smallest changes after which the package is not barred, best first; none if it is not barred.

    One changed issue is tried before two. No change makes anybody give less. First come those that give what the
    rules' own cures name, then those by which least more is given, then the order of the pack.
    """
    if not judgement.barred:
        return ()
    choices, wanted = choices_of(clauses), _wanted(judgement)
    changes = _in_order(frame, choices, wanted)
    search = Search(clauses, 2 * MOST_TRIED)
    for size in (1, 2):
        found = [
            group
            for group in search.tried(islice(_groups(changes, size), MOST_TRIED))
            if not frame.judge(_applied(frame, clauses, group)).barred
        ]
        if found:
            best = sorted(found, key=lambda group: _rank(frame, group, wanted))[:MOST_OFFERED]
            return tuple(_cure(frame, group, choices, judgement) for group in best)
    return ()


def single_changes(
    frame: "Frame", clauses: Sequence[Clause], judgement: Judgement
) -> Iterator[tuple[dict[str, str], Fraction]]:
    """Give each single change (issue -> option) by which nobody gives less, best first, with what more it gives."""
    for change in _in_order(frame, choices_of(clauses), _wanted(judgement)):
        yield dict([change.choice]), _cost(frame, (change,))


def _wanted(judgement: Judgement) -> set[tuple[str, str]]:
    """Give who is asked for more, and in which category, by the rules that fail."""
    results = judgement.assessment.results
    return {(cure.party, cure.category) for rule in judgement.failing for cure in results[rule].cures}


def _in_order(frame: "Frame", choices: Mapping[str, str], wanted: set[tuple[str, str]]) -> list[_Change]:
    return sorted(_changes(frame, choices), key=lambda change: _rank(frame, (change,), wanted))


def _groups(changes: Sequence[_Change], size: int) -> Iterator[tuple[_Change, ...]]:
    for group in combinations(changes, size):
        if len({change.choice[0] for change in group}) == size:
            yield group


def _changes(frame: "Frame", choices: Mapping[str, str]) -> Iterator[_Change]:
    """Give every option that could stand instead of the present one without anybody giving less."""
    place = 0
    for issue in frame.pack.issues:
        present = frame.gifts((issue.id, choices[issue.id])) if issue.id in choices else {}
        for option in issue.options:
            place += 1
            offered = frame.gifts((issue.id, option.id))
            if option.id == choices.get(issue.id):
                continue
            if any(offered.get(gift, Fraction(0)) < size for gift, size in present.items()):
                continue
            more = {gift: size - present.get(gift, 0) for gift, size in offered.items()}
            yield _Change((issue.id, option.id), {gift: size for gift, size in more.items() if size}, place)


def _rank(
    frame: "Frame", group: Sequence[_Change], wanted: set[tuple[str, str]]
) -> tuple[int, Fraction, int, tuple[int, ...]]:
    """Order changes: those that the rules ask for, then least given (in the pack's equivalents), then file order."""
    more = [item for change in group for item in change.more.items()]
    asked = any(
        frame.same_side(gift[0], party) and gift[2] == category for gift, _ in more for party, category in wanted
    )
    others = sum(1 for gift, _ in more if gift[1] != "step")
    return (0 if asked else 1, _cost(frame, group), others, tuple(change.place for change in group))


def _cost(frame: "Frame", group: Sequence[_Change]) -> Fraction:
    more = [item for change in group for item in change.more.items()]
    return sum((size * frame.rate(gift[2]) for gift, size in more if gift[1] == "step"), Fraction(0))


def _applied(frame: "Frame", clauses: Sequence[Clause], group: Sequence[_Change]) -> tuple[Clause, ...]:
    return changed(frame, clauses, dict(change.choice for change in group))


def changed(frame: "Frame", clauses: Sequence[Clause], changes: Mapping[str, str]) -> tuple[Clause, ...]:
    """Put other options into a text: in the place of the old ones, else at the end; every other clause stays."""
    left = dict(changes)
    text = [
        frame.clause(clause.issue, left.pop(clause.issue)) if clause.issue and clause.issue in left else clause
        for clause in clauses
    ]
    return (*text, *frame.clauses(left))


def _cure(frame: "Frame", group: Sequence[_Change], choices: Mapping[str, str], judgement: Judgement) -> PackageCure:
    changes = dict(change.choice for change in group)
    more = [gift for change in group for gift in change.more]
    givers = {gift[0] for gift in more if gift[1] == "step"} or {gift[0] for gift in more}
    return PackageCure(
        changes=changes,
        party=givers.pop() if len(givers) == 1 else None,
        for_rules=judgement.failing,
        choices={**choices, **changes},
        cost=_cost(frame, group),
    )


def gifts_of(clause: Clause, deltas: Mapping[str, Fraction | None]) -> dict[Gift, Fraction]:
    """Give what each party gives by a clause: its cuts by category, and its hard duties by verb.

    `deltas`: what each commitment of the clause takes away, by its id; one that is unknown counts as nothing.
    """
    found: dict[Gift, Fraction] = {}
    for step in clause.commitments:
        gift = (str(step["party"]), "step", str(step["category"]))
        found[gift] = found.get(gift, Fraction(0)) + (deltas.get(str(step["id"])) or 0)
        if step.get("modality", "shall") in HARD:
            found[gift[0], "promise", gift[2]] = Fraction(
                1
            )  # a freeze takes nothing away, and still is worth something
    for duty in clause.duties:
        if duty.get("modality", "shall") in HARD:
            for side in duty["binds"]:
                gift = (str(side), str(duty.get("verb", "duty")), "")
                found[gift] = found.get(gift, Fraction(0)) + 1
    return found
