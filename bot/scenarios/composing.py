"""Putting a text together: what its own sentences promise becomes steps, with ids and with their conditions bound."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from bot.drafting.clauses import Clause
from bot.drafting.sentences import Reading, Stopped, Understood
from bot.drafting.sentences.articles import NoSuchArticleError, articles_named, awaited, bind_articles, step_id
from bot.rules.families.texts import never_free
from bot.rules.numbers import exact, parse_quantity
from bot.rules.reading.tree import LONGEST_OTHER
from bot.rules.steps import Conditions, Key
from bot.rules.vocabulary import EVENT, GIVING_VERBS

Read = Callable[[str], Reading]
FaultOf = Callable[[Mapping[str, Any]], str | None]  # why a step is no step of the deal file
Place = tuple[int, int]  # the place of a clause in the text, and of a sentence in its reading
Made = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Composed:
    """A text put together: its clauses with their steps; for each, what was read in it (None for an option)."""

    clauses: tuple[Clause, ...]
    readings: tuple[Reading | None, ...]


def compose(clauses: Sequence[Clause], read: Read, fault: FaultOf, held: Mapping[Key, str] | None = None) -> Composed:
    """Give a text with the steps that its own sentences promise; clauses on an issue stay as they are.

    `read` reads a clause, `fault` says why the rules cannot read a step, `held` is what parties hold at the start: a
    cut `by` a number then also says what is left, which rules on ceilings and zones ask for. A sentence whose condition
    leads nowhere in this text, or that the rules cannot read, is `Stopped` (`no_such_article`, `no_such_step`,
    `refused`) and carries no step. The same clauses always give the same text.
    """
    readings = [None if clause.issue is not None else read(clause.text) for clause in clauses]
    text = _Text(clauses, readings, fault, held or {})
    text.refuse_what_the_rules_cannot_read()
    text.stop_what_waits_for_nothing()
    return Composed(tuple(text.clauses()), tuple(text.readings()))


class _Text:
    """A text while it is put together: a sentence that is stopped loses its steps, for which others may have waited."""

    def __init__(
        self,
        clauses: Sequence[Clause],
        readings: Sequence[Reading | None],
        fault: FaultOf,
        held: Mapping[Key, str],
    ) -> None:
        self._clauses, self._readings, self._fault = clauses, readings, fault
        self._steps: dict[Place, list[Made]] = {}
        self._stopped: dict[Place, Stopped] = {}
        self._articles: dict[int, list[str]] = {}
        for at, (clause, reading) in enumerate(zip(clauses, readings, strict=True)):
            own = _sentences(reading)
            numbers = iter(range(1, sum(len(one.steps) for one in own.values()) + 1))
            for number, one in own.items():
                self._steps[at, number] = [
                    {"id": step_id(at + 1, next(numbers)), **step, **_left(step, held)} for step in one.steps
                ]
            given = [*clause.commitments, *clause.duties] if reading is None else self._own(at)
            self._articles[at + 1] = [str(step["id"]) for step in given]
        self._known = {one for ids in self._articles.values() for one in ids}

    def refuse_what_the_rules_cannot_read(self) -> None:
        """Stop sentences whose steps are no steps of the deal file."""
        for place in list(self._steps):
            why = next((why for step in self._steps[place] if (why := self._fault(step))), None)
            if why is not None:
                self._stop(place, "refused", why)

    def stop_what_waits_for_nothing(self) -> None:
        """Stop sentences whose conditions name no step of this text, and then those that waited for them."""
        waiting: dict[str, list[Place]] = {}
        for place, steps in self._steps.items():
            for name in {name for step in steps for name in awaited(step)}:
                waiting.setdefault(name, []).append(place)
        left = list(dict.fromkeys(place for places in waiting.values() for place in places))
        while left:
            place = left.pop()
            if place not in self._steps or (why := self._unmet(place)) is None:
                continue
            lost = [str(step["id"]) for step in self._steps[place]]
            self._stop(place, *why)
            left += [other for name in (*lost, f"article:{place[0] + 1}") for other in waiting.get(name, ())]

    def clauses(self) -> Iterator[Clause]:
        """Give the clauses with their steps."""
        for at, (clause, reading) in enumerate(zip(self._clauses, self._readings, strict=True)):
            if reading is None:
                yield clause
                continue
            own = [bind_articles(step, self._articles) for step in self._own(at)]
            commitments, duties = (tuple(one for one in own if ("binds" in one) is duty) for duty in (False, True))
            yield replace(clause, commitments=commitments, duties=duties)

    def readings(self) -> Iterator[Reading | None]:
        """Give what was read in each clause, with the sentences that stop in this text."""
        for at, reading in enumerate(self._readings):
            sentences = enumerate(reading.sentences if reading else ())
            changed = tuple(self._stopped.get((at, number), one) for number, one in sentences)
            yield reading and replace(reading, sentences=changed)

    def _own(self, at: int) -> list[Made]:
        return [step for place, steps in self._steps.items() if place[0] == at for step in steps]

    def _unmet(self, place: Place) -> tuple[str, str] | None:
        for step in self._steps[place]:
            try:
                bound = bind_articles(step, self._articles)
            except NoSuchArticleError as error:
                return "no_such_article", str(error.number)
            names = awaited(bound)
            if len(names) > LONGEST_OTHER and (why := self._fault(bound)):
                return "refused", why
            for name in names:
                if name not in self._known and not name.startswith(EVENT):
                    return "no_such_step", name
        return None

    def _stop(self, place: Place, code: str, found: str) -> None:
        reading = self._readings[place[0]]
        one = reading.sentences[place[1]] if reading else None
        if one is not None:
            self._stopped[place] = Stopped(one.text, one.start, one.start, code, found=found)
        for step in self._steps.pop(place):
            self._articles[place[0] + 1].remove(str(step["id"]))
            self._known.discard(str(step["id"]))


def _left(step: Mapping[str, Any], held: Mapping[Key, str]) -> dict[str, Any]:
    """Give the level that a cut leaves, where what is there before is known and nothing else says it.

    Not for a cut in addition to another one, nor for one `by at least` or `by up to`: what is left is not known then.
    """
    said = {"after", "limit", "unit", "additive", "bound"} & step.keys()
    if said or step.get("delta") is None or step.get("verb") not in GIVING_VERBS:
        return {}
    before = step.get("before", held.get((step["party"], step["category"], step["region"])))
    left = parse_quantity(before) - parse_quantity(step["delta"]) if before is not None else Fraction(-1)
    if left < 0:
        return {}
    return {"after": left.numerator if left.denominator == 1 else exact(left)}


def _sentences(reading: Reading | None) -> dict[int, Understood]:
    return {at: one for at, one in enumerate(reading.sentences if reading else ()) if isinstance(one, Understood)}


def articles_in_deadlock(composed: Composed) -> tuple[int, ...]:
    """Give the articles (from 1) whose steps can never begin, because they wait for each other; in order."""
    articles: dict[str, int] = {}
    waiting: dict[str, Conditions] = {}
    for number, clause in enumerate(composed.clauses, 1):
        for step in (*clause.commitments, *clause.duties):
            articles[str(step["id"])] = number
            waiting[str(step["id"])] = Conditions(awaited(step), isinstance(step.get("conditions"), Mapping))
    return tuple(sorted({articles[name] for name in never_free(waiting)}))


def own_places(composed: Composed) -> tuple[int, ...]:
    """Give the places (from 0) of the clauses in words of somebody's own."""
    return tuple(at for at, reading in enumerate(composed.readings) if reading is not None)


def waits_for(composed: Composed, place: int) -> tuple[int, ...]:
    """Give the articles for which the promises of a clause wait, in order, each once."""
    reading = composed.readings[place]
    found = [number for one in _sentences(reading).values() for step in one.steps for number in articles_named(step)]
    return tuple(dict.fromkeys(found))
