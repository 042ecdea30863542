"""Acts that wait for their author's word, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.negotiation import acts
from bot.negotiation.model import Role
from bot.negotiation.order.acts import MessageParty, Strike
from bot.service.faults import StorageBroken
from bot.service.pending import Pending
from bot.service.ports import Place
from bot.storage import Store
from bot.storage.pending import KEPT
from tests.storage.samples import NOW, append, last, opened, stored

STRIKE = Pending("1", "chair", Strike(3, "Not *said* so."), "mark", NOW)
HOSTILE = 'A \0 nothing, "quotes", \u202eturned words and 🕊'


@pytest.mark.asyncio
async def test_what_waits_comes_back_as_it_was_and_goes_when_it_is_dropped(store: Store) -> None:
    await stored(store, opened())
    await stored(store, opened("s2"), Place("guild", "other"))
    assert await store.pending.get("s1", "1") is None
    await store.pending.put("s1", STRIKE)
    assert await store.pending.get("s1", "1") == STRIKE
    assert await store.pending.get("s2", "1") is None
    again = replace(STRIKE, act=Strike(3, "Again."), mark="other")
    await store.pending.put("s1", again)
    assert await store.pending.get("s1", "1") == again
    await store.pending.drop("s1", "1")
    assert await store.pending.get("s1", "1") is None


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "act",
    [
        acts.AssignSeat("nord", HOSTILE, Role.HEAD, "NORD", HOSTILE),
        MessageParty("NORD", HOSTILE),
        acts.Close(),
    ],
)
async def test_whatever_was_typed_is_kept(store: Store, act: acts.Act) -> None:
    await stored(store, opened())
    await store.pending.put("s1", replace(STRIKE, act=act))
    found = await store.pending.get("s1", "1")
    assert found is not None
    assert found.act == act


@pytest.mark.asyncio
async def test_of_one_member_only_the_newest_few_stay_and_those_of_others_are_not_touched(store: Store) -> None:
    await stored(store, opened())
    await store.pending.put("s1", replace(STRIKE, id="0", member="vice", at=NOW - timedelta(days=1)))
    for number in range(1, KEPT + 3):
        await store.pending.put("s1", replace(STRIKE, id=str(number), at=NOW + timedelta(seconds=number)))
    kept = [one for one in range(KEPT + 3) if await store.pending.get("s1", str(one)) is not None]
    assert kept == [0, *range(3, KEPT + 3)]


@pytest.mark.asyncio
async def test_nothing_waits_in_a_session_that_is_closed(store: Store) -> None:
    story = opened()
    await stored(store, story)
    await store.pending.put("s1", STRIKE)
    story.seat("nord")
    await append(store, story, last(story), "seat")
    assert await store.pending.get("s1", "1") == STRIKE
    story.does("chair", acts.Close())
    await append(store, story, last(story), "close")
    assert await store.pending.get("s1", "1") is None


@pytest.mark.asyncio
async def test_an_act_that_cannot_be_read_is_said_to_be_so(store: Store) -> None:
    await stored(store, opened())
    await store.pending.put("s1", STRIKE)
    await store.database.write(
        lambda connection: connection.exec_driver_sql("UPDATE pending SET act = '{\"Conquer\": {}}'")
    )
    with pytest.raises(StorageBroken, match="the act 1 that waits in session s1 is unreadable"):
        await store.pending.get("s1", "1")
