"""What the live figures are measured on: a loopback server, people, sessions, and bots in processes of their own."""

import asyncio
import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app import ParleyBot, build
from bot.config import load_settings
from bot.loopback.people import Person, Reply
from bot.loopback.server import LoopbackServer, Seed
from bot.loopback.world.model import Channel, User
from bot.negotiation.acts import Act, Actor, AssignSeat, Begin, Table
from bot.negotiation.model import Role
from bot.service.negotiations import Done
from bot.service.ports import Place
from tests.records.story import ONE_SIDED, ROOT

PACK = "ee-deescalation-2022"
OWN_SENTENCES = tuple(
    f"{who} by {number} persons within 90 days of entry into force, verified by on-site inspection."
    for who, number in (
        ("The United States shall reduce its rotational forces in Poland", "1,500"),
        ("Russia shall reduce its troops in Kaliningrad", "1,500"),
        ("The United States shall reduce its rotational forces in the Baltic states", "300"),
        ("Russia shall reduce its troops in Ukraine", "300"),
        ("Russia shall reduce its troops in Kaliningrad", "600"),
    )
)
"""Clauses of somebody's own that carry a step each."""
CURED = ONE_SIDED | {"RU_WEST": "R2"}


def user(server: LoopbackServer, seed: Seed, name: str, permissions: int = 0) -> User:
    found = server.world.add_user(name.lower(), name)
    server.world.add_member(seed.guild, found, permissions=permissions)
    return found


@dataclass(frozen=True, slots=True)
class House:
    """A session in a channel of its own, with a proposal P1 on the table that its delegate may accept."""

    channel: Channel
    delegate: User


async def housed(bot: ParleyBot, server: LoopbackServer, seed: Seed, number: int, chair: User, us: User) -> House:
    """Open, seat, begin and table by the service: only what is measured goes over the wire."""
    channel = server.world.add_channel(seed.guild, f"plenary-{number}")
    ru = user(server, seed, f"Delegate{number}")
    leader, author = Actor(str(chair.id), "Chair", moderator=True), Actor(str(us.id), "US")
    place = Place(str(seed.guild.id), str(channel.id))
    opened = await bot.desk.service.open(place, PACK, None, leader, f"open{number}")
    assert isinstance(opened, Done)
    session = opened.session.id
    frame = await bot.desk.service.frame(session)
    acts: Sequence[tuple[Actor, Act]] = [
        (leader, AssignSeat(author.member, "US", Role.HEAD, "US")),
        (leader, AssignSeat(str(ru.id), "RU", Role.HEAD, "RU")),
        (leader, Begin(without=("PL", "UA"))),
        (author, Table(frame.clauses(CURED))),
    ]
    for at, (actor, act) in enumerate(acts):
        done = await bot.desk.service.perform(session, act, actor, f"setup{number}.{at}")
        assert isinstance(done, Done), done
    return House(channel, ru)


def settings_of(server: LoopbackServer, seed: Seed, folder: Path) -> dict[str, str]:
    return {
        "token": seed.bot.token,
        "api_url": server.api_url,
        "gateway_url": server.gateway_url,
        "database_url": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
        "ready_timeout": "0",
    }


@contextlib.asynccontextmanager
async def setting_up(server: LoopbackServer, seed: Seed, folder: Path) -> AsyncGenerator[ParleyBot]:
    """The real bot in this loop, to register the commands and to prepare sessions; all is shown when it ends."""
    settings = load_settings(**settings_of(server, seed, folder))  # type: ignore[arg-type]  # each value is read as its setting
    bot = build(settings)
    life = asyncio.create_task(bot.start(seed.bot.token))
    try:
        while not bot.is_ready():
            assert not life.done(), life.exception()
            await asyncio.sleep(0.01)
        await bot.register(str(seed.guild.id))
        yield bot
        await bot.courier.drain()
    finally:
        await bot.close()
        await asyncio.gather(life, return_exceptions=True)


@contextlib.asynccontextmanager
async def process(
    *arguments: str, folder: Path, env: Mapping[str, str] | None = None
) -> AsyncGenerator[tuple[int, float]]:
    """A Python process that prints a line beginning with "Ready as"; gives its id and the seconds until then."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    began = time.perf_counter()
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT)} | {f"PARLEY_{name.upper()}": value for name, value in (env or {}).items()},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        assert started.stdout is not None
        line = await asyncio.wait_for(started.stdout.readline(), 20)
        assert line.startswith(b"Ready as"), line
        yield started.pid, time.perf_counter() - began
    finally:
        started.terminate()
        await asyncio.wait_for(started.wait(), 15)


async def timed(work: Callable[[], Awaitable[Reply]]) -> float:
    began = time.perf_counter()
    reply = await work()
    taken = time.perf_counter() - began
    assert reply.error is None, reply.error
    assert reply.message is not None
    return taken


async def quiet(person: Person, pause: float = 0.12) -> None:
    """Return once nothing new has reached a person for a while: what acts leave to be shown is shown."""
    news = person.subscribe()
    try:
        while True:
            await asyncio.wait_for(news.get(), pause)
    except TimeoutError:
        return
    finally:
        person.unsubscribe(news)


class BareDisk:
    """SQLite alone, on the same disk and with the same settings: what one durable commit of one row takes."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, text TEXT)")

    def commit(self) -> float:
        """Seconds of one commit."""
        began = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO entry (text) VALUES (?)", ("x" * 600,))
        self._connection.execute("COMMIT")
        return time.perf_counter() - began

    def close(self) -> None:
        self._connection.close()
