"""A server, a bare bot and some people, with every exchange checked against Discord's API description."""

import contextlib
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.loopback.people import Person
from bot.loopback.server import LoopbackServer, Seed
from tests.support.contract import DESCRIPTION, Contract
from tests.support.loopback import BareBot, Setup, person, running_bot, running_server


@dataclass
class Stage:
    """Everything a test needs at hand."""

    server: LoopbackServer
    seed: Seed
    bot: BareBot
    people: list[Person] = field(default_factory=list)

    @property
    def anna(self) -> Person:
        """The first person."""
        return self.people[0]

    @property
    def boris(self) -> Person:
        """The second person."""
        return self.people[1]

    @property
    def plenary(self) -> int:
        """The id of the seed's channel."""
        return self.seed.channel.id

    def seed_guild(self) -> discord.Guild:
        """The seed's guild as the bot knows it."""
        guild = self.bot.get_guild(self.seed.guild.id)
        assert guild is not None
        return guild

    def text_channel(self) -> discord.TextChannel:
        """The seed's channel as the bot knows it."""
        channel = self.bot.get_channel(self.plenary)
        assert isinstance(channel, discord.TextChannel)
        return channel


@contextlib.asynccontextmanager
async def stage(
    setup: Setup | None = None,
    *names: str,
    intents: discord.Intents | None = None,
    bot_permissions: int | None = None,
    checked: bool = True,
    **options: Any,  # noqa: ANN401 -- passed on to the server
) -> AsyncGenerator[Stage, None]:
    """Start all of it; at the end, unless not `checked`, no exchange may have broken Discord's description."""
    contract = Contract() if checked and DESCRIPTION.exists() else None
    async with contextlib.AsyncExitStack() as stack:
        server, seed = await stack.enter_async_context(running_server(observer=contract, **options))
        if bot_permissions is not None:
            role = seed.guild.roles[seed.guild.members[seed.bot.user.id].roles[0]]
            role.permissions = bot_permissions
        bot = await stack.enter_async_context(running_bot(server, setup, intents=intents))
        people = [await stack.enter_async_context(person(server, seed, name)) for name in names or ("Anna", "Boris")]
        yield Stage(server, seed, bot, people)
    if contract is not None:
        assert contract.exchanges
        assert contract.broken == [], "\n".join(contract.broken)
