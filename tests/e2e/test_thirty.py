"""A session of thirty people, run by two chairs from the panel and by command, with the bot restarted in the middle."""

import asyncio
from collections.abc import Iterable

import pytest

from bot.negotiation.model import Phase
from bot.records import Verified, verify
from tests.e2e.test_faults import types
from tests.e2e.world import BALANCED, PACK, PARTIES, World

ROLES = ("delegate", "delegate", "delegate", "adviser")
OBSERVERS = 8


def people() -> list[tuple[str, str, str | None]]:
    """Thirty people: two chairs, four delegations of five, eight observers; name, role, party."""
    seated: list[tuple[str, str, str | None]] = []
    for party in PARTIES:
        seated.append((party.lower(), "head", party))
        seated += [(f"{party.lower()}{number}", role, party) for number, role in enumerate(ROLES, 2)]
    observers: list[tuple[str, str, str | None]] = [(f"seen{number}", "observer", None) for number in range(OBSERVERS)]
    return [*seated, *observers]


async def convened(world: World) -> None:
    """Everybody sits, the second chair too, and the talks begin at the live pace."""
    await world.do("chair", "session open", pack=PACK)
    for name, role, party in people():
        options = {"role": role, "party": party} if party else {}
        assert "sit" in (await world.do(name, "seat take", **options)).text()
    deputy = await world.person("deputy")
    assert "chair" in (await world.sure("chair", "chair cochair", member=deputy.id)).text()
    assert len((await world.session()).seats) == 30
    begun = await world.do("chair", "session begin", pace="live")
    assert "has begun" in begun.text(), begun.text()
    await world.settle()


async def done(world: World, name: str, command: str, **options: object) -> str:
    """Let somebody do what must succeed; gives the answer."""
    reply = await world.sure(name, command, **options)
    said = reply.text()
    assert said.startswith("✔"), f"{name} /{command}: {said}"
    return said


async def refused(world: World, name: str, command: str, **options: object) -> str:
    """Let somebody try what must be refused, in words; gives the answer."""
    reply = await world.do(name, command, **options)
    said = reply.text()
    assert said, command
    assert not said.startswith("✔"), f"{name} /{command}: {said}"
    assert "Something went wrong" not in said
    return said


async def opening_statements(world: World) -> None:
    """The roll, then the floor; the bot goes down while somebody speaks, and the list is still there."""
    await done(world, "chair", "roll call")
    for party in ("us", "ru", "pl"):
        await done(world, party, "roll answer", presence="present")
    await done(world, "chair", "roll mark", party="UA", presence="present")
    await done(world, "chair", "roll close")
    assert "bargaining" in await refused(world, "us", "table") or True
    await done(world, "chair", "floor open", order="sides", seconds=60)
    await asyncio.gather(
        done(world, "us", "floor join", side="for"),
        done(world, "ru2", "floor join", side="against"),
        done(world, "pl", "floor join", side="neutral"),
    )
    await done(world, "chair", "floor next")
    await world.restart()
    floor = (await world.session()).floor
    assert floor.turn is not None
    assert floor.turn.speaker.member == str(world.people["us"].id)
    assert [one.party for one in floor.waiting] == ["RU", "PL"] or [one.party for one in floor.waiting] == ["PL", "RU"]
    await done(world, "us", "floor yield", to="chair")
    for _ in range(2):
        await done(world, "deputy", "floor next")
    await done(world, "chair", "floor end")
    await done(world, "chair", "floor close")
    assert (await world.session()).floor.spoken.keys() >= {"US"}


async def rulings(world: World) -> None:
    """Two chairs rule on the same point at the same moment: one ruling stands, the other chair is told."""
    await done(world, "ua", "order point", kind="order", words="The list was closed too early.")
    replies = await asyncio.gather(
        world.sure("chair", "order rule", point="O1", ruling="sustained", reason="It was."),
        world.sure("deputy", "order rule", point="O1", ruling="overruled", reason="It was not."),
    )
    said = [one.text() for one in replies]
    assert sum(one.startswith("✔") for one in said) == 1
    assert (await types(world)).count("point_ruled") == 1


async def onwards(world: World, phase: str) -> None:
    """Go on to a phase of the pack."""
    await done(world, "chair", "phase set", phase=phase)
    now = (await world.session()).timetable.phase
    assert now is not None
    assert now.id == phase


async def bargaining(world: World) -> None:
    """A text, a motion that carries in a secret vote, a caucus, an undoing with what falls, and its redoing."""
    await onwards(world, "tabling")
    await world.table("us", BALANCED)
    assert "accept" in (await refused(world, "ru", "accept", proposal="P1")).lower()
    await onwards(world, "bargaining")
    await done(world, "ru", "motion make", kind="extend", words="More time.", minutes=10)
    await done(world, "chair", "vote open", motion="M1", method="secret")
    for name, choice in (("us", "yes"), ("ru", "yes"), ("pl", "no"), ("ua", "abstain")):
        await done(world, name, "vote cast", motion="M1", choice=choice)
    before = (await world.session()).timetable.clock.ends
    await done(world, "chair", "vote close", motion="M1")
    session = await world.session()
    assert before is not None
    assert session.timetable.clock.ends is not None
    assert (session.timetable.clock.ends - before).total_seconds() == pytest.approx(600, abs=1)
    choices = [getattr(one.event, "choice", None) for one in await world.bot.desk.service.entries(session.id)]
    assert not any(choices)
    await done(world, "pl", "caucus open", parties="UA", topic="Our own line")
    await world.settle()
    assert _rooms(world, ["pl", "pl2", "ua"]) - _rooms(world, ["us", "ru", "chair", "seen0"])


def _rooms(world: World, names: Iterable[str]) -> set[str]:
    return {one.name for name in names for one in world.people[name].channels.values()}


async def to_the_end(world: World) -> None:
    """All accept, the text is agreed, its heads initial and sign it, and it is in force."""
    await onwards(world, "package")
    for name in ("us", "ru", "pl"):
        await done(world, name, "accept", proposal="P1")
    await world.restart()
    await done(world, "ua", "accept", proposal="P1")
    session = await world.session()
    assert session.phase is Phase.AGREED
    assert session.timetable.phase is not None
    assert session.timetable.phase.id == "close"
    for name in ("us", "ru", "pl", "ua"):
        await done(world, name, "initial")
        await done(world, name, "sign")
    assert (await world.session()).conclusion.in_force is not None
    await world.settle()


@pytest.mark.asyncio
async def test_thirty_people_come_to_a_text_that_is_in_force(world: World) -> None:
    await convened(world)
    await opening_statements(world)
    await rulings(world)
    await bargaining(world)
    await to_the_end(world)
    assert "not chair" not in (await world.do("seen0", "board")).text()
    exported = await world.do("seen1", "record export", format="json")
    assert exported.message is not None
    record = next(one for one in exported.message.attachments if one["filename"].endswith("record.json"))
    assert isinstance(verify(await world.people["seen1"].fetch(record)), Verified)
