"""The state after what happened here: pure bookkeeping, it refuses nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.negotiation.concluding import facts
from bot.negotiation.concluding.facts import ConcludingEvent
from bot.negotiation.concluding.following import WITH_ITS_TEXT
from bot.negotiation.concluding.model import Editorial, Silence, Standing, Statement, WaiverAsked
from bot.negotiation.model import Proposal, Session, Stance, StanceKind, Version

_OfEditorial = facts.EditorialCertified | facts.EditorialContested | facts.EditorialDropped | facts.EditorialApplied
_OfSignature = (
    facts.TextInitialled | facts.TextSigned | facts.TextRatified | facts.SignatureDeclined | facts.EnteredIntoForce
)


def after(state: Session, event: ConcludingEvent, member: str, at: datetime) -> Session:
    """Give the state after an event."""
    held = state.conclusion
    match event:
        case facts.SilenceBegun():
            silence = Silence(event.proposal, event.version, event.text_hash, at, event.until)
            changed = replace(held, silence=silence)
        case facts.SilenceBroken() | facts.SilenceEnded():
            changed = replace(held, silence=None) if _is_of(event, held.silence) else held
        case facts.WaiverRequested():
            asked = WaiverAsked(event.proposal, event.text_hash, event.rule, event.statement, event.parties)
            changed = replace(held, waivers_asked=(*held.waivers_asked, asked))
        case facts.StatementMade():
            return _stated(state, event, member, at)
        case facts.AdReferendumLapsed():
            return state.with_proposal(state.proposals[event.proposal].without_stance(event.party))
        case (
            facts.EditorialCertified()
            | facts.EditorialContested()
            | facts.EditorialDropped()
            | facts.EditorialApplied()
        ):
            return _after_editorial(state, event, member, at)
        case _:
            return _after_signature(state, event, at)
    return replace(state, conclusion=changed)


def ghost(state: Session, event: ConcludingEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: what it numbered stays, marked, so that no id is used twice.

    A silence whose objection is undone runs on, with the time that it had. What ended with its time is over all the
    same, or undoing what came of it would bring it about anew; so is a contested editorial change.
    """
    match event:
        case facts.StatementMade():
            return _stated(state, event, member, at, undone=True)
        case facts.EditorialCertified():
            return _after_editorial(state, event, member, at, status="undone")
        case facts.EditorialContested() | facts.EditorialDropped() | facts.EditorialApplied():
            return _with_status(state, event.editorial, "undone")
        case facts.SilenceEnded():
            return after(state, event, member, at)
        case _:
            return state


def without_dead_silence(state: Session) -> Session:
    """Give the state without a silence whose text is no longer on the table as it was.

    It ends in the act that ends its text; but a silence that runs on, since its objection was undone, may meet an act
    that found none running.
    """
    silence = state.conclusion.silence
    if silence is None or _is_current(state, silence.proposal, silence.version, silence.text_hash):
        return state
    return replace(state, conclusion=replace(state.conclusion, silence=None))


def fits(state: Session, event: ConcludingEvent) -> bool:
    """Say whether an event still makes sense in a state that another event before it is missing from."""
    match event:
        case facts.SilenceBegun() | facts.EditorialCertified() | facts.WaiverRequested():
            free = not isinstance(event, facts.SilenceBegun) or state.conclusion.silence is None
            return free and _is_current(state, event.proposal, event.version, event.text_hash)
        case facts.SilenceEnded(how=how) if how in WITH_ITS_TEXT:
            return event.proposal in state.proposals
        case facts.SilenceBroken() | facts.SilenceEnded():
            return _is_of(event, state.conclusion.silence)
        case facts.StatementMade():
            return _can_be_said(state, event)
        case facts.AdReferendumLapsed():
            stance = state.proposals[event.proposal].stance(event.party) if event.proposal in state.proposals else None
            return stance is not None and (stance.kind, stance.version) == (StanceKind.AD_REFERENDUM, event.version)
        case _:
            return _fits_editorial(state, event) if isinstance(event, _OfEditorial) else _fits_signature(state, event)


def _is_of(event: facts.SilenceBroken | facts.SilenceEnded, silence: Silence | None) -> bool:
    return silence is not None and (silence.proposal, silence.version) == (event.proposal, event.version)


def _is_current(state: Session, proposal_id: str, version: int, text_hash: str) -> bool:
    proposal = state.proposals.get(proposal_id)
    if proposal is None or not proposal.live:
        return False
    return (proposal.current.number, proposal.current.text_hash) == (version, text_hash)


def _can_be_said(state: Session, event: facts.StatementMade) -> bool:
    if event.proposal is None:
        return True
    proposal = state.proposals.get(event.proposal)
    return proposal is not None and (event.version or 1) <= proposal.current.number


