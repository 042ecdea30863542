"""The whole story in Chromium: `bot.py rehearse` as a newcomer starts it, and each delegation in a window of its own.

Opened, seated, begun, briefed, tabled, stopped and started again, refused, cured, countered, accepted by all, agreed.
"""

import asyncio
import contextlib
import re
import signal
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.room.stage import chromium, shot

expect.set_options(timeout=20_000)
ROOT = Path(__file__).resolve().parents[2]
PARTIES = ("United States", "Russian Federation", "Poland and the Baltic hosts", "Ukraine")
DRAFTING = "Only you see this. It is kept"
ISSUES = {
    "Size of exercises in the border band": "Tell from 5,000, invite observers from 9,000; at most one",
    "US rotational forces in Poland and the Baltics": "Reduce by 600 within 90 days",
    "Russian forces in Kaliningrad": "Freeze at 12,000 for 12 months",
    "Notice of force movements": "42 days for moves of 2,000 or more",
    "Missiles and missile defence sites": "no more than 12",
    "Force massed near Ukraine": "All return to the positions of early 2021",
    "Inspections in addition": "Four more each",
}


@dataclass
class Rehearsal:
    """A rehearsal as a newcomer runs it, in a process of its own."""

    state: Path
    port: int = 0
    address: str = ""
    _process: asyncio.subprocess.Process | None = field(default=None, repr=False)

    async def start(self) -> None:
        """Start it and learn the address that it prints."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "bot.py", "rehearse", "--no-open"),
            *("--port", str(self.port), "--state", str(self.state)),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        line = (await asyncio.wait_for(self._process.stdout.readline(), 30)).decode()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=\S+", line)
        assert found, line
        self.address, self.port = found[0], int(found[1])

    async def stop(self) -> None:
        """Stop it as Ctrl-C does; it must end in order."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGINT)
        code = await asyncio.wait_for(self._process.wait(), 15)
        assert code == 0


class Table:
    """The windows around the table, each with a browser profile of its own."""

    def __init__(self, browser: Browser, rehearsal: Rehearsal) -> None:
        self.browser, self.rehearsal = browser, rehearsal
        self.pages: dict[str, Page] = {}
        self.requests: list[str] = []

    async def sit(self, label: str) -> Page:
        """Open the printed address in a fresh profile and come in as someone."""
        context = await self.browser.new_context(viewport={"width": 1280, "height": 900})
        context.on("request", lambda request: self.requests.append(request.url))
        context.set_default_timeout(20_000)
        page = await self.enter(label, context)
        await page.get_by_role("button", name="Understood").click()
        return page

    async def enter(self, label: str, context: BrowserContext) -> Page:
        """Open the present address in a new window of a profile and pick the person."""
        page = self.pages[label] = await context.new_page()
        await page.goto(self.rehearsal.address)
        await page.get_by_role("link", name=f"Come in as {label}", exact=True).click()
        await expect(page.locator("#composer")).to_be_focused()
        return page

    async def again(self, label: str) -> None:
        """Close a window that has lost its rehearsal and open the new address."""
        context = self.pages[label].context
        await self.pages[label].close()
        await self.enter(label, context)

    def __getitem__(self, label: str) -> Page:
        return self.pages[label]


@contextlib.asynccontextmanager
async def rehearsed(state: Path) -> AsyncGenerator[Rehearsal, None]:
    """A running rehearsal that is stopped in any case."""
    rehearsal = Rehearsal(state)
    await rehearsal.start()
    try:
        yield rehearsal
    finally:
        await rehearsal.stop()


async def send(page: Page, command: str, *values: str) -> None:
    """Write a command with its required values, by keyboard, and send it."""
    box = page.locator("#composer")
    await box.press_sequentially(f"/{command}")
    await box.press("Enter")
    await expect(page.locator(".chip.command")).to_have_text(f"/{command}")
    for value in values:
        await box.press_sequentially(value)
        await expect(page.get_by_role("option").first).to_be_visible()
        await box.press("Enter")
    await box.press("Enter")
    await expect(page.locator("#composer-box")).to_have_attribute("data-mode", "chat")


