"""From a session's entries to the models of its exports; the same entries always give the same record."""

from collections.abc import Iterable, Sequence

from bot.drafting.clauses import Clause
from bot.negotiation.codec import entry_to_json, time_to_json
from bot.negotiation.concluding.asides import same_since
from bot.negotiation.concluding.model import Statement
from bot.negotiation.concluding.statements import statements_on
from bot.negotiation.events import ProposalAccepted, Recorded, SeatTaken
from bot.negotiation.marks import open_brackets, open_reservations
from bot.negotiation.model import Agreement, Proposal, Session
from bot.negotiation.overlays import Bracket, Link, Reservation
from bot.negotiation.replay import undone_by
from bot.negotiation.talk import Utterance
from bot.records import model
from bot.records.spoken import talk_info


def record_of(session: Session, entries: Sequence[Recorded], talk: Sequence[Utterance] = ()) -> model.RecordFile:
    """Give the whole session as a record.

    Raises:
        ValueError: There is no entry yet; a record begins with the opening.
    """
    if not entries:
        raise ValueError("a record needs at least the entry that opened the session")
    return model.RecordFile(
        format=model.RECORD,
        version=model.VERSION,
        session=_session(session),
        seats=[
            model.SeatInfo(member=seat.member, name=seat.name, role=seat.role.value, party=seat.party)
            for seat in session.seats.values()
        ],
        proposals=[_proposal(proposal) for proposal in session.proposals.values()],
        brackets=[_bracket(one) for one in session.brackets.values()],
        reservations=[_reservation(one) for one in session.reservations.values()],
        links=[_link(one) for one in session.links.values()],
        agreement=_agreement(session, session.agreement, entries) if session.agreement else None,
        harvest=[_agreement(session, one, entries) for one in session.harvest],
        entries=[_entry(entry) for entry in entries],
        head=_head(entries),
        talk=talk_info(talk),
    )


def agreed_text_of(session: Session, entries: Sequence[Recorded]) -> model.AgreedTextFile | None:
    """Give the agreed text as a file of its own, or None while there is none."""
    agreement = session.agreement
    if agreement is None:
        return None
    return model.AgreedTextFile(
        format=model.AGREED_TEXT,
        version=model.VERSION,
        session=_session(session),
        agreement=_agreement(session, agreement, entries),
        clauses=[clause_info(clause) for clause in agreed_clauses(session, agreement)],
        head=_head(entries),
    )


def agreed_clauses(session: Session, agreement: Agreement) -> tuple[Clause, ...]:
    """Give the clauses of the adopted version."""
    return session.proposals[agreement.proposal].versions[agreement.version - 1].clauses


def clause_info(clause: Clause) -> model.ClauseInfo:
    """Give a clause exactly as its hash covers it."""
    return model.ClauseInfo.model_validate(clause.to_json())


def names(entries: Iterable[Recorded]) -> dict[str, str]:
    """Give the last shown name of every member who ever sat in the session."""
    return {entry.event.member: entry.event.name for entry in entries if isinstance(entry.event, SeatTaken)}


def _head(entries: Sequence[Recorded]) -> model.HeadInfo:
    return model.HeadInfo(seq=entries[-1].seq, hash=entries[-1].hash)


def _entry(entry: Recorded) -> model.EntryInfo:
    return model.EntryInfo.model_validate(entry_to_json(entry))


def _session(session: Session) -> model.SessionInfo:
    return model.SessionInfo(
        id=session.id,
        title=session.title,
        pack=session.pack,
        pack_hash=session.pack_hash,
        variant=session.variant,
        reading=session.reading,
        phase=session.phase.value,
        outcome=session.outcome,
        opened_at=time_to_json(session.opened_at) if session.opened_at else None,
        opened_by=session.opened_by,
        closed_at=time_to_json(session.closed_at) if session.closed_at else None,
        parties=[
            model.PartyInfo(
                id=party.id,
                name=party.name,
                bloc=party.bloc,
                votes=party.votes,
                consent_over=list(party.consent_over),
            )
            for party in session.parties
        ],
        required=list(session.required),
        absent=list(session.absent),
    )


