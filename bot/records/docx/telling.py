"""What all documents of a session have in common: whose words they are in, and what they say of themselves."""

from dataclasses import dataclass
from typing import Any

from bot.records.agreed import Heading, heading_of
from bot.records.book import Book
from bot.records.docx.paper import PAGE_FIELDS, About, Paper
from bot.records.naming import Namer
from bot.records.pens import PLAIN
from bot.text.words import Words


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what stands in the documents of a book, in a language."""

    book: Book
    words: Words
    locale: str

    def __call__(self, block: str, /, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        """Render a block of the words for documents."""
        return self.words(f"exports/docx#{block}", locale=self.locale, **params)

    def who(self) -> dict[int, str]:
        """Give by entry who made it, with the seat of that moment."""
        namer, made = Namer.of(self.book.session, self.book.entries, self.book.frame, PLAIN), dict[int, str]()
        for entry in self.book.entries:
            made[entry.seq] = namer.who(entry.member)
            namer.see(entry.event)
        return made

    @property
    def heading(self) -> Heading:
        """Which session it is."""
        return heading_of(self.book, self.words, PLAIN, self.locale)

    def paper(self, title: str, *, landscape: bool = False) -> Paper:
        """Begin a document with this title; its times are those of the first and the last entry."""
        first, last = self.book.entries[0], self.book.entries[-1]
        about = About(title, self.heading.title, self("language"), first.at, last.at)
        return Paper(about, landscape=landscape)

    def section(self, paper: Paper, foot: str) -> None:
        """Begin a part of a document: above the title of the session, below `foot` and the number of the page."""
        paper.section(self.heading.title, foot, self("page", **PAGE_FIELDS))
