"""The least that a discord.py bot can be: `python -m tests.bench.bare_bot TOKEN API_URL GATEWAY_URL GUILD`."""

import asyncio
import sys

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route


class Bare(discord.Client):
    """One command, answered at once."""

    def __init__(self, guild: int) -> None:
        super().__init__(intents=discord.Intents(guilds=True), guild_ready_timeout=0, max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self._home = discord.Object(guild)
        self.tree.command(name="ping", description="The least that a bot can do", guild=self._home)(ping)

    async def setup_hook(self) -> None:
        """Register the command."""
        await self.tree.sync(guild=self._home)

    async def on_ready(self) -> None:
        """Tell the process that waits."""
        print("Ready as", self.user, flush=True)  # noqa: T201  # read by whoever started this


async def ping(interaction: discord.Interaction) -> None:
    """Answer."""
    await interaction.response.send_message("pong", ephemeral=True)


if __name__ == "__main__":
    token, Route.BASE, gateway, guild = sys.argv[1:]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    asyncio.run(Bare(int(guild)).start(token))
