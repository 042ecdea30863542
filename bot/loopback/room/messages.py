"""One message as HTML: who, when, in answer to what, and everything it holds."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.loopback.people import Message
from bot.loopback.room.components import components, embed
from bot.loopback.room.files import attachment
from bot.loopback.room.inline import timestamp
from bot.loopback.room.markdown import plain, render
from bot.loopback.room.markup import el
from bot.loopback.room.scene import Scene

_DEFAULT, _REPLY, _COMMAND, _STARTER, _MENU = 0, 19, 20, 21, 23
_LAYOUT = 1 << 15
_HUES = 8


def article(message: Message, scene: Scene, *, follows: bool, menus: Sequence[str] = ()) -> Markup:
    """A message with its actions; `follows` leaves out the head where the same author has just written.

    `menus` are the names of the message commands that this person may use.
    """
    if message.type not in {_DEFAULT, _REPLY, _COMMAND, _STARTER, _MENU}:
        return _notice(message, scene)
    head = None if follows else _head(message, scene)
    return el(
        "div",
        _before(message, scene),
        el(
            "div",
            None if follows else _avatar(message),
            el("div", head, _body(message, scene), _after(message, scene), class_="main"),
            class_="line",
        ),
        _actions(message, scene, menus),
        class_="message follows" if follows else "message",
        data_message=str(message.id),
        data_ephemeral=message.ephemeral,
    )


def follows(message: Message, earlier: Message | None) -> bool:
    """Whether a message needs no head of its own: same author, within 7 minutes, nothing above it to say."""
    if earlier is None or message.type not in {_DEFAULT, _COMMAND} or _header(message) or message.reference:
        return False
    near = datetime.fromisoformat(message.timestamp) - datetime.fromisoformat(earlier.timestamp)
    same = message.author.id == earlier.author.id and message.ephemeral == earlier.ephemeral
    return same and near.total_seconds() < 7 * 60 and earlier.type in {_DEFAULT, _REPLY, _COMMAND}


def _notice(message: Message, scene: Scene) -> Markup:
    kinds = {1: "joined_thread", 2: "left_thread", 4: "renamed", 6: "pinned", 18: "made_thread"}
    key = kinds.get(message.type, "happened")
    text = scene.label(key, name=message.author.name, text=message.content)
    return el(
        "div",
        el("div", el("span", text), " ", _when(message), class_="line notice"),
        class_="message",
        data_message=str(message.id),
    )


def _avatar(message: Message) -> Markup:
    initials = "".join(word[0] for word in message.author.name.split()[:2]).upper()
    return el("div", initials, class_=f"avatar hue-{message.author.id % _HUES}", aria_hidden="true")


def _when(message: Message) -> Markup:
    return el("span", timestamp(int(datetime.fromisoformat(message.timestamp).timestamp()), "f"), class_="when")


def _head(message: Message, scene: Scene) -> Markup:
    tag = el("span", scene.label("bot"), class_="tag") if message.author.bot else None
    return el("div", el("span", message.author.name, class_="author"), tag, _when(message), class_="head")


def _header(message: Message) -> str | None:
    """The command whose answer this is, or None."""
    meta, raw = message.interaction_metadata, message.raw.get("interaction")
    if meta is None or meta.get("type") != 2:  # noqa: PLR2004 -- the wire's number of a command
        return None
    name = (raw or {}).get("name") or meta.get("name") or meta.get("command_name")
    return str(name) if name else ""


def _before(message: Message, scene: Scene) -> Markup | None:
    """What the message answers: a command, or another message."""
    used = _header(message)
    if used is not None:
        user = (message.interaction_metadata or {}).get("user") or {}
        who = user.get("global_name") or user.get("username") or scene.label("unknown_user")
        text = scene.label("used", name=who, command=f"/{used}") if used else scene.label("used_something", name=who)
        return el("div", text, class_="context")
    if not message.reference or message.type != _REPLY:
        return None
    target = message.raw.get("referenced_message")
    if not target:
        return el("div", scene.label("reply_to_lost"), class_="context")
    earlier = Message.read({"guild_id": str(message.guild_id)} | target)
    quoted = plain(earlier.content or earlier.text(), scene) or scene.label("something_attached")
    text = scene.label("reply_to", name=earlier.author.name, text=quoted)
    return el("button", text, type="button", class_="context jump", data_act="jump", data_target=str(earlier.id))


def _body(message: Message, scene: Scene) -> Markup:
    if message.loading:
        return el("div", scene.label("thinking", name=message.author.name), class_="thinking", role="status")
    edited = el("span", scene.label("edited"), class_="edited") if message.edited else None
    # A layout shows the files that it places, and no others.
    loose = [] if message.flags & _LAYOUT else message.attachments
    return el(
        "div",
        el("div", render(message.content, scene), class_="text") if message.content else None,
        *[embed(one, scene) for one in message.embeds],
        components(message.components, scene),
        *[attachment(one, scene) for one in loose],
        edited,
        _thread(message, scene),
        _reactions(message, scene),
        class_="body",
    )


def _thread(message: Message, scene: Scene) -> Markup | None:
    """The way into the thread that hangs on this message, for whoever may see it."""
    thread = str((message.raw.get("thread") or {}).get("id") or "")
    if thread not in scene.channels:
        return None
    text = scene.label("thread", name=scene.channels[thread])
    return el("button", text, type="button", class_="btn secondary", data_act="channel", data_channel=thread)


def _reactions(message: Message, scene: Scene) -> Markup | None:
    shown = [
        el(
            "button",
            f"{one['emoji'].get('name')} {one['count']}",
            type="button",
            class_="reaction mine" if one.get("me") else "reaction",
            aria_pressed="true" if one.get("me") else "false",
            aria_label=scene.label("reaction", emoji=one["emoji"].get("name"), n=one["count"]),
            data_act="react",
            data_emoji=str(one["emoji"].get("name")),
        )
        for one in message.raw.get("reactions") or []
    ]
    return el("div", *shown, class_="reactions") if shown else None


def _after(message: Message, scene: Scene) -> Markup | None:
    if not message.ephemeral:
        return None
    dismiss = el("button", scene.label("dismiss"), type="button", class_="textlink", data_act="dismiss")
    return el("div", el("span", scene.label("only_you")), " · ", dismiss, class_="ephemeral-note")


def _actions(message: Message, scene: Scene, menus: Sequence[str]) -> Markup | None:
    if message.ephemeral or message.loading:
        return None
    own = str(message.author.id) == scene.me

    def item(text: str, act: str, **data: str) -> Markup:
        return el("button", text, type="button", class_="act", data_act=act, **data)

    return el(
        "div",
        item(scene.label("reply"), "reply"),
        *[item(name, "menu", data_name=name) for name in menus],
        item(scene.label("delete"), "delete") if own else None,
        class_="actions",
        role="group",
        aria_label=scene.label("message_actions", name=message.author.name),
    )
