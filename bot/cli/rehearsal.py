"""The world of a rehearsal: loopback server, people with seats to pick, and the real bot, in one loop."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings, load_settings
from bot.loopback.server import LoopbackServer, Seed
from bot.loopback.world.model import User
from bot.loopback.world.permissions import P
from bot.text.words import Words

PEOPLE = ("chair", "us", "ru", "pl", "ua", "observer")


class AlreadyRunning(Exception):  # noqa: N818  # named for what it says
    """Another rehearsal uses the same folder."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A rehearsal's world: the server (not started by `prepared`), its seed, the people by key."""

    server: LoopbackServer
    seed: Seed
    people: dict[str, User]
    state: Path

    def settings(self) -> Settings:
        """Give the bot's settings for this world, once the server has started; SettingsError as `load_settings`."""
        return load_settings(
            token=self.seed.bot.token,
            api_url=self.server.api_url,
            gateway_url=self.server.gateway_url,
            database_url=f"sqlite+aiosqlite:///{self.state / 'parley.db'}",
            ready_timeout=0,
            message_content=True,
        )


def prepared(state: Path, port: int, words: Words) -> Rehearsal:
    """Give the world of a folder, as it was left or new: one guild, one channel, the bot, six people."""
    server = LoopbackServer(port=port, state_file=state / "world.json")
    seed = server.seed_default()
    invited(seed)
    known = {user.username: user for user in server.world.state.users.values()}
    people = {}
    for key in PEOPLE:
        user = known.get(key)
        if user is None:
            user = server.world.add_user(key, words(f"demo/people#{key}_name"))
            server.world.add_member(seed.guild, user, permissions=P.MANAGE_GUILD if key == "chair" else 0)
        people[key] = user
    return Rehearsal(server, seed, people, state)


def invited(seed: Seed) -> None:
    """Give the bot's role what the README asks of a server: least permissions, and the keeping of its threads."""
    role = next(role for role in seed.guild.roles.values() if role.bot_id == seed.bot.user.id)
    role.permissions |= P.MANAGE_THREADS | P.PIN_MESSAGES


@contextlib.contextmanager
def alone_in(state: Path) -> Generator[None]:
    """Hold a folder for this process; whatever ends the process lets go of it.

    Raises:
        AlreadyRunning: Another process holds it.
        OSError: The folder cannot be made or written.
    """
    state.mkdir(parents=True, exist_ok=True)
    # A lock of SQLite works alike on every system and, unlike a file with a number in it, ends with its process.
    lock = sqlite3.connect(state / "lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise AlreadyRunning(str(state)) from error
        raise PermissionError(13, "cannot be written", str(state)) from error
    try:
        yield
    finally:
        lock.close()


@contextlib.asynccontextmanager
async def started(server: LoopbackServer) -> AsyncGenerator[None]:
    """Run the server until the block ends."""
    await server.start()
    try:
        yield
    finally:
        await asyncio.shield(server.stop())
