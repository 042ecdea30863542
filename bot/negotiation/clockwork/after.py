"""The state after what happened here: pure bookkeeping, it refuses nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.negotiation.clockwork import facts
from bot.negotiation.clockwork.facts import ClockEvent
from bot.negotiation.clockwork.model import Clock, Pause, PhaseNow, Presence, Roll, Timetable
from bot.negotiation.clockwork.presence import is_away, with_presence
from bot.negotiation.clockwork.timing import is_on, is_standing, needs_no_warning
from bot.negotiation.model import Phase, Session

_OfClock = (
    facts.ClockSet | facts.ClockExtended | facts.ClockStopped | facts.ClockStarted | facts.TimeWarned | facts.TimeUp
)
_OfParty = facts.PartyWalkedOut | facts.PartyReturned | facts.PartyExcused | facts.PartyReadmitted
_OfRoll = facts.RollCalled | facts.RollAnswered | facts.RollClosed


def after(state: Session, event: ClockEvent, member: str, at: datetime) -> Session:
    """Give the state after an event; what runs elsewhere is put off by a pause in `parts`, not here."""
    del member
    table = state.timetable
    match event:
        case facts.PhaseEntered():
            return _entered(state, event, at)
        case facts.SessionPaused(kind=kind, reason=reason, until=until, remaining=remaining):
            # A pause that becomes another one has lasted since it began.
            since = table.pause.at if table.pause else at
            return _with(state, pause=Pause(kind, since, reason, until, remaining))
        case facts.SessionResumed():
            return _with(state, pause=None)
        case facts.RollCalled() | facts.RollAnswered() | facts.RollClosed():
            return _after_roll(state, event, at)
        case facts.PartyWalkedOut() | facts.PartyReturned() | facts.PartyExcused() | facts.PartyReadmitted():
            return _after_party(state, event, at)
        case _:
            return _with(state, clock=_after_clock(state, event, at))


def ghost(state: Session, event: ClockEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: what it numbered stays, marked, so that no id is used twice."""
    del member, at
    match event:
        case facts.PhaseEntered(number=number):
            return _with(state, entered=max(number, state.timetable.entered))
        case facts.RollCalled(number=number):
            return _with(state, rolls=max(number, state.timetable.rolls))
        case _:
            return state


def fits(state: Session, event: ClockEvent) -> bool:
    """Say whether an event still makes sense in a state that another event before it is missing from."""
    return state.phase in (Phase.NEGOTIATING, Phase.AGREED) and _FITS[type(event)](state, event)


def _with(state: Session, **changes: Any) -> Session:  # noqa: ANN401  # fields of the timetable
    return replace(state, timetable=replace(state.timetable, **changes))


def _entered(state: Session, event: facts.PhaseEntered, at: datetime) -> Session:
    phase = PhaseNow(event.phase, event.number, event.allows, at, event.minutes)
    clock = _set(state, Clock(), event.ends, at) if event.ends else Clock()
    return _with(state, phase=phase, clock=clock, entered=event.number)


def _set(state: Session, clock: Clock, ends: datetime, at: datetime) -> Clock:
    pause = state.timetable.pause
    # What is put off by a pause when it ends is reckoned from its beginning.
    rested = at - pause.at if pause else timedelta()
    short = needs_no_warning(state.procedure, (ends - at).total_seconds())
    return replace(clock, ends=ends - rested, remaining=None, stopped_at=None, warned=short, overtime=False)


def _after_clock(state: Session, event: _OfClock, at: datetime) -> Clock:
    clock = state.timetable.clock
    match event:
        case facts.ClockSet(ends=ends):
            return _set(state, _gone_on(state, at), ends, at)
        case facts.ClockExtended():
            return _extended(state, event, at)
        case facts.ClockStopped(remaining=remaining):
            return replace(clock, ends=None, remaining=remaining, stopped_at=at, stops=clock.stops + 1)
        case facts.ClockStarted(ends=ends):
            return replace(_gone_on(state, at), ends=ends)
        case facts.TimeWarned():
            return replace(clock, warned=True)
        case facts.TimeUp():
            return replace(clock, warned=True, overtime=True)


def _gone_on(state: Session, at: datetime) -> Clock:
    """Give the clock that stands no longer, with the time counted that it has stood."""
    clock = state.timetable.clock
    if clock.stopped_at is None:
        return clock
    stood = clock.stopped_for + round((at - clock.stopped_at).total_seconds())
    most = max(clock.stopped_for, state.procedure.stop_clock_max * 60)
    return replace(clock, remaining=None, stopped_at=None, stopped_for=max(clock.stopped_for, min(stood, most)))


