"""Lets deadlines fall due: one sleeper on the earliest, woken when an earlier one may have been added."""

import asyncio
import contextlib
import logging

from bot.negotiation.refusals import Code, Refusal
from bot.service.faults import StorageBroken, StorageFull
from bot.service.negotiations import Negotiations
from bot.service.ports import Alarm, Alarms, Clock

_log = logging.getLogger(__name__)

AT_ONCE = 32
LOOK_AGAIN = 5.0  # seconds: for deadlines that another process wrote
AFTER_A_FAULT = 1.0  # seconds

_TRY_LATER = frozenset({Code.CONTENTION, Code.STORAGE_FULL, Code.STORAGE_BROKEN})


class Ticker:
    """Fires each deadline once, late if it must: what was due while no bot ran is done at the start.

    Give `Negotiations` an `on_append` that calls `wake`. The row goes in the transaction of what comes of it.
    """

    def __init__(self, *, alarms: Alarms, service: Negotiations, clock: Clock) -> None:
        self._alarms, self._service, self._clock = alarms, service, clock
        self._work = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Say that deadlines may have changed; cheap, callable from anywhere in the event loop."""
        self._work.set()

    def stop(self) -> None:
        """End `run` after what is being done."""
        self._stopping = True
        self._work.set()

    async def run(self) -> None:
        """Work until `stop`."""
        while not self._stopping:
            self._work.clear()
            try:
                pause = 0.0 if await self.fire() else await self._pause()
            except (StorageFull, StorageBroken):
                _log.exception("deadlines cannot be read; looking again in %g s", LOOK_AGAIN)
                pause = LOOK_AGAIN
            await self._rest(pause)

    async def fire(self) -> int:
        """Do all that is due now; gives how much of it was done or is over. Raises StorageFull, StorageBroken."""
        done = 0
        for alarm in await self._alarms.due(self._clock.now(), AT_ONCE):
            done += await self._fired(alarm)
        return done

    async def _fired(self, alarm: Alarm) -> bool:
        try:
            outcome = await self._service.tick(alarm)
        except Exception:  # noqa: BLE001  # whatever goes wrong in one session
            # One session that cannot be ticked must not hold up all others; its row stays.
            _log.exception("deadline %s of session %s failed", alarm.deadline.key, alarm.session)
            return False
        if isinstance(outcome, Refusal):
            if outcome.code in _TRY_LATER:
                return False
            await self._alarms.drop(alarm)
        elif outcome.repeated:
            await self._alarms.drop(alarm)
        return True

    async def _pause(self) -> float:
        earliest = await self._alarms.earliest()
        if earliest is None:
            return LOOK_AGAIN
        # What is due and yet was not done has failed, and is not tried without a pause.
        left = (earliest - self._clock.now()).total_seconds()
        return min(LOOK_AGAIN, left) if left > 0 else AFTER_A_FAULT

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._work.wait()
