"""A process that acts and posts, until it is killed from outside at the point it was asked to wait at.

Arguments: the database's URL, the file that stands for the channel, and `committed` or `posted`.
"""

import asyncio
import sys
from pathlib import Path

from bot.negotiation.events import Recorded
from bot.negotiation.model import Session
from bot.service.courier import Courier
from bot.service.faults import PublishFailed
from bot.service.ports import OutboxRow, Place
from tests.service.hall import hall_at


class Channel:
    """Posts are lines of a file: `nonce kind key`. Like Discord it takes a nonce only once."""

    def __init__(self, file: Path, *, stop_after: int | None = None) -> None:
        self._file = file
        self._stop_after = stop_after
        self.attempts: list[str] = []

    async def publish(self, session: Session, place: Place, row: OutboxRow, entry: Recorded | None) -> None:
        assert place.guild == row.guild
        assert entry is not None
        assert entry.seq <= session.version
        self.attempts.append(row.nonce)
        posts = self._file.read_text().splitlines() if self._file.exists() else []
        if row.nonce not in {post.split()[0] for post in posts}:
            with self._file.open("a") as file:
                file.write(f"{row.nonce} {row.notice.kind} {row.notice.key}\n")
        if len(self.attempts) == self._stop_after:
            await wait_for_the_end("posted")

    async def is_edit(self, row: OutboxRow) -> bool:
        return row.nonce in self.attempts

    async def failed(self, session: Session, place: Place, why: PublishFailed) -> None:
        raise AssertionError(f"{session.id} {place.channel}: {why}")


async def wait_for_the_end(point: str) -> None:
    print(point, flush=True)  # noqa: T201  # the test reads it
    await asyncio.Event().wait()


async def main(url: str, posts: Path, point: str) -> None:
    hall = await hall_at(url)
    session = await hall.opened()
    if point == "committed":
        await wait_for_the_end(f"committed {session}")
    channel = Channel(posts, stop_after=2)
    await Courier(outbox=hall.store.outbox, service=hall.service, publisher=channel, clock=hall.clock).run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
