"""The rows of a transcript as tables: acts, and talk."""

from collections.abc import Iterator, Mapping, Sequence

from bot.records.book import Book
from bot.records.sheets.cells import Cell, Sheet, columns
from bot.records.transcript import Row
from bot.records.view import Mark
from bot.text.words import Words


def acts_sheet(book: Book, rows: Sequence[Row], words: Words, locale: str) -> Sheet:
    """Give every act in order, as it is told in the transcript, with what it is about."""
    parties = _parties(book)
    return Sheet(columns(words, locale, "acts"), (_act(row, parties) for row in rows if row.message is None))


def talk_sheet(book: Book, rows: Sequence[Row], words: Words, locale: str) -> Sheet:
    """Give every message in order, with its last words and what became of it."""
    return Sheet(columns(words, locale, "talk"), _talk(rows, _parties(book), words, locale))


def _act(row: Row, parties: Mapping[str, str]) -> Sequence[Cell]:
    return (
        row.seq,
        row.at,
        row.topic.value,
        row.kind,
        row.member,
        row.name,
        row.who,
        row.party,
        parties.get(row.party or ""),
        row.phase,
        " ".join(row.proposals),
        row.told,
        " ".join(f"{one.number}. {one.title}{'. ' if one.title else ''}{one.text}" for one in row.clauses),
        *_mark(row.gone),
        *_mark(row.struck),
    )


def _mark(mark: Mark | None) -> tuple[Cell, Cell]:
    return (mark.seq, mark.reason) if mark else (None, None)


def _talk(rows: Sequence[Row], parties: Mapping[str, str], words: Words, locale: str) -> Iterator[Sequence[Cell]]:
    for row in rows:
        if (message := row.message) is None:
            continue
        content, why = message.content, None if message.content else message.absent
        yield (
            message.first.message,
            row.at,
            row.room,
            row.member,
            row.name,
            row.who,
            row.party,
            parties.get(row.party or ""),
            row.phase,
            message.first.reply_to,
            content.words if content else None,
            words("exports/sheets#absent", locale=locale, why=why.value) if why else None,
            len(message.was),
            message.was[-1][0] if message.was else None,
            message.deleted_at,
            " ".join(file.name for file in content.files) if content else None,
            " ".join(f"{emoji} {count}" for emoji, count in message.reactions),
            row.seq,
        )


def _parties(book: Book) -> Mapping[str, str]:
    return {party.id: party.name for party in book.session.parties}
