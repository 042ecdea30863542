"""What has happened with motions and votes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from bot.negotiation.voting.model import Choice, Method, MotionKind, Tally, Voter
from bot.scenarios.procedure import VoteRule


@dataclass(frozen=True, slots=True)
class MotionMade:
    """Something was moved."""

    motion: str
    kind: MotionKind
    party: str | None
    words: str
    proposal: str | None = None
    text_hash: str | None = None
    minutes: int | None = None
    point: str | None = None
    type: Literal["motion_made"] = field(default="motion_made", kw_only=True)


@dataclass(frozen=True, slots=True)
class MotionSeconded:
    """A party supported a motion."""

    motion: str
    party: str
    type: Literal["motion_seconded"] = field(default="motion_seconded", kw_only=True)


@dataclass(frozen=True, slots=True)
class MotionWithdrawn:
    """A motion was taken back."""

    motion: str
    type: Literal["motion_withdrawn"] = field(default="motion_withdrawn", kw_only=True)


@dataclass(frozen=True, slots=True)
class MotionRuledOut:
    """The chair ruled a motion out of order."""

    motion: str
    reason: str
    type: Literal["motion_ruled_out"] = field(default="motion_ruled_out", kw_only=True)


@dataclass(frozen=True, slots=True)
class VoteOpened:
    """A vote is open: by whom, how, and by which rule."""

    motion: str
    method: Method
    hidden: bool
    rule: VoteRule
    voters: tuple[Voter, ...]
    closes: datetime | None
    type: Literal["vote_opened"] = field(default="vote_opened", kw_only=True)


@dataclass(frozen=True, slots=True)
class BallotCast:
    """A party voted; for what is None while ballots are kept apart (secret, hidden). `by`: the proxy, if one voted."""

    motion: str
    party: str
    choice: Choice | None
    by: str | None = None
    type: Literal["ballot_cast"] = field(default="ballot_cast", kw_only=True)


@dataclass(frozen=True, slots=True)
class VoteClosed:
    """A vote came out so; `how`: `chair`, `time` or `all` (everybody has voted, where the procedure closes so).

    `cast`: what the parties voted in a vote that was hidden until now, but is not secret.
    """

    motion: str
    tally: Tally
    how: str
    cast: Annotated[Mapping[str, Choice], Field(exclude_if=lambda value: not value)] = field(default_factory=dict)
    type: Literal["vote_closed"] = field(default="vote_closed", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProxyGiven:
    """A party lets another one vote for it."""

    party: str
    to: str
    type: Literal["proxy_given"] = field(default="proxy_given", kw_only=True)


@dataclass(frozen=True, slots=True)
class ProxyTakenBack:
    """A party votes for itself again."""

    party: str
    type: Literal["proxy_taken_back"] = field(default="proxy_taken_back", kw_only=True)


VoteEvent = (
    MotionMade
    | MotionSeconded
    | MotionWithdrawn
    | MotionRuledOut
    | VoteOpened
    | BallotCast
    | VoteClosed
    | ProxyGiven
    | ProxyTakenBack
)
"""Everything that can have happened with motions and votes."""
