"""Motions, and the votes on them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.scenarios.procedure import VoteRule


class MotionKind(StrEnum):
    """What is moved, in the usual order of precedence; a pack may order them otherwise."""

    APPEAL = "appeal"
    SUSPEND = "suspend"
    ADJOURN = "adjourn"
    CLOSE_DEBATE = "close_debate"
    CLOSE_LIST = "close_list"
    REOPEN_LIST = "reopen_list"
    EXTEND = "extend"
    SPEAKING_TIME = "speaking_time"
    CAUCUS = "caucus"
    RECONSIDER = "reconsider"
    ADOPT = "adopt"
    OTHER = "other"


class MotionStatus(StrEnum):
    """What has become of a motion."""

    MADE = "made"
    VOTING = "voting"
    CARRIED = "carried"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    OUT_OF_ORDER = "out_of_order"
    UNDONE = "undone"


class Choice(StrEnum):
    """A vote."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Method(StrEnum):
    """How is voted: openly at any moment, in turn by a roll call, or secretly."""

    OPEN = "open"
    ROLL_CALL = "roll_call"
    SECRET = "secret"  # noqa: S105  # a way to vote


@dataclass(frozen=True, slots=True)
class Voter:
    """A party that may vote, with its weight; one that is present and voting may not abstain."""

    party: str
    weight: int = 1
    bloc: str | None = None
    may_abstain: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """How a vote came out, in weights, and why: `reason` is carried, too_few, tie, veto, bloc or no_quorum."""

    yes: int
    no: int
    abstain: int
    absent: int
    carried: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote that is or was open. `cast` holds who voted, and for what.

    In a secret vote the value is None; in a hidden one it is so until the vote is closed. In a roll call the parties
    are called in the order of `voters`.
    """

    method: Method
    hidden: bool
    rule: VoteRule
    voters: tuple[Voter, ...]
    opened_at: datetime
    closes: datetime | None = None
    cast: Mapping[str, Choice | None] = field(default_factory=dict)
    tally: Tally | None = None

    @property
    def sealed(self) -> bool:
        """Whether the ballots are kept apart from the record while the vote is open."""
        return self.hidden or self.method is Method.SECRET

    def voter(self, party: str) -> Voter | None:
        """Give the party's right to vote, or None."""
        return next((voter for voter in self.voters if voter.party == party), None)


@dataclass(frozen=True, slots=True)
class Motion:
    """What was moved (`M1`); `party` is None for the chair's own (an appeal names its party)."""

    id: str
    kind: MotionKind
    party: str | None
    member: str
    words: str
    at: datetime
    proposal: str | None = None
    text_hash: str | None = None
    minutes: int | None = None
    point: str | None = None
    seconded: tuple[str, ...] = ()
    status: MotionStatus = MotionStatus.MADE
    reason: str = ""
    ballot: Ballot | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for its end."""
        return self.status in {MotionStatus.MADE, MotionStatus.VOTING}


@dataclass(frozen=True, slots=True)
class Voting:
    """All of it; `proxies` maps a party to the one that votes for it."""

    motions: Mapping[str, Motion] = field(default_factory=dict)
    proxies: Mapping[str, str] = field(default_factory=dict)

    def on_vote(self) -> Motion | None:
        """Give the motion that is voted on now, or None; there is at most one."""
        return next((one for one in self.motions.values() if one.status is MotionStatus.VOTING), None)
