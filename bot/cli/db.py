"""`python bot.py db`: bring the database up to date, or say what it holds."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any

from bot.service.faults import StorageBroken, StorageFull
from bot.storage import open_store
from bot.storage.status import Status, status_of
from bot.storage.store import shown


def upgrade(url: str) -> int:
    """Make the database, or migrate it to this version of the program: 0 done, 1 it cannot be used."""
    return _told(_upgrade(url))


def status(url: str) -> int:
    """Print revision, sessions, entries and what is still to be shown: 0 up to date, 1 not there, other or unusable."""
    return _told(_status(url))


async def _upgrade(url: str) -> int:
    store = await open_store(url)
    await store.close()
    found = await status_of(url)
    print(f"{shown(url)}: at revision {found.revision}, up to date")
    return 0


async def _status(url: str) -> int:
    found = await status_of(url)
    print("\n".join(_lines(shown(url), found)))
    return 0 if found.revision == found.newest else 1


def _lines(name: str, found: Status) -> list[str]:
    if found.revision is None:
        return [f"{name}: nothing there yet; `python bot.py db upgrade` or the first start makes it"]
    if found.revision != found.newest:
        known = f"revision {found.revision}, this version of the program knows {found.newest}"
        return [f"{name}: {known}; `python bot.py db upgrade` brings an older one up to date"]
    return [
        f"database  {name}",
        f"revision  {found.revision}, up to date",
        f"sessions  {found.sessions}, {found.open} of them open",
        f"entries   {found.entries}",
        f"notices   {found.due} still to be shown, {found.given_up} given up",
    ]


def _told(work: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(work)
    except StorageFull as error:
        print(f"No room left to write: {error}. Free some space and try again; nothing was lost.", file=sys.stderr)
    except StorageBroken as error:
        print(f"The database cannot be used: {error}", file=sys.stderr)
    return 1
