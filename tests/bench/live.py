"""What the live figures are measured on: a loopback server, people, sessions, and a bot."""

import asyncio
import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
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
CURED = ONE_SIDED | {"RU_WEST": "R2"}


def user(server: LoopbackServer, seed: Seed, name: str, permissions: int = 0) -> User:
    found = server.world.add_user(name.lower(), name)
    server.world.add_member(seed.guild, found, permissions=permissions)
    return found


@dataclass(frozen=True, slots=True)
class House:
    """A session in a channel of its own, with a proposal P1 on the table that its delegate may accept."""

    channel: Channel
    session: str
    delegate: Person


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
    return House(channel, session, await Person.connect(server.url, ru.token))


@contextlib.asynccontextmanager
async def parley_bot(server: LoopbackServer, seed: Seed, folder: Path) -> AsyncGenerator[ParleyBot]:
    """The real bot in this loop, its commands registered."""
    settings = load_settings(
        token=seed.bot.token,
        api_url=server.api_url,
        gateway_url=server.gateway_url,
        database_url=f"sqlite+aiosqlite:///{folder / 'bench.db'}",
        ready_timeout=0,
    )
    bot = build(settings)
    life = asyncio.create_task(bot.start(seed.bot.token))
    try:
        while not bot.is_ready():
            assert not life.done(), life.exception()
            await asyncio.sleep(0.01)
        await bot.register(str(seed.guild.id))
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(life, return_exceptions=True)


@contextlib.asynccontextmanager
async def bot_process(server: LoopbackServer, seed: Seed, folder: Path) -> AsyncGenerator[tuple[int, float]]:
    """`python bot.py run` in a process of its own; gives its id and the seconds from start to ready."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")} | {
        "PARLEY_TOKEN": seed.bot.token,
        "PARLEY_API_URL": server.api_url,
        "PARLEY_GATEWAY_URL": server.gateway_url,
        "PARLEY_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'run.db'}",
        "PARLEY_READY_TIMEOUT": "0",
    }
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ROOT / "bot.py"), "run", cwd=folder, env=env, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 20)
        assert line.startswith(b"Ready as"), line
        yield process.pid, time.perf_counter() - began
    finally:
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 15) == 0


async def timed(work: Callable[[], Awaitable[Reply]]) -> float:
    began = time.perf_counter()
    reply = await work()
    taken = time.perf_counter() - began
    assert reply.error is None, reply.error
    assert reply.message is not None
    return taken


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
