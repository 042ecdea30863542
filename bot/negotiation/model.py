"""What a negotiation is at one moment: the state that the events add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field

from bot.drafting.clauses import Clause
from bot.negotiation.clockwork.model import Timetable
from bot.negotiation.concluding.model import Conclusion
from bot.negotiation.floor.model import Floor
from bot.negotiation.order.model import Order
from bot.negotiation.overlays import Bracket, Link, Reservation
from bot.negotiation.recording.model import Recording
from bot.negotiation.rooms.model import PrivateRooms
from bot.negotiation.voting.model import Voting
from bot.scenarios.procedure import Procedure


class Role(StrEnum):
    """What a seat lets its member do."""

    CHAIR = "chair"
    HEAD = "head"
    DELEGATE = "delegate"
    ADVISER = "adviser"
    OBSERVER = "observer"


class Phase(StrEnum):
    """Where the session stands."""

    CONVENED = "convened"
    NEGOTIATING = "negotiating"
    AGREED = "agreed"
    CLOSED = "closed"


class StanceKind(StrEnum):
    """What a party says of one version."""

    ACCEPTED = "accepted"
    AD_REFERENDUM = "ad_referendum"
    REJECTED = "rejected"


class ProposalStatus(StrEnum):
    """What has become of a proposal."""

    LIVE = "live"
    COUNTERED = "countered"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    UNDONE = "undone"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Party:
    """A party of the session, as the pack had it when the session was opened."""

    id: str
    name: str
    bloc: str | None = None
    votes: bool = True
    consent_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place in the session; the chair and observers sit for no party."""

    member: str
    name: str
    role: Role
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """What a party said of exactly one version (its hash); stale once the proposal has a newer one."""

    party: str
    kind: StanceKind
    member: str
    version: int
    text_hash: str
    at: datetime
    reason: str = ""
    said_of: int | None = None
    """The version that it was said of, where an editorial change carried it to a later one."""
    rested: timedelta = timedelta()
    """How long the talks have rested since: an acceptance ad referendum lapses so much later."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A party's written leave for one named rule to fail in one exact version."""

    rule: str
    party: str
    member: str
    text_hash: str
    statement: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """One exact text of a proposal."""

    number: int
    clauses: tuple[Clause, ...]
    text_hash: str
    member: str
    at: datetime


def _nothing(value: tuple[object, ...]) -> bool:
    return not value


UNLESS_EMPTY = Field(exclude_if=_nothing)
"""For a field that is younger than the first records: it is in their JSON only where it says something."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a version that everybody accepted is not an agreement (or may not be accepted).

    `brackets` are open ones, `links` those whose condition the text does not meet, both by id.
    """

    rules: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    brackets: Annotated[tuple[str, ...], UNLESS_EMPTY] = ()
    links: Annotated[tuple[str, ...], UNLESS_EMPTY] = ()


