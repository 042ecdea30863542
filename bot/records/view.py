"""What the Markdown exports show: names instead of ids, every foreign word escaped, nothing that is not public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.drafting.clauses import Clause
from bot.negotiation import events, marked
from bot.negotiation.acts import CLOCK
from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Role, Session
from bot.negotiation.parts import PartEvent
from bot.records.escape import block, code, line
from bot.records.parts import told_of_part
from bot.records.undone import struck_where, undone_where
from bot.scenarios.frame import Frame


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause as it is printed: its number, the title of its issue (or ""), its text."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ActRow:
    """An entry as it is printed: `kind` names the template, `params` fill it."""

    seq: int
    day: str
    time: str
    who: str
    kind: str
    params: Mapping[str, Any]
    clauses: tuple[ClauseRow, ...] = ()
    gone: "Mark | None" = None
    struck: "Mark | None" = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an entry was undone or struck, and why."""

    seq: int
    reason: str


@dataclass(slots=True)
class Namer:
    """Who is who while the entries are read one after another."""

    parties: Mapping[str, str]
    issues: Mapping[str, str]
    seats: dict[str, events.SeatTaken] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, entries: Sequence[Recorded], frame: Frame) -> "Namer":
        """Start with the parties of the session, the issues of its pack and everybody's first name."""
        shown = {
            entry.event.member: line(entry.event.name)
            for entry in reversed(entries)
            if isinstance(entry.event, events.SeatTaken)
        }
        return cls(
            {party.id: line(party.name) for party in session.parties},
            {issue.id: line(issue.title) for issue in frame.pack.issues},
            shown=shown,
        )

    def see(self, event: Event) -> None:
        """Take in who sat down or got up."""
        match event:
            case events.SeatTaken(member=member, name=name):
                self.seats[member] = event
                self.shown[member] = line(name)
            case events.SeatLeft(member=member):
                self.seats.pop(member, None)

    def member(self, member: str) -> str:
        """Give a member's name, or the id of one who never sat down."""
        return self.shown.get(member, "the clock" if member == CLOCK.member else line(member))

    def who(self, member: str) -> str:
        """Give a member's name with the seat that the member holds now."""
        seat = self.seats.get(member)
        if seat is None:
            return self.member(member)
        place = f"{seat.role.value}, {self.party(seat.party)}" if seat.party else seat.role.value
        return f"{self.member(member)} ({place})"

    def party(self, party: str | None) -> str:
        """Give a party's name."""
        return self.parties.get(party or "", line(party or ""))

    def all(self, parties: Sequence[str]) -> str:
        """Give the names of several parties."""
        return ", ".join(self.party(party) for party in parties)

    def clauses(self, clauses: Sequence[Clause]) -> tuple[ClauseRow, ...]:
        """Give clauses as rows."""
        return tuple(
            ClauseRow(number, self.issues.get(clause.issue or "", line(clause.issue or "")), block(clause.text))
            for number, clause in enumerate(clauses, start=1)
        )


