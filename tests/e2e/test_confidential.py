"""What is confidential reaches its seats alone: by no command, card, completion, thread or file anybody else."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.loopback.people import Person, PersonError
from bot.scenarios.schema import Pack
from tests.e2e.world import BALANCED, LOPSIDED, PACK, PARTIES, World, pressed

COMMANDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("brief", {}),
    *(("brief", {"party": party}) for party in PARTIES),
    ("board", {}),
    ("help", {}),
    ("session status", {}),
    ("seat list", {}),
    ("table", {}),
    ("check", {"proposal": "P1"}),
    ("compare", {"proposal": "P2"}),
    ("counter", {"proposal": "P1"}),
    ("accept", {"proposal": "P1"}),
    ("bracket list", {}),
    ("link list", {}),
    ("record export", {}),
    ("record compilation", {}),
    *(("record chart", {"kind": kind}) for kind in ("credits", "scores")),
)
COMPLETED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("brief", "party", {}),
    ("check", "proposal", {}),
    ("accept", "proposal", {}),
    ("waive", "rule", {"proposal": "P1"}),
    ("bracket place", "clause", {"proposal": "P1"}),
    ("bracket lift", "bracket", {}),
    ("session open", "pack", {}),
    ("session open", "variant", {"pack": PACK}),
)


def secrets_of(pack: Pack, party: str) -> Iterator[str]:
    """The words that only one party may read."""
    own = pack.confidential[party]
    yield " ".join(own.brief.split())[:60]
    yield own.batna.text[:40]
    # A word or two may stand in public texts as well.
    yield from (one for one in own.interests if len(one) > 20)


def key_of(pack: Pack) -> tuple[str, ...]:
    """The figures of the facilitator's key, as any surface might write them."""
    key = pack.facilitator_key
    assert key is not None
    return tuple(f"{number:,}" for number in (key.combinations, key.within_rules, key.acceptable_but_barred))


async def seen_by(world: World, person: Person) -> str:
    """Everything that a person's client has ever been shown, files and completions included."""
    pieces = []
    for channel in list(person.channels):
        await person.load_history(channel)
        for message in person.messages(channel):
            pieces += [message.text(), *(label for label, _, _ in message.buttons())]
            for select in message.selects():
                pieces += [str(select)]
            for attachment in message.attachments:
                pieces.append((await person.fetch(attachment)).decode(errors="replace"))  # pictures are no text
    for path, option, others in COMPLETED:
        pieces += [str(one.name) for one in await person.autocomplete(path, world.plenary, option, "", **others)]
    return "\n".join(pieces)


@pytest.mark.asyncio
async def test_nobody_reads_what_belongs_to_another_seat(world: World) -> None:
    await world.begun()
    pack = (await world.bot.desk.service.frame((await world.session()).id)).pack
    await world.do("olga", "seat take")
    await world.do("eve", "board")
    await world.table("us", LOPSIDED)
    await world.table("ru", BALANCED)
    for name in ("us", "ru", "pl", "ua", "olga", "eve"):
        for command, options in COMMANDS:
            await world.do(name, command, **options)
        person = world.people[name]
        for verb in ("details", "compare", "counter", "accept"):
            await person.click(*pressed(await world.card(name, "P1"), verb))
        await person.click(*pressed(await world.opening(name), "brief"))
    await world.settle()
    for name in ("us", "ru", "pl", "ua", "olga", "eve"):
        seen = await seen_by(world, world.people[name])
        for party in PARTIES:
            for secret in secrets_of(pack, party):
                assert (secret in seen) == (party.lower() == name), f"{name} and the secret of {party}: {secret}"
        for figure in key_of(pack):
            assert figure not in seen, f"{name} sees a figure of the facilitator's key"
        own = [line for line in seen.splitlines() if "without a deal" in line]
        names = [one.name for one in pack.delegations if one.id.lower() != name]
        assert not any(other in line for line in own for other in names), "points of another party"
        if name in {"olga", "eve"}:
            assert own == []


@pytest.mark.asyncio
async def test_a_chair_reads_any_brief_and_nobody_else_sees_it(world: World) -> None:
    await world.begun()
    chair = world.people["chair"]
    assert "Name the party" in (await world.do("chair", "brief")).text()
    reply = await world.do("chair", "brief", party="RU")
    assert reply.message is not None
    assert reply.message.ephemeral
    assert "You want a visible military result" in "\n".join(one.text() for one in chair.messages(world.plenary))
    refused = await world.do("us", "brief", party="RU")
    assert "The brief of Russian Federation is confidential" in refused.text()
    assert "that of United States: `/brief`" in refused.text()
    assert "no party “XX”" in (await world.do("us", "brief", party="XX")).text()
    seen = await seen_by(world, world.people["us"])
    assert "visible military result" not in seen


@pytest.mark.asyncio
async def test_rooms_are_closed_to_others(world: World) -> None:
    await world.begun()
    us, ru = world.people["us"], world.people["ru"]
    room = next(one for one in us.channels.values() if one.name == "United States delegation")
    await us.say(room.id, "our real limit is 600")
    assert room.id not in ru.channels
    with pytest.raises((PersonError, KeyError)):
        await ru.load_history(room.id)
    with pytest.raises(PersonError):
        await ru.command("board", room.id)
    brief = await us.command("brief", room.id)
    assert brief.message is not None
    assert brief.message.ephemeral, "also in the delegation's own room, advisers see their own answer"


@pytest.mark.asyncio
async def test_a_member_who_changed_sides_reads_the_new_brief_and_the_old_room_no_more(world: World) -> None:
    await world.begun()
    await world.do("spy", "seat take", party="US", role="adviser")
    assert "Your first aim" in (await world.do("spy", "brief")).text()
    refused = await world.do("spy", "seat take", party="RU", role="adviser")
    assert "cannot change sides alone" in refused.text()
    await world.do("spy", "seat leave")
    again = await world.do("spy", "seat take", party="RU", role="adviser")
    assert "cannot change sides alone" in again.text()
    await world.settle()
    assert "United States delegation" not in {one.name for one in world.people["spy"].channels.values()}
    assert "You have no seat" in (await world.do("spy", "brief")).text()


@pytest.mark.asyncio
async def test_a_draft_is_its_authors_alone(world: World) -> None:
    await world.begun()
    us, ru = world.people["us"], world.people["ru"]
    table = await world.draft("us", LOPSIDED)
    with pytest.raises(PersonError):
        await ru.click(*pressed(table, "submit"))
    await world.do("us2", "seat take", party="US", role="delegate")
    mate = await world.do("us2", "table")
    assert "Choose an option for each issue" in mate.text(), "each member has a draft of their own"
    mine = await world.do("us", "table")
    assert "✖ not reciprocal" in mine.text()
    assert all(not one.text().startswith("## Drafting") for one in ru.messages(world.plenary))
    assert us.id != ru.id