@dataclass(frozen=True, slots=True)
class Bundled:
    """A proposal that went into a package, and the version of it that did."""

    proposal: str
    version: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A numbered proposal (`P3`): its versions, and what each party says of them."""

    id: str
    party: str | None
    member: str
    versions: tuple[Version, ...]
    counters: str | None = None
    counters_version: int | None = None
    stances: Mapping[str, Stance] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    status: ProposalStatus = ProposalStatus.LIVE
    status_reason: str = ""
    expires: datetime | None = None
    barred: Bar | None = None
    bundles: tuple[Bundled, ...] = ()
    takes_over: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def current(self) -> Version:
        """The newest version, the only one that can be accepted."""
        return self.versions[-1]

    @property
    def live(self) -> bool:
        """Whether parties may still act on it."""
        return self.status is ProposalStatus.LIVE

    def stance(self, party: str) -> Stance | None:
        """Give the party's stance on the current version, or None if it has none or a stale one."""
        stance = self.stances.get(party)
        # The number counts too: an author who returns to an earlier text does not revive what was said of it.
        current = (self.current.number, self.current.text_hash)
        return stance if stance and (stance.version, stance.text_hash) == current else None

    def without_stance(self, party: str) -> Self:
        """Give the proposal as if the party had said nothing of it."""
        return replace(self, stances={one: stance for one, stance in self.stances.items() if one != party})

    def expired_at(self, now: datetime) -> bool:
        """Say whether the time that its author set has passed; nothing but withdrawing it is possible then."""
        return self.expires is not None and now >= self.expires

    def fallen_acceptances(self) -> tuple[str, ...]:
        """Give the parties whose last word was an acceptance of an older version, so that it no longer counts."""
        return tuple(
            party
            for party, stance in self.stances.items()
            if stance.version < self.current.number and stance.kind is not StanceKind.REJECTED
        )

    def accepting(self) -> tuple[str, ...]:
        """Give the parties that hold an acceptance of the current version, full or ad referendum."""
        return tuple(
            party for party in self.stances if (stance := self.stance(party)) and stance.kind is not StanceKind.REJECTED
        )

    def accepted_by(self) -> tuple[str, ...]:
        """Give the parties that hold a full acceptance of the current version."""
        return tuple(
            party for party in self.stances if (stance := self.stance(party)) and stance.kind is StanceKind.ACCEPTED
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """The adopted text."""

    proposal: str
    version: int
    text_hash: str
    parties: tuple[str, ...]
    waived: tuple[str, ...]
    at: datetime
    how: str = "accepted"


@dataclass(frozen=True, slots=True)
class Session:
    """One negotiation; the fold of its recorded events."""

    id: str
    pack: str
    pack_hash: str
    title: str
    variant: str | None
    reading: str
    parties: tuple[Party, ...]
    procedure: Procedure
    version: int = 0
    phase: Phase = Phase.CONVENED
    seats: Mapping[str, Seat] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    brackets: Mapping[str, Bracket] = field(default_factory=dict)
    reservations: Mapping[str, Reservation] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    agreement: Agreement | None = None
    harvest: tuple[Agreement, ...] = ()
    """Texts that stand by themselves, where the procedure binds issue by issue."""
    timetable: Timetable = field(default_factory=Timetable)
    floor: Floor = field(default_factory=Floor)
    voting: Voting = field(default_factory=Voting)
    conclusion: Conclusion = field(default_factory=Conclusion)
    private: PrivateRooms = field(default_factory=PrivateRooms)
    order: Order = field(default_factory=Order)
    recording: Recording = field(default_factory=Recording)
    outcome: str | None = None
    opened_at: datetime | None = None
    begun_at: datetime | None = None
    closed_at: datetime | None = None
    opened_by: str = ""
    former: Mapping[str, str] = field(default_factory=dict)
    """Member -> the party that the member last sat for, and whose brief the member may have read."""

    def with_proposal(self, proposal: Proposal) -> Self:
        """Give the session with a new proposal, or with a new state of one that it has."""
        return replace(self, proposals={**self.proposals, proposal.id: proposal})

    def party(self, party_id: str) -> Party | None:
        """Give the party with this id, or None."""
        return next((party for party in self.parties if party.id == party_id), None)

    def seat_of(self, member: str) -> Seat | None:
        """Give the member's seat, or None."""
        return self.seats.get(member)

    def head_of(self, party_id: str) -> Seat | None:
        """Give the head of a party's delegation, or None while that seat is empty."""
        return next((seat for seat in self.seats.values() if seat.party == party_id and seat.role is Role.HEAD), None)

    def chairs(self) -> tuple[Seat, ...]:
        """Give the seats of the chairs."""
        return tuple(seat for seat in self.seats.values() if seat.role is Role.CHAIR)

    def delegation(self, party_id: str) -> tuple[Seat, ...]:
        """Give everybody who sits for a party, in the order in which they sat down."""
        return tuple(seat for seat in self.seats.values() if seat.party == party_id)

    def live_proposals(self) -> tuple[Proposal, ...]:
        """Give the proposals that parties may still act on, oldest first."""
        return tuple(proposal for proposal in self.proposals.values() if proposal.live)
