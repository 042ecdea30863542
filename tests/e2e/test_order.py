"""The chair's hand: undo, redo, rewind, strike, hand over, messages and news; and that nobody else has it."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest

from bot.loopback.people import File, Message, PersonError, Reply
from bot.negotiation.model import Phase, ProposalStatus, Role
from bot.storage.shelf import SHIPPED
from tests.e2e.test_marks import shown, values
from tests.e2e.world import BALANCED, PACK, PARTIES, World, button, pressed, running_world

SECRET = "Give way on the observers, and they will follow."
PIXEL = b"\x89PNG\r\n\x1a\n" + b"pixels"


async def confirmed(world: World, name: str, reply: Reply, verb: str, reason: str) -> Reply:
    """Press the button of a preview and send its form with a reason."""
    person = await world.person(name)
    asked = await person.click(*pressed(shown(reply), verb))
    assert asked.modal is not None, asked.text()
    done = await person.submit(asked.modal, {"text": reason})
    await world.settle()
    return done


async def seq_of(world: World, kind: str) -> int:
    """The number of the last entry of a kind."""
    session = await world.session()
    entries = await world.bot.desk.service.entries(session.id)
    return next(entry.seq for entry in reversed(entries) if entry.event.type == kind)


async def adopted(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    for name in ("us", "ru", "pl", "ua"):
        await world.do(name, "accept", proposal="P1")
    await world.settle()
    assert (await world.session()).phase is Phase.AGREED


async def record_lines(world: World, name: str = "chair") -> dict[int, str]:
    """The lines of the thread Record, by number."""
    person = await world.person(name)
    found: dict[int, str] = {}
    for channel, thread in list(person.channels.items()):
        if thread.name == "Record":
            await person.load_history(channel, limit=100)
            for message in person.messages(channel):
                if match := re.match(r"(?:~~)?`(\d+)`", message.text()):
                    found[int(match[1])] = message.text()
    return found


async def line_message(world: World, name: str, seq: int) -> Message:
    person = await world.person(name)
    for channel, thread in list(person.channels.items()):
        if thread.name == "Record":
            await person.load_history(channel, limit=100)
            for message in person.messages(channel):
                if message.text().startswith(f"`{seq:03d}`"):
                    return message
    raise AssertionError(f"no line {seq}")


async def read_by(world: World, name: str) -> str:
    """Everything that a person reads in all channels and threads."""
    person = await world.person(name)
    pieces = []
    for channel in list(person.channels):
        await person.load_history(channel, limit=100)
        pieces += [message.text() for message in person.messages(channel)]
    return "\n".join(pieces)


@pytest.mark.asyncio
async def test_undoing_the_acceptance_that_completed_the_agreement_and_redoing_it(world: World) -> None:
    await adopted(world)
    listed = shown(await world.do("chair", "chair acts"))
    assert "was adopted" not in listed.text()  # it is a part of the act of the last acceptance
    chair = world.people["chair"]
    asked = await chair.click(*pressed(listed, "undolast"))
    said = asked.text()
    assert "Nothing else falls with it." in said
    assert "The session is negotiating again." in said
    assert "There is no agreed text any more: P1 v1 loses its adoption." in said
    assert (await world.session()).phase is Phase.AGREED
    await world.restart()
    done = await confirmed(world, "chair", asked, "undoconfirm", "The *wrong* button.")
    assert "is undone, with 1 more" in done.text()
    session = await world.session()
    assert session.phase is Phase.NEGOTIATING
    assert session.agreement is None
    assert "Accept" in [label for label, _, _ in (await world.card("ua", "P1")).buttons()]
    assert "The chair undid entry" in await read_by(world, "ua")
    lines = await record_lines(world)
    undone = session.order.undone
    assert all(lines[seq].startswith("~~") and "Undone: it no longer counts." in lines[seq] for seq in undone)
    again = await chair.click(*pressed(shown(await world.do("chair", "chair acts")), "redolast"))
    assert "What counts again" in again.text()
    await confirmed(world, "chair", again, "redoconfirm", "")
    assert (await world.session()).phase is Phase.AGREED
    assert all(not line.startswith("~~") for line in (await record_lines(world)).values())


@pytest.mark.asyncio
async def test_undoing_a_tabling_on_which_others_built_asks_and_then_all_of_it_falls(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    tabled = await seq_of(world, "proposal_tabled")
    await world.do("pl", "accept", proposal="P1")
    await world.do("ru", "bracket place", proposal="P1", clause=1)
    await world.settle()
    choices = [one.name for one in await world.people["chair"].autocomplete("chair undo", world.plenary, "entry", "P1")]
    assert any(one.startswith(f"{tabled} · ") and "P1" in one for one in choices), choices
    asked = await world.do("chair", "chair undo", entry=str(tabled))
    assert "What falls with it: 2 later acts" in asked.text()
    assert "P1: on the table, v1 → undone, v1" in asked.text()
    # Somebody acts meanwhile: what was shown is not what would fall any more.
    await world.do("ua", "reject", proposal="P1", reason="No.")
    chair = world.people["chair"]
    anew = await chair.click(*pressed(shown(asked), "undoconfirm"))
    assert anew.modal is None
    assert "This has changed since it was shown to you" in anew.text()
    assert "What falls with it: 3 later acts" in anew.text()
    assert (await world.session()).proposals["P1"].live
    await confirmed(world, "chair", anew, "undoconfirm", "It was a draft.")
    session = await world.session()
    assert session.proposals["P1"].status is ProposalStatus.UNDONE
    card = await world.card("us", "P1")
    assert "the chair undid it" in card.text()
    assert "Accept" not in [label for label, _, _ in card.buttons()]
    assert "the chair undid it" in (await world.do("ru", "accept", proposal="P1")).text()
    await confirmed(world, "chair", await world.do("chair", "chair redo"), "redoconfirm", "It was meant.")
    session = await world.session()
    assert session.proposals["P1"].live
    assert session.proposals["P1"].accepting() == ("PL",)
    assert session.order.undone == ()


@pytest.mark.asyncio
async def test_a_form_of_an_undoing_that_comes_too_late_gives_back_what_was_typed(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    tabled = await seq_of(world, "proposal_tabled")
    chair = await world.person("chair")
    asked = await chair.click(*pressed(shown(await world.do("chair", "chair undo", entry=str(tabled))), "undoconfirm"))
    assert asked.modal is not None
    await world.do("pl", "accept", proposal="P1")
    late = await chair.submit(asked.modal, {"text": "It was a draft."})
    assert "What falls with it: 1 later act" in late.text()
    assert "This is what you typed:\n\nIt was a draft." in late.text()
    assert (await world.session()).proposals["P1"].live


@pytest.mark.asyncio
async def test_rewinding_shows_what_goes_and_keeps_the_seats(world: World) -> None:
    await world.begun()
    point = await seq_of(world, "session_begun")
    await world.table("us", BALANCED)
    await world.do("pl", "accept", proposal="P1")
    await world.do("eve", "seat take", party="US", role="adviser")
    asked = await world.do("chair", "chair rewind", entry=str(point))
    assert "2 acts (2 entries) would no longer count. Seats stay as they are" in asked.text()
    done = await confirmed(world, "chair", asked, "rewindconfirm", "From the start.")
    assert f"The talks are back at entry {point}: 2 entries are undone." in done.text()
    session = await world.session()
    assert session.live_proposals() == ()
    assert len(session.seats) == len(PARTIES) + 2
    assert f"The talks are back at entry {point}" in await read_by(world, "ru")
    nothing = await world.do("chair", "chair rewind", entry=str(session.version))
    assert "Nothing after entry" in nothing.text()


@pytest.mark.asyncio
async def test_a_line_is_struck_kept_and_restored(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    seq = await seq_of(world, "proposal_tabled")
    chair = await world.person("chair")
    asked = await chair.context_menu("Strike from the record", await line_message(world, "chair", seq))
    assert asked.modal is not None, asked.text()
    done = await world.agreed("chair", asked, "Not in *this* form.")
    assert f"Entry {seq} is struck: kept" in done.text()
    await world.settle()
    line = (await record_lines(world, "ru"))[seq]
    assert line.startswith("~~")
    assert r"Struck from the record: “Not in \*this\* form.”" in line
    assert (await world.session()).proposals["P1"].live
    again = await world.sure("chair", "chair strike", entry=str(seq), reason="Again.")
    assert "struck already" in again.text()
    assert await values(world, "chair", "chair restore", "entry") == [str(seq)]
    await world.do("chair", "chair restore", entry=str(seq))
    await world.settle()
    assert not (await record_lines(world, "ru"))[seq].startswith("~~")
    other = await chair.context_menu("Strike from the record", await world.card("chair", "P1"))
    assert "Only a line of the thread Record can be struck" in other.text()


@pytest.mark.asyncio
async def test_nobody_but_the_chair_has_the_chairs_hand(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    seq = str(await seq_of(world, "proposal_tabled"))
    ua = await world.person("ua")
    preview = shown(await world.do("chair", "chair undo", entry=seq))
    tries: tuple[tuple[str, dict[str, Any]], ...] = (
        ("chair acts", {}),
        ("chair undo", {"entry": seq}),
        ("chair redo", {}),
        ("chair rewind", {"entry": "2"}),
        ("chair strike", {"entry": seq, "reason": "No."}),
        ("chair restore", {"entry": seq}),
        ("chair handover", {"member": ua}),
        ("chair cochair", {"member": ua}),
        ("chair message", {"party": "US", "words": "Hello."}),
        ("chair news", {"title": "Rain", "words": "It rains."}),
    )
    before = (await world.session()).version
    await world.do("olga", "seat take")
    for name in ("us", "olga", "nobody"):
        for command, options in tries:
            assert "Only the chair" in (await world.do(name, command, **options)).text(), (name, command)
        for command in ("chair undo", "chair rewind", "chair strike"):
            assert await values(world, name, command, "entry") == []
        assert await values(world, name, "chair news", "inject") == []
    menu = await ua.context_menu("Strike from the record", await line_message(world, "ua", int(seq)))
    assert menu.modal is None
    # The chair's own answer is not even there for anybody else.
    with pytest.raises(PersonError, match="Unknown Message"):
        await world.people["us"].click(preview, button(preview, "undoconfirm"))
    assert (await world.session()).version == before + 1


@pytest.mark.asyncio
async def test_the_chair_is_handed_over_and_shared(world: World) -> None:
    await world.begun()
    eve, zoe = await world.person("eve"), await world.person("zoe")
    await world.table("us", BALANCED)
    preview = shown(await world.do("chair", "chair undo", entry=str(await seq_of(world, "proposal_tabled"))))
    await world.sure("chair", "chair cochair", member=eve)
    assert {seat.name for seat in (await world.session()).chairs()} == {"Chair", "Eve"}
    told = await world.sure("chair", "chair handover", member=zoe)
    assert "sits as **chair**" in told.text()
    session = await world.session()
    assert {seat.name for seat in session.chairs()} == {"Eve", "Zoe"}
    assert next(seat.role for seat in session.seats.values() if seat.name == "Chair") is Role.OBSERVER
    late = await world.people["chair"].click(*pressed(preview, "undoconfirm"))
    assert late.modal is None
    assert "Only the chair" in late.text()
    assert (await world.session()).proposals["P1"].live


@pytest.mark.asyncio
async def test_a_message_to_one_party_is_read_by_nobody_else(world: World) -> None:
    await world.begun()
    reply = await world.sure("chair", "chair message", party="RU", words=SECRET)
    assert "Nobody else reads them." in reply.text()
    await world.settle()
    assert "From the chair, to your delegation alone" in await read_by(world, "ru")
    assert SECRET in await read_by(world, "ru")
    assert "To Russian Federation alone" in await read_by(world, "chair")
    for name in ("us", "pl", "ua", "olga"):
        assert SECRET not in await read_by(world, name), name
    session = await world.session()
    entries = await world.bot.desk.service.entries(session.id)
    assert SECRET not in str(entries)
    exported = await world.do("us", "record export")
    for attachment in shown(exported).attachments:
        assert SECRET not in (await world.people["us"].fetch(attachment)).decode()


@pytest.mark.asyncio
async def test_news_for_all_with_a_picture_and_for_one_party_alone(world: World) -> None:
    await world.begun()
    told = await world.sure(
        "chair", "chair news", title="Rain", words="It *rains*.", file=File("the map.png", PIXEL, "image/png")
    )
    assert "N1 goes to everybody." in told.text()
    await world.sure("chair", "chair news", title="A leak", words=SECRET, to="RU")
    await world.settle()
    ua = await world.person("ua")
    await ua.load_history(world.plenary)
    news = next(one for one in ua.messages(world.plenary) if one.text().startswith("## Rain"))
    assert [await ua.fetch(one) for one in news.attachments] == [PIXEL]
    assert SECRET in await read_by(world, "ru")
    assert SECRET in await read_by(world, "chair")
    for name in ("us", "pl", "ua", "olga"):
        assert SECRET not in await read_by(world, name), name
    missing = await world.sure("chair", "chair news", title="Only a title")
    assert "✖" in missing.text()
    unknown = await world.sure("chair", "chair news", inject="flood")
    assert "The pack has no news called flood" in unknown.text()


NEWS = f"""
injects:
  - {{id: flood, title: Flood, words: The river rises., minutes: 0}}
  - {{id: leak, title: A leak, words: "{SECRET}", minutes: 0, to: [RU]}}
  - {{id: storm, title: Storm, words: Wind.}}
