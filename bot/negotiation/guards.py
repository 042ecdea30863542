"""Who may do what, and when: asked in the order seat, phase, role, object; `decide` and `possible` ask the same."""

from collections.abc import Collection, Mapping

from bot.negotiation import acts
from bot.negotiation.acts import Act, Actor
from bot.negotiation.adoption import acceptances, complete
from bot.negotiation.clockwork.model import PauseKind, PhasePlan, Presence
from bot.negotiation.concluding import acts as concluding
from bot.negotiation.context import Context
from bot.negotiation.model import Phase, Proposal, Role, Seat, Session, StanceKind
from bot.negotiation.needs import NEEDS, Need
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.rooms.acts import AskBlind
from bot.negotiation.voting import acts as voting

_CHAIR = (Role.CHAIR,)

STANCE_OF: Mapping[type[Act], StanceKind] = {
    acts.Accept: StanceKind.ACCEPTED,
    acts.Confirm: StanceKind.ACCEPTED,
    acts.AcceptAdReferendum: StanceKind.AD_REFERENDUM,
    acts.Reject: StanceKind.REJECTED,
}
_TABLING: frozenset[type[Act]] = frozenset(
    {acts.Table, acts.Counter, acts.Change, acts.TakeAlternative, acts.TablePackage, concluding.TakeOver}
)
_OWN: frozenset[type[Act]] = frozenset({acts.Change, acts.TakeAlternative, acts.Withdraw})
_STANCES: frozenset[type[Act]] = frozenset({*STANCE_OF, acts.TakeBack, acts.Waive})
_MARKS: frozenset[type[Act]] = frozenset({acts.PlaceBracket, acts.Reserve, acts.StateLink})
ON_MARKS: frozenset[type[Act]] = frozenset({acts.LiftBracket, acts.LiftReservation, acts.DropLink})
_WORD_COUNTS: frozenset[type[Act]] = frozenset(
    {
        *(*_STANCES, *_MARKS, *ON_MARKS, concluding.BreakSilence, concluding.ContestEditorial),
        *(voting.Move, voting.SecondMotion, voting.GiveProxy),
    }
)
ON_PROPOSALS: frozenset[type[Act]] = frozenset({acts.Counter, *_OWN, *_STANCES, *_MARKS, acts.Adopt, AskBlind})


def standing(state: Session, actor: Actor, kind: type[Act]) -> Refusal | None:
    """Refuse an act for the actor's seat, the phase or the actor's role, in this order; else None."""
    need = NEEDS[kind]
    seat = state.seat_of(actor.member)
    if seat is None and need.roles:
        # A seat of a party would not help with what only chairs do.
        return Refusal(Code.NOT_CHAIR if need.roles == _CHAIR else Code.NO_SEAT)
    if state.phase not in need.phases:
        begun = kind is acts.Begin and state.phase is not Phase.CLOSED
        return Refusal(Code.ALREADY_BEGUN) if begun else Refusal(Code.WRONG_PHASE, {"phase": state.phase.value})
    if seat is None or not need.roles:
        return None
    if seat.role not in need.roles:
        return _wrong_role(seat, kind, need)
    return (
        _walked_out(state, seat, need)
        or _resting(state, seat, need)
        or out_of_phase(state, seat, kind, need.words)
        or _without_voice(state, seat, kind)
        or _adopts_by_itself(state, kind)
        or _last_chair(state, seat, kind)
    )


def _walked_out(state: Session, seat: Seat, need: Need) -> Refusal | None:
    """Refuse what a party does that has walked out: as absent, it takes part again only after coming back."""
    gone = seat.party is not None and state.timetable.presence.get(seat.party) is Presence.WALKED_OUT
    return Refusal(Code.WALKED_OUT, {"party": seat.party}) if gone and not need.away else None


def _resting(state: Session, seat: Seat, need: Need) -> Refusal | None:
    """Refuse what cannot be done in a pause; the chair, who made it, is not bound by it."""
    pause = state.timetable.pause
    if pause is None or seat.role is Role.CHAIR or (need.rests and pause.kind is not PauseKind.FROZEN):
        return None
    until = pause.until.isoformat() if pause.until else None
    return Refusal(Code.TALKS_REST, {"kind": pause.kind.value, "until": until, "reason": pause.reason})


def in_phase(state: Session, kind: type[Act]) -> bool:
    """Say whether the present phase of the pack lets delegations do an act; what no phase names is free at any time."""
    return _in_word(state, NEEDS[kind].words)


