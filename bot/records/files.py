"""The files that a session is exported to."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.negotiation.model import Session
from bot.records.book import Book
from bot.records.bundling import bundle_of
from bot.records.formats import MAKERS
from bot.records.model import HeadInfo
from bot.records.unavailable import FormatUnavailable
from bot.text.words import Words

BUNDLE = "bundle"
"""The format that holds the files of all others."""

FORMATS = (*MAKERS, BUNDLE)
EVERYDAY = ("markdown", "json")
"""The formats that are given where none is asked for: few files, however many versions there are."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to hand out: its name and its bytes."""

    name: str
    content: bytes


def exports(
    book: Book,
    words: Words,
    formats: Collection[str] | None = None,
    locale: str = "en",
    seed: bytes | None = None,
) -> tuple[ExportFile, ...]:
    """Give the files of a session, the agreed text once there is one; the same input gives the same bytes.

    Args:
        book: The session as the reader may know it.
        words: The templates below `prompts/<locale>/exports`.
        formats: Of `FORMATS`; None: those of `EVERYDAY`.
        locale: The language of what people read.
        seed: The secret key (32 bytes) that a bundle is signed with; None: it is not signed.

    Raises:
        ValueError: An unknown format.
        FormatUnavailable: A format needs a package that is not installed.
    """
    wanted = EVERYDAY if formats is None else formats
    if unknown := sorted(set(wanted) - set(FORMATS)):
        raise ValueError(f"unknown format {', '.join(unknown)}; there is {', '.join(FORMATS)}")
    made = [one for name in MAKERS if name in wanted for one in _made(name, book, words, locale)]
    if BUNDLE in wanted:
        made.append(_file(book.session, "bundle.zip", _bundle(book, words, locale, seed)))
    return tuple(made)


def _made(format_: str, book: Book, words: Words, locale: str) -> Iterator[ExportFile]:
    for name, content in MAKERS[format_](book, words, locale):
        yield _file(book.session, name, content)


def _bundle(book: Book, words: Words, locale: str, seed: bytes | None) -> bytes:
    files, left_out, last = dict[str, bytes](), [], book.entries[-1]
    for format_ in MAKERS:
        try:
            files |= {one.name: one.content for one in _made(format_, book, words, locale)}
        except FormatUnavailable as error:
            left_out.append(error)
    return bundle_of(book.session.id, HeadInfo(seq=last.seq, hash=last.hash), files, left_out, seed)


def _file(session: Session, name: str, content: str | bytes) -> ExportFile:
    # A lone surrogate cannot be UTF-8; its escape is the same character in JSON, and readable in Markdown.
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    return ExportFile(f"{session.id}-{name}", data)
