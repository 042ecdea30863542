"""Opening a session, seats, and the begin."""

from bot.negotiation import acts, events
from bot.negotiation.clockwork.model import Pace
from bot.negotiation.clockwork.phases import Why, entered, plan_of
from bot.negotiation.clockwork.presence import fewest_required
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import already_seated, standing, unknown_party
from bot.negotiation.model import Party, Phase, Role, Seat, Session
from bot.negotiation.order.model import ScheduledInject
from bot.negotiation.recording.aliases import first_name, name_of
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_words
from bot.scenarios.schema import Pack

_FOR_A_PARTY = (Role.HEAD, Role.DELEGATE, Role.ADVISER)


def open_session(act: acts.OpenSession, context: Context) -> Outcome:
    """Open a session with the pack and reading of the frame; the actor becomes its first chair."""
    if not context.actor.moderator:
        return Refusal(Code.NOT_MODERATOR)
    frame, pack = context.frame, context.frame.pack
    opened = events.SessionOpened(
        session=act.session,
        pack=pack.id,
        pack_hash=pack.fingerprint,
        title=pack.title,
        variant=frame.variant,
        reading=frame.reading,
        parties=tuple(
            Party(party.id, party.name, party.bloc, party.vote, party.consent_over) for party in pack.delegations
        ),
        procedure=pack.procedure,
        aliases=act.aliases,
    )
    actor = context.actor
    name = first_name(actor.name, by_alias=act.aliases)
    return opened, events.SeatTaken(actor.member, name, Role.CHAIR, None)


def take_seat(state: Session, act: acts.TakeSeat, context: Context) -> Outcome:
    """Sit down; the chair's seat is assigned, and nobody changes sides alone once the talks have begun."""
    actor = context.actor
    refusal = (
        standing(state, actor, acts.TakeSeat)
        or _changes_sides(state, act, actor.member)
        or already_seated(state, actor.member)
        or (Refusal(Code.CHAIR_NOT_TAKEN) if act.role is Role.CHAIR else None)
        or _no_such_seat(state, act.role, act.party)
        or _head_taken(state, act)
    )
    if refusal:
        return refusal
    name = name_of(state, actor.member, actor.name, act.role, act.party)
    return (events.SeatTaken(actor.member, name, act.role, act.party),)


def leave_seat(state: Session, _act: acts.LeaveSeat, context: Context) -> Outcome:
    """Give up one's seat; the last chair stays."""
    return standing(state, context.actor, acts.LeaveSeat) or (events.SeatLeft(context.actor.member),)


def assign_seat(state: Session, act: acts.AssignSeat, context: Context) -> Outcome:
    """The chair seats or moves a member; a head in the way becomes a delegate."""
    refusal = (
        standing(state, context.actor, acts.AssignSeat)
        or check_words(act.reason)
        or _no_such_seat(state, act.role, act.party)
        or _same_seat(state, act)
        or _last_chair_moved(state, act)
    )
    if refusal:
        return refusal
    name = name_of(state, act.member, act.name, act.role, act.party)
    taken = events.SeatTaken(act.member, name, act.role, act.party, act.reason)
    head = state.head_of(act.party) if act.role is Role.HEAD and act.party else None
    if head is None:
        return (taken,)
    return events.SeatTaken(head.member, head.name, Role.DELEGATE, head.party, act.reason), taken


def begin(state: Session, act: acts.Begin, context: Context) -> Outcome:
    """The chair begins, once every voting party has a head or is named as staying out."""
    refusal = standing(state, context.actor, acts.Begin)
    if refusal:
        return refusal
    if unknown := unknown_party(state, *act.without):
        return unknown
    voting = tuple(party.id for party in state.parties if party.votes)
    required = tuple(party for party in voting if state.head_of(party))
    absent = tuple(party for party in voting if party not in required)
    if missing := [party for party in absent if party not in act.without]:
        return Refusal(Code.HEADS_MISSING, {"parties": missing, "present": len(required)})
    fewest = fewest_required(state)
    if len(required) < fewest:
        return Refusal(Code.TOO_FEW_PARTIES, {"required": fewest, "present": len(required)})
    plan = plan_of(context.frame.pack, act.pace)
    if act.pace is not Pace.FREE and not plan:
        return Refusal(Code.NO_PHASES, {"pace": act.pace.value})
    news = scheduled(context.frame.pack)
    return (
        events.SessionBegun(required, absent, act.pace, plan),
        *([events.NewsScheduled(news)] if news else []),
        *([entered(state, plan[0], context.now, Why("begin"))] if plan else []),
    )


def scheduled(pack: Pack) -> tuple[ScheduledInject, ...]:
    """Give the news of a pack that come by themselves."""
    return tuple(
        ScheduledInject(one.id, one.minutes, one.phase, one.to) for one in pack.injects if one.minutes is not None
    )


def _changes_sides(state: Session, act: acts.TakeSeat, member: str) -> Refusal | None:
    former = state.former.get(member)
    begun = state.phase is not Phase.CONVENED
    if begun and act.party is not None and former is not None and act.party != former:
        return Refusal(Code.SEAT_CHANGE_NEEDS_CHAIR, {"party": former})
    return None


def _no_such_seat(state: Session, role: Role, party: str | None) -> Refusal | None:
    match role in _FOR_A_PARTY, party:
        case True, None:
            parties = [one.id for one in state.parties]
            return Refusal(Code.PARTY_NEEDED, {"role": role.value, "parties": parties})
        case True, str():
            return unknown_party(state, party)
        case False, str():
            return Refusal(Code.ROLE_NOT_FOR_PARTY, {"role": role.value})
    return None


def _head_taken(state: Session, act: acts.TakeSeat) -> Refusal | None:
    head = state.head_of(act.party) if act.role is Role.HEAD and act.party else None
    return Refusal(Code.HEAD_TAKEN, {"party": act.party, "name": head.name}) if head else None


def _same_seat(state: Session, act: acts.AssignSeat) -> Refusal | None:
    seat = state.seat_of(act.member)
    same = seat is not None and (seat.role, seat.party) == (act.role, act.party)
    return already_seated(state, act.member) if same else None


def _last_chair_moved(state: Session, act: acts.AssignSeat) -> Refusal | None:
    chairs: tuple[Seat, ...] = state.chairs()
    return Refusal(Code.LAST_CHAIR) if [seat.member for seat in chairs] == [act.member] else None
