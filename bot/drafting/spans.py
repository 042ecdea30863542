"""Where words of one text stand in the next: places that are kept while a text changes around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafting.alignment import align
from bot.drafting.clauses import Clause
from bot.drafting.redline import FINE, Mark, Segment, redline


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of the clause at position `clause` (from 0)."""

    clause: int
    start: int
    end: int

    def crosses(self, other: "Span") -> bool:
        """Say whether the two overlap without one being inside the other."""
        if self.clause != other.clause:
            return False
        first, second = sorted((self, other), key=lambda one: (one.start, -one.end))
        return second.start < first.end < second.end


def carry(old: Sequence[Clause], new: Sequence[Clause], spans: Sequence[Span]) -> tuple[Span | None, ...]:
    """Give where the words of each span of the old text stand in the new one; None for those that are gone.

    Words stand in the clause that belongs to theirs, where the redline keeps them as a whole, or where they stand in
    each of the two clauses exactly once. Spans that do not cross do not cross afterwards.
    """
    partners = dict(align(old, new)) if spans else {}
    lines: dict[int, tuple[Segment, ...]] = {}  # each clause is compared once, however many spans there are in it
    carried: list[Span | None] = []
    for span in spans:
        found, after = None, partners.get(span.clause)
        if after is not None:
            before = old[span.clause].text
            if span.clause not in lines:
                lines[span.clause] = redline(before, new[after].text, FINE)
            found = _found(before, new[after].text, lines[span.clause], span, after)
        crossing = found is not None and any(one.crosses(found) for one in carried if one)
        carried.append(None if crossing else found)
    return tuple(carried)


def replaced(spans: Sequence[Span], gone: Span, length: int) -> tuple[Span | None, ...]:
    """Give where spans are after the words of `gone` were replaced by `length` other characters.

    None for those of which the replaced words were a part, or which were a part of them.
    """
    shift = length - (gone.end - gone.start)
    return tuple(
        span
        if span.clause != gone.clause or span.end <= gone.start
        else Span(span.clause, span.start + shift, span.end + shift)
        if span.start >= gone.end
        else None
        for span in spans
    )


def count_of(words: str, text: str) -> int:
    """Give how often words stand in a text, also where they overlap."""
    count, at = 0, text.find(words)
    while words and at >= 0:
        count, at = count + 1, text.find(words, at + 1)
    return count


def _found(old: str, new: str, line: Sequence[Segment], span: Span, after: int) -> Span | None:
    words = old[span.start : span.end]
    start = _kept_at(line, span)
    if start is None and count_of(words, old) == count_of(words, new) == 1:
        start = new.find(words)
    return None if start is None else Span(after, start, start + len(words))


def _kept_at(segments: Sequence[Segment], span: Span) -> int | None:
    """Give where a span starts in the new text if one kept segment holds all of it."""
    old_at = new_at = 0
    for segment in segments:
        length = len(segment.text)
        if segment.mark is Mark.KEPT and old_at <= span.start and span.end <= old_at + length:
            return new_at + span.start - old_at
        old_at += length if segment.mark is not Mark.ADDED else 0
        new_at += length if segment.mark is not Mark.REMOVED else 0
    return None
