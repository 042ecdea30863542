"""The outbox at work: in order, side by side, again after a failure, and never lost."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.negotiation import acts
from bot.negotiation.events import Recorded
from bot.negotiation.model import Role, Session
from bot.service.courier import UNEXPECTED_TRIES, Courier, pause_after
from bot.service.faults import PublishFailed
from bot.service.notices import PACED
from bot.service.pacing import Pacing
from bot.service.ports import OutboxRow, Place
from tests.service.hall import PLENARY, Hall, TestClock, hall_at
from tests.support.builders import words

Problem = Callable[[OutboxRow], Exception | None]


class Wall:
    """A publisher that notes what it shows; `problem` may raise, `gate` holds everything back."""

    def __init__(self) -> None:
        self.shown: list[tuple[OutboxRow, Session, Place, Recorded | None]] = []
        self.problem: Problem = lambda _: None
        self.gate = asyncio.Event()
        self.gate.set()
        self.told: list[tuple[str, str]] = []
        self.posted: set[str] = set()
        self.now = 0
        self.most = 0
        self.per_session: dict[str, int] = defaultdict(int)

    async def publish(self, session: Session, place: Place, row: OutboxRow, entry: Recorded | None) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        self.per_session[session.id] += 1
        assert self.per_session[session.id] == 1, "two notices of one session at a time"
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
            if (error := self.problem(row)) is not None:
                raise error
            self.shown.append((row, session, place, entry))
        finally:
            self.now -= 1
            self.per_session[session.id] -= 1

    async def is_edit(self, row: OutboxRow) -> bool:
        return f"{row.notice.kind} {row.notice.key}".strip() in self.posted

    async def failed(self, session: Session, place: Place, why: PublishFailed) -> None:
        assert place.guild
        self.told.append((session.id, str(why)))

    def named(self, session: str) -> list[str]:
        """What a session's readers saw."""
        return [f"{row.notice.kind} {row.notice.key}".strip() for row, _, _, _ in self.shown if row.session == session]


def courier_of(hall: Hall, wall: Wall, at_once: int = 8) -> Courier:
    return Courier(outbox=hall.store.outbox, service=hall.service, publisher=wall, clock=hall.clock, at_once=at_once)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  # what is waited for is seen from outside only
            await asyncio.sleep(0.001)


@asynccontextmanager
async def at_work(courier: Courier) -> AsyncIterator[None]:
    task = asyncio.create_task(courier.run())
    try:
        yield
    finally:
        await courier.stop()
        await task


@pytest.mark.asyncio
async def test_everything_is_shown_once_and_in_order(hall: Hall) -> None:
    wall = Wall()
    courier = courier_of(hall, wall)
    session = await hall.opened()
    await courier.drain()
    assert wall.named(session) == ["rooms", "line 1", "membership chair", "line 2"]
    row, state, place, entry = wall.shown[1]
    assert (state.version, place, entry) == (2, PLENARY, (await hall.service.entries(session))[0])
    assert row.guild == "guild"
    await courier.drain()
    assert len(wall.shown) == 4
    await hall.does(session, "nord", acts.TakeSeat(Role.HEAD, "NORD"))
    await courier.drain()
    assert wall.named(session)[4:] == ["rooms", "membership nord", "line 3"]


@pytest.mark.asyncio
async def test_a_courier_at_work_wakes_at_once(database_url: str) -> None:
    def wake() -> None:
        courier.wake()

    wall, hall = Wall(), await hall_at(database_url, on_append=wake)
    courier = courier_of(hall, wall)
    async with at_work(courier):
        await courier.drain()
        async with asyncio.timeout(4):  # less than the time after which it looks by itself
            session = await hall.opened()
            await until(lambda: len(wall.shown) == 4)
            await courier.drain()
    assert wall.named(session) == ["rooms", "line 1", "membership chair", "line 2"]
    await hall.close()


@pytest.mark.asyncio
async def test_several_sessions_at_a_time_but_not_more_than_asked(hall: Hall) -> None:
    wall = Wall()
    sessions = [await hall.opened(Place("guild", f"room {number}")) for number in range(7)]
    courier = courier_of(hall, wall, at_once=3)
    wall.gate.clear()
    async with at_work(courier):
        await until(lambda: wall.now == 3)
        wall.gate.set()
        await courier.drain()
    assert wall.most == 3
    for session in sessions:
        assert wall.named(session) == ["rooms", "line 1", "membership chair", "line 2"]


