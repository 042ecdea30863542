"""The loopback server: REST, gateway and files on 127.0.0.1, in the running event loop."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, WebSocketRoute

from bot.loopback.cdn import Cdn
from bot.loopback.faults import Faults
from bot.loopback.gateway.hub import Hub
from bot.loopback.gateway.socket import Gateway
from bot.loopback.hosting import Host, listen
from bot.loopback.interactions.desk import Desk
from bot.loopback.ratelimit import RateLimits
from bot.loopback.rest import Api, Exchange, Observer, Router
from bot.loopback.routes.call import House
from bot.loopback.routes.table import ROUTES
from bot.loopback.snapshot import Snapshot
from bot.loopback.world.messages import remove
from bot.loopback.world.model import Bot, Channel, Guild, User
from bot.loopback.world.world import World

__all__ = ["Exchange", "LoopbackServer", "Seed"]


@dataclass(frozen=True, slots=True)
class Seed:
    """The smallest world: one guild with its owner, one channel, one bot."""

    guild: Guild
    owner: User
    channel: Channel
    bot: Bot


class LoopbackServer:
    """A Discord-compatible server.

    `port` 0 takes any free one. With `state_file` the world is read from it and kept in it, files in a folder
    beside it. `faults` tells it to misbehave, `observer` sees every exchange, `clock` gives aware UTC times,
    `response_window` is the time in seconds that a bot has for its first answer.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        state_file: Path | None = None,
        faults: Faults | None = None,
        observer: Observer | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        response_window: float = 3.0,
    ) -> None:
        self._host, self._port = host, port
        self.world = World(clock=clock)
        self._snapshot = Snapshot(state_file, self.world) if state_file is not None else None
        if self._snapshot is not None:
            self._snapshot.load()
        self.faults = faults or Faults()
        self.hub = Hub(self.world)
        self.desk = Desk(self.world, self.faults, response_window)
        self.limits = RateLimits()
        self._observer = observer
        self._hosting: Host | None = None
        self.app = Starlette()
        self._own: list[BaseRoute] = []

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`; the port is known after the start."""
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        """What a client takes for Discord's REST base."""
        return f"{self.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """What a client takes for Discord's gateway."""
        return f"ws://{self._host}:{self._port}/gateway"

    def seed_default(self) -> Seed:
        """One guild "Rehearsal" with a channel "plenary" and the bot "Parley"; what a state file brought is kept."""
        world = self.world
        guild = next(iter(world.state.guilds.values()), None)
        if guild is None:
            owner = world.add_user("organiser", "Organiser")
            guild = world.add_guild("Rehearsal", owner)
            channel = world.add_channel(guild, "plenary")
            return Seed(guild, owner, channel, world.add_bot(guild, "Parley"))
        channel = next(one for one in world.state.channels.values() if one.guild_id == guild.id and not one.thread)
        bot = next(one for one in world.bots() if one.user.id in guild.members)
        return Seed(guild, world.user(guild.owner_id), channel, bot)

    async def start(self) -> None:
        """Listen. Raises OSError where the port is taken."""
        listener = listen(self._host, self._port)
        self._port = listener.getsockname()[1]
        self.world.base_url = self.url
        self._mount()
        if self._snapshot is not None:
            self._snapshot.watch(asyncio.get_running_loop())
        self.faults.wire(self._drop, self.hub.ask_to_reconnect, self._forget)
        self._hosting = Host(self.app, listener)
        await self._hosting.start()

    def _mount(self) -> None:
        house = House(self.world, self.hub, self.desk, self.faults, self.gateway_url)
        api = Api(house, Router(ROUTES), self.limits, self._observer)
        own: list[BaseRoute] = [
            Mount("/api/v10", app=api),
            Mount("/cdn", app=Cdn(self.world)),
            WebSocketRoute("/gateway", Gateway(self.hub, self.gateway_url)),
        ]
        # Before what was mounted at the root, so that a page cannot hide the API; in place of an earlier start's.
        self.app.router.routes[:] = own + [one for one in self.app.router.routes if one not in self._own]
        self._own = own

    def _drop(self, token: str, resumable: bool) -> int:  # noqa: FBT001 -- the shape that Faults calls
        return self.hub.drop(token, resumable=resumable)

    def _forget(self, message_id: int) -> None:
        message = self.world.state.messages.get(message_id)
        if message is not None:
            remove(self.world, message, told=False)

    async def stop(self) -> None:
        """Close all sockets, stop listening, and write the state file a last time."""
        self.hub.close()
        self.desk.close()
        if self._hosting is not None:
            await self._hosting.stop()
            self._hosting = None
        if self._snapshot is not None:
            self._snapshot.close()
