"""The state after an event: pure bookkeeping, it refuses nothing."""

from dataclasses import replace
from datetime import datetime

from bot.negotiation import events, marked
from bot.negotiation.clockwork.presence import after_seating
from bot.negotiation.concluding.after import without_dead_silence
from bot.negotiation.events import Event, Recorded
from bot.negotiation.floor.after import seated_anew
from bot.negotiation.floor.model import Floor
from bot.negotiation.marking import after_mark
from bot.negotiation.model import (
    Agreement,
    Phase,
    Proposal,
    ProposalStatus,
    Seat,
    Session,
    Stance,
    StanceKind,
    Version,
    Waiver,
)
from bot.negotiation.order.facts import ActsRedone, ActsUndone
from bot.negotiation.parts import PartEvent, after_part
from bot.negotiation.recording.model import Recording


class NeedsHistory(ValueError):  # noqa: N818  # named for what is missing
    """The entry undoes or redoes others: the state after it needs the whole record (see `undoing.follow`)."""


def evolve(state: Session | None, entry: Recorded) -> Session:
    """Give the state after an entry; the first entry of a session is its opening, on the state None.

    Raises:
        NeedsHistory: The entry undoes or redoes others.
        ValueError: The entry does not follow the state: it is not the next one, or nothing was opened.
        LookupError: It speaks of a proposal, a bracket, a reservation or a link that never was.
    """
    if entry.seq != (state.version if state else 0) + 1:
        raise ValueError(f"entry {entry.seq} does not follow entry {state.version if state else 0}")
    if isinstance(entry.event, ActsUndone | ActsRedone):
        raise NeedsHistory(f"the state after entry {entry.seq} needs the whole record")
    return replace(apply(state, entry.event, entry.member, entry.at), version=entry.seq)


def apply(state: Session | None, event: Event, member: str, at: datetime) -> Session:
    """Give the state after an event that is not in the record yet; the version stays as it is."""
    if state is None:
        if not isinstance(event, events.SessionOpened):
            raise ValueError(f"a session begins with its opening, not with {event.type}")
        return _opened(event, member, at)
    if isinstance(event, marked.MarkEvent):
        return after_mark(state, event, member, at)
    if isinstance(event, PartEvent):
        return after_part(state, event, member, at)
    match event:
        case events.SessionOpened():
            raise ValueError("the session is open already")
        case (
            events.SeatTaken()
            | events.SeatLeft()
            | events.SessionBegun()
            | events.NewsScheduled()
            | events.SessionClosed()
        ):
            return _after_session_event(state, event, at)
        case events.ProposalTabled():
            return state.with_proposal(_tabled(event, member, at))
        case _:
            proposal = _after_proposal_event(state.proposals[event.proposal], event, member, at)
            changed = without_dead_silence(state.with_proposal(proposal))
            return _adopted(changed, event, at) if isinstance(event, events.TextAdopted) else changed


def _opened(event: events.SessionOpened, member: str, at: datetime) -> Session:
    return Session(
        id=event.session,
        pack=event.pack,
        pack_hash=event.pack_hash,
        title=event.title,
        variant=event.variant,
        reading=event.reading,
        parties=event.parties,
        procedure=event.procedure,
        floor=Floor(seconds=event.procedure.turn_seconds),
        recording=Recording(by_alias=event.aliases),
        opened_at=at,
        opened_by=member,
    )


def _after_session_event(
    state: Session,
    event: events.SeatTaken | events.SeatLeft | events.SessionBegun | events.NewsScheduled | events.SessionClosed,
    at: datetime,
) -> Session:
    match event:
        case events.SeatTaken():
            return after_seating(state, seated_anew(_seated(state, event), event.member, at), at)
        case events.SeatLeft(member=member):
            left = replace(state, seats={key: seat for key, seat in state.seats.items() if key != member})
            return after_seating(state, seated_anew(left, member, at), at)
        case events.SessionBegun(required=required, absent=absent):
            timetable = replace(state.timetable, pace=event.pace, plan=event.plan)
            return replace(
                state,
                phase=Phase.NEGOTIATING,
                required=required,
                absent=absent,
                timetable=timetable,
                order=replace(state.order, schedule=event.injects, rested={}),
                begun_at=at,
            )
        case events.NewsScheduled(injects=injects):
            return replace(state, order=replace(state.order, schedule=injects))
        case events.SessionClosed(outcome=outcome):
            return replace(state, phase=Phase.CLOSED, outcome=outcome, closed_at=at)


