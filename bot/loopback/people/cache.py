"""What a person's client remembers: guilds, the channels it may see, messages; kept up to date by gateway events."""

from typing import TYPE_CHECKING

from bot.loopback.errors import JSON
from bot.loopback.people.things import Channel, Message

if TYPE_CHECKING:
    from collections.abc import Callable


class Cache:
    """Applies gateway events, one after the other."""

    def __init__(self) -> None:
        self.user: JSON = {}
        self.guilds: dict[int, JSON] = {}
        self.channels: dict[int, Channel] = {}
        self.members: dict[int, dict[int, JSON]] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        self._changes: dict[str, Callable[[JSON], None]] = {
            "READY": self._ready,
            "GUILD_CREATE": self._guild,
            "GUILD_DELETE": lambda data: self._forget_guild(int(data["id"])),
            **dict.fromkeys(("CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE"), self._channel),
            **dict.fromkeys(("CHANNEL_DELETE", "THREAD_DELETE"), lambda data: self._forget_channel(int(data["id"]))),
            "THREAD_MEMBERS_UPDATE": self._thread_members,
            "GUILD_MEMBER_ADD": self._member,
            "GUILD_MEMBER_UPDATE": self._member,
            "GUILD_MEMBER_REMOVE": self._no_member,
        }

    def messages(self, channel_id: int) -> list[Message]:
        """The messages known of a channel, oldest first."""
        known = self._messages.get(channel_id, {})
        return [known[key] for key in sorted(known)]

    def all_messages(self) -> list[Message]:
        """All messages known, newest first."""
        found = [message for known in self._messages.values() for message in known.values()]
        return sorted(found, key=lambda message: message.id, reverse=True)

    def message(self, channel_id: int, message_id: int) -> Message | None:
        """A message that is known."""
        return self._messages.get(channel_id, {}).get(message_id)

    def keep(self, message: Message) -> None:
        """Remember a message, in the place of an earlier state of it."""
        self._messages.setdefault(message.channel_id, {})[message.id] = message

    def apply(self, name: str, data: JSON) -> Message | None:
        """Take an event in; returns the message that is new or changed."""
        match name:
            case "MESSAGE_CREATE" | "MESSAGE_UPDATE":
                message = Message.read(data)
                self.keep(message)
                return message
            case "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK":
                for message_id in data.get("ids") or [data["id"]]:
                    self._messages.get(int(data["channel_id"]), {}).pop(int(message_id), None)
            case _:
                change = self._changes.get(name)
                if change is not None:
                    change(data)
        return None

    def _member(self, data: JSON) -> None:
        self.members.setdefault(int(data["guild_id"]), {})[int(data["user"]["id"])] = data

    def _no_member(self, data: JSON) -> None:
        self.members.get(int(data["guild_id"]), {}).pop(int(data["user"]["id"]), None)

    def _ready(self, data: JSON) -> None:
        self.user = data["user"]
        self.guilds, self.channels, self.members, self._messages = {}, {}, {}, {}
        for guild in data["guilds"]:
            self._guild(guild)

    def _guild(self, data: JSON) -> None:
        guild_id = int(data["id"])
        self.guilds[guild_id] = data
        self.members[guild_id] = {int(one["user"]["id"]): one for one in data["members"]}
        for raw in [*data["channels"], *data["threads"]]:
            self._channel(raw)

    def _channel(self, raw: JSON) -> None:
        known = self.channels.get(int(raw["id"]))
        # An update comes without the own membership; what was known of it stays.
        merged = (known.raw if known else {}) | raw
        self.channels[int(raw["id"])] = Channel.read(merged)

    def _forget_guild(self, guild_id: int) -> None:
        self.guilds.pop(guild_id, None)
        self.members.pop(guild_id, None)
        for channel in [one for one in self.channels.values() if one.guild_id == guild_id]:
            self._forget_channel(channel.id)

    def _forget_channel(self, channel_id: int) -> None:
        self.channels.pop(channel_id, None)
        self._messages.pop(channel_id, None)

    def _thread_members(self, data: JSON) -> None:
        thread = self.channels.get(int(data["id"]))
        if thread is None:
            return
        me = self.user["id"]
        if me in data.get("removed_member_ids", []):
            if thread.private:
                self._forget_channel(thread.id)
                return
            self.channels[thread.id] = Channel.read({k: v for k, v in thread.raw.items() if k != "member"})
        for member in data.get("added_members", []):
            if member["user_id"] == me:
                self._channel(thread.raw | {"member": member})
