"""What may be tried with motions and votes."""

from dataclasses import dataclass

from bot.negotiation.voting.model import Choice, Method, MotionKind


@dataclass(frozen=True, slots=True)
class Move:
    """Make a motion; `proposal` and `text_hash` for one on a text, `minutes` for one on time or a caucus."""

    kind: MotionKind
    words: str = ""
    proposal: str | None = None
    text_hash: str | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class SecondMotion:
    """Support another party's motion."""

    motion: str


@dataclass(frozen=True, slots=True)
class WithdrawMotion:
    """Take back one's party's motion, before it is voted on."""

    motion: str


@dataclass(frozen=True, slots=True)
class RuleMotion:
    """The chair rules a motion out of order, with the reason."""

    motion: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpenVote:
    """The chair puts a motion to the vote, that of the highest precedence first."""

    motion: str
    method: Method = Method.OPEN
    hidden: bool = False
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class CastVote:
    """Vote, or vote otherwise, while the vote is open; `party` for one that gave its proxy."""

    motion: str
    choice: Choice
    party: str | None = None


@dataclass(frozen=True, slots=True)
class CloseVote:
    """The chair closes a vote and declares its result."""

    motion: str


@dataclass(frozen=True, slots=True)
class GiveProxy:
    """Let another party vote for one's own."""

    party: str


@dataclass(frozen=True, slots=True)
class TakeProxyBack:
    """Vote for oneself again."""


VoteAct = (
    Move | SecondMotion | WithdrawMotion | RuleMotion | OpenVote | CastVote | CloseVote | GiveProxy | TakeProxyBack
)
"""Everything that may be tried with motions and votes."""
