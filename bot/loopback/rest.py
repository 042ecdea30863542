"""REST v10 as an ASGI application: finds the route, knows the actor, reads the body, counts, misbehaves, answers."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

import orjson
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.types import Receive, Scope, Send

from bot.loopback.errors import JSON, ApiError, unauthorized
from bot.loopback.ratelimit import RateLimits, rate_limited
from bot.loopback.routes.call import Answer, Call, House, Route
from bot.loopback.validation.message import Upload
from bot.loopback.world.model import User

_log = logging.getLogger(__name__)

MAIN_PARAMETERS = ("channel_id", "guild_id", "webhook_token", "interaction_token")
BODY_LIMIT = 110 * 1024 * 1024
_VIA = (b"via", b"1.1 loopback")
_JSON = (b"content-type", b"application/json")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its answer, for an observer: `request` and `response` are parsed JSON (None: no body)."""

    method: str
    template: str
    path: str
    content_type: str
    request: object
    status: int
    response: object


Observer = Callable[[Exchange], None]


@dataclass(slots=True)
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    wild: "_Node | None" = None
    routes: dict[str, Route] = field(default_factory=dict)


class Router:
    """Finds a route by the segments of a path; a literal segment wins over a parameter."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            node = self._root
            for segment in route.template.strip("/").split("/"):
                if segment.startswith("{"):
                    node.wild = node.wild or _Node()
                    node = node.wild
                else:
                    node = node.children.setdefault(segment, _Node())
            node.routes[route.method] = route

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """The route and its path parameters; 404 or 405 as Discord answers them."""
        segments = path.strip("/").split("/")
        node = self._walk(self._root, segments, 0, method)
        if node is None:
            raise ApiError(404, 0, "404: Not Found")
        route = node.routes.get(method)
        if route is None:
            raise ApiError(405, 0, "405: Method Not Allowed")
        names = route.template.strip("/").split("/")
        pairs = zip(names, segments, strict=True)
        return route, {name[1:-1]: unquote(value) for name, value in pairs if name.startswith("{")}

    def _walk(self, node: _Node, segments: list[str], index: int, method: str) -> _Node | None:
        if index == len(segments):
            return node if node.routes else None
        found = None
        for child in (node.children.get(segments[index]), node.wild):
            end = self._walk(child, segments, index + 1, method) if child is not None else None
            if end is not None and method in end.routes:
                return end
            found = found or end
        return found


@dataclass(slots=True)
class Api:
    """The ASGI application under `/api/v10`."""

    house: House
    router: Router
    limits: RateLimits
    observer: Observer | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one HTTP request."""
        method = scope["method"]
        path = scope["path"][len(scope.get("root_path", "")) :]
        headers: list[tuple[bytes, bytes]] = []
        answered = asyncio.Event()
        route, content_type, body = None, "", None
        try:
            route, params = self.router.find(method, path)
            request = Headers(scope=scope)
            content_type = request.get("content-type", "")
            user = self._actor(request, route)
            body, files = await _read(content_type, request, receive)
            call = Call(self.house, user, params, dict(parse_qsl(scope["query_string"].decode())), body, files)
            headers = self._count(call, route)
            answer = await self._serve(call, route, answered)
        except ApiError as error:
            headers = headers + [(k.encode(), v.encode()) for k, v in error.headers.items()]
            answer = Answer(error.status, error.body())
        except Exception:  # noqa: BLE001 -- whatever a route does wrong is a 500 to its client, and in the log
            _log.exception("%s %s failed", method, path)
            answer = Answer(500, {"message": "500: Internal Server Error", "code": 0})
        if self.observer is not None and route is not None:
            self.observer(Exchange(method, route.template, path, content_type, body, answer.status, answer.body))
        try:
            await _answer(send, answer, headers)
        finally:
            answered.set()

    def _actor(self, request: Headers, route: Route) -> User | None:
        token = request.get("authorization", "").removeprefix("Bot ")
        user = self.house.world.tokens.get(token)
        if user is None and (token or not route.public):
            raise unauthorized()
        return user

    def _count(self, call: Call, route: Route) -> list[tuple[bytes, bytes]]:
        main = next((call.params[name] for name in MAIN_PARAMETERS if name in call.params), "")
        user_id = call.user.id if call.user is not None else 0
        return self.limits.take(user_id, f"{route.method} {route.template}", main)

    async def _serve(self, call: Call, route: Route, answered: asyncio.Event) -> Answer:
        faults = self.house.faults
        if faults.quiet():
            return self._handle(call, route, answered)
        seconds = faults.take_delay(route.method, route.template)
        if seconds:
            await asyncio.sleep(seconds)
        wrong = faults.take_answer(route.method, route.template)
        if wrong is None:
            return self._handle(call, route, answered)
        if wrong.after:
            self._handle(call, route, answered)
        if wrong.status == 429:  # noqa: PLR2004 -- Too Many Requests has a body of its own
            raise rate_limited(wrong.retry_after)
        raise ApiError(wrong.status, 0, f"{wrong.status}: told to misbehave")

    def _handle(self, call: Call, route: Route, answered: asyncio.Event) -> Answer:
        with self.house.hub.after_answer(answered):
            return route.handler(call)


async def _read(content_type: str, request: Headers, receive: Receive) -> tuple[Any, dict[int, Upload]]:
    """The JSON body (None where there is none) and the files of a multipart body by number."""
    if content_type.startswith("multipart/form-data"):
        return await _read_multipart(request, receive)
    raw = b"".join([chunk async for chunk in _chunks(receive)])
    if not raw:
        return None, {}
    if content_type.partition(";")[0].strip() != "application/json":
        message = "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}."
        raise ApiError(400, 50035, message)
    return _json(raw), {}


def _json(raw: bytes | str) -> object:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from error


async def _read_multipart(request: Headers, receive: Receive) -> tuple[Any, dict[int, Upload]]:
    try:
        form = await MultiPartParser(request, _chunks(receive), max_part_size=BODY_LIMIT).parse()
    except MultiPartException as error:
        raise ApiError(400, 50035, "Invalid Form Body") from error
    files: dict[int, Upload] = {}
    fields: JSON = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            number = "".join(char for char in name if char.isdecimal())
            upload = Upload(value.filename or "file", value.content_type or "", await value.read())
            files[int(number) if number else len(files)] = upload
        else:
            fields[name] = value
    await form.close()
    payload = fields.pop("payload_json", None)
    return (_json(payload) if isinstance(payload, str) else fields), files


async def _chunks(receive: Receive) -> AsyncGenerator[bytes, None]:
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > BODY_LIMIT:
            raise ApiError(413, 40005, "Request entity too large")
        yield chunk
        if not message.get("more_body", False):
            return


async def _answer(send: Send, answer: Answer, headers: list[tuple[bytes, bytes]]) -> None:
    raw = b"" if answer.status == 204 else orjson.dumps(answer.body)  # noqa: PLR2004 -- No Content
    own = [_VIA, *headers]
    if raw:
        own += [_JSON, (b"content-length", b"%d" % len(raw))]
    await send({"type": "http.response.start", "status": answer.status, "headers": own})
    await send({"type": "http.response.body", "body": raw})
