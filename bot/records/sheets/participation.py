"""Who did and said how much, by member and by party, as a table for a gradebook."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.negotiation.acts import CLOCK
from bot.negotiation.events import Recorded, SeatTaken
from bot.negotiation.evolve import apply
from bot.negotiation.floor.facts import FloorEnded
from bot.negotiation.ghosts import ghost
from bot.negotiation.model import Session
from bot.negotiation.replay import undone_by
from bot.records.book import Book
from bot.records.sheets.cells import Cell, Sheet, columns
from bot.records.transcript import Row, Topic
from bot.text.words import Words

_TOPICS = tuple(topic for topic in Topic if topic is not Topic.TALK)
_TABLED, _CHANGED = "proposal_tabled", "proposal_changed"
_ACCEPTED = ("proposal_accepted", "proposal_accepted_ad_referendum")


def participation_sheet(book: Book, rows: Sequence[Row], words: Words, locale: str) -> Sheet:
    """Give what each member and then each party did and said; what was undone does not count."""
    topics = tuple(words("exports/sheets#topic", locale=locale, topic=topic.value) for topic in _TOPICS)
    return Sheet((*columns(words, locale, "participation"), *topics), _rows(book, rows, words, locale))


@dataclass(slots=True)
class _Part:
    """What somebody did and said so far."""

    kinds: Counter[str] = field(default_factory=Counter)
    topics: Counter[Topic] = field(default_factory=Counter)
    messages: int = 0
    words: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def take(self, row: Row) -> None:
        if row.message:
            self.messages += 1
            self.words += len(row.message.content.words.split()) if row.message.content else 0
            return
        self.kinds[row.kind] += 1
        self.topics[row.topic] += 1
        self.first, self.last = self.first or row.at, row.at

    def cells(self, floor: int) -> tuple[Cell, ...]:
        return (
            self.topics.total(),
            self.messages,
            self.words,
            floor,
            self.kinds[_TABLED],
            self.kinds[_CHANGED],
            sum(self.kinds[kind] for kind in _ACCEPTED),
            self.first,
            self.last,
            *(self.topics[topic] for topic in _TOPICS),
        )


def _rows(book: Book, rows: Sequence[Row], words: Words, locale: str) -> Iterator[Sequence[Cell]]:
    counted = [row for row in rows if not (row.by_itself or row.gone) and row.member not in {"", CLOCK.member}]
    names = {party.id: party.name for party in book.session.parties}
    seats, floor = _last_seats(book.entries), spoken_by_member(book.entries)
    for member, part in _parts(counted, lambda row: row.member).items():
        seat = seats.get(member)
        who = (seat.name, seat.role.value, seat.party) if seat else (_name(counted, member), None, None)
        label = words("exports/sheets#row", locale=locale, of="member")
        yield (label, member, *who, names.get(who[2] or ""), *part.cells(floor.get(member, 0)))
    parts = _parts(counted, lambda row: row.party or "")
    for party, name in names.items():
        seconds = book.session.floor.spoken.get(party, 0)
        label = words("exports/sheets#row", locale=locale, of="party")
        yield (label, party, name, None, party, name, *parts.get(party, _Part()).cells(seconds))


def _parts(rows: Sequence[Row], whose: Callable[[Row], str]) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for row in rows:
        parts.setdefault(whose(row), _Part()).take(row)
    return parts


def _last_seats(entries: Sequence[Recorded]) -> Mapping[str, SeatTaken]:
    return {one.event.member: one.event for one in entries if isinstance(one.event, SeatTaken)}


def _name(rows: Sequence[Row], member: str) -> str:
    return next((row.message.first.name for row in rows if row.member == member and row.message), member)


def spoken_by_member(entries: Sequence[Recorded]) -> Mapping[str, int]:
    """Give for how many seconds each member had the floor; of a turn that was given on, each has a part."""
    undone, spoken = undone_by(entries), Counter[str]()
    state: Session | None = None
    for entry in entries:
        before = state
        if before is None or entry.seq not in undone:
            state = apply(before, entry.event, entry.member, entry.at)
        else:
            state = ghost(before, entry.event, entry.member, entry.at)
        if before and (turn := before.floor.turn) and turn != state.floor.turn:
            spoken[turn.speaker.member] += _seconds(entry, before, state)
    return spoken


def _seconds(entry: Recorded, before: Session, after: Session) -> int:
    if isinstance(entry.event, FloorEnded):
        return entry.event.seconds
    return sum(after.floor.spoken.values()) - sum(before.floor.spoken.values())