@pytest.mark.asyncio
async def test_a_session_that_fails_holds_up_nobody_else(hall: Hall) -> None:
    wall = Wall()
    bad, good = [await hall.opened(Place("guild", name)) for name in ("bad", "good")]
    wall.problem = lambda row: PublishFailed("no answer", forever=False) if row.session == bad else None
    courier = courier_of(hall, wall)
    await courier.drain()
    assert (wall.named(bad), len(wall.named(good))) == ([], 4)
    wall.problem = lambda _: None
    await courier.drain()
    assert wall.named(bad) == []  # its pause is not over
    hall.clock.pass_by(seconds=1)
    await courier.drain()
    assert wall.named(bad) == ["rooms", "line 1", "membership chair", "line 2"]


@pytest.mark.asyncio
async def test_pauses_grow_and_the_nonce_stays(hall: Hall) -> None:
    wall = Wall()
    tried: list[tuple[float, str, int]] = []
    start = hall.clock.now()

    def never(row: OutboxRow) -> Exception:
        tried.append(((hall.clock.now() - start).total_seconds(), row.nonce, row.attempts))
        return PublishFailed("no answer", forever=False)

    wall.problem = never
    await hall.opened()
    courier = courier_of(hall, wall)
    for _ in range(40):
        await courier.drain()
        hall.clock.pass_by(seconds=1)
    assert [round(at) for at, _, _ in tried] == [0, 1, 3, 7, 15, 31]
    assert [attempts for _, _, attempts in tried] == [0, 1, 2, 3, 4, 5]
    assert len({nonce for _, nonce, _ in tried}) == 1
    assert [pause_after(attempts) for attempts in (1, 2, 6, 7, 8, 500)] == [1, 2, 32, 60, 60, 60]


