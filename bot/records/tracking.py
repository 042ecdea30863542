"""What changed between two texts as one text in which every change is marked: each reader's programme can track it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.drafting.clauses import Clause
from bot.drafting.redline import ClauseChange, Mark, Segment, compare
from bot.records.pens import PLAIN


@dataclass(frozen=True, slots=True)
class Tracked:
    """A clause of both texts, or of one: then it is new or gone as a `whole`.

    `before` and `after` are its numbers (from 1) in the old and the new text.
    """

    whole: Mark
    before: int | None
    after: int | None
    segments: tuple[Segment, ...]


def seen(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Give clauses as they are shown: with all that could not be seen made visible."""
    return tuple(replace(one, text=PLAIN.block(one.text)) for one in clauses)


def tracked(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Tracked, ...]:
    """Give the clauses of both texts in an order from which each can be read off: what is new, and what is gone.

    What is not new is the old text in its order, what is not gone the new one; so a clause that moved is gone at one
    place and new at another.
    """
    stayed = {change.after: change for change in compare(old, new) if change.before and not change.moved}
    return tuple(_woven(old, new, {after: change for after, change in stayed.items() if after}))


def _woven(old: Sequence[Clause], new: Sequence[Clause], stayed: dict[int, ClauseChange]) -> Iterator[Tracked]:
    passed = 0
    for after, clause in enumerate(new, start=1):
        change = stayed.get(after)
        if change is None or change.before is None:
            yield Tracked(Mark.ADDED, None, after, _whole(Mark.ADDED, clause.text))
            continue
        yield from _gone(old, passed, change.before - 1)
        yield Tracked(Mark.KEPT, change.before, after, change.segments)
        passed = change.before
    yield from _gone(old, passed, len(old))


def _gone(old: Sequence[Clause], start: int, end: int) -> Iterator[Tracked]:
    for place in range(start, end):
        yield Tracked(Mark.REMOVED, place + 1, None, _whole(Mark.REMOVED, old[place].text))


def _whole(mark: Mark, text: str) -> tuple[Segment, ...]:
    return (Segment(mark, text),) if text else ()
