"""What the clock shows, what the present phase lets be done, and who is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Pace(StrEnum):
    """Whether the pack's phases are kept, and with which of their lengths; `free`: everything is open at any time."""

    FREE = "free"
    LIVE = "live"
    POST = "post"


class PauseKind(StrEnum):
    """How far a pause goes: minutes, a later date, or the chair's stop of everything."""

    SUSPENDED = "suspended"
    ADJOURNED = "adjourned"
    FROZEN = "frozen"


class Presence(StrEnum):
    """What a party answered at the roll call, or did since; present and voting may not abstain."""

    PRESENT = "present"
    VOTING = "present_and_voting"
    ABSENT = "absent"
    WALKED_OUT = "walked_out"


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """A phase of the pack as it is kept in this session: its minutes, the act words it allows, its guards."""

    id: str
    minutes: int
    allows: tuple[str, ...]
    entry: tuple[str, ...] = ()
    exit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseNow:
    """The phase of the pack that is on: `allows` are the act words of the pack, `number` counts from 1."""

    id: str
    number: int
    allows: tuple[str, ...]
    entered_at: datetime
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of the present phase: it runs towards `ends`, or stands with `remaining` seconds (None: it is off).

    `stops` counts how often it was stopped, `stopped_for` the seconds that it has stood in all; `warned` says that
    the warning was given, `overtime` that the time is up. `extended` counts extensions.
    """

    ends: datetime | None = None
    remaining: int | None = None
    stopped_at: datetime | None = None
    stops: int = 0
    stopped_for: int = 0
    warned: bool = False
    overtime: bool = False
    extended: int = 0


@dataclass(frozen=True, slots=True)
class Pause:
    """The talks rest; the phase stays, and the clock goes on with `remaining` seconds (None: none was running)."""

    kind: PauseKind
    at: datetime
    reason: str
    until: datetime | None = None
    remaining: int | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll call: what each party has answered so far; open until the chair closes it."""

    number: int
    at: datetime
    answers: Mapping[str, Presence] = field(default_factory=dict)
    open: bool = True


@dataclass(frozen=True, slots=True)
class Timetable:
    """All of it. A party that is not in `presence` counts as present; `away_since` says since when one is not there.

    `excused` are parties that were required and are not any more, because they did not come back. `entered` and
    `rolls` count the phases that were entered and the rolls that were called, undone ones too.
    """

    pace: Pace = Pace.FREE
    plan: tuple[PhasePlan, ...] = ()
    phase: PhaseNow | None = None
    clock: Clock = Clock()
    pause: Pause | None = None
    roll: Roll | None = None
    presence: Mapping[str, Presence] = field(default_factory=dict)
    away_since: Mapping[str, datetime] = field(default_factory=dict)
    excused: tuple[str, ...] = ()
    entered: int = 0
    rolls: int = 0
