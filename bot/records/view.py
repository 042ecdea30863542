"""What the exports show of acts: names instead of ids, every foreign word escaped, nothing that is not public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.negotiation import events, marked
from bot.negotiation.events import Recorded
from bot.negotiation.model import Role, Session
from bot.negotiation.parts import PartEvent
from bot.records.naming import ClauseRow, Namer
from bot.records.parts import told_of_part
from bot.records.pens import MARKDOWN, Pen
from bot.records.told_marks import told_of_mark
from bot.records.undone import struck_where, undone_where
from bot.scenarios.frame import Frame


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


def day(at: datetime) -> str:
    """Give the day in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%d")


def time(at: datetime) -> str:
    """Give the time of day in UTC, to the second."""
    return at.astimezone(UTC).strftime("%H:%M:%S")


def act_rows(session: Session, entries: Sequence[Recorded], frame: Frame, pen: Pen = MARKDOWN) -> tuple[ActRow, ...]:
    """Give every entry as a row, in order; the seats are those of the moment of the act."""
    namer = Namer.of(session, entries, frame, pen)
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
                gone=_mark(gone.get(entry.seq), pen),
                struck=_mark(struck.get(entry.seq), pen),
            )
        )
        namer.see(entry.event)
    return tuple(rows)


def _mark(where: tuple[int, str] | None, pen: Pen) -> Mark | None:
    return Mark(where[0], pen.line(where[1])) if where else None


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
_OfSession = events.SessionOpened | events.SeatTaken | events.SeatLeft | events.SessionBegun
_OfCore = (
    _OfSession
    | events.NewsScheduled
    | events.SessionClosed
    | events.ProposalTabled
    | events.ProposalChanged
    | _OfProposal
)
_Told = tuple[dict[str, Any], tuple[ClauseRow, ...]]


def _told(entry: Recorded, namer: Namer) -> _Told:
    if isinstance(entry.event, marked.MarkEvent):
        return told_of_mark(entry.event, namer), ()
    if isinstance(entry.event, PartEvent):
        return told_of_part(entry.event, namer), ()
    return _told_of_core(entry.event, entry.member, namer)


def _told_of_core(event: _OfCore, actor: str, namer: Namer) -> _Told:
    match event:
        case events.SessionOpened() | events.SeatTaken() | events.SeatLeft() | events.SessionBegun():
            return _told_of_session(event, actor, namer)
        case events.SessionClosed(outcome=outcome, reason=reason):
            return {"outcome": outcome, "shown": namer.pen.line(outcome), "reason": namer.pen.line(reason)}, ()
        case events.NewsScheduled(injects=injects):
            return {"count": len(injects)}, ()
        case events.ProposalTabled() | events.ProposalChanged():
            return _told_of_text(event, namer)
        case _:
            return _told_of_proposal(event, namer)


def _told_of_session(event: _OfSession, actor: str, namer: Namer) -> _Told:
    match event:
        case events.SessionOpened(pack=pack, variant=variant):
            return {"pack": namer.pen.code(pack), "variant": namer.pen.code(variant) if variant else ""}, ()
        case events.SeatTaken(member=member, role=role, party=party, reason=reason):
            params = {
                "own": member == actor,
                "member": namer.member(member),
                "role": role.value,
                "party": namer.party(party) if party else "",
                "chair": role is Role.CHAIR,
                "reason": namer.pen.line(reason),
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
                "hash": namer.pen.code(event.text_hash),
                "counters": event.counters,
                "counters_version": event.counters_version,
                "expires": f"{day(event.expires)} {time(event.expires)}" if event.expires else "",
                "takes_over": namer.pen.line(event.takes_over or ""),
                "bundles": [f"{namer.pen.line(part.proposal)} version {part.version}" for part in event.bundles],
            }
            return params, clauses
        case events.ProposalChanged():
            params = {"proposal": event.proposal, "version": event.version, "hash": namer.pen.code(event.text_hash)}
            return params, clauses


def _told_of_proposal(event: _OfProposal, namer: Namer) -> _Told:
    params: dict[str, Any] = {"proposal": namer.pen.line(event.proposal)}
    if isinstance(event, _OF_VERSION):
        params |= {"version": event.version, "hash": namer.pen.code(event.text_hash)}
    if isinstance(event, _OF_PARTY):
        params["party"] = namer.party(event.party)
    match event:
        case events.ProposalLapsed(reason=reason):
            params |= {"reason": reason, "shown": namer.pen.line(reason)}
        case events.ProposalRejected(reason=reason):
            params["reason"] = namer.pen.line(reason)
        case events.ProposalWithdrawn(reason=reason, accepted_by=accepted_by):
            params |= {"reason": namer.pen.line(reason), "accepted_by": namer.all(accepted_by)}
        case events.ProposalAccepted(confirmed=confirmed):
            params["confirmed"] = confirmed
        case events.AsymmetryWaived(rule=rule, statement=statement):
            params |= {"rule": namer.pen.code(rule), "statement": namer.pen.line(statement)}
        case events.AdoptionBarred(bar=bar):
            params |= {
                "rules": [namer.pen.code(rule) for rule in bar.rules],
                "constraints": [namer.pen.line(why) for why in bar.constraints],
                "consents": namer.all(bar.consents),
                "brackets": [namer.pen.line(one) for one in bar.brackets],
                "links": [namer.pen.line(one) for one in bar.links],
            }
        case events.TextAdopted(parties=parties, waived=waived):
            params |= {"parties": namer.all(parties), "waived": [namer.pen.code(rule) for rule in waived]}
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
