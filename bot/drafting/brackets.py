"""Brackets that stand in a clause's text: `[words]` that are not agreed, `[this | that]`, and `Alt. 1: … Alt. 2: …`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

DEEPEST = 6
"""So many brackets may stand inside each other: nobody reads deeper, and the tree stays shallow."""

Code = Literal["not_closed", "not_opened", "too_deep", "empty", "alternatives_out_of_order"]

_MARK = re.compile(r"[\[\]|]")
_LABEL = re.compile(
    r"(?P<before>^|[\[\]|])[^\S\n]*"
    r"(?P<label>(?:alt\.?[^\S\n]*(?P<short>[1-9][0-9]?)(?!\w|[.,][0-9])(?:[^\S\n]*[:.)])?"
    r"|alternative[^\S\n]+(?P<long>[1-9][0-9]?)(?:[^\S\n]*[:.)](?![0-9])|[^\S\n]*$)))",
    re.MULTILINE | re.IGNORECASE,
)
_HUGS = ".,;:!?)"


@dataclass(frozen=True, slots=True)
class Words:
    """Words between brackets, and where they start in the clause."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """What stands between two marks of a bracket; `label` is the `Alt. 1:` of an alternative of a whole clause."""

    start: int
    end: int
    parts: tuple["Words | Bracket", ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bracket:
    """An open bracket: text[start:end], its marks included; depth 1 is outermost.

    One alternative: words that are not agreed. `whole`: the alternatives of a whole clause, with labels and no marks.
    """

    start: int
    end: int
    depth: int
    alternatives: tuple[Alternative, ...]
    whole: bool = False


Part = Words | Bracket


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A text whose brackets balance."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """Where brackets cannot be read, and why.

    `not_closed`, `not_opened`; `too_deep`: more than `DEEPEST` inside each other; `empty`: a bracket or an alternative
    with nothing in it; `alternatives_out_of_order`: not `Alt. 1`, `Alt. 2` … from the start of the clause, or only one.
    """

    at: int
    code: Code


def parse(text: str) -> Bracketed | Unbalanced:
    """Read the brackets of a clause, or say where they do not balance; a bar outside a bracket is an ordinary sign.

    Time is linear in the length of the text.
    """
    read = _read(text)
    return read.fault or Bracketed(tuple(read.parts))


def render(bracketed: Bracketed) -> str:
    """Give the text of a tree: exactly what was parsed."""
    return "".join(_rendered(part) for part in bracketed.parts)


def open_brackets(text: str) -> tuple[Bracket, ...]:
    """Give all brackets in the order in which they open, an outer one before those inside it; none if unbalanced."""
    read = parse(text)
    return tuple(_brackets(read.parts)) if isinstance(read, Bracketed) else ()


def ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Give start and end of what is not agreed: the outermost brackets, in order.

    Where brackets do not balance nobody knows what they hold, so the last range then goes on to the end of the text.
    """
    read = _read(text)
    found = [(part.start, part.end) for part in read.parts if isinstance(part, Bracket)]
    return (*found, (read.open_from, len(text))) if read.fault else tuple(found)


def labels(text: str) -> tuple[tuple[int, int], ...]:
    """Give start and end of the labels (`Alt. 1:`) of a clause of alternatives; none if it is not one."""
    read = parse(text)
    parts = read.parts if isinstance(read, Bracketed) else ()
    whole = [part for part in parts if isinstance(part, Bracket) and part.whole]
    return tuple((one.start - len(one.label), one.start) for bracket in whole for one in bracket.alternatives)


def clean(text: str) -> bool:
    """Say whether a text has no open bracket, nor one that cannot be read."""
    read = parse(text)
    return isinstance(read, Bracketed) and not any(isinstance(part, Bracket) for part in read.parts)


def without(text: str, bracket: Bracket, choice: int | None = None) -> str:
    """Give the text with one of its brackets gone: lifted, so that the words stay, or with alternative `choice` taken.

    Brackets inside what stays are kept. Raises ValueError if none of several alternatives is chosen, or another.
    """
    count = len(bracket.alternatives)
    if (choice is None and count > 1) or not 0 <= (choice or 0) < count:
        raise ValueError(f"there are {count} alternatives: choose one of them")
    taken = bracket.alternatives[choice or 0]
    words = text[taken.start : taken.end].strip()
    if bracket.whole:
        return words
    before, after = text[: bracket.start], text[bracket.end :]
    # A space that stood only inside a mark still parts the words.
    if text[bracket.start + 1].isspace() and before and not before[-1].isspace():
        words = " " + words
    if text[bracket.end - 2].isspace() and after and not after[0].isspace() and after[0] not in _HUGS:
        words += " "
    return before + words + after


