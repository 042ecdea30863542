"""Sessions that are over their time go with all that belongs to them, and nothing else goes."""

from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Select, select

from bot.negotiation import acts
from bot.negotiation.order.acts import MessageParty, TellNews
from bot.negotiation.recording.acts import BeginRecording
from bot.negotiation.talk import PLENARY as ROOM
from bot.negotiation.talk import Attached, Content, TalkKind, Utterance, content_hash
from bot.service.ports import Draft, MessageRef, Place, StoredFile
from bot.service.retention import Sweeper, retention_of, set_retention
from bot.storage import tables
from tests.service.hall import PLENARY, Hall

MAP, PLAN = b"a map", b"a plan"


def sweeper(hall: Hall) -> Sweeper:
    return Sweeper(settings=hall.store.settings, archive=hall.store.archive, clock=hall.clock)


async def kept(hall: Hall, content: bytes) -> str:
    digest = sha256(content).hexdigest()
    await hall.store.events.keep_file(digest, StoredFile("file.png", content))
    return digest


async def full(hall: Hall, place: Place = PLENARY) -> str:
    """A session that has something in every table."""
    session = await hall.begun(place)
    await hall.does(session, "chair", BeginRecording())
    map_, plan = await kept(hall, MAP), await kept(hall, PLAN)
    await hall.does(session, "chair", TellNews("Flood", "It rises.", (), None, "map.png", map_))
    content = Content("s", "Look", (Attached("plan.png", len(PLAN), "image/png", plan),))
    said = Utterance("1", ROOM, TalkKind.SAID, hall.clock.time, "nord", "Nord", "s", content, content_hash(content))
    await hall.store.talk.keep(session, said)
    await hall.store.drafts.put(session, "nord", Draft({}))
    await hall.store.messages.put(session, "card:P1", MessageRef("7", "8"))
    await hall.does(session, "chair", MessageParty("NORD", "Be patient."))
    return session


async def counted(hall: Hall, query: Select[Any]) -> int:
    return len(await hall.store.database.read(lambda connection: connection.execute(query).all()))


async def counts(hall: Hall, session: str) -> dict[str, int]:
    """How many rows of a session each table has."""
    found = {}
    for table in tables.metadata.tables.values():
        column = table.c.get("session", table.c.get("id") if table is tables.session else None)
        if column is not None:
            found[table.name] = await counted(hall, select(column).where(column == session))
    return found


@pytest.mark.asyncio
async def test_a_session_is_deleted_so_many_days_after_its_last_entry(hall: Hall) -> None:
    await set_retention(hall.store.settings, "guild", 30)
    session = await full(hall)
    hall.clock.pass_by(days=40)
    assert await sweeper(hall).sweep() == 0, "it is not over"
    await hall.does(session, "chair", acts.Close("late"))
    hall.clock.pass_by(days=29)
    assert await sweeper(hall).sweep() == 0
    hall.clock.pass_by(days=2)
    assert await sweeper(hall).sweep() == 1
    assert set((await counts(hall, session)).values()) == {0}
    assert await hall.store.events.file(sha256(MAP).hexdigest()) is None
    assert await hall.store.events.file(sha256(PLAN).hexdigest()) is None
    assert await sweeper(hall).sweep() == 0


@pytest.mark.asyncio
async def test_what_another_session_has_stays(hall: Hall) -> None:
    await set_retention(hall.store.settings, "guild", 1)
    gone, stays = await full(hall), await full(hall, Place("guild", "other"))
    before = await counts(hall, stays)
    await hall.does(gone, "chair", acts.Close("late"))
    hall.clock.pass_by(days=2)
    assert await sweeper(hall).sweep() == 1
    assert await counts(hall, stays) == before
    assert await hall.store.events.file(sha256(MAP).hexdigest()) is not None
    assert await hall.store.events.file(sha256(PLAN).hexdigest()) is not None
    state = await hall.service.state(stays)
    assert await hall.store.events.pack_source(state.pack_hash)


@pytest.mark.asyncio
async def test_a_server_that_has_set_nothing_keeps_everything(hall: Hall) -> None:
    session = await full(hall)
    await hall.does(session, "chair", acts.Close("late"))
    await set_retention(hall.store.settings, "another", 1)
    hall.clock.pass_by(days=4000)
    assert await sweeper(hall).sweep() == 0
    await set_retention(hall.store.settings, "guild", 5)
    assert await retention_of(hall.store.settings, "guild") == 5
    await set_retention(hall.store.settings, "guild", None)
    assert await retention_of(hall.store.settings, "guild") is None
    assert await sweeper(hall).sweep() == 0


@pytest.mark.asyncio
async def test_the_sweeper_stops_at_once(hall: Hall) -> None:
    one = sweeper(hall)
    one.stop()
    await one.run()
