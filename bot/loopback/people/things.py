"""What a person's client knows: channels, messages, forms, and the answers it got."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.loopback.errors import JSON

EPHEMERAL, LOADING = 1 << 6, 1 << 7
ACTION_ROW, BUTTON, TEXT_DISPLAY, FILE = 1, 2, 10, 13
SELECTS = frozenset({3, 5, 6, 7, 8})


class PersonError(Exception):
    """The server refused what a person's client sent: `status`, and `body` as it came."""

    def __init__(self, status: int, body: object) -> None:
        message = body.get("message") if isinstance(body, dict) else body
        super().__init__(f"{status}: {message} {body.get('errors', '') if isinstance(body, dict) else ''}".strip())
        self.status = status
        self.body = body


@dataclass(frozen=True, slots=True)
class File:
    """A file to send."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion: what is shown and what is sent."""

    name: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a message."""

    id: int
    name: str
    bot: bool


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel or thread as this person sees it. `raw` is what the gateway said."""

    id: int
    guild_id: int
    name: str
    type: int
    parent_id: int | None
    archived: bool
    locked: bool
    raw: JSON

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread."""
        return self.type in {10, 11, 12}

    @property
    def private(self) -> bool:
        """Whether it is a private thread."""
        return self.type == 12  # noqa: PLR2004 -- the wire's number of a private thread

    @staticmethod
    def read(raw: JSON) -> "Channel":
        """From the gateway's shape."""
        state = raw.get("thread_metadata") or {}
        return Channel(
            id=int(raw["id"]),
            guild_id=int(raw["guild_id"]),
            name=raw["name"],
            type=raw["type"],
            parent_id=int(raw["parent_id"]) if raw.get("parent_id") else None,
            archived=bool(state.get("archived")),
            locked=bool(state.get("locked")),
            raw=raw,
        )


def walk(components: list[JSON]) -> Iterator[JSON]:
    """All components, outer before inner, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if component.get(key):
                yield from walk([component[key]])


@dataclass(frozen=True, slots=True)
class Message:
    """A message as this person sees it. `components` and `embeds` are as they came; `raw` is all of it."""

    id: int
    channel_id: int
    guild_id: int
    type: int
    author: Author
    content: str
    components: list[JSON] = field(repr=False)
    embeds: list[JSON] = field(repr=False)
    attachments: list[JSON] = field(repr=False)
    flags: int
    timestamp: str
    edited: str | None
    pinned: bool
    reference: JSON | None = field(repr=False)
    nonce: str | None
    interaction_metadata: JSON | None = field(repr=False)
    application_id: int | None
    raw: JSON = field(repr=False)

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether the bot has said that it is thinking, and no more yet."""
        return bool(self.flags & LOADING)

    def text(self) -> str:
        """All visible text but that of buttons and selects, one piece a line."""
        pieces = [self.content]
        for embed in self.embeds:
            pieces += [embed.get("title", ""), embed.get("description", "")]
            pieces += [text for one in embed.get("fields", []) for text in (one["name"], one["value"])]
            pieces.append((embed.get("footer") or {}).get("text", ""))
        for component in walk(self.components):
            if component["type"] == TEXT_DISPLAY:
                pieces.append(component["content"])
            elif component["type"] == FILE:
                pieces.append(component.get("name") or "")
        return "\n".join(piece for piece in pieces if piece)

    def buttons(self) -> list[tuple[str, str, bool]]:
        """(label, custom_id or URL, disabled) of each button."""
        return [
            (one.get("label") or "", one.get("custom_id") or one.get("url") or "", bool(one.get("disabled")))
            for one in walk(self.components)
            if one["type"] == BUTTON
        ]

    def selects(self) -> list[JSON]:
        """The selects, as they came."""
        return [one for one in walk(self.components) if one["type"] in SELECTS]

    def component(self, custom_id: str) -> JSON:
        """The component with a custom id; LookupError with those that are there."""
        there = [one for one in walk(self.components) if one.get("custom_id")]
        for one in there:
            if one["custom_id"] == custom_id:
                return one
        message = f"no component {custom_id!r}; there are: {[one['custom_id'] for one in there]}"
        raise LookupError(message)

    @staticmethod
    def read(raw: JSON) -> "Message":
        """From the gateway's or REST's shape."""
        author = raw["author"]
        return Message(
            id=int(raw["id"]),
            channel_id=int(raw["channel_id"]),
            guild_id=int(raw.get("guild_id") or 0),
            type=raw["type"],
            author=Author(int(author["id"]), author.get("global_name") or author["username"], bool(author.get("bot"))),
            content=raw["content"],
            components=raw["components"],
            embeds=raw["embeds"],
            attachments=raw["attachments"],
            flags=raw["flags"],
            timestamp=raw["timestamp"],
            edited=raw["edited_timestamp"],
            pinned=raw["pinned"],
            reference=raw.get("message_reference"),
            nonce=None if raw.get("nonce") is None else str(raw["nonce"]),
            interaction_metadata=raw.get("interaction_metadata"),
            application_id=int(raw["application_id"]) if raw.get("application_id") else None,
            raw=raw,
        )


@dataclass(frozen=True, slots=True)
class Modal:
    """A form that the bot has opened. `id` is the interaction that opened it."""

    id: int
    custom_id: str
    title: str
    components: list[JSON]
    application_id: int
    channel_id: int
    guild_id: int

    def fields(self) -> list[JSON]:
        """The fields that take a value, each as it came with its `label` and `description` from around it."""
        found: list[JSON] = []
        for component in self.components:
            around = {key: component[key] for key in ("label", "description") if component.get(key)}
            inside = [component["component"]] if "component" in component else component.get("components") or []
            found += [around | one for one in inside if one.get("custom_id")]
        return found

    def text(self) -> str:
        """All visible text of the form, one piece a line."""
        pieces = [self.title]
        for component in walk(self.components):
            pieces += [component.get(key) or "" for key in ("content", "label", "description")]
        return "\n".join(piece for piece in pieces if piece)

    @staticmethod
    def read(raw: JSON) -> "Modal":
        """From the gateway's shape."""
        return Modal(
            id=int(raw["id"]),
            custom_id=raw["custom_id"],
            title=raw["title"],
            components=raw["components"],
            application_id=int(raw["application"]["id"]),
            channel_id=int(raw["channel_id"]),
            guild_id=int(raw["guild_id"]),
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a command, a click or a form.

    `message` is the new or, with `edited`, the changed message; `modal` a form to fill in; `error` what Discord's
    client would show ("The application did not respond"). All empty: the bot acknowledged and showed nothing.
    """

    message: Message | None = None
    modal: Modal | None = None
    error: str | None = None
    edited: bool = False

    def text(self) -> str:
        """The visible text of the message, or of the form, or the error."""
        if self.message is not None:
            return self.message.text()
        return self.modal.text() if self.modal is not None else self.error or ""
