"""Every button and select, as the right person, as the wrong one, twice, and too late."""

import asyncio
import re

import pytest

from bot.loopback.people import Message
from bot.negotiation.model import Role
from tests.e2e.world import BALANCED, EDIT, LOPSIDED, PACK, World, button, pressed


def select_of(message: Message, verb: str) -> str:
    ids = [str(one["custom_id"]) for one in message.selects()]
    return next(one for one in ids if one.startswith(f"n:{verb}:"))


@pytest.mark.asyncio
async def test_the_buttons_of_the_opening_card(world: World) -> None:
    await world.do("chair", "session open", pack=PACK)
    await world.settle()
    olga, us, us2 = [await world.person(name) for name in ("olga", "us", "us2")]
    seat_us = next(one for _, one, _ in (await world.opening("us")).buttons() if one.endswith(":US"))
    assert "You have no seat" in (await olga.click(*pressed(await world.opening("olga"), "leave"))).text()
    assert "You have no seat" in (await olga.click(*pressed(await world.opening("olga"), "brief"))).text()
    assert "as **observer**" in (await olga.click(*pressed(await world.opening("olga"), "observe"))).text()
    assert "Observers have no brief" in (await olga.click(*pressed(await world.opening("olga"), "brief"))).text()
    assert "as **head**" in (await us.click(await world.opening("us"), seat_us)).text()
    await world.settle()
    assert "as **delegate**" in (await us2.click(await world.opening("us2"), seat_us)).text()
    assert "already sit here for United States" in (await us.click(await world.opening("us"), seat_us)).text()
    assert "Your first aim" in (await us.click(*pressed(await world.opening("us"), "brief"))).text()
    assert "Only the chair" in (await us.click(*pressed(await world.opening("us"), "begin"))).text()
    assert "`/seat leave`" in (await us.click(*pressed(await world.opening("us"), "help"))).text()
    assert "Your seat is empty" in (await us2.click(*pressed(await world.opening("us2"), "leave"))).text()
    chair = world.people["chair"]
    assert "3 parties have no head" in (await chair.click(*pressed(await world.opening("chair"), "begin"))).text()
    await world.settle()
    assert (await world.session()).seats[str(us.id)].role is Role.HEAD


