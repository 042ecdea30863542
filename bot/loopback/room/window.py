"""One window of a person: keeps its regions in step with what the person sees, and does what is pressed in it."""

import asyncio
import json
import logging
from collections.abc import Coroutine
from typing import Any

from nicegui import Client, ui

from bot.loopback.people import GatewayEvent, Message, PersonError
from bot.loopback.room import completion, composer, sidebar
from bot.loopback.room.acting import Acting
from bot.loopback.room.beside import answers, beside, boards, places
from bot.loopback.room.composing import Composing, Typed
from bot.loopback.room.layout import Regions
from bot.loopback.room.presence import Presence
from bot.loopback.room.refusals import refused
from bot.loopback.room.sidebar import RoomPerson
from bot.loopback.room.state import Entry, Timeline, changes
from bot.loopback.room.uploads import Uploads

_log = logging.getLogger(__name__)

_COMPOSER = frozenset({"typed", "key", "send", "pick", "chip", "compose", "upload", "unfile", "unreply"})
_SOON = 0.012
"""Seconds in which events are gathered before the page is redrawn once."""
_PAGE = 50


class Window:
    """What one browser window shows of a presence. `seat` is who the visitor is in it."""

    def __init__(
        self, client: Client, regions: Regions, presence: Presence, seat: RoomPerson, uploads: Uploads
    ) -> None:
        self.client, self.regions, self.presence, self.seat = client, regions, presence, seat
        self.label = presence.label
        self.channel = 0
        self.timeline = Timeline()
        self.notices: list[str] = []
        self.acting = Acting(self, uploads)
        self.composing = Composing(presence, uploads, self._composer, self._again, self.acting.answered, self.complain)
        self._entries: tuple[Entry, ...] = ()
        self._elements: dict[int, ui.html] = {}
        self._typed: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._visible = True

    async def open(self) -> None:
        """Show the first channel and follow what happens, until the window is gone."""
        self.presence.listeners.append(self._heard)
        self.client.on_delete(self.close)
        self.start(self._type(), "composer")
        rows = self.presence.rows()
        self.regions.server.content = str(sidebar.el("h2", self._server_name()))
        self.regions.me.content = str(sidebar.me(self.seat, self.label))
        await self.show(rows[0].id if rows else 0)

    def close(self) -> None:
        """Stop following; what the person has open elsewhere goes on."""
        if self._heard in self.presence.listeners:
            self.presence.listeners.remove(self._heard)
        for task in self._tasks:
            task.cancel()

    def start(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Run something beside the window, cancelled with it; what goes wrong is shown."""
        task = asyncio.create_task(self._told(work), name=f"room: {name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except PersonError as error:
            self.complain(refused(error, self.label))
        except (LookupError, TimeoutError, OSError) as error:
            self.complain(self.label("refused", text=str(error)))
        except Exception:  # noqa: BLE001 -- logged, and said on the page
            # The last place before the visitor: the page goes on, and the log has the rest.
            _log.exception("a window of %s", self.seat.label)
            self.complain(self.label("unexpected"))

    def script(self, function: str, *arguments: object) -> None:
        """Call a function of the page's script with plain data."""
        told = ", ".join(json.dumps(one).replace("<", "\\u003c") for one in arguments)
        self.client.run_javascript(f"room.{function}({told})")

    def complain(self, text: str) -> None:
        """Show what went wrong until it is waved away."""
        self.notices = [*self.notices, text][-3:]
        self.regions.composer.notices.content = str(sidebar.notices(self.notices, self.label))

    def find(self, payload: dict[str, Any]) -> Message | None:
        """The message that an event of the page is about."""
        number = str(payload.get("message") or "")
        known = [*self.presence.person.messages(self.channel), *self._boards(), *self._answers()]
        return next((one for one in known if str(one.id) == number), None)

    def _boards(self) -> tuple[Message, ...]:
        person = self.presence.person
        return boards(person.channels, self.channel, person.messages)

    def _answers(self) -> tuple[Message, ...]:
        presence = self.presence
        person, seen = presence.person, presence.marks.seen
        return answers(person.channels, self.channel, person.messages, seen, presence.dismissed)

    def _server_name(self) -> str:
        return next((str(one["name"]) for one in self.presence.person.guilds.values()), "")

    def _heard(self, event: GatewayEvent) -> None:
        if event.name == "READY":
            # The connection is a new one: what was shown may have changed meanwhile.
            self.start(self._reload(), "reload")
        if event.name.startswith("INTERACTION_") or event.name.startswith("APPLICATION_COMMAND_"):
            return
        self.redraw()

    async def _reload(self) -> None:
        await self.presence.messages(self.channel)
        self.redraw()

    def redraw(self) -> None:
        """Bring the page in step soon; events that come together cause one redraw."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_SOON, self._redraw)

    def _redraw(self) -> None:
        self._timer = None
        person = self.presence.person
        if self.channel not in person.channels and person.channels:
            # The thread is gone or no longer this person's: back to the first channel.
            self.start(self.show(self.presence.rows()[0].id), "elsewhere")
            return
        messages = person.messages(self.channel)
        if self._visible and self.presence.marks.read(self.channel, messages):
            for listener in self.presence.listeners:
                if listener != self._heard:
                    listener(GatewayEvent("MESSAGE_ACK", {}))
        scene, told = self.presence.scene(), self._answers()
        self.presence.told.update(one.id for one in told)
        rows = self.presence.rows()
        regions, channel = self.regions, person.channels.get(self.channel)
        _fill(regions.channels, str(sidebar.channel_list(rows, self.channel, self.label)))
        _fill(regions.head, str(sidebar.head(channel, scene)))
        _fill(regions.beside, str(beside(self._boards(), told, scene)))
        menus = self.presence.menus()
        self._log(self.timeline.entries(messages, scene, menus, frozenset(self.presence.dismissed)))
        called = sum(row.mentions or row.unread for row in rows)
        place = channel.name if channel else self.label("no_channel")
        self.script("title", f"{f'({called}) ' if called else ''}{place} · {self.seat.label}")

    def _log(self, entries: tuple[Entry, ...]) -> None:
        work = changes(self._entries, entries)
        for number in work.removed:
            self._elements.pop(number).delete()
        for index, entry, new in work.placed:
            if not new:
                self._elements[entry.id].content = entry.html
                continue
            with self.regions.log:
                made = ui.html(entry.html, tag="article")
            if index < len(self._elements):
                made.move(self.regions.log, target_index=index)
            self._elements[entry.id] = made
        self._entries = entries

    def _composer(self, replaced: Typed | None) -> None:
        work, regions = self.composing, self.regions.composer
        draft, lines = work.draft, composer.candidates(work.draft, work.offer())
        _fill(regions.menu, str(completion.menu(draft, lines, self.label, pending=work.pending and not lines)))
        _fill(regions.chips, str(completion.chips(draft, self.label)))
        replying = None if work.replying is None else work.replying.author.name
        _fill(regions.extras, str(completion.extras(work.files, replying, self.label)))
        fault = draft.fault
        _fill(regions.fault, "" if fault is None else str(sidebar.el("span", self.label(fault.code, **fault.params))))
        mode = "chat" if draft.command is None else "command"
        cursor = draft.cursor if lines else -1
        self.script("composer", replaced, work.epoch, mode, cursor, self._placeholder())

    def _again(self) -> None:
        self.script("again")

    def _placeholder(self) -> str:
        channel = self.presence.person.channels.get(self.channel)
        return self.label("message_to", name=channel.name if channel else "")

    async def _type(self) -> None:
        while True:
            act, payload = await self._typed.get()
            await self._told(self.composing.handle(act, payload))

    async def show(self, channel: int) -> None:
        """Show a channel from its end."""
        if channel in self.presence.person.channels:
            await self.presence.messages(channel)
        self._log(())
        self.channel = self.composing.channel = channel
        self.timeline = Timeline()
        self.regions.earlier.content = self._earlier()
        self._redraw()
        self._composer(None)
        self.script("shown", str(channel))
        self.start(self._look_for_boards(channel), "beside")

    async def _look_for_boards(self, channel: int) -> None:
        """Load what stands beside the talk where it lies further back, or in a thread that nobody has opened yet."""
        for place in places(self.presence.person.channels, channel):
            await self.presence.board(place)
        self.redraw()

    def _earlier(self) -> str:
        messages = self.presence.person.messages(self.channel)
        if len(messages) < _PAGE:
            return str(sidebar.el("p", self.label("beginning"), class_="subtext"))
        return str(
            sidebar.el("button", self.label("earlier"), type="button", class_="btn secondary", data_act="earlier")
        )

    def handle(self, payload: dict[str, Any]) -> None:
        """Take one event of the page's script."""
        act = str(payload.get("act"))
        if act in _COMPOSER:
            self._clear(act, payload)
            self._typed.put_nowait((act, payload))
            return
        match act:
            case "visible":
                self._visible = bool(payload.get("on"))
                self.redraw()
            case "channel":
                number = int(str(payload.get("channel") or 0))
                if number in self.presence.person.channels:
                    self.start(self.show(number), "channel")
            case "earlier":
                self.start(self._more(), "earlier")
            case "unnotice":
                index = int(payload.get("index", -1))
                self.notices = [one for number, one in enumerate(self.notices) if number != index]
                _fill(self.regions.composer.notices, str(sidebar.notices(self.notices, self.label)))
            case _:
                self.start(self.acting.do(act, payload), act)

    def _clear(self, act: str, payload: dict[str, Any]) -> None:
        """What went wrong is old news once the person edits or sends again."""
        edits = act == "typed" and payload.get("text") != self.composing.draft.text
        if self.notices and (edits or act == "send" or payload.get("key") == "Enter"):
            self.notices = []
            _fill(self.regions.composer.notices, "")

    async def _more(self) -> None:
        before = len(self.presence.person.messages(self.channel))
        after = await self.presence.messages(self.channel, earlier=True)
        self.timeline.limit += max(_PAGE, len(after) - before)
        if len(after) == before and self.timeline.limit >= len(after):
            self.regions.earlier.content = str(sidebar.el("p", self.label("beginning"), class_="subtext"))
        self.redraw()


def _fill(region: ui.html, html: str) -> None:
    """Set the HTML of a region, where it is another."""
    if region.content != html:
        region.content = html
