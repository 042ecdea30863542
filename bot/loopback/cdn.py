"""Files of messages and default avatars, served as Discord's CDN does."""

import hashlib

from starlette.types import Receive, Scope, Send

from bot.loopback.world.store import Store

_COLOURS = ("5865f2", "747f8d", "3ba55c", "faa61a", "ed4245", "eb459f")
_AVATAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="32" fill="#{}"/>'
    '<circle cx="32" cy="26" r="11" fill="#fff"/><path d="M12 58a20 20 0 0 1 40 0z" fill="#fff"/></svg>'
)


class Cdn:
    """The ASGI application under `/cdn`: `/attachments/CHANNEL/ID/NAME` and `/embed/avatars/N.png`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one file; 404 for anything else."""
        _ = receive
        path = scope["path"][len(scope.get("root_path", "")) :]
        status, kind, body = self._find(path.strip("/").split("/"))
        headers = [
            (b"content-type", kind.encode()),
            (b"content-length", str(len(body)).encode()),
            # What people upload is never run by a browser that shows the page beside it.
            (b"x-content-type-options", b"nosniff"),
            (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; sandbox"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _find(self, segments: list[str]) -> tuple[int, str, bytes]:
        match segments:
            case ["attachments", _, number, _] if number.isdecimal() and int(number) in self._store.files:
                return 200, self._kind(int(number)), self._store.files[int(number)]
            case ["embed", "avatars", name]:
                seed = hashlib.sha256(name.encode()).digest()[0]
                return 200, "image/svg+xml", _AVATAR.format(_COLOURS[seed % len(_COLOURS)]).encode()
            case _:
                return 404, "text/plain; charset=utf-8", b"404: Not Found"

    def _kind(self, file_id: int) -> str:
        for message in self._store.state.messages.values():
            for attachment in message.attachments:
                if attachment.id == file_id:
                    return attachment.content_type
        return "application/octet-stream"