def out_of_phase(state: Session, seat: Seat, kind: type[Act], words: Collection[str]) -> Refusal | None:
    """Refuse what the present phase of the pack does not allow; an act that no phase names is free at any time."""
    phase = state.timetable.phase
    if phase is None or seat.role is Role.CHAIR or _in_word(state, words):
        return None
    later = [one.id for one in phases_for(state, words)]
    return Refusal(Code.OUT_OF_PHASE, {"phase": phase.id, "act": kind.__name__, "phases": later})


def phases_for(state: Session, words: Collection[str]) -> tuple[PhasePlan, ...]:
    """Give the phases of the pack that have a word for an act, in their order; none where no phase is kept."""
    return tuple(one for one in state.timetable.plan if not set(words).isdisjoint(one.allows))


def _in_word(state: Session, words: Collection[str]) -> bool:
    phase = state.timetable.phase
    return phase is None or not set(words).isdisjoint(phase.allows) or not phases_for(state, words)


def _wrong_role(seat: Seat, kind: type[Act], need: Need) -> Refusal:
    if need.roles == _CHAIR:
        return Refusal(Code.NOT_CHAIR)
    needs = [role.value for role in need.roles]
    return Refusal(Code.ROLE_MAY_NOT, {"role": seat.role.value, "act": kind.__name__, "needs": needs})


def _without_voice(state: Session, seat: Seat, kind: type[Act]) -> Refusal | None:
    if seat.party is None:
        return None
    party = state.party(seat.party)
    voiceless = (kind in _TABLING and not (party and party.votes)) or (
        kind in _WORD_COUNTS and seat.party not in state.required
    )
    return Refusal(Code.STAYS_OUT, {"party": seat.party, "required": list(state.required)}) if voiceless else None


def _adopts_by_itself(state: Session, kind: type[Act], proposal: Proposal | None = None) -> Refusal | None:
    """Refuse the chair's finding where acceptances alone adopt, but for a text that has all of them already.

    Such a text is not adopted yet if what barred it went otherwise than by a party's word, as when it was undone.
    """
    consensus = state.procedure.consensus
    if kind is not acts.Adopt or consensus == "no_objection":
        return None
    if any(complete(one, state) for one in ((proposal,) if proposal else state.live_proposals())):
        return None
    return Refusal(Code.ADOPTS_BY_ITSELF, {"consensus": consensus})


def _last_chair(state: Session, seat: Seat, kind: type[Act]) -> Refusal | None:
    if kind is acts.LeaveSeat and seat.role is Role.CHAIR and len(state.chairs()) == 1:
        return Refusal(Code.LAST_CHAIR)
    return None


def already_seated(state: Session, member: str) -> Refusal | None:
    """Refuse a second seat; else None."""
    seat = state.seat_of(member)
    return Refusal(Code.ALREADY_SEATED, {"party": seat.party, "role": seat.role.value}) if seat else None


def party_of(state: Session, context: Context) -> str:
    """Give the party that the actor sits for; `standing` has made sure that there is one."""
    return state.seats[context.actor.member].party or ""


def unknown_party(state: Session, *parties: str) -> Refusal | None:
    """Refuse parties, the first that the session does not know; else None."""
    known = [one.id for one in state.parties]
    unknown = next((party for party in parties if party not in known), None)
    return None if unknown is None else Refusal(Code.UNKNOWN_PARTY, {"party": unknown, "parties": known})


def known_proposal(state: Session, proposal_id: str) -> Proposal | Refusal:
    """Give the proposal, in whatever state it is, or refuse one that was never tabled."""
    proposal = state.proposals.get(proposal_id)
    if proposal is not None:
        return proposal
    live = [one.id for one in state.live_proposals()]
    return Refusal(Code.UNKNOWN_PROPOSAL, {"proposal": proposal_id, "live": live})


def on_proposal(
    state: Session, context: Context, kind: type[Act], proposal_id: str, text_hash: str | None = None
) -> Proposal | Refusal:
    """Give the live proposal that an act may be done on, or refuse; `standing` has been asked before.

    `text_hash` is the version that the act is about; None if the act is about none or the current one is meant.
    """
    seat = state.seats[context.actor.member]
    proposal = known_proposal(state, proposal_id)
    if isinstance(proposal, Refusal):
        return proposal
    refusal = (
        _not_live(state, proposal)
        or _wrong_owner(proposal, seat, kind)
        or _expired(proposal, context, kind)
        or _stale(proposal, text_hash)
        or (_bound(state, proposal, context) if kind in _OWN else None)
        or (_frozen(state, proposal) if kind is acts.Withdraw else None)
        or _adopts_by_itself(state, kind, proposal)
        or _stance_in_the_way(proposal, seat, kind)
    )
    return refusal or proposal


