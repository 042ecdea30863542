"""The agreed text and what changed from version to version, as documents for Word and its like."""

from collections.abc import Iterator

from bot.records.book import Book
from bot.records.docx.agreed import agreed_text_docx
from bot.records.docx.compilation import compilation_docx
from bot.records.docx.versions import versions_docx
from bot.text.words import Words

__all__ = ["agreed_text_docx", "compilation_docx", "docx_files", "versions_docx"]


def docx_files(book: Book, words: Words, locale: str = "en") -> Iterator[tuple[str, bytes]]:
    """Give `agreed-text.docx` once there is one, and a document for each version that was made from another."""
    agreed = agreed_text_docx(book, words, locale)
    if agreed is not None:
        yield "agreed-text.docx", agreed
    yield from versions_docx(book, words, locale)
