"""The state after what happened here: pure bookkeeping, it refuses nothing."""

from dataclasses import replace
from datetime import datetime

from bot.negotiation.model import ProposalStatus, Role, Session
from bot.negotiation.rooms.facts import (
    BlindAnswered,
    BlindAsked,
    BlindClosed,
    RoomClosed,
    RoomEntered,
    RoomEvent,
    RoomExtended,
    RoomInvited,
    RoomLeft,
    RoomOpened,
    RoomReopened,
)
from bot.negotiation.rooms.model import UNDONE, Probe, Room

_ProbeEvent = BlindAsked | BlindAnswered | BlindClosed
_OpenRoomEvent = RoomInvited | RoomLeft | RoomEntered | RoomExtended | RoomClosed


def after(state: Session, event: RoomEvent, member: str, at: datetime) -> Session:
    """Give the state after an event."""
    if isinstance(event, _ProbeEvent):
        return _with_probe(state, _probe_after(state, event, at))
    if isinstance(event, RoomOpened):
        return _with_room(state, _opened(state, event, member, at))
    return _with_room(state, _room_after(state.private.rooms[event.room], event))


def ghost(state: Session, event: RoomEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: what it numbered stays, marked, so that no id is used twice."""
    if isinstance(event, RoomOpened):
        return _with_room(state, replace(_opened(state, event, member, at), open=False, how=UNDONE, stops_clock=False))
    if isinstance(event, BlindAsked):
        return _with_probe(state, replace(_probe_after(state, event, at), all_yes=False, how=UNDONE))
    return state


def fits(state: Session, event: RoomEvent) -> bool:
    """Say whether an event still makes sense in a state that another event before it is missing from."""
    if isinstance(event, _ProbeEvent):
        return _probe_fits(state, event)
    room = state.private.rooms.get(event.room)
    match event:
        case RoomOpened():
            return room is None
        case RoomReopened():
            return room is not None and not room.open and room.how != UNDONE
        case RoomInvited(parties=parties):
            return room is not None and room.open and not set(parties) & set(room.parties)
        case RoomLeft(party=party):
            return room is not None and room.open and party in room.parties
        case RoomEntered() | RoomExtended() | RoomClosed():
            return room is not None and room.open


def _probe_fits(state: Session, event: _ProbeEvent) -> bool:
    probe = state.private.probes.get(event.probe)
    match event:
        case BlindAsked(proposal=None):
            return probe is None
        case BlindAsked(proposal=str(about), version=version):
            proposal = state.proposals.get(about)
            there = proposal is not None and proposal.status is not ProposalStatus.UNDONE
            return probe is None and there and (version or 0) <= len(proposal.versions if proposal else ())
        case BlindAnswered(party=party):
            return probe is not None and probe.open and party in probe.parties
        case BlindClosed():
            return probe is not None and probe.open
        case _:
            return False


def _with_room(state: Session, room: Room) -> Session:
    return replace(state, private=replace(state.private, rooms={**state.private.rooms, room.id: room}))


def _with_probe(state: Session, probe: Probe) -> Session:
    return replace(state, private=replace(state.private, probes={**state.private.probes, probe.id: probe}))


def _opened(state: Session, event: RoomOpened, member: str, at: datetime) -> Room:
    seat = state.seat_of(member)
    return Room(
        id=event.room,
        kind=event.kind,
        topic=event.topic,
        parties=event.parties,
        opened_by=member,
        at=at,
        ends=event.ends,
        stops_clock=event.stops_clock,
        by_chair=seat is not None and seat.role is Role.CHAIR,
    )


def _room_after(room: Room, event: _OpenRoomEvent | RoomReopened) -> Room:
    match event:
        case RoomInvited(parties=parties):
            return replace(room, parties=(*room.parties, *parties))
        case RoomLeft(party=party):
            return replace(room, parties=tuple(one for one in room.parties if one != party))
        case RoomEntered(visitor=visitor):
            return replace(room, visitors=tuple(dict.fromkeys((*room.visitors, visitor))))
        case RoomExtended(ends=ends):
            return replace(room, ends=ends)
        case RoomClosed(how=how):
            # A clock that went on is not stopped again by opening the room once more.
            return replace(room, open=False, how=how, stops_clock=False)
        case RoomReopened(ends=ends):
            return replace(room, open=True, how="", ends=ends)


def _probe_after(state: Session, event: _ProbeEvent, at: datetime) -> Probe:
    if isinstance(event, BlindAsked):
        return Probe(event.probe, event.words, event.parties, at, event.proposal, event.version, event.closes)
    probe = state.private.probes[event.probe]
    if isinstance(event, BlindAnswered):
        return replace(probe, answered=tuple(dict.fromkeys((*probe.answered, event.party))))
    return replace(probe, all_yes=event.all_yes, how=event.how)
