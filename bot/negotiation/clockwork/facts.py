"""What has happened to phases, clock, pauses and presence."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.negotiation.clockwork.model import PauseKind, Presence


@dataclass(frozen=True, slots=True)
class PhaseEntered:
    """A phase of the pack began; `how`: `begin`, `chair`, `time` or `adopted`. `unmet`: guards that were overridden."""

    phase: str
    number: int
    allows: tuple[str, ...]
    how: str
    ends: datetime | None = None
    minutes: int | None = None
    reason: str = ""
    unmet: tuple[str, ...] = ()
    type: Literal["phase_entered"] = field(default="phase_entered", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The clock runs until then."""

    ends: datetime
    type: Literal["clock_set"] = field(default="clock_set", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClockExtended:
    """Minutes were added."""

    minutes: int
    ends: datetime | None
    remaining: int | None = None
    reason: str = ""
    type: Literal["clock_extended"] = field(default="clock_extended", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """The clock stands with so many seconds left; it goes on by itself at `until`."""

    remaining: int
    until: datetime
    reason: str = ""
    type: Literal["clock_stopped"] = field(default="clock_stopped", kw_only=True)


@dataclass(frozen=True, slots=True)
class ClockStarted:
    """The clock goes on; `how`: `chair`, `limit`, or `room` (the room closed for which it stood)."""

    ends: datetime
    how: str
    type: Literal["clock_started"] = field(default="clock_started", kw_only=True)


@dataclass(frozen=True, slots=True)
class TimeWarned:
    """Little time is left."""

    ends: datetime
    type: Literal["time_warned"] = field(default="time_warned", kw_only=True)


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The time of the phase is up; what was open stays open until the chair goes on (overtime)."""

    phase: str
    type: Literal["time_up"] = field(default="time_up", kw_only=True)


@dataclass(frozen=True, slots=True)
class SessionPaused:
    """The talks rest."""

    kind: PauseKind
    reason: str
    until: datetime | None
    remaining: int | None
    type: Literal["session_paused"] = field(default="session_paused", kw_only=True)


@dataclass(frozen=True, slots=True)
class SessionResumed:
    """The talks go on, in the same phase; `how`: `chair` or `time`."""

    kind: PauseKind
    ends: datetime | None
    how: str
    type: Literal["session_resumed"] = field(default="session_resumed", kw_only=True)


@dataclass(frozen=True, slots=True)
class RollCalled:
    """The roll is open."""

    number: int
    type: Literal["roll_called"] = field(default="roll_called", kw_only=True)


@dataclass(frozen=True, slots=True)
class RollAnswered:
    """A party answered, itself or through the chair."""

    party: str
    presence: Presence
    type: Literal["roll_answered"] = field(default="roll_answered", kw_only=True)


@dataclass(frozen=True, slots=True)
class RollClosed:
    """The roll is closed; these have not answered."""

    number: int
    absent: tuple[str, ...]
    type: Literal["roll_closed"] = field(default="roll_closed", kw_only=True)


@dataclass(frozen=True, slots=True)
class PartyWalkedOut:
    """A party left the talks."""

    party: str
    reason: str
    type: Literal["party_walked_out"] = field(default="party_walked_out", kw_only=True)


@dataclass(frozen=True, slots=True)
class PartyReturned:
    """A party is there again."""

    party: str
    type: Literal["party_returned"] = field(default="party_returned", kw_only=True)


@dataclass(frozen=True, slots=True)
class PartyExcused:
    """The talks go on without a party that did not come back."""

    party: str
    reason: str
    type: Literal["party_excused"] = field(default="party_excused", kw_only=True)


@dataclass(frozen=True, slots=True)
class PartyReadmitted:
    """A party is again among those whose acceptance is required."""

    party: str
    type: Literal["party_readmitted"] = field(default="party_readmitted", kw_only=True)


ClockEvent = (
    PhaseEntered
    | ClockSet
    | ClockExtended
    | ClockStopped
    | ClockStarted
    | TimeWarned
    | TimeUp
    | SessionPaused
    | SessionResumed
    | RollCalled
    | RollAnswered
    | RollClosed
    | PartyWalkedOut
    | PartyReturned
    | PartyExcused
    | PartyReadmitted
)
"""Everything that can have happened to phases, clock, pauses and presence."""
