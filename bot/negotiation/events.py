"""What has happened: facts in the past tense, the only truth of a session."""

from dataclasses import dataclass
from datetime import datetime

from bot.drafting.clauses import Clause
from bot.negotiation.model import Bar, Party, Role
from bot.scenarios.procedure import Procedure


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """A session was opened by its first chair."""

    session: str
    pack: str
    pack_hash: str
    title: str
    variant: str | None
    reading: str
    parties: tuple[Party, ...]
    procedure: Procedure


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A member sat down (or was seated: the record names who acted)."""

    member: str
    name: str
    role: Role
    party: str | None


@dataclass(frozen=True, slots=True)
class SeatLeft:
    """A member's seat became empty."""

    member: str


@dataclass(frozen=True, slots=True)
class SessionBegun:
    """The negotiation began; these parties must accept, those stay out."""

    required: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalTabled:
    """A proposal was tabled; with `counters` it answers another one."""

    proposal: str
    party: str | None
    clauses: tuple[Clause, ...]
    text_hash: str
    counters: str | None = None
    counters_version: int | None = None
    expires: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProposalChanged:
    """The author made a new version; every stance on the older one is stale."""

    proposal: str
    version: int
    clauses: tuple[Clause, ...]
    text_hash: str


@dataclass(frozen=True, slots=True)
class ProposalRejected:
    """A party said no to a version."""

    proposal: str
    party: str
    version: int
    text_hash: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """The author took a proposal off the table; `accepted_by` had accepted it."""

    proposal: str
    reason: str
    accepted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalLapsed:
    """A proposal ended without its author: `countered`, `expired`, `other_adopted` or `closed`."""

    proposal: str
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalAccepted:
    """A party accepted a version fully (`confirmed`: an acceptance ad referendum became full)."""

    proposal: str
    party: str
    version: int
    text_hash: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ProposalAcceptedAdReferendum:
    """A party accepted a version, subject to its head's confirmation."""

    proposal: str
    party: str
    version: int
    text_hash: str


@dataclass(frozen=True, slots=True)
class StanceTakenBack:
    """A party took its acceptance or rejection back."""

    proposal: str
    party: str


@dataclass(frozen=True, slots=True)
class AsymmetryWaived:
    """A party gave written leave for a rule to fail in one version."""

    proposal: str
    party: str
    version: int
    text_hash: str
    rule: str
    statement: str


@dataclass(frozen=True, slots=True)
class AdoptionBarred:
    """All required parties accepted the version, and yet it is no agreement."""

    proposal: str
    version: int
    text_hash: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class TextAdopted:
    """The version became the agreed text."""

    proposal: str
    version: int
    text_hash: str
    parties: tuple[str, ...]
    waived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """The session ended: `agreed` or `no_agreement`."""

    outcome: str
    reason: str


Event = (
    SessionOpened
    | SeatTaken
    | SeatLeft
    | SessionBegun
    | ProposalTabled
    | ProposalChanged
    | ProposalRejected
    | ProposalWithdrawn
    | ProposalLapsed
    | ProposalAccepted
    | ProposalAcceptedAdReferendum
    | StanceTakenBack
    | AsymmetryWaived
    | AdoptionBarred
    | TextAdopted
    | SessionClosed
)
"""Everything that can have happened."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in the record: its number in the session (from 1), when, by whom, and its place in the hash chain."""

    seq: int
    at: datetime
    member: str
    event: Event
    prev: str
    hash: str
