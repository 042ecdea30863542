"""One person who is present in the room: the connection that all windows of this person share, and what was read."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.loopback.people import GatewayEvent, Message, Person
from bot.loopback.room.beside import board_in
from bot.loopback.room.commands import Choice, Command, message_menus, slash_commands
from bot.loopback.room.draft import Offer
from bot.loopback.room.scene import Label, Scene
from bot.loopback.room.state import Marks, Row, rows

Listener = Callable[[GatewayEvent], None]
_PAGES = 10
"""Pages of a channel that are searched for its board."""


def member_name(member: Mapping[str, Any]) -> str:
    """The name that others see of a member."""
    user = member["user"]
    return str(member.get("nick") or user.get("global_name") or user["username"])


@dataclass(eq=False)
class Presence:
    """A person with the windows that look through this person's eyes."""

    person: Person
    url: str
    label: Label
    marks: Marks = field(default_factory=Marks)
    dismissed: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    """Answers that were shown beside the talk: they call nobody to their channel."""
    listeners: list[Listener] = field(default_factory=list)
    _task: asyncio.Task[None] | None = None
    _loaded: set[int] = field(default_factory=set)
    _searched: set[int] = field(default_factory=set)

    @classmethod
    async def come(cls, url: str, token: str, label: Label) -> "Presence":
        """Connect the person. PersonError for a token that nobody has, OSError or TimeoutError for no server."""
        person = await Person.connect(url, token)
        presence = cls(person, url, label)
        presence.marks.begin(person.channels.values())
        presence._task = asyncio.create_task(presence._listen(person.subscribe()), name=f"room of {person.name}")
        return presence

    async def _listen(self, queue: asyncio.Queue[GatewayEvent]) -> None:
        while True:
            event = await queue.get()
            if event.name == "READY":
                # A new session begins with an empty cache: what was loaded must be loaded again.
                self._loaded.clear()
                self._searched.clear()
            for listener in list(self.listeners):
                listener(event)

    async def leave(self) -> None:
        """Disconnect."""
        if self._task is not None:
            self._task.cancel()
        await self.person.close()

    async def messages(self, channel_id: int, *, earlier: bool = False) -> list[Message]:
        """The messages of a channel, loaded where need be; `earlier` loads 50 older ones first."""
        known = self.person.messages(channel_id)
        if channel_id not in self._loaded:
            self._loaded.add(channel_id)
            await self.person.load_history(channel_id)
        elif earlier:
            lasting = [one.id for one in known if not one.ephemeral]
            await self.person.load_history(channel_id, before=lasting[0] if lasting else None)
        return self.person.messages(channel_id)

    async def board(self, channel_id: int) -> None:
        """Load a channel as far back as its board; where none is found so far, the next change of it brings it."""
        known = await self.messages(channel_id)
        if channel_id in self._searched:
            return
        self._searched.add(channel_id)
        for _ in range(_PAGES):
            if board_in(known) is not None:
                return
            before = len(known)
            known = await self.messages(channel_id, earlier=True)
            if len(known) == before:
                return

    def scene(self) -> Scene:
        """The names that this person knows now."""
        person = self.person
        guild_id, guild = next(iter(person.guilds.items()), (0, {}))
        members = person.members(guild_id)
        return Scene(
            label=self.label,
            me=str(person.id),
            users={str(key): member_name(member) for key, member in members.items()},
            roles={str(role["id"]): str(role["name"]).removeprefix("@") for role in guild.get("roles") or []},
            channels={str(one.id): one.name for one in person.channels.values()},
            files=self.url,
        )

    def rows(self) -> tuple[Row, ...]:
        """The channel list."""
        person = self.person
        messages: Mapping[int, Sequence[Message]] = {
            key: [one for one in person.messages(key) if one.id not in self.told] for key in person.channels
        }
        return rows(person.channels, messages, self.marks, person.id)

    def commands(self) -> tuple[Command, ...]:
        """The slash commands that this person may use."""
        return slash_commands(self.person.commands())

    def menus(self) -> tuple[str, ...]:
        """The message commands that this person may use."""
        return message_menus(self.person.commands())

    def offer(self, completions: tuple[Choice, ...] = ()) -> Offer:
        """What the composer can complete."""
        scene = self.scene()
        return Offer(
            commands=self.commands(),
            users=tuple(Choice(name, key) for key, name in scene.users.items()),
            roles=tuple(Choice(f"@{name}", key) for key, name in scene.roles.items()),
            channels=tuple(Choice(f"#{name}", key) for key, name in scene.channels.items()),
            completions=completions,
            yes=self.label("yes"),
            no=self.label("no"),
        )
