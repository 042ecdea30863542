"""What the service asks of the outside; storage and the Discord surface implement it, fakes in unit tests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from bot.negotiation.due import Deadline
from bot.negotiation.events import Recorded
from bot.negotiation.model import Session
from bot.negotiation.sealing import Sealed
from bot.negotiation.talk import Utterance
from bot.scenarios.schema import Pack
from bot.service.faults import PublishFailed
from bot.service.notices import Notice


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session lives: a server (guild) and its channel, ids as strings, and the server's language."""

    guild: str
    channel: str
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class MessageRef:
    """A message that the bot posted, or a thread that it made (`message` is then "")."""

    channel: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is kept of a session once, beside its entries: where it lives and the text of the pack it runs by."""

    session: str
    place: Place
    pack_source: str
    pack_hash: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What an act writes beside its entries, in the same transaction.

    `sealed` is kept apart from the record. `deadlines` are all that the session has now (None: those that it had).
    `closed`: whether the session is over after it (None: as before). `heard` are the numbers of utterances that the
    last of the entries holds the digests of. `erased`: the member whose words go.
    """

    sealed: Sequence[Sealed] = ()
    deadlines: Sequence[Deadline] | None = None
    closed: bool | None = None
    heard: Sequence[int] = ()
    erased: str | None = None


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Alarm:
    """A deadline of a session."""

    session: str
    deadline: Deadline

    @property
    def cause(self) -> str:
        """What marks the act that it brings about: the same at each try, so that it has one effect."""
        text = f"{self.deadline.key}:{self.deadline.at.isoformat()}"
        return f"tick:{sha256(text.encode()).hexdigest()[:40]}"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was attached to news: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A notice that is due, with the number of times it was tried before."""

    id: int
    session: str
    guild: str
    notice: Notice
    attempts: int

    @property
    def nonce(self) -> str:
        """What marks every post of this row: 20 characters, the same at each try, unlike those of all other rows.

        Discord takes 25, so up to 5 may be added where one row makes several posts.
        """
        return sha256(f"{self.session}:{self.id}".encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member is putting together: an option per issue, own clauses, and what it answers or changes.

    `purpose` is "table", "counter" or "change"; `proposal` and `text_hash` say of what.
    """

    choices: Mapping[str, str]
    clauses: tuple[str, ...] = ()
    purpose: str = "table"
    proposal: str | None = None
    text_hash: str | None = None


class EventStore(Protocol):
    """Sessions and their entries; every method is one transaction."""

    async def create(
        self, opening: Opening, entries: Sequence[Recorded], cause: str, notices: Sequence[Notice]
    ) -> None:
        """Write a new session with its first entries and their notices, or nothing of it (PlaceTaken)."""

    async def append(
        self,
        session: str,
        expected: int,
        entries: Sequence[Recorded],
        cause: str,
        notices: Sequence[Notice],
        beside: Beside = NOTHING_BESIDE,
    ) -> None:
        """Write entries, notices and what goes beside them together, if the session has exactly `expected` entries.

        Raises:
            VersionConflict: It has more, or this cause has written its entries already. Nothing was written.
            PlaceTaken: The session would be open again, and another one is open in its channel. Nothing was written.
        """

    async def caused(self, session: str, cause: str) -> tuple[Recorded, ...]:
        """Give the entries that this cause has already written (empty: none)."""

    async def load(self, session: str, after: int = 0) -> tuple[Recorded, ...]:
        """Give the entries after the number `after`, in order."""

    async def entry(self, session: str, seq: int) -> Recorded | None:
        """Give one entry, or None if the session has none with this number."""

    async def snapshot(self, session: str) -> Session | None:
        """Give the newest stored state, or None."""

    async def save_snapshot(self, state: Session) -> None:
        """Keep a state, to start from at the next load."""

    async def at(self, guild: str, channel: str) -> str | None:
        """Give the session that is not closed in this channel, or to which this thread belongs; else None."""

    async def place_of(self, session: str) -> Place:
        """Give where a session lives; UnknownSession if there is none."""

    async def pack_source(self, pack_hash: str) -> str:
        """Give the text of the pack that a session was opened with."""

    async def sessions(self, guild: str | None = None, *, closed: bool = True) -> tuple[str, ...]:
        """Give the ids of all sessions, of a server, or (`closed=False`) of those not closed, newest first."""

    async def show(self, session: str, notices: Sequence[Notice], at: datetime) -> None:
        """Let things be shown anew, though nothing has happened."""

    async def move(self, session: str, place: Place) -> None:
        """Let a session live elsewhere from now on; what shows it there is posted by `show`.

        Raises:
            PlaceTaken: Another session is open there.
        """

    async def sealed(self, session: str, key: str, without: Collection[int] = ()) -> Mapping[str, str]:
        """Give what is kept apart from the record under a key, party -> newest words, but what `without` brought."""

    async def keep_file(self, digest: str, file: StoredFile) -> None:
        """Keep a file under the SHA-256 of its bytes."""

    async def file(self, digest: str) -> StoredFile | None:
        """Give a file that was kept, or None."""


