"""Who may talk to the room: only pages of this machine, this address and this run.

An ASGI middleware around the whole server. Host is checked on everything, Origin on everything that a browser sends;
the room's own pages and sockets also need the token of the run: once in the address, from then on in a cookie.
"""

import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

_OPEN = ("/api/v10/", "/gateway", "/cdn/")
"""Parts of the loopback server that bots use: they bring tokens of their own, and no browser's page may reach them."""

# NiceGUI compiles its templates in the page and starts itself with inline scripts.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


class Guard:
    """Refuses with 403 what does not come from this machine's own room."""

    def __init__(self, app: ASGIApp, *, token: str, refusal: Callable[[], str]) -> None:
        self._app = app
        self._token = token
        self._refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or socket through, refuse it, or take the token from the address into the cookie."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers, port = Headers(scope=scope), scope["server"][1]
        is_open = scope["path"].startswith(_OPEN)
        if not self._from_here(scope, headers, port, is_open=is_open):
            await self._refuse(scope, receive, send)
        elif is_open:
            await self._app(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] == "GET" and (answer := self._welcome(scope, port)):
            await answer(scope, receive, send)
        elif self._same(_cookie(headers, f"room-{port}")):
            await self._app(scope, receive, _with_headers(send))
        else:
            await self._refuse(scope, receive, send)

    def _from_here(self, scope: Scope, headers: Headers, port: int, *, is_open: bool) -> bool:
        hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if headers.get("host") not in hosts:
            return False
        if origin is not None:
            return origin in {f"http://{host}" for host in hosts}
        if scope["type"] == "websocket" and not is_open:
            # A browser always names the origin of a socket: without one it is not the room's page.
            return False
        if scope["type"] == "http" and not is_open and scope["method"] not in {"GET", "HEAD"}:
            return site in {None, "same-origin"}
        # Links from elsewhere may open the first page, but nothing may be fetched for another site's page.
        return site in {None, "same-origin", "none"} or (headers.get("sec-fetch-mode") == "navigate" and not is_open)

    def _same(self, given: str | None) -> bool:
        return given is not None and secrets.compare_digest(given.encode(), self._token.encode())

    def _welcome(self, scope: Scope, port: int) -> Response | None:
        """The redirect that moves a right token from the address into the cookie."""
        query = parse_qsl(scope["query_string"].decode("latin-1"))
        if not self._same(dict(query).get("token")):
            return None
        rest = urlencode([(key, value) for key, value in query if key != "token"])
        # Only the path of this very request, and never a second slash: `//host` would lead away.
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        answer.set_cookie(f"room-{port}", self._token, httponly=True, samesite="strict", path="/")
        answer.headers["cache-control"] = "no-store"
        answer.headers["referrer-policy"] = "no-referrer"
        return answer

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
            # Closing before accepting is answered with 403 by the server.
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = HTMLResponse(self._refusal(), status_code=403)
        answer.headers["content-security-policy"] = "default-src 'none'"
        await answer(scope, receive, send)


def _cookie(headers: Headers, name: str) -> str | None:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return None
    return jar[name].value if name in jar else None


def _with_headers(send: Send) -> Send:
    async def wrapped(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            held = message.get("headers")
            own = [
                (b"content-security-policy", _POLICY.encode()),
                (b"x-content-type-options", b"nosniff"),
                (b"referrer-policy", b"no-referrer"),
            ]
            message = message | {"headers": [*(held if isinstance(held, list | tuple) else ()), *own]}
        await send(message)

    return wrapped  # type: ignore[return-value]  # starlette types messages as mutable mappings
