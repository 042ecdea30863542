"""Words that are not tabled are their author's alone, and what others of a party know stays with it."""

import logging
from typing import Any

import pytest

from bot.loopback.people import Person, PersonError
from tests.e2e.test_buttons import select_of
from tests.e2e.test_confidential import secrets_of, seen_by
from tests.e2e.test_drafting import US_CUTS, added
from tests.e2e.world import BALANCED, LOPSIDED, PACK, World, pressed

WORD = "Quicksilver"
SECRET = f"{WORD}: {US_CUTS}"
OTHERS = ("us2", "aide", "ru", "pl", "olga", "eve", "former", "chair")
READS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("check", {}),
    ("check", {"proposal": "P1"}),
    ("check", {"text": US_CUTS}),
    ("table", {}),
    ("clause", {}),
    ("clause", {"number": 1}),
    ("counter", {"proposal": "P1"}),
    ("change", {"proposal": "P1"}),
    ("compare", {"proposal": "P1"}),
    ("bracket list", {}),
    ("link list", {}),
    ("board", {}),
    ("session status", {}),
    ("help", {}),
    ("record export", {}),
)
COMPLETED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("check", "proposal", {}),
    ("bracket place", "clause", {"proposal": "P1"}),
    ("bracket lift", "bracket", {}),
    ("bracket take", "bracket", {}),
    ("reserve lift", "reservation", {}),
    ("link state", "with", {"proposal": "P1"}),
    ("link drop", "link", {}),
)


async def crowded(world: World) -> None:
    """A session with everybody in it whom a draft is no business of."""
    await world.begun()
    await world.do("olga", "seat take")
    await world.do("eve", "board")
    await world.sure("chair", "seat assign", member=(await world.person("us2")).id, role="delegate", party="US")
    await world.do("aide", "seat take", party="US", role="adviser")
    await world.do("former", "seat take", party="US", role="delegate")
    await world.do("former", "seat leave")
    await world.settle()


async def looked(world: World, name: str, channel: int | None = None) -> str:
    """Let a person read all that they can; gives everything that they have seen, forms and completions included."""
    person: Person = await world.person(name)
    pieces = []
    for command, options in READS:
        reply = await world.do(name, command, channel, **options)
        if reply.modal is not None:
            pieces.append(str(reply.modal.fields()))
    for path, option, others in COMPLETED:
        where = channel or world.plenary
        pieces += [str(one.name) for one in await person.autocomplete(path, where, option, "", **others)]
    return "\n".join([*pieces, await seen_by(world, person)])


