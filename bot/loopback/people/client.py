"""What every client does: connects, remembers, tells those who listen, and waits for answers."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self

from bot.loopback.errors import JSON
from bot.loopback.people import calls
from bot.loopback.people.cache import Cache
from bot.loopback.people.things import Channel, Choice, Message, Modal, PersonError, Reply
from bot.loopback.people.wire import Wire

SETTLE = 1.0
"""Seconds to wait for something to show after a bot acknowledged a click without showing anything."""

NO_ANSWER = "The application did not respond"


@dataclass(frozen=True, slots=True)
class GatewayEvent:
    """An event as the gateway sent it; the caches have taken it in already."""

    name: str
    data: JSON


@dataclass(slots=True)
class _Pending:
    """An interaction that waits for its answer."""

    done: asyncio.Future[Reply]
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    succeeded: bool = False
    reply: Reply | None = None

    def settle(self) -> None:
        """Finish when there is something to show that will not change by itself."""
        if self.done.done() or not self.succeeded:
            return
        shown = self.reply
        if shown is not None and (shown.message is None or not shown.message.loading):
            self.done.set_result(shown)


class Client:
    """A connected client; to be closed with `close`, or used with `async with`."""

    def __init__(self, url: str, token: str) -> None:
        self._cache = Cache()
        self._wire = Wire(url, token, self._event)
        self._queues: list[asyncio.Queue[GatewayEvent]] = []
        self._watchers: list[Callable[[Message], None]] = []
        self._pending: dict[str, _Pending] = {}
        self._choices: dict[str, asyncio.Future[list[Choice]]] = {}
        self._commands: dict[int, list[JSON]] = {}
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def connect(cls, url: str, token: str) -> Self:
        """Connect and learn guilds, channels and commands. PersonError 401 for a wrong token."""
        client = cls(url, token)
        try:
            await client._wire.open()
            await client.refresh_commands()
        except BaseException:
            await client.close()
            raise
        return client

    async def close(self) -> None:
        """Disconnect."""
        for task in self._tasks:
            task.cancel()
        await self._wire.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def id(self) -> int:
        """The own user id."""
        return int(self._cache.user["id"])

    @property
    def user(self) -> JSON:
        """The own user, as the gateway said."""
        return self._cache.user

    @property
    def name(self) -> str:
        """The own name, as others see it."""
        return str(self.user.get("global_name") or self.user["username"])

    @property
    def guilds(self) -> dict[int, JSON]:
        """The guilds, as the gateway said."""
        return self._cache.guilds

    @property
    def channels(self) -> dict[int, Channel]:
        """The channels and threads that this person may see now."""
        return self._cache.channels

    def members(self, guild_id: int) -> dict[int, JSON]:
        """The members of a guild by user id, as the gateway said."""
        return self._cache.members.get(int(guild_id), {})

    def messages(self, channel_id: int) -> list[Message]:
        """The messages known of a channel, oldest first, with this person's ephemeral ones."""
        return self._cache.messages(int(channel_id))

    def commands(self, guild_id: int | None = None) -> list[JSON]:
        """The application commands that this person may use, as Discord's client lists them, with their options."""
        if guild_id is not None:
            return self._commands.get(int(guild_id), [])
        return [command for commands in self._commands.values() for command in commands]

    async def refresh_commands(self) -> None:
        """Load the commands anew; the client does it by itself when the server says that they have changed."""
        for guild_id in list(self._cache.guilds):
            answer = await self._wire.rest("GET", f"/guilds/{guild_id}/application-command-index")
            self._commands[guild_id] = answer["application_commands"]

    def subscribe(self) -> asyncio.Queue[GatewayEvent]:
        """A queue of all gateway events from now on; give it back with `unsubscribe`."""
        queue: asyncio.Queue[GatewayEvent] = asyncio.Queue()
        self._queues.append(queue)
        return queue

    def unsubscribe(self, queue: asyncio.Queue[GatewayEvent]) -> None:
        """Stop a subscription."""
        if queue in self._queues:
            self._queues.remove(queue)

    def _event(self, name: str, data: JSON) -> None:
        message = self._cache.apply(name, data)
        if message is not None:
            self._shown(name, message)
            for watcher in list(self._watchers):
                watcher(message)
        match name:
            case "INTERACTION_SUCCESS" | "INTERACTION_FAILURE" | "INTERACTION_MODAL_CREATE":
                self._answered(name, data)
            case "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE":
                waiting = self._choices.get(str(data["nonce"]))
                if waiting is not None and not waiting.done():
                    waiting.set_result([Choice(one["name"], one["value"]) for one in data["choices"]])
            case "GUILD_APPLICATION_COMMAND_INDEX_UPDATE" | "GUILD_CREATE":
                self._spawn_refresh()
            case _:
                pass
        for queue in self._queues:
            queue.put_nowait(GatewayEvent(name, data))

    def _spawn_refresh(self) -> None:
        task = asyncio.get_running_loop().create_task(self._refresh_quietly(), name="person's commands")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _refresh_quietly(self) -> None:
        try:
            await self.refresh_commands()
        except (PersonError, OSError):
            # The server is going down or this person has just left the guild; the next use of a command asks again.
            self._commands.clear()

    def _shown(self, name: str, message: Message) -> None:
        pending = self._pending.get(message.nonce or "")
        if pending is not None:
            first = pending.reply is None
            edited = name == "MESSAGE_UPDATE" and (first or bool(pending.reply and pending.reply.edited))
            pending.reply = Reply(message=message, edited=edited)
            pending.settle()

    def _answered(self, name: str, data: JSON) -> None:
        pending = self._pending.get(str(data["nonce"]))
        if pending is None:
            return
        pending.acknowledged.set()
        match name:
            case "INTERACTION_FAILURE":
                pending.reply = Reply(error=NO_ANSWER)
                pending.succeeded = True
            case "INTERACTION_MODAL_CREATE":
                pending.reply = Reply(modal=Modal.read(data))
                pending.succeeded = True
            case _:
                pending.succeeded = True
        pending.settle()

    def _nonce(self) -> str:
        return f"{self.id % 10**12}{next(self._numbers):08d}"

    async def _interact(
        self,
        kind: int,
        channel_id: int,
        application_id: object,
        sending: calls.Sending,
        timeout: float,  # noqa: ASYNC109 -- the deadline of the bot's answer
        **extra: str,
    ) -> Reply:
        nonce = self._nonce()
        pending = self._pending[nonce] = _Pending(asyncio.get_running_loop().create_future())
        try:
            await self._post(kind, channel_id, application_id, sending, nonce, extra)
            deadline = asyncio.get_running_loop().time() + timeout
            async with asyncio.timeout_at(deadline):
                await pending.acknowledged.wait()
            nothing_yet = pending.reply is None
            wait = min(timeout, SETTLE) if nothing_yet else timeout
            done, _ = await asyncio.wait({pending.done}, timeout=wait)
            if done:
                return pending.done.result()
            if pending.reply is None:
                return Reply()
            raise TimeoutError(f"the bot is still thinking after {timeout} s")
        finally:
            del self._pending[nonce]

    def _channel(self, channel_id: int) -> Channel:
        """A channel that this person sees, or the server's own 50001."""
        channel = self.channels.get(int(channel_id))
        if channel is None:
            raise PersonError(403, {"message": f"channel {channel_id} is not visible to {self.name}", "code": 50001})
        return channel

    async def _post(
        self,
        kind: int,
        channel_id: int,
        application_id: object,
        sending: calls.Sending,
        nonce: str,
        extra: Mapping[str, str],
    ) -> None:
        body: JSON = {
            "type": kind,
            "application_id": str(application_id),
            "session_id": self._wire.session_id,
            "nonce": nonce,
            "data": sending.data,
        }
        await self._wire.rest(
            "POST", "/interactions", body | calls.place(self._channel(channel_id)) | dict(extra), files=sending.files
        )

    async def wait_for(
        self,
        predicate: Callable[[Message], bool],
        timeout: float = 5,  # noqa: ASYNC109 -- one deadline for whatever comes first
        *,
        fresh: bool = False,
    ) -> Message:
        """The newest known message that satisfies, or the next new or edited one that does; with `fresh` only the next.

        TimeoutError lists the last messages that were seen.
        """
        known = next(filter(predicate, self._cache.all_messages()), None)
        if known is not None and not fresh:
            return known
        found: asyncio.Future[Message] = asyncio.get_running_loop().create_future()

        def watch(message: Message) -> None:
            if not found.done() and predicate(message):
                found.set_result(message)

        self._watchers.append(watch)
        try:
            return await asyncio.wait_for(found, timeout)
        except TimeoutError as error:
            last = [message.text()[:80] for message in self._cache.all_messages()[:5]]
            raise TimeoutError(f"no such message within {timeout} s; the last were {last}") from error
        finally:
            self._watchers.remove(watch)

    async def wait_for_event(self, name: str, timeout: float = 5) -> JSON:  # noqa: ASYNC109 -- one deadline for whatever comes first
        """The data of the next gateway event of a name; TimeoutError if none comes."""
        queue = self.subscribe()
        try:
            async with asyncio.timeout(timeout):
                while (event := await queue.get()).name != name:
                    pass
            return event.data
        finally:
            self.unsubscribe(queue)
