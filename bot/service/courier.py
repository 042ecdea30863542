"""The outbox at work: claims what is due to be shown, asks the publisher, and tries again what failed."""

import asyncio
import contextlib
import logging
from datetime import datetime, timedelta

from bot.service.faults import PublishFailed, StorageBroken, StorageFull, UnknownSession
from bot.service.negotiations import Negotiations
from bot.service.notices import PACED
from bot.service.pacing import Pacing
from bot.service.ports import Clock, Outbox, OutboxRow, Publisher

_log = logging.getLogger(__name__)

AT_ONCE = 8
LOOK_AGAIN = 5.0  # seconds: for rows of other processes, and for those whose claim ran out
LONGEST_PAUSE = 60.0  # seconds
LONGEST_SHOWING = 45.0  # seconds; shorter than the claim of a row, so that nobody else shows it meanwhile
UNEXPECTED_TRIES = 12  # a publisher that fails in a way it does not explain is not asked for ever
GRACE = 5.0  # seconds that a stop leaves to what is being shown


class Courier:
    """Shows notices: in order and one at a time in each session, several sessions at a time.

    Give `Negotiations` an `on_append` that calls `wake`. A row is marked as done only after the publisher has
    returned, so a crash in between shows it again with the same nonce; nothing is ever lost. Edits of cards keep to
    the pace: one that comes too soon is put off, and takes in what comes meanwhile.
    """

    def __init__(
        self,
        *,
        outbox: Outbox,
        service: Negotiations,
        publisher: Publisher,
        clock: Clock,
        at_once: int = AT_ONCE,
        pacing: Pacing | None = None,
    ) -> None:
        self._outbox = outbox
        self._service = service
        self._publisher = publisher
        self._clock = clock
        self._at_once = at_once
        self._pacing = pacing or Pacing()
        self._work = asyncio.Event()
        self._idle = asyncio.Event()
        self._running = False
        self._stopping = False
        self._ended = asyncio.Event()
        self._flying: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Say that rows were written; cheap, callable from anywhere in the event loop."""
        self._idle.clear()
        self._work.set()

    async def run(self) -> None:
        """Work until `stop`; begins with what an earlier process left behind."""
        if self._running:
            raise RuntimeError("this courier is running already")
        self._running, self._stopping = True, False
        self._ended.clear()
        self.wake()
        try:
            await self._recover()
            while not self._stopping:
                await self._round()
        finally:
            await self._land()
            self._running = False
            self._ended.set()
            self._idle.set()

    async def stop(self) -> None:
        """End `run`, after what is being shown at this moment (at most GRACE seconds)."""
        self._stopping = True
        self._work.set()
        if self._running:
            await self._ended.wait()

    async def drain(self) -> None:
        """Return once nothing is due and nothing is being shown; an edit that waits its turn is waited for.

        Rows that wait for another try do not count.

        Works whether or not `run` is under way.
        """
        await asyncio.sleep(0)  # lets a `run` begin that was made a task just before
        if self._running:
            self.wake()
            await self._idle.wait()
            return
        running = asyncio.create_task(self.run(), name="courier draining")
        self._idle.clear()
        idle = asyncio.create_task(self._idle.wait())
        await asyncio.wait({running, idle}, return_when=asyncio.FIRST_COMPLETED)
        idle.cancel()
        await self.stop()
        await running

    async def _recover(self) -> None:
        while not self._stopping:
            try:
                return await self._outbox.recover()
            except (StorageFull, StorageBroken):
                _log.exception("the outbox cannot be read; looking again in %g s", LOOK_AGAIN)
                await self._rest(LOOK_AGAIN)
        return None

    async def _round(self) -> None:
        """Start what can be started now, or wait until something may have changed."""
        self._work.clear()
        free = self._at_once - len(self._flying)
        if not free:
            return await self._rest(LOOK_AGAIN)
        try:
            rows = await self._outbox.claim(free, self._clock.now())
            for row in rows:
                task = asyncio.create_task(self._deliver(row), name=f"notice {row.id}")
                self._flying.add(task)
                task.add_done_callback(self._landed)
            # A session whose row was just claimed has nothing more to claim; others may have.
            if len(rows) == free:
                return None
            pause = await self._pause()
        except (StorageFull, StorageBroken):
            _log.exception("the outbox cannot be read; looking again in %g s", LOOK_AGAIN)
            pause = LOOK_AGAIN
        return await self._rest(pause)

    async def _pause(self) -> float:
        """Give the seconds until there may be something to claim; says `idle` if nothing is under way."""
        now = self._clock.now()
        following = await self._outbox.next_due(now)
        if following is not None and following <= now:
            return 0.0
        if not self._flying and not self._work.is_set() and not self._pacing.waiting(now):
            self._idle.set()
        return LOOK_AGAIN if following is None else min(LOOK_AGAIN, (following - now).total_seconds())

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._work.wait()

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flying.discard(task)
        self._work.set()

    async def _land(self) -> None:
        if self._flying:
            _, late = await asyncio.wait(self._flying, timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _deliver(self, row: OutboxRow) -> None:
        try:
            later = await self._turn(row)
            if later is not None:
                await self._outbox.postpone(row, later)
                return
            await self._settle(row, await self._show(row))
        except (StorageFull, StorageBroken):
            # The row stays claimed; when the claim runs out it is shown again, with the same nonce.
            _log.exception("notice %d of session %s cannot be marked", row.id, row.session)

    async def _turn(self, row: OutboxRow) -> datetime | None:
        """Give when the edit of a card may be made; None: now. A first post and a second try do not wait."""
        if row.notice.kind not in PACED or row.attempts or not await self._publisher.is_edit(row):
            return None
        return self._pacing.turn(row.session, row.id, self._clock.now())

    async def _show(self, row: OutboxRow) -> Exception | None:
        """Ask the publisher; give what went wrong, or None."""
        try:
            async with asyncio.timeout(LONGEST_SHOWING):
                session = await self._service.state(row.session, at_least=row.notice.seq)
                place = await self._service.place(row.session)
                entry = await self._service.entry(row.session, row.notice.seq)
                try:
                    await self._publisher.publish(session, place, row, entry)
                except PublishFailed as failed:
                    if failed.forever:
                        await self._publisher.failed(session, place, failed)
                    raise
        except UnknownSession as error:
            return PublishFailed(f"there is no session {error}", forever=True)
        except Exception as error:  # noqa: BLE001  # whatever a publisher raises, the other sessions go on
            return error
        return None

    async def _settle(self, row: OutboxRow, error: Exception | None) -> None:
        reason = f"{type(error).__name__}: {error}"
        extra = {"row": row.id, "session": row.session, "kind": str(row.notice.kind), "key": row.notice.key}
        match error:
            case None:
                return await self._outbox.done(row)
            case PublishFailed(forever=True):
                _log.error("notice %d of session %s cannot be shown: %s", row.id, row.session, error, extra=extra)
                return await self._outbox.give_up(row, reason)
            case PublishFailed() | TimeoutError() | StorageFull() | StorageBroken():
                _log.warning("notice %d of session %s failed: %s", row.id, row.session, reason, extra=extra)
            case _ if row.attempts + 1 >= UNEXPECTED_TRIES:
                _log.error("notice %d of session %s is given up", row.id, row.session, exc_info=error, extra=extra)
                return await self._outbox.give_up(row, reason)
            case _:
                _log.error("notice %d of session %s failed", row.id, row.session, exc_info=error, extra=extra)
        pause = timedelta(seconds=pause_after(row.attempts + 1))
        return await self._outbox.again(row, self._clock.now() + pause, reason)


def pause_after(attempts: int) -> float:
    """Give the seconds to wait after this many failed tries: 1, 2, 4 … up to LONGEST_PAUSE."""
    return min(LONGEST_PAUSE, 2.0 ** min(attempts - 1, 10))
