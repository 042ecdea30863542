"""The person's connection: REST by token, and a gateway socket that comes back by itself when it is lost."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.loopback.errors import JSON
from bot.loopback.people.things import File, PersonError

_log = logging.getLogger(__name__)

RETRY_DELAY = 0.1
RETRY_DELAY_MOST = 5.0

Handler = Callable[[str, JSON], None]


class Wire:
    """One person's HTTP session and socket. `handler` gets each event's name and data, in order."""

    def __init__(self, url: str, token: str, handler: Handler) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._handler = handler
        self._http = aiohttp.ClientSession(
            headers={"Authorization": token},
            timeout=aiohttp.ClientTimeout(total=30),
            connector=aiohttp.TCPConnector(limit=0),
            json_serialize=lambda body: orjson.dumps(body).decode(),
        )
        self._task: asyncio.Task[None] | None = None
        self._beats: asyncio.Task[None] | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._seq: int | None = None
        self.session_id: str = ""

    async def open(self, timeout: float = 5) -> None:  # noqa: ASYNC109 -- one deadline for socket, hello and ready
        """Connect and wait for the first READY; PersonError 401 for a token that nobody has."""
        self._task = asyncio.create_task(self._run(), name="person's gateway")
        done, _ = await asyncio.wait({self._task, self._ready}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            raise TimeoutError(f"no READY from {self._url} within {timeout} s")
        if self._task in done:
            await self._task

    async def close(self) -> None:
        """Close socket and session."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()
        await self._http.close()

    async def _run(self) -> None:
        delay = RETRY_DELAY
        while True:
            try:
                if await self._connection():
                    delay = RETRY_DELAY
            except (aiohttp.ClientError, OSError) as error:
                _log.debug("gateway of a person lost: %s", error)
            finally:
                if self._beats is not None:
                    self._beats.cancel()
            await asyncio.sleep(delay)
            delay = min(delay * 2, RETRY_DELAY_MOST)

    async def _connection(self) -> bool:
        """Serve one socket until it closes; True if it lived."""
        parts = urlsplit(self._url)
        address = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/gateway?v=10&encoding=json"
        async with self._http.ws_connect(address, max_msg_size=0) as socket:
            self._socket = socket
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    await self._frame(socket, orjson.loads(message.data))
            if socket.close_code == 4004:  # noqa: PLR2004 -- authentication failed
                raise PersonError(401, {"message": "401: Unauthorized", "code": 0})
        return True

    async def _frame(self, socket: aiohttp.ClientWebSocketResponse, frame: JSON) -> None:
        data = frame["d"]
        match frame["op"]:
            case 0:
                self._seq = frame["s"]
                if frame["t"] == "READY":
                    self.session_id = data["session_id"]
                self._handler(frame["t"], data)
                if frame["t"] == "READY" and not self._ready.done():
                    self._ready.set_result(None)
            case 1:
                await self._send(socket, 1, self._seq)
            case 7:
                await socket.close(code=4000)
            case 9:
                self._seq, self.session_id = None, ""
                await self._identify(socket)
            case 10:
                interval = data["heartbeat_interval"] / 1000
                self._beats = asyncio.create_task(self._beat(socket, interval), name="person's heartbeat")
                await self._identify(socket)
            case _:
                pass  # 11, the answer to a heartbeat

    async def _identify(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        if self.session_id:
            data = {"token": self._token, "session_id": self.session_id, "seq": self._seq}
            await self._send(socket, 6, data)
            return
        properties = {"os": "linux", "browser": "rehearsal room", "device": ""}
        await self._send(socket, 2, {"token": self._token, "properties": properties, "compress": False})

    async def _beat(self, socket: aiohttp.ClientWebSocketResponse, interval: float) -> None:
        while not socket.closed:
            await asyncio.sleep(interval)
            with contextlib.suppress(ConnectionError):
                await self._send(socket, 1, self._seq)

    @staticmethod
    async def _send(socket: aiohttp.ClientWebSocketResponse, op: int, data: object) -> None:
        await socket.send_str(orjson.dumps({"op": op, "d": data}).decode())

    async def rest(
        self,
        method: str,
        path: str,
        body: JSON | None = None,
        *,
        files: Iterable[File] = (),
        query: Mapping[str, str] | None = None,
    ) -> JSON:
        """Ask the API; the parsed answer (lists under `items`), or PersonError for a refusal."""
        sent = list(files)
        form: aiohttp.FormData | None = None
        if sent:
            form = aiohttp.FormData(quote_fields=False)
            form.add_field("payload_json", orjson.dumps(body).decode(), content_type="application/json")
            for index, file in enumerate(sent):
                name = f"files[{index}]"
                form.add_field(name, file.content, filename=file.name, content_type=file.content_type)
        raw = None if form is not None or body is None else orjson.dumps(body)
        headers = {"Content-Type": "application/json"} if raw is not None else {}
        address = f"{self._url}/api/v10{path}"
        async with self._http.request(method, address, data=form or raw, headers=headers, params=query) as response:
            text = await response.read()
            answer = orjson.loads(text) if text else {}
            if response.status >= 400:  # noqa: PLR2004 -- client and server errors begin here
                raise PersonError(response.status, answer)
        return answer if isinstance(answer, dict) else {"items": answer}

    async def fetch(self, address: str) -> bytes:
        """The bytes of a file at the server's CDN."""
        async with self._http.get(address) as response:
            if response.status != 200:  # noqa: PLR2004 -- OK
                raise PersonError(response.status, await response.text())
            return await response.read()
