"""Services on both databases."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.service.hall import Hall, hall_at
from tests.support.postgres import database_url, postgres, postgres_url

__all__ = ["database_url", "hall", "postgres", "postgres_url"]


@pytest_asyncio.fixture
async def hall(database_url: str) -> AsyncIterator[Hall]:
    opened = await hall_at(database_url)
    yield opened
    await opened.close()
