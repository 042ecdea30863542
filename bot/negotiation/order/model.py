"""What was struck, undone, sent and told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class News:
    """News of the facilitator's world (`N1`); `parties`: who alone gets it (none: everybody). `inject`: of the pack.

    Of news for some parties only, the words are kept apart: `title` and `words` are then empty here.
    """

    id: str
    title: str
    words: str
    at: datetime
    parties: tuple[str, ...] = ()
    inject: str | None = None
    file: str | None = None
    digest: str | None = None
    """SHA-256 of the attached file, under which its bytes are kept."""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ScheduledInject:
    """News of the pack that come by themselves: so many minutes after the talks, or after a phase of the pack, began.

    `parties`: who alone gets it (none: everybody).
    """

    id: str
    minutes: int
    phase: str | None = None
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """All of it. `struck`: entry -> why; `undone`: entries that no longer count (compare `undoing`).

    `messages` counts private messages of the chair. `schedule` are the pack's news that come by themselves; `rested`
    says how long the talks have rested since they began (key "") and since a phase began (key: its number).
    """

    struck: Mapping[int, str] = field(default_factory=dict)
    undone: tuple[int, ...] = ()
    news: Mapping[str, News] = field(default_factory=dict)
    messages: int = 0
    schedule: tuple[ScheduledInject, ...] = ()
    rested: Mapping[str, timedelta] = field(default_factory=dict)