def _extended(state: Session, event: facts.ClockExtended, at: datetime) -> Clock:
    clock, pause = state.timetable.clock, state.timetable.pause
    clock = replace(clock, extended=clock.extended + 1)
    if event.remaining is None:
        return _set(state, clock, event.ends, at) if event.ends else clock
    warned = needs_no_warning(state.procedure, event.remaining)
    if is_standing(clock) or pause is None:
        return replace(clock, remaining=event.remaining, warned=warned)
    ends = pause.at + timedelta(seconds=event.remaining)
    return replace(clock, ends=ends, warned=warned, overtime=False)


def _after_roll(state: Session, event: _OfRoll, at: datetime) -> Session:
    roll = state.timetable.roll
    match event:
        case facts.RollCalled(number=number):
            return _with(state, roll=Roll(number, at), rolls=number)
        case facts.RollAnswered(party=party, presence=presence):
            said = with_presence(state, {party: presence}, at)
            return _with(said, roll=replace(roll, answers={**roll.answers, party: presence})) if roll else said
        case facts.RollClosed(absent=absent):
            missing = {party: Presence.ABSENT for party in absent if not is_away(state, party)}
            noted = with_presence(state, missing, at)
            return _with(noted, roll=replace(roll, open=False)) if roll else noted


def _after_party(state: Session, event: _OfParty, at: datetime) -> Session:
    table, party = state.timetable, event.party
    match event:
        case facts.PartyWalkedOut():
            return with_presence(state, {party: Presence.WALKED_OUT}, at)
        case facts.PartyReturned():
            here = with_presence(state, {party: Presence.PRESENT}, at)
            return _with(here, presence={one: how for one, how in here.timetable.presence.items() if one != party})
        case facts.PartyExcused():
            left = tuple(one for one in state.required if one != party)
            return replace(_with(state, excused=(*table.excused, party)), required=left, absent=(*state.absent, party))
        case facts.PartyReadmitted():
            required = tuple(one.id for one in state.parties if one.id in state.required or one.id == party)
            absent = tuple(one for one in state.absent if one != party)
            back = _with(state, excused=tuple(one for one in table.excused if one != party))
            return replace(back, required=required, absent=absent)


def _phase_fits(state: Session, event: facts.PhaseEntered) -> bool:
    known = any(one.id == event.phase for one in state.timetable.plan)
    return known and (event.how != "adopted" or state.agreement is not None)


def _extension_fits(state: Session, event: facts.ClockExtended) -> bool:
    table = state.timetable
    rests = is_standing(table.clock) or table.pause is not None
    return is_on(table.clock) and rests == (event.remaining is not None)


def _runs(table: Timetable) -> bool:
    return table.clock.ends is not None and not table.clock.overtime


def _roll_open(table: Timetable) -> bool:
    return table.roll is not None and table.roll.open


def _up_fits(state: Session, event: facts.TimeUp) -> bool:
    phase = state.timetable.phase
    return _runs(state.timetable) and event.phase == (phase.id if phase else "")


def _closing_fits(state: Session, event: facts.RollClosed) -> bool:
    roll = state.timetable.roll
    return roll is not None and roll.open and roll.number == event.number


_FITS: Mapping[type[ClockEvent], Callable[[Session, Any], bool]] = {
    facts.PhaseEntered: _phase_fits,
    facts.ClockSet: lambda _state, _event: True,
    facts.ClockExtended: _extension_fits,
    facts.ClockStopped: lambda state, _: _runs(state.timetable),
    facts.ClockStarted: lambda state, _: is_standing(state.timetable.clock),
    facts.TimeWarned: lambda state, event: _runs(state.timetable) and state.timetable.clock.ends == event.ends,
    facts.TimeUp: _up_fits,
    facts.SessionPaused: lambda _state, _event: True,
    facts.SessionResumed: lambda state, _: state.timetable.pause is not None,
    facts.RollCalled: lambda state, event: not _roll_open(state.timetable) and event.number > state.timetable.rolls,
    facts.RollAnswered: lambda state, _: _roll_open(state.timetable),
    facts.RollClosed: _closing_fits,
    facts.PartyWalkedOut: lambda state, event: state.timetable.presence.get(event.party) is not Presence.WALKED_OUT,
    facts.PartyReturned: lambda state, event: is_away(state, event.party),
    facts.PartyExcused: lambda state, event: event.party in state.required,
    facts.PartyReadmitted: lambda state, event: event.party in state.timetable.excused,
}
