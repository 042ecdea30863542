"""What the room's tests share: the words, and one running room with one Chromium for a whole module."""

import warnings
from collections.abc import AsyncGenerator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext

from bot.loopback.room.labels import Labels
from bot.loopback.room.scene import Scene
from bot.text.words import Words

with warnings.catch_warnings():
    # discord.py 2.7 imports `audioop`, of which Python 3.11 and 3.12 warn; no voice is used here.
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    from tests.room.stage import Stage, Visitor, chromium, staged


@pytest.fixture(scope="session")
def label() -> Labels:
    return Labels(Words())


@pytest.fixture
def scene(label: Labels) -> Scene:
    return Scene(
        label=label,
        me="7",
        users={"7": "Ann", "8": "<b>Bob</b>"},
        roles={"5": "chairs"},
        channels={"2": "plenary"},
        files="http://127.0.0.1:9",
    )


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def stage() -> AsyncGenerator[Stage, None]:
    async with staged() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncGenerator[Browser, None]:
    async with chromium() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def profile(browser: Browser) -> AsyncGenerator[BrowserContext, None]:
    """One browser profile for a module: what the page loads once is in its cache for the next test."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(stage: Stage, profile: BrowserContext) -> AsyncGenerator[Visitor, None]:
    """Somebody in the room; afterwards nobody but this machine was asked, and no page has failed."""
    made = Visitor(profile, stage)
    yield made
    await made.leave()
    assert made.foreign() == []
    assert made.errors == []


@pytest_asyncio.fixture(loop_scope="module")
async def newcomer(stage: Stage, browser: Browser) -> AsyncGenerator[Visitor, None]:
    """Somebody who was never here before."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    made = Visitor(context, stage)
    yield made
    await context.close()
    assert made.foreign() == []
    assert made.errors == []
