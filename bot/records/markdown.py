"""The agreed text and the transcript of a session as Markdown."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from bot.negotiation.codec import time_to_json
from bot.records.agreed import AgreedDocument, Heading, agreed_documents, heading_of, namer_of, sentences
from bot.records.book import Book
from bot.records.naming import ClauseRow
from bot.records.pens import MARKDOWN
from bot.records.speech import Speech, Spoken
from bot.records.transcript import Row, transcript
from bot.records.view import day, time
from bot.text.words import Words


def agreed_text_markdown(book: Book, words: Words, locale: str = "en") -> str | None:
    """Give the agreed text as a Markdown document, or None while there is none.

    Where the procedure binds issue by issue, all texts that stand by themselves, one after another.
    """
    said = _Printer(words, locale)
    documents = agreed_documents(book, words, MARKDOWN, locale)
    return "\n---\n\n".join(said.agreed(one) for one in documents) or None


def transcript_markdown(book: Book, words: Words, locale: str = "en") -> str:
    """Give all that was done and said in the session, in order, as a Markdown document."""
    said, namer, session = _Printer(words, locale), namer_of(book, MARKDOWN), book.session
    seats = [
        _cells(namer.member(seat.member), seat.role.value, namer.party(seat.party) if seat.party else "")
        for seat in session.seats.values()
    ]
    rows = transcript(book, words, MARKDOWN, locale)
    speech = Speech(rows, namer.parties, words, MARKDOWN, locale)
    days = groupby(rows, key=lambda row: day(row.at))
    return said.document(
        "transcript",
        **_heading(heading_of(book, words, MARKDOWN, locale)),
        phase=session.phase.value,
        outcome=session.outcome,
        withheld=book.withheld,
        talk=bool(book.talk),
        seats="\n".join(seats),
        rows="\n\n".join(f"### {date}\n\n" + "\n\n".join(said.row(row, speech) for row in one) for date, one in days),
    )


class _Printer:
    """Renders the templates of the exports in one language."""

    def __init__(self, words: Words, locale: str) -> None:
        self._words, self._locale = words, locale

    def __call__(self, name: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return self._words(f"exports/{name}", locale=self._locale, **params).strip()

    def document(self, name: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return self(name, **params) + "\n"

    def clauses(self, rows: Sequence[ClauseRow]) -> str:
        return "\n".join(
            self("clause", number=row.number, title=row.title, text=row.text).replace("\n", "\n   ") for row in rows
        )

    def agreed(self, text: AgreedDocument) -> str:
        return self.document(
            "agreed_text",
            **_heading(text.heading),
            parties=text.parties,
            how=text.how,
            day=day(text.at),
            time=time(text.at),
            text=self.clauses(text.clauses),
            hash=text.text_hash,
            proposal=text.proposal,
            version=text.version,
            acceptances="\n".join(
                _cells(one.party, one.who, time_to_json(one.at), str(one.seq)) for one in text.acceptances
            ),
            verdict=text.verdict,
            quiet=text.quiet,
            findings="\n".join(_cells(one.rule, one.verdict, one.why) for one in text.findings),
            waivers=sentences(text.waivers, self("no_waivers")),
            brackets=sentences(text.brackets),
            reservations=sentences(text.reservations),
            statements=sentences(text.statements),
        )

    def row(self, row: Row, speech: Speech) -> str:
        return self.said(row, speech.of(row, row.message)) if row.message else self.act(row)

    def said(self, row: Row, spoken: Spoken) -> str:
        # Words of several lines stand apart, so that none of the lines can be taken for a row.
        apart = "\n" in spoken.words
        head = self(
            "said",
            time=time(row.at),
            who=row.who,
            room=spoken.room,
            reply=spoken.reply,
            words="" if apart else spoken.words,
            absent=spoken.absent,
            marks=spoken.marks,
        )
        return f"{head}\n\n{_quoted(spoken.words)}" if apart else head

    def act(self, row: Row) -> str:
        head = self(
            "act",
            seq=row.seq,
            time=time(row.at),
            who=row.who,
            told=row.told,
            by_itself=row.by_itself,
            gone=row.gone,
            struck=row.struck,
        )
        if not row.clauses:
            return head
        return f"{head}\n\n{_quoted(self.clauses(row.clauses))}"


def _heading(heading: Heading) -> dict[str, Any]:
    return {
        "title": heading.title,
        "session": heading.session,
        "pack": heading.pack,
        "pack_hash": heading.pack_hash,
        "variant": heading.variant,
        "reading": heading.reading,
        "head_seq": heading.head_seq,
        "head_hash": heading.head_hash,
    }


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