def said(page: Page, text: str | re.Pattern[str]) -> Locator:
    """The newest message that holds a text."""
    return page.locator("#log article").filter(has_text=text).last


def card(page: Page, proposal: str) -> Locator:
    """The public card of a proposal: the newest message that begins with its name and is for everybody."""
    heading = page.get_by_role("heading", name=re.compile(rf"{proposal}\b"))
    return page.locator("#log article", has=heading).filter(has_not_text="Only you can see this").last


async def choose(page: Page, issue: str, option: str) -> None:
    """Settle one issue at the drafting table."""
    table = said(page, DRAFTING)
    face = table.get_by_role("combobox", name=re.compile(f"^{re.escape(issue)}"))
    await face.click()
    await page.get_by_role("option", name=re.compile(re.escape(option))).click()
    await expect(face.locator(".select-shown")).to_contain_text(option)
    await expect(face).not_to_have_attribute("aria-busy", "true")


async def convene(table: Table) -> None:
    chair = await table.sit("Chair")
    await send(chair, "session open", "ee-de")
    await asyncio.gather(*(table.sit(label) for label in (*PARTIES, "Observer")))
    for party in PARTIES:
        seat = table[party].get_by_role("group", name=party)
        await seat.get_by_role("button", name="Sit as head").click()
        await expect(said(chair, "take your seats").get_by_role("group", name=party)).not_to_contain_text("No head yet")
    await shot(chair, "story-1-seats")
    await chair.get_by_role("button", name="Begin (chair)").click()
    await expect(said(table["Observer"], re.compile("begun|Begun"))).to_be_visible()


async def brief(table: Table) -> None:
    us = table["United States"]
    await send(us, "brief")
    await expect(said(us, "Only you can see this")).to_be_visible()
    await shot(us, "story-2-brief")
    for party in PARTIES:
        rooms = table[party].get_by_role("button", name=re.compile("^Private thread .* delegation"))
        await expect(rooms).to_have_count(1)
        await expect(rooms).to_have_accessible_name(re.compile(f"^Private thread {party} delegation"))
    assert await table["Observer"].get_by_role("button", name=re.compile("^Private thread")).count() == 0


async def table_a_package(table: Table) -> None:
    us = table["United States"]
    await send(us, "table")
    for issue, option in ISSUES.items():
        await choose(us, issue, option)
    await shot(us, "story-3-drafting-table")
    await said(us, DRAFTING).get_by_role("button", name="Table it").click()
    await expect(card(table["Russian Federation"], "P1")).to_contain_text("United States")


async def stop_and_go_on(table: Table) -> None:
    """What was there before the restart is there after it, and the old buttons work."""
    await table.rehearsal.stop()
    status = table["Chair"].get_by_role("status").filter(has_text="Connection lost")
    await expect(status).to_be_visible()
    await shot(table["Chair"], "story-4-connection-lost")
    await table.rehearsal.start()
    # The window of the earlier run comes back by itself and says where to go: each run has an address of its own.
    await expect(table["Chair"].get_by_text("open the new one")).to_be_visible()
    await asyncio.gather(*(table.again(label) for label in table.pages))
    await expect(card(table["Ukraine"], "P1")).to_be_visible()


async def refusal_and_cure(table: Table) -> None:
    ukraine = table["Ukraine"]
    await card(ukraine, "P1").get_by_role("button", name="Accept", exact=True).click()
    refusal = said(ukraine, "Not done")
    await expect(refusal).to_contain_text("Reduce by 600 within 90 days")
    await shot(ukraine, "story-5-refused")
    await refusal.get_by_role("button", name=re.compile("^Counter with this cure")).first.click()
    drafting = said(ukraine, DRAFTING)
    await expect(drafting).to_contain_text("Russia shall reduce its troops in Kaliningrad by 450 persons")
    await expect(drafting).to_contain_text("balanced")
    await drafting.get_by_role("button", name=re.compile("^Table it")).click()
    await expect(card(table["Russian Federation"], "P2")).to_contain_text("P1")


