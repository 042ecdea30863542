"""What may be tried with the floor."""

from dataclasses import dataclass

from bot.negotiation.floor.model import ListOrder, PointKind, Side


@dataclass(frozen=True, slots=True)
class OpenList:
    """The chair opens the speakers list."""

    order: ListOrder = ListOrder.COMING
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class CloseList:
    """The chair closes the list; who is on it still speaks."""


@dataclass(frozen=True, slots=True)
class JoinList:
    """Ask for the floor."""

    side: Side = Side.NEUTRAL


@dataclass(frozen=True, slots=True)
class LeaveList:
    """Take one's name off the list."""


@dataclass(frozen=True, slots=True)
class Recognise:
    """The chair gives the floor: to the next speaker (None), or to a member by id; `reply` as a right of reply."""

    member: str | None = None
    reply: bool = False


@dataclass(frozen=True, slots=True)
class YieldFloor:
    """The speaker gives the rest of the turn to the `chair`, to `questions`, or to a `member` (by id)."""

    to: str
    member: str | None = None


@dataclass(frozen=True, slots=True)
class EndTurn:
    """The chair or the speaker ends the turn."""


@dataclass(frozen=True, slots=True)
class SetTurn:
    """The chair sets how long a turn is, in seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class AskReply:
    """Ask for a right of reply."""


@dataclass(frozen=True, slots=True)
class RaisePoint:
    """Raise a point of order, of privilege or of information."""

    kind: PointKind
    words: str


@dataclass(frozen=True, slots=True)
class RulePoint:
    """The chair rules on a point, at once."""

    point: str
    sustained: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AppealRuling:
    """Put the chair's ruling to the vote."""

    point: str


@dataclass(frozen=True, slots=True)
class CallToOrder:
    """The chair calls a member to order."""

    member: str
    reason: str


FloorAct = (
    OpenList
    | CloseList
    | JoinList
    | LeaveList
    | Recognise
    | YieldFloor
    | EndTurn
    | SetTurn
    | AskReply
    | RaisePoint
    | RulePoint
    | AppealRuling
    | CallToOrder
)
"""Everything that may be tried with the floor."""
