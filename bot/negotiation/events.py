"""What has happened: facts in the past tense, the only truth of a session.

`type` names the kind of an event where classes do not reach: in JSON, and in the names of templates.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.drafting.clauses import Clause
from bot.negotiation.clockwork.facts import ClockEvent
from bot.negotiation.clockwork.model import Pace, PhasePlan
from bot.negotiation.concluding.facts import ConcludingEvent
from bot.negotiation.floor.facts import FloorEvent
from bot.negotiation.marked import MarkEvent
from bot.negotiation.model import UNLESS_EMPTY, Bar, Bundled, Party, Role
from bot.negotiation.order.facts import OrderEvent
from bot.negotiation.order.model import ScheduledInject
from bot.negotiation.recording.facts import RecordingEvent
from bot.negotiation.rooms.facts import RoomEvent
from bot.negotiation.voting.facts import VoteEvent
from bot.scenarios.procedure import Procedure


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """A session was opened by its first chair; `aliases`: nobody has a name in its record."""

    session: str
    pack: str
    pack_hash: str
    title: str
    variant: str | None
    reading: str
    parties: tuple[Party, ...]
    procedure: Procedure
    aliases: Annotated[bool, Field(exclude_if=lambda value: not value)] = False
    type: Literal["session_opened"] = field(default="session_opened", kw_only=True)


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """A member sat down (or was seated: the record names who acted, and why, if they said so)."""

    member: str
    name: str
    role: Role
    party: str | None
    reason: Annotated[str, Field(exclude_if=lambda value: not value)] = ""
    type: Literal["seat_taken"] = field(default="seat_taken", kw_only=True)


@dataclass(frozen=True, slots=True)
class SeatLeft:
    """A member's seat became empty."""

    member: str
    type: Literal["seat_left"] = field(default="seat_left", kw_only=True)


@dataclass(frozen=True, slots=True)
class SessionBegun:
    """The negotiation began; these parties must accept, those stay out.

    `injects` only in records of the first versions: since then `NewsScheduled` keeps them from the parties.
    """

    required: tuple[str, ...]
    absent: tuple[str, ...]
    pace: Annotated[Pace, Field(exclude_if=lambda value: value == Pace.FREE)] = Pace.FREE
    plan: Annotated[tuple[PhasePlan, ...], UNLESS_EMPTY] = ()
    injects: Annotated[tuple[ScheduledInject, ...], UNLESS_EMPTY] = ()
    type: Literal["session_begun"] = field(default="session_begun", kw_only=True)


@dataclass(frozen=True, slots=True)
class NewsScheduled:
    """These news of the pack come by themselves; only the chairs may know."""

    injects: tuple[ScheduledInject, ...]
    type: Literal["news_scheduled"] = field(default="news_scheduled", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProposalTabled:
    """A proposal was tabled; with `counters` it answers another one, with `bundles` it is a package of others."""

    proposal: str
    party: str | None
    clauses: tuple[Clause, ...]
    text_hash: str
    counters: str | None = None
    counters_version: int | None = None
    expires: datetime | None = None
    bundles: Annotated[tuple[Bundled, ...], UNLESS_EMPTY] = ()
    takes_over: Annotated[str | None, Field(exclude_if=lambda value: value is None)] = None
    type: Literal["proposal_tabled"] = field(default="proposal_tabled", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProposalChanged:
    """The author made a new version; every stance on the older one is stale."""

    proposal: str
    version: int
    clauses: tuple[Clause, ...]
    text_hash: str
    type: Literal["proposal_changed"] = field(default="proposal_changed", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProposalRejected:
    """A party said no to a version."""

    proposal: str
    party: str
    version: int
    text_hash: str
    reason: str
    type: Literal["proposal_rejected"] = field(default="proposal_rejected", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProposalWithdrawn:
    """The author took a proposal off the table; `accepted_by` had accepted it."""

    proposal: str
    reason: str
    accepted_by: tuple[str, ...]
    type: Literal["proposal_withdrawn"] = field(default="proposal_withdrawn", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProposalLapsed:
    """A proposal ended without its author: `countered`, `expired`, `other_adopted` or `closed`."""

    proposal: str
    reason: str
    type: Literal["proposal_lapsed"] = field(default="proposal_lapsed", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProposalAccepted:
    """A party accepted a version fully (`confirmed`: an acceptance ad referendum became full)."""

    proposal: str
    party: str
    version: int
    text_hash: str
    confirmed: bool = False
    type: Literal["proposal_accepted"] = field(default="proposal_accepted", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProposalAcceptedAdReferendum:
    """A party accepted a version, subject to its head's confirmation."""

    proposal: str
    party: str
    version: int
    text_hash: str
    type: Literal["proposal_accepted_ad_referendum"] = field(default="proposal_accepted_ad_referendum", kw_only=True)


@dataclass(frozen=True, slots=True)
class StanceTakenBack:
    """A party took its acceptance or rejection back."""

    proposal: str
    party: str
    type: Literal["stance_taken_back"] = field(default="stance_taken_back", kw_only=True)


@dataclass(frozen=True, slots=True)
class AsymmetryWaived:
    """A party gave written leave for a rule to fail in one version."""

    proposal: str
    party: str
    version: int
    text_hash: str
    rule: str
    statement: str
    type: Literal["asymmetry_waived"] = field(default="asymmetry_waived", kw_only=True)


@dataclass(frozen=True, slots=True)
class AdoptionBarred:
    """All required parties accepted the version, and yet it is no agreement."""

    proposal: str
    version: int
    text_hash: str
    bar: Bar
    type: Literal["adoption_barred"] = field(default="adoption_barred", kw_only=True)


@dataclass(frozen=True, slots=True)
class TextAdopted:
    """The version became the agreed text; `how`: it was `accepted`, or by `silence` or `vote`.

    `early`: it stands by itself, and the talks on the other issues go on.
    """

    proposal: str
    version: int
    text_hash: str
    parties: tuple[str, ...]
    waived: tuple[str, ...]
    how: Annotated[str, Field(exclude_if=lambda value: value == "accepted")] = "accepted"
    early: Annotated[bool, Field(exclude_if=lambda value: not value)] = False
    type: Literal["text_adopted"] = field(default="text_adopted", kw_only=True)


@dataclass(frozen=True, slots=True)
class SessionClosed:
    """The session ended: `agreed` or `no_agreement`."""

    outcome: str
    reason: str
    type: Literal["session_closed"] = field(default="session_closed", kw_only=True)


Event = (
    SessionOpened
    | SeatTaken
    | SeatLeft
    | SessionBegun
    | NewsScheduled
    | ProposalTabled
    | ProposalChanged
    | ProposalRejected
    | ProposalWithdrawn
    | ProposalLapsed
    | ProposalAccepted
    | ProposalAcceptedAdReferendum
    | StanceTakenBack
    | AsymmetryWaived
    | MarkEvent
    | AdoptionBarred
    | TextAdopted
    | SessionClosed
    | ClockEvent
    | FloorEvent
    | VoteEvent
    | ConcludingEvent
    | RoomEvent
    | OrderEvent
    | RecordingEvent
)
"""Everything that can have happened."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event in the record: its number in the session (from 1), when, by whom, and its place in the hash chain.

    `salt`: random, for an event that not everybody may know (see `audience`), so that nobody can guess it and try the
    guess against the hash, which everybody sees.
    """

    seq: int
    at: datetime
    member: str
    event: Annotated[Event, Field(discriminator="type")]
    prev: str
    hash: str
    salt: Annotated[str, Field(exclude_if=lambda value: not value)] = ""
