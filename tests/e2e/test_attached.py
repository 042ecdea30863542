"""Cards with a file: posted once, edited with their newest file, and never lost with it."""

import asyncio
import logging

import pytest

from bot.loopback.people import Message
from bot.loopback.server import Exchange
from tests.e2e.test_drafting import added
from tests.e2e.test_faults import POST, forbid
from tests.e2e.world import EDIT, World, pressed
from tests.support.contract import problems

LONG = " ".join(f"Word {number} of a long preamble." for number in range(140))
LONGER = LONG.replace("preamble", "prologue")
NOTICE = "Shortened: *Details* shows all of it"


async def submitted(world: World, text: str) -> str:
    """Put words into the draft of the US and table it; the card is not waited for."""
    await world.do("us", "clause", text=text)
    shown = (await world.do("us", "table")).message
    assert shown is not None
    return (await world.people["us"].click(*pressed(shown, "submit"))).text()


async def changed(world: World, text: str) -> None:
    """Give P1 of the US other words."""
    us = world.people["us"]
    shown = (await world.do("us", "change", proposal="P1")).message
    assert shown is not None
    edited = await world.do("us", "clause", text=text, number=1)
    assert edited.message is not None
    assert "is on the table" in (await us.click(*pressed(edited.message, "submit"))).text()
    await world.settle()


async def cards(world: World, name: str = "ru") -> list[Message]:
    person = world.people[name]
    await person.load_history(world.plenary)
    return [one for one in person.messages(world.plenary) if one.text().startswith("## P1 ") and not one.ephemeral]


def names(message: Message) -> list[str]:
    return [one["filename"] for one in message.raw["attachments"]]


@pytest.mark.asyncio
@pytest.mark.parametrize("after", [False, True])
async def test_a_first_post_that_fails_is_tried_again_with_its_file(
    world: World, monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    monkeypatch.setattr("bot.service.courier.pause_after", lambda _: 0.01)
    await world.begun()
    world.server.faults.answer(POST, 503, times=1, after=after)
    assert "is on the table" in await submitted(world, LONG)
    await world.people["ru"].wait_for(lambda one: one.text().startswith("## P1 v1"))
    await world.settle()
    (card,) = await cards(world)
    assert names(card) == ["P1-v1.txt"]
    assert LONG in (await world.people["ru"].fetch(card.raw["attachments"][0])).decode()


@pytest.mark.asyncio
async def test_the_file_of_an_older_version_goes_with_it(world: World) -> None:
    await world.begun()
    await submitted(world, LONG)
    await world.settle()
    await changed(world, LONGER)
    (card,) = await cards(world)
    assert names(card) == ["P1-v2.txt"]
    await changed(world, "The parties meet in Geneva.")
    (card,) = await cards(world)
    assert NOTICE not in card.text()
    assert names(card) == []
    if world.contract is not None:
        kinds = {
            (f"{one.method} {one.template}", one.content_type.partition(";")[0]) for one in world.contract.exchanges
        }
        assert {(POST, "multipart/form-data"), (EDIT, "multipart/form-data"), (EDIT, "application/json")} <= kinds
        assert world.contract.broken == []


@pytest.mark.asyncio
async def test_without_the_right_to_attach_files_the_card_stands_without_its_file(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.begun()
    forbid(world, attach_files=True)
    with caplog.at_level(logging.WARNING):
        await submitted(world, LONG)
        await world.settle()
    (card,) = await cards(world)
    assert f"{NOTICE}." in card.text()
    assert names(card) == []
    assert f"lacks 'Attach Files' in channel {world.plenary}" in caplog.text
    assert "rejects P1 v1" in (await world.do("ru", "reject", proposal="P1")).text()
    await world.settle()
    assert "rejected: Russian Federation" in (await world.card("us", "P1")).text()
    world.seed.channel.overwrites.clear()
    await world.do("pl", "reject", proposal="P1")
    await world.settle()
    (card,) = await cards(world)
    assert names(card) == ["P1-v1.txt"], "given back, the right brings the file back"


@pytest.mark.asyncio
async def test_a_long_card_deleted_by_hand_comes_back_with_its_file(world: World) -> None:
    await world.begun()
    await submitted(world, LONG)
    await world.settle()
    (card,) = await cards(world)
    channel = world.bot.get_partial_messageable(world.plenary)
    await channel.get_partial_message(card.id).delete()
    await world.do("ru", "bracket place", proposal="P1", clause=1, words="Word 7 of")
    await world.settle()
    (again,) = await cards(world)
    assert again.id != card.id
    assert names(again) == ["P1-v1.txt"]
    assert "B1 · Russian Federation" in again.text()


@pytest.mark.asyncio
async def test_a_card_that_discord_takes_from_nobody_holds_up_nothing_else(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.begun()
    world.server.faults.answer(POST, 400, times=1)
    with caplog.at_level(logging.ERROR):
        assert "is on the table" in await submitted(world, "See https://example.org/harmful")
        await world.settle()
    assert "Discord refuses it" in caplog.text
    assert await cards(world) == []
    await world.do("ru", "reject", proposal="P1")
    await world.settle()
    await asyncio.sleep(0.05)
    (card,) = await cards(world)
    assert "rejected: Russian Federation" in card.text()


@pytest.mark.asyncio
async def test_a_restart_between_act_and_post_loses_neither_card_nor_file(world: World) -> None:
    await world.begun()
    world.server.faults.delay(POST, 0.5)
    await submitted(world, LONG)
    await world.stop()
    world.server.faults.clear()
    await world.start()
    await world.settle()
    (card,) = await cards(world)
    assert names(card) == ["P1-v1.txt"]


@pytest.mark.asyncio
async def test_a_form_delivered_twice_adds_one_clause(world: World) -> None:
    await world.begun()
    us = await world.person("us")
    shown = (await world.do("us", "table")).message
    assert shown is not None
    world.server.faults.deliver_twice(2)
    written = await added(world, "us", shown, "Once only.")
    assert written.message is not None
    world.server.faults.deliver_twice()
    await world.do("us", "clause", text="By command.")
    world.server.faults.deliver_twice()
    quoted = await us.context_menu("Quote in a proposal", await us.say(world.plenary, "Quoted."))
    assert quoted.modal is not None
    world.server.faults.deliver_twice()
    await us.submit(quoted.modal, {"text": "Quoted."})
    await asyncio.sleep(0.05)
    draft = await world.bot.desk.drafts.get((await world.session()).id, str(us.id))
    assert draft is not None
    assert draft.clauses == ("Once only.", "By command.", "Quoted.")


@pytest.mark.parametrize(
    ("route", "wrong"),
    [
        (POST, {"attachments": "none"}),
        (POST, {"attachments": [{"id": "0", "filename": 7}]}),
        (EDIT, {"attachments": [{"filename": "P1-v1.txt"}]}),
        (EDIT, {"components": "none"}),
    ],
)
def test_a_form_with_files_is_held_to_the_description_of_the_api(route: str, wrong: dict[str, object]) -> None:
    method, template = route.split(" ")

    def found(form: dict[str, object]) -> list[str]:
        kind = "multipart/form-data; boundary=x"
        exchange = Exchange(method, template, template, kind, form, 200, {})
        return [one for one in problems(exchange) if one.startswith("request")]

    right = {"attachments": [{"id": "0", "filename": "P1-v1.txt"}], "flags": 32768}
    assert found(right) == []
    assert found(right | wrong) != []
