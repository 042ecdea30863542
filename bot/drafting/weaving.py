"""Two changes to the same words: woven together where they touch different words, held side by side where not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.drafting.brackets import Bracket, Bracketed, parse
from bot.drafting.redline import Mark, Segment

_TOKEN = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Edit:
    """What a side did: the words at base[start:end] became `text`; an insertion has no length."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one text, and where they start in it."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Knot:
    """The same words of the base, changed in two ways; each stretch in its own text."""

    base: Stretch
    ours: Stretch
    theirs: Stretch


Strand = str | Knot


def edits_of(segments: Iterable[Segment]) -> tuple[Edit, ...]:
    """Give the edits of a redline, each no longer than it must be; they follow each other and do not touch."""
    edits: list[Edit] = []
    at = 0
    out, put = "", ""
    for segment in (*segments, Segment(Mark.KEPT, "")):
        if segment.mark is Mark.REMOVED:
            out += segment.text
        elif segment.mark is Mark.ADDED:
            put += segment.text
        else:
            if out or put:
                edits.append(_shortest(at, out, put))
            at += len(out) + len(segment.text)
            out, put = "", ""
    return tuple(edits)


def weave(base: str, ours: Sequence[Edit], theirs: Sequence[Edit]) -> tuple[Strand, ...]:
    """Give the base with both changes: text, and a knot wherever both changed the same words differently."""
    strands: list[Strand] = []
    at = 0
    our_shift = their_shift = 0
    for group in _together(ours, theirs):
        strands.append(base[at : group.start])
        words = Stretch(base[group.start : group.end], group.start)
        mine = Stretch(_applied(words, group.ours), group.start + our_shift)
        their = Stretch(_applied(words, group.theirs), group.start + their_shift)
        if group.ours and group.theirs and mine.text != their.text:
            strands.append(Knot(words, mine, their))
        else:
            strands.append(mine.text if group.ours else their.text)
        our_shift += len(mine.text) - len(words.text)
        their_shift += len(their.text) - len(words.text)
        at = group.end
    strands.append(base[at:])
    return tuple(strand for strand in strands if strand)


def alternatives(ours: str, theirs: str) -> str | None:
    """Give `[ours | theirs]`, or `[words]` where one side has none, with the space around outside the bracket.

    None where a bracket cannot hold exactly these words: brackets in them do not balance, lie too deep or have a bar.
    """
    sides = [words for words in (ours.strip(), theirs.strip()) if words]
    if not sides or (len(sides) > 1 and sides[0] == sides[1]):
        return None
    bracket = f"[{' | '.join(sides)}]"
    read = parse(bracket)
    if not isinstance(read, Bracketed) or not isinstance(read.parts[0], Bracket):
        return None
    held = [bracket[one.start : one.end].strip() for one in read.parts[0].alternatives]
    return _margin(ours, theirs, 1) + bracket + _margin(ours, theirs, -1) if held == sides else None


def _margin(ours: str, theirs: str, way: Literal[1, -1]) -> str:
    for words in (ours, theirs):
        stripped = words.lstrip() if way == 1 else words.rstrip()
        if stripped and stripped != words:
            space = len(words) - len(stripped)
            return words[:space] if way == 1 else words[-space:]
    return ""


def _shortest(at: int, out: str, put: str) -> Edit:
    left, right = _TOKEN.findall(out), _TOKEN.findall(put)
    most = min(len(left), len(right))
    head = next((place for place in range(most) if left[place] != right[place]), most)
    most -= head
    tail = next((place for place in range(most) if left[-1 - place] != right[-1 - place]), most)
    skipped = sum(map(len, left[:head]))
    kept = sum(map(len, left[len(left) - tail :]))
    return Edit(at + skipped, at + len(out) - kept, "".join(right[head : len(right) - tail]))


@dataclass(slots=True)
class _Group:
    """Edits of both sides that belong to the same words of the base."""

    start: int
    end: int
    ours: list[Edit] = field(default_factory=list)
    theirs: list[Edit] = field(default_factory=list)


def _together(ours: Sequence[Edit], theirs: Sequence[Edit]) -> Iterator[_Group]:
    """Group the edits of both sides that change the same words, or put words in at the same place."""
    sided = [(edit.start, edit.end, 0, edit) for edit in ours] + [(edit.start, edit.end, 1, edit) for edit in theirs]
    group: _Group | None = None
    for start, end, side, edit in sorted(sided, key=lambda one: one[:3]):
        if group is None or not (start < group.end or start == end == group.start == group.end):
            if group is not None:
                yield group
            group = _Group(start, end)
        group.end = max(group.end, end)
        (group.theirs if side else group.ours).append(edit)
    if group is not None:
        yield group


def _applied(words: Stretch, edits: Iterable[Edit]) -> str:
    pieces = []
    at = 0
    for edit in edits:
        pieces += [words.text[at : edit.start - words.start], edit.text]
        at = edit.end - words.start
    return "".join([*pieces, words.text[at:]])
