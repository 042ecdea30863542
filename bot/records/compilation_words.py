"""What is said around the wordings of a compilation, in every format alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.drafting.redline import Mark, Segment
from bot.records.agreed import namer_of
from bot.records.book import Book
from bot.records.compilation import Cell, Column, Line, Side, State
from bot.records.pens import Pen
from bot.text.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """Says it. `say` renders a template; `party` and `issue` give names as the format writes foreign words."""

    say: Callable[..., str]
    party: Callable[[str], str]
    issue: Callable[[str], str]

    def __call__(self, block: str, /, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        """Render a block of the words for compilations."""
        return self.say(f"exports/compilation#{block}", **params)

    def head(self, column: Column) -> str:
        """Say whose wording a column holds, and of which texts."""
        party = self.party(column.party) if column.party else ""
        return self("head", side=column.side.value, party=party, texts=column.texts)

    def line(self, line: Line) -> str:
        """Say which clause of the base a row is about, and on which issue."""
        return self("line", number=line.cells[0].number, title=self.issue(line.issue) if line.issue else "")

    def note(self, column: Column, cell: Cell) -> str:
        """Say which clause a cell holds, and how it stands to the base; "" where there is nothing to say."""
        several = cell.source if len(column.texts) > 1 else ""
        return self("note", state=cell.state.value, source=several, number=cell.number)


def told_of(book: Book, words: Words, pen: Pen, locale: str) -> Told:
    """Give the words of a compilation for the files of a session."""
    namer = namer_of(book, pen)

    def say(name: str, /, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return words(name, locale=locale, **params)

    return Told(say, namer.party, lambda issue: namer.issues.get(issue, pen.line(issue)))


def printed(column: Column, cell: Cell) -> tuple[Segment, ...]:
    """Give the words to print: none where they are the base's again, and of what is agreed the wording alone."""
    if column.side is Side.AGREED and cell.text:
        return (Segment(Mark.KEPT, cell.text),)
    return () if cell.state in {State.SAME, State.STEPS} else cell.segments
