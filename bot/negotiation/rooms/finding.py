"""Which room or question an act may be done on, and who is in it: asked by `decide`, by help and by completion."""

from collections.abc import Collection, Iterable, Iterator

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.guards import standing, unknown_party
from bot.negotiation.model import Role, Seat, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.rooms.acts import AnswerBlind, EnterRoom, ExtendRoom, InviteToRoom, ReopenRoom
from bot.negotiation.rooms.model import UNDONE, Probe, Room, RoomKind

SMALLEST_CAUCUS = 2
FEWEST_ASKED = 2
"""One party alone could not answer blindly: what all said would be what it said."""


def party_seated(state: Session, party: str) -> bool:
    """Say whether anybody sits for a party, so that there is somebody to talk to."""
    return bool(state.delegation(party))


def seated_parties(state: Session) -> frozenset[str]:
    """Give the parties for which anybody sits."""
    return frozenset(seat.party for seat in state.seats.values() if seat.party)


def empty_parties(state: Session, parties: Collection[str]) -> Refusal | None:
    """Refuse parties that are unknown, or for which nobody sits; else None."""
    if unknown := unknown_party(state, *parties):
        return unknown
    empty = [party for party in parties if not party_seated(state, party)]
    return Refusal(Code.ROOM_PARTY_EMPTY, {"parties": empty}) if empty else None


def rooms_known(state: Session, seat: Seat | None) -> Iterator[Room]:
    """Give the rooms that a seat knows of: a chair all of them, a delegation its own; not those that were undone."""
    for room in state.private.rooms.values():
        if room.how != UNDONE and seat is not None and knows(seat, room):
            yield room


def knows(seat: Seat, room: Room) -> bool:
    """Say whether a seat may know of a room."""
    return seat.role is Role.CHAIR or (seat.party is not None and seat.party in room.parties)


def inside(state: Session, room: Room) -> tuple[str, ...]:
    """Give the members who may read a room: those of its parties, chairs in a confessional, chairs who looked in."""
    return tuple(
        member
        for member, seat in state.seats.items()
        if seat.party in room.parties
        or (seat.role is Role.CHAIR and (room.kind is RoomKind.CONFESSIONAL or member in room.visitors))
    )


def same_room(state: Session, parties: Iterable[str], but: str | None = None) -> Room | None:
    """Give an open room of exactly these parties, or None; `but` is left out."""
    wanted = frozenset(parties)
    open_ones = (room for room in state.private.rooms.values() if room.open and room.id != but)
    return next((room for room in open_ones if frozenset(room.parties) == wanted), None)


def on_room(state: Session, context: Context, kind: type[Act], room_id: str) -> Room | Refusal:
    """Give the room that an act may be done on, or refuse; `standing` has been asked before."""
    seat = state.seats[context.actor.member]
    room = state.private.rooms.get(room_id)
    if room is None or room.how == UNDONE or not knows(seat, room):
        # Whoever is not in a room does not learn from a refusal whether there is one.
        yours = [one.id for one in rooms_known(state, seat) if one.open or kind is ReopenRoom]
        return Refusal(Code.UNKNOWN_ROOM, {"room": room_id, "yours": yours})
    if kind is ReopenRoom:
        return _in_the_way_of_reopening(state, room) or room
    if not room.open:
        return Refusal(Code.ROOM_CLOSED, {"room": room.id, "how": room.how})
    return _wrong_kind(state, seat, kind, room) or room


def _in_the_way_of_reopening(state: Session, room: Room) -> Refusal | None:
    if room.open:
        return Refusal(Code.ROOM_OPEN_ALREADY, {"room": room.id})
    if other := same_room(state, room.parties):
        return Refusal(Code.ROOM_THERE, {"room": other.id, "parties": list(other.parties)})
    return empty_parties(state, room.parties)


def _wrong_kind(state: Session, seat: Seat, kind: type[Act], room: Room) -> Refusal | None:
    chair = seat.role is Role.CHAIR
    if kind is InviteToRoom and room.kind is RoomKind.CONFESSIONAL:
        return Refusal(Code.CONFESSIONAL_ONE_PARTY, {"count": len(room.parties) + 1})
    if kind is InviteToRoom and chair and not room.by_chair:
        return Refusal(Code.ROOM_OF_PARTIES, {"room": room.id, "parties": list(room.parties)})
    if kind is EnterRoom and (room.kind is RoomKind.CONFESSIONAL or seat.member in room.visitors):
        return Refusal(Code.ALREADY_IN_ROOM, {"room": room.id, "parties": []})
    if kind is EnterRoom and not state.procedure.chairs_observe:
        return Refusal(Code.CHAIRS_STAY_OUT, {"room": room.id})
    if kind is ExtendRoom and room.ends is None:
        return Refusal(Code.ROOM_HAS_NO_END, {"room": room.id})
    return None


def on_probe(state: Session, context: Context, kind: type[Act], probe_id: str) -> Probe | Refusal:
    """Give the open question that an act may be done on, or refuse; `standing` has been asked before."""
    seat = state.seats[context.actor.member]
    probe = state.private.probes.get(probe_id)
    asked = probe is not None and (kind is not AnswerBlind or seat.party in probe.parties)
    if probe is None or probe.how == UNDONE or not asked:
        yours = [
            one.id
            for one in state.private.probes.values()
            if one.open and (kind is not AnswerBlind or seat.party in one.parties)
        ]
        return Refusal(Code.UNKNOWN_PROBE, {"probe": probe_id, "yours": yours})
    return probe if probe.open else Refusal(Code.PROBE_CLOSED, {"probe": probe.id})


def usable_rooms(state: Session, context: Context, kind: type[Act]) -> tuple[str, ...]:
    """Give the ids of the rooms on which this actor may do an act of this kind now."""
    if standing(state, context.actor, kind) is not None:
        return ()
    return tuple(name for name in state.private.rooms if not isinstance(on_room(state, context, kind, name), Refusal))


def usable_probes(state: Session, context: Context, kind: type[Act]) -> tuple[str, ...]:
    """Give the ids of the questions on which this actor may do an act of this kind now."""
    if standing(state, context.actor, kind) is not None:
        return ()
    return tuple(name for name in state.private.probes if not isinstance(on_probe(state, context, kind, name), Refusal))


def invitable(state: Session, room: Room) -> frozenset[str]:
    """Give the parties that are not in a room and could be asked to it."""
    return seated_parties(state) - frozenset(room.parties)
