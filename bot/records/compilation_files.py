"""The compilation as a table for a web page and for a spreadsheet."""

from collections.abc import Iterable, Iterator

from markupsafe import escape

from bot.drafting.redline import Mark, Segment
from bot.records.book import Book
from bot.records.compilation import Cell, Column, Compilation, Side, compilation
from bot.records.compilation_words import Told, printed, told_of
from bot.records.pens import HTML, PLAIN
from bot.records.sheets.cells import Sheet, csv_of
from bot.text.words import Words

_WRAP = {Mark.KEPT: "{}", Mark.ADDED: "<ins><b>{}</b></ins>", Mark.REMOVED: "<del>{}</del>"}


def compilation_html(book: Book, words: Words, locale: str = "en") -> str:
    """Give the table as a piece of a web page, "" while no text was tabled.

    What is put in is `ins` and bold, what is taken out `del`; no style and no address is in it.
    """
    found = compilation(book.session)
    if found is None:
        return ""
    told = told_of(book, words, HTML, locale)
    heads = [told("clause"), *map(told.head, found.columns)]
    legend = told("legend", put_in=f"<ins><b>{told('put_in')}</b></ins>", taken_out=f"<del>{told('taken_out')}</del>")
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    body = "\n".join(_rows(found, told))
    return (
        f'<table class="compilation">\n<caption>{legend}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )


def compilation_csv(book: Book, words: Words, locale: str = "en") -> bytes | None:
    """Give the table for a spreadsheet, or None while no text was tabled.

    Every wording stands whole in its cell; the column behind it says how it stands to the base.
    """
    found = compilation(book.session)
    if found is None:
        return None
    told = told_of(book, words, PLAIN, locale)
    heads = [told("clause")]
    for column in found.columns:
        head = told.head(column)
        heads += [head] if column.side is Side.BASE else [head, told("compared", head=head)]
    rows = ([told.line(line), *_wordings(told, found, line.cells)] for line in found.lines)
    return csv_of(Sheet(tuple(heads), rows))


def _wordings(told: Told, found: Compilation, cells: Iterable[Cell]) -> Iterator[str]:
    for column, cell in zip(found.columns, cells, strict=True):
        yield cell.text
        if column.side is not Side.BASE:
            yield told.note(column, cell)


def _rows(found: Compilation, told: Told) -> Iterator[str]:
    for line in found.lines:
        cells = "".join(_cell(told, *one) for one in zip(found.columns, line.cells, strict=True))
        yield f'<tr><th scope="row">{told.line(line)}</th>{cells}</tr>'


def _cell(told: Told, column: Column, cell: Cell) -> str:
    note, words = told.note(column, cell), "".join(map(_marked, printed(column, cell)))
    return "<td>" + (f"<small>{note}</small>" if note else "") + (f"<p>{words}</p>" if words else "") + "</td>"


def _marked(segment: Segment) -> str:
    return _WRAP[segment.mark].format(str(escape(segment.text)).replace("\n", "<br>"))
