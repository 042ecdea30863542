"""Who is who in the exports, while the entries are read one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.drafting.clauses import Clause
from bot.negotiation import events
from bot.negotiation.acts import CLOCK
from bot.negotiation.events import Event, Recorded
from bot.negotiation.lineage import Link
from bot.negotiation.model import Session
from bot.records.pens import MARKDOWN, Pen
from bot.scenarios.frame import Frame


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as it is printed: its number, the title of its issue (or ""), its text."""

    number: int
    title: str
    text: str


@dataclass(slots=True)
class Namer:
    """Who is who while the entries are read one after another."""

    parties: Mapping[str, str]
    issues: Mapping[str, str]
    seats: dict[str, events.SeatTaken] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    pen: Pen = MARKDOWN

    @classmethod
    def of(cls, session: Session, entries: Sequence[Recorded], frame: Frame, pen: Pen = MARKDOWN) -> "Namer":
        """Start with the parties of the session, the issues of its pack and everybody's first name."""
        shown = {
            entry.event.member: pen.line(entry.event.name)
            for entry in reversed(entries)
            if isinstance(entry.event, events.SeatTaken)
        }
        return cls(
            {party.id: pen.line(party.name) for party in session.parties},
            {issue.id: pen.line(issue.title) for issue in frame.pack.issues},
            shown=shown,
            pen=pen,
        )

    def see(self, event: Event) -> None:
        """Take in who sat down or got up."""
        match event:
            case events.SeatTaken(member=member, name=name):
                self.seats[member] = event
                self.shown[member] = self.pen.line(name)
            case events.SeatLeft(member=member):
                self.seats.pop(member, None)

    def member(self, member: str) -> str:
        """Give a member's name, or the id of one who never sat down."""
        return self.shown.get(member, "the clock" if member == CLOCK.member else self.pen.line(member))

    def who(self, member: str) -> str:
        """Give a member's name with the seat that the member holds now."""
        seat = self.seats.get(member)
        if seat is None:
            return self.member(member)
        place = f"{seat.role.value}, {self.party(seat.party)}" if seat.party else seat.role.value
        return f"{self.member(member)} ({place})"

    def party(self, party: str | None) -> str:
        """Give a party's name."""
        return self.parties.get(party or "", self.pen.line(party or ""))

    def all(self, parties: Sequence[str]) -> str:
        """Give the names of several parties."""
        return ", ".join(self.party(party) for party in parties)

    def clauses(self, clauses: Sequence[Clause]) -> tuple[ClauseRow, ...]:
        """Give clauses as rows."""
        return tuple(
            ClauseRow(
                number,
                self.issues.get(clause.issue or "", self.pen.line(clause.issue or "")),
                self.pen.block(clause.text),
            )
            for number, clause in enumerate(clauses, start=1)
        )


def version_name(link: Link) -> str:
    """Give how readers call a version: `P1 v2`."""
    proposal, version = link
    return f"{proposal.id} v{version.number}"
