"""Notices that are due: claimed in order, folded, tried again, given up."""

import asyncio
from datetime import timedelta

import pytest

from bot.service.notices import Notice, NoticeKind
from bot.service.ports import OutboxRow, Place
from bot.storage import Store, open_store
from bot.storage.outbox import CLAIM
from tests.storage.samples import NOW, append, last, opened, opening
from tests.support.builders import Story

ROOMS, CARD, LINE = NoticeKind.ROOMS, NoticeKind.CARD, NoticeKind.LINE


def notices(*named: str) -> tuple[Notice, ...]:
    """Notices from words such as `card P1 3`."""
    return tuple(Notice(NoticeKind(kind), key, int(seq)) for kind, key, seq in (one.split() for one in named))


async def with_notices(store: Store, *named: str, session: str = "s1", channel: str = "plenary") -> Story:
    story = opened(session)
    await store.events.create(opening(session, Place("guild", channel)), story.entries, "opening", notices(*named))
    return story


async def claimed(store: Store, limit: int = 10) -> list[str]:
    return [_named(row) for row in await store.outbox.claim(limit, NOW)]


def _named(row: OutboxRow) -> str:
    return f"{row.session} {row.notice.kind} {row.notice.key} {row.notice.seq}"


async def all_in_order(store: Store) -> list[str]:
    """Claim and finish rows until none is left."""
    shown = []
    while rows := await store.outbox.claim(10, NOW):
        for row in rows:
            shown.append(_named(row))
            await store.outbox.done(row)
    return shown


@pytest.mark.asyncio
async def test_rows_of_a_session_come_in_order_and_one_at_a_time(store: Store) -> None:
    await with_notices(store, "line 1 1", "line 2 2", "announce 2 2")
    (row,) = await store.outbox.claim(10, NOW)
    assert (row.guild, row.attempts, _named(row)) == ("guild", 0, "s1 line 1 1")
    assert await claimed(store) == []
    await store.outbox.done(row)
    assert await all_in_order(store) == ["s1 line 2 2", "s1 announce 2 2"]


@pytest.mark.asyncio
async def test_sessions_do_not_wait_for_one_another(store: Store) -> None:
    for number in range(4):
        await with_notices(store, "line 1 1", session=f"s{number}", channel=f"c{number}")
    assert await claimed(store, limit=3) == ["s0 line 1 1", "s1 line 1 1", "s2 line 1 1"]
    assert await claimed(store, limit=3) == ["s3 line 1 1"]


@pytest.mark.asyncio
async def test_what_shows_the_present_is_shown_once(store: Store) -> None:
    await with_notices(
        store, "card P1 1", "line 1 1", "card P2 2", "card P1 2", "line 2 2", "card P1 3", "rooms x 3", "rooms x 4"
    )
    assert await all_in_order(store) == ["s1 card P1 3", "s1 line 1 1", "s1 card P2 2", "s1 line 2 2", "s1 rooms x 4"]


@pytest.mark.asyncio
async def test_a_row_that_is_being_shown_takes_nothing_in(store: Store) -> None:
    story = await with_notices(store, "card P1 1")
    (row,) = await store.outbox.claim(10, NOW)
    story.seat("nord")
    await store.events.append("s1", story.state.version - 1, last(story), "click", notices("card P1 3"))
    assert await claimed(store) == []
    await store.outbox.done(row)
    assert await claimed(store) == ["s1 card P1 3"]


@pytest.mark.asyncio
async def test_cards_of_sessions_are_not_mixed_up(store: Store) -> None:
    for name in ("a", "b"):
        await with_notices(store, "card P1 1", "card P1 2", session=name, channel=name)
    assert await all_in_order(store) == ["a card P1 2", "b card P1 2"]


@pytest.mark.asyncio
async def test_a_failed_row_comes_again_later_and_holds_its_place(store: Store) -> None:
    await with_notices(store, "line 1 1", "line 2 2")
    (row,) = await store.outbox.claim(10, NOW)
    later = NOW + timedelta(seconds=4)
    await store.outbox.again(row, later, "nobody\0 at home \ud800")
    assert await claimed(store) == []
    assert await store.outbox.next_due(NOW) == later
    (again,) = await store.outbox.claim(10, later)
    assert (again.id, again.nonce, again.attempts) == (row.id, row.nonce, 1)


@pytest.mark.asyncio
async def test_a_row_that_is_given_up_is_kept_and_stands_in_nobodys_way(store: Store) -> None:
    await with_notices(store, "line 1 1", "line 2 2")
    (row,) = await store.outbox.claim(10, NOW)
    await store.outbox.give_up(row, "the channel is gone")
    assert await all_in_order(store) == ["s1 line 2 2"]
    kept = await store.database.read(
        lambda connection: connection.exec_driver_sql("SELECT id, error FROM outbox").all()
    )
    assert [tuple(one) for one in kept] == [(row.id, "the channel is gone")]
    assert await store.outbox.next_due(NOW) is None


