"""The room with the sample bot, in one process: what the browser tests look at."""

import contextlib
import shutil
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, Request, WebError, async_playwright

from bot.loopback.people import Person
from bot.loopback.room import RoomPerson, mount, room_address
from bot.loopback.server import LoopbackServer, Seed
from bot.loopback.world import User
from bot.text.words import Words
from tests.room.sample_bot import setup
from tests.support.loopback import newcomer, running_bot

TOKEN = "token-of-this-run"
ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SEATS = {
    "Chair": "Leads the talks: opens the session, seats the delegations, has the last word on order.",
    "United States": "Wants fewer troops at the border and keeps its allies together.",
    "Russian Federation": "Wants limits on exercises and missiles near its border.",
    "Poland and the Baltic hosts": "Host the allied battalions and will not stand alone.",
    "Ukraine": "The talks are about its border; nothing about it without it.",
    "Observer": "Sees everything public, decides nothing.",
}


@dataclass(frozen=True)
class Stage:
    """A running room: the server, its seed, and the users behind the seats."""

    server: LoopbackServer
    seed: Seed
    users: dict[str, User]

    @property
    def address(self) -> str:
        """The address with the token."""
        return room_address(self.server, TOKEN)

    async def person(self, label: str) -> Person:
        """A further client of someone in the room, to act without a browser."""
        return await Person.connect(self.server.url, self.users[label].token)


@contextlib.asynccontextmanager
async def staged() -> AsyncGenerator[Stage, None]:
    """Start server, room and sample bot."""
    server = LoopbackServer(response_window=0.7)
    seed = server.seed_default()
    seed.channel.topic = "Talks on troops, exercises, notice and missiles"
    users = {label: newcomer(server, seed, label) for label in SEATS}
    people = [RoomPerson(label, users[label].token, hint) for label, hint in SEATS.items()]
    mount(server, people, Words(), token=TOKEN)
    await server.start()
    try:
        async with running_bot(server, setup):
            yield Stage(server, seed, users)
    finally:
        await server.stop()


@contextlib.asynccontextmanager
async def chromium() -> AsyncGenerator[Browser, None]:
    """The machine's own Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()


class Visitor:
    """A browser profile in the room; notes every request and every error of its pages."""

    def __init__(self, context: BrowserContext, stage: Stage) -> None:
        self.context, self.stage = context, stage
        self.requests: list[str] = []
        self.errors: list[str] = []
        context.on("request", self._requested)
        context.on("weberror", self._failed)

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)

    def _failed(self, error: WebError) -> None:
        self.errors.append(str(error.error))

    def foreign(self) -> list[str]:
        """The requests that went anywhere but to the room."""
        return [one for one in self.requests if not one.startswith((f"{self.stage.server.url}/", "data:", "blob:"))]

    async def leave(self) -> None:
        """Close all windows; the profile stays."""
        for page in self.context.pages:
            await page.close()
        self.context.remove_listener("request", self._requested)
        self.context.remove_listener("weberror", self._failed)

    async def front(self) -> Page:
        """The first page, with the token moved into the cookie."""
        page = await self.context.new_page()
        await page.goto(self.stage.address)
        return page

    async def sit(self, label: str, *, hint: bool = False) -> Page:
        """A window as someone, ready to type in."""
        url = self.stage.server.url
        key = "-".join(label.lower().split())
        # The way over the first page has a test of its own; here its cookies are enough.
        cookies = {f"room-{url.rpartition(':')[2]}": TOKEN} | ({} if hint else {"room-hint": "seen"})
        await self.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
        page = await self.context.new_page()
        await page.goto(f"{url}/seat/{key}")
        await page.get_by_role("textbox", name="Message plenary").wait_for()
        return page


async def shot(page: Page, name: str) -> None:
    """Keep a picture of a page among the test artefacts."""
    ARTEFACTS.mkdir(exist_ok=True)
    await page.screenshot(path=ARTEFACTS / f"room-{name}.png")
