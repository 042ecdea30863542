"""One thread that writes: work that waits while a commit is under way shares the next commit."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection

from bot.storage.database import T, Work

TOGETHER = 64  # pieces of work in one commit

Piece = tuple[Work[Any], "Future[Any]"]
Transaction = Callable[[Work[Any]], Any]


class Writer:
    """Runs work in order. Many sessions at once then cost one flush of the disk, and no answer comes before it.

    `transaction` runs one piece of work in one transaction and returns once that is durable.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._waiting: SimpleQueue[Piece | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="parley-write", daemon=True)
        self._thread.start()

    def submit(self, work: Work[T]) -> "Future[T]":
        """Put work at the end; the future is set after the commit that holds it, or with what went wrong."""
        future: Future[T] = Future()
        self._waiting.put((work, future))
        return future

    def close(self) -> None:
        """Finish what waits, and end the thread."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (piece := self._waiting.get()) is not None:
            pieces, ending = self._following(piece)
            # Work whose caller has gone before it began is left out.
            pieces = [one for one in pieces if one[1].set_running_or_notify_cancel()]
            if len(pieces) == 1 or not self._together(pieces):
                for one in pieces:
                    self._alone(one)
            if ending:
                return

    def _following(self, first: Piece) -> tuple[list[Piece], bool]:
        pieces = [first]
        with suppress(Empty):
            while len(pieces) < TOGETHER:
                piece = self._waiting.get_nowait()
                if piece is None:
                    return pieces, True
                pieces.append(piece)
        return pieces, False

    def _together(self, pieces: list[Piece]) -> bool:
        """Do all in one transaction; if any of it fails nothing is done, and each has to be done alone."""

        def all_of_it(connection: Connection) -> list[Any]:
            return [work(connection) for work, _ in pieces]

        try:
            results = self._transaction(all_of_it)
        except Exception:  # noqa: BLE001  # whose failure it is comes out when each is done alone
            return False
        for (_, future), result in zip(pieces, results, strict=True):
            future.set_result(result)
        return True

    def _alone(self, piece: Piece) -> None:
        work, future = piece
        try:
            future.set_result(self._transaction(work))
        except Exception as error:  # noqa: BLE001  # it is raised where the work came from
            future.set_exception(error)
