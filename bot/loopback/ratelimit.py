"""Rate limits in Discord's words: buckets by route and main parameter, the headers, and the refusal.

The limits start generous, so that play and tests are not slowed; `set` makes one as tight as a test wants.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.loopback.errors import ApiError

GENEROUS = (10000, 1.0)

# What Discord's headers have been seen to say; it publishes only the global limit of 50 a second.
DISCORD = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "PATCH /channels/{channel_id}/messages/{message_id}": (5, 5.0),
    "DELETE /channels/{channel_id}/messages/{message_id}": (5, 1.0),
    "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me": (1, 0.25),
    "POST /channels/{channel_id}/typing": (5, 5.0),
    "PATCH /channels/{channel_id}": (5, 15.0),
    "POST /webhooks/{webhook_id}/{webhook_token}": (5, 2.0),
    "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original": (5, 5.0),
}


@dataclass(slots=True)
class _Bucket:
    started: float
    used: int = 0


@dataclass
class RateLimits:
    """Fixed windows: at most `limit` requests in `per` seconds for each user, route and main parameter.

    `monotonic` is the clock of the windows in seconds, `wall` that of the Reset header.
    """

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    _limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    _buckets: dict[tuple[int, str, str], _Bucket] = field(default_factory=dict)
    _names: dict[str, bytes] = field(default_factory=dict)
    _everything: _Bucket = field(default_factory=lambda: _Bucket(0.0))
    _global: tuple[int, float] | None = None

    def set(self, route: str, limit: int, per: float) -> None:
        """Limit a route (`POST /channels/{channel_id}/messages`) to `limit` requests in `per` seconds."""
        self._limits[route] = (limit, per)
        self._buckets.clear()

    def as_discord(self) -> None:
        """Limit what Discord is known to limit, so that pacing can be tried as it is out there."""
        for route, limit in DISCORD.items():
            self.set(route, *limit)
        self.set_global(50)

    def set_global(self, limit: int, per: float = 1.0) -> None:
        """Limit all requests together."""
        self._global = (limit, per)

    def clear(self) -> None:
        """Back to generous."""
        self._limits.clear()
        self._buckets.clear()
        self._global = None

    def take(self, user_id: int, route: str, main: str) -> list[tuple[bytes, bytes]]:
        """Count a request; the headers of its answer. A request too many raises 429 with `retry_after`."""
        now = self.monotonic()
        if self._global is not None:
            self._take_global(now)
        limit, per = self._limits.get(route, GENEROUS)
        bucket = self._bucket(user_id, route, main, now, per)
        rest = max(0.001, bucket.started + per - now)
        headers = [
            (b"x-ratelimit-limit", b"%d" % limit),
            (b"x-ratelimit-remaining", b"%d" % max(0, limit - bucket.used - 1)),
            (b"x-ratelimit-reset", b"%.3f" % (self.wall() + rest)),
            (b"x-ratelimit-reset-after", b"%.3f" % rest),
            (b"x-ratelimit-bucket", self._name(route)),
        ]
        if bucket.used >= limit:
            raise _limited(rest, headers, everywhere=False)
        bucket.used += 1
        return headers

    def _bucket(self, user_id: int, route: str, main: str, now: float, per: float) -> _Bucket:
        key = (user_id, route, main)
        bucket = self._buckets.get(key)
        if bucket is None or now >= bucket.started + per:
            if len(self._buckets) > 5000:  # noqa: PLR2004 -- windows that nobody asked for again
                self._buckets.clear()
            bucket = self._buckets[key] = _Bucket(now)
        return bucket

    def _take_global(self, now: float) -> None:
        limit, per = self._global or GENEROUS
        if now >= self._everything.started + per:
            self._everything = _Bucket(now)
        if self._everything.used >= limit:
            raise _limited(self._everything.started + per - now, [], everywhere=True)
        self._everything.used += 1

    def _name(self, route: str) -> bytes:
        name = self._names.get(route)
        if name is None:
            name = self._names[route] = hashlib.sha256(route.encode()).hexdigest()[:32].encode()
        return name


def _limited(retry_after: float, headers: list[tuple[bytes, bytes]], *, everywhere: bool) -> ApiError:
    return rate_limited(retry_after, {k.decode(): v.decode() for k, v in headers}, everywhere=everywhere)


def rate_limited(retry_after: float, headers: dict[str, str] | None = None, *, everywhere: bool = False) -> ApiError:
    """429 with `retry_after` in seconds, in the body and in the headers."""
    retry_after = round(max(0.001, retry_after), 3)
    extra = {"retry-after": str(int(retry_after) + 1), "x-ratelimit-scope": "global" if everywhere else "user"}
    if everywhere:
        extra["x-ratelimit-global"] = "true"
    body = {"retry_after": retry_after, "global": everywhere}
    return ApiError(429, 0, "You are being rate limited.", None, (headers or {}) | extra, body)
