"""Whether entries with an intact chain are also true to each other: texts, stances, adoption."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.negotiation import events, marked
from bot.negotiation.clockwork.facts import PartyExcused, PartyReadmitted
from bot.negotiation.concluding import facts
from bot.negotiation.concluding.facts import ConcludingEvent
from bot.negotiation.events import Recorded
from bot.negotiation.order.facts import ActsRedone, ActsUndone, OrderEvent
from bot.negotiation.parts import PartEvent
from bot.negotiation.replay import undone_by
from bot.negotiation.voting.facts import VoteEvent
from bot.records.concluding import carry, fault_of_conclusion, fault_of_editorial, fault_of_silence
from bot.records.marks import blocked, fault_of_mark, marks_against
from bot.records.seen import Seen
from bot.records.texts import fault_of_text
from bot.records.undone import first_undone_wrongly
from bot.records.votes import fault_of_adoption_by_vote, fault_of_vote, look_back

Found = tuple[int, str]  # the number of the entry, what does not fit


def first_unsound(entries: Iterable[Recorded], session: str) -> Found | None:
    """Give the first entry that contradicts those before it, with the reason; None if there is none.

    Entries that were undone do not count: those that do must be sound by themselves after each undoing.
    """
    found = tuple(entries)
    if wrong := first_undone_wrongly(found):
        return wrong
    # Each entry was decided among those that counted then, so the record is read up to each undoing, and to its end.
    ends = [index for index, entry in enumerate(found) if isinstance(entry.event, ActsUndone | ActsRedone)]
    for end in (*ends, len(found)):
        if wrong := _first_fault(found[:end], session):
            return wrong
    return None


def _first_fault(entries: Sequence[Recorded], session: str) -> Found | None:
    seen, undone = Seen(), undone_by(entries)
    for entry in entries:
        if entry.seq in undone:
            _take_in_ghost(entry.event, seen)
        elif why := _fault(entry, seen, session):
            return entry.seq, why
    return None


def _take_in_ghost(event: events.Event, seen: Seen) -> None:
    match event:
        case events.ProposalTabled(proposal=name) | marked.BracketPlaced(bracket=name):
            seen.ghosts.add(name)
        case _:
            pass


def _about_ghost(event: events.Event, seen: Seen) -> bool:
    """Say whether an entry that counts only says what became of something that was undone: it has no effect."""
    match event:
        case events.ProposalLapsed(proposal=name):
            return name in seen.ghosts
        case marked.BracketMoved(bracket=name) | marked.BracketLifted(bracket=name, how="words_gone"):
            return name in seen.ghosts
        case _:
            return False


def _fault(entry: Recorded, seen: Seen, session: str) -> str | None:
    event = entry.event
    if (seen.opening is None) != isinstance(event, events.SessionOpened):
        return "a record begins with the opening of its session, and has only one"
    if seen.closed and not isinstance(event, OrderEvent):
        return "the session was closed before it"
    if isinstance(event, events.SessionOpened) and event.session != session:
        return f"it opens the session {event.session}, not {session}"
    if _about_ghost(event, seen):
        return None
    if not isinstance(event, marked.BracketMoved | marked.BracketLifted):
        seen.marks.changing = event.proposal if isinstance(event, events.ProposalChanged) else None
    if not isinstance(event, events.TextAdopted):
        seen.conclusion.passed = None  # what nobody objected to is adopted at once
    look_back(event, seen.votes)
    return _taken_in(event, seen, entry.at)


def _taken_in(event: events.Event, seen: Seen, at: datetime) -> str | None:
    if isinstance(event, marked.MarkEvent):
        return _fault_of_mark(event, seen)
    if isinstance(event, PartEvent):
        return _fault_of_part(event, seen, at)
    why: str | None = None
    match event:
        case events.SessionOpened():
            seen.opening = event
        case events.SessionBegun(required=required):
            seen.required = required
        case events.SessionClosed():
            seen.closed = True
        case events.ProposalTabled() | events.ProposalChanged():
            why = fault_of_text(event, seen)
            seen.clauses.setdefault(event.proposal, []).append(event.clauses)
            if isinstance(event, events.ProposalTabled):
                seen.marks.parts[event.proposal] = event.bundles
        case events.TextAdopted():
            why = _fault_of_version(event, seen) or _fault_of_adoption(event, seen)
        case events.SeatTaken() | events.SeatLeft() | events.NewsScheduled():
            pass
        case _:
            why = _fault_of_stance(event, seen)
    return why


def _fault_of_part(event: PartEvent, seen: Seen, at: datetime) -> str | None:
    if isinstance(event, ConcludingEvent):
        return _fault_of_conclusion(event, seen, at)
    if isinstance(event, PartyExcused | PartyReadmitted):
        return _fault_of_excuse(event, seen)
    return fault_of_vote(event, seen.votes) if isinstance(event, VoteEvent) else None


def _fault_of_excuse(event: PartyExcused | PartyReadmitted, seen: Seen) -> str | None:
    """Take in whose acceptance is required from now on, or say why that does not fit."""
    excused, party = isinstance(event, PartyExcused), event.party
    if excused != (party in seen.required):
        return f"{party} {'was not' if excused else 'was'} among those whose acceptance was required"
    parties = seen.opening.parties if seen.opening else ()
    seen.required = tuple(
        one.id for one in parties if (one.id in seen.required or one.id == party) and not (excused and one.id == party)
    )
    return None


def _fault_of_conclusion(event: ConcludingEvent, seen: Seen, at: datetime) -> str | None:
    if isinstance(event, facts.EditorialApplied):
        return _fault_of_editorial(event, seen)
    if isinstance(event, facts.SilenceBegun | facts.EditorialCertified | facts.WaiverRequested):
        why = _fault_of_version(event, seen)
        if why is not None:
            return why
    return fault_of_conclusion(event, seen.conclusion, at)


def _fault_of_editorial(event: facts.EditorialApplied, seen: Seen) -> str | None:
    versions = seen.texts.get(event.proposal, [])
    newest = versions[-1] if versions else ""
    if why := fault_of_editorial(event, seen.conclusion, newest, len(versions)):
        return why
    versions.append(event.text_hash)
    seen.clauses[event.proposal].append(event.clauses)
    for held in (seen.accepted, seen.rejected, seen.conclusion.aside):
        carry(held, event.proposal, event.version)
    return None


def _fault_of_mark(event: marked.MarkEvent, seen: Seen) -> str | None:
    # These two name the version that they are about.
    if isinstance(event, marked.BracketPlaced | marked.ReservationMade) and (why := _fault_of_version(event, seen)):
        return why
    return fault_of_mark(event, seen.marks, seen.clauses, seen.voices)


_OfVersion = (
    events.ProposalRejected
    | events.ProposalAccepted
    | events.ProposalAcceptedAdReferendum
    | events.AsymmetryWaived
    | marked.BracketPlaced
    | marked.ReservationMade
    | facts.SilenceBegun
    | facts.EditorialCertified
    | facts.WaiverRequested
    | events.AdoptionBarred
    | events.TextAdopted
)


def _fault_of_version(event: _OfVersion, seen: Seen) -> str | None:
    versions = seen.texts.get(event.proposal, [])
    if not versions:
        return f"{event.proposal} was never tabled"
    if event.version != len(versions):
        return f"it is about version {event.version} of {event.proposal}, the newest one is {len(versions)}"
    if event.text_hash != versions[-1]:
        return f"{event.proposal} version {event.version} has the hash {versions[-1][:12]}…, not the one named"
    return None


def _fault_of_stance(
    event: _OfVersion | events.ProposalWithdrawn | events.ProposalLapsed | events.StanceTakenBack, seen: Seen
) -> str | None:
    if isinstance(event, events.ProposalWithdrawn | events.ProposalLapsed | events.StanceTakenBack):
        if event.proposal not in seen.texts:
            return f"{event.proposal} was never tabled"
    elif why := _fault_of_version(event, seen) or _fault_of_acceptance(event, seen):
        return why
    accepted = seen.accepted.setdefault(event.proposal, {})
    rejected = seen.rejected.setdefault(event.proposal, {})
    match event:
        case events.ProposalAccepted(party=party, version=version):
            accepted[party] = version
            rejected.pop(party, None)
        case events.ProposalRejected(party=party, version=version):
            rejected[party] = version
            accepted.pop(party, None)
        case events.ProposalAcceptedAdReferendum(party=party) | events.StanceTakenBack(party=party):
            accepted.pop(party, None)
            rejected.pop(party, None)
        case _:
            pass
    return None


def _fault_of_acceptance(event: _OfVersion, seen: Seen) -> str | None:
    if isinstance(event, events.ProposalAccepted | events.ProposalAcceptedAdReferendum):
        return blocked(event.proposal, seen.marks, seen.procedure)
    return None


def _fault_of_adoption(event: events.TextAdopted, seen: Seen) -> str | None:
    if event.how == "silence":
        return fault_of_silence(event, seen.conclusion, seen.required) or marks_against(
            event, seen.marks, seen.procedure, seen.clauses
        )
    if event.how == "vote" and seen.procedure.consensus == "vote":
        return fault_of_adoption_by_vote(event, seen.votes) or marks_against(
            event, seen.marks, seen.procedure, seen.clauses
        )
    held = {party for party, one in seen.accepted.get(event.proposal, {}).items() if one == event.version}
    objected = _objecting(event, seen)
    if missing := [party for party in event.parties if party not in held]:
        return f"{', '.join(missing)} is named as a party to the text, but had not accepted it"
    procedure = seen.procedure
    if why := marks_against(event, seen.marks, procedure, seen.clauses):
        return why
    match procedure.consensus:
        case "no_objection":
            why = f"{', '.join(sorted(objected))} objected" if objected else None
        case "n_of_m":
            needed = procedure.needed or len(seen.required)
            count = len(held & set(seen.required))
            why = None if count >= needed else f"{count} parties had accepted it, {needed} had to"
        case _:
            missing = [party for party in seen.required if party not in held]
            why = f"{', '.join(missing)} had to accept this version, and had not" if missing else None
    return why


def _objecting(event: events.TextAdopted, seen: Seen) -> set[str]:
    """Give the parties that reject the version and do not stand aside on it."""
    aside = seen.conclusion.aside.get(event.proposal, {})
    return {
        party
        for party, version in seen.rejected.get(event.proposal, {}).items()
        if version == event.version and aside.get(party) != version
    }
