"""Deadlines fall due once: while the bot runs, after a restart, and when two processes try."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.negotiation.acts import LeaveSeat
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.due import Deadline
from bot.negotiation.refusals import Code
from bot.service.ports import Alarm
from bot.service.ticker import Ticker
from tests.service.hall import Hall, hall_at, refused


class Lists:
    """Alarms by hand: what is due, and what was dropped."""

    def __init__(self, *alarms: Alarm) -> None:
        self.alarms = list(alarms)
        self.dropped: list[Alarm] = []

    async def earliest(self) -> datetime | None:
        return min((one.deadline.at for one in self.alarms), default=None)

    async def due(self, now: datetime, limit: int) -> tuple[Alarm, ...]:
        return tuple(one for one in self.alarms if one.deadline.at <= now)[:limit]

    async def drop(self, alarm: Alarm) -> None:
        self.alarms.remove(alarm)
        self.dropped.append(alarm)


@pytest.mark.asyncio
async def test_a_deadline_that_is_not_there_any_more_is_dropped_and_leaves_no_trace(hall: Hall) -> None:
    session = await hall.begun()
    before = await hall.service.entries(session)
    alarm = Alarm(session, Deadline("phase", hall.clock.now()))
    refused(await hall.service.tick(alarm), Code.NOT_DUE)
    lists = Lists(alarm)
    assert await Ticker(alarms=lists, service=hall.service, clock=hall.clock).fire() == 1
    assert (lists.alarms, lists.dropped) == ([], [alarm])
    assert await hall.service.entries(session) == before


@pytest.mark.asyncio
async def test_one_session_that_fails_holds_up_no_other(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    session = await hall.begun()
    now = hall.clock.now()
    broken, stale = Alarm("nowhere", Deadline("phase", now)), Alarm(session, Deadline("phase", now))
    lists = Lists(broken, stale)
    ticker = Ticker(alarms=lists, service=hall.service, clock=hall.clock)
    with caplog.at_level(logging.ERROR):
        await ticker.fire()
    assert stale in lists.dropped


@pytest.mark.asyncio
async def test_it_sleeps_until_the_earliest_and_stops_when_told(hall: Hall) -> None:
    lists = Lists()
    ticker = Ticker(alarms=lists, service=hall.service, clock=hall.clock)
    task = asyncio.create_task(ticker.run())
    await asyncio.sleep(0)
    session = await hall.begun()
    lists.alarms.append(Alarm(session, Deadline("phase", hall.clock.now() - timedelta(seconds=1))))
    ticker.wake()
    await _until(lambda: bool(lists.dropped))
    ticker.stop()
    await asyncio.wait_for(task, 5)


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110  # what is waited for is seen from outside only
            await asyncio.sleep(0.001)


@pytest.mark.asyncio
async def test_nobody_but_the_clock_makes_a_deadline_fall_due(hall: Hall) -> None:
    session = await hall.begun()
    refused(await hall.tries(session, "chair", Tick("phase", hall.clock.now())), Code.NOT_DUE)


@pytest.mark.asyncio
async def test_no_two_acts_have_one_moment_even_if_the_clock_stands_or_goes_back(hall: Hall, database_url: str) -> None:
    session = await hall.begun()
    hall.clock.pass_by(hours=-1)
    other = await hall_at(database_url, hall.clock)
    try:
        await other.does(session, "olga", LeaveSeat())
    finally:
        await other.close()
    times = [entry.at for entry in await hall.service.entries(session)]
    assert times == sorted(times)
