"""What has happened with private rooms and blind questions; never what was said in them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.negotiation.rooms.model import RoomKind


@dataclass(frozen=True, slots=True)
class RoomOpened:
    """A private room is open."""

    room: str
    kind: RoomKind
    parties: tuple[str, ...]
    topic: str
    ends: datetime | None
    stops_clock: bool
    type: Literal["room_opened"] = field(default="room_opened", kw_only=True)


@dataclass(frozen=True, slots=True)
class RoomInvited:
    """More parties were let in."""

    room: str
    parties: tuple[str, ...]
    type: Literal["room_invited"] = field(default="room_invited", kw_only=True)


@dataclass(frozen=True, slots=True)
class RoomLeft:
    """A party left."""

    room: str
    party: str
    type: Literal["room_left"] = field(default="room_left", kw_only=True)


@dataclass(frozen=True, slots=True)
class RoomEntered:
    """A chair looks in."""

    room: str
    visitor: str
    type: Literal["room_entered"] = field(default="room_entered", kw_only=True)


@dataclass(frozen=True, slots=True)
class RoomExtended:
    """A room has time until then."""

    room: str
    ends: datetime
    type: Literal["room_extended"] = field(default="room_extended", kw_only=True)


@dataclass(frozen=True, slots=True)
class RoomClosed:
    """A room is closed; `how`: `member`, `chair` or `time`."""

    room: str
    how: str
    reason: Annotated[str, Field(exclude_if=lambda value: not value)] = ""
    type: Literal["room_closed"] = field(default="room_closed", kw_only=True)


@dataclass(frozen=True, slots=True)
class RoomReopened:
    """A room is open again."""

    room: str
    ends: datetime | None
    type: Literal["room_reopened"] = field(default="room_reopened", kw_only=True)


@dataclass(frozen=True, slots=True)
class BlindAsked:
    """The chair asked a blind question."""

    probe: str
    words: str
    parties: tuple[str, ...]
    proposal: str | None
    version: int | None
    closes: datetime | None
    type: Literal["blind_asked"] = field(default="blind_asked", kw_only=True)


@dataclass(frozen=True, slots=True)
class BlindAnswered:
    """A party answered; how is kept apart, and never told unless all say yes."""

    probe: str
    party: str
    type: Literal["blind_answered"] = field(default="blind_answered", kw_only=True)


@dataclass(frozen=True, slots=True)
class BlindClosed:
    """All said yes, or not; `how`: `all`, `chair` or `time`."""

    probe: str
    all_yes: bool
    how: str
    type: Literal["blind_closed"] = field(default="blind_closed", kw_only=True)


RoomEvent = (
    RoomOpened
    | RoomInvited
    | RoomLeft
    | RoomEntered
    | RoomExtended
    | RoomClosed
    | RoomReopened
    | BlindAsked
    | BlindAnswered
    | BlindClosed
)
"""Everything that can have happened with private rooms and blind questions."""
