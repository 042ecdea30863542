"""Private rooms: opening, inviting, leaving, looking in, their time, closing."""

from datetime import datetime, timedelta

from bot.negotiation.clockwork.clock import stopped
from bot.negotiation.clockwork.facts import ClockStarted
from bot.negotiation.clockwork.timing import is_over, stop_left
from bot.negotiation.context import Context, Outcome
from bot.negotiation.events import Event
from bot.negotiation.guards import party_of, standing
from bot.negotiation.model import Role, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.rooms.acts import (
    CloseRoom,
    EnterRoom,
    ExtendRoom,
    InviteToRoom,
    LeaveRoom,
    OpenRoom,
    ReopenRoom,
)
from bot.negotiation.rooms.facts import (
    RoomClosed,
    RoomEntered,
    RoomExtended,
    RoomInvited,
    RoomLeft,
    RoomOpened,
    RoomReopened,
)
from bot.negotiation.rooms.finding import SMALLEST_CAUCUS, empty_parties, on_room, same_room
from bot.negotiation.rooms.model import Room, RoomKind
from bot.negotiation.texts import check_words

LEAST_MINUTES, MOST_MINUTES = 1, 10_000


def open_room(state: Session, act: OpenRoom, context: Context) -> Outcome:
    """Open a caucus, or the chair's confessional with one party; the chair may let the clock stand meanwhile."""
    if refusal := standing(state, context.actor, OpenRoom):
        return refusal
    parties = _parties_of(state, act, context)
    refusal = (
        _only_chairs(state, act, context)
        or _wrong_number(act.kind, len(parties))
        or empty_parties(state, parties)
        or _same_parties(state, parties)
        or check_words(act.topic)
        or check_minutes(act.minutes)
        or (_no_clock_to_stop(state, context) if act.stops_clock else None)
    )
    if refusal:
        return refusal
    # What they meet about is for them alone: it is kept apart from the record, which everybody may read.
    opened = RoomOpened(
        room=f"C{len(state.private.rooms) + 1}",
        kind=act.kind,
        parties=parties,
        topic="",
        ends=ends_in(act.minutes, context.now),
        stops_clock=act.stops_clock,
    )
    return (opened, stopped(state, context)) if act.stops_clock else (opened,)


def invite(state: Session, act: InviteToRoom, context: Context) -> Outcome:
    """Let more parties into a caucus; a chair may do so in one that a chair opened."""
    if refusal := standing(state, context.actor, InviteToRoom):
        return refusal
    room = on_room(state, context, InviteToRoom, act.room)
    if isinstance(room, Refusal):
        return room
    parties = tuple(dict.fromkeys(act.parties))
    there = [one for one in parties if one in room.parties]
    if not parties:
        return Refusal(Code.NOBODY_INVITED, {"room": room.id})
    if there:
        return Refusal(Code.ALREADY_IN_ROOM, {"room": room.id, "parties": there})
    refusal = empty_parties(state, parties) or _same_parties(state, (*room.parties, *parties))
    return refusal or (RoomInvited(room.id, parties),)


def leave(state: Session, act: LeaveRoom, context: Context) -> Outcome:
    """Take one's party out of a room; where only one party would stay, the room closes instead."""
    if refusal := standing(state, context.actor, LeaveRoom):
        return refusal
    room = on_room(state, context, LeaveRoom, act.room)
    if isinstance(room, Refusal):
        return room
    if len(room.parties) <= SMALLEST_CAUCUS:
        return closed(state, room, "member", context)
    # Those who stay may have another room together already; that keeps nobody from leaving this one.
    return (RoomLeft(room.id, party_of(state, context)),)


def enter(state: Session, act: EnterRoom, context: Context) -> Outcome:
    """Let a chair look in, where the pack lets chairs."""
    if refusal := standing(state, context.actor, EnterRoom):
        return refusal
    room = on_room(state, context, EnterRoom, act.room)
    return room if isinstance(room, Refusal) else (RoomEntered(room.id, context.actor.member),)


def extend(state: Session, act: ExtendRoom, context: Context) -> Outcome:
    """Give a room more minutes, up to the most that one may have from now."""
    if refusal := standing(state, context.actor, ExtendRoom):
        return refusal
    room = on_room(state, context, ExtendRoom, act.room)
    if isinstance(room, Refusal):
        return room
    left = most_more(room, context.now)
    if refusal := check_minutes(act.minutes, max(left, 0)):
        return refusal
    # One that is over and was not closed yet has its time from now, not from then.
    base = max(room.ends or context.now, context.now)
    return (RoomExtended(room.id, base + timedelta(minutes=act.minutes)),)


