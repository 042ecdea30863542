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
from bot.records.bundling import bundle_of
from bot.records.markdown import agreed_text_markdown, transcript_markdown
from bot.records.model import HeadInfo, RecordFile
from bot.records.plain import agreed_text_plain, transcript_plain
from bot.records.unavailable import FormatUnavailable
from bot.text.words import Words


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to hand out: its name and its bytes."""

    name: str
    content: bytes


Format = Callable[[Book, Words, str], Iterator[tuple[str, str | bytes]]]
"""What a format makes of a book, in a language: names of files without the session's, and what is in them."""


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
    made = [one for name in _FORMATS if name in wanted for one in _made(name, book, words, locale)]
    if BUNDLE in wanted:
        made.append(_file(book.session, "bundle.zip", _bundle(book, words, locale, seed)))
    return tuple(made)


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
    yield "transcript.md", transcript_markdown(book, words, locale)


def _json(book: Book, words: Words, locale: str) -> Iterator[tuple[str, str]]:
    del words, locale  # a record is data
    agreed = agreed_text_json(book.session, book.entries)
    if agreed is not None:
        yield "agreed-text.json", agreed
    yield "record.json", acts_json(book.session, book.entries, book.talk)


def _docx(book: Book, words: Words, locale: str) -> Iterator[tuple[str, bytes]]:
    from bot.records.docx import docx_files  # noqa: PLC0415  # python-docx is large, and few sessions need it

    yield from docx_files(book, words, locale)


def _compilation(book: Book, words: Words, locale: str) -> Iterator[tuple[str, bytes]]:
    from bot.records.compilation_files import compilation_csv  # noqa: PLC0415  # as above
    from bot.records.docx import compilation_docx  # noqa: PLC0415  # as above

    for name, made in (("docx", compilation_docx), ("csv", compilation_csv)):
        content = made(book, words, locale)
        if content is not None:
            yield f"compilation.{name}", content


def _plain(book: Book, words: Words, locale: str) -> Iterator[tuple[str, str]]:
    agreed = agreed_text_plain(book, words, locale)
    if agreed is not None:
        yield "agreed-text.txt", agreed
    yield "transcript.txt", transcript_plain(book, words, locale)


def _csv(book: Book, words: Words, locale: str) -> Iterator[tuple[str, bytes]]:
    from bot.records.sheets import sheets  # noqa: PLC0415  # as above

    yield from sheets(book, words, locale)


def _pdf(book: Book, words: Words, locale: str) -> Iterator[tuple[str, bytes]]:
    from bot.records.pdf import pdf_files  # noqa: PLC0415  # as above

    yield from pdf_files(book, words, locale)


_FORMATS: Mapping[str, Format] = {
    "markdown": _markdown,
    "text": _plain,
    "pdf": _pdf,
    "docx": _docx,
    "compilation": _compilation,
    "csv": _csv,
    "json": _json,
}
BUNDLE = "bundle"
"""The format that holds the files of all others."""

FORMATS = (*_FORMATS, BUNDLE)
EVERYDAY = ("markdown", "json")
"""The formats that are given where none is asked for: few files, however many versions there are."""


def _made(format_: str, book: Book, words: Words, locale: str) -> Iterator[ExportFile]:
    for name, content in _FORMATS[format_](book, words, locale):
        yield _file(book.session, name, content)


def _bundle(book: Book, words: Words, locale: str, seed: bytes | None) -> bytes:
    files, left_out, last = dict[str, bytes](), [], book.entries[-1]
    for format_ in _FORMATS:
        try:
            files |= {one.name: one.content for one in _made(format_, book, words, locale)}
        except FormatUnavailable as error:
            left_out.append(error)
    return bundle_of(book.session.id, HeadInfo(seq=last.seq, hash=last.hash), files, left_out, seed)


def _file(session: Session, name: str, content: str | bytes) -> ExportFile:
    # A lone surrogate cannot be UTF-8; its escape is the same character in JSON, and readable in Markdown.
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    return ExportFile(f"{session.id}-{name}", data)


def _text(file: BaseModel) -> str:
    # json instead of pydantic's writer: that one refuses lone surrogates, which a foreign name may hold.
    return json.dumps(file.model_dump(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
