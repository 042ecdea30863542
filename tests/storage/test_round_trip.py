"""Whatever was said and done: what goes into the store comes out of it."""

import itertools
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events
from bot.negotiation.chain import record
from bot.negotiation.events import Event
from bot.negotiation.model import Bar, Party, Role
from bot.scenarios.procedure import Procedure
from bot.service.ports import Draft, MessageRef, Place
from bot.storage import Store
from tests.storage.samples import opening

_texts = st.text(max_size=40)
_ids = st.text(st.characters(codec="ascii", exclude_characters="\0"), min_size=1, max_size=20)
_times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # with a zone below
_zones = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-11))])
_values = st.recursive(_texts | st.integers(-(2**53), 2**53) | st.booleans() | st.none(), st.lists, max_leaves=4)
_steps = st.lists(st.dictionaries(_texts, _values, max_size=3), max_size=2).map(tuple)
_clauses = st.lists(
    st.builds(Clause, _texts, st.none() | _ids, st.none() | _ids, _steps, _steps, _steps, st.lists(_ids).map(tuple)),
    max_size=3,
).map(tuple)
_number = st.integers(1, 99)
_some = st.lists(_ids, max_size=3).map(tuple)
_hashes = _clauses.map(text_hash)
_facts: st.SearchStrategy[Event] = st.one_of(
    st.builds(events.SeatTaken, _ids, _texts, st.sampled_from(Role), st.none() | _ids),
    st.builds(events.SeatLeft, _ids),
    st.builds(events.SessionBegun, _some, _some),
    st.builds(
        events.ProposalTabled, _ids, st.none() | _ids, _clauses, _hashes, st.none() | _ids, st.none() | _number, _times
    ),
    st.builds(events.ProposalChanged, _ids, _number, _clauses, _hashes),
    st.builds(events.ProposalRejected, _ids, _ids, _number, _hashes, _texts),
    st.builds(events.ProposalWithdrawn, _ids, _texts, _some),
    st.builds(events.ProposalLapsed, _ids, _texts),
    st.builds(events.ProposalAccepted, _ids, _ids, _number, _hashes, st.booleans()),
    st.builds(events.ProposalAcceptedAdReferendum, _ids, _ids, _number, _hashes),
    st.builds(events.StanceTakenBack, _ids, _ids),
    st.builds(events.AsymmetryWaived, _ids, _ids, _number, _hashes, _ids, _texts),
    st.builds(events.AdoptionBarred, _ids, _number, _hashes, st.builds(Bar, _some, _some, _some)),
    st.builds(events.TextAdopted, _ids, _number, _hashes, _some, _some),
    st.builds(events.SessionClosed, _texts, _texts),
)
_parties = st.lists(st.builds(Party, _ids, _texts, st.none() | _ids, st.booleans(), _some), max_size=3).map(tuple)
_numbers = itertools.count()
_per_store = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.mark.asyncio
@_per_store
@given(_parties, _texts, st.lists(_facts, max_size=6), _times, _zones, st.text(max_size=200))
async def test_entries(
    store: Store,
    parties: tuple[Party, ...],
    title: str,
    facts: list[Event],
    at: datetime,
    zone: timezone,
    member: str,
) -> None:
    session = f"s{next(_numbers)}"
    first = events.SessionOpened(session, "tiny", "0" * 64, title, None, "equal", parties, Procedure())
    entries = record([first, *facts], after=None, session=session, at=at.astimezone(zone), member=member)
    await store.events.create(opening(session, Place("guild", session, "fr")), entries, "cause", ())
    assert await store.events.load(session) == entries
    assert await store.events.caused(session, "cause") == entries
    assert (await store.events.entry(session, 1)) == entries[0]
    assert await store.events.place_of(session) == Place("guild", session, "fr")


_drafts = st.builds(
    Draft,
    st.dictionaries(_texts, _texts, max_size=3),
    st.lists(_texts, max_size=3).map(tuple),
    st.sampled_from(["table", "counter", "change"]),
    st.none() | _ids,
    st.none() | _hashes,
)


@pytest.mark.asyncio
@_per_store
@given(_drafts, _ids, _ids, _ids)
async def test_drafts_and_messages(store: Store, draft: Draft, member: str, key: str, channel: str) -> None:
    session = f"d{next(_numbers)}"
    fact = events.SessionOpened(session, "tiny", "0" * 64, "Talks", None, "equal", (), Procedure())
    entries = record([fact], after=None, session=session, at=datetime.now(UTC), member="chair")
    await store.events.create(opening(session, Place("guild", session)), entries, "cause", ())
    await store.drafts.put(session, member, draft)
    assert await store.drafts.get(session, member) == draft
    await store.messages.put(session, key, MessageRef(channel, "1"))
    assert await store.messages.all(session) == {key: MessageRef(channel, "1")}
