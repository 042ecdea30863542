"""Brackets, reservations and links from the card of a proposal: forms that give back what was typed."""

import pytest

from bot.loopback.people import Message, Modal, Reply
from bot.negotiation.overlays import ReservationKind
from tests.e2e.test_buttons import select_of
from tests.e2e.test_marks import NOTICE, shown
from tests.e2e.world import BALANCED, World, button, pressed

WORDS = "Our commanders think again."


async def bracket_form(world: World, name: str, clause: int) -> Modal:
    """What the select under the list of brackets opens."""
    person = await world.person(name)
    listed = shown(await person.click(*pressed(await world.card(name, "P1"), "brackets")))
    asked = await person.select(listed, select_of(listed, "bracket"), [str(clause)])
    assert asked.modal is not None, asked.text()
    return asked.modal


async def opened(world: World, name: str, verb: str) -> Reply:
    """What a button of the card opens."""
    person = await world.person(name)
    return await person.click(*pressed(await world.card(name, "P1"), verb))


async def tabled(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)


def choices(form: Modal, field: str) -> list[str]:
    found = next(one for one in form.fields() if one["custom_id"] == field)
    return [one["label"] for one in found["options"]]


@pytest.mark.asyncio
async def test_words_are_put_in_brackets_from_the_card_without_typing_them(world: World) -> None:
    await tabled(world)
    ru = world.people["ru"]
    form = await bracket_form(world, "ru", 2)
    assert form.title == "Bracket words of P1, clause 2"
    assert form.fields()[0]["value"] == "Reduce by 600 within 90 days"
    await world.restart()
    placed = await ru.submit(form, {"text": "600  WITHIN 90", "alternative": "900 within 60"})
    assert "B1 stands on P1 v1, clause 2: “600 within 90”; you would have “900 within 60”" in placed.text()
    await world.settle()
    assert "**[**600 within 90 **|** RU: 900 within 60**]** (RU · B1)" in (await world.card("us", "P1")).text()
    whole = await ru.submit(await bracket_form(world, "ru", 1), {})
    assert "B2 stands on P1 v1, clause 1: “Tell from 5,000, invite observers from 9,000”" in whole.text()


@pytest.mark.asyncio
async def test_a_bracket_that_is_refused_gives_back_what_was_typed(world: World) -> None:
    await tabled(world)
    ru, us = world.people["ru"], world.people["us"]
    form = await bracket_form(world, "ru", 2)
    wrong = await ru.submit(form, {"text": "not *there*", "alternative": WORDS})
    assert "Clause 2 does not hold the words" in wrong.text()
    assert WORDS in wrong.text()
    late = await bracket_form(world, "ru", 2)
    old = shown(await ru.click(*pressed(await world.card("ru", "P1"), "brackets")))
    changed = await world.draft("us", {"VF": "V1"}, await us.click(*pressed(await world.card("us", "P1"), "counter")))
    await us.click(*pressed(changed, "submit"))
    stale = await ru.submit(late, {"text": "600", "alternative": WORDS})
    assert "version 2 is the newest" in stale.text()
    assert WORDS in stale.text()
    again = await ru.select(old, select_of(old, "bracket"), ["2"])
    assert "version 2 is the newest" in again.text()
    assert (await world.session()).brackets == {}


@pytest.mark.asyncio
async def test_a_reservation_is_made_from_the_card(world: World) -> None:
    await tabled(world)
    ru, pl = world.people["ru"], world.people["pl"]
    await world.do("ru", "bracket place", proposal="P1", clause=2, words="600")
    form = (await opened(world, "ru", "reserve")).modal
    assert form is not None
    about = choices(form, "about")
    assert about[:3] == ["The whole text", "In the place of B1: 600", "1. Tell from 5,000, invite observers from 9,000"]
    made = await ru.submit(form, {"text": WORDS, "about": ["B1"], "kind": ["scrutiny"]})
    assert "R1: your scrutiny reservation on P1 v1 stands in the place of B1" in made.text()
    plain = (await opened(world, "pl", "reserve")).modal
    assert plain is not None
    assert "your general reservation" in (await pl.submit(plain, {"text": WORDS})).text()
    twice = (await opened(world, "pl", "reserve")).modal
    assert twice is not None
    refused = (await pl.submit(twice, {"text": WORDS})).text()
    assert "has made exactly this reservation already: R2" in refused
    assert WORDS in refused
    on_clause = (await opened(world, "pl", "reserve")).modal
    assert on_clause is not None
    assert "your specific reservation" in (await pl.submit(on_clause, {"text": WORDS, "about": ["3"]})).text()
    held = (await world.session()).reservations
    assert [(one.kind, one.clause) for one in held.values()] == [
        (ReservationKind.SCRUTINY, 2),
        (ReservationKind.GENERAL, None),
        (ReservationKind.SPECIFIC, 3),
    ]
    await world.settle()
    card = (await world.card("us", "P1")).text()
    assert "Poland and the Baltic hosts: R2 (general), R3 (specific) · Russian Federation: R1 (scrutiny)" in card


