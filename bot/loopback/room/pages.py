"""The room's pages, mounted into the loopback server's own application: one address, one port."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from nicegui import app, ui
from nicegui.events import GenericEventArguments
from starlette.requests import Request
from starlette.routing import Route

from bot.loopback.people import PersonError
from bot.loopback.room import sidebar
from bot.loopback.room.labels import Labels, Words
from bot.loopback.room.layout import frame
from bot.loopback.room.presence import Presence
from bot.loopback.room.security import Guard
from bot.loopback.room.sidebar import RoomPerson
from bot.loopback.room.uploads import Uploads
from bot.loopback.room.window import Window
from bot.loopback.server import LoopbackServer

if TYPE_CHECKING:
    from fastapi import FastAPI

HINT_COOKIE = "room-hint"
_VIEWPORT = "width=device-width, initial-scale=1, interactive-widget=resizes-content"
_ICON = "🕊"


@dataclass(eq=False)
class _Room:
    """What all pages share: the server, the people, the words, who is present, files under way."""

    server: LoopbackServer
    people: tuple[RoomPerson, ...]
    label: Labels
    uploads: Uploads = field(default_factory=Uploads)
    presences: dict[str, Presence] = field(default_factory=dict)
    locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    def person(self, key: str) -> RoomPerson | None:
        """The person of an address."""
        return next((one for one in self.people if one.key == key), None)

    async def presence(self, person: RoomPerson) -> Presence:
        """The person's connection, made at the first window."""
        async with self.locks.setdefault(person.key, asyncio.Lock()):
            if person.key not in self.presences:
                self.presences[person.key] = await Presence.come(self.server.url, person.token, self.label)
            return self.presences[person.key]

    async def leave(self) -> None:
        """Disconnect everybody."""
        for presence in self.presences.values():
            await presence.leave()
        self.presences.clear()


_current: list[_Room] = []
"""The room that is open. NiceGUI has one application in a process, so its pages must look up whose they are."""


def room_address(server: LoopbackServer, token: str) -> str:
    """The address that a visitor opens; valid after the server's start."""
    return f"{server.url}/?token={token}"


def mount(server: LoopbackServer, people: Sequence[RoomPerson], words: Words, *, token: str) -> None:
    """Put the room's pages into a server that is not started yet.

    `people` are offered on the first page in this order; their tokens are those of users at the server. `token` is the
    secret of this run: the first request must bring it as `?token=…`. A later call replaces the room of an earlier
    server of the same process. ValueError for two people whose labels give the same address.
    """
    keys = [one.key for one in people]
    if len(set(keys)) != len(keys):
        raise ValueError(f"two people of the room have the same address: {keys}")
    label = Labels(words)
    room = _Room(server, tuple(people), label)
    _current[:] = [room]
    server.app.router.routes.append(Route("/upload", room.uploads.receive, methods=["POST"]))
    server.app.add_middleware(Guard, token=token, refusal=partial(words, "room/refused"))
    # NiceGUI adds to its middleware at each call, which an application that has already served refuses.
    app.middleware_stack = None
    ui.run_with(
        cast("FastAPI", server.app),
        title=label("front_title"),
        viewport=_VIEWPORT,
        favicon=_ICON,
        dark=None,
        language="en-US",
        tailwind=False,
        reconnect_timeout=10.0,
        show_welcome_message=False,
    )
    _leave_with(server, room)


def _leave_with(server: LoopbackServer, room: _Room) -> None:
    """Disconnect the people when the server goes down."""
    inner = server.app.router.lifespan_context

    @contextlib.asynccontextmanager
    async def lifespan(starlette: Any) -> AsyncGenerator[Any, None]:  # noqa: ANN401 -- Starlette's own shape
        async with inner(starlette) as state:
            yield state
            await room.leave()

    server.app.router.lifespan_context = lifespan


def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


def _dress(label: Labels) -> None:
    """Put style and script into the page; both come from this package."""
    ui.add_head_html(f"<style>{_asset('colours.css')}{_asset('room.css')}{_asset('content.css')}</style>")
    ui.add_body_html(f"<script>{_asset('selects.js')}{_asset('room.js')}{_asset('page.js')}</script>")
    told = {"lost": label("connection_lost"), "back": label("connection_back"), "tooLarge": label("file_too_large")}
    texts = "".join(f' data-{key.lower()}="{sidebar.escape(text)}"' for key, text in told.items())
    ui.add_body_html(f'<div id="room-words" hidden{texts}></div>')


@ui.page("/")
def _front() -> None:
    room = _current[0]
    _dress(room.label)
    ui.page_title(room.label("front_title"))
    ui.html(str(sidebar.cards(room.people, room.label)), tag="div").classes("front")


@ui.page("/seat/{key}")
async def _seat(request: Request, key: str) -> None:
    room = _current[0]
    person, label = room.person(key), room.label
    _dress(label)
    if person is None:
        ui.html(str(sidebar.lost(label("no_such_seat"), label)), tag="div").classes("front")
        return
    try:
        presence = await room.presence(person)
    except (PersonError, OSError, TimeoutError) as error:
        ui.html(str(sidebar.lost(label("cannot_connect", text=str(error)), label)), tag="div").classes("front")
        return
    ui.page_title(person.label)
    hint = None if request.cookies.get(HINT_COOKIE) == "seen" else str(sidebar.hint(label))
    regions = frame(label, hint, str(sidebar.people_dialog(room.people, person, label)))
    window = Window(ui.context.client, regions, presence, person, room.uploads)

    def take(event: GenericEventArguments) -> None:
        payload = event.args
        if isinstance(payload, dict):
            window.handle(payload)

    ui.on("room", take)
    await window.open()
