"""Talk and acts of a session in one sequence: what every format that people read is made of."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from heapq import merge
from typing import Any

from bot.negotiation import events
from bot.negotiation.clockwork.facts import ClockEvent, PhaseEntered
from bot.negotiation.concluding.facts import ConcludingEvent
from bot.negotiation.events import Event, Recorded
from bot.negotiation.floor.facts import FloorEvent
from bot.negotiation.marked import MarkEvent
from bot.negotiation.order.facts import OrderEvent, Withheld
from bot.negotiation.recording.facts import RecordingEvent, TalkHeard
from bot.negotiation.rooms.facts import RoomEvent
from bot.negotiation.talk import PLENARY, Message, messages
from bot.negotiation.voting.facts import VoteEvent
from bot.records.book import Book
from bot.records.naming import ClauseRow, Namer
from bot.records.pens import Pen
from bot.records.view import ActRow, Mark, act_rows
from bot.text.words import Words


class Topic(StrEnum):
    """What a row is about, for filters and colours."""

    TALK = "talk"
    SESSION = "session"
    TEXTS = "texts"
    STANCES = "stances"
    MARKS = "marks"
    CLOCK = "clock"
    FLOOR = "floor"
    VOTES = "votes"
    CONCLUDING = "concluding"
    ROOMS = "rooms"
    ORDER = "order"


BY_ITSELF = frozenset(
    {
        *("proposal_lapsed", "bracket_moved", "bracket_lifted", "adoption_barred", "text_adopted"),
        *("silence_ended", "ad_referendum_lapsed", "editorial_dropped", "editorial_applied", "entered_into_force"),
        # Whose entry it is would say who has answered; and whoever answered last closed the question.
        *("blind_answered", "blind_closed"),
    }
)
"""Kinds that follow from an act by themselves: they are told without naming a member as their author."""


@dataclass(frozen=True, slots=True)
class Row:
    """A moment of a session: an act (`seq` is its entry) or a message (`message` is there, `kind` is "talk").

    `who`, `told`, `clauses` and the marks are in the words of a pen; `name` is as it was typed. `told` begins with a
    small letter where `who` goes before it, and `by_itself` says that nobody does. `phase` is the id of the pack's
    phase at that moment, `proposals` are those that it speaks of, `room` is where it was.
    """

    at: datetime
    seq: int | None
    kind: str
    topic: Topic
    member: str
    name: str
    who: str
    party: str | None
    phase: str | None
    room: str = PLENARY
    proposals: tuple[str, ...] = ()
    told: str = ""
    by_itself: bool = False
    clauses: tuple[ClauseRow, ...] = ()
    gone: Mark | None = None
    struck: Mark | None = None
    message: Message | None = None


def transcript(book: Book, words: Words, pen: Pen, locale: str = "en") -> tuple[Row, ...]:
    """Give the rows of a session in the order of time; of one moment, the acts first.

    Entries that the reader may not know, and those that only hold digests of the talk, are no rows.
    """
    return tuple(merge(_acts(book, words, pen, locale), _talk(book, pen), key=lambda row: row.at))


def topic_of(event: Event) -> Topic:
    """Give what an event is about."""
    for topic, kinds in _TOPICS:
        if isinstance(event, kinds):
            return topic
    return Topic.STANCES


_TOPICS: tuple[tuple[Topic, Any], ...] = (
    (Topic.CLOCK, ClockEvent),
    (Topic.FLOOR, FloorEvent),
    (Topic.VOTES, VoteEvent),
    (Topic.CONCLUDING, ConcludingEvent | events.TextAdopted),
    (Topic.ROOMS, RoomEvent),
    (Topic.ORDER, OrderEvent | events.NewsScheduled),
    (Topic.MARKS, MarkEvent),
    (Topic.TEXTS, events.ProposalTabled | events.ProposalChanged | events.ProposalWithdrawn | events.ProposalLapsed),
    (
        Topic.SESSION,
        events.SessionOpened
        | events.SeatTaken
        | events.SeatLeft
        | events.SessionBegun
        | events.SessionClosed
        | RecordingEvent,
    ),
)


def _acts(book: Book, words: Words, pen: Pen, locale: str) -> Iterator[Row]:
    people, phase = _People(Namer.of(book.session, book.entries, book.frame, pen)), None
    for entry, row in zip(book.entries, act_rows(book.session, book.entries, book.frame, pen), strict=True):
        if isinstance(entry.event, PhaseEntered):
            phase = entry.event.phase
        if not isinstance(entry.event, TalkHeard | Withheld):
            yield _act(entry, row, phase, people, words(f"exports/acts/{row.kind}", locale=locale, **row.params))
        people.see(entry)


def _act(entry: Recorded, row: ActRow, phase: str | None, people: "_People", told: str) -> Row:
    return Row(
        at=entry.at,
        seq=entry.seq,
        kind=row.kind,
        topic=topic_of(entry.event),
        member=entry.member,
        name=people.name(entry.member),
        who=row.who,
        party=people.party(entry.member),
        phase=phase,
        proposals=_proposals(entry.event),
        told=told,
        by_itself=row.kind in BY_ITSELF,
        clauses=row.clauses,
        gone=row.gone,
        struck=row.struck,
    )


def _talk(book: Book, pen: Pen) -> Iterator[Row]:
    people = _People(Namer.of(book.session, book.entries, book.frame, pen))
    entries, passed, phase = book.entries, 0, None
    for message in sorted(messages(book.talk), key=lambda one: one.first.at):
        said = message.first
        while passed < len(entries) and entries[passed].at <= said.at:
            people.see(entries[passed])
            if isinstance(event := entries[passed].event, PhaseEntered):
                phase = event.phase
            passed += 1
        yield Row(
            at=said.at,
            seq=said.entry or None,
            kind=Topic.TALK.value,
            topic=Topic.TALK,
            member=said.member,
            name=said.name,
            who=people.who(said.member, pen.line(said.name)),
            party=people.party(said.member),
            phase=phase,
            room=said.room,
            message=message,
        )


@dataclass(slots=True)
class _People:
    """Who sits where, while the entries are passed one after another."""

    namer: Namer
    names: dict[str, str] = field(default_factory=dict)

    def see(self, entry: Recorded) -> None:
        self.namer.see(entry.event)
        if isinstance(entry.event, events.SeatTaken):
            self.names[entry.event.member] = entry.event.name

    def party(self, member: str) -> str | None:
        seat = self.namer.seats.get(member)
        return seat.party if seat else None

    def name(self, member: str) -> str:
        return self.names.get(member, member)

    def who(self, member: str, name: str) -> str:
        return self.namer.who(member) if member in self.namer.seats else name


def _proposals(event: Event) -> tuple[str, ...]:
    named = [getattr(event, "proposal", None), getattr(event, "counters", None), *getattr(event, "others", ())]
    return tuple(dict.fromkeys(one for one in named if isinstance(one, str)))
