"""Figures of the bot over the loopback server, against a bare bot on the same server in the same run."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import discord
import psutil
import pytest

from bot.app import ParleyBot, sync
from bot.cli.rehearsal import invited
from bot.config import load_settings
from bot.loopback.people import Person
from bot.loopback.server import LoopbackServer
from bot.loopback.world.permissions import P
from tests.bench.figures import p50, p99, put
from tests.bench.live import (
    PACK,
    BareDisk,
    House,
    bot_process,
    housed,
    parley_bot,
    timed,
    user,
)
from tests.support.loopback import BareBot, running_bot

SAMPLES = 150
SESSIONS = 16
ROUNDS = 12
OPEN = 200
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bench:
    bot: ParleyBot
    houses: tuple[House, ...]
    person: Person
    bare_channel: int


def trivial(client: BareBot) -> None:
    @client.tree.command(name="ping", description="The least that a bot can do")
    async def ping(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("pong", ephemeral=True)


@asynccontextmanager
async def bench(folder: Path) -> AsyncGenerator[Bench]:
    server = LoopbackServer()
    seed = server.seed_default()
    invited(seed)
    bare = server.world.add_bot(seed.guild, "Bare")
    await server.start()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(server.stop)
        await stack.enter_async_context(running_bot(server, trivial, token=bare.token))
        bot = await stack.enter_async_context(parley_bot(server, seed, folder))
        chair, us = user(server, seed, "Chair", P.MANAGE_GUILD), user(server, seed, "Author")
        houses = [await housed(bot, server, seed, number, chair, us) for number in range(SESSIONS)]
        for house in houses:
            stack.push_async_callback(house.delegate.close)
        person = await Person.connect(server.url, user(server, seed, "Visitor").token)
        stack.push_async_callback(person.close)
        await bot.courier.drain()
        yield Bench(bot, tuple(houses), person, seed.channel.id)


async def accepted(house: House) -> float:
    """Seconds of one /accept; it is taken back afterwards, so that it can be given again."""
    delegate, channel = house.delegate, house.channel.id
    began = time.perf_counter()
    reply = await delegate.command("accept", channel, proposal="P1")
    taken = time.perf_counter() - began
    assert reply.text().startswith("✔"), reply.text()
    back = await delegate.command("takeback", channel, proposal="P1")
    assert back.text().startswith("✔"), back.text()
    return taken


@pytest.mark.asyncio
async def test_reading_and_acting_against_a_bare_bot(tmp_path: Path) -> None:
    async with bench(tmp_path) as made:
        house, person = made.houses[0], made.person
        bare, board, accept, commits, disk = [], [], [], [], BareDisk(tmp_path)
        for _ in range(SAMPLES):
            # Turn by turn, so that whatever else the machine does falls on all alike.
            bare.append(await timed(lambda: person.command("ping", made.bare_channel)))
            board.append(await timed(lambda: person.command("board", house.channel.id)))
            # What an act leaves to be shown afterwards is not part of its answer.
            await made.bot.courier.drain()
            commits.append(disk.commit())
            accept.append(await accepted(house))
            await made.bot.courier.drain()
        disk.close()
        for _ in range(3):
            await asyncio.gather(*(accepted(one) for one in made.houses))
        many = [one for _ in range(ROUNDS) for one in await asyncio.gather(*(accepted(one) for one in made.houses))]
    base, commit = p50(bare), p50(commits)
    note = f"bare p50 {base * 1000:.2f} ms"
    put("/board p50 against bare", p50(board) / base, 2, "x", f"{p50(board) * 1000:.2f} ms, {note}")
    limit = 2 * base + commit
    told = f"{note}, bare commit {commit * 1000:.2f} ms, {p50(accept) / base:.2f}x bare"
    put("/accept p50 against 2 bare + commit", p50(accept) * 1000, limit * 1000, "ms", told)
    told = f"{SESSIONS * ROUNDS} acts, p50 {p50(many) * 1000:.1f} ms, p99 {p99(many) * 1000:.1f} ms"
    put("16 people at once, p99 against p50 of one", p99(many) / p50(accept), 10, "x", told)


@pytest.mark.asyncio
async def test_start_and_memory_of_a_process_of_its_own(tmp_path: Path) -> None:
    server = LoopbackServer()
    seed = server.seed_default()
    invited(seed)
    await server.start()
    try:
        chair = user(server, seed, "Chair", P.MANAGE_GUILD)
        async with bot_process(server, seed, tmp_path) as (_, seconds):
            pass
        put("start of run to ready", seconds, 2, "s", "first start, the database is made")
        async with (
            bot_process(server, seed, tmp_path) as (pid, _),
            await Person.connect(server.url, chair.token) as one,
        ):
            await registered(server.api_url, server.gateway_url, seed.bot.token, str(seed.guild.id))
            for number in range(OPEN):
                channel = server.world.add_channel(seed.guild, f"room-{number}")
                reply = await opened(one, channel.id)
                assert reply.startswith("✔"), reply
            await asyncio.sleep(2)
            used = psutil.Process(pid).memory_info().rss / MEGABYTE
    finally:
        await server.stop()
    put("memory with 200 sessions open", used, 120, "MB", "resident, process of its own")


async def registered(api_url: str, gateway_url: str, token: str, guild: str) -> None:
    await sync(load_settings(token=token, api_url=api_url, gateway_url=gateway_url), guild)


async def opened(chair: Person, channel: int) -> str:
    async with asyncio.timeout(10):
        while channel not in chair.channels:  # noqa: ASYNC110  # the gateway tells of the new channel soon
            await asyncio.sleep(0.002)
    return (await chair.command("session open", channel, pack=PACK)).text()
