"""Figures of the bot over the loopback server, against a bare bot on the same server in the same run."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
import pytest

from bot.cli.rehearsal import invited
from bot.loopback.people import Person
from bot.loopback.server import LoopbackServer
from bot.loopback.world.permissions import P
from tests.bench.figures import p50, p95, p99, put
from tests.bench.live import OWN_SENTENCES, PACK, BareDisk, housed, process, quiet, setting_up, settings_of, timed, user
from tests.records.story import ROOT

SAMPLES = 100
SESSIONS = 16
ROUNDS = 20
WARM_UP = 2
"""Rounds in which sessions are read from the database for the first time since the start."""
OPEN = 200
MEGABYTE = 1024 * 1024
PARLEY = str(ROOT / "bot.py")


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person who may accept P1 in a channel."""

    person: Person
    channel: int

    async def accept(self) -> float:
        """Seconds of one /accept; anything but done, such as a refusal by contention, fails."""
        began = time.perf_counter()
        reply = await self.person.command("accept", self.channel, proposal="P1")
        taken = time.perf_counter() - began
        assert reply.text().startswith("✔"), reply.text()
        return taken

    async def take_back(self) -> None:
        """Take the acceptance back, so that it can be given again."""
        reply = await self.person.command("takeback", self.channel, proposal="P1")
        assert reply.text().startswith("✔"), reply.text()


@dataclass(frozen=True, slots=True)
class Bench:
    delegates: tuple[Delegate, ...]
    person: Person
    channel: int


@asynccontextmanager
async def bench(folder: Path) -> AsyncGenerator[Bench]:
    """Sixteen sessions, a delegate in each, and two bots that each have a process of their own."""
    server = LoopbackServer()
    seed = server.seed_default()
    invited(seed)
    bare = server.world.add_bot(seed.guild, "Bare")
    await server.start()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        async with setting_up(server, seed, folder) as bot:
            chair, us = user(server, seed, "Chair", P.MANAGE_GUILD), user(server, seed, "Author")
            houses = [await housed(bot, server, seed, number, chair, us) for number in range(SESSIONS)]
        await stack.enter_async_context(
            process(PARLEY, "run", folder=folder, env=settings_of(server, seed, folder)),
        )
        where = (bare.token, server.api_url, server.gateway_url, str(seed.guild.id))
        await stack.enter_async_context(process("-m", "tests.bench.bare_bot", *where, folder=folder))
        delegates = []
        for house in houses:
            delegate = await stack.enter_async_context(await Person.connect(server.url, house.delegate.token))
            delegates.append(Delegate(delegate, house.channel.id))
        visitor = user(server, seed, "Visitor")
        person = await stack.enter_async_context(await Person.connect(server.url, visitor.token))
        yield Bench(tuple(delegates), person, seed.channel.id)


@pytest.mark.asyncio
async def test_reading_and_acting_against_a_bare_bot(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        one, person, disk = made.delegates[0], made.person, BareDisk(tmp_path)
        bare, board, acts, commits = [], [], [], []
        for _ in range(SAMPLES):
            # Turn by turn, so that whatever else the machine does falls on all alike.
            bare.append(await timed(lambda: person.command("ping", made.channel)))
            board.append(await timed(lambda: person.command("board", one.channel)))
            commits.append(disk.commit())
            acts.append(await one.accept())
            # What an act leaves to be shown afterwards is not part of the next one's answer.
            await quiet(person)
            await one.take_back()
            await quiet(person)
        disk.close()
        rounds, pings = [], []
        for _ in range(WARM_UP + ROUNDS):
            rounds.append(await asyncio.gather(*(delegate.accept() for delegate in made.delegates)))
            await quiet(person)
            await asyncio.gather(*(delegate.take_back() for delegate in made.delegates))
            await quiet(person)
            ping = [partial(delegate.person.command, "ping", made.channel) for delegate in made.delegates]
            pings.append(await asyncio.gather(*(timed(work) for work in ping)))
    base, commit, act = p50(bare), p50(commits), p50(acts)
    note = f"bare p50 {base * 1000:.2f} ms"
    put("/board p50 against bare", p50(board) / base, 2, "x", f"{p50(board) * 1000:.2f} ms, {note}")
    told = f"{note}, bare commit {commit * 1000:.2f} ms, {act / base:.2f}x bare"
    put("/accept p50 against 2 bare + commit", act * 1000, (2 * base + commit) * 1000, "ms", told)
    # Each round by itself: whatever else the machine does in one of them then counts for that one alone.
    worst, bare_worst = (p50([p99(one) for one in found[WARM_UP:]]) for found in (rounds, pings))
    everything = p99([sample for one in rounds[WARM_UP:] for sample in one])
    told = (
        f"p99 of {SESSIONS} at once {worst * 1000:.1f} ms (median of {ROUNDS} rounds; of all {everything * 1000:.1f}), "
        f"one {act * 1000:.1f} ms; bare bot {bare_worst / base:.1f}x"
    )
    put("16 people at once, p99 against p50 of one", worst / act, 10, "x", told)


@pytest.mark.asyncio
async def test_drafting_against_a_bare_bot(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        one, person = made.delegates[0], made.person
        for text in OWN_SENTENCES:
            await timed(partial(one.person.command, "clause", one.channel, text=text))
        bare, drafted = [], []
        for number in range(SAMPLES):
            bare.append(await timed(lambda: person.command("ping", made.channel)))
            text = OWN_SENTENCES[-1].replace("600", f"{601 + number}")
            drafted.append(await timed(partial(one.person.command, "clause", one.channel, text=text, number=5)))
    base, act = p50(bare), p50(drafted)
    told = f"{act * 1000:.1f} ms, p95 {p95(drafted) * 1000:.1f} ms, bare p50 {base * 1000:.2f} ms; 5 own sentences"
    put("/clause with a drafting card p50 against bare", act / base, 20, "x", told)


@pytest.mark.asyncio
async def test_start_and_memory(tmp_path: Path) -> None:
    server = LoopbackServer()
    seed = server.seed_default()
    invited(seed)
    await server.start()
    env = settings_of(server, seed, tmp_path)
    try:
        chair = user(server, seed, "Chair", P.MANAGE_GUILD)
        async with setting_up(server, seed, tmp_path):
            pass
        async with process(PARLEY, "run", folder=tmp_path, env=env) as (_, seconds):
            pass
        async with (
            process(PARLEY, "run", folder=tmp_path, env=env) as (pid, _),
            await Person.connect(server.url, chair.token) as person,
        ):
            for number in range(OPEN):
                reply = await opened(person, server.world.add_channel(seed.guild, f"room-{number}").id)
                assert reply.startswith("✔"), reply
            await quiet(person, 1)
            used = psutil.Process(pid).memory_info().rss / MEGABYTE
    finally:
        await server.stop()
    put("start of run to ready", seconds, 2, "s", "process start to ready over loopback")
    put("memory with 200 sessions open", used, 120, "MB", "resident, with their cards and threads posted")


async def opened(chair: Person, channel: int) -> str:
    async with asyncio.timeout(10):
        while channel not in chair.channels:  # noqa: ASYNC110  # the gateway tells of the new channel soon
            await asyncio.sleep(0.002)
    return (await chair.command("session open", channel, pack=PACK)).text()
