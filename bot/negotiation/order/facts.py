"""What the chair has put right, and what the parties were told."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class ActsUndone:
    """These entries no longer count: the act that begins at `target`, and what fell with it. The record keeps them.

    `rewind`: everything after `target` was undone.
    """

    target: int
    entries: tuple[int, ...]
    reason: str
    rewind: bool = False
    type: Literal["acts_undone"] = field(default="acts_undone", kw_only=True)


@dataclass(frozen=True, slots=True)
class ActsRedone:
    """The undoing of the entry `target` is taken back; these entries count again."""

    target: int
    entries: tuple[int, ...]
    reason: str
    type: Literal["acts_redone"] = field(default="acts_redone", kw_only=True)


@dataclass(frozen=True, slots=True)
class EntryStruck:
    """An entry is struck from the record: kept, and marked."""

    target: int
    reason: str
    type: Literal["entry_struck"] = field(default="entry_struck", kw_only=True)


@dataclass(frozen=True, slots=True)
class EntryRestored:
    """A strike was taken back."""

    target: int
    type: Literal["entry_restored"] = field(default="entry_restored", kw_only=True)


@dataclass(frozen=True, slots=True)
class PartyMessaged:
    """The chair wrote to one party; what, is kept apart."""

    number: int
    party: str
    type: Literal["party_messaged"] = field(default="party_messaged", kw_only=True)


@dataclass(frozen=True, slots=True)
class NewsTold:
    """News came in; those for some parties only are kept apart, and `title` and `words` are empty."""

    news: str
    title: str
    words: str
    parties: tuple[str, ...] = ()
    inject: str | None = None
    file: str | None = None
    digest: str | None = None
    type: Literal["news_told"] = field(default="news_told", kw_only=True)


@dataclass(frozen=True, slots=True)
class Withheld:
    """In an exported record: an entry that its reader may not know. Its hash keeps its place in the chain."""

    type: Literal["withheld"] = field(default="withheld", kw_only=True)


OrderEvent = ActsUndone | ActsRedone | EntryStruck | EntryRestored | PartyMessaged | NewsTold | Withheld
"""Everything that the chair has put right, and what the parties were told; none of it is undone."""
