"""Private rooms, and questions that are answered blindly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

UNDONE = "undone"
"""How a room or a question came to its end whose beginning was undone: it is kept for its number alone."""


class RoomKind(StrEnum):
    """A caucus of several parties, or the chair's confessional with one."""

    CAUCUS = "caucus"
    CONFESSIONAL = "confessional"


@dataclass(frozen=True, slots=True)
class Room:
    """A private room (`C1`): its parties, until when it is open, and which chairs have looked in.

    `stops_clock`: the plenary's clock stood when it was opened, and goes on when it closes.
    """

    id: str
    kind: RoomKind
    topic: str
    parties: tuple[str, ...]
    opened_by: str
    at: datetime
    ends: datetime | None = None
    open: bool = True
    stops_clock: bool = False
    visitors: tuple[str, ...] = ()
    how: str = ""
    """How it closed: `member`, `chair`, `time`, `undone`."""
    by_chair: bool = False
    """A chair opened it, and so a chair may let more parties in."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A blind question of the chair (`Q1`): would you accept this? `answered`: who did, never how.

    `all_yes` is known once it is closed: True if every party said yes, else False, and no more is ever told.
    """

    id: str
    words: str
    parties: tuple[str, ...]
    at: datetime
    proposal: str | None = None
    version: int | None = None
    closes: datetime | None = None
    answered: tuple[str, ...] = ()
    all_yes: bool | None = None
    how: str = ""

    @property
    def open(self) -> bool:
        """Whether it can still be answered."""
        return self.all_yes is None


@dataclass(frozen=True, slots=True)
class PrivateRooms:
    """All of it."""

    rooms: Mapping[str, Room] = field(default_factory=dict)
    probes: Mapping[str, Probe] = field(default_factory=dict)
