"""What differs between two texts: clause by clause, and word by word inside a clause."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from bot.drafting.alignment import align, out_of_order
from bot.drafting.clauses import Clause

WORDS = re.compile(r"\S+\s*|\s+")
"""What a reader compares: words with what clings to them."""
FINE = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
"""Words apart from punctuation, for finding words again: what follows them may change."""
# Pairs of equal words that the comparison may look at: a real clause of 2,000 characters has some 3,000, repeated
# noise has millions and would take seconds for a redline that nobody could read.
_MOST_PAIRS = 20_000


class Mark(StrEnum):
    """What happened to some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Kind(StrEnum):
    """What happened to a clause."""

    KEPT = "kept"
    CHANGED = "changed"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words with one mark."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """What happened to one clause.

    `before` and `after` are its numbers (from 1) in the old and in the new text, None where it does not stand.
    `segments` is the redline of its words. `moved` is also set for a changed clause that stands elsewhere. A changed
    clause may have the same words: then its steps or its option differ.
    """

    kind: Kind
    before: int | None
    after: int | None
    segments: tuple[Segment, ...]
    moved: bool = False


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[ClauseChange, ...]:
    """Give what happened to each clause: in the order of the new text, removed ones after what they stood behind.

    Clauses on the same issue belong together; of the others, those with the same or the most similar words.
    """
    pairs = align(old, new)
    moved = out_of_order(pairs)
    changes = {after: _changed(old, new, before, after, after in moved) for before, after in pairs}
    for after, clause in enumerate(new):
        if after not in changes:
            changes[after] = ClauseChange(Kind.ADDED, None, after + 1, _whole(Mark.ADDED, clause.text))
    partners = dict(pairs)
    placed = [((after, 0, 0), change) for after, change in changes.items()]
    behind = -1
    for before, clause in enumerate(old):
        if before in partners:
            behind = partners[before]
        else:
            removed = ClauseChange(Kind.REMOVED, before + 1, None, _whole(Mark.REMOVED, clause.text))
            placed.append(((behind, 1, before), removed))
    return tuple(change for _, change in sorted(placed, key=lambda item: item[0]))


def redline(old: str, new: str, tokens: re.Pattern[str] = WORDS) -> tuple[Segment, ...]:
    """Give the words kept, removed and added, so that the old and the new text can be read off exactly.

    `tokens` says what a word is (`WORDS` or `FINE`). Texts that repeat the same words too often are compared only at
    their beginning and end.
    """
    left, right = tokens.findall(old), tokens.findall(new)
    head = _common(zip(left, right, strict=False))
    tail = _common(zip(reversed(left[head:]), reversed(right[head:]), strict=False))
    marked = [(Mark.KEPT, left[:head])]
    marked += _middle(left[head : len(left) - tail], right[head : len(right) - tail])
    marked.append((Mark.KEPT, left[len(left) - tail :]))
    return _joined(marked)


def old_text(segments: Iterable[Segment]) -> str:
    """Give the text before, from its redline."""
    return "".join(segment.text for segment in segments if segment.mark is not Mark.ADDED)


def new_text(segments: Iterable[Segment]) -> str:
    """Give the text after, from its redline."""
    return "".join(segment.text for segment in segments if segment.mark is not Mark.REMOVED)


_Marked = tuple[Mark, list[str]]


def _middle(left: list[str], right: list[str]) -> list[_Marked]:
    counts = Counter(right)
    if sum(counts[token] for token in left) > _MOST_PAIRS:
        return [(Mark.REMOVED, left), (Mark.ADDED, right)]
    marked: list[_Marked] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            marked.append((Mark.KEPT, left[i1:i2]))
        else:
            marked += [(Mark.REMOVED, left[i1:i2]), (Mark.ADDED, right[j1:j2])]
    return marked


def _joined(marked: Iterable[_Marked]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    for mark, tokens in marked:
        if not tokens:
            continue
        text = "".join(tokens)
        if segments and segments[-1].mark is mark:
            text = segments.pop().text + text
        segments.append(Segment(mark, text))
    return tuple(segments)


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _whole(mark: Mark, text: str) -> tuple[Segment, ...]:
    return (Segment(mark, text),) if text else ()


def _changed(old: Sequence[Clause], new: Sequence[Clause], before: int, after: int, moved: bool) -> ClauseChange:  # noqa: FBT001  # private, one caller
    if old[before].same_as(new[after]):
        kind = Kind.MOVED if moved else Kind.KEPT
        return ClauseChange(kind, before + 1, after + 1, _whole(Mark.KEPT, new[after].text), moved)
    segments = redline(old[before].text, new[after].text)
    return ClauseChange(Kind.CHANGED, before + 1, after + 1, segments, moved)