"""


@pytest.mark.asyncio
async def test_the_packs_news_come_by_themselves_and_only_to_whom_they_are_for(tmp_path: Path) -> None:
    source = (SHIPPED / f"{PACK}.yaml").read_text(encoding="utf-8")
    packs = tmp_path / "packs"
    packs.mkdir()
    text = source.replace(f"id: {PACK}", "id: ee-news", 1) + NEWS
    (packs / "ee-news.yaml").write_text(text, encoding="utf-8")
    async with running_world(tmp_path) as world:
        await world.stop()
        world.packs = packs
        await world.start()
        await world.do("chair", "session open", pack="ee-news")
        for party in PARTIES:
            await world.do(party.lower(), "seat take", party=party)
        await world.do("chair", "session begin")
        async with asyncio.timeout(10):
            while len((await world.session()).order.news) < 2:  # noqa: ASYNC110  # seen from outside only
                await asyncio.sleep(0.05)
        await world.settle()
        assert "## Flood" in await read_by(world, "ua")
        assert SECRET in await read_by(world, "ru")
        assert SECRET in await read_by(world, "chair")
        for name in ("us", "pl", "ua", "olga"):
            assert SECRET not in await read_by(world, name), name
        assert "the clock told news N1" in "\n".join((await record_lines(world)).values())
        assert await values(world, "chair", "chair news", "inject") == ["storm"]
        assert "flood was told already, as N1" in (await world.sure("chair", "chair news", inject="flood")).text()
        assert "N3 goes to everybody" in (await world.sure("chair", "chair news", inject="storm")).text()