def struck(text: str, bracket: Bracket) -> str:
    """Give the text with one of its brackets gone and all words in it; no space is left over."""
    before, after = text[: bracket.start], text[bracket.end :]
    if not before or before[-1].isspace():
        if not after or after[0] in _HUGS:
            before = before.rstrip()
        elif after[0].isspace():
            after = after.lstrip()
    return before + after


def blank(text: str) -> bool:
    """Say whether nothing of a text can be seen."""
    return not any(char.isprintable() and not char.isspace() for char in text)


@dataclass(slots=True)
class _Level:
    """What is being read: the text, or one bracket inside it."""

    start: int
    begin: int
    parts: list[Part] = field(default_factory=list)
    done: list[Alternative] = field(default_factory=list)


@dataclass(slots=True)
class _Read:
    """The parts before a fault, and from where on brackets are open if there is one."""

    parts: list[Part]
    fault: Unbalanced | None = None
    open_from: int = 0


def _read(text: str) -> _Read:
    labels = list(_LABEL.finditer(text))
    if not labels:
        return _scan(text, 0, len(text), 1)
    at = labels[0].start("label")
    wrong = _misplaced(text, labels)
    if wrong is not None:
        before = _scan(text, 0, at, 1)
        # A bracket around a label looks as if it were not closed, since it ends behind the label.
        if before.fault is None or before.fault.code == "not_closed":
            open_from = before.open_from if before.fault else at
            return _Read(before.parts, Unbalanced(wrong, "alternatives_out_of_order"), open_from)
        return before
    ends = [*(label.start("label") for label in labels[1:]), len(text)]
    alternatives: list[Alternative] = []
    for label, end in zip(labels, ends, strict=True):
        inside = _scan(text, label.end("label"), end, 2)
        fault = inside.fault
        if fault is None and blank(text[label.end("label") : end]):
            fault = Unbalanced(label.start("label"), "empty")
        if fault is not None:
            return _Read(_words(text, 0, at), fault, at)
        alternatives.append(Alternative(label.end("label"), end, tuple(inside.parts), label.group("label")))
    whole = Bracket(at, len(text), 1, tuple(alternatives), whole=True)
    return _Read([*_words(text, 0, at), whole])


def _misplaced(text: str, labels: list[re.Match[str]]) -> int | None:
    """Give the place of the first label that does not stand where it must, or None."""
    for number, label in enumerate(labels, 1):
        written = int(label.group("short") or label.group("long"))
        # A label beside a bracket would become one of the clause as soon as the bracket is lifted.
        if written != number or label.group("before") or (number == 1 and text[: label.start("label")].strip()):
            return label.start("label")
    return labels[0].start("label") if len(labels) == 1 else None


def _scan(text: str, start: int, end: int, depth: int) -> _Read:
    """Read the brackets of text[start:end], the outermost of which have this depth."""
    levels = [_Level(start, start)]
    cursor = start

    def fault(at: int, code: Code) -> _Read:
        return _Read(levels[0].parts, Unbalanced(at, code), levels[1].start if len(levels) > 1 else at)

    for match in _MARK.finditer(text, start, end):
        place, level = match.start(), levels[-1]
        if len(levels) == 1 and match.group() == "|":
            continue
        if match.group() == "]" and len(levels) == 1:
            levels[0].parts += _words(text, cursor, place)
            return fault(place, "not_opened")
        level.parts += _words(text, cursor, place)
        cursor = place + 1
        if match.group() == "[":
            if len(levels) - 1 + depth > DEEPEST:
                return fault(place, "too_deep")
            levels.append(_Level(place, cursor))
            continue
        if blank(text[level.begin : place]):
            return fault(level.start if not level.done and match.group() == "]" else level.begin - 1, "empty")
        level.done.append(Alternative(level.begin, place, tuple(level.parts)))
        level.begin, level.parts = cursor, []
        if match.group() == "]":
            levels.pop()
            levels[-1].parts.append(Bracket(level.start, cursor, len(levels) - 1 + depth, tuple(level.done)))
    if len(levels) > 1:
        return fault(levels[1].start, "not_closed")
    return _Read([*levels[0].parts, *_words(text, cursor, end)])


def _words(text: str, start: int, end: int) -> list[Part]:
    return [Words(text[start:end], start)] if start < end else []


def _rendered(part: Part) -> str:
    if isinstance(part, Words):
        return part.text
    inside = [one.label + "".join(_rendered(inner) for inner in one.parts) for one in part.alternatives]
    return "".join(inside) if part.whole else f"[{'|'.join(inside)}]"


def _brackets(parts: tuple[Part, ...]) -> Iterator[Bracket]:
    for part in parts:
        if isinstance(part, Bracket):
            yield part
            for alternative in part.alternatives:
                yield from _brackets(alternative.parts)
