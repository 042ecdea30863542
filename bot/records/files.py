"""The files that a session is exported to."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from bot.negotiation.events import Recorded
from bot.negotiation.model import Session
from bot.records.building import agreed_text_of, record_of
from bot.records.markdown import acts_markdown, agreed_text_markdown
from bot.records.model import RecordFile
from bot.scenarios.frame import Frame
from bot.text.words import Words

FORMATS = ("markdown", "json")


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to hand out: its name and its bytes (UTF-8)."""

    name: str
    content: bytes


def exports(
    session: Session,
    entries: Sequence[Recorded],
    frame: Frame,
    words: Words,
    formats: Collection[str] = FORMATS,
    locale: str = "en",
) -> tuple[ExportFile, ...]:
    """Give the files of a session: its acts always, the agreed text once there is one; the same input, the same bytes.

    Args:
        session: The state that `entries` add up to.
        entries: All of them, from the opening on.
        frame: The pack and reading of the session; only its public parts are used.
        words: The templates below `prompts/<locale>/exports`.
        formats: Of `FORMATS`.
        locale: The language of the Markdown files.

    Raises:
        ValueError: An unknown format, or no entries.
    """
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise ValueError(f"unknown format {', '.join(unknown)}; there is {', '.join(FORMATS)}")
    found: list[ExportFile] = []
    if "markdown" in formats:
        found += _markdown(session, entries, frame, words, locale)
    if "json" in formats:
        found += _json(session, entries)
    return tuple(found)


def record_json(session: Session, entries: Sequence[Recorded]) -> RecordFile:
    """Give the whole session as the model of its JSON file."""
    return record_of(session, entries)


def acts_json(session: Session, entries: Sequence[Recorded]) -> str:
    """Give the whole session (its record) as JSON text."""
    return _text(record_of(session, entries))


def agreed_text_json(session: Session, entries: Sequence[Recorded]) -> str | None:
    """Give the agreed text as JSON text, or None while there is none."""
    held = agreed_text_of(session, entries)
    return _text(held) if held else None


def _markdown(
    session: Session, entries: Sequence[Recorded], frame: Frame, words: Words, locale: str
) -> Iterator[ExportFile]:
    agreed = agreed_text_markdown(session, entries, frame, words, locale)
    if agreed is not None:
        yield _file(session, "agreed-text.md", agreed)
    yield _file(session, "acts.md", acts_markdown(session, entries, frame, words, locale))


def _json(session: Session, entries: Sequence[Recorded]) -> Iterator[ExportFile]:
    agreed = agreed_text_json(session, entries)
    if agreed is not None:
        yield _file(session, "agreed-text.json", agreed)
    yield _file(session, "record.json", acts_json(session, entries))


def _file(session: Session, name: str, content: str) -> ExportFile:
    # A lone surrogate cannot be UTF-8; its escape is the same character in JSON, and readable in Markdown.
    return ExportFile(f"{session.id}-{name}", content.encode("utf-8", "backslashreplace"))


def _text(file: BaseModel) -> str:
    # json instead of pydantic's writer: that one refuses lone surrogates, which a foreign name may hold.
    return json.dumps(file.model_dump(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
