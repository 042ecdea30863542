"""What has happened on the floor."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.negotiation.floor.model import ListOrder, PointKind, Side


@dataclass(frozen=True, slots=True)
class ListOpened:
    """The speakers list is open."""

    order: ListOrder
    seconds: int
    type: Literal["list_opened"] = field(default="list_opened", kw_only=True)


@dataclass(frozen=True, slots=True)
class ListClosed:
    """Nobody else gets on the list."""

    type: Literal["list_closed"] = field(default="list_closed", kw_only=True)


@dataclass(frozen=True, slots=True)
class SpeakerAdded:
    """A member asked for the floor."""

    speaker: str
    member: str
    party: str | None
    side: Side
    reply: bool
    type: Literal["speaker_added"] = field(default="speaker_added", kw_only=True)


@dataclass(frozen=True, slots=True)
class SpeakerRemoved:
    """A member's name is off the list."""

    speaker: str
    type: Literal["speaker_removed"] = field(default="speaker_removed", kw_only=True)


@dataclass(frozen=True, slots=True)
class FloorGiven:
    """A member has the floor until then."""

    speaker: str
    member: str
    party: str | None
    side: Side
    reply: bool
    until: datetime
    type: Literal["floor_given"] = field(default="floor_given", kw_only=True)


@dataclass(frozen=True, slots=True)
class FloorYielded:
    """The speaker gave the rest of the turn away: to `questions` or to a member."""

    to: str
    member: str | None
    party: str | None
    type: Literal["floor_yielded"] = field(default="floor_yielded", kw_only=True)


@dataclass(frozen=True, slots=True)
class FloorEnded:
    """A turn ended after so many seconds; `how`: `time`, `speaker`, `chair`, `next`."""

    speaker: str
    party: str | None
    seconds: int
    how: str
    type: Literal["floor_ended"] = field(default="floor_ended", kw_only=True)


@dataclass(frozen=True, slots=True)
class TurnSet:
    """A turn is so long from now on."""

    seconds: int
    type: Literal["turn_set"] = field(default="turn_set", kw_only=True)


@dataclass(frozen=True, slots=True)
class PointRaised:
    """A member raised a point."""

    point: str
    kind: PointKind
    party: str | None
    words: str
    type: Literal["point_raised"] = field(default="point_raised", kw_only=True)


@dataclass(frozen=True, slots=True)
class PointRuled:
    """The chair ruled."""

    point: str
    sustained: bool
    reason: str
    type: Literal["point_ruled"] = field(default="point_ruled", kw_only=True)


@dataclass(frozen=True, slots=True)
class RulingAppealed:
    """A ruling is put to the vote, as this motion."""

    point: str
    motion: str
    party: str
    type: Literal["ruling_appealed"] = field(default="ruling_appealed", kw_only=True)


@dataclass(frozen=True, slots=True)
class RulingReversed:
    """The vote on an appeal went against the chair."""

    point: str
    motion: str
    type: Literal["ruling_reversed"] = field(default="ruling_reversed", kw_only=True)


@dataclass(frozen=True, slots=True)
class CalledToOrder:
    """The chair called a member to order."""

    called: str
    party: str | None
    reason: str
    type: Literal["called_to_order"] = field(default="called_to_order", kw_only=True)


FloorEvent = (
    ListOpened
    | ListClosed
    | SpeakerAdded
    | SpeakerRemoved
    | FloorGiven
    | FloorYielded
    | FloorEnded
    | TurnSet
    | PointRaised
    | PointRuled
    | RulingAppealed
    | RulingReversed
    | CalledToOrder
)
"""Everything that can have happened on the floor."""
