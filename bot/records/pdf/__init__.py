"""The agreed text and the transcript as PDF, typeset from the blocks of a folio.

All words go to typst as data, never as its markup: nothing that somebody typed can be code there.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import Any

from bot.records.book import Book
from bot.records.folio import Block, Folio, agreed_folio, transcript_folio
from bot.records.unavailable import FormatUnavailable
from bot.text.words import Words

_LAYOUT = Path(__file__).with_name("folio.typ")
_NO_PACKAGES = "/nonexistent"
_LONGEST_WORD = 60
_UNBROKEN = re.compile(rf"\S{{{_LONGEST_WORD}}}(?=\S{{8}})")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def pdf_files(book: Book, words: Words, locale: str = "en") -> Iterator[tuple[str, bytes]]:
    """Give `agreed-text.pdf` once there is an agreed text, and `transcript.pdf`.

    Raises:
        FormatUnavailable: The package typst is not installed.
    """
    agreed = agreed_folio(book, words, locale)
    if agreed is not None:
        yield "agreed-text.pdf", typeset(agreed)
    yield "transcript.pdf", typeset(transcript_folio(book, words, locale))


def typeset(folio: Folio) -> bytes:
    """Give a document as PDF, with its outline, title and language; its time is that of the last entry.

    Raises:
        FormatUnavailable: The package typst is not installed.
    """
    try:
        import typst  # noqa: PLC0415  # an extra, and large
    except ImportError as error:
        raise FormatUnavailable("pdf", "typst") from error
    return typst.compile(
        _LAYOUT,
        root=_LAYOUT.parent,
        format="pdf",
        sys_inputs={"data": data_of(folio)},
        timestamp=folio.at.astimezone(UTC),
        package_path=_NO_PACKAGES,
        package_cache_path=_NO_PACKAGES,
    )


def data_of(folio: Folio) -> str:
    """Give a document as the JSON that the layout reads; words too long for a line may break anywhere."""
    at = folio.at.astimezone(UTC)
    language, _, region = folio.language.partition("-")
    head = {
        "title": folio.title,
        "lang": language,
        "region": region or None,
        "page": folio.page,
        "contents": folio.contents,
        "date": {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")},
    }
    # A block at a time, so that nothing else waits for one long call.
    blocks = ",".join(_json_of(block) for block in folio.blocks)
    return f'{_dumped(head)[:-1]},"blocks":[{blocks}]}}'


def _json_of(block: Block) -> str:
    return _dumped({"kind": type(block).__name__, **_breakable(asdict(block))})


def _breakable(value: Any) -> Any:  # noqa: ANN401  # what a block is made of
    match value:
        case str():
            return _UNBROKEN.sub(rf"\g<0>{_MAY_BREAK}", value)
        case dict():
            return {key: _breakable(one) for key, one in value.items()}
        case tuple():
            return [_breakable(one) for one in value]
        case _:
            return value


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
