"""A service on a real store, as one process has it, with the tiny pack on its shelf and a clock that tests move."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from bot.negotiation import acts
from bot.negotiation.acts import Act, Actor
from bot.negotiation.refusals import Code, Refusal
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack
from bot.service.negotiations import Done, Negotiations
from bot.service.ports import EventStore, Place
from bot.storage import Store, open_store
from tests.support.builders import SEATS, START, TINY

CHAIR = Actor("chair", "Chair", moderator=True)
PLENARY = Place("guild", "plenary", "en")
_causes = (f"cause-{number}" for number in itertools.count())


class TestClock:
    """A clock that is moved by hand; a look at it takes two microseconds, so that no two acts are at one moment."""

    __test__ = False

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        self.time += timedelta(microseconds=2)
        return self.time

    def pass_by(self, **duration: float) -> None:
        self.time += timedelta(**duration)


class TinyShelf:
    """One pack; `text` may be replaced, as an operator replaces a file."""

    def __init__(self, text: str | None = None) -> None:
        self.text = text or TINY.read_text()

    def ids(self) -> tuple[str, ...]:
        return ("tiny",)

    def get(self, pack: str) -> Pack | None:
        return load_pack(self.text) if pack == "tiny" else None

    def source(self, pack: str) -> str:
        assert pack == "tiny"
        return self.text


@dataclass
class Hall:
    """What one process has open."""

    store: Store
    service: Negotiations
    clock: TestClock
    shelf: TinyShelf
    appended: list[int]

    async def close(self) -> None:
        await self.store.close()

    async def opened(self, place: Place = PLENARY) -> str:
        """Open a session; gives its id."""
        return done(await self.service.open(place, "tiny", None, CHAIR, next(_causes))).session.id

    async def begun(self, place: Place = PLENARY) -> str:
        """Open a session, seat everybody of `SEATS`, begin."""
        session = await self.opened(place)
        for member, (role, party) in SEATS.items():
            await self.does(session, member, acts.TakeSeat(role, party))
        await self.does(session, "chair", acts.Begin())
        return session

    async def tries(self, session: str, member: str, act: Act, cause: str | None = None) -> Done | Refusal:
        return await self.service.perform(session, act, Actor(member, member.title()), cause or next(_causes))

    async def does(self, session: str, member: str, act: Act, cause: str | None = None) -> Done:
        return done(await self.tries(session, member, act, cause))

    async def hash_of(self, session: str, proposal: str) -> str:
        return (await self.service.state(session)).proposals[proposal].current.text_hash


async def hall_at(
    url: str,
    clock: TestClock | None = None,
    wrapped: Callable[[EventStore], object] | None = None,
    on_append: Callable[[], None] | None = None,
) -> Hall:
    """Open a hall on a database; `wrapped` may put something between service and store."""
    store, clock, shelf = await open_store(url), clock or TestClock(), TinyShelf()
    appended: list[int] = []
    events = cast("EventStore", wrapped(store.events)) if wrapped else store.events

    def told() -> None:
        appended.append(1)
        if on_append is not None:
            on_append()

    service = Negotiations(events=events, packs=shelf, clock=clock, new_id=lambda: uuid4().hex[:12], on_append=told)
    return Hall(store, service, clock, shelf, appended)


def done(outcome: Done | Refusal) -> Done:
    assert isinstance(outcome, Done), f"refused: {outcome}"
    return outcome


def refused(outcome: Done | Refusal, code: Code) -> Refusal:
    assert isinstance(outcome, Refusal), f"done: {outcome}"
    assert outcome.code is code, outcome
    return outcome
