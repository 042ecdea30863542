"""What the chair may try to put things right, and to reach the parties."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undo:
    """Undo the act that wrote the entry `seq`; `falls` are the entries that the chair has seen to fall with it."""

    seq: int
    reason: str
    falls: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Redo:
    """Take back an undoing or a rewinding: the entry `seq`."""

    seq: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rewind:
    """Undo everything after the entry `seq`, but what the chair put right and who sits where."""

    seq: int
    reason: str
    falls: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Strike:
    """Strike the entry `seq` from the record: it is kept, marked, with the reason."""

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Take a strike back."""

    seq: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give the chair to another member, and leave it."""

    member: str
    name: str


@dataclass(frozen=True, slots=True)
class MessageParty:
    """Write to one party alone."""

    party: str
    words: str


@dataclass(frozen=True, slots=True)
class TellNews:
    """Tell news to all, or to some parties alone; `inject` names one of the pack, whose words are then used."""

    title: str
    words: str
    parties: tuple[str, ...] = ()
    inject: str | None = None
    file: str | None = None
    digest: str | None = None


OrderAct = Undo | Redo | Rewind | Strike | Restore | HandOver | MessageParty | TellNews
"""Everything that the chair may try to put things right, and to reach the parties."""
