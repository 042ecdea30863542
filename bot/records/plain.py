"""The agreed text and the transcript as plain text: a paragraph a row, so that a repository shows what changed."""

from collections.abc import Iterator, Sequence

from bot.records.book import Book
from bot.records.folio import (
    Block,
    Clauses,
    Entry,
    Folio,
    Items,
    Paragraph,
    Table,
    Title,
    agreed_folio,
    transcript_folio,
)
from bot.records.naming import ClauseRow
from bot.text.words import Words

_UNDERLINES = "=-~"
_WIDEST = 72
_INDENT = "    "


def agreed_text_plain(book: Book, words: Words, locale: str = "en") -> str | None:
    """Give the agreed text as plain text, or None while there is none."""
    folio = agreed_folio(book, words, locale)
    return _text(folio) if folio else None


def transcript_plain(book: Book, words: Words, locale: str = "en") -> str:
    """Give all that was done and said in the session, in order, as plain text."""
    return _text(transcript_folio(book, words, locale))


def _text(folio: Folio) -> str:
    return "\n\n".join([_underlined(folio.title, 0), *map(_block, folio.blocks)]) + "\n"


def _block(block: Block) -> str:
    match block:
        case Title(text=text, level=level):
            return _underlined(text, level)
        case Paragraph(text=text):
            return text
        case Items(items=items):
            return "\n".join(f"- {one}" for one in items)
        case Table():
            return "\n".join(_row(block.columns, row) for row in block.rows)
        case Clauses(rows=rows):
            return _clauses(rows)
        case Entry():
            return "\n".join(_entry(block))


def _underlined(text: str, level: int) -> str:
    return f"{text}\n{_UNDERLINES[level] * min(len(text), _WIDEST)}"


def _row(columns: Sequence[str], cells: Sequence[str]) -> str:
    """Give a row as a list's item with the names of the columns: no line is cut, whatever its length."""
    return "- " + "; ".join(f"{name}: {cell}" for name, cell in zip(columns, cells, strict=True) if cell)


def _clauses(rows: Sequence[ClauseRow]) -> str:
    return "\n".join(
        _indented(f"{row.number}. {row.title}{'. ' if row.title else ''}{row.text}", first="") for row in rows
    )


def _entry(entry: Entry) -> Iterator[str]:
    number = f" {entry.number}." if entry.number else ""
    # Lines after the first stand further in, so that nothing that was typed can be taken for a row.
    yield _indented(f"{entry.time}{number} {entry.text}", first="")
    for mark in entry.marks:
        yield f"{_INDENT}[{mark}]"
    if entry.clauses:
        yield _indented(_clauses(entry.clauses), first=_INDENT)


def _indented(text: str, first: str) -> str:
    return first + text.replace("\n", f"\n{_INDENT}")
