"""Who is connected, who hears of what, and what is kept for a session that lost its socket."""

import asyncio
import contextlib
import zlib
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Protocol

import orjson

from bot.loopback.errors import JSON
from bot.loopback.world.model import User
from bot.loopback.world.store import Event, Store

MESSAGE_CONTENT = 1 << 15
KEPT_EVENTS = 2000
"""Events that a session keeps for a resume; Discord keeps a few minutes' worth."""

RESUME_WINDOW = 300.0
"""Seconds for which a session without a socket can be resumed."""

_ECHO = b'{"op":0,"t":"%b","s":%d,"d":%b}'


class Transport(Protocol):
    """A socket as the hub knows it."""

    def push(self, frame: bytes, gate: asyncio.Event | None = None) -> None:
        """Queue one frame; it waits, and all after it wait, until the gate is open."""

    def close(self, code: int) -> None:
        """Close with a gateway close code after what is queued."""


@dataclass(slots=True, eq=False)
class Session:
    """One client's session; it outlives its socket until the hub forgets it."""

    id: str
    user: User
    token: str
    intents: int
    sees_content: bool
    shard: tuple[int, int] = (0, 1)
    seq: int = 0
    kept: deque[tuple[int, bytes]] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))
    transport: Transport | None = None
    lost_at: float | None = None

    def send(self, name: str, data: bytes, gate: asyncio.Event | None = None) -> None:
        """Number an event, keep it, and push it where a socket is there."""
        self.seq += 1
        frame = _ECHO % (name.encode(), self.seq, data)
        self.kept.append((self.seq, frame))
        if self.transport is not None:
            self.transport.push(frame, gate)

    def serves(self, guild_id: int) -> bool:
        """Whether a guild belongs to this session's shard."""
        return (guild_id >> 22) % self.shard[1] == self.shard[0]


class Hub:
    """All sessions. Listens to the world and sends each event to those who may have it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.sessions: dict[str, Session] = {}
        self._gate: asyncio.Event | None = None
        store.listeners.append(self.dispatch)

    def open(self, session: Session, transport: Transport) -> None:
        """Take a session in, new or resumed; sessions that were lost too long ago are forgotten."""
        now = asyncio.get_running_loop().time()
        for one in list(self.sessions.values()):
            if one.lost_at is not None and now - one.lost_at > RESUME_WINDOW:
                del self.sessions[one.id]
        session.transport, session.lost_at = transport, None
        self.sessions[session.id] = session

    def lose(self, session: Session) -> None:
        """Note that a session has no socket any more."""
        session.transport, session.lost_at = None, asyncio.get_running_loop().time()

    @contextlib.contextmanager
    def after_answer(self, gate: asyncio.Event) -> Generator[None, None, None]:
        """What happens in this block is told to people only once the gate is open.

        A bot's request must be answered before people see its effect: else a click could reach the bot before the
        bot knows that the message with the button exists, which no human hand could do.
        """
        self._gate = gate
        try:
            yield
        finally:
            self._gate = None

    def dispatch(self, event: Event) -> None:
        """Send an event to every session that may have it; encoded once where nobody needs an own version."""
        shared: bytes | None = None
        for session in self.sessions.values():
            if not self._hears(session, event):
                continue
            gate = None if session.user.bot else self._gate
            data = self._own_version(session, event)
            if data is not None:
                session.send(event.name, orjson.dumps(data), gate)
                continue
            if shared is None:
                shared = orjson.dumps(event.data)
            session.send(event.name, shared, gate)

    def _hears(self, session: Session, event: Event) -> bool:
        user = session.user
        if event.only is not None and user.id not in event.only:
            return False
        if user.bot and event.intent and not session.intents & event.intent:
            return False
        if event.guild_id is not None and not session.serves(event.guild_id):
            return False
        if event.guild_id is None or event.only is not None:
            return True
        if event.channel_id is None:
            guild = self.store.state.guilds.get(event.guild_id)
            return guild is not None and user.id in guild.members
        channel = self.store.state.channels.get(event.channel_id)
        return channel is not None and self.store.may_see(user.id, channel)

    @staticmethod
    def _own_version(session: Session, event: Event) -> JSON | None:
        user_id = session.user.id
        if event.personal is not None and event.personal[0] == user_id:
            return event.data | event.personal[1]
        if session.sees_content or not event.name.startswith("MESSAGE_") or "author" not in event.data:
            return None
        if event.data["author"]["id"] == str(user_id) or any(u["id"] == str(user_id) for u in event.data["mentions"]):
            return None
        return event.data | {"content": "", "embeds": [], "attachments": [], "components": []}

    def drop(self, token: str, *, resumable: bool = True, code: int = 4000) -> int:
        """Close all sockets of a token; without `resumable` the sessions are forgotten. Returns how many there were."""
        found = [one for one in self.sessions.values() if one.token == token]
        for session in found:
            if session.transport is not None:
                session.transport.close(code)
                self.lose(session)
            if not resumable:
                del self.sessions[session.id]
        return len(found)

    def ask_to_reconnect(self, token: str) -> None:
        """Send op 7 to all sockets of a token, as Discord does before it restarts a gateway."""
        for session in self.sessions.values():
            if session.token == token and session.transport is not None:
                session.transport.push(orjson.dumps({"op": 7, "d": None, "s": None, "t": None}))

    def close(self) -> None:
        """Close every socket, as a server that goes down does; people and bots may resume nowhere."""
        for session in self.sessions.values():
            if session.transport is not None:
                session.transport.close(1001)
        self.sessions.clear()


class Deflater:
    """One zlib stream for the whole life of a socket, flushed after each frame (`compress=zlib-stream`)."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj(level=1)

    def __call__(self, frame: bytes) -> bytes:
        """One frame, compressed."""
        return self._stream.compress(frame) + self._stream.flush(zlib.Z_SYNC_FLUSH)
