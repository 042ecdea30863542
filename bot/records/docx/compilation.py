"""The compilation as a document: wide pages, a column for the base, for each delegation and for what is agreed."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from docx.table import _Cell

from bot.records.book import Book
from bot.records.compilation import Cell, Column, Compilation, compilation
from bot.records.compilation_words import Told, printed, told_of
from bot.records.docx.marks import looking_changed
from bot.records.docx.paper import Paper
from bot.records.docx.styles import SMALL
from bot.records.docx.telling import Teller
from bot.records.pens import PLAIN
from bot.text.words import Words

_MOST = 4
"""Delegations in one table: with more beside the base and what is agreed, a page is too narrow to read."""


def compilation_docx(book: Book, words: Words, locale: str = "en") -> bytes | None:
    """Give the table, or None while no text was tabled; with many delegations as several tables, one after another."""
    found = compilation(book.session)
    if found is None:
        return None
    say, told = Teller(book, words, locale), told_of(book, words, PLAIN, locale)
    title, heading = told("title", title=say.heading.title), say.heading
    paper = say.paper(title, landscape=True)
    say.section(paper, told("foot", head_seq=heading.head_seq, head_hash=heading.head_hash))
    paper.write(title, "Title")
    paper.write(told("legend", put_in=told("put_in"), taken_out=told("taken_out")))
    parts = _parts(found)
    for number, places in enumerate(parts, start=1):
        caption = told("part", title=title, number=number, count=len(parts)) if len(parts) > 1 else title
        if len(parts) > 1:
            paper.write(caption, "Heading 1")
        _table(paper, told, found, places, caption)
    return paper.content()


def _parts(found: Compilation) -> list[list[int]]:
    """Give the places of the columns of each table: the base, some delegations, what is agreed."""
    *between, last = range(1, len(found.columns))
    count = max(1, ceil(len(between) / _MOST))
    cuts = [round(len(between) * number / count) for number in range(count + 1)]
    return [[0, *between[start:end], last] for start, end in pairwise(cuts)]


def _table(paper: Paper, told: Told, found: Compilation, places: Sequence[int], caption: str) -> None:
    columns = [found.columns[place] for place in places]
    heads = [told("clause"), *map(told.head, columns)]
    rows = [
        [told.line(line), *(told.note(found.columns[place], line.cells[place]) for place in places)]
        for line in found.lines
    ]
    made = paper.table(caption, heads, rows, shares=(3, *[5] * len(columns)))
    for row, line in zip(made.rows[1:], found.lines, strict=True):
        for cell, place in zip(row.cells[1:], places, strict=True):
            _write(cell, found.columns[place], line.cells[place])


def _write(cell: _Cell, column: Column, wording: Cell) -> None:
    words = printed(column, wording)
    if words:
        cell.add_paragraph(style=SMALL)._p.extend(looking_changed(words))  # noqa: SLF001  # python-docx has no redlines
