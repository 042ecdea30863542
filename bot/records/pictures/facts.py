"""What the pictures have in common: who is shown under which name, and which versions there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.negotiation.lineage import Link
from bot.negotiation.model import ProposalStatus, Session
from bot.records.book import Book
from bot.records.pens import PLAIN

MOST = 12
"""So many versions fit side by side on a phone; the newest are shown."""


@dataclass(frozen=True, slots=True)
class Named:
    """A party or side: its id in the pack, and its name as it is shown."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Series:
    """What is told of a party or side, a number for each version."""

    of: Named
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions that a picture has room for, by time (`P1 v2`), and how many older ones it leaves out."""

    labels: tuple[str, ...]
    left_out: int


def all_versions(session: Session) -> list[Link]:
    """Give the versions of all proposals that were not undone, by time."""
    links = [
        (proposal, version)
        for proposal in session.proposals.values()
        if proposal.status is not ProposalStatus.UNDONE
        for version in proposal.versions
    ]
    return sorted(links, key=lambda link: link[1].at)


def newest(session: Session) -> tuple[Sequence[Link], Versions]:
    """Give the newest versions, and how they are called in a picture."""
    links = all_versions(session)
    shown = links[-MOST:]
    return shown, Versions(tuple(map(label, shown)), len(links) - len(shown))


def label(link: Link) -> str:
    """Give how a version is called where there is little room."""
    return f"{PLAIN.line(link[0].id)} v{link[1].number}"


def named(book: Book, id_: str) -> Named:
    """Give a party or bloc with its name; a bloc has none but its id."""
    party = book.session.party(id_)
    return Named(PLAIN.line(id_), PLAIN.line(party.name if party else id_))