async def write_a_sentence(page: Page) -> None:
    """A clause in words of one's own: understood, edited because it stopped, and understood again."""
    drafting, form = said(page, DRAFTING), page.get_by_role("dialog")
    await drafting.get_by_role("button", name="Add clause").click()
    words = "The Parties shall notify each other of exercises in {}, verified by on-site inspection."
    await form.get_by_role("textbox").fill(words.format("Eurpoe"))
    await form.get_by_role("button", name="Submit").click()
    await expect(drafting).to_contain_text("did you mean Europe?")
    await shot(page, "story-6-stopped")
    await drafting.get_by_role("combobox", name=re.compile("^Edit or remove a clause")).click()
    await page.get_by_role("option", name=re.compile("Eurpoe")).click()
    await expect(form.get_by_role("textbox")).to_have_value(words.format("Eurpoe"))
    await form.get_by_role("textbox").fill(words.format("Europe"))
    await form.get_by_role("button", name="Submit").click()
    await expect(drafting).to_contain_text("binds United States and Russian Federation")


async def counter(table: Table) -> None:
    russia = table["Russian Federation"]
    await card(russia, "P2").get_by_role("button", name="Counter", exact=True).click()
    await expect(said(russia, DRAFTING)).to_be_visible()
    await choose(russia, "Inspections in addition", "Two more each")
    await write_a_sentence(russia)
    await said(russia, DRAFTING).get_by_role("button", name=re.compile("^Table it")).click()
    await expect(card(table["Observer"], "P3")).to_contain_text("P2")
    await shot(table["Observer"], "story-6-counter")


async def reserve(page: Page) -> None:
    """A reservation on a clause, by the form of the card."""
    await card(page, "P3").get_by_role("button", name="Reserve …").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox").fill("Our parliament looks at it first.")
    await form.get_by_role("combobox").first.click()
    await page.get_by_role("option", name=re.compile("^2\\.")).click()
    await shot(page, "story-6-reserve")
    await form.get_by_role("button", name="Submit").click()
    await expect(said(page, re.compile("R1: your specific reservation on P3 v1 stands"))).to_be_visible()


async def agree(table: Table) -> str:
    """One reserves something, then all accept: by button, and the last by command. Gives the hash of the text."""
    await reserve(table["Ukraine"])
    for party in ("United States", "Poland and the Baltic hosts", "Russian Federation"):
        page = table[party]
        await card(page, "P3").get_by_role("button", name="Accept", exact=True).click()
        await expect(said(page, re.compile("accepts P3"))).to_be_visible()
    ukraine = table["Ukraine"]
    await send(ukraine, "accept", "P3")
    agreed = said(table["Observer"], "Agreed text")
    await expect(agreed).to_contain_text("SHA-256 of the text")
    await expect(agreed).to_contain_text("clause 2: “Our parliament looks at it first.”")
    await shot(table["Observer"], "story-7-agreed")
    found = re.search(r"\b[0-9a-f]{64}\b", await agreed.inner_text())
    assert found
    return found[0]


@pytest.mark.asyncio
async def test_a_newcomer_plays_from_an_empty_room_to_an_agreed_text(tmp_path: Path) -> None:
    async with rehearsed(tmp_path) as rehearsal, chromium() as browser:
        table = Table(browser, rehearsal)
        await convene(table)
        await brief(table)
        await table_a_package(table)
        await stop_and_go_on(table)
        await refusal_and_cure(table)
        await counter(table)
        text_hash = await agree(table)
        for label in ("Chair", "Observer"):
            page = table[label]
            await page.get_by_role("button", name=re.compile("^Thread Record")).click()
            await expect(said(page, "P3 v1 was adopted by")).to_contain_text(text_hash)
            await expect(said(page, "Agreed text")).to_contain_text(text_hash)
        await shot(table["Observer"], "story-8-record")
        assert [one for one in table.requests if not one.startswith(f"http://127.0.0.1:{rehearsal.port}/")] == []
