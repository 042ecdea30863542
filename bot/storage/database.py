"""What both databases offer: pieces of work, each in one transaction."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
Work = Callable[[Connection], T]
"""What happens in one transaction. It may be run twice (the first time undone), so it changes nothing but the rows."""


class Database(Protocol):
    """A database that is open.

    Both methods raise StorageFull and StorageBroken, and let through what the work itself raises, among it
    SQLAlchemy's IntegrityError; then nothing was written.
    """

    @property
    def single(self) -> bool:
        """Whether only one process may have it open for its bot."""

    async def read(self, work: Work[T]) -> T:
        """Run work that writes nothing."""

    async def write(self, work: Work[T]) -> T:
        """Run work and return once it is durable."""

    async def close(self) -> None:
        """Let go of every connection, after what is under way."""
