"""What members may try to do: imperative, decided by `decide`."""

from dataclasses import dataclass
from datetime import datetime

from bot.drafting.clauses import Clause
from bot.negotiation.clockwork.acts import ClockAct
from bot.negotiation.clockwork.model import Pace
from bot.negotiation.concluding.acts import ConcludingAct
from bot.negotiation.floor.acts import FloorAct
from bot.negotiation.model import Role
from bot.negotiation.order.acts import OrderAct
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.recording.acts import RecordingAct
from bot.negotiation.rooms.acts import RoomAct
from bot.negotiation.voting.acts import VoteAct


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member by id and shown name; `moderator` if the server lets them open sessions."""

    member: str
    name: str
    moderator: bool = False


CLOCK = Actor("clock", "clock")
"""Who acts where a deadline is due. No member has such an id."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Open a session with the pack and the reading of the context; the actor becomes its chair.

    `aliases`: nobody has a name in its record.
    """

    session: str
    aliases: bool = False


@dataclass(frozen=True, slots=True)
class TakeSeat:
    """Sit down: for a party as head, delegate or adviser; without a party as observer."""

    role: Role
    party: str | None = None


@dataclass(frozen=True, slots=True)
class LeaveSeat:
    """Give up one's own seat."""


@dataclass(frozen=True, slots=True)
class AssignSeat:
    """The chair seats a member (moves them if they sit elsewhere; a head in the way becomes a delegate)."""

    member: str
    name: str
    role: Role
    party: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Begin:
    """The chair begins; `without` names the voting parties that stay out though nobody heads them.

    `pace` says whether the phases of the pack are kept, and with which of their lengths.
    """

    without: tuple[str, ...] = ()
    pace: Pace = Pace.FREE


@dataclass(frozen=True, slots=True)
class Table:
    """Table a proposal; `expires` is when it lapses, if the procedure keeps offers firm."""

    clauses: tuple[Clause, ...]
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """Answer another party's proposal with one of one's own; `text_hash` is the version that is answered."""

    proposal: str
    text_hash: str
    clauses: tuple[Clause, ...]
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Make a new version of one's own proposal; `text_hash` is the version that is changed."""

    proposal: str
    text_hash: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Reject:
    """Say no to the current version of a proposal."""

    proposal: str
    text_hash: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take one's own proposal off the table."""

    proposal: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Accept:
    """Accept exactly the version with this hash, fully."""

    proposal: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class AcceptAdReferendum:
    """Accept provisionally, until the head confirms."""

    proposal: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """The head turns the delegation's acceptance ad referendum into a full one."""

    proposal: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take back one's party's acceptance or rejection."""

    proposal: str


@dataclass(frozen=True, slots=True)
class Waive:
    """Give written leave for a named rule to fail in exactly this version."""

    proposal: str
    text_hash: str
    rule: str
    statement: str


@dataclass(frozen=True, slots=True)
class PlaceBracket:
    """Put words of a clause (its number, from 1) in brackets; no words: the whole clause.

    `alternative` is what the party would have instead, if it says.
    """

    proposal: str
    text_hash: str
    clause: int
    words: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class LiftBracket:
    """Take away a bracket of one's own party, or agree that another's is taken away."""

    bracket: str


@dataclass(frozen=True, slots=True)
class TakeAlternative:
    """Put a bracket's alternative into one's own text, in place of the words."""

    proposal: str
    text_hash: str
    bracket: str


@dataclass(frozen=True, slots=True)
class Reserve:
    """Make a reservation in writing; with `bracket`, it settles that bracket of one's own."""

    proposal: str
    text_hash: str
    kind: ReservationKind
    statement: str
    bracket: str | None = None
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class LiftReservation:
    """Take back a reservation of one's own party."""

    reservation: str


@dataclass(frozen=True, slots=True)
class StateLink:
    """Say that one's acceptance of a proposal counts only together with others."""

    proposal: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DropLink:
    """Take back such a condition of one's own party."""

    link: str


@dataclass(frozen=True, slots=True)
class TablePackage:
    """Put exact versions (proposal, hash) of live proposals into a new one, which is accepted as one text."""

    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Adopt:
    """The chair finds that there is no objection (only where the procedure adopts so)."""

    proposal: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Close:
    """The chair closes the session."""

    reason: str = ""


Act = (
    OpenSession
    | TakeSeat
    | LeaveSeat
    | AssignSeat
    | Begin
    | Table
    | Counter
    | Change
    | Reject
    | Withdraw
    | Accept
    | AcceptAdReferendum
    | Confirm
    | TakeBack
    | Waive
    | PlaceBracket
    | LiftBracket
    | TakeAlternative
    | Reserve
    | LiftReservation
    | StateLink
    | DropLink
    | TablePackage
    | Adopt
    | Close
    | ClockAct
    | FloorAct
    | VoteAct
    | ConcludingAct
    | RoomAct
    | OrderAct
    | RecordingAct
)
"""Everything that a member may try."""