@pytest.mark.asyncio
async def test_what_can_never_be_shown_is_given_up_and_logged(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    wall = Wall()
    session = await hall.opened()
    forbidden = PublishFailed("the bot may not write there", forever=True)
    wall.problem = lambda row: forbidden if row.notice.kind == "rooms" else None
    with caplog.at_level(logging.ERROR):
        await courier_of(hall, wall).drain()
    assert wall.named(session) == ["line 1", "membership chair", "line 2"]
    assert f"of session {session} cannot be shown: the bot may not write there" in caplog.text
    assert wall.told == [(session, "the bot may not write there")]


@pytest.mark.asyncio
async def test_a_publisher_that_fails_without_saying_why_is_asked_only_so_often(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    wall = Wall()
    session = await hall.opened()
    tries = 0

    def odd(row: OutboxRow) -> Exception | None:
        nonlocal tries
        tries += row.notice.kind == "rooms"
        return KeyError("a bug") if row.notice.kind == "rooms" else None

    wall.problem = odd
    courier = courier_of(hall, wall)
    for _ in range(UNEXPECTED_TRIES + 3):
        await courier.drain()
        hall.clock.pass_by(seconds=60)
    assert tries == UNEXPECTED_TRIES
    assert wall.named(session) == ["line 1", "membership chair", "line 2"]
    assert "is given up" in caplog.text
    assert "KeyError: 'a bug'" in caplog.text


@pytest.mark.asyncio
async def test_a_card_shows_the_newest_state_once(hall: Hall) -> None:
    wall = Wall()
    courier = courier_of(hall, wall)
    session = await hall.begun()
    await courier.drain()
    wall.shown.clear()
    await hall.does(session, "nord", acts.Table(words("One.")))
    for member in ("nord", "sud"):
        await hall.does(session, member, acts.Accept("P1", await hall.hash_of(session, "P1")))
    await courier.drain()
    assert wall.named(session) == ["card P1", "line 12", "board", "panel", "line 13", "line 14"]
    row, state, _, _ = wall.shown[0]
    assert row.notice.seq == state.version == 14
    assert state.proposals["P1"].accepted_by() == ("NORD", "SUD")


@pytest.mark.asyncio
async def test_a_publisher_never_sees_a_state_older_than_the_notice(hall: Hall, database_url: str) -> None:
    other = await hall_at(database_url)
    try:
        session = await hall.opened()
        await other.service.state(session)
        await hall.does(session, "nord", acts.TakeSeat(Role.HEAD, "NORD"))
        wall = Wall()
        await courier_of(other, wall).drain()
        assert len(wall.shown) == 6
        assert all(state.version >= row.notice.seq for row, state, _, _ in wall.shown)
    finally:
        await other.close()


@pytest.mark.asyncio
async def test_stopping_waits_for_what_is_being_shown(hall: Hall) -> None:
    wall = Wall()
    session = await hall.opened()
    wall.gate.clear()
    courier = courier_of(hall, wall)
    task = asyncio.create_task(courier.run())
    await until(lambda: wall.now == 1)
    stopping = asyncio.create_task(courier.stop())
    await asyncio.sleep(0.01)
    assert not stopping.done()
    wall.gate.set()
    await stopping
    await task
    assert wall.named(session) == ["rooms"]
    await courier.drain()
    assert wall.named(session) == ["rooms", "line 1", "membership chair", "line 2"]


@pytest.mark.asyncio
async def test_a_notice_that_was_cut_off_is_shown_again_with_its_nonce(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.courier.GRACE", 0.01)
    hall, wall = await hall_at(database_url), Wall()
    session = await hall.opened()
    nonces: list[str] = []

    def noted(row: OutboxRow) -> None:
        nonces.append(row.nonce)

    wall.problem = noted
    wall.gate.clear()
    courier = courier_of(hall, wall)
    task = asyncio.create_task(courier.run())
    await until(lambda: wall.now == 1)
    (first,) = await _rows(hall, "SELECT min(id) FROM outbox")
    await courier.stop()
    await task
    assert wall.named(session) == []
    wall.gate.set()
    hall.clock.pass_by(seconds=60)
    await courier.drain()
    assert wall.named(session) == ["rooms", "line 1", "membership chair", "line 2"]
    assert wall.shown[0][0].id == first
    assert nonces == [row.nonce for row, _, _, _ in wall.shown]
    await hall.close()


@pytest.mark.asyncio
async def test_a_store_that_fails_for_a_while_does_not_end_the_work(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.service.courier.LOOK_AGAIN", 0.01)
    hall, wall = await hall_at(f"sqlite:///{tmp_path_factory.mktemp('store') / 'parley.db'}"), Wall()
    session = await hall.opened()
    courier = courier_of(hall, wall)
    await _rename(hall, "outbox", "hidden")
    async with at_work(courier):
        await until(lambda: "the outbox cannot be read" in caplog.text)
        await _rename(hall, "hidden", "outbox")
        await until(lambda: len(wall.shown) == 4)
    assert wall.named(session) == ["rooms", "line 1", "membership chair", "line 2"]
    await hall.close()


@pytest.mark.asyncio
async def test_a_courier_runs_once_at_a_time(hall: Hall) -> None:
    courier = courier_of(hall, Wall())
    async with at_work(courier):
        await courier.drain()
        with pytest.raises(RuntimeError, match="running already"):
            await courier.run()
    await courier.stop()


@pytest.mark.asyncio
async def test_couriers_of_two_processes_share_the_work(postgres_url: str) -> None:
    halls = [await hall_at(postgres_url, TestClock()) for _ in range(2)]
    wall = Wall()
    sessions = [await halls[0].opened(Place("guild", f"room {number}")) for number in range(12)]
    await asyncio.gather(*(courier_of(hall, wall).drain() for hall in halls))
    for session in sessions:
        assert wall.named(session) == ["rooms", "line 1", "membership chair", "line 2"]
    for hall in halls:
        await hall.close()


async def _rows(hall: Hall, query: str) -> list[int]:
    return await hall.store.database.read(lambda connection: list(connection.exec_driver_sql(query).scalars()))


async def _rename(hall: Hall, old: str, new: str) -> None:
    await hall.store.database.write(lambda connection: connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}"))


@pytest.mark.asyncio
async def test_edits_keep_to_the_pace_and_lines_do_not_wait_for_them(hall: Hall) -> None:
    wall = Wall()
    session = await hall.begun()
    courier = Courier(
        outbox=hall.store.outbox, service=hall.service, publisher=wall, clock=hall.clock, pacing=Pacing(1, 2)
    )
    await courier.drain()
    wall.shown.clear()
    wall.posted = {"board", "panel"}
    lines = []
    async with at_work(courier):
        for number in range(5):
            await hall.does(session, "nord", acts.Table(words(f"Number {number}.")))
            courier.wake()
            lines.append(f"line {(await hall.service.state(session)).version}")
            await until(lambda: lines[-1] in wall.named(session))
        # Five acts would have edited board and panel ten times; two were made, and nothing else waited.
        assert [one for one in wall.named(session) if one in {"board", "panel"}] == ["board", "panel"]
        assert [one for one in wall.named(session) if one.startswith("line")] == lines
        assert [one for one in wall.named(session) if one.startswith("card")] == [f"card P{one}" for one in range(1, 6)]
        for count in (3, 4):
            hall.clock.pass_by(seconds=1)
            courier.wake()
            await until(lambda count=count: _edits(wall, session) == count)  # type: ignore[misc]
    latest = [state.version for row, state, _, _ in wall.shown if row.notice.kind in PACED][-2:]
    assert latest == [(await hall.service.state(session)).version] * 2


def _edits(wall: Wall, session: str) -> int:
    return sum(one in {"board", "panel"} for one in wall.named(session))
