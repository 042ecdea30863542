"""Opening and acting through the one door, on both databases."""

import asyncio
import threading
from datetime import timedelta

import pytest

from bot.negotiation import acts, events
from bot.negotiation.acts import Actor
from bot.negotiation.model import Phase, Role
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.replay import replay
from bot.scenarios.frame import Frame
from bot.service.faults import UnknownSession
from bot.service.negotiations import Foreseen
from bot.service.ports import MessageRef, Place
from tests.service.hall import CHAIR, PLENARY, Hall, done, hall_at, refused
from tests.support.builders import BALANCED, LOPSIDED, TINY, words

HEAD_OF_NORD = acts.TakeSeat(Role.HEAD, "NORD")


@pytest.mark.asyncio
async def test_a_session_is_opened_and_found(hall: Hall) -> None:
    opened = done(await hall.service.open(PLENARY, "tiny", None, CHAIR, "command"))
    assert [type(entry.event) for entry in opened.entries] == [events.SessionOpened, events.SeatTaken]
    assert not opened.repeated
    assert hall.appended == [1]
    session = opened.session
    assert await hall.service.at("guild", "plenary") == session
    assert await hall.service.at("guild", "elsewhere") is None
    assert await hall.service.state(session.id) == session
    assert await hall.service.entries(session.id) == opened.entries
    assert await hall.service.entry(session.id, 2) == opened.entries[1]
    assert await hall.service.place(session.id) == PLENARY


@pytest.mark.asyncio
async def test_an_opening_is_refused_with_what_would_work(hall: Hall) -> None:
    unknown = refused(await hall.service.open(PLENARY, "tin", None, CHAIR, "a"), Code.UNKNOWN_PACK)
    assert unknown.params == {"pack": "tin", "packs": ["tiny"]}
    variant = refused(await hall.service.open(PLENARY, "tiny", "loose", CHAIR, "b"), Code.UNKNOWN_VARIANT)
    assert variant.params == {"variant": "loose", "variants": []}
    refused(await hall.service.open(PLENARY, "tiny", None, Actor("ann", "Ann"), "c"), Code.NOT_MODERATOR)
    assert await hall.store.events.sessions() == ()
    session = await hall.opened()
    taken = refused(await hall.service.open(PLENARY, "tiny", None, CHAIR, "d"), Code.SESSION_HERE_ALREADY)
    assert taken.params == {"session": session}
    assert hall.appended == [1]


@pytest.mark.asyncio
async def test_a_command_delivered_twice_opens_one_session(hall: Hall, database_url: str) -> None:
    first, second = await asyncio.gather(
        *(hall.service.open(PLENARY, "tiny", None, CHAIR, "command") for _ in range(2))
    )
    both = sorted((done(first), done(second)), key=lambda one: one.repeated)
    assert [one.repeated for one in both] == [False, True]
    assert both[0].entries == both[1].entries
    restarted = await hall_at(database_url)
    again = done(await restarted.service.open(PLENARY, "tiny", None, CHAIR, "command"))
    await restarted.close()
    assert (again.repeated, again.entries) == (True, both[0].entries)
    assert len(await hall.store.events.sessions()) == 1


@pytest.mark.asyncio
async def test_an_act_is_done_and_durable(hall: Hall, database_url: str) -> None:
    session = await hall.opened()
    seated = await hall.does(session, "nord", HEAD_OF_NORD)
    assert [entry.event for entry in seated.entries] == [events.SeatTaken("nord", "Nord", Role.HEAD, "NORD")]
    assert seated.session.head_of("NORD") is not None
    restarted = await hall_at(database_url)
    assert await restarted.service.state(session) == seated.session
    assert replay(await restarted.service.entries(session)) == seated.session
    await restarted.close()


@pytest.mark.asyncio
async def test_a_refused_act_leaves_no_trace(hall: Hall) -> None:
    session = await hall.opened()
    before, told = await hall.service.entries(session), list(hall.appended)
    refused(await hall.tries(session, "nord", acts.Table(words("x"))), Code.NO_SEAT)
    assert await hall.service.entries(session) == before
    assert hall.appended == told


@pytest.mark.asyncio
async def test_there_is_nothing_to_do_in_a_session_that_is_not_there(hall: Hall) -> None:
    refused(await hall.tries("nowhere", "ann", acts.LeaveSeat()), Code.NO_SESSION_HERE)
    for ask in (hall.service.state, hall.service.frame, hall.service.entries, hall.service.place):
        with pytest.raises(UnknownSession):
            await ask("nowhere")
    assert await hall.service.entry("nowhere", 1) is None


