"""What is particular to a file: durable commits, one writer that commits what waits together."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from bot.service.faults import StorageBroken
from bot.service.ports import Draft
from bot.storage import open_store
from bot.storage.tables import outbox
from bot.storage.writer import Writer
from tests.storage.samples import NOW, opened, stored


@pytest.mark.asyncio
async def test_commits_are_durable_and_references_hold(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'parley.db'}")

    def settings(connection: Connection) -> tuple[object, ...]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return tuple(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names)

    full = 2
    assert await store.database.write(settings) == ("wal", full, 1)
    assert await store.database.read(settings) == ("wal", full, 1)
    with pytest.raises(IntegrityError, match="FOREIGN KEY constraint failed"):
        await store.drafts.put("no such session", "ann", Draft({}))
    await store.close()


@pytest.mark.asyncio
async def test_times_are_aware_and_in_utc(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'parley.db'}")
    await stored(store, opened())
    (row,) = await store.outbox.claim(1, NOW)
    await store.outbox.again(row, datetime.fromisoformat("2026-11-23T14:00:00+02:00"), "later")
    due = await store.database.read(lambda connection: connection.scalar(select(outbox.c.due_at).limit(1)))
    assert due == NOW
    assert due.tzinfo is UTC
    with pytest.raises(StorageBroken, match="a stored time needs a zone"):
        await store.outbox.again(row, NOW.replace(tzinfo=None), "later")
    await store.close()


@pytest.mark.asyncio
async def test_a_process_and_a_tool_write_to_one_file_in_turn(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'parley.db'}"
    stores = [await open_store(url) for _ in range(2)]
    await stored(stores[0], opened())
    writes = [
        store.drafts.put("s1", f"{number}-{turn}", Draft({"n": str(turn)}))
        for number, store in enumerate(stores)
        for turn in range(30)
    ]
    await asyncio.gather(*writes)
    count = "SELECT count(*) FROM draft"
    assert await stores[1].database.read(lambda connection: connection.exec_driver_sql(count).scalar_one()) == 60
    for store in stores:
        await store.close()


class Held:
    """A transaction that waits at its first piece, so that others gather behind it."""

    def __init__(self) -> None:
        self.commits: list[object] = []
        self.go = threading.Event()
        self.began = threading.Event()

    def __call__(self, work: Callable[[Any], Any]) -> object:
        self.began.set()
        self.go.wait(5)
        result: object = work(None)
        self.commits.append(result)
        return result


def _says(word: str) -> Callable[[object], str]:
    return lambda _: word


def _fails(_: object) -> str:
    raise ValueError("not this one")


def test_what_waits_is_committed_together_and_in_order() -> None:
    held = Held()
    writer = Writer(held)
    first = writer.submit(_says("first"))
    held.began.wait(5)
    others = [writer.submit(_says(word)) for word in ("second", "third", "fourth")]
    held.go.set()
    assert [future.result(5) for future in (first, *others)] == ["first", "second", "third", "fourth"]
    assert held.commits == ["first", ["second", "third", "fourth"]]
    writer.close()


def test_a_piece_that_fails_fails_alone_and_one_that_was_given_up_is_left_out() -> None:
    held = Held()
    writer = Writer(held)
    writer.submit(_says("first"))
    held.began.wait(5)
    good, bad, gone = writer.submit(_says("good")), writer.submit(_fails), writer.submit(_says("gone"))
    assert gone.cancel()
    held.go.set()
    assert good.result(5) == "good"
    with pytest.raises(ValueError, match="not this one"):
        bad.result(5)
    with pytest.raises(CancelledError):
        gone.result(5)
    writer.close()
    assert held.commits == ["first", "good"]


def test_closing_finishes_what_waits() -> None:
    held = Held()
    writer = Writer(held)
    futures = [writer.submit(_says(str(number))) for number in range(200)]
    held.go.set()
    writer.close()
    assert [future.result(0) for future in futures] == [str(number) for number in range(200)]
    assert len(held.commits) < 10


@pytest.mark.asyncio
async def test_numbers_of_notices_are_not_given_twice(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'parley.db'}")
    await stored(store, opened())
    row = {"session": "s1", "kind": "line", "key": "9", "seq": 9, "attempts": 0, "due_at": NOW, "given_up": False}

    def last_again(connection: Connection) -> tuple[int, int]:
        connection.execute(insert(outbox), row)
        old = connection.scalars(select(outbox.c.id).order_by(outbox.c.id.desc())).first()
        connection.exec_driver_sql("DELETE FROM outbox")
        connection.execute(insert(outbox), row)
        return old or 0, connection.scalars(select(outbox.c.id)).one()

    old, new = await store.database.write(last_again)
    assert new > old
    await store.close()
