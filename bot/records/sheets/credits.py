"""What each step of each text counts for under the reading in force, as a table."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bot.negotiation.model import Proposal, Version
from bot.records.book import Book
from bot.records.sheets.cells import Cell, Sheet, columns
from bot.rules import Credit, reason_of
from bot.text.words import Words


def credits_sheet(book: Book, words: Words, locale: str) -> Sheet:
    """Give the steps of every version of every proposal with the credit that the rules give them."""
    return Sheet(columns(words, locale, "credits"), _rows(book))


def _rows(book: Book) -> Iterator[Sequence[Cell]]:
    parties = {party.id: party.name for party in book.session.parties}
    for proposal in book.session.proposals.values():
        for version in proposal.versions:
            yield from _steps(book, proposal, version, parties)


def _steps(book: Book, proposal: Proposal, version: Version, parties: Mapping[str, str]) -> Iterator[Sequence[Cell]]:
    frame = book.frame
    credits_ = frame.judge(version.clauses).assessment.credits
    categories = frame.vocabulary.category_words
    for number, clause in enumerate(version.clauses, 1):
        for step in clause.commitments:
            party, category = _text(step, "party") or "", _text(step, "category")
            known = categories.get(category or "")
            yield (
                proposal.id,
                version.number,
                version.at,
                proposal.status.value,
                book.session.reading or frame.reading,
                number,
                _text(step, "id"),
                party,
                parties.get(party),
                _text(step, "verb"),
                category,
                _text(step, "region"),
                *(_number(step.get(name)) for name in ("before", "after", "limit")),
                _text(step, "deadline"),
                _text(step, "until"),
                *_credit(credits_.get(_text(step, "id") or "")),
                known.unit if known else None,
                _why(credits_.get(_text(step, "id") or "")),
            )


def _credit(credit: Credit | None) -> tuple[Fraction | None, Fraction | None]:
    return (credit.delta, credit.credit) if credit else (None, None)


def _why(credit: Credit | None) -> str | None:
    return " ".join(reason_of(note) for note in credit.notes) if credit else None


def _text(step: Mapping[str, Any], name: str) -> str | None:
    value = step.get(name)
    return None if value is None else str(value)


def _number(value: object) -> Cell:
    """Give a quantity as a number where it is one; a deal file may write it as text."""
    try:
        return None if value is None else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return str(value)
