"""The files that a session is exported to."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from bot.negotiation.events import Recorded
from bot.negotiation.model import Session
from bot.negotiation.talk import Utterance
from bot.records.book import Book
from bot.records.building import agreed_text_of, record_of
from bot.records.markdown import acts_markdown, agreed_text_markdown
from bot.records.model import RecordFile
from bot.text.words import Words


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to hand out: its name and its bytes."""

    name: str
    content: bytes


class FormatUnavailable(Exception):  # noqa: N818  # named for what it says
    """A format needs a package that is not installed; `package` is its name."""

    def __init__(self, format_: str, package: str) -> None:
        super().__init__(f"{format_} needs the package {package}: install parley[exports]")
        self.format, self.package = format_, package


Format = Callable[[Book, Words, str], Iterator[tuple[str, str | bytes]]]
"""What a format makes of a book, in a language: names of files without the session's, and what is in them."""


def exports(
    book: Book, words: Words, formats: Collection[str] | None = None, locale: str = "en"
) -> tuple[ExportFile, ...]:
    """Give the files of a session: its acts always, the agreed text once there is one; the same input, the same bytes.

    Args:
        book: The session as the reader may know it.
        words: The templates below `prompts/<locale>/exports`.
        formats: Of `FORMATS`; None: those of `EVERYDAY`.
        locale: The language of what people read.

    Raises:
        ValueError: An unknown format.
    """
    wanted = EVERYDAY if formats is None else formats
    if unknown := sorted(set(wanted) - set(FORMATS)):
        raise ValueError(f"unknown format {', '.join(unknown)}; there is {', '.join(FORMATS)}")
    return tuple(
        _file(book.session, name, content)
        for format_ in FORMATS
        if format_ in wanted
        for name, content in _FORMATS[format_](book, words, locale)
    )


def record_json(session: Session, entries: Sequence[Recorded]) -> RecordFile:
    """Give the whole session as the model of its JSON file."""
    return record_of(session, entries)


def acts_json(session: Session, entries: Sequence[Recorded], talk: Sequence[Utterance] = ()) -> str:
    """Give the whole session (its record) as JSON text."""
    return _text(record_of(session, entries, talk))


def agreed_text_json(session: Session, entries: Sequence[Recorded]) -> str | None:
    """Give the agreed text as JSON text, or None while there is none."""
    held = agreed_text_of(session, entries)
    return _text(held) if held else None


def _markdown(book: Book, words: Words, locale: str) -> Iterator[tuple[str, str]]:
    agreed = agreed_text_markdown(book, words, locale)
    if agreed is not None:
        yield "agreed-text.md", agreed
    yield "acts.md", acts_markdown(book, words, locale)


def _json(book: Book, words: Words, locale: str) -> Iterator[tuple[str, str]]:
    del words, locale  # a record is data
    agreed = agreed_text_json(book.session, book.entries)
    if agreed is not None:
        yield "agreed-text.json", agreed
    yield "record.json", acts_json(book.session, book.entries, book.talk)


def _akn(book: Book, words: Words, locale: str) -> Iterator[tuple[str, bytes]]:
    from bot.records.akn import akn_files  # noqa: PLC0415  # lxml is large, and few sessions need it

    yield from akn_files(book, words, locale)


def _pictures(book: Book, words: Words, locale: str) -> Iterator[tuple[str, bytes]]:
    from bot.records.pictures import picture_files  # noqa: PLC0415  # draws with matplotlib, which is larger still

    yield from picture_files(book, words, locale)


_FORMATS: Mapping[str, Format] = {"markdown": _markdown, "json": _json, "akn": _akn, "pictures": _pictures}
FORMATS = tuple(_FORMATS)
EVERYDAY = ("markdown", "json")
"""The formats that are given where none is asked for: few files, however many versions there are."""


def _file(session: Session, name: str, content: str | bytes) -> ExportFile:
    # A lone surrogate cannot be UTF-8; its escape is the same character in JSON, and readable in Markdown.
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    return ExportFile(f"{session.id}-{name}", data)


def _text(file: BaseModel) -> str:
    # json instead of pydantic's writer: that one refuses lone surrogates, which a foreign name may hold.
    return json.dumps(file.model_dump(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
