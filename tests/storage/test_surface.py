"""What the Discord surface keeps: where things are shown, and what members are typing."""

import pytest
import pytest_asyncio

from bot.service.faults import StorageBroken
from bot.service.ports import Draft, MessageRef
from bot.storage import Store, open_store
from tests.storage.samples import opened, stored


@pytest_asyncio.fixture
async def kept(store: Store) -> Store:
    await stored(store, opened("s1"))
    return store


@pytest.mark.asyncio
async def test_messages_are_kept_by_key(kept: Store) -> None:
    assert await kept.messages.get("s1", "opening") is None
    await kept.messages.put("s1", "opening", MessageRef("1", "2"))
    await kept.messages.put("s1", "thread:record", MessageRef("3"))
    await kept.messages.put("s1", "opening", MessageRef("1", "4"))
    assert await kept.messages.get("s1", "opening") == MessageRef("1", "4")
    assert await kept.messages.all("s1") == {"opening": MessageRef("1", "4"), "thread:record": MessageRef("3")}
    assert await kept.messages.all("other") == {}
    await kept.messages.forget("s1", "opening")
    await kept.messages.forget("s1", "opening")
    assert await kept.messages.all("s1") == {"thread:record": MessageRef("3")}


DRAFTS = [
    Draft({}),
    Draft({"CUTS": "BOTH"}, ("One.", 'Two "quoted"\nlines \0 \U0001f600'), "change", "P1", "ab" * 32),
    Draft({}, ("half a character \ud83d",)),
]


@pytest.mark.asyncio
@pytest.mark.parametrize("draft", DRAFTS, ids=["empty", "full", "broken text"])
async def test_a_draft_comes_back_as_it_was_typed(kept: Store, draft: Draft) -> None:
    assert await kept.drafts.get("s1", "ann") is None
    await kept.drafts.put("s1", "ann", Draft({"CUTS": "NONE"}))
    await kept.drafts.put("s1", "ann", draft)
    assert await kept.drafts.get("s1", "ann") == draft
    assert await kept.drafts.get("s1", "bob") is None
    await kept.drafts.drop("s1", "ann")
    assert await kept.drafts.get("s1", "ann") is None


@pytest.mark.asyncio
async def test_a_restart_loses_no_typed_word(database_url: str) -> None:
    first = await open_store(database_url)
    await stored(first, opened("s1"))
    await first.drafts.put("s1", "ann", DRAFTS[1])
    await first.close()
    second = await open_store(database_url)
    try:
        assert await second.drafts.get("s1", "ann") == DRAFTS[1]
    finally:
        await second.close()


@pytest.mark.asyncio
async def test_a_draft_that_cannot_be_read_is_said_so(kept: Store) -> None:
    await kept.drafts.put("s1", "ann", Draft({}))
    await kept.database.write(lambda connection: connection.exec_driver_sql("UPDATE draft SET draft = '[]'"))
    with pytest.raises(StorageBroken, match="the draft of ann"):
        await kept.drafts.get("s1", "ann")
