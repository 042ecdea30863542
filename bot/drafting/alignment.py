"""Which clause of one text belongs to which of another."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from bot.drafting.clauses import Clause

_WORD = re.compile(r"\w+")
# Below half the words in common two clauses are two clauses, and a redline of them would mislead.
_ALIKE = 0.5

Pair = tuple[int, int]


def align(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[Pair, ...]:
    """Give the pairs of positions (from 0) that belong together, in the order of the old text.

    First by issue, then clauses that are equal, then the most similar words first, but never two that decide different
    issues; every clause is in one pair at most.
    """
    pairs: list[Pair] = []
    free_old, free_new = set(range(len(old))), set(range(len(new)))

    def take(found: Sequence[Pair]) -> None:
        for before, after in found:
            if before in free_old and after in free_new:
                pairs.append((before, after))
                free_old.discard(before)
                free_new.discard(after)

    take([(i, j) for i, a in enumerate(old) for j, b in enumerate(new) if a.issue is not None and a.issue == b.issue])
    take([(i, j) for i in sorted(free_old) for j in sorted(free_new) if old[i].same_as(new[j])])
    take(_most_similar(old, new, sorted(free_old), sorted(free_new)))
    return tuple(sorted(pairs))


def out_of_order(pairs: Sequence[Pair]) -> frozenset[int]:
    """Give the positions in the new text of the clauses that moved: as few as the new order allows."""
    stayed = _longest_rising([after for _, after in pairs])
    return frozenset(after for _, after in pairs if after not in stayed)


def _most_similar(
    old: Sequence[Clause], new: Sequence[Clause], left: Sequence[int], right: Sequence[int]
) -> list[Pair]:
    before = {i: _words(old[i]) for i in left}
    after = {j: _words(new[j]) for j in right}
    scored = [(similarity(before[i], after[j]), i, j) for i in left for j in right if old[i].issue == new[j].issue]
    return [(i, j) for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])) if score >= _ALIKE]


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """Give how many words two texts share, 0 (none) to 1 (all): the Dice coefficient 2 |A and B| / (|A| + |B|)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _words(clause: Clause) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(clause.text))


def _longest_rising(values: Sequence[int]) -> frozenset[int]:
    # Patience sorting: `ends[k]` is the smallest value that ends a rising run of k + 1 values.
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for value in values:
        place = bisect_left(ends, value)
        previous[value] = ends[place - 1] if place else None
        ends[place : place + 1] = [value]
    run = set()
    value_or_none = ends[-1] if ends else None
    while value_or_none is not None:
        run.add(value_or_none)
        value_or_none = previous[value_or_none]
    return frozenset(run)
