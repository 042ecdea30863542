"""When the store fails, and what is kept in memory."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.negotiation import acts
from bot.negotiation.acts import Actor
from bot.negotiation.events import Recorded
from bot.negotiation.model import Role
from bot.negotiation.refusals import Code
from bot.service.faults import StorageBroken, StorageFull, VersionConflict
from bot.service.negotiations import TRIES
from bot.service.ports import EventStore, Place
from bot.service.recent import Recent
from tests.service.hall import CHAIR, PLENARY, done, hall_at, refused
from tests.support.builders import words

HEAD_OF_NORD = acts.TakeSeat(Role.HEAD, "NORD")


class Wrapped:
    """A store that is passed through, and counts."""

    def __init__(self, events: EventStore) -> None:
        self._events = events
        self.appends = 0
        self.reads = 0

    def __getattr__(self, name: str) -> object:
        if name in {"load", "caused", "snapshot", "entry", "place_of", "at", "pack_source"}:
            self.reads += 1
        return getattr(self._events, name)


class Busy(Wrapped):
    """Somebody else is always first, though nothing of theirs can be seen."""

    async def append(self, session: str, expected: int, entries: Sequence[Recorded], cause: str, *rest: object) -> None:
        del entries, rest
        self.appends += 1
        raise VersionConflict(f"{session} {expected} {cause}")


def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'parley.db'}"


@pytest.mark.asyncio
async def test_whoever_is_never_first_is_told_so_after_a_few_tries(tmp_path: Path) -> None:
    stores: list[Busy] = []

    def busy(events: EventStore) -> Busy:
        stores.append(Busy(events))
        return stores[0]

    hall = await hall_at(sqlite(tmp_path), wrapped=busy)
    session = await hall.opened()
    refused(await hall.tries(session, "nord", HEAD_OF_NORD), Code.CONTENTION)
    assert stores[0].appends == TRIES
    assert len(await hall.service.entries(session)) == 2
    await hall.close()


@pytest.mark.asyncio
async def test_an_act_in_a_known_session_reads_nothing(tmp_path: Path) -> None:
    stores: list[Wrapped] = []

    def counted(events: EventStore) -> Wrapped:
        stores.append(Wrapped(events))
        return stores[0]

    hall = await hall_at(sqlite(tmp_path), wrapped=counted)
    session = await hall.opened()
    await hall.does(session, "nord", HEAD_OF_NORD)
    assert await hall.service.at("guild", "plenary") is not None
    assert await hall.service.entry(session, 3) is not None
    assert await hall.service.place(session) == PLENARY
    await hall.service.context(session, CHAIR)
    assert stores[0].reads == 0
    await hall.close()


@pytest.mark.asyncio
async def test_a_broken_store_is_a_refusal_with_a_reference_that_is_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hall = await hall_at(sqlite(tmp_path))
    session = await hall.opened()
    await hall.store.close()
    with caplog.at_level(logging.ERROR):
        refusal = refused(await hall.tries(session, "nord", HEAD_OF_NORD), Code.STORAGE_BROKEN)
    assert len(refusal.params["reference"]) == 8
    assert refusal.params["reference"] in caplog.text
    assert "the database is closed" in caplog.text
    opening = await hall.service.open(Place("guild", "other"), "tiny", None, CHAIR, "other")
    refused(opening, Code.STORAGE_BROKEN)
    with pytest.raises(StorageBroken):
        await hall.service.entries(session)


@pytest.mark.asyncio
async def test_a_full_disk_is_a_refusal_and_acting_goes_on_when_there_is_room(tmp_path: Path) -> None:
    hall = await hall_at(sqlite(tmp_path))
    session = await hall.begun()
    before = await hall.service.state(session)
    write = hall.store.database.write
    pages = await write(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    await write(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))
    long = acts.Table(words(*("long " * 390 for _ in range(40))))
    refused(await hall.tries(session, "nord", long, "click"), Code.STORAGE_FULL)
    assert await hall.service.state(session) == before
    await write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1000000"))
    again = await hall.does(session, "nord", long, "click")
    assert (again.repeated, again.session.version) == (False, before.version + 1)
    await hall.close()


@pytest.mark.asyncio
async def test_a_state_is_loaded_from_its_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.sessions.SNAPSHOT_EVERY", 8)
    hall = await hall_at(sqlite(tmp_path))
    session = await hall.begun()  # 11 entries
    snapshot = await hall.store.events.snapshot(session)
    assert snapshot is not None
    assert snapshot.version == 8
    # What lies under the snapshot is not read any more.
    await hall.store.database.write(
        lambda connection: connection.exec_driver_sql("UPDATE event SET entry = 'unreadable' WHERE seq < 8")
    )
    restarted = await hall_at(sqlite(tmp_path))
    assert await restarted.service.state(session) == await hall.service.state(session)
    await restarted.does(session, "nord", acts.Table(words("x")))
    await restarted.close()
    await hall.close()


@pytest.mark.asyncio
async def test_a_snapshot_that_cannot_be_written_does_not_undo_the_act(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class NoSnapshots(Wrapped):
        async def save_snapshot(self, state: object) -> None:
            raise StorageFull(str(type(state)))

    monkeypatch.setattr("bot.service.sessions.SNAPSHOT_EVERY", 3)
    hall = await hall_at(sqlite(tmp_path), wrapped=NoSnapshots)
    session = await hall.opened()
    assert (await hall.does(session, "nord", HEAD_OF_NORD)).session.version == 3
    assert f"no snapshot of session {session} at entry 3" in caplog.text
    await hall.close()


@pytest.mark.asyncio
async def test_more_sessions_than_are_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service.sessions.KEPT_SESSIONS", 2)
    monkeypatch.setattr("bot.service.sessions.KEPT_ENTRIES", 2)
    hall = await hall_at(sqlite(tmp_path))
    sessions = [await hall.opened(Place("guild", f"room {number}")) for number in range(5)]
    for session in sessions * 2:
        state = await hall.service.state(session)
        assert (state.id, state.version) == (session, 2)
        entry = await hall.service.entry(session, 1)
        assert entry is not None
        assert entry.seq == 1
    assert [found.id for number in range(5) if (found := await hall.service.at("guild", f"room {number}"))] == sessions
    await hall.close()


@pytest.mark.asyncio
async def test_a_pack_that_can_no_longer_be_read_is_said_so(tmp_path: Path) -> None:
    hall = await hall_at(sqlite(tmp_path))
    session = await hall.opened()
    await hall.store.database.write(lambda connection: connection.exec_driver_sql("UPDATE pack SET source = 'odd: 1'"))
    restarted = await hall_at(sqlite(tmp_path))
    restarted.shelf.text += "\n# changed\n"
    with pytest.raises(StorageBroken, match="the stored pack tiny"):
        await restarted.service.frame(session)
    refused(await restarted.tries(session, "nord", HEAD_OF_NORD), Code.STORAGE_BROKEN)
    await restarted.close()
    await hall.close()


@pytest.mark.asyncio
async def test_a_caller_that_goes_away_leaves_an_act_done_or_not_done(tmp_path: Path) -> None:
    hall = await hall_at(sqlite(tmp_path))
    session = await hall.opened()
    for number in range(6):
        act = HEAD_OF_NORD if number % 2 == 0 else acts.LeaveSeat()
        task = asyncio.create_task(hall.tries(session, "nord", act, f"click {number}"))
        for _ in range(number):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        done(await hall.service.perform(session, act, Actor("nord", "Nord"), f"click {number}"))
    assert len(await hall.service.entries(session)) == 8
    await hall.close()


def test_the_longest_unused_is_forgotten_first() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert (recent.get("a"), recent.get("b"), recent.get("c")) == (1, None, 3)
    recent.drop("a")
    recent.drop("never there")
    assert (len(recent), recent.get("a")) == (1, None)