def _seated(state: Session, event: events.SeatTaken) -> Session:
    seat = Seat(event.member, event.name, event.role, event.party)
    former = state.former if event.party is None else {**state.former, event.member: event.party}
    # Who stays in the same delegation keeps the place in it; whoever moves goes to the end.
    old = state.seats.get(event.member)
    seats = dict(state.seats)
    if old is not None and old.party != event.party:
        del seats[event.member]
    recording = state.recording.with_alias(event.member, event.name)
    return replace(state, seats={**seats, event.member: seat}, former=former, recording=recording)


def _tabled(event: events.ProposalTabled, member: str, at: datetime) -> Proposal:
    return Proposal(
        id=event.proposal,
        party=event.party,
        member=member,
        versions=(Version(1, event.clauses, event.text_hash, member, at),),
        counters=event.counters,
        counters_version=event.counters_version,
        expires=event.expires,
        bundles=event.bundles,
        takes_over=event.takes_over,
    )


_ProposalEvent = (
    events.ProposalChanged
    | events.ProposalRejected
    | events.ProposalWithdrawn
    | events.ProposalLapsed
    | events.ProposalAccepted
    | events.ProposalAcceptedAdReferendum
    | events.StanceTakenBack
    | events.AsymmetryWaived
    | events.AdoptionBarred
    | events.TextAdopted
)


def _after_proposal_event(  # noqa: C901, PLR0911  # one case for each event is the clearest table there is
    proposal: Proposal, event: _ProposalEvent, member: str, at: datetime
) -> Proposal:
    match event:
        case events.ProposalChanged():
            version = Version(event.version, event.clauses, event.text_hash, member, at)
            # Stances stay, so that everybody sees whose word has become stale; waivers were for one exact text.
            return replace(proposal, versions=(*proposal.versions, version), waivers=(), barred=None)
        case events.ProposalRejected(reason=reason):
            return _stated(proposal, event, StanceKind.REJECTED, member, at, reason)
        case events.ProposalAccepted():
            return _stated(proposal, event, StanceKind.ACCEPTED, member, at)
        case events.ProposalAcceptedAdReferendum():
            return _stated(proposal, event, StanceKind.AD_REFERENDUM, member, at)
        case events.StanceTakenBack(party=party):
            return proposal.without_stance(party)
        case events.AsymmetryWaived():
            waiver = Waiver(event.rule, event.party, member, event.text_hash, event.statement, at)
            return replace(proposal, waivers=(*proposal.waivers, waiver))
        case events.AdoptionBarred(bar=bar):
            return replace(proposal, barred=bar)
        case events.ProposalWithdrawn(reason=reason):
            return replace(proposal, status=ProposalStatus.WITHDRAWN, status_reason=reason, withdrawn_at=at)
        case events.ProposalLapsed() if not proposal.live:
            # It was on the table when this was written; what happened to it before is undone or done again.
            return proposal
        case events.ProposalLapsed(reason=reason):
            status = ProposalStatus.COUNTERED if reason == "countered" else ProposalStatus.LAPSED
            return replace(proposal, status=status, status_reason=reason)
        case events.TextAdopted():
            return replace(proposal, status=ProposalStatus.ADOPTED, barred=None)


def _stated(
    proposal: Proposal,
    event: events.ProposalRejected | events.ProposalAccepted | events.ProposalAcceptedAdReferendum,
    kind: StanceKind,
    member: str,
    at: datetime,
    reason: str = "",
) -> Proposal:
    stance = Stance(event.party, kind, member, event.version, event.text_hash, at, reason)
    return replace(proposal, stances={**proposal.stances, event.party: stance})


def _adopted(state: Session, event: events.TextAdopted, at: datetime) -> Session:
    agreement = Agreement(event.proposal, event.version, event.text_hash, event.parties, event.waived, at, event.how)
    if event.early:
        return replace(state, harvest=(*state.harvest, agreement))
    return replace(state, phase=Phase.AGREED, agreement=agreement)
