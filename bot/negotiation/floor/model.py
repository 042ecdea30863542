"""Who has the floor, who waits for it, and which points were raised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """For which side a speaker asks for the floor, where the list is in the order for, neutral, against."""

    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"


class ListOrder(StrEnum):
    """In which order speakers are called: as they came, or for, neutral and against in turn."""

    COMING = "coming"
    SIDES = "sides"


class PointKind(StrEnum):
    """A point of order (the rules), of personal privilege (I cannot follow), or of information (a question)."""

    ORDER = "order"
    PRIVILEGE = "privilege"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A place on the list (`F3`): a member, the party spoken for (None: the chair or an observer), and why."""

    id: str
    member: str
    party: str | None
    side: Side
    reply: bool = False
    """A right of reply: such speakers come first."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker who has the floor until then; `yielded` is to what the rest was given (`questions` or a member)."""

    speaker: Speaker
    since: datetime
    until: datetime
    yielded: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point that a member raised (`O1`), and the chair's ruling: `sustained` or `overruled`; `appeal`: its motion.

    `reversed`: the appeal carried. `ruled_by` is the chair who ruled.
    """

    id: str
    kind: PointKind
    member: str
    party: str | None
    words: str
    at: datetime
    ruling: str = ""
    reason: str = ""
    appeal: str | None = None
    reversed: bool = False
    ruled_by: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """All of it. `seconds` is the time of a turn, `spoken` the seconds by party, `counted` how many places there were.

    `last_side` is the side that was called last.
    """

    open: bool = False
    order: ListOrder = ListOrder.COMING
    seconds: int = 90
    waiting: tuple[Speaker, ...] = ()
    turn: Turn | None = None
    spoken: Mapping[str, int] = field(default_factory=dict)
    counted: int = 0
    last_side: Side | None = None
    points: Mapping[str, Point] = field(default_factory=dict)
