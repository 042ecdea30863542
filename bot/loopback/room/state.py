"""What a person's window shows, apart from any page: the tree of channels with unread marks, and the messages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.loopback.people import Channel, Message
from bot.loopback.room.messages import article, follows
from bot.loopback.room.scene import Scene

_TEXT = 0
_SPOKEN = frozenset({0, 19, 20, 23})
"""Message types that somebody said; the others are notes of the server and call nobody."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the channel list."""

    id: int
    name: str
    thread: bool
    private: bool
    archived: bool
    unread: int
    mentions: int


@dataclass(slots=True)
class Marks:
    """How far a person has read each channel; `seen` maps a channel to the last message id that was shown."""

    seen: dict[int, int] = field(default_factory=dict)

    def begin(self, channels: Iterable[Channel]) -> None:
        """Everything that was there when the person came counts as read."""
        for channel in channels:
            self.seen.setdefault(channel.id, int(channel.raw.get("last_message_id") or 0))

    def read(self, channel_id: int, messages: Sequence[Message]) -> bool:
        """A channel was shown to its end; True if that changed anything."""
        last = messages[-1].id if messages else 0
        if last <= self.seen.get(channel_id, 0):
            return False
        self.seen[channel_id] = last
        return True

    def unread(self, channel_id: int, messages: Iterable[Message], me: int) -> tuple[int, int]:
        """How many messages of others are new, and how many of these mention the person or are for the person only."""
        seen = self.seen.get(channel_id, 0)
        new = [one for one in messages if one.id > seen and one.author.id != me and one.type in _SPOKEN]
        return len(new), sum(one.ephemeral or mentions(one, me) for one in new)


def mentions(message: Message, me: int) -> bool:
    """Whether a message calls a person."""
    named = any(str(one.get("id")) == str(me) for one in message.raw.get("mentions") or [])
    return named or bool(message.raw.get("mention_everyone"))


def rows(
    channels: Mapping[int, Channel], messages: Mapping[int, Sequence[Message]], marks: Marks, me: int
) -> tuple[Row, ...]:
    """The channel list: each text channel with its threads below it, open threads before archived ones."""
    found: list[Row] = []
    tops = [one for one in channels.values() if one.type == _TEXT]
    for top in sorted(tops, key=lambda one: (int(one.raw.get("position") or 0), one.id)):
        threads = [one for one in channels.values() if one.is_thread and one.parent_id == top.id]
        ordered = sorted(threads, key=lambda one: (one.archived, one.id))
        for one in (top, *ordered):
            new, called = marks.unread(one.id, messages.get(one.id, ()), me)
            found.append(Row(one.id, one.name, one.is_thread, one.private, one.archived, new, called))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message as it stands in the log: its id and its HTML."""

    id: int
    html: str


@dataclass(slots=True)
class Timeline:
    """The messages of one channel as entries; renders only what changed since the last time."""

    limit: int = 60
    _made: dict[int, tuple[Message, bool, Entry]] = field(default_factory=dict)
    _scene: Scene | None = None
    _menus: tuple[str, ...] = ()

    def entries(
        self,
        messages: Sequence[Message],
        scene: Scene,
        menus: tuple[str, ...] = (),
        dismissed: frozenset[int] = frozenset(),
    ) -> tuple[Entry, ...]:
        """The last `limit` messages in order, without those that the person dismissed."""
        if scene != self._scene or menus != self._menus:
            self._made.clear()
            self._scene, self._menus = scene, menus
        shown = [one for one in messages if one.id not in dismissed][-self.limit :]
        found: list[Entry] = []
        made: dict[int, tuple[Message, bool, Entry]] = {}
        earlier: Message | None = None
        for one in shown:
            close = follows(one, earlier)
            known = self._made.get(one.id)
            if known is None or known[0] is not one or known[1] != close:
                known = (one, close, Entry(one.id, str(article(one, scene, follows=close, menus=menus))))
            made[one.id] = known
            found.append(known[2])
            earlier = one
        self._made = made
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Change:
    """What to do with the log: remove these, then put each of these at its place."""

    removed: tuple[int, ...]
    placed: tuple[tuple[int, Entry, bool], ...]
    """(index, entry, whether it is new) of each entry that is new or changed, in order."""


def changes(before: Sequence[Entry], after: Sequence[Entry]) -> Change:
    """The smallest work that turns one list of entries into another; order is by id in both."""
    old = {one.id: one.html for one in before}
    new = {one.id for one in after}
    removed = tuple(one.id for one in before if one.id not in new)
    placed = tuple((index, one, one.id not in old) for index, one in enumerate(after) if old.get(one.id) != one.html)
    return Change(removed, placed)
