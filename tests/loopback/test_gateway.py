"""The gateway as a real discord.py bot, a person and a raw socket use it."""

import asyncio
import zlib
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import orjson
import pytest

from bot.loopback.people import Person, PersonError
from bot.loopback.server import LoopbackServer
from tests.loopback.stage import stage
from tests.loopback.test_thin_line import greet
from tests.support.loopback import newcomer, person, pointed_at, running, running_bot, running_server


class Raw:
    """A socket of the gateway with nothing on top."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.inflate = zlib.decompressobj()

    async def next(self) -> dict[str, Any]:
        """The next frame, inflated where it is compressed."""
        message = await self.socket.receive(timeout=5)
        if message.type is aiohttp.WSMsgType.BINARY:
            return self._frame(self.inflate.decompress(message.data))
        assert message.type is aiohttp.WSMsgType.TEXT, message
        return self._frame(message.data)

    @staticmethod
    def _frame(text: str | bytes) -> dict[str, Any]:
        loaded: dict[str, Any] = orjson.loads(text)
        return loaded

    async def send(self, op: int, data: object) -> None:
        """Send a frame."""
        await self.socket.send_str(orjson.dumps({"op": op, "d": data}).decode())

    async def until(self, name: str) -> dict[str, Any]:
        """The next event of a name."""
        while (frame := await self.next())["t"] != name:
            pass
        return frame

    async def closing_code(self) -> int | None:
        """The code that the server closes with."""
        while not self.socket.closed:
            await self.socket.receive(timeout=5)
        return self.socket.close_code


@asynccontextmanager
async def raw_socket(server: LoopbackServer, query: str = "") -> AsyncGenerator[Raw, None]:
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url + query) as socket:
        raw = Raw(socket)
        assert (await raw.next())["op"] == 10
        yield raw


@pytest.mark.asyncio
@pytest.mark.parametrize("query", ["", "?compress=zlib-stream"])
async def test_identify_ready_heartbeat_and_resume(query: str) -> None:
    async with running_server() as (server, seed):
        async with raw_socket(server, query) as raw:
            await raw.send(1, None)
            assert (await raw.next())["op"] == 11
            await raw.send(2, {"token": seed.bot.token, "intents": 1 << 0 | 1 << 9})
            ready = await raw.until("READY")
            assert ready["d"]["guilds"] == [{"id": str(seed.guild.id), "unavailable": True}]
            created = await raw.until("GUILD_CREATE")
            assert created["d"]["channels"][0]["name"] == "plenary"
        async with person(server, seed, "Anna") as anna:
            await anna.say(seed.channel.id, "while the bot was away")
        async with raw_socket(server, query) as raw:
            session = ready["d"]["session_id"]
            await raw.send(6, {"token": seed.bot.token, "session_id": session, "seq": created["s"]})
            missed = await raw.until("MESSAGE_CREATE")
            assert missed["s"] > created["s"]
            assert missed["d"]["content"] == "", "no message content intent"
            assert (await raw.next())["t"] == "RESUMED"
        async with raw_socket(server, query) as raw:
            await raw.send(6, {"token": "wrong", "session_id": session, "seq": 1})
            assert await raw.next() == {"op": 9, "d": False, "s": None, "t": None}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("frames", "code"),
    [
        (["not json"], 4002),
        ([{"op": 99, "d": None}], 4001),
        ([{"op": 8, "d": {}}], 4003),
        ([{"op": 2, "d": {"token": "wrong", "intents": 0}}], 4004),
        ([{"op": 2, "d": {"token": "BOT"}}], 4013),
        ([{"op": 2, "d": {"token": "BOT", "intents": 1 << 40}}], 4013),
        ([{"op": 2, "d": {"token": "BOT", "intents": 0}}, {"op": 2, "d": {"token": "BOT", "intents": 0}}], 4005),
    ],
)
async def test_wrong_frames_close_the_socket(frames: list[Any], code: int) -> None:
    async with running_server() as (server, seed), raw_socket(server) as raw:
        for frame in frames:
            text = frame if isinstance(frame, str) else orjson.dumps(frame).decode()
            await raw.socket.send_str(text.replace("BOT", seed.bot.token))
        assert await raw.closing_code() == code


@pytest.mark.asyncio
async def test_intents_that_are_switched_off_are_refused() -> None:
    async with running_server() as (server, seed):
        server.world.state.applications[seed.bot.application_id].content_intent = False
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with running_bot(server, intents=discord.Intents.all()):
                pass
        async with running_bot(server, intents=discord.Intents.default()) as bot:
            assert bot.is_ready()


@pytest.mark.asyncio
async def test_without_the_content_intent_a_bot_reads_only_what_concerns_it() -> None:
    async with stage(intents=discord.Intents.default()) as on:
        got: asyncio.Queue[str] = asyncio.Queue()

        async def on_message(message: discord.Message) -> None:
            await got.put(message.content)

        on.bot.event(on_message)
        await on.anna.say(on.plenary, "between us")
        await on.anna.say(on.plenary, f"for you <@{on.bot.application_id}>")
        await on.text_channel().send("mine")
        assert [await got.get() for _ in range(3)] == ["", f"for you <@{on.bot.application_id}>", "mine"]


@pytest.mark.asyncio
async def test_a_wrong_token_is_a_login_failure() -> None:
    async with running_server() as (server, _):
        with pytest.raises(discord.LoginFailure):
            async with running_bot(server, token="wrong"):
                pass
        with pytest.raises(PersonError, match="401"):
            await Person.connect(server.url, "wrong")


@pytest.mark.asyncio
async def test_a_dropped_bot_resumes_and_hears_what_it_missed() -> None:
    async with stage(greet) as on:
        resumed = asyncio.Event()

        async def on_resumed() -> None:
            resumed.set()

        on.bot.event(on_resumed)
        assert on.server.faults.drop_socket(on.seed.bot.token) == 1
        reply = await on.anna.command("greet", on.plenary, name="Anna")
        assert reply.text() == "Hello Anna"
        assert resumed.is_set()


@pytest.mark.asyncio
async def test_a_bot_whose_session_is_lost_starts_a_new_one() -> None:
    async with stage(greet) as on:
        ready = asyncio.Event()

        async def on_ready() -> None:
            ready.set()

        on.bot.event(on_ready)
        on.server.faults.drop_socket(on.seed.bot.token, resumable=False)
        await asyncio.wait_for(ready.wait(), 8)
        assert (await on.anna.command("greet", on.plenary, name="B")).text() == "Hello B"


@pytest.mark.asyncio
async def test_a_bot_that_is_asked_to_reconnect_does() -> None:
    async with stage(greet) as on:
        resumed = asyncio.Event()

        async def on_resumed() -> None:
            resumed.set()

        on.bot.event(on_resumed)
        on.server.faults.ask_to_reconnect(on.seed.bot.token)
        await asyncio.wait_for(resumed.wait(), 8)


@pytest.mark.asyncio
async def test_a_dropped_person_comes_back_and_misses_nothing() -> None:
    async with stage(greet) as on:
        token = on.server.world.state.users[on.anna.id].token
        on.server.faults.drop_socket(token)
        await on.boris.say(on.plenary, "while you were out")
        assert (await on.anna.wait_for(lambda one: "while" in one.text())).author.name == "Boris"
        on.server.faults.drop_socket(token, resumable=False)
        await on.boris.say(on.plenary, "again")
        queue = on.anna.subscribe()
        while (await asyncio.wait_for(queue.get(), 5)).name != "READY":
            pass
        assert [one.text() for one in await on.anna.load_history(on.plenary)] == ["while you were out", "again"]
        assert (await on.anna.command("greet", on.plenary, name="C")).text() == "Hello C"


@pytest.mark.asyncio
async def test_the_world_may_change_while_all_are_connected() -> None:
    async with stage() as on:
        world = on.server.world
        other = world.add_guild("Second")
        world.invite(other, on.seed.bot)
        channel = world.add_channel(other, "lobby")
        user = world.user(on.anna.id)
        world.add_member(other, user)
        await on.anna.wait_for_event("GUILD_CREATE")
        assert channel.id in on.anna.channels
        assert channel.id not in on.boris.channels
        assert on.bot.get_guild(other.id) is not None
        world.remove_member(other, user)
        await on.anna.wait_for_event("GUILD_DELETE")
        assert channel.id not in on.anna.channels
        newcomer(on.server, on.seed, "Dora")
        await on.anna.wait_for_event("GUILD_MEMBER_ADD")
        assert "dora" in {one["user"]["username"] for one in on.anna.members(on.seed.guild.id).values()}


@pytest.mark.asyncio
async def test_members_are_sent_in_chunks_on_request() -> None:
    async with stage() as on:
        found = await on.seed_guild().query_members("an", limit=5)
        assert [one.name for one in found] == ["anna"]
        found = await on.seed_guild().query_members(user_ids=[on.boris.id])
        assert [one.name for one in found] == ["boris"]


class Sharded(discord.AutoShardedClient):
    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""


@pytest.mark.asyncio
async def test_shards_get_their_own_guilds() -> None:
    async with running_server() as (server, seed):
        for name in ("B", "C", "D"):
            server.world.invite(server.world.add_guild(name), seed.bot)
        with pointed_at(server):
            intents = discord.Intents.default()
            client = Sharded(intents=intents, shard_count=2, shard_ids=[0, 1], guild_ready_timeout=0)
            async with running(client, seed.bot.token):
                assert len(client.guilds) == 4
                assert {guild.shard_id for guild in client.guilds} <= {0, 1}
                assert all((guild.id >> 22) % 2 == guild.shard_id for guild in client.guilds)


@pytest.mark.asyncio
async def test_a_client_without_heartbeats_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.loopback.gateway.socket.HEARTBEAT_MS", 40)
    async with running_server() as (server, _), raw_socket(server) as raw:
        assert await raw.closing_code() == 4009


@pytest.mark.asyncio
async def test_sessions_that_were_lost_too_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.loopback.gateway.hub.RESUME_WINDOW", 0.0)
    async with running_server() as (server, seed):
        for name in ("Anna", "Boris"):
            async with person(server, seed, name):
                pass
        await asyncio.sleep(0.01)
        async with person(server, seed, "Clara"):
            assert len(server.hub.sessions) == 1
