"""What must be shown after an act: rows of the outbox, written in the act's own transaction."""

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What kind of showing is due; the key says of what."""

    ROOMS = "rooms"  # key "": threads, opening card (seats, phase) exist and are up to date
    MEMBERSHIP = "membership"  # key member id: that member's private threads follow the seat
    CARD = "card"  # key proposal id: its card exists and shows the present state
    LINE = "line"  # key seq: one line about the entry in the public Record thread
    ANNOUNCE = "announce"  # key seq: a post in the plenary (begun, barred, adopted, closed)


@dataclass(frozen=True, slots=True)
class Notice:
    """One showing that is due because of the entry `seq` of a session."""

    kind: NoticeKind
    key: str
    seq: int
