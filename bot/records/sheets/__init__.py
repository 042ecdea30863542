"""A session as tables for a spreadsheet or a gradebook, each a CSV file."""

from collections.abc import Iterator

from bot.records.book import Book
from bot.records.pens import PLAIN
from bot.records.sheets.cells import Sheet, csv_of
from bot.records.sheets.credits import credits_sheet
from bot.records.sheets.participation import participation_sheet
from bot.records.sheets.rows import acts_sheet, talk_sheet
from bot.records.sheets.votes import votes_sheet
from bot.records.transcript import transcript
from bot.text.words import Words

__all__ = ["Sheet", "csv_of", "sheets"]


def sheets(book: Book, words: Words, locale: str = "en") -> Iterator[tuple[str, bytes]]:
    """Give `acts.csv`, `talk.csv`, `credits.csv`, `votes.csv` and `participation.csv`; empty ones have their head."""
    rows = transcript(book, words, PLAIN, locale)
    for name, sheet in (
        ("acts", acts_sheet(book, rows, words, locale)),
        ("talk", talk_sheet(book, rows, words, locale)),
        ("credits", credits_sheet(book, words, locale)),
        ("votes", votes_sheet(book, words, locale)),
        ("participation", participation_sheet(book, rows, words, locale)),
    ):
        yield f"{name}.csv", csv_of(sheet)
