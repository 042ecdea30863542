"""Who is called when, and how long was spoken: questions that deciders, cards and bookkeeping ask alike."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.negotiation.floor.model import Floor, ListOrder, Side, Speaker
from bot.negotiation.model import Session

SHORTEST_TURN, LONGEST_TURN = 10, 3_600
"""Seconds of a turn."""

_SIDES = tuple(Side)


def place_of(floor: Floor, member: str) -> Speaker | None:
    """Give the place of a member who waits, or None."""
    return next((one for one in floor.waiting if one.member == member), None)


def next_speaker(floor: Floor) -> Speaker | None:
    """Give who is called next: rights of reply first, then in the order of the list; None if nobody waits."""
    reply = next((one for one in floor.waiting if one.reply), None)
    if reply is not None or floor.order is ListOrder.COMING:
        return reply or next(iter(floor.waiting), None)
    sides = (_first(floor, side) for side in _turns(floor.last_side))
    return next((one for one in sides if one), None)


def in_order(floor: Floor) -> tuple[Speaker, ...]:
    """Give all who wait, in the order in which they would be called from now on."""
    called: list[Speaker] = []
    while one := next_speaker(floor):
        called.append(one)
        floor = called_from(floor, one)
    return tuple(called)


def called_from(floor: Floor, speaker: Speaker) -> Floor:
    """Give the floor after a speaker was called: off the list, and the next side is the one after theirs."""
    on_list = any(one.id == speaker.id for one in floor.waiting)
    side = speaker.side if on_list and not speaker.reply else floor.last_side
    return replace(without(floor, speaker.id), last_side=side)


def without(floor: Floor, place: str) -> Floor:
    """Give the floor without a place on the list."""
    return replace(floor, waiting=tuple(one for one in floor.waiting if one.id != place))


def number_of(place: str) -> int:
    """Give the number of a place (`F3`: 3)."""
    return int(place[1:])


def spoken_until(state: Session, now: datetime) -> int:
    """Give the whole seconds that the present turn has taken: never more than it has, and none while the talks rest."""
    turn, pause = state.floor.turn, state.timetable.pause
    if turn is None:
        return 0
    end = min(now, turn.until, *([pause.at] if pause else []))
    return max(0, (end - turn.since) // timedelta(seconds=1))


def spoken_by_bloc(state: Session) -> Mapping[str, int]:
    """Give the seconds that each bloc has spoken; a party without one is not in it."""
    spoken: dict[str, int] = {}
    for party in state.parties:
        if party.bloc is not None:
            spoken[party.bloc] = spoken.get(party.bloc, 0) + state.floor.spoken.get(party.id, 0)
    return spoken


def _first(floor: Floor, side: Side) -> Speaker | None:
    return next((one for one in floor.waiting if one.side is side), None)


def _turns(last: Side | None) -> tuple[Side, ...]:
    start = 0 if last is None else _SIDES.index(last) + 1
    return (*_SIDES[start:], *_SIDES[:start])