@pytest.mark.asyncio
async def test_a_drafted_sentence_reaches_nobody_but_its_author(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await crowded(world)
        await world.table("ru", BALANCED)
        us = world.people["us"]
        table = (await world.do("us", "table")).message
        assert table is not None
        mine = await added(world, "us", table, SECRET)
        assert mine.message is not None
        assert WORD in mine.text()
        assert WORD in (await world.do("us", "check")).text()
        await world.do("us", "check", text=SECRET)
        reword = await world.do("us", "clause", number=1)
        assert reword.modal is not None
        assert WORD in str(reword.modal.fields())
        for name in OTHERS:
            with pytest.raises(PersonError):
                await (await world.person(name)).select(mine.message, select_of(mine.message, "reword"), ["0"])
            assert WORD not in await looked(world, name), name
        await us.click(*pressed(mine.message, "discard"))
        assert "no longer there" in (await us.submit(reword.modal, {"text": "x"})).text()
        gone = await world.do("us", "clause", number=1)
        assert "Your draft has no clause 1 in words of your own" in gone.text()
        await world.settle()
    assert WORD not in caplog.text
    assert "Kaliningrad" not in caplog.text


@pytest.mark.asyncio
async def test_what_collides_is_shown_to_the_one_who_drafts(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await crowded(world)
        us, us2 = world.people["us"], world.people["us2"]
        await world.do("us", "clause", text="The talks are held in Geneva once a month.")
        shown = (await world.do("us", "table")).message
        assert shown is not None
        await us.click(*pressed(shown, "submit"))
        await world.settle()
        mine = (await world.do("us2", "change", proposal="P1")).message
        theirs = (await world.do("us", "change", proposal="P1")).message
        assert mine is not None
        assert theirs is not None
        await world.do("us2", "clause", number=1, text=f"The talks are held in {WORD} once a month.")
        await world.do("us", "clause", number=1, text="The talks are held in Vienna once a month.")
        await us.click(*pressed(theirs, "submit"))
        collided = await us2.click(*pressed(mine, "submit"))
        assert collided.message is not None
        assert f"**yours**: {WORD}" in collided.text()
        both = await us2.click(*pressed(collided.message, "rebase"))
        assert WORD in both.text()
        await world.settle()
        for name in ("us", *(one for one in OTHERS if one != "us2")):
            assert WORD not in await looked(world, name), name
    assert WORD not in caplog.text


@pytest.mark.asyncio
async def test_another_channel_knows_neither_drafts_nor_marks(world: World) -> None:
    await crowded(world)
    await world.table("us", LOPSIDED)
    await world.do("ru", "bracket place", proposal="P1", clause=1, words="", alternative=WORD)
    await world.do("ru", "reserve place", proposal="P1", statement=WORD)
    await world.do("us", "clause", text=SECRET)
    elsewhere = world.server.world.add_channel(world.seed.guild, "elsewhere").id
    for name in ("chair", "us", "ru"):
        person = await world.person(name)
        for _ in range(200):
            if elsewhere in person.channels:
                break
            await world.settle()
        assert "no session" in (await world.do(name, "check", elsewhere)).text().lower()
    await world.do("chair", "session open", elsewhere, pack=PACK)
    for name in ("us", "ru"):
        await world.do(name, "seat take", elsewhere, party=name.upper())
    await world.do("chair", "session begin", elsewhere, without="PL UA")
    await world.settle()
    for name in ("us", "ru"):
        person = world.people[name]
        for command, options in READS:
            reply = await world.do(name, command, elsewhere, **options)
            assert WORD not in reply.text(), command
            assert reply.modal is None or WORD not in str(reply.modal.fields()), command
        for path, option, others in COMPLETED:
            found = await person.autocomplete(path, elsewhere, option, "", **others)
            assert not any(WORD in str(one.name) or str(one.value)[:1] in {"B", "R", "L"} for one in found), path
    assert WORD in (await world.do("us", "check")).text()


@pytest.mark.asyncio
async def test_who_changed_sides_takes_their_words_along_and_no_points(world: World) -> None:
    await crowded(world)
    await world.do("us2", "clause", text=SECRET)
    await world.draft("us2", {"EX": "EX1"})
    pack = (await world.bot.desk.service.frame((await world.session()).id)).pack
    us2 = world.people["us2"]
    await world.sure("chair", "seat assign", member=us2.id, role="delegate", party="RU")
    await world.settle()
    for command in ("table", "check"):
        said = (await world.do("us2", command)).text()
        assert WORD in said
        own = [line for line in said.splitlines() if "without a deal" in line]
        assert own
        assert all("Russian Federation" in line for line in own)
        assert not any(f"without a deal {pack.confidential['US'].batna.points}" in line for line in own)
    after = "\n".join(one.text() for one in us2.messages(world.plenary)[-2:])
    assert not any(secret in after for secret in secrets_of(pack, "US"))


@pytest.mark.asyncio
async def test_a_file_of_the_full_text_holds_the_text_and_nothing_else(world: World) -> None:
    await crowded(world)
    long = " ".join(f"Word {number} of a long preamble." for number in range(140))
    await world.do("us", "clause", text=long)
    shown = (await world.do("us", "table")).message
    assert shown is not None
    us, olga = world.people["us"], world.people["olga"]
    await us.click(*pressed(shown, "submit"))
    await world.do("us", "clause", text=SECRET)
    await world.settle()
    (attached,) = (await world.card("olga", "P1")).raw["attachments"]
    content = (await olga.fetch(attached)).decode()
    assert long in content
    assert WORD not in content
    assert "points" not in content
    pack = (await world.bot.desk.service.frame((await world.session()).id)).pack
    for party in ("US", "RU", "PL", "UA"):
        assert not any(secret in content for secret in secrets_of(pack, party))
