"""What lies over the texts: brackets, reservations and links, as they stand at one moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BracketStatus(StrEnum):
    """What has become of a bracket."""

    OPEN = "open"
    RESERVED = "reserved"
    LIFTED = "lifted"


class ReservationKind(StrEnum):
    """What a reservation is about: the whole text, a part of it, or a matter that is still examined at home."""

    GENERAL = "general"
    SPECIFIC = "specific"
    SCRUTINY = "scrutiny"


@dataclass(frozen=True, slots=True)
class Bracket:
    """Words of a proposal on which a party does not agree (`B1`).

    `version` and `text_hash` say on which text it was placed; `clause` (from 1), `start` and `end` where its words
    stand in the newest one. `agreed` are the other parties that would lift it, `how` says how it was lifted.
    """

    id: str
    proposal: str
    party: str
    member: str
    version: int
    text_hash: str
    clause: int
    start: int
    end: int
    words: str
    alternative: str
    at: datetime
    agreed: tuple[str, ...] = ()
    status: BracketStatus = BracketStatus.OPEN
    how: str = ""


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a party does not commit itself to, in writing (`R1`); `version` is the one that it was made on."""

    id: str
    proposal: str
    party: str
    member: str
    version: int
    text_hash: str
    kind: ReservationKind
    statement: str
    bracket: str | None
    clause: int | None
    at: datetime
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A party's condition (`L1`): its acceptance of `proposal` counts only together with all `others`."""

    id: str
    party: str
    member: str
    proposal: str
    others: tuple[str, ...]
    at: datetime
    dropped: bool = False
