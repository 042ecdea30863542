"""What each format makes of a book. Adding one is a function here and its line in the table.

What is large is loaded when the format is asked for: few sessions need all of them, and the bot starts without.
"""

from collections.abc import Callable, Iterator, Mapping

from bot.records.as_json import acts_json, agreed_text_json
from bot.records.book import Book
from bot.records.markdown import agreed_text_markdown, transcript_markdown
from bot.records.plain import agreed_text_plain, transcript_plain
from bot.text.words import Words

Made = Iterator[tuple[str, str | bytes]]
Format = Callable[[Book, Words, str], Made]
"""What a format makes of a book, in a language: names of files without the session's, and what is in them."""


def _markdown(book: Book, words: Words, locale: str) -> Made:
    agreed = agreed_text_markdown(book, words, locale)
    if agreed is not None:
        yield "agreed-text.md", agreed
    yield "transcript.md", transcript_markdown(book, words, locale)


def _plain(book: Book, words: Words, locale: str) -> Made:
    agreed = agreed_text_plain(book, words, locale)
    if agreed is not None:
        yield "agreed-text.txt", agreed
    yield "transcript.txt", transcript_plain(book, words, locale)


def _pdf(book: Book, words: Words, locale: str) -> Made:
    from bot.records.pdf import pdf_files  # noqa: PLC0415

    yield from pdf_files(book, words, locale)


def _docx(book: Book, words: Words, locale: str) -> Made:
    from bot.records.docx import docx_files  # noqa: PLC0415

    yield from docx_files(book, words, locale)


def _compilation(book: Book, words: Words, locale: str) -> Made:
    from bot.records.compilation_files import compilation_csv  # noqa: PLC0415
    from bot.records.docx import compilation_docx  # noqa: PLC0415

    for name, made in (("docx", compilation_docx), ("csv", compilation_csv)):
        content = made(book, words, locale)
        if content is not None:
            yield f"compilation.{name}", content


def _csv(book: Book, words: Words, locale: str) -> Made:
    from bot.records.sheets import sheets  # noqa: PLC0415

    yield from sheets(book, words, locale)


def _akn(book: Book, words: Words, locale: str) -> Made:
    from bot.records.akn import akn_files  # noqa: PLC0415

    yield from akn_files(book, words, locale)


def _pictures(book: Book, words: Words, locale: str) -> Made:
    from bot.records.pictures import picture_files  # noqa: PLC0415

    yield from picture_files(book, words, locale)


def _json(book: Book, words: Words, locale: str) -> Made:
    del words, locale  # a record is data
    agreed = agreed_text_json(book.session, book.entries)
    if agreed is not None:
        yield "agreed-text.json", agreed
    yield "record.json", acts_json(book.session, book.entries, book.talk)


MAKERS: Mapping[str, Format] = {
    "markdown": _markdown,
    "text": _plain,
    "pdf": _pdf,
    "docx": _docx,
    "compilation": _compilation,
    "csv": _csv,
    "akn": _akn,
    "pictures": _pictures,
    "json": _json,
}
