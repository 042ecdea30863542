"""What has happened to brackets, reservations and links: facts like those of `events`, which change no text."""

from dataclasses import dataclass, field
from typing import Literal

from bot.negotiation.overlays import ReservationKind


@dataclass(frozen=True, slots=True)
class BracketPlaced:
    """A party put words of a version in brackets: `start` to `end` of the clause (its number, from 1)."""

    bracket: str
    proposal: str
    party: str
    version: int
    text_hash: str
    clause: int
    start: int
    end: int
    words: str
    alternative: str
    type: Literal["bracket_placed"] = field(default="bracket_placed", kw_only=True)


@dataclass(frozen=True, slots=True)
class BracketMoved:
    """A new version has the words of a bracket in another place."""

    bracket: str
    proposal: str
    clause: int
    start: int
    end: int
    type: Literal["bracket_moved"] = field(default="bracket_moved", kw_only=True)


@dataclass(frozen=True, slots=True)
class BracketLiftAgreed:
    """A party agreed that another's bracket be lifted."""

    bracket: str
    proposal: str
    party: str
    type: Literal["bracket_lift_agreed"] = field(default="bracket_lift_agreed", kw_only=True)


@dataclass(frozen=True, slots=True)
class BracketLifted:
    """A bracket is gone: `owner` or `consensus` lifted it, its alternative was `taken`, or its `words_gone`.

    `party` is whose bracket it was.
    """

    bracket: str
    proposal: str
    party: str
    how: str
    type: Literal["bracket_lifted"] = field(default="bracket_lifted", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReservationMade:
    """A party made a reservation on a version; it settled the bracket that it names."""

    reservation: str
    proposal: str
    party: str
    version: int
    text_hash: str
    kind: ReservationKind
    statement: str
    bracket: str | None
    clause: int | None
    type: Literal["reservation_made"] = field(default="reservation_made", kw_only=True)


@dataclass(frozen=True, slots=True)
class ReservationLifted:
    """A party took its reservation back."""

    reservation: str
    proposal: str
    party: str
    type: Literal["reservation_lifted"] = field(default="reservation_lifted", kw_only=True)


@dataclass(frozen=True, slots=True)
class LinkStated:
    """A party's acceptance of a proposal counts only together with others."""

    link: str
    proposal: str
    party: str
    others: tuple[str, ...]
    type: Literal["link_stated"] = field(default="link_stated", kw_only=True)


@dataclass(frozen=True, slots=True)
class LinkDropped:
    """A party no longer makes that condition."""

    link: str
    proposal: str
    party: str
    type: Literal["link_dropped"] = field(default="link_dropped", kw_only=True)


MarkEvent = (
    BracketPlaced
    | BracketMoved
    | BracketLiftAgreed
    | BracketLifted
    | ReservationMade
    | ReservationLifted
    | LinkStated
    | LinkDropped
)
"""What happens to brackets, reservations and links: it changes no text and no stance."""
