"""The state after what happened here: pure bookkeeping, it refuses nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.negotiation.floor import facts
from bot.negotiation.floor.calling import called_from, number_of, spoken_until, without
from bot.negotiation.floor.facts import FloorEvent
from bot.negotiation.floor.model import Floor, Point, PointKind, Speaker, Turn
from bot.negotiation.model import Phase, Session

_OfPoint = facts.PointRaised | facts.PointRuled | facts.RulingAppealed | facts.RulingReversed
_OfTurn = facts.FloorGiven | facts.FloorYielded | facts.FloorEnded


def after(state: Session, event: FloorEvent, member: str, at: datetime) -> Session:
    """Give the state after an event."""
    if isinstance(event, _OfTurn):
        return replace(state, floor=_after_turn(state, event, at))
    if isinstance(event, _OfPoint):
        points = {**state.floor.points, event.point: _point(state, event, member, at)}
        return replace(state, floor=replace(state.floor, points=points))
    return replace(state, floor=_after_list(state.floor, event))


def ghost(state: Session, event: FloorEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: what it numbered stays, marked, so that no id is used twice."""
    floor = state.floor
    match event:
        case facts.SpeakerAdded(speaker=place) | facts.FloorGiven(speaker=place):
            return replace(state, floor=_counting(floor, place))
        case facts.PointRaised(point=name):
            point = replace(_point(state, event, member, at), undone=True)
            return replace(state, floor=replace(floor, points={**floor.points, name: point}))
        case _:
            return state


def fits(state: Session, event: FloorEvent) -> bool:  # noqa: PLR0911  # one case for each event is the clearest table there is
    """Say whether an event still makes sense in a state that another event before it is missing from."""
    floor = state.floor
    if state.phase not in {Phase.NEGOTIATING, Phase.AGREED}:
        return False
    match event:
        case facts.SpeakerAdded(speaker=place, member=member):
            waits = any(one.member == member for one in floor.waiting)
            return (floor.open or event.reply) and not waits and _is_new(floor, place) and member in state.seats
        case facts.SpeakerRemoved(speaker=place):
            return _waits(floor, place)
        case facts.FloorGiven(speaker=place, member=member):
            return (_waits(floor, place) or _is_new(floor, place)) and member in state.seats
        case facts.FloorEnded(speaker=place):
            return floor.turn is not None and floor.turn.speaker.id == place
        case facts.FloorYielded():
            return floor.turn is not None and not floor.turn.yielded
        case facts.PointRaised() | facts.PointRuled() | facts.RulingAppealed() | facts.RulingReversed():
            return _point_fits(floor.points, event)
        case facts.ListOpened() | facts.ListClosed() | facts.TurnSet() | facts.CalledToOrder():
            return True


def seated_anew(state: Session, member: str, at: datetime) -> Session:
    """Give the state after a member's seat changed: who does not sit for that party any more does not speak for it."""
    seat, floor = state.seat_of(member), state.floor

    def stays(speaker: Speaker) -> bool:
        return speaker.member != member or (seat is not None and seat.party == speaker.party)

    waiting = tuple(one for one in floor.waiting if stays(one))
    turn = floor.turn
    if turn is not None and not stays(turn.speaker):
        floor = _ended(floor, turn.speaker.party, spoken_until(state, at))
    elif len(waiting) == len(floor.waiting):
        return state
    return replace(state, floor=replace(floor, waiting=waiting))


def _after_list(
    floor: Floor,
    event: facts.ListOpened
    | facts.ListClosed
    | facts.SpeakerAdded
    | facts.SpeakerRemoved
    | facts.TurnSet
    | facts.CalledToOrder,
) -> Floor:
    match event:
        case facts.ListOpened(order=order, seconds=seconds):
            return replace(floor, open=True, order=order, seconds=seconds, last_side=None)
        case facts.ListClosed():
            return replace(floor, open=False)
        case facts.SpeakerAdded(speaker=place):
            speaker = Speaker(place, event.member, event.party, event.side, event.reply)
            return replace(_counting(floor, place), waiting=(*floor.waiting, speaker))
        case facts.SpeakerRemoved(speaker=place):
            return without(floor, place)
        case facts.TurnSet(seconds=seconds):
            return replace(floor, seconds=seconds)
        case facts.CalledToOrder():
            return floor


def _after_turn(state: Session, event: _OfTurn, at: datetime) -> Floor:
    floor, turn = state.floor, state.floor.turn
    match event:
        case facts.FloorEnded(party=party, seconds=seconds):
            return _ended(floor, party, seconds)
        case facts.FloorYielded() if turn is not None:
            return _yielded(floor, turn, event, spoken_until(state, at))
        case facts.FloorYielded():
            return floor
        case facts.FloorGiven(speaker=place):
            if turn is not None:
                # The end of the turn before was undone: nobody speaks twice at once.
                floor = _ended(floor, turn.speaker.party, spoken_until(state, at))
            speaker = Speaker(place, event.member, event.party, event.side, event.reply)
            called = called_from(_counting(floor, place), speaker)
            return replace(called, turn=Turn(speaker, at, event.until))


def _yielded(floor: Floor, turn: Turn, event: facts.FloorYielded, seconds: int) -> Floor:
    if event.member is None:
        return replace(floor, turn=replace(turn, yielded=event.to))
    # The rest begins where the counted seconds end, so that both parts add up to what was spoken.
    speaker = replace(turn.speaker, member=event.member, party=event.party)
    rest = Turn(speaker, turn.since + timedelta(seconds=seconds), turn.until, event.member)
    return replace(_ended(floor, turn.speaker.party, seconds), turn=rest)


def _ended(floor: Floor, party: str | None, seconds: int) -> Floor:
    spoken = floor.spoken if party is None else {**floor.spoken, party: floor.spoken.get(party, 0) + seconds}
    return replace(floor, turn=None, spoken=spoken)


def _counting(floor: Floor, place: str) -> Floor:
    return replace(floor, counted=max(floor.counted, number_of(place)))


def _is_new(floor: Floor, place: str) -> bool:
    return number_of(place) > floor.counted


def _waits(floor: Floor, place: str) -> bool:
    return any(one.id == place for one in floor.waiting)


def _point(state: Session, event: _OfPoint, member: str, at: datetime) -> Point:
    match event:
        case facts.PointRaised(point=name):
            return Point(name, event.kind, member, event.party, event.words, at)
        case facts.PointRuled(point=name, sustained=sustained, reason=reason):
            ruling = "sustained" if sustained else "overruled"
            return replace(state.floor.points[name], ruling=ruling, reason=reason, ruled_by=member)
        case facts.RulingAppealed(point=name, motion=motion):
            return replace(state.floor.points[name], appeal=motion)
        case facts.RulingReversed(point=name):
            return replace(state.floor.points[name], reversed=True)


def _point_fits(points: Mapping[str, Point], event: _OfPoint) -> bool:
    point = points.get(event.point)
    if point is None or point.undone:
        return point is None and isinstance(event, facts.PointRaised)
    match event:
        case facts.PointRaised():
            return False
        case facts.PointRuled():
            return not point.ruling
        case facts.RulingAppealed():
            return bool(point.ruling) and point.kind is PointKind.ORDER and point.appeal is None
        case facts.RulingReversed(motion=motion):
            return point.appeal == motion and not point.reversed
