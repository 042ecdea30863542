"""What the parties did, as the pictures show it: acceptances, brackets, speaking time and acts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from operator import itemgetter

from bot.negotiation import events
from bot.negotiation.burndown import OpenCount, burn_down
from bot.negotiation.events import Recorded
from bot.negotiation.model import StanceKind
from bot.negotiation.order.facts import Withheld
from bot.negotiation.recording.facts import TalkHeard
from bot.negotiation.replay import undone_by
from bot.negotiation.talk import messages
from bot.records.book import Book
from bot.records.pictures.facts import Named, Versions, named, newest
from bot.records.transcript import BY_ITSELF

TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What each party said of each version: `cells` by party, then version, as `StanceKind`, `taken_back` or ""."""

    versions: Versions
    parties: tuple[Named, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Burndown:
    """How many brackets were open when, from the beginning to the end of the record."""

    begun: datetime
    ended: datetime
    counts: tuple[OpenCount, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """How long a party spoke on the floor, how often it acted, how much it said in writing."""

    of: Named
    seconds: int
    acts: int
    messages: int


def acceptance_of(book: Book) -> Acceptance | None:
    """Give who accepted what; None where nothing was tabled."""
    links, versions = newest(book.session)
    if not links:
        return None
    said = _said(book)
    parties = tuple(one.id for one in book.session.parties)
    cells = tuple(
        tuple(said.get((party, proposal.id, version.number), "") for proposal, version in links) for party in parties
    )
    return Acceptance(versions, tuple(named(book, party) for party in parties), cells)


def brackets_of(book: Book) -> Burndown | None:
    """Give the burn-down; None where there never was a bracket."""
    counts = burn_down(_standing(book))
    return Burndown(book.entries[0].at, book.entries[-1].at, counts) if counts else None


def activity_of(book: Book) -> tuple[Activity, ...] | None:
    """Give what each party did, as far as the reader may know it; None where no party did anything."""
    acts, said = Counter[str](), Counter[str]()
    seats: dict[str, str | None] = {}
    talk: list[tuple[datetime, Recorded | str]] = [(one.first.at, one.first.member) for one in messages(book.talk)]
    done: Iterator[tuple[datetime, Recorded | str]] = ((entry.at, entry) for entry in _standing(book))
    rows = merge(done, sorted(talk, key=itemgetter(0)), key=itemgetter(0))
    for _, one in rows:
        if isinstance(one, str):
            said[seats.get(one) or ""] += 1
            continue
        if not _unsaid(one):
            acts[seats.get(one.member) or ""] += 1
        match one.event:
            case events.SeatTaken(member=member, party=party):
                seats[member] = party
            case events.SeatLeft(member=member):
                seats.pop(member, None)
    spoken = book.session.floor.spoken
    found = tuple(
        Activity(named(book, party.id), spoken.get(party.id, 0), acts[party.id], said[party.id])
        for party in book.session.parties
    )
    return found if any(one.seconds or one.acts or one.messages for one in found) else None


def _standing(book: Book) -> Iterator[Recorded]:
    undone = undone_by(book.entries)
    return (entry for entry in book.entries if entry.seq not in undone)


def _unsaid(entry: Recorded) -> bool:
    """Say whether an entry is nobody's act."""
    return entry.event.type in BY_ITSELF or isinstance(entry.event, TalkHeard | Withheld)


def _said(book: Book) -> dict[tuple[str, str, int], str]:
    """Give the last word of each party on each version, by party, proposal and number."""
    found: dict[tuple[str, str, int], str] = {}
    last: dict[tuple[str, str], int] = {}
    for entry in _standing(book):
        match entry.event:
            case events.ProposalAccepted(proposal=of, party=party, version=version):
                kind = StanceKind.ACCEPTED.value
            case events.ProposalAcceptedAdReferendum(proposal=of, party=party, version=version):
                kind = StanceKind.AD_REFERENDUM.value
            case events.ProposalRejected(proposal=of, party=party, version=version):
                kind = StanceKind.REJECTED.value
            case events.StanceTakenBack(proposal=of, party=party):
                kind, version = TAKEN_BACK, last.get((party, of), 0)
            case _:
                continue
        found[party, of, version] = kind
        last[party, of] = version
    # An editorial change carries a stance to the next version without an entry of its own.
    for proposal in book.session.proposals.values():
        for party, stance in proposal.stances.items():
            found[party, proposal.id, stance.version] = stance.kind.value
    return found