@pytest.mark.asyncio
async def test_a_condition_is_stated_from_the_card(world: World) -> None:
    await tabled(world)
    ru = world.people["ru"]
    alone = await opened(world, "ru", "link")
    assert "You named no proposal that P1 should go together with" in alone.text()
    await world.table("pl", NOTICE)
    form = (await opened(world, "ru", "link")).modal
    assert form is not None
    assert choices(form, "others") == ["P2 · Tell from 5,000, invite observers from 9,000"]
    stated = await ru.submit(form, {"others": ["P2"]})
    assert "L1: your acceptance of P1 counts only together with P2" in stated.text()


@pytest.mark.asyncio
async def test_who_may_not_is_told_before_typing(world: World) -> None:
    await tabled(world)
    await world.table("pl", NOTICE)
    await world.do("olga", "seat take")
    for name, told in {
        "nobody": "You have no seat",
        "olga": "you are an observer",
        "chair": "you are the chair",
    }.items():
        for verb in ("reserve", "link"):
            answer = await opened(world, name, verb)
            assert answer.modal is None
            assert told in answer.text(), (name, verb)
        person = await world.person(name)
        listed = shown(await person.click(*pressed(await world.card(name, "P1"), "brackets")))
        assert listed.selects() == []


@pytest.mark.asyncio
async def test_the_author_comes_from_the_list_to_what_stands_in_brackets_in_the_text(world: World) -> None:
    await world.begun()
    await world.do("us", "clause", text="The talks are held in [Geneva | Vienna].")
    table = shown(await world.do("us", "table"))
    await world.people["us"].click(*pressed(table, "submit"))
    await world.settle()

    async def listed(name: str) -> Message:
        return shown(await world.people[name].click(*pressed(await world.card(name, "P1"), "brackets")))

    assert all(":counter:" not in one for _, one, _ in (await listed("ru")).buttons())
    mine = await listed("us")
    opening = await world.people["us"].click(mine, button(mine, "counter"))
    assert "New version of P1" in opening.text()


@pytest.mark.asyncio
async def test_a_delegate_is_offered_the_acceptance_that_a_delegate_may_give(world: World) -> None:
    await tabled(world)
    await world.do("us2", "seat take", party="US", role="delegate")
    us2 = world.people["us2"]
    offered = shown(await opened(world, "us2", "accept"))
    assert "Only your head accepts P1 v1 fully; you are a delegate." in offered.text()
    done = await us2.click(*pressed(offered, "adref"))
    assert "United States accepts P1 v1 ad referendum" in done.text()
    twice = await us2.click(*pressed(offered, "adref"))
    assert "already said this of P1: accepted ad referendum" in twice.text()
    await opened(world, "us", "accept")
    assert "already said this of P1: accepted." in (await opened(world, "us", "accept")).text(), "a head is no delegate"
    await world.sure("chair", "seat assign", member=us2.id, role="adviser", party="US")
    assert "you are an adviser" in (await opened(world, "us2", "accept")).text()


@pytest.mark.asyncio
async def test_a_reason_that_comes_too_late_is_given_back(world: World) -> None:
    await tabled(world)
    ru = world.people["ru"]
    form = (await opened(world, "ru", "reject")).modal
    assert form is not None
    await world.do("us", "withdraw", proposal="P1")
    late = await ru.submit(form, {"text": WORDS})
    assert "withdrawn" in late.text() or "withdrew" in late.text()
    assert WORDS in late.text()
