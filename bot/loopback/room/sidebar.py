"""The parts of the page around the messages, as HTML: channel list, head line, people, hint and notices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.loopback.people import Channel
from bot.loopback.room.inline import inline
from bot.loopback.room.markup import el, join
from bot.loopback.room.scene import Label, Scene
from bot.loopback.room.state import Row

__all__ = [
    "RoomPerson",
    "cards",
    "channel_list",
    "el",
    "escape",
    "head",
    "hint",
    "lost",
    "me",
    "notices",
    "people_dialog",
]


@dataclass(frozen=True, slots=True)
class RoomPerson:
    """Someone that a visitor can be: the label of the seat, the token of the person at the server, and a hint."""

    label: str
    token: str
    hint: str

    @property
    def key(self) -> str:
        """The seat's name in addresses: letters and digits of the label, joined by hyphens."""
        words = "".join(char if char.isalnum() else " " for char in self.label.lower()).split()
        return "-".join(words)


def channel_list(rows: Iterable[Row], current: int, label: Label) -> Markup:
    """The channels and threads; each line is a button that opens it and says what is unread."""
    lines = [el("li", _row(row, current, label), class_="thread" if row.thread else None) for row in rows]
    return el("ul", *lines, class_="channels")


def _sign(*, private: bool, thread: bool) -> Markup:
    """The sign before a channel's name; the lock is drawn, since not every machine has a font with one."""
    if private:
        return el("span", class_="sign lock", aria_hidden="true")
    return el("span", "↳" if thread else "#", class_="sign", aria_hidden="true")


def _row(row: Row, current: int, label: Label) -> Markup:
    kind = "private_thread" if row.private else "thread" if row.thread else "channel"
    told = [label(kind, name=row.name)]
    if row.archived:
        told.append(label("archived"))
    if row.unread:
        told.append(label("unread", n=row.unread))
    count = row.mentions or row.unread
    class_ = "channel-row" + (" unread" if row.unread else "") + (" archived" if row.archived else "")
    return el(
        "button",
        _sign(private=row.private, thread=row.thread),
        el("span", row.name, class_="channel-name", title=row.name),
        el("span", str(count), class_="badge called" if row.mentions else "badge", aria_hidden="true")
        if count
        else None,
        type="button",
        class_=class_,
        aria_label=", ".join(told),
        aria_current="page" if row.id == current else None,
        data_act="channel",
        data_channel=str(row.id),
    )


def head(channel: Channel | None, scene: Scene) -> Markup:
    """The head line of the messages: name, kind and topic."""
    label = scene.label
    if channel is None:
        return el("h1", label("no_channel"))
    about = str(channel.raw.get("topic") or "")
    if channel.is_thread:
        about = label("private_about" if channel.private else "thread_about")
    return join(
        [
            el("h1", _sign(private=channel.private, thread=channel.is_thread), channel.name),
            el("span", inline(about, scene), class_="topic") if about else None,
        ]
    )


def me(person: RoomPerson, label: Label) -> Markup:
    """Who the visitor is in this window, with the way to change."""
    return join(
        [
            el("div", el("div", person.label, class_="me-name"), el("div", label("you_are"), class_="subtext")),
            el(
                "button",
                label("switch"),
                type="button",
                class_="btn secondary",
                data_act="people",
                aria_haspopup="dialog",
            ),
        ]
    )


def people_dialog(people: Sequence[RoomPerson], current: RoomPerson, label: Label) -> Markup:
    """The dialog to go on as another person, in this window or in a new one."""
    lines = [
        el(
            "li",
            el("span", el("span", one.label, class_="option-name"), el("span", one.hint, class_="option-about")),
            el("span", label("you_are_here"), class_="subtext")
            if one.key == current.key
            else el(
                "a",
                label("switch_here"),
                href=f"/seat/{one.key}",
                class_="btn secondary",
                aria_label=label("switch_to", name=one.label),
            ),
            _window_link(one, label),
        )
        for one in people
    ]
    close = el("button", label("close"), type="button", class_="btn primary", data_act="close-dialog")
    return el(
        "dialog",
        el("h2", label("people_title"), id="people-title"),
        el("p", label("people_about"), class_="subtext"),
        el("ul", *lines, class_="people"),
        el("div", close, class_="form-buttons"),
        class_="form",
        aria_labelledby="people-title",
        id="people-dialog",
    )


def _window_link(one: RoomPerson, label: Label) -> Markup:
    return el(
        "a",
        label("new_window"),
        href=f"/seat/{one.key}",
        class_="btn secondary ext",
        aria_label=label("new_window_as", name=one.label),
    )


def cards(people: Sequence[RoomPerson], label: Label) -> Markup:
    """The first page: one card for each person that a visitor can be."""
    shown = [
        el(
            "li",
            el("h2", one.label),
            el("p", one.hint),
            el(
                "div",
                el(
                    "a",
                    label("enter_as"),
                    href=f"/seat/{one.key}",
                    class_="btn primary",
                    aria_label=label("enter_as_name", name=one.label),
                ),
                _window_link(one, label),
                class_="row",
            ),
            class_="card",
        )
        for one in people
    ]
    return join(
        [
            el("h1", label("front_title")),
            el("p", label("front_about"), class_="lead"),
            el("ul", *shown, class_="cards"),
            el("p", label("front_foot"), class_="subtext"),
        ]
    )


def lost(text: str, label: Label) -> Markup:
    """A page that says why there is nothing here, with the way back."""
    return join(
        [
            el("h1", label("front_title")),
            el("p", text, role="alert"),
            el("a", label("back"), href="/", class_="btn primary"),
        ]
    )


def hint(label: Label) -> Markup:
    """The three steps for a first visit."""
    steps = [el("li", el("strong", label(f"hint_{n}_title")), " ", label(f"hint_{n}")) for n in (1, 2, 3)]
    return join(
        [
            el("h2", label("hint_title")),
            el("ol", *steps),
            el("button", label("hint_dismiss"), type="button", class_="btn primary", data_act="hint-dismiss"),
        ]
    )


def notices(texts: Sequence[str], label: Label) -> Markup:
    """What went wrong, until the person waves it away."""
    return join(
        el(
            "div",
            el("span", "⚠", aria_hidden="true"),
            el("span", text),
            el("button", label("dismiss"), type="button", class_="textlink", data_act="unnotice", data_index=number),
            class_="notice-line",
        )
        for number, text in enumerate(texts)
    )