def _fits_editorial(state: Session, event: _OfEditorial) -> bool:
    editorial = state.conclusion.editorials.get(event.editorial)
    if editorial is None or editorial.status != "open":
        return False
    if not isinstance(event, facts.EditorialApplied):
        return True
    return _is_current(state, event.proposal, event.version - 1, editorial.text_hash)


def _fits_signature(state: Session, event: _OfSignature) -> bool:
    agreement = state.agreement
    if agreement is None or (agreement.proposal, agreement.text_hash) != (event.proposal, event.text_hash):
        return False
    party = "" if isinstance(event, facts.EnteredIntoForce) else event.party
    held = state.conclusion.standings.get(party, Standing())
    match event:
        case facts.TextInitialled():
            found = held.initialled is None and held.signed is None
        case facts.TextSigned():
            found = held.signed is None
        case facts.TextRatified():
            found = held.signed is not None and held.ratified is None
        case facts.SignatureDeclined():
            found = held.declined is None
        case facts.EnteredIntoForce():
            found = state.conclusion.in_force is None
    return found


def _stated(state: Session, event: facts.StatementMade, member: str, at: datetime, *, undone: bool = False) -> Session:
    held = state.conclusion
    statement = Statement(
        id=event.statement,
        kind=event.kind,
        party=event.party,
        member=member,
        words=event.words,
        at=at,
        proposal=event.proposal,
        version=event.version,
        clause=event.clause,
        undone=undone,
    )
    return replace(state, conclusion=replace(held, statements={**held.statements, statement.id: statement}))


def _after_editorial(
    state: Session, event: _OfEditorial, member: str, at: datetime, *, status: str = "open"
) -> Session:
    match event:
        case facts.EditorialCertified():
            editorial = Editorial(
                id=event.editorial,
                proposal=event.proposal,
                version=event.version,
                text_hash=event.text_hash,
                clause=event.clause,
                words=event.words,
                clauses=event.clauses,
                new_hash=event.new_hash,
                reason=event.reason,
                until=event.until,
                status=status,
            )
            return _with_editorial(state, editorial)
        case facts.EditorialContested():
            return _with_status(state, event.editorial, "contested", event.party)
        case facts.EditorialDropped():
            return _with_status(state, event.editorial, "dropped")
        case facts.EditorialApplied():
            return _applied(_with_status(state, event.editorial, "applied"), event, member, at)


def _with_status(state: Session, editorial_id: str, status: str, party: str | None = None) -> Session:
    editorial = state.conclusion.editorials.get(editorial_id)
    return _with_editorial(state, replace(editorial, status=status, party=party)) if editorial else state


def _with_editorial(state: Session, editorial: Editorial) -> Session:
    editorials = {**state.conclusion.editorials, editorial.id: editorial}
    return replace(state, conclusion=replace(state.conclusion, editorials=editorials))


def _applied(state: Session, event: facts.EditorialApplied, member: str, at: datetime) -> Session:
    """Give the state with the new version, for which all holds that was said of the one before."""
    proposal = state.proposals[event.proposal]
    version = Version(event.version, event.clauses, event.text_hash, member, at)
    old = proposal.current.text_hash
    changed = replace(
        proposal,
        versions=(*proposal.versions, version),
        stances=_carried(proposal, version),
        waivers=tuple(
            replace(one, text_hash=version.text_hash) if one.text_hash == old else one for one in proposal.waivers
        ),
    )
    asked = tuple(
        replace(one, text_hash=version.text_hash) if (one.proposal, one.text_hash) == (proposal.id, old) else one
        for one in state.conclusion.waivers_asked
    )
    applied = replace(state.with_proposal(changed), conclusion=replace(state.conclusion, waivers_asked=asked))
    return without_dead_silence(applied)


def _carried(proposal: Proposal, version: Version) -> Mapping[str, Stance]:
    return {
        party: replace(
            stance,
            version=version.number,
            text_hash=version.text_hash,
            said_of=stance.said_of or stance.version,
        )
        if proposal.stance(party) is stance
        else stance
        for party, stance in proposal.stances.items()
    }


def _after_signature(state: Session, event: _OfSignature, at: datetime) -> Session:
    held = state.conclusion
    if isinstance(event, facts.EnteredIntoForce):
        return replace(state, conclusion=replace(held, in_force=at))
    standing = held.standings.get(event.party, Standing())
    match event:
        case facts.TextInitialled():
            standing = replace(standing, initialled=at, declined=None)
        case facts.TextSigned():
            standing = replace(standing, signed=at, consent=event.consent, declined=None)
        case facts.TextRatified():
            standing = replace(standing, ratified=at, declined=None)
        case facts.SignatureDeclined():
            standing = replace(standing, declined=event.reason)
    return replace(state, conclusion=replace(held, standings={**held.standings, event.party: standing}))
