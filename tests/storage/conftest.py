"""Stores on both databases."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.storage import Store, open_store
from tests.support.postgres import database_url, postgres

__all__ = ["database_url", "postgres", "store"]


@pytest_asyncio.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()