def day(at: datetime) -> str:
    """Give the day in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d")


def time(at: datetime) -> str:
    """Give the time of day in UTC, to the second."""
    return at.astimezone(UTC).strftime("%H:%M:%S")


def act_rows(session: Session, entries: Sequence[Recorded], frame: Frame) -> tuple[ActRow, ...]:
    """Give every entry as a row, in order; the seats are those of the moment of the act."""
    namer = Namer.of(session, entries, frame)
    gone, struck = undone_where(entries), struck_where(entries)
    rows = []
    for entry in entries:
        params, clauses = _told(entry, namer)
        rows.append(
            ActRow(
                seq=entry.seq,
                day=day(entry.at),
                time=time(entry.at),
                who=namer.who(entry.member),
                kind=entry.event.type,
                params=params,
                clauses=clauses,
                gone=_mark(gone.get(entry.seq)),
                struck=_mark(struck.get(entry.seq)),
            )
        )
        namer.see(entry.event)
    return tuple(rows)


def _mark(where: tuple[int, str] | None) -> Mark | None:
    return Mark(where[0], line(where[1])) if where else None


_Told = tuple[dict[str, Any], tuple[ClauseRow, ...]]


def _told(entry: Recorded, namer: Namer) -> _Told:
    if isinstance(entry.event, marked.MarkEvent):
        return _told_of_mark(entry.event, namer), ()
    if isinstance(entry.event, PartEvent):
        return told_of_part(entry.event, namer), ()
    match entry.event:
        case events.SessionOpened() | events.SeatTaken() | events.SeatLeft() | events.SessionBegun():
            return _told_of_session(entry.event, entry.member, namer)
        case events.SessionClosed(outcome=outcome, reason=reason):
            return {"outcome": outcome, "shown": line(outcome), "reason": line(reason)}, ()
        case events.ProposalTabled() | events.ProposalChanged():
            return _told_of_text(entry.event, namer)
        case event:
            return _told_of_proposal(event, namer)


def _told_of_session(
    event: events.SessionOpened | events.SeatTaken | events.SeatLeft | events.SessionBegun, actor: str, namer: Namer
) -> _Told:
    match event:
        case events.SessionOpened(pack=pack, variant=variant):
            return {"pack": code(pack), "variant": code(variant) if variant else ""}, ()
        case events.SeatTaken(member=member, role=role, party=party):
            params = {
                "own": member == actor,
                "member": namer.member(member),
                "role": role.value,
                "party": namer.party(party) if party else "",
                "chair": role is Role.CHAIR,
            }
            return params, ()
        case events.SeatLeft(member=member):
            return {"own": member == actor, "member": namer.member(member)}, ()
        case events.SessionBegun(required=required, absent=absent):
            return {"required": namer.all(required), "absent": namer.all(absent)}, ()


def _told_of_text(event: events.ProposalTabled | events.ProposalChanged, namer: Namer) -> _Told:
    clauses = namer.clauses(event.clauses)
    match event:
        case events.ProposalTabled():
            params = {
                "proposal": event.proposal,
                "hash": event.text_hash,
                "counters": event.counters,
                "counters_version": event.counters_version,
                "expires": f"{day(event.expires)} {time(event.expires)}" if event.expires else "",
                "takes_over": line(event.takes_over or ""),
                "bundles": [f"{line(part.proposal)} version {part.version}" for part in event.bundles],
            }
            return params, clauses
        case events.ProposalChanged():
            params = {"proposal": event.proposal, "version": event.version, "hash": event.text_hash}
            return params, clauses


def _told_of_mark(event: marked.MarkEvent, namer: Namer) -> dict[str, Any]:
    params: dict[str, Any] = {"proposal": line(event.proposal)}
    if not isinstance(event, marked.BracketMoved):
        params["party"] = namer.party(event.party)
    match event:
        case marked.ReservationMade() | marked.ReservationLifted():
            return params | {"reservation": line(event.reservation)} | _told_of_reservation(event)
        case marked.LinkStated(others=others):
            return params | {"link": line(event.link), "others": [line(other) for other in others]}
        case marked.LinkDropped():
            return params | {"link": line(event.link)}
        case _:
            return params | {"bracket": line(event.bracket)} | _told_of_bracket(event)


def _told_of_bracket(
    event: marked.BracketPlaced | marked.BracketMoved | marked.BracketLiftAgreed | marked.BracketLifted,
) -> dict[str, Any]:
    match event:
        case marked.BracketPlaced():
            told = {"version": event.version, "clause": event.clause}
            return told | {"words": line(event.words), "alternative": line(event.alternative)}
        case marked.BracketMoved(clause=clause):
            return {"clause": clause}
        case marked.BracketLifted(how=how):
            return {"how": how, "shown": line(how)}
        case marked.BracketLiftAgreed():
            return {}


def _told_of_reservation(event: marked.ReservationMade | marked.ReservationLifted) -> dict[str, Any]:
    if isinstance(event, marked.ReservationLifted):
        return {}
    told = {"version": event.version, "clause": event.clause, "kind": event.kind.value}
    return told | {"statement": line(event.statement), "bracket": line(event.bracket or "")}


_OfProposal = (
    events.ProposalRejected
    | events.ProposalWithdrawn
    | events.ProposalLapsed
    | events.ProposalAccepted
    | events.ProposalAcceptedAdReferendum
    | events.StanceTakenBack
    | events.AsymmetryWaived
    | events.AdoptionBarred
    | events.TextAdopted
)


def _told_of_proposal(event: _OfProposal, namer: Namer) -> _Told:
    params: dict[str, Any] = {"proposal": line(event.proposal)}
    if isinstance(event, _OF_VERSION):
        params |= {"version": event.version, "hash": event.text_hash}
    if isinstance(event, _OF_PARTY):
        params["party"] = namer.party(event.party)
    match event:
        case events.ProposalLapsed(reason=reason):
            params |= {"reason": reason, "shown": line(reason)}
        case events.ProposalRejected(reason=reason):
            params["reason"] = line(reason)
        case events.ProposalWithdrawn(reason=reason, accepted_by=accepted_by):
            params |= {"reason": line(reason), "accepted_by": namer.all(accepted_by)}
        case events.ProposalAccepted(confirmed=confirmed):
            params["confirmed"] = confirmed
        case events.AsymmetryWaived(rule=rule, statement=statement):
            params |= {"rule": code(rule), "statement": line(statement)}
        case events.AdoptionBarred(bar=bar):
            params |= {
                "rules": [code(rule) for rule in bar.rules],
                "constraints": [line(why) for why in bar.constraints],
                "consents": namer.all(bar.consents),
                "brackets": [line(one) for one in bar.brackets],
                "links": [line(one) for one in bar.links],
            }
        case events.TextAdopted(parties=parties, waived=waived):
            params |= {"parties": namer.all(parties), "waived": [code(rule) for rule in waived]}
            params |= {"how": event.how, "early": event.early}
        case _:
            pass
    return params, ()


_OF_VERSION = (
    events.ProposalRejected,
    events.ProposalAccepted,
    events.ProposalAcceptedAdReferendum,
    events.AsymmetryWaived,
    events.AdoptionBarred,
    events.TextAdopted,
)
_OF_PARTY = (
    events.ProposalRejected,
    events.ProposalAccepted,
    events.ProposalAcceptedAdReferendum,
    events.StanceTakenBack,
    events.AsymmetryWaived,
)