def _proposal(proposal: Proposal) -> model.ProposalInfo:
    return model.ProposalInfo(
        id=proposal.id,
        party=proposal.party,
        member=proposal.member,
        counters=proposal.counters,
        counters_version=proposal.counters_version,
        status=proposal.status.value,
        status_reason=proposal.status_reason,
        versions=[
            model.VersionInfo(
                number=version.number,
                at=time_to_json(version.at),
                member=version.member,
                text_hash=version.text_hash,
                clauses=[clause_info(clause) for clause in version.clauses],
            )
            for version in proposal.versions
        ],
        bundles=[model.BundledInfo(proposal=one.proposal, version=one.version) for one in proposal.bundles],
    )


def _bracket(bracket: Bracket) -> model.BracketInfo:
    return model.BracketInfo(
        id=bracket.id,
        proposal=bracket.proposal,
        party=bracket.party,
        member=bracket.member,
        at=time_to_json(bracket.at),
        version=bracket.version,
        clause=bracket.clause,
        start=bracket.start,
        end=bracket.end,
        words=bracket.words,
        alternative=bracket.alternative,
        agreed=list(bracket.agreed),
        status=bracket.status.value,
        how=bracket.how,
    )


def _reservation(reservation: Reservation) -> model.ReservationInfo:
    return model.ReservationInfo(
        id=reservation.id,
        proposal=reservation.proposal,
        party=reservation.party,
        member=reservation.member,
        at=time_to_json(reservation.at),
        version=reservation.version,
        kind=reservation.kind.value,
        statement=reservation.statement,
        bracket=reservation.bracket,
        clause=reservation.clause,
        lifted=reservation.lifted,
    )


def _link(link: Link) -> model.LinkInfo:
    return model.LinkInfo(
        id=link.id,
        proposal=link.proposal,
        others=list(link.others),
        party=link.party,
        member=link.member,
        at=time_to_json(link.at),
        dropped=link.dropped,
    )


def _agreement(session: Session, agreement: Agreement, entries: Sequence[Recorded]) -> model.AgreementInfo:
    proposal = session.proposals[agreement.proposal]
    return model.AgreementInfo(
        proposal=agreement.proposal,
        version=agreement.version,
        text_hash=agreement.text_hash,
        at=time_to_json(agreement.at),
        parties=list(agreement.parties),
        acceptances=_acceptances(session, agreement, entries),
        waived=list(agreement.waived),
        waivers=[
            model.WaiverInfo(
                rule=waiver.rule,
                party=waiver.party,
                member=waiver.member,
                at=time_to_json(waiver.at),
                statement=waiver.statement,
            )
            for waiver in proposal.waivers
            if waiver.text_hash == agreement.text_hash
        ],
        brackets=[_bracket(one) for one in open_brackets(session, proposal)],
        reservations=[_reservation(one) for one in open_reservations(session, proposal)],
        statements=[_statement(one) for one in statements_on(session, agreement)],
        how=agreement.how,
    )


def _statement(statement: Statement) -> model.StatementInfo:
    return model.StatementInfo(
        id=statement.id,
        kind=statement.kind.value,
        party=statement.party,
        member=statement.member,
        at=time_to_json(statement.at),
        version=statement.version,
        words=statement.words,
    )


def _acceptances(session: Session, agreement: Agreement, entries: Sequence[Recorded]) -> list[model.AcceptanceInfo]:
    shown, undone = names(entries), undone_by(entries)
    # An editorial change carries an acceptance to the next version; its entry names the one that it was given for.
    since = same_since(session, session.proposals[agreement.proposal])
    # A later acceptance by the same party replaces the earlier one: it may have been taken back in between.
    last = {
        entry.event.party: entry
        for entry in entries
        if isinstance(entry.event, ProposalAccepted)
        and entry.seq not in undone
        and entry.event.proposal == agreement.proposal
        and since <= entry.event.version <= agreement.version
    }
    return [
        model.AcceptanceInfo(
            party=party,
            member=last[party].member,
            name=shown.get(last[party].member, last[party].member),
            at=time_to_json(last[party].at),
            seq=last[party].seq,
        )
        for party in agreement.parties
        if party in last
    ]