def newest_counter(state: Session, proposal_id: str) -> str | None:
    """Give the newest live proposal that answers this one, directly or through others; None if there is none."""
    chain = {proposal_id}
    newest = None
    # A counter is always tabled after what it answers, so one pass in the order of tabling sees the whole chain.
    for proposal in state.proposals.values():
        if proposal.counters in chain:
            chain.add(proposal.id)
            newest = proposal.id if proposal.live else newest
    return newest


def _not_live(state: Session, proposal: Proposal) -> Refusal | None:
    if proposal.live:
        return None
    params = {
        "proposal": proposal.id,
        "status": proposal.status.value,
        "reason": proposal.status_reason,
        "newest": newest_counter(state, proposal.id),
    }
    return Refusal(Code.NOT_LIVE, params)


def _wrong_owner(proposal: Proposal, seat: Seat, kind: type[Act]) -> Refusal | None:
    own = proposal.party == seat.party  # the chairs' texts have no party, and neither have the chairs
    if kind in _OWN and not own:
        return Refusal(Code.NOT_YOURS, {"proposal": proposal.id, "party": proposal.party})
    if kind is acts.Counter and own:
        return Refusal(Code.OWN_PROPOSAL, {"proposal": proposal.id})
    return None


def _expired(proposal: Proposal, context: Context, kind: type[Act]) -> Refusal | None:
    if proposal.expires is None or kind is acts.Withdraw or not proposal.expired_at(context.now):
        return None
    return Refusal(Code.EXPIRED, {"proposal": proposal.id, "at": proposal.expires.isoformat()})


def _stale(proposal: Proposal, text_hash: str | None) -> Refusal | None:
    current = proposal.current
    if text_hash is None or text_hash == current.text_hash:
        return None
    yours = next((one.number for one in reversed(proposal.versions) if one.text_hash == text_hash), None)
    params = {"proposal": proposal.id, "yours": yours, "current": current.number, "text_hash": current.text_hash}
    return Refusal(Code.STALE_VERSION, params)


def _bound(state: Session, proposal: Proposal, context: Context) -> Refusal | None:
    # A change is bound like a withdrawal: otherwise an author would get out of a firm offer by rewriting it.
    match state.procedure.withdrawal_policy:
        case "locked_on_first":
            others = [party for party in proposal.accepted_by() if party != proposal.party]
            return Refusal(Code.LOCKED, {"proposal": proposal.id, "parties": others}) if others else None
        case "firm_until_expiry" if proposal.expires is not None and not proposal.expired_at(context.now):
            return Refusal(Code.FIRM, {"proposal": proposal.id, "until": proposal.expires.isoformat()})
    return None


def _frozen(state: Session, proposal: Proposal) -> Refusal | None:
    """Refuse to withdraw what everybody has accepted, although something bars it: that takes the leave of all."""
    if state.procedure.withdrawal_policy != "until_all_accept" or acceptances(proposal, state) != state.required:
        return None
    others = [party for party in state.required if party != proposal.party]
    return Refusal(Code.LOCKED, {"proposal": proposal.id, "parties": others}) if others else None


def _stance_in_the_way(proposal: Proposal, seat: Seat, kind: type[Act]) -> Refusal | None:
    if seat.party is None or kind not in _STANCES:
        return None
    held = proposal.stance(seat.party)
    if kind is acts.TakeBack and held is None:
        return Refusal(Code.NOTHING_TO_TAKE_BACK, {"proposal": proposal.id})
    if kind is acts.Confirm and (held is None or held.kind is not StanceKind.AD_REFERENDUM):
        return Refusal(Code.NOTHING_TO_CONFIRM, {"proposal": proposal.id})
    if held is not None and held.kind is STANCE_OF.get(kind):
        return Refusal(Code.ALREADY_SAID, {"proposal": proposal.id, "kind": held.kind.value})
    if held is not None and held.kind is StanceKind.ACCEPTED and seat.role is not Role.HEAD:
        # Only a head accepts fully, so only a head undoes it, by whichever act.
        needs = [Role.HEAD.value]
        return Refusal(Code.ROLE_MAY_NOT, {"role": seat.role.value, "act": kind.__name__, "needs": needs})
    return None