@pytest.mark.asyncio
async def test_a_claim_runs_out(store: Store) -> None:
    await with_notices(store, "line 1 1")
    (row,) = await store.outbox.claim(10, NOW)
    assert await store.outbox.next_due(NOW) == NOW + CLAIM
    assert await store.outbox.claim(10, NOW + CLAIM - timedelta(seconds=1)) == ()
    assert await store.outbox.claim(10, NOW + CLAIM) == (row,)


@pytest.mark.asyncio
async def test_recovery_takes_back_claims_where_only_one_process_can_have_made_them(store: Store) -> None:
    await with_notices(store, "line 1 1")
    await store.outbox.claim(10, NOW)
    await store.outbox.recover()
    assert await claimed(store) == (["s1 line 1 1"] if store.database.single else [])


@pytest.mark.asyncio
async def test_two_processes_never_claim_the_same_row(database_url: str) -> None:
    stores = [await open_store(database_url) for _ in range(3)]
    try:
        names = [f"s{number}" for number in range(12)]
        for name in names:
            await with_notices(stores[0], "line 1 1", session=name, channel=name)
        rows = await asyncio.gather(*(store.outbox.claim(12, NOW) for store in stores))
        assert sorted(_named(row) for found in rows for row in found) == sorted(f"{name} line 1 1" for name in names)
    finally:
        for store in stores:
            await store.close()


@pytest.mark.asyncio
async def test_numbers_and_nonces_never_come_back(store: Store) -> None:
    story = await with_notices(store, "line 1 1")
    (first,) = await store.outbox.claim(10, NOW)
    await store.outbox.done(first)
    story.seat("nord")
    await append(store, story, last(story), "click")
    (second,) = await store.outbox.claim(10, NOW)
    assert second.id > first.id
    assert second.nonce != first.nonce
    assert len(second.nonce) == 20


@pytest.mark.asyncio
async def test_an_empty_outbox_has_nothing_due(store: Store) -> None:
    assert await store.outbox.next_due(NOW) is None
    assert await store.outbox.claim(10, NOW) == ()
    await with_notices(store, "line 1 1")
    assert await store.outbox.next_due(NOW) == NOW


@pytest.mark.asyncio
async def test_an_edit_that_is_put_off_holds_up_nothing_and_takes_in_what_comes(store: Store) -> None:
    await with_notices(store, "card P1 1", "line 1 1", "card P1 2", "card P2 2", "line 2 2")
    (row,) = await store.outbox.claim(10, NOW)
    later = NOW + timedelta(seconds=1)
    await store.outbox.postpone(row, later)
    await store.events.show("s1", notices("card P1 3", "line 3 3"), NOW)
    assert await all_in_order(store) == ["s1 line 1 1", "s1 card P2 2", "s1 line 2 2", "s1 line 3 3"]
    assert await store.outbox.next_due(NOW) == later
    (again,) = await store.outbox.claim(10, later)
    assert (again.id, again.nonce, again.attempts, _named(again)) == (row.id, row.nonce, 0, "s1 card P1 3")
    await store.outbox.done(again)
    assert await store.outbox.next_due(later) is None


@pytest.mark.asyncio
async def test_an_edit_whose_turn_has_come_waits_for_what_is_being_shown(store: Store) -> None:
    await with_notices(store, "board x 1", "line 1 1", "line 2 2")
    (row,) = await store.outbox.claim(10, NOW)
    later = NOW + timedelta(seconds=1)
    await store.outbox.postpone(row, later)
    (line,) = await store.outbox.claim(10, NOW)
    assert _named(line) == "s1 line 1 1"
    assert await store.outbox.claim(10, later) == ()
    assert await store.outbox.next_due(later) == NOW + CLAIM
    await store.outbox.done(line)
    assert [_named(one) for one in await store.outbox.claim(10, later)] == ["s1 board x 1"]


@pytest.mark.asyncio
async def test_what_failed_holds_up_what_follows_also_where_an_edit_is_put_off(store: Store) -> None:
    await with_notices(store, "board x 1", "line 1 1", "line 2 2")
    (row,) = await store.outbox.claim(10, NOW)
    await store.outbox.postpone(row, NOW + timedelta(seconds=1))
    (line,) = await store.outbox.claim(10, NOW)
    await store.outbox.again(line, NOW + timedelta(seconds=9), "no answer")
    assert await claimed(store) == []
    assert await store.outbox.next_due(NOW) == NOW + timedelta(seconds=1)
    (board,) = await store.outbox.claim(10, NOW + timedelta(seconds=1))
    assert _named(board) == "s1 board x 1"
    await store.outbox.done(board)
    assert await store.outbox.next_due(NOW) == NOW + timedelta(seconds=9)


@pytest.mark.asyncio
async def test_a_failed_edit_is_no_edit_that_is_put_off(store: Store) -> None:
    await with_notices(store, "card P1 1", "line 1 1")
    (row,) = await store.outbox.claim(10, NOW)
    await store.outbox.again(row, NOW + timedelta(seconds=1), "no answer")
    assert await claimed(store) == []
