"""One gateway socket: hello, identify or resume, heartbeats, and the queue of frames that go out.

Op codes and close codes: Discord's documentation, "Opcodes and Status Codes".
"""

import asyncio
import secrets
from collections import deque
from urllib.parse import parse_qs

import orjson
from starlette.types import Receive, Scope, Send

from bot.loopback.errors import JSON
from bot.loopback.gateway.hub import MESSAGE_CONTENT, Deflater, Hub, Session
from bot.loopback.world.guild_views import application_flags, guild_create
from bot.loopback.world.model import Application, User
from bot.loopback.world.views import member_view, self_view

HEARTBEAT_MS = 41250
_KNOWN_INTENTS = (1 << 26) - 1
_PRESENCES, _MEMBERS = 1 << 8, 1 << 1


class Socket:
    """A connected client; `run` returns when it is gone."""

    def __init__(self, hub: Hub, url: str, scope: Scope, receive: Receive, send: Send) -> None:
        self.hub = hub
        self.url = url
        self.session: Session | None = None
        self._receive = receive
        self._send = send
        query = parse_qs(scope["query_string"].decode())
        self._deflate = Deflater() if query.get("compress") == ["zlib-stream"] else None
        self._queue: deque[tuple[bytes, asyncio.Event | None]] = deque()
        self._wake = asyncio.Event()
        self._closing: int | None = None
        self._heartbeat = HEARTBEAT_MS

    def push(self, frame: bytes, gate: asyncio.Event | None = None) -> None:
        """Queue one frame; it waits, and all after it wait, until the gate is open."""
        self._queue.append((frame, gate))
        self._wake.set()

    def close(self, code: int) -> None:
        """Close with a code after what is queued."""
        if self._closing is None:
            self._closing = code
        self._wake.set()

    def say(self, op: int, data: object) -> None:
        """Queue a frame that is no event."""
        self.push(orjson.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def run(self) -> None:
        """Serve until either side closes."""
        await self._receive()
        await self._send({"type": "websocket.accept"})
        self.say(10, {"heartbeat_interval": self._heartbeat, "_trace": ["loopback"]})
        writer = asyncio.create_task(self._write(), name="gateway writer")
        try:
            await self._read()
        finally:
            if self.session is not None and self.session.transport is self:
                self.hub.lose(self.session)
            self.close(1000)
            await writer

    async def _write(self) -> None:
        while True:
            while self._queue:
                frame, gate = self._queue.popleft()
                if gate is not None:
                    await gate.wait()
                if self._deflate is not None:
                    message = {"type": "websocket.send", "bytes": self._deflate(frame)}
                else:
                    message = {"type": "websocket.send", "text": frame.decode()}
                if not await self._try_send(message):
                    return
            if self._closing is not None:
                await self._try_send({"type": "websocket.close", "code": self._closing})
                return
            self._wake.clear()
            await self._wake.wait()

    async def _try_send(self, message: JSON) -> bool:
        try:
            await self._send(message)
        except (OSError, RuntimeError):
            # The other side is gone or the close frame is out already: there is nobody left to tell.
            return False
        return True

    async def _read(self) -> None:
        while True:
            try:
                message = await asyncio.wait_for(self._receive(), self._heartbeat / 1000 * 1.5)
            except TimeoutError:
                self.close(4009)
                return
            if message["type"] == "websocket.disconnect":
                return
            try:
                frame = orjson.loads(message.get("text") or message.get("bytes") or b"")
                op, data = frame["op"], frame.get("d")
            except (orjson.JSONDecodeError, KeyError, TypeError):
                self.close(4002)
                continue
            self._handle(op, data)

    def _handle(self, op: int, data: object) -> None:
        match op, data:
            case 1, _:
                self.say(11, None)
            case ((2 | 6), _) if self.session is not None:
                self.close(4005)
            case 2, dict():
                self._identify(data)
            case 6, dict():
                self._resume(data)
            case ((3 | 4 | 8), _) if self.session is None:
                self.close(4003)
            case 8, dict():
                self._members(data)
            case ((3 | 4 | 14), _):
                pass  # presence, voice and a user client's subscriptions: nothing here depends on them
            case _:
                self.close(4001)

    def _identify(self, data: JSON) -> None:
        store = self.hub.store
        token = str(data.get("token", "")).removeprefix("Bot ")
        user = store.tokens.get(token)
        if user is None:
            return self.close(4004)
        app = store.application_of(user)
        intents = int(data.get("intents", 0))
        if app is not None and ("intents" not in data or intents & ~_KNOWN_INTENTS):
            return self.close(4013)
        if app is not None and _disallowed(app, intents):
            return self.close(4014)
        shard_id, shards = data.get("shard") or (0, 1)
        sees = app is None or bool(intents & MESSAGE_CONTENT)
        session = Session(secrets.token_hex(16), user, token, intents, sees, (shard_id, shards))
        self.session = session
        self.hub.open(session, self)
        return self._ready(session, user, app)

    def _ready(self, session: Session, user: User, app: Application | None) -> None:
        store = self.hub.store
        guilds = [one for one in store.state.guilds.values() if user.id in one.members and session.serves(one.id)]
        whole = [guild_create(store, guild, user.id) for guild in guilds]
        ready: JSON = {
            "v": 10,
            "user": self_view(user),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds] if app else whole,
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "geo_ordered_rtc_regions": [],
            "shard": list(session.shard),
            "_trace": ["loopback"],
        }
        if app is not None:
            ready["application"] = {"id": str(app.id), "flags": application_flags(app)}
        session.send("READY", orjson.dumps(ready))
        if app is not None and session.intents & 1:
            for guild in whole:
                session.send("GUILD_CREATE", orjson.dumps(guild))

    def _resume(self, data: JSON) -> None:
        session = self.hub.sessions.get(str(data.get("session_id")))
        token = str(data.get("token", "")).removeprefix("Bot ")
        seq = data.get("seq") or 0
        if session is None or session.token != token:
            return self.say(9, False)  # noqa: FBT003 -- the wire says `false`: not resumable
        if seq > session.seq:
            return self.close(4007)
        if session.kept and session.kept[0][0] > seq + 1:
            return self.say(9, False)  # noqa: FBT003 -- the wire says `false`: not resumable
        if session.transport is not None:
            session.transport.close(4000)
        self.session = session
        for number, frame in session.kept:
            if number > seq:
                self.push(frame)
        self.hub.open(session, self)
        return session.send("RESUMED", b'{"_trace":["loopback"]}')

    def _members(self, data: JSON) -> None:
        store, session = self.hub.store, self.session
        guild = store.state.guilds.get(int(data.get("guild_id", 0)))
        if guild is None or session is None:
            return
        wanted = data.get("user_ids")
        wanted = {str(wanted)} if isinstance(wanted, str | int) else {str(one) for one in wanted or ()}
        query = str(data.get("query") or "").lower()
        limit = int(data.get("limit") or 0) or len(guild.members)
        found = []
        for member in guild.members.values():
            user = store.user(member.user_id)
            if str(user.id) in wanted if wanted else (member.nick or user.username).lower().startswith(query):
                found.append(member_view(store, member))
        chunk: JSON = {
            "guild_id": str(guild.id),
            "members": found[:limit],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": sorted(wanted - {one["user"]["id"] for one in found}),
        }
        if "nonce" in data:
            chunk["nonce"] = data["nonce"]
        session.send("GUILD_MEMBERS_CHUNK", orjson.dumps(chunk))


def _disallowed(app: Application, intents: int) -> bool:
    return bool(
        (intents & MESSAGE_CONTENT and not app.content_intent)
        or (intents & _MEMBERS and not app.members_intent)
        or (intents & _PRESENCES and not app.presences_intent)
    )


class Gateway:
    """The ASGI application of the gateway's address: one `Socket` for each connection."""

    def __init__(self, hub: Hub, url: str) -> None:
        self._hub = hub
        self._url = url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        await Socket(self._hub, self._url, scope, receive, send).run()
