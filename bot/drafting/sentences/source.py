"""A sentence that was followed, as the builders of steps see it: tree, meanings, and where each word stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lark import Token as Terminal
from lark import Tree

from bot.drafting.sentences.following import Node
from bot.drafting.sentences.lexicon import Lexeme
from bot.drafting.sentences.reading import NotUnderstoodError
from bot.drafting.sentences.vocabulary import Vocabulary

Part = Node | Terminal


@dataclass(frozen=True)
class Source:
    """The lexemes of a sentence with their offsets in the clause, and the offset of its end."""

    vocabulary: Vocabulary
    lexemes: tuple[tuple[int, Lexeme], ...]
    end: int

    def meanings(self, terminal: Terminal) -> tuple[Any, ...]:
        """Give all that a terminal can mean."""
        return self.lexemes[int(terminal)][1].meanings

    def meaning(self, terminal: Terminal) -> Any:  # noqa: ANN401 - a string, a number or a date, by the terminal
        """Give the one meaning of a terminal; raises NotUnderstoodError (`ambiguous`) if there are several."""
        found = self.meanings(terminal)
        if len(found) != 1:
            raise NotUnderstoodError(self.at(terminal), "ambiguous", expected=tuple(map(str, found)))
        return found[0]

    def number(self, terminal: Terminal) -> Fraction:
        """Give the value of a NUMBER."""
        return Fraction(self.meaning(terminal))

    def text(self, terminal: Terminal) -> str:
        """Give the phrase of a terminal in small letters, or a number as it was written."""
        return self.lexemes[int(terminal)][1].text

    def at(self, part: Part | None) -> int:
        """Give the offset where a part of the tree starts; that of the end for None."""
        first = next(terminals(part), None) if part is not None else None
        return self.end if first is None else self.lexemes[int(first)][0]

    def refuse(self, part: Part | None, code: str, *expected: str) -> NotUnderstoodError:
        """Give the refusal of a part of the tree."""
        return NotUnderstoodError(self.at(part), code, expected=expected)


def terminals(part: Part) -> Iterator[Terminal]:
    """Give the terminals of a part in the order of the text."""
    if isinstance(part, Terminal):
        yield part
        return
    for child in part.children:
        yield from terminals(child)


def nodes(part: Node, *names: str) -> list[Node]:
    """Give the branches with these names directly below a part."""
    return [child for child in part.children if isinstance(child, Tree) and child.data in names]


def leaves(part: Node, *names: str) -> list[Terminal]:
    """Give the terminals with these names directly below a part."""
    return [child for child in part.children if isinstance(child, Terminal) and child.type in names]