def close_room(state: Session, act: CloseRoom, context: Context) -> Outcome:
    """Close a room; a party of it may, and a chair."""
    refusal = standing(state, context.actor, CloseRoom) or check_words(act.reason)
    if refusal:
        return refusal
    room = on_room(state, context, CloseRoom, act.room)
    if isinstance(room, Refusal):
        return room
    chair = state.seats[context.actor.member].role is Role.CHAIR
    return closed(state, room, "chair" if chair else "member", context, act.reason)


def reopen(state: Session, act: ReopenRoom, context: Context) -> Outcome:
    """Open a closed room again, with the same parties."""
    if refusal := standing(state, context.actor, ReopenRoom):
        return refusal
    room = on_room(state, context, ReopenRoom, act.room)
    if isinstance(room, Refusal):
        return room
    return check_minutes(act.minutes) or (RoomReopened(room.id, ends_in(act.minutes, context.now)),)


def closed(state: Session, room: Room, how: str, context: Context, reason: str = "") -> tuple[Event, ...]:
    """Give what comes of a room's closing: the clock that stood for it goes on, unless another room still holds it."""
    event = RoomClosed(room.id, how, reason)
    clock, pause = state.timetable.clock, state.timetable.pause
    held = any(one.open and one.stops_clock for one in state.private.rooms.values() if one.id != room.id)
    if not room.stops_clock or held or pause is not None or clock.remaining is None:
        return (event,)
    return event, ClockStarted(context.now + timedelta(seconds=clock.remaining), "room")


def check_minutes(minutes: int | None, most: int = MOST_MINUTES) -> Refusal | None:
    """Refuse a length that is none, or too long; else None."""
    if minutes is None or LEAST_MINUTES <= minutes <= most:
        return None
    return Refusal(Code.ROOM_MINUTES, {"minutes": minutes, "least": LEAST_MINUTES, "most": most})


def ends_in(minutes: int | None, now: datetime) -> datetime | None:
    """Give the moment so many minutes from now, or None without minutes."""
    return None if minutes is None else now + timedelta(minutes=minutes)


def most_more(room: Room, now: datetime) -> int:
    """Give by how many minutes a room with an end can be extended now."""
    if room.ends is None or room.ends <= now:
        return MOST_MINUTES
    # Rounded up to whole minutes, so that the end never lies further off than the most.
    return MOST_MINUTES - -(-(room.ends - now) // timedelta(minutes=1))


def _parties_of(state: Session, act: OpenRoom, context: Context) -> tuple[str, ...]:
    own = state.seats[context.actor.member].party
    return tuple(dict.fromkeys((own, *act.parties) if own else act.parties))


def _only_chairs(state: Session, act: OpenRoom, context: Context) -> Refusal | None:
    chair = state.seats[context.actor.member].role is Role.CHAIR
    asks = act.kind is RoomKind.CONFESSIONAL or act.stops_clock
    return Refusal(Code.NOT_CHAIR) if asks and not chair else None


def _wrong_number(kind: RoomKind, count: int) -> Refusal | None:
    if kind is RoomKind.CONFESSIONAL:
        return None if count == 1 else Refusal(Code.CONFESSIONAL_ONE_PARTY, {"count": count})
    return None if count >= SMALLEST_CAUCUS else Refusal(Code.ROOM_TOO_SMALL, {"count": count})


def _same_parties(state: Session, parties: tuple[str, ...]) -> Refusal | None:
    other = same_room(state, parties)
    return Refusal(Code.ROOM_THERE, {"room": other.id, "parties": list(other.parties)}) if other else None


def _no_clock_to_stop(state: Session, context: Context) -> Refusal | None:
    clock, pause = state.timetable.clock, state.timetable.pause
    if pause is not None or clock.ends is None or is_over(clock, context.now):
        return Refusal(Code.ROOM_NO_CLOCK)
    if not stop_left(state):
        return Refusal(Code.ROOM_CLOCK_USED_UP, {"limit": state.procedure.stop_clock_max})
    return None
