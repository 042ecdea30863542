"""How often the cards of a session are edited: so many at once, then so many a second, each in its turn."""

from datetime import datetime, timedelta

EDITS_PER_SECOND = 1.0
BURST = 6
LATE = timedelta(seconds=10)
"""A turn that nobody came for is forgotten after this: its row is gone."""


class Pacing:
    """Gives each edit its turn. In any span of time a session has at most `burst` edits and `rate` a second more.

    It remembers whose turn comes when, so a row that was put off comes once more and not again and again.
    """

    def __init__(self, rate: float = EDITS_PER_SECOND, burst: int = BURST) -> None:
        self._step = timedelta(seconds=1 / rate)
        self._slack = self._step * (burst - 1)
        self._next: dict[str, datetime] = {}
        self._turns: dict[int, datetime] = {}

    def turn(self, session: str, row: int, now: datetime) -> datetime | None:
        """Give when a row may be shown, None if now; a row whose turn has come is asked no more."""
        promised = self._turns.get(row)
        if promised is not None and promised > now:
            return promised
        if self._turns.pop(row, None) is not None:
            return None
        self._forget(now)
        # The time at which edits made at exactly the rate would have got to this one.
        reached = max(self._next.get(session, now), now)
        self._next[session] = reached + self._step
        at = reached - self._slack
        if at <= now:
            return None
        self._turns[row] = at
        return at

    def waiting(self, now: datetime) -> bool:
        """Say whether any row waits its turn."""
        self._forget(now)
        return bool(self._turns)

    def _forget(self, now: datetime) -> None:
        for row in [one for one, at in self._turns.items() if at + LATE < now]:
            del self._turns[row]
        for session in [one for one, reached in self._next.items() if reached < now]:
            del self._next[session]