@pytest.mark.asyncio
async def test_the_buttons_of_a_proposal_as_the_wrong_person(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    olga = await world.person("olga")
    card = await world.card("olga", "P1")
    for verb in ("accept", "reject", "counter"):
        assert "You have no seat" in (await olga.click(*pressed(card, verb))).text(), verb
    chair = world.people["chair"]
    for verb in ("accept", "reject", "counter"):
        assert "you are the chair" in (await chair.click(*pressed(card, verb))).text(), verb
    for verb, shown in (("details", "P1 v1 in full"), ("compare", "first version and counters nothing")):
        assert shown in (await olga.click(*pressed(card, verb))).text(), verb
    assert (await world.session()).proposals["P1"].stances == {}


@pytest.mark.asyncio
async def test_rejecting_with_a_form_that_may_stay_empty(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru, pl = world.people["ru"], world.people["pl"]
    asked = await ru.click(*pressed(await world.card("ru", "P1"), "reject"))
    assert asked.modal is not None
    assert asked.modal.title == "Reject P1 v1"
    assert "rejects P1 v1" in (await ru.submit(asked.modal, {"text": "not *enough*"})).text()
    second = await pl.click(*pressed(await world.card("pl", "P1"), "reject"))
    assert second.modal is not None
    assert "rejects P1 v1" in (await pl.submit(second.modal, {"text": ""})).text()
    session = await world.session()
    assert session.proposals["P1"].stances["RU"].reason == "not *enough*"
    await world.settle()
    assert "✖ rejected: Russian Federation, and Poland and the Baltic hosts" in (await world.card("ru", "P1")).text()


@pytest.mark.asyncio
async def test_a_form_sent_after_the_text_has_changed_is_refused_with_what_is_newer(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru = world.people["ru"]
    asked = await ru.click(*pressed(await world.card("ru", "P1"), "reject"))
    assert asked.modal is not None
    us = world.people["us"]
    changed = await world.draft("us", {"VF": "V1"}, await us.click(*pressed(await world.card("us", "P1"), "counter")))
    await us.click(*pressed(changed, "submit"))
    late = await ru.submit(asked.modal, {"text": "no"})
    assert "version 2 is the newest, and you looked at version 1" in late.text()
    assert (await world.session()).proposals["P1"].stances == {}


@pytest.mark.asyncio
async def test_two_clicks_at_once_have_one_effect(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru = world.people["ru"]
    card = await world.card("ru", "P1")
    replies = await asyncio.gather(*(ru.click(*pressed(card, "accept")) for _ in range(2)))
    texts = sorted(one.text() for one in replies)
    assert "already said this of P1" in texts[0]
    assert "accepts P1 v1" in texts[1]
    accepted = [one for one in (await entries(world)) if one == "proposal_accepted"]
    assert len(accepted) == 1


async def entries(world: World) -> list[str]:
    session = await world.session()
    return [one.event.type for one in await world.bot.desk.service.entries(session.id)]


@pytest.mark.asyncio
async def test_two_people_act_at_once_and_one_text_wins(world: World) -> None:
    await world.begun("US", "RU")
    await world.table("us", BALANCED)
    us, ru = world.people["us"], world.people["ru"]
    card = await world.card("us", "P1")
    replies = await asyncio.gather(
        us.click(*pressed(card, "accept")),
        ru.click(*pressed(card, "accept")),
        world.do("us", "withdraw", proposal="P1"),
    )
    types = await entries(world)
    # What all have accepted can be withdrawn no longer, also where something bars its adoption.
    all_accepted, withdrawn = bool({"text_adopted", "adoption_barred"} & set(types)), "proposal_withdrawn" in types
    assert all_accepted != withdrawn, [one.text() for one in replies]


@pytest.mark.asyncio
async def test_a_click_on_a_card_that_has_just_been_answered(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru, us = world.people["ru"], world.people["us"]
    world.server.faults.delay(EDIT, 0.3, times=1)
    assert "off the table" in (await world.do("us", "withdraw", proposal="P1")).text()
    card = await world.card("ru", "P1")
    late = await ru.click(*pressed(card, "accept"))
    assert "P1 is no longer open: its author withdrew it" in late.text()
    await world.settle()
    labels = [label for label, _, _ in (await world.card("us", "P1")).buttons()]
    assert labels == ["Compare", "Details"]
    assert "P1 v1 in full" in (await us.click(*pressed(await world.card("us", "P1"), "details"))).text()


@pytest.mark.asyncio
async def test_the_drafting_table(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    table = (await world.do("us", "table")).message
    assert table is not None
    assert table.ephemeral
    assert len(table.selects()) == 7
    empty = await us.click(*pressed(table, "submit"))
    assert "There is nothing in it yet" in empty.text()
    table = await world.draft("us", LOPSIDED)
    assert "✖ not reciprocal" in table.text()
    assert "points** for United States · without a deal 45" in table.text()
    check = await us.click(*pressed(table, "check"))
    step = "“US rotational forces in Poland and the Baltics (6,000): Reduce by 600 within 90 days”"
    assert f"United States, {step}: counts 600 of 600 persons" in check.text()
    mended = await us.click(*pressed(table, "mend"))
    assert mended.message is not None
    assert mended.edited
    assert "✔ balanced" in mended.text()
    asked = await us.click(*pressed(mended.message, "clause"))
    assert asked.modal is not None
    with_clause = await us.submit(asked.modal, {"text": "We *hope* for peace @everyone."})
    assert with_clause.message is not None
    assert r"We \*hope\* for peace" in with_clause.text()
    again = await us.click(*pressed(with_clause.message, "clause"))
    assert again.modal is not None
    assert "The form was empty" in (await us.submit(again.modal, {"text": "   "})).text()
    edited = await us.select(with_clause.message, select_of(with_clause.message, "reword"), ["1"])
    assert edited.modal is not None
    assert edited.modal.fields()[0]["value"] == "We *hope* for peace @everyone."
    removed = await us.submit(edited.modal, {"text": ""})
    assert removed.message is not None
    assert "hope" not in removed.text()
    opened = await us.select(removed.message, removed.message.selects()[0]["custom_id"], ["-"])
    assert opened.message is not None
    session = await world.session()
    draft = await world.bot.desk.drafts.get(session.id, str(us.id))
    assert draft is not None
    assert "EX" not in draft.choices
    assert "The draft is discarded" in (await us.click(*pressed(opened.message, "discard"))).text()
    assert await world.bot.desk.drafts.get(session.id, str(us.id)) is None


@pytest.mark.asyncio
async def test_an_old_drafting_table_gives_back_what_was_typed_into_its_form(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    table = await world.draft("us", {"EX": "EX1"})
    asked = await us.click(*pressed(table, "clause"))
    assert asked.modal is not None
    await us.click(*pressed(table, "submit"))
    late = await us.submit(asked.modal, {"text": "a long thought"})
    assert "no longer there" in late.text()
    assert "a long thought" in late.text()


@pytest.mark.asyncio
async def test_an_unfinished_draft_is_not_lost_to_another(world: World) -> None:
    await world.begun()
    await world.table("ru", BALANCED)
    us = world.people["us"]
    await world.draft("us", {"EX": "EX2"})
    asked = await us.click(*pressed(await world.card("us", "P1"), "counter"))
    assert asked.message is not None
    assert "You have an unfinished draft" in asked.text()
    assert "It is a new proposal, with 1 issue settled" in asked.text()
    resumed = await us.click(*pressed(asked.message, "opendraft"))
    assert "Drafting table" in resumed.text()
    again = await us.click(*pressed(await world.card("us", "P1"), "counter"))
    assert again.message is not None
    fresh = await us.click(*pressed(again.message, "renew"))
    assert fresh.message is not None
    assert "Counter to P1" in fresh.text()
    assert "P2 v1 is on the table" not in (await us.click(*pressed(fresh.message, "submit"))).text()
    other = await world.draft("us", {"EX": "EX2"}, fresh)
    assert "P2 v1 is on the table" in (await us.click(*pressed(other, "submit"))).text()


@pytest.mark.asyncio
async def test_two_quick_choices_are_both_kept(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    table = (await world.do("us", "table")).message
    assert table is not None
    first, second, *_ = [one["custom_id"] for one in table.selects()]
    await asyncio.gather(us.select(table, first, ["EX1"]), us.select(table, second, ["T2"]))
    draft = await world.bot.desk.drafts.get((await world.session()).id, str(us.id))
    assert draft is not None
    assert dict(draft.choices) == {"EX": "EX1", "US_FWD": "T2"}


@pytest.mark.asyncio
async def test_a_draft_of_an_older_version_answers_the_newest_when_it_is_opened_again(world: World) -> None:
    await world.begun()
    await world.table("ru", BALANCED)
    us, ru = world.people["us"], world.people["ru"]
    drafted = await world.draft("us", {"EX": "EX2"}, await us.click(*pressed(await world.card("us", "P1"), "counter")))
    changing = await ru.click(*pressed(await world.card("ru", "P1"), "counter"))
    await ru.click(*pressed(await world.draft("ru", {"VF": "V1"}, changing), "submit"))
    turned = await us.select(drafted, drafted.selects()[0]["custom_id"], ["EX2"])
    assert turned.message is not None
    assert "P1 has a newer version since: v2" in turned.text()
    beside = await us.click(*pressed(turned.message, "bring"))
    assert "No two changes collide" in beside.text()
    await world.settle()
    again = await us.click(*pressed(await world.card("us", "P1"), "counter"))
    assert again.message is not None
    assert "P1 has changed while you drafted" in again.text()
    again = await us.click(*pressed(again.message, "rebase"))
    assert again.message is not None
    assert "has a newer version" not in again.text()
    assert "P2 v1 is on the table" in (await us.click(*pressed(again.message, "submit"))).text()
    answer = (await world.session()).proposals["P2"]
    assert answer.counters_version == 2
    assert [one.option for one in answer.current.clauses if one.issue in {"EX", "VF"}] == ["EX2", "V1"]


@pytest.mark.asyncio
async def test_a_cure_that_no_longer_fits(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    us, ru = world.people["us"], world.people["ru"]
    refused = await ru.click(*pressed(await world.card("ru", "P1"), "accept"))
    own = await us.click(*pressed(await world.card("us", "P1"), "accept"))
    assert refused.message is not None
    assert own.message is not None
    assert any(label.startswith("Change with this cure") for label, _, _ in own.message.buttons())
    changing = await us.click(*pressed(own.message, "cure"))
    assert changing.message is not None
    assert "New version of P1" in changing.text()
    assert "P1 v2 is on the table" in (await us.click(*pressed(changing.message, "submit"))).text()
    gone = await ru.click(refused.message, button(refused.message, "cure"))
    assert "This cure no longer fits P1" in gone.text()


@pytest.mark.asyncio
async def test_comparing_shows_the_words_that_differ(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru = world.people["ru"]
    countered = await ru.click(*pressed(await world.card("ru", "P1"), "counter"))
    await ru.click(*pressed(await world.draft("ru", {"MV": "N2", "VF": "V1"}, countered), "submit"))
    await world.settle()
    shown = await ru.click(*pressed(await world.card("ru", "P2"), "compare"))
    assert "## P1 v1 → P2 v1" in shown.text()
    assert "~~14~~ **42** days" in shown.text()
    assert "**+ new** 6 · *Inspections in addition to the existing three a year*: **Two more each**" in shown.text()
    assert "4 clauses are the same, 1 changed, 1 new." in shown.text()
    assert shown.message
    beside = await ru.click(*pressed(shown.message, "compare"))
    assert re.search(r"\*\*P1 v1\*\*\n> .*14 days.*\n\n\*\*P2 v1\*\*\n> .*42 days", beside.text())
    assert "~~" not in beside.text()