class Alarms(Protocol):
    """What is due in all sessions."""

    async def earliest(self) -> datetime | None:
        """Give when the next deadline is, or None if there is none."""

    async def due(self, now: datetime, limit: int) -> tuple[Alarm, ...]:
        """Give what is due, the earliest first."""

    async def drop(self, alarm: Alarm) -> None:
        """Forget a deadline that is done, or was put off by what happened meanwhile."""


class GuildSettings(Protocol):
    """What a server has set for itself."""

    async def get(self, guild: str, key: str) -> str | None:
        """Give what a server has set, or None."""

    async def put(self, guild: str, key: str, value: str | None) -> None:
        """Set something for a server; None: as if it had never been set."""

    async def every(self, key: str) -> Mapping[str, str]:
        """Give what each server that has set it has set: server -> value."""


class Outbox(Protocol):
    """Notices that are due."""

    async def recover(self) -> None:
        """Take back what a process that died had claimed; only at the start of the one process that claims."""

    async def claim(self, limit: int, now: datetime) -> tuple[OutboxRow, ...]:
        """Claim due notices, oldest first: of each session only the first, and none while one of it is claimed.

        Later rows that would show the same thing are folded into the claimed one, which takes the newest `seq`.
        """

    async def next_due(self, now: datetime) -> datetime | None:
        """Give when the next row can be claimed (`now` or earlier: at once), or None if none is waiting."""

    async def done(self, row: OutboxRow) -> None:
        """Mark a notice as shown."""

    async def again(self, row: OutboxRow, at: datetime, error: str) -> None:
        """Try a notice again at a later time."""

    async def postpone(self, row: OutboxRow, at: datetime) -> None:
        """Put off the edit of a card, which is no failure; what follows it in its session does not wait for it."""

    async def give_up(self, row: OutboxRow, error: str) -> None:
        """Keep a notice that can never be shown, with the reason."""


class Messages(Protocol):
    """Which message or thread shows what: keys such as `card:P2`, `thread:record`, `thread:party:US`, `opening`."""

    async def get(self, session: str, key: str) -> MessageRef | None:
        """Give the message or thread with this key, or None."""

    async def put(self, session: str, key: str, ref: MessageRef) -> None:
        """Keep where the key is shown."""

    async def all(self, session: str) -> Mapping[str, MessageRef]:
        """Give every key of a session."""

    async def forget(self, session: str, key: str) -> None:
        """Drop a key whose message was deleted by hand."""

    async def clear(self, session: str) -> None:
        """Drop every key of a session, which lives elsewhere now."""


class Drafts(Protocol):
    """Drafts by session and member: a restart loses no typed word."""

    async def get(self, session: str, member: str) -> Draft | None:
        """Give the member's draft, or None."""

    async def put(self, session: str, member: str, draft: Draft) -> None:
        """Keep the member's draft."""

    async def drop(self, session: str, member: str) -> None:
        """Forget the member's draft."""


class Talk(Protocol):
    """What was said in the rooms of sessions, beside the record."""

    async def keep(self, session: str, utterance: Utterance) -> int:
        """Keep an utterance, and give its number."""

    async def of(self, session: str) -> tuple[Utterance, ...]:
        """Give all that was said in a session, in the order in which it was heard."""

    async def said(self, session: str, message: str) -> Utterance | None:
        """Give what a message was when it was said, or None if it was not heard."""

    async def waiting(self, session: str, limit: int) -> Mapping[int, Utterance]:
        """Give the first utterances that no entry holds the digests of yet, by number."""

    async def unheld(self) -> tuple[str, ...]:
        """Give the sessions in which such utterances are waiting."""

    async def words_of(self, session: str, member: str) -> int:
        """Count the utterances of a member whose words are there."""

    async def where(self, guild: str, channel: str) -> tuple[str, str] | None:
        """Give the session and the room that a channel or thread is, or None."""


class Packs(Protocol):
    """The packs that sessions may be opened with."""

    def ids(self) -> tuple[str, ...]:
        """Give the ids of all packs."""

    def get(self, pack: str) -> Pack | None:
        """Give the pack with this id, or None."""

    def source(self, pack: str) -> str:
        """Give the text that the pack was read from."""


class Clock(Protocol):
    """The time, injected."""

    def now(self) -> datetime:
        """Give the present time, aware, in UTC."""


class Publisher(Protocol):
    """Shows what a notice says; raises on failure."""

    async def publish(self, session: Session, place: Place, row: OutboxRow, entry: Recorded | None) -> None:
        """Show one notice; the same row may come twice and must have one effect."""

    async def is_edit(self, row: OutboxRow) -> bool:
        """Say whether what a notice shows is posted already, so that showing it only edits a message."""

    async def failed(self, session: Session, place: Place, why: PublishFailed) -> None:
        """Tell the chairs that something can never be shown, and what the bot lacks for it; never raises."""
