"""What may be tried with phases, clock, pauses and presence; mostly by the chair."""

from dataclasses import dataclass
from datetime import datetime

from bot.negotiation.clockwork.model import PauseKind, Presence


@dataclass(frozen=True, slots=True)
class EnterPhase:
    """The chair goes on to a phase of the pack (None: the next one); `anyway` although its exit guards are unmet."""

    phase: str | None = None
    reason: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class SetClock:
    """The chair sets how many minutes are left from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class ExtendClock:
    """The chair adds minutes to the clock."""

    minutes: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StopClock:
    """The chair stops the clock, for at most as long as the procedure lets it stand."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class StartClock:
    """The chair lets the clock go on."""


@dataclass(frozen=True, slots=True)
class PauseSession:
    """The chair suspends, adjourns or freezes the session; it comes back to the same phase."""

    kind: PauseKind
    reason: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ResumeSession:
    """The chair goes on after a pause."""


@dataclass(frozen=True, slots=True)
class CallRoll:
    """The chair calls the roll."""


@dataclass(frozen=True, slots=True)
class AnswerRoll:
    """Answer for one's party: present, or present and voting."""

    presence: Presence


@dataclass(frozen=True, slots=True)
class MarkPresence:
    """The chair notes what a party answered aloud."""

    party: str
    presence: Presence


@dataclass(frozen=True, slots=True)
class CloseRoll:
    """The chair closes the roll; who has not answered is absent."""


@dataclass(frozen=True, slots=True)
class WalkOut:
    """The head leaves the talks in protest, with the delegation."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class ComeBack:
    """A party that walked out or was absent is there again."""


@dataclass(frozen=True, slots=True)
class ExcuseParty:
    """The chair goes on without a party that is away too long; what is its own still takes its consent."""

    party: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadmitParty:
    """The chair lets a party back among those whose acceptance is required."""

    party: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A deadline is due: tried by the clock alone, never by a member. `key` and `at` name it (see `deadlines`)."""

    key: str
    at: datetime


ClockAct = (
    EnterPhase
    | SetClock
    | ExtendClock
    | StopClock
    | StartClock
    | PauseSession
    | ResumeSession
    | CallRoll
    | AnswerRoll
    | MarkPresence
    | CloseRoll
    | WalkOut
    | ComeBack
    | ExcuseParty
    | ReadmitParty
    | Tick
)
"""Everything that may be tried with phases, clock, pauses and presence."""
