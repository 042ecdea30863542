"""Acts that were shown to their author and wait for a word, and the port that keeps them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.negotiation.acts import Act


@dataclass(frozen=True, slots=True)
class Pending:
    """An act that waits for its author's word; `id` is the interaction that asked for it, the cause of its doing.

    `mark` stands for what the author was shown of what it would do; "": nothing yet, since its reason is asked for.
    """

    id: str
    member: str
    act: Act
    mark: str
    at: datetime


class PendingActs(Protocol):
    """Acts that wait for their author's word; they go with the session's end."""

    async def get(self, session: str, pending: str) -> Pending | None:
        """Give what waits under an id, or None: it was done or left."""

    async def put(self, session: str, pending: Pending) -> None:
        """Keep what waits, in place of what has its id; of a member's only the newest few stay."""

    async def drop(self, session: str, pending: str) -> None:
        """Forget what was done or left."""
