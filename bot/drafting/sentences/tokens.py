"""Cutting a clause into words, numbers and marks, and these into sentences. Time is linear in the length."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "number", "date", "quoted", "mark"]

_TOKEN = re.compile(
    r"""
    (?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9]))
  | (?P<slashes>[0-9]+(?:/[0-9]+){2,})
  | (?P<number>[0-9]+(?:[.,'\u2019\u00a0\u202f\u2009\u0020][0-9]+)*(?:/[0-9]+)?)
  | (?P<quoted>"[^"\n]*"|“[^“”\n]*”)
  | (?P<dotted>(?:[A-Za-z]\.){2,})
  | (?P<word>[^\W\d_](?:[^\W_]|['\u2019_](?=[^\W\d_]))*['\u2019]?)
  | (?P<hyphen>(?<=[^\W_])[-\u2010\u2011](?=[^\W\d_]))
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)  # fmt: skip
_ITEM = r"(?:[0-9]{1,3}[.)]|\([a-z0-9]{1,3}\)|[-*•]|(?:Article|Clause|Paragraph)[ ][0-9]{1,3}[.:])[ \t]"
_NUMBERING = re.compile(rf"\s*{_ITEM}+(?=[^\W\d_])")
_LINE_END = re.compile(rf"\n(?=[ \t]*\n|\s*{_ITEM})")
_ENDS = frozenset(".;")
ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: `norm` is its small, plain form; `start` and `end` are offsets in the clause."""

    kind: Kind
    text: str
    norm: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """A sentence: its offsets, and its tokens without articles and the full stop."""

    start: int
    end: int
    tokens: tuple[Token, ...]


def words_of(name: str) -> tuple[str, ...]:
    """Give the small, plain words of a name, as they are found in a text; articles are left out."""
    return tuple(token.norm for token in tokens_of(name, 0, len(name)) if token.norm not in ARTICLES)


def tokens_of(text: str, start: int, end: int) -> Iterator[Token]:
    """Cut text[start:end] into tokens; spaces and hyphens between letters are no tokens."""
    for match in _TOKEN.finditer(text, start, end):
        found = match.group()
        match match.lastgroup:
            case "hyphen":
                continue
            case "word":
                yield Token(
                    "word", found, found.casefold().replace("\u2019", "'").strip("'"), match.start(), match.end()
                )
            case "dotted":
                yield Token("word", found, found.replace(".", "").casefold(), match.start(), match.end())
            case "number" | "slashes":
                yield Token("number", found, found, match.start(), match.end())
            case "date":
                yield Token("date", found, found, match.start(), match.end())
            case "quoted":
                yield Token("quoted", found, found[1:-1], match.start(), match.end())
            case _:
                yield Token("mark", found, found, match.start(), match.end())


def sentences_of(text: str) -> Iterator[Span]:
    """Cut a clause into sentences at full stops, semicolons and line ends; empty ones are left out."""
    for start, end in _lines(text):
        numbering = _NUMBERING.match(text, start, end)
        yield from _sentences(tuple(tokens_of(text, numbering.end() if numbering else start, end)))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    # Only an empty line or a numbered item ends a sentence: people wrap their lines by hand.
    start = 0
    for match in _LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _sentences(tokens: Sequence[Token]) -> Iterator[Span]:
    held: list[Token] = []
    first: int | None = None
    for token in tokens:
        first = token.start if first is None else first
        if token.kind == "mark" and token.text in _ENDS:
            if held:
                yield Span(first, token.end, tuple(held))
            held, first = [], None
        elif token.kind != "word" or token.norm not in ARTICLES:
            held.append(token)
    if held and first is not None:
        yield Span(first, max(first, held[-1].end), tuple(held))


def odd_character(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Give offset and code of the first character that is not what it looks like, or None.

    `hidden`: zero-width, direction and control characters; `look_alike`: a letter of another script inside or beside
    Latin ones; `odd_digit`: digits other than 0 to 9.
    """
    latin = any("a" <= char.casefold() <= "z" for char in text[start:end])
    for place in range(start, end):
        char = text[place]
        if char < "\u00a0" and (char >= " " or char in "\t\n\r"):
            continue
        match unicodedata.category(char):
            case "Cf" | "Cc" | "Co" | "Cs" | "Cn" | "Mn" | "Me":
                return place, "hidden"
            case "Nd" | "No" | "Nl":
                return place, "odd_digit"
            case "Lu" | "Ll" | "Lt" | "Lo" | "Lm" if latin and not _plain(char):
                return place, "look_alike"
    return None


def _plain(char: str) -> bool:
    name = unicodedata.name(char, "")
    return name.startswith("LATIN") and "SMALL CAPITAL" not in name and unicodedata.normalize("NFKC", char) == char
