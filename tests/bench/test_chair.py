"""Figures of the chair's hand: undoing far back, and deadlines on the minute."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot.config import Settings
from bot.drafting.clauses import Clause
from bot.negotiation.acts import CLOCK, Act, Actor, Begin, Reject, Table, TakeBack, TakeSeat
from bot.negotiation.chain import record
from bot.negotiation.context import Context
from bot.negotiation.decide import decide
from bot.negotiation.events import ProposalLapsed
from bot.negotiation.model import Role
from bot.negotiation.order.acts import Undo
from bot.negotiation.order.facts import ActsUndone
from bot.negotiation.refusals import Refusal
from bot.negotiation.replay import replay
from bot.negotiation.undoing import follow, plan
from bot.service.negotiations import Negotiations
from bot.service.pacing import BURST
from bot.service.ports import Place
from bot.service.ticker import Ticker
from bot.storage import open_store
from bot.storage.shelf import PackShelf
from tests.bench.figures import p50, put
from tests.bench.test_pure import entries
from tests.e2e.world import PARTIES, World, running_world
from tests.records import story

BACK = 1_000
DEADLINES = 20
BETWEEN = timedelta(milliseconds=150)


def test_undo_of_an_act_a_thousand_events_back() -> None:
    history = tuple(entries(5_000))
    state, frame = replay(history), story.frame()
    seq = next(one.seq for one in history[-BACK:] if one.event.type == "proposal_rejected")
    chair = Actor(story.CHAIR, "Chair")
    samples = []
    for _ in range(5):
        now = history[-1].at + timedelta(seconds=1)
        falls = plan(history, seq).falling
        began = time.perf_counter()
        outcome = decide(state, Undo(seq, "a slip", falls), Context(now, chair, frame, history))
        assert not isinstance(outcome, Refusal), outcome
        assert isinstance(outcome[0], ActsUndone)
        made = record(outcome, after=history[-1], session=state.id, at=now, member=chair.member)
        after = follow(state, made, history)
        samples.append(time.perf_counter() - began)
        assert seq in after.order.undone
    note = "5,000 events, 1,000 after it: decided with what falls, and the state made anew"
    put("undo of an act 1,000 events back, p50", p50(samples) * 1000, 200, "ms", note)


class Now:
    """The time of this machine."""

    def now(self) -> datetime:
        """Give it."""
        return datetime.now(UTC)


@pytest.mark.asyncio
async def test_deadlines_fall_due_in_time(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'bench.db'}")
    woken: list[Ticker] = []

    def appended() -> None:
        for one in woken:
            one.wake()

    service = Negotiations(
        events=store.events,
        packs=PackShelf(),
        clock=Now(),
        new_id=lambda: uuid4().hex[:12],
        on_append=appended,
    )
    ticker = Ticker(alarms=store.alarms, service=service, clock=Now())
    woken.append(ticker)
    task = asyncio.create_task(ticker.run())
    session = await _offers(service)
    await asyncio.sleep((DEADLINES + 8) * BETWEEN.total_seconds())
    ticker.stop()
    await task
    state, record_of = await service.state(session), await service.entries(session)
    late = [
        (entry.at - expires).total_seconds()
        for entry in record_of
        if isinstance(entry.event, ProposalLapsed) and (expires := state.proposals[entry.event.proposal].expires)
    ]
    await store.close()
    assert len(late) == DEADLINES, "each fires exactly once"
    put("a deadline is late by, worst of 20", max(late), 1, "s", "offers that lapse 0.15 s after one another, SQLite")


async def _offers(service: Negotiations) -> str:
    """A session with offers that lapse one after another."""
    chair = Actor("1", "Chair", moderator=True)
    done = await service.open(Place("1", "2"), "ee-deescalation-2022", None, chair, "open")
    assert not isinstance(done, Refusal)
    session = done.session.id

    seats: list[tuple[Actor, Act]] = [
        (Actor("10", "US"), TakeSeat(Role.HEAD, "US")),
        (Actor("11", "RU"), TakeSeat(Role.HEAD, "RU")),
        (chair, Begin(("PL", "UA"))),
    ]
    first = datetime.now(UTC) + timedelta(seconds=1)
    clauses = story.frame().clauses(story.ONE_SIDED)
    tables = [(seats[0][0], Table(clauses, first + number * BETWEEN)) for number in range(DEADLINES)]
    for number, (actor, act) in enumerate([*seats, *tables]):
        outcome = await service.perform(session, act, actor, f"act {number}")
        assert not isinstance(outcome, Refusal), outcome
    assert CLOCK.member not in (await service.state(session)).seats
    return session


MEMBERS, LIVE = 30, 20
ACTS_A_SECOND, SECONDS = 10, 20


@pytest.mark.asyncio
async def test_edits_of_a_large_session_under_many_acts(tmp_path: Path) -> None:
    async with running_world(tmp_path) as world:
        await _large(world)
        world.edits_per_second = Settings.model_fields["edits_per_second"].default
        await world.restart()
        heard = (await world.person("chair")).subscribe()
        session, service = (await world.session()).id, world.bot.desk.service
        heads = {party: Actor(str(world.people[party.lower()].id), party) for party in PARTIES}
        began, acts = time.monotonic(), 0
        while (gone := time.monotonic() - began) < SECONDS:
            state = await service.state(session)
            proposal, party = f"P{acts % LIVE + 1}", PARTIES[acts % len(PARTIES)]
            held = state.proposals[proposal].stance(party)
            act: Act = TakeBack(proposal) if held else Reject(proposal, state.proposals[proposal].current.text_hash)
            assert not isinstance(await service.perform(session, act, heads[party], f"act {acts}"), Refusal)
            acts += 1
            await asyncio.sleep(max(0.0, acts / ACTS_A_SECOND - gone))
        edits = [one for one in _drained(heard) if one.name == "MESSAGE_UPDATE"]
        await world.settle()
        last = await world.card("chair", proposal)
        assert ("rejects" in last.text()) == (not held), "the last state is shown"
        assert acts >= ACTS_A_SECOND * SECONDS * 0.8
    # The first six are made at once, so that a quiet room is quick; the average is of what follows.
    average = (len(edits) - BURST) / SECONDS
    note = f"{MEMBERS} members, {LIVE} live proposals, {acts / SECONDS:.1f} acts a second for {SECONDS} s"
    put("edits of cards, board and panel a second, average", average, 1, "", note)


async def _large(world: World) -> None:
    """Thirty members and twenty live proposals."""
    await world.do("chair", "session open", pack="ee-deescalation-2022")
    for party in PARTIES:
        await world.do(party.lower(), "seat take", party=party)
    session, service = (await world.session()).id, world.bot.desk.service
    for number in range(MEMBERS - len(PARTIES) - 1):
        extra = Actor(f"{10_000 + number}", f"Observer {number}")
        assert not isinstance(await service.perform(session, TakeSeat(Role.OBSERVER), extra, f"in {number}"), Refusal)
    await world.do("chair", "session begin")
    author = Actor(str(world.people["us"].id), "US")
    for number in range(LIVE):
        act = Table((*story.frame().clauses(story.ONE_SIDED), Clause(f"Number {number}.")))
        assert not isinstance(await service.perform(session, act, author, f"table {number}"), Refusal)
    await world.settle()


def _drained(heard: "asyncio.Queue[Any]") -> list[Any]:
    return [heard.get_nowait() for _ in range(heard.qsize())]
