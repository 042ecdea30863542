"""A database that cannot be used: each fault is provoked for real, is named, and leaves nothing half done."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.drafting.clauses import Clause
from bot.negotiation import acts
from bot.service.faults import StorageBroken, StorageFull
from bot.service.ports import Draft
from bot.storage import Store, open_store
from bot.storage.faults import told
from bot.storage.store import shown
from tests.storage.samples import append, last, opened, stored, tabled
from tests.support.postgres import Cluster

SECRET = "hunter2-secret"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not understood"),
        (f"mysql://user:{SECRET}@host/name", "mysql databases are not supported"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///file.db?mode=ro", "takes no options"),
        (f"postgresql://user:{SECRET}@host:port/name", "not understood"),
    ],
)
async def test_a_url_that_names_no_database_is_refused_with_the_forms(url: str, said: str) -> None:
    with pytest.raises(StorageBroken, match=said) as refused:
        await open_store(url)
    assert "sqlite+aiosqlite:///FILE or postgresql+asyncpg://" in str(refused.value)
    assert SECRET not in str(refused.value)


@pytest.mark.asyncio
async def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "some" / "where" / "parley.db"
    await (await open_store(f"sqlite+aiosqlite:///{file}")).close()
    assert file.is_file()


@pytest.mark.asyncio
async def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_bytes(b"Dear delegates, this is not a database. " * 200)
    before = file.read_bytes()
    with pytest.raises(StorageBroken, match=r"letter\.db.*not a database"):
        await open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before


@pytest.mark.asyncio
async def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "damaged.db"
    await (await open_store(f"sqlite:///{file}")).close()
    content = bytearray(file.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    file.write_bytes(content)
    with pytest.raises(StorageBroken, match=r"damaged\.db"):
        await open_store(f"sqlite:///{file}")


@pytest.mark.asyncio
async def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StorageBroken, match="is a folder; name a file in it"):
        await open_store(f"sqlite:///{tmp_path}")


@pytest.mark.asyncio
async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageBroken, match="its folder cannot be used"):
        await open_store(f"sqlite:///{tmp_path / 'file' / 'parley.db'}")


OPEN = """
import asyncio, os, sys
from bot.storage import open_store
from bot.service.faults import StorageBroken
if os.geteuid() == 0:  # to root every file is open
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    asyncio.run(open_store(sys.argv[1]))
except StorageBroken as error:
    print(error)
"""


def test_what_may_not_be_opened_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    asyncio.run(_made(f"sqlite:///{folder / 'parley.db'}"))
    folder.chmod(0o000)
    found = subprocess.run(
        [sys.executable, "-c", OPEN, f"sqlite:///{folder / 'parley.db'}"], capture_output=True, text=True, check=False
    )
    folder.chmod(0o700)
    assert "parley.db: its folder cannot be used (Permission denied)" in found.stdout, found.stderr


async def _made(url: str) -> None:
    await (await open_store(url)).close()


async def _grown_to_its_limit(store: Store) -> None:
    """Let the file grow no more: what SQLite then says is what it says of a full disk."""
    pages = await store.database.write(lambda connection: connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    await store.database.write(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}"))


@pytest.mark.asyncio
async def test_a_full_disk_leaves_nothing_half_done(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'full.db'}")
    try:
        story = tabled()
        await stored(store, story)
        await _grown_to_its_limit(store)
        before = await store.events.load("s1")
        story.does("nord", acts.Table(tuple(Clause(f"{number} " + "long " * 390) for number in range(40))))
        with pytest.raises(StorageFull):
            await append(store, story, last(story), "big")
        with pytest.raises(StorageFull):
            await store.drafts.put("s1", "nord", Draft({}, ("word " * 20_000,)))
        assert await store.events.load("s1") == before
        assert await store.events.caused("s1", "big") == ()
        assert await store.drafts.get("s1", "nord") is None
        await store.database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 100000"))
        await append(store, story, last(story), "big")
        assert await store.events.load("s1") == tuple(story.entries)
    finally:
        await store.close()


@pytest.mark.asyncio
async def test_one_full_act_does_not_take_others_along(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'full.db'}")
    try:
        await stored(store, opened("s1"))
        await _grown_to_its_limit(store)
        huge = Draft({}, ("word " * 20_000,))
        writes = [store.drafts.put("s1", "ann", Draft({})), store.drafts.put("s1", "bob", huge)]
        outcomes = await asyncio.gather(*writes, store.drafts.put("s1", "cid", Draft({})), return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [type(None), StorageFull, type(None)]
        assert [await store.drafts.get("s1", member) for member in ("ann", "bob", "cid")] == [
            Draft({}),
            None,
            Draft({}),
        ]
    finally:
        await store.close()


@pytest.mark.asyncio
async def test_a_store_that_was_closed_says_so(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'parley.db'}")
    await store.close()
    await store.close()
    with pytest.raises(StorageBroken, match="closed"):
        await store.events.sessions()
    with pytest.raises(StorageBroken, match="closed"):
        await store.drafts.put("s1", "ann", Draft({}))


@pytest.mark.asyncio
@pytest.mark.parametrize("host", ["127.0.0.1:1", "localhost:1"])
async def test_a_server_that_is_not_there_is_named_without_its_password(host: str) -> None:
    url = f"postgresql+asyncpg://user:{SECRET}@{host}/name"
    with pytest.raises(StorageBroken, match=f"postgresql.asyncpg://user:.*@{host}/name: ") as refused:
        await open_store(url)
    assert SECRET not in str(refused.value)
    assert SECRET not in shown(url)


@pytest.mark.asyncio
async def test_a_database_that_is_not_on_the_server_is_named(postgres: Cluster) -> None:
    path, _, host = postgres.empty().partition("?")
    url = f"{path.rpartition('/')[0]}/nowhere?{host}"
    with pytest.raises(StorageBroken, match='database "nowhere" does not exist'):
        await open_store(url)


@pytest.mark.asyncio
async def test_lost_connections_are_made_anew_without_a_word(postgres: Cluster) -> None:
    store = await open_store(postgres.fresh())
    try:
        story = tabled()
        await stored(store, story)
        await asyncio.gather(*(store.events.load("s1") for _ in range(4)))
        await asyncio.to_thread(
            postgres.execute, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test_%'"
        )
        story.accept("nord", "P1")
        await append(store, story, last(story), "after the loss")
        assert await store.events.load("s1") == tuple(story.entries)
    finally:
        await store.close()


def test_what_postgresql_says_of_a_full_disk_is_known() -> None:
    class DiskFull(Exception):  # noqa: N818  # named as the driver names it
        sqlstate = "53100"

    assert isinstance(told(DiskFull("could not extend file")), StorageFull)
    assert isinstance(told(OSError("refused")), StorageBroken)
