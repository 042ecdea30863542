"""What may be tried with private rooms and blind questions."""

from dataclasses import dataclass

from bot.negotiation.rooms.model import RoomKind


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """Open a caucus with other parties, or (chair) a confessional with one; `minutes` None: until it is closed."""

    kind: RoomKind
    parties: tuple[str, ...]
    topic: str = ""
    minutes: int | None = None
    stops_clock: bool = False


@dataclass(frozen=True, slots=True)
class InviteToRoom:
    """Let more parties into a caucus."""

    room: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaveRoom:
    """One's party leaves a caucus; the last but one closes it."""

    room: str


@dataclass(frozen=True, slots=True)
class EnterRoom:
    """The chair looks in, if the pack lets chairs; the room is told."""

    room: str


@dataclass(frozen=True, slots=True)
class ExtendRoom:
    """Give a room more minutes."""

    room: str
    minutes: int


@dataclass(frozen=True, slots=True)
class CloseRoom:
    """Close a room; its words stay with its members. `reason` is for a chair, who closes it over others."""

    room: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReopenRoom:
    """Open a closed room again, with the same parties."""

    room: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class AskBlind:
    """The chair asks parties in private whether they would accept (no parties: all required ones)."""

    words: str
    proposal: str | None = None
    text_hash: str | None = None
    parties: tuple[str, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerBlind:
    """Answer a blind question; nobody learns how, unless all say yes."""

    probe: str
    yes: bool


@dataclass(frozen=True, slots=True)
class CloseBlind:
    """The chair closes a blind question; who has not answered counts as no."""

    probe: str


RoomAct = (
    OpenRoom
    | InviteToRoom
    | LeaveRoom
    | EnterRoom
    | ExtendRoom
    | CloseRoom
    | ReopenRoom
    | AskBlind
    | AnswerBlind
    | CloseBlind
)
"""Everything that may be tried with private rooms and blind questions."""
