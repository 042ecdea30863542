"""The real discord.py on the loopback server: what end-to-end tests start with."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.loopback.people import Person
from bot.loopback.server import LoopbackServer, Seed
from bot.loopback.world import User


@contextlib.contextmanager
def pointed_at(server: LoopbackServer) -> Generator[None, None, None]:
    """Point discord.py, which is process-wide, at a server and back again."""
    base, gateway, asset = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE
    Route.BASE = server.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    discord.Asset.BASE = f"{server.url}/cdn"
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE = base, gateway, asset


class BareBot(discord.Client):
    """A client with a command tree and nothing else."""

    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(
            intents=intents or discord.Intents.all(),
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0,
        )
        self.tree = app_commands.CommandTree(self)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once: the 5 s that discord.py waits protect Discord, not us."""


Setup = Callable[[BareBot], Awaitable[None] | None]


@contextlib.asynccontextmanager
async def running(client: discord.Client, token: str) -> AsyncGenerator[None, None]:
    """Run a client until the block ends; an error while it starts is raised here."""
    task = asyncio.create_task(client.start(token), name="bot under test")
    ready = asyncio.create_task(_ready(client))
    try:
        await asyncio.wait({task, ready}, timeout=10, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        if not ready.done():
            raise TimeoutError("the bot was not ready within 10 s")
        yield
    finally:
        ready.cancel()
        await client.close()
        await asyncio.gather(task, return_exceptions=True)


async def _ready(client: discord.Client) -> None:
    while not client.is_ready():  # noqa: ASYNC110 -- until it has logged in, discord.py has no event to wait for
        await asyncio.sleep(0.002)


@contextlib.asynccontextmanager
async def running_bot(
    server: LoopbackServer,
    setup: Setup | None = None,
    *,
    token: str | None = None,
    intents: discord.Intents | None = None,
    sync: bool = True,
) -> AsyncGenerator[BareBot, None]:
    """A bare bot on the server, its commands registered; `setup` adds commands and listeners before it starts."""
    with pointed_at(server):
        client = BareBot(intents)
        if setup is not None:
            outcome = setup(client)
            if outcome is not None:
                await outcome
        async with running(client, token or server.world.bots()[0].token):
            if sync and client.tree.get_commands():
                await client.tree.sync()
            yield client


@contextlib.asynccontextmanager
async def running_server(
    **options: Any,  # noqa: ANN401 -- passed on to the server
) -> AsyncGenerator[tuple[LoopbackServer, Seed], None]:
    """A server with the default seed, started."""
    server = LoopbackServer(**options)
    seed = server.seed_default()
    await server.start()
    try:
        yield server, seed
    finally:
        await server.stop()


def newcomer(server: LoopbackServer, seed: Seed, name: str, *, permissions: int = 0, locale: str = "en-US") -> User:
    """A new person in the seed's guild."""
    user = server.world.add_user(name.lower(), name, locale)
    server.world.add_member(seed.guild, user, permissions=permissions)
    return user


@contextlib.asynccontextmanager
async def person(
    server: LoopbackServer, seed: Seed, name: str, *, permissions: int = 0, locale: str = "en-US"
) -> AsyncGenerator[Person, None]:
    """A new person in the seed's guild, connected."""
    user = newcomer(server, seed, name, permissions=permissions, locale=locale)
    async with await Person.connect(server.url, user.token) as connected:
        yield connected