@pytest.mark.asyncio
async def test_the_same_cause_has_one_effect(hall: Hall, database_url: str) -> None:
    session = await hall.opened()
    first = await hall.does(session, "nord", HEAD_OF_NORD, "click")
    later = await hall.does(session, "sud", acts.TakeSeat(Role.HEAD, "SUD"))
    again = await hall.does(session, "nord", HEAD_OF_NORD, "click")
    assert (again.repeated, again.entries, again.session) == (True, first.entries, later.session)
    restarted = await hall_at(database_url)
    after = await restarted.does(session, "nord", HEAD_OF_NORD, "click")
    await restarted.close()
    assert (after.repeated, after.entries) == (True, first.entries)
    assert hall.appended == [1, 1, 1]


@pytest.mark.asyncio
async def test_the_same_cause_at_the_same_time_has_one_effect(hall: Hall) -> None:
    session = await hall.begun()
    count = len(await hall.service.entries(session))
    clauses = (await hall.service.frame(session)).clauses(BALANCED)
    outcomes = await asyncio.gather(
        *(hall.does(session, "nord", acts.Table(clauses), "double click") for _ in range(3))
    )
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True]
    assert all(outcome.entries == outcomes[0].entries for outcome in outcomes)
    assert len(await hall.service.entries(session)) == count + 1


@pytest.mark.asyncio
async def test_the_same_cause_in_two_processes_has_one_effect(hall: Hall, database_url: str) -> None:
    session = await hall.begun()
    other = await hall_at(database_url)
    try:
        await other.service.state(session)
        clauses = (await hall.service.frame(session)).clauses(BALANCED)
        halls = (hall, other, hall, other)
        outcomes = await asyncio.gather(*(one.does(session, "nord", acts.Table(clauses), "click") for one in halls))
        assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True, True]
        assert list((await other.service.state(session)).proposals) == ["P1"]
    finally:
        await other.close()


@pytest.mark.asyncio
async def test_two_acts_at_once_are_both_decided(hall: Hall) -> None:
    session = await hall.opened()
    seats = {"a": "NORD", "b": "NORD", "c": "SUD", "d": "EST"}
    outcomes = await asyncio.gather(
        *(hall.tries(session, member, acts.TakeSeat(Role.HEAD, party)) for member, party in seats.items())
    )
    refused(outcomes[1], Code.HEAD_TAKEN)
    state = done(outcomes[3]).session
    assert {seat.party: seat.member for seat in state.seats.values() if seat.party} == {
        "NORD": "a",
        "SUD": "c",
        "EST": "d",
    }


@pytest.mark.asyncio
async def test_two_processes_at_once_decide_again_on_what_the_other_wrote(hall: Hall, database_url: str) -> None:
    session = await hall.opened()
    other = await hall_at(database_url)
    try:
        await other.service.state(session)
        outcomes = await asyncio.gather(
            hall.tries(session, "ann", HEAD_OF_NORD), other.tries(session, "bob", HEAD_OF_NORD)
        )
        refusals = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
        assert [refusal.code for refusal in refusals] == [Code.HEAD_TAKEN]
    finally:
        await other.close()


@pytest.mark.asyncio
async def test_nobody_is_refused_by_an_old_state(hall: Hall, database_url: str) -> None:
    other = await hall_at(database_url)
    try:
        session = await hall.opened()
        assert (await other.service.state(session)).phase is Phase.CONVENED
        for member, party in {"nord": "NORD", "sud": "SUD"}.items():
            await hall.does(session, member, acts.TakeSeat(Role.HEAD, party))
        await hall.does(session, "chair", acts.Begin(("EST",)))
        tabled = await other.does(session, "nord", acts.Table(words("We meet again.")))
        assert list(tabled.session.proposals) == ["P1"]
    finally:
        await other.close()


@pytest.mark.asyncio
async def test_many_sessions_at_once_are_never_refused_by_contention(hall: Hall) -> None:
    sessions = await asyncio.gather(*(hall.opened(Place("guild", f"room {number}")) for number in range(16)))

    async def play(session: str) -> None:
        await asyncio.gather(
            *(hall.does(session, party.lower(), acts.TakeSeat(Role.HEAD, party)) for party in ("NORD", "SUD"))
        )
        await hall.does(session, "chair", acts.Begin(("EST",)))
        await asyncio.gather(*(hall.does(session, who, acts.Table(words(who))) for who in ("nord", "sud") * 3))

    await asyncio.gather(*(play(session) for session in sessions))
    for session in sessions:
        state = await hall.service.state(session)
        assert len(state.proposals) == 6
        assert replay(await hall.service.entries(session)) == state


@pytest.mark.asyncio
async def test_the_rules_speak_through_the_door(hall: Hall) -> None:
    session = await hall.begun()
    frame = await hall.service.frame(session)
    await hall.does(session, "nord", acts.Table(frame.clauses(LOPSIDED)))
    barred = await hall.tries(session, "nord", acts.Accept("P1", await hall.hash_of(session, "P1")))
    refusal = refused(barred, Code.NOT_RECIPROCAL)
    assert refusal.judgement is not None
    assert refusal.judgement.barred
    await hall.does(session, "sud", acts.Counter("P1", await hall.hash_of(session, "P1"), frame.clauses(BALANCED)))
    for member in ("nord", "sud", "est"):
        last = await hall.does(session, member, acts.Accept("P2", await hall.hash_of(session, "P2")))
    assert last.session.phase is Phase.AGREED
    assert last.session.agreement is not None
    assert last.session.agreement.proposal == "P2"


