"""A document as a sequence of blocks, in plain words: what plain text and PDF are laid out from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.negotiation.codec import time_to_json
from bot.records.agreed import AgreedDocument, Heading, SignatureRow, agreed_documents, heading_of, namer_of
from bot.records.book import Book
from bot.records.naming import ClauseRow
from bot.records.pens import PLAIN
from bot.records.speech import Speech
from bot.records.transcript import Row, transcript
from bot.records.view import day, time
from bot.text.words import Words


@dataclass(frozen=True, slots=True)
class Title:
    """What stands above what follows; `level` 1 is below the title of the document, 2 below that."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, of one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each item of one line."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with names for its columns; each row has as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Clauses:
    """Clauses of a text with their numbers, titles and (of several lines) words."""

    rows: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a transcript: `number` is "" of a message, `text` may have several lines, `gone` does not count."""

    time: str
    number: str
    text: str
    marks: tuple[str, ...] = ()
    clauses: tuple[ClauseRow, ...] = ()
    gone: bool = False


Block = Title | Paragraph | Items | Table | Clauses | Entry


@dataclass(frozen=True, slots=True)
class Folio:
    """A document: `at` is when the last entry of its record was made, `contents` the title of its table of contents.

    `page` is the words of a page's number, in which {page} and {pages} stand for the numbers.
    """

    title: str
    language: str
    page: str
    contents: str
    at: datetime
    blocks: tuple[Block, ...]


def agreed_folio(book: Book, words: Words, locale: str = "en") -> Folio | None:
    """Give the agreed text as a document, or None while there is none.

    Where the procedure binds issue by issue, all texts that stand by themselves, one after another.
    """
    texts = agreed_documents(book, words, PLAIN, locale)
    if not texts:
        return None
    writer = _Writer(book, words, locale)
    return writer.folio("agreed_title", tuple(writer.all_agreed(texts)))


def transcript_folio(book: Book, words: Words, locale: str = "en") -> Folio:
    """Give all that was done and said in the session, in order, as a document."""
    writer = _Writer(book, words, locale)
    return writer.folio("transcript_title", tuple(writer.transcript()))


class _Writer:
    """Says what the blocks of a book's documents are."""

    def __init__(self, book: Book, words: Words, locale: str) -> None:
        self._book, self._words, self._locale = book, words, locale
        self._heading = heading_of(book, words, PLAIN, locale)

    def folio(self, title: str, blocks: tuple[Block, ...]) -> Folio:
        return Folio(
            title=self._say(title, title=self._heading.title),
            language=self._say("language"),
            page=self._say("page", page="{page}", pages="{pages}"),
            contents=self._say("contents"),
            at=self._book.entries[-1].at,
            blocks=blocks,
        )

    def all_agreed(self, texts: Sequence[AgreedDocument]) -> Iterator[Block]:
        several = len(texts) > 1
        for text in texts:
            if several:
                yield Title(self._say("text", proposal=text.proposal, version=text.version))
            for block in self._agreed(text):
                yield replace(block, level=2) if several and isinstance(block, Title) else block

    def _agreed(self, text: AgreedDocument) -> Iterator[Block]:
        yield Paragraph(
            self._say("agreed", parties=text.parties, how=text.how, day=day(text.at), time=time(text.at)),
        )
        for name, rows in (("recitals", text.recitals), ("articles", text.articles)):
            if rows:
                yield Title(self._say(name))
                yield Clauses(rows)
        yield Title(self._say("accepted"))
        yield Table(
            self._lines("accepted_columns"),
            tuple((one.party, one.who, time_to_json(one.at), str(one.seq)) for one in text.acceptances),
        )
        yield Title(self._say("signatures"))
        yield Table(
            self._lines("signature_columns"), tuple((one.party, self._signature(one)) for one in text.signatures)
        )
        if text.in_force:
            yield Paragraph(self._say("in_force", at=_moment(text.in_force)))
        yield from self._annex(text)

    def transcript(self) -> Iterator[Block]:
        book, namer = self._book, namer_of(self._book, PLAIN)
        session = book.session
        about = {"phase": session.phase.value, "outcome": session.outcome, "withheld": book.withheld}
        yield Items(self._lines("about", **self._of_heading(), **about))
        yield Title(self._say("seats"))
        yield Table(
            self._lines("seat_columns"),
            tuple(
                (namer.member(seat.member), seat.role.value, namer.party(seat.party) if seat.party else "")
                for seat in session.seats.values()
            ),
        )
        rows = transcript(book, self._words, PLAIN, self._locale)
        speech = Speech(rows, namer.parties, self._words, PLAIN, self._locale)
        for date, of_day in groupby(rows, key=lambda row: day(row.at)):
            yield Title(date)
            for row in of_day:
                yield self._entry(row, speech)

    def _annex(self, text: AgreedDocument) -> Iterator[Block]:
        yield Title(self._say("rules"))
        yield Paragraph(self._say("verdict", verdict=text.verdict, reading=text.heading.reading))
        yield Table(self._lines("rule_columns"), tuple((one.rule, one.verdict, one.why) for one in text.findings))
        yield Paragraph(self._say("quiet", quiet=text.quiet))
        yield Title(self._say("waivers"))
        yield Items(text.waivers or (self._words("exports/no_waivers", locale=self._locale),))
        for name, said in (
            ("brackets", text.brackets),
            ("reservations", text.reservations),
            ("statements", text.statements),
        ):
            if said:
                yield Title(self._say(name))
                yield Items(said)
        yield Title(self._say("check"))
        of_text = {"hash": text.text_hash, "proposal": text.proposal, "version": text.version}
        yield Items(self._lines("checks", **self._of_heading(), **of_text))

    def _entry(self, row: Row, speech: Speech) -> Entry:
        if row.message:
            spoken = speech.of(row, row.message)
            text = self._say(
                "said",
                who=row.who,
                room=spoken.room,
                reply=spoken.reply,
                absent=spoken.absent,
                words=spoken.words,
            )
            return Entry(time(row.at), "", text, spoken.marks)
        marks = [
            self._say(name, seq=mark.seq, reason=mark.reason)
            for name, mark in (("undone", row.gone), ("struck", row.struck))
            if mark
        ]
        text = self._say("told", told=row.told, who=row.who, by_itself=row.by_itself)
        return Entry(time(row.at), str(row.seq), text, tuple(marks), row.clauses, gone=bool(marks))

    def _signature(self, row: SignatureRow) -> str:
        return self._say(
            "signature",
            initialled=row.initialled and _moment(row.initialled),
            signed=row.signed and _moment(row.signed),
            consent=row.consent,
            ratified=row.ratified and _moment(row.ratified),
            declined=row.declined,
        )

    def _of_heading(self) -> dict[str, Any]:
        return {name: getattr(self._heading, name) for name in Heading.__slots__}

    def _lines(self, block: str, **params: Any) -> tuple[str, ...]:  # noqa: ANN401  # what a template takes
        return tuple(self._say(block, **params).splitlines())

    def _say(self, block: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return self._words(f"exports/folio#{block}", locale=self._locale, **params)


def _moment(at: datetime) -> str:
    return f"{day(at)} {time(at)}"