@pytest.mark.asyncio
async def test_a_channel_is_free_after_closing_and_threads_still_lead_to_their_session(hall: Hall) -> None:
    first = await hall.opened()
    await hall.store.messages.put(first, "thread:record", MessageRef("4711"))
    found = await hall.service.at("guild", "4711")
    assert found is not None
    await hall.does(first, "chair", acts.Close())
    assert await hall.service.at("guild", "plenary") is None
    second = await hall.opened()
    here, thread = await hall.service.at("guild", "plenary"), await hall.service.at("guild", "4711")
    assert here is not None
    assert thread is not None
    assert (here.id, thread.id) == (second, first)


@pytest.mark.asyncio
async def test_a_changed_pack_file_does_not_change_a_running_session(hall: Hall, database_url: str) -> None:
    session = await hall.opened()
    old = (await hall.service.frame(session)).pack
    restarted = await hall_at(database_url)
    try:
        restarted.shelf.text = TINY.read_text().replace("Tiny talks", "Other talks")
        frame = await restarted.service.frame(session)
        assert (frame.pack.fingerprint, frame.pack.title) == (old.fingerprint, "Tiny talks")
        assert await restarted.service.frame(session) is frame
        fresh = done(
            await restarted.service.open(Place("guild", "next door"), "tiny", None, CHAIR, "next door")
        ).session
        assert fresh.title == "Other talks"
        assert (await restarted.service.frame(fresh.id)).pack.title == "Other talks"
    finally:
        await restarted.close()


@pytest.mark.asyncio
async def test_the_context_of_a_member(hall: Hall) -> None:
    session = await hall.opened()
    hall.clock.pass_by(minutes=3)
    actor = Actor("ann", "Ann")
    context = await hall.service.context(session, actor)
    assert abs(context.now - hall.clock.time) < timedelta(seconds=1)
    assert context.actor == actor
    assert context.frame is await hall.service.frame(session)


@pytest.mark.asyncio
async def test_a_pack_is_made_ready_to_read_once_and_beside_the_loop(
    hall: Hall, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    prepare = Frame.prepare

    def noted(frame: Frame) -> None:
        threads.append(threading.get_ident())
        prepare(frame)

    monkeypatch.setattr(Frame, "prepare", noted)
    session = await hall.opened()
    await hall.service.frame(session)
    assert len(threads) == 1
    restarted = await hall_at(database_url)
    await restarted.service.frame(session)
    await restarted.close()
    assert len(threads) == 2
    assert threading.get_ident() not in threads


@pytest.mark.asyncio
async def test_what_is_foreseen_is_what_is_done_and_nothing_is_written(hall: Hall) -> None:
    session = await hall.begun()
    before, chair = await hall.service.state(session), Actor("chair", "Chair")
    seen = await hall.service.foresee(session, acts.Close("Enough."), chair)
    assert isinstance(seen, Foreseen)
    assert (seen.before, await hall.service.state(session)) == (before, before)
    assert len(await hall.service.entries(session)) == before.version
    closed = done(await hall.service.perform(session, acts.Close("Enough."), chair, "close", version=before.version))
    assert [entry.event for entry in closed.entries] == [entry.event for entry in seen.entries]
    assert (closed.session.phase, seen.after.phase) == (Phase.CLOSED, Phase.CLOSED)
    found = await hall.service.caused(session, "close")
    assert found is not None
    assert (found.entries, found.repeated) == (closed.entries, True)
    assert await hall.service.caused(session, "other") is None


@pytest.mark.asyncio
async def test_what_would_be_refused_is_foreseen_as_the_refusal(hall: Hall) -> None:
    session = await hall.begun()
    seen = await hall.service.foresee(session, acts.Close(), Actor("nord", "Nord"))
    assert isinstance(seen, Refusal)
    assert seen.code is Code.NOT_CHAIR


@pytest.mark.asyncio
async def test_an_act_for_another_number_of_entries_is_not_done(hall: Hall) -> None:
    session = await hall.begun()
    chair, version = Actor("chair", "Chair"), (await hall.service.state(session)).version
    await hall.does(session, "nord2", acts.LeaveSeat())
    late = await hall.service.perform(session, acts.Close(), chair, "close", version=version)
    refused(late, Code.CONTENTION)
    assert (await hall.service.state(session)).phase is Phase.NEGOTIATING
    now = await hall.service.perform(session, acts.Close(), chair, "close", version=version + 1)
    again = await hall.service.perform(session, acts.Close(), chair, "close", version=version + 1)
    assert done(now).entries == done(again).entries
    assert done(again).repeated
