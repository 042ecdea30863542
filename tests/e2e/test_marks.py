"""Brackets, reservations, links and packages: by command and by button, as the right person and as the wrong one."""

import json
from typing import Any

import pytest

from bot.loopback.people import Message, Reply
from bot.negotiation.model import Phase
from bot.negotiation.overlays import BracketStatus
from tests.e2e.world import BALANCED, World, button, pressed

TROOPS = {"US_FWD": "T2", "RU_WEST": "R2"}
NOTICE = {"EX": "EX1", "MV": "N1", "UB": "U1"}


async def bracketed(world: World) -> None:
    """P1 by the US, with a bracket of RU (and other words) and one of PL."""
    await world.begun()
    await world.table("us", BALANCED)
    placed = await world.do(
        "ru", "bracket place", proposal="P1 v1", clause=2, words="600 within 90 days", alternative="900 within 60 days"
    )
    assert "B1 stands on P1 v1, clause 2: “600 within 90 days”; you would have “900 within 60 days”" in placed.text()
    assert "B2 stands on P1 v1" in (await world.do("pl", "bracket place", proposal="P1", clause=1)).text()
    await world.settle()


def labelled(message: Message, label: str) -> tuple[Message, str]:
    """A message and the id of its button with a label."""
    found = [custom_id for text, custom_id, _ in message.buttons() if text == label]
    assert found, f"no button {label}: {message.buttons()}"
    return message, found[0]


def shown(reply: Reply) -> Message:
    assert reply.message is not None
    return reply.message


async def values(world: World, name: str, command: str, option: str, typed: str = "", **given: Any) -> list[Any]:  # noqa: ANN401  # options
    person = await world.person(name)
    return [one.value for one in await person.autocomplete(command, world.plenary, option, typed, **given)]


@pytest.mark.asyncio
async def test_placing_brackets_and_what_is_refused(world: World) -> None:
    await bracketed(world)
    card = (await world.card("us", "P1")).text()
    assert "**2 open brackets** · accepting waits for them" in card
    assert "- B1 · Russian Federation · clause 2: “600 within 90 days” → “900 within 60 days”" in card
    for words, told in (
        ("900", "Clause 2 does not hold the words “900”"),
        ("d", "stand 2 times in clause 2"),
        ("Reduce by 600", "would cut B1 of Russian Federation in two"),
    ):
        assert told in (await world.do("us", "bracket place", proposal="P1", clause=2, words=words)).text()
    assert "There is no clause 9" in (await world.do("us", "bracket place", proposal="P1", clause=9)).text()
    again = await world.do("pl", "bracket place", proposal="P1", clause=1)
    assert "in brackets already: B2" in again.text()
    assert await values(world, "us", "bracket place", "clause", "2", proposal="P1 v1") == [2]
    assert await values(world, "us", "bracket place", "proposal") == ["P1 v1"]
    assert await values(world, "olga", "bracket place", "proposal") == []
    assert "There is no proposal “P7”" in (await world.do("us", "bracket list", proposal="P7")).text()


@pytest.mark.asyncio
async def test_the_wrong_people_place_lift_and_state_nothing(world: World) -> None:
    await bracketed(world)
    await world.do("olga", "seat take")
    await world.do("eve", "seat take", party="US", role="adviser")
    refusals = {
        "nobody": "You have no seat",
        "olga": "you are an observer",
        "eve": "you are an adviser",
        "chair": "you are the chair",
    }
    tries: tuple[tuple[str, dict[str, Any]], ...] = (
        ("bracket place", {"proposal": "P1", "clause": 3}),
        ("bracket lift", {"bracket": "B1"}),
        ("reserve place", {"proposal": "P1", "statement": "No."}),
        ("reserve lift", {"reservation": "R1"}),
        ("link state", {"proposal": "P1", "with": "P2"}),
        ("link drop", {"link": "L1"}),
    )
    for name, told in refusals.items():
        for command, options in tries:
            assert told in (await world.do(name, command, **options)).text(), (name, command)
        read = (await world.do(name, "bracket list")).text()
        assert "### P1 v1 · 2 open brackets" in read
        assert await values(world, name, "bracket lift", "bracket") == []
    for name, told in {**refusals, "chair": "only its author may do this", "ua": "only its author may do this"}.items():
        assert told in (await world.do(name, "bracket take", bracket="B1")).text(), name
    assert all(one.status is BracketStatus.OPEN for one in (await world.session()).brackets.values())
    assert all(one.agreed == () for one in (await world.session()).brackets.values())


@pytest.mark.asyncio
async def test_nobody_accepts_words_in_brackets_until_their_owners_lift_them(world: World) -> None:
    await bracketed(world)
    ua = world.people["ua"]
    answer = await ua.click(*pressed(await world.card("ua", "P1"), "accept"))
    refused = answer.text()
    assert "P1 has 2 open brackets: B2 of Poland and the Baltic hosts" in refused
    assert "B1 of Russian Federation (“600 within 90 days”)" in refused
    assert "once Poland and the Baltic hosts, and Russian Federation lift them" in refused
    assert "### P1 v1 · 2 open brackets" in (await ua.click(*pressed(shown(answer), "brackets"))).text()
    assert "open brackets" in (await world.do("ua", "accept", proposal="P1", ad_referendum=True)).text()
    assert "lifted: its own party lifted it" in (await world.do("ru", "bracket lift", bracket="b1")).text()
    listed = shown(await world.people["pl"].click(*pressed(await world.card("pl", "P1"), "brackets")))
    assert "-# Open brackets over time: 1, 2, 1" in listed.text()
    assert (
        "B2 of Poland and the Baltic hosts is lifted"
        in (await world.people["pl"].click(*labelled(listed, "Lift B2"))).text()
    )
    late = await world.people["pl"].click(*pressed(listed, "lift"))
    assert "Bracket B2 is open no longer: its own party lifted it" in late.text()
    assert "accepts P1 v1" in (await ua.click(*pressed(await world.card("ua", "P1"), "accept"))).text()
    await world.settle()
    assert "open bracket" not in (await world.card("ua", "P1")).text()


@pytest.mark.asyncio
async def test_the_others_lift_a_bracket_together(world: World) -> None:
    await bracketed(world)
    assert await values(world, "us", "bracket lift", "bracket") == ["B1", "B2"]
    agreed = (await world.do("us", "bracket lift", bracket="B1")).text()
    assert "United States agrees that B1 be lifted. Still to agree: Poland and the Baltic hosts, and Ukraine." in agreed
    assert await values(world, "us", "bracket lift", "bracket") == ["B2"]
    again = await world.do("us", "bracket lift", bracket="B1")
    assert "already agreed that B1 be lifted" in again.text()
    assert "It waits for Poland and the Baltic hosts, and Ukraine" in again.text()
    listed = shown(await world.do("ua", "bracket list", proposal="P1"))
    assert (
        "to lift it agreed: United States · still to agree: Poland and the Baltic hosts, and Ukraine" in listed.text()
    )
    await world.people["ua"].click(*labelled(listed, "Agree to lift B1"))
    lifted = await world.do("pl", "bracket lift", bracket="B1")
    assert "B1 of Russian Federation is lifted: the others agreed to lift it" in lifted.text()
    assert (await world.session()).brackets["B1"].status is BracketStatus.LIFTED
    unknown = await world.do("pl", "bracket lift", bracket="B9")
    assert "There is no bracket B9" in unknown.text()
    assert "Open: B2" in unknown.text()


@pytest.mark.asyncio
async def test_the_author_takes_the_other_words_into_the_text(world: World) -> None:
    await bracketed(world)
    assert await values(world, "us", "bracket take", "bracket") == ["B1"]
    assert await values(world, "ru", "bracket take", "bracket") == []
    assert (
        "B2 of Poland and the Baltic hosts names no other words"
        in (await world.do("us", "bracket take", bracket="B2")).text()
    )
    assert "There is no bracket B9" in (await world.do("us", "bracket take", bracket="B9")).text()
    us = world.people["us"]
    listed = shown(await us.click(*pressed(await world.card("us", "P1"), "brackets")))
    assert "**[**600 within 90 days **|** RU: 900 within 60 days**]** (RU · B1)" in listed.text()
    taken = (await us.click(*pressed(listed, "take"))).text()
    assert "P1 v2 is on the table" in taken
    assert "B1 of Russian Federation is lifted: its alternative is in the text" in taken
    stale = await us.click(*pressed(listed, "take"))
    assert "version 2 is the newest" in stale.text()
    await world.settle()
    card = (await world.card("ru", "P1")).text()
    assert "Reduce by 900 within 60 days" in card
    assert "**1 open bracket**" in card
    placed = await world.do("ua", "bracket place", proposal="P1", clause=2, words="900", alternative="950")
    assert "B3 stands" in placed.text()
    assert "P1 v3 is on the table" in (await world.do("us", "bracket take", bracket="B3")).text()


@pytest.mark.asyncio
async def test_a_bracket_on_what_somebody_has_accepted_is_announced(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await world.do("ua", "accept", proposal="P1")
    await world.do("ru", "bracket place", proposal="P1", clause=1, words="5,000")
    await world.settle()
    posts = "\n".join(one.text() for one in world.people["us"].messages(world.plenary))
    assert "P1 v1 has a bracket: B1" in posts
    assert "**Russian Federation** does not agree to “5,000” in clause 1. Accepted before by Ukraine" in posts
    record = next(channel for channel in world.people["us"].channels.values() if channel.name == "Record")
    lines = "\n".join(one.text() for one in world.people["us"].messages(record.id))
    assert "put words of P1 v1 in brackets, **B1**, clause 1: “5,000”" in lines


@pytest.mark.asyncio
async def test_a_reservation_is_printed_with_the_agreed_text(world: World) -> None:
    await bracketed(world)
    statement = "Our *parliament* looks at it first."
    assert await values(world, "ru", "reserve place", "bracket", proposal="P1 v1") == ["B1"]
    wrong = await world.do("us", "reserve place", proposal="P1", statement=statement, bracket="B1")
    assert "B1 is of Russian Federation" in wrong.text()
    made = await world.do("ru", "reserve place", proposal="P1", statement=statement, bracket="B1")
    assert "R1: your specific reservation on P1 v1 stands in the place of B1" in made.text()
    second = await world.do("pl", "reserve place", proposal="P1", statement="For now.", kind="scrutiny", clause=3)
    assert "your scrutiny reservation" in second.text()
    assert "R1 is of Russian Federation" in (await world.do("us", "reserve lift", reservation="R1")).text()
    assert "There is no reservation R9" in (await world.do("us", "reserve lift", reservation="R9")).text()
    assert await values(world, "pl", "reserve lift", "reservation") == ["R2"]
    assert "R2 is lifted" in (await world.do("pl", "reserve lift", reservation="R2")).text()
    await world.do("pl", "bracket lift", bracket="B2")
    await world.settle()
    assert "**Reservations:** Russian Federation: R1 (specific)" in (await world.card("us", "P1")).text()
    for name in ("us", "ru", "pl", "ua"):
        reply = await world.do(name, "accept", proposal="P1")
    assert "agreed text" in reply.text()
    exported = shown(await world.do("us", "record export"))
    files = {one["filename"].split("-", 1)[1]: one for one in exported.attachments}
    text = (await world.people["us"].fetch(files["agreed-text.md"])).decode()
    assert (
        "## Reservations\n\n- R1, specific reservation of Russian Federation, by Ru, made on version 1, clause 2"
        in text
    )
    assert "on “600 within 90 days”: “Our \\*parliament\\* looks at it first.”" in text
    assert "## Brackets left open" not in text
    held = json.loads(await world.people["us"].fetch(files["agreed-text.json"]))["agreement"]
    assert [one["id"] for one in held["reservations"]] == ["R1"]


@pytest.mark.asyncio
async def test_a_link_bars_until_it_is_dropped(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await world.table("ru", NOTICE)
    assert await values(world, "ru", "link state", "with", "", proposal="P1 v1") == ["P2"]
    assert (
        "no proposal that P1 should go together with"
        in (await world.do("ru", "link state", proposal="P1", **{"with": " "})).text()
    )
    assert (
        "always goes together with itself"
        in (await world.do("ru", "link state", proposal="P1", **{"with": "1"})).text()
    )
    assert "P9" in (await world.do("ru", "link state", proposal="P1", **{"with": "P9"})).text()
    stated = await world.do("ru", "link state", proposal="P1", **{"with": "p2"})
    assert "L1: your acceptance of P1 counts only together with P2" in stated.text()
    assert "stated this already: L1" in (await world.do("ru", "link state", proposal="P1", **{"with": "P2"})).text()
    for name in ("us", "ru", "pl", "ua"):
        reply = await world.do(name, "accept", proposal="P1")
    assert "it is barred: it does not hold what links ask for (L1)" in reply.text()
    await world.settle()
    assert "**Links:** L1, Russian Federation only with P2" in (await world.card("us", "P1")).text()
    posts = "\n".join(one.text() for one in world.people["us"].messages(world.plenary))
    assert "P1 v1 is not an agreement" in posts
    assert "Links: `/link list`" in posts
    assert "L1 is of Russian Federation" in (await world.do("us", "link drop", link="L1")).text()
    assert "There is no link L9" in (await world.do("us", "link drop", link="L9")).text()
    assert await values(world, "ru", "link drop", "link") == ["L1"]
    assert await values(world, "us", "link drop", "link") == []
    dropped = await world.do("ru", "link drop", link="L1")
    assert "L1 is dropped" in dropped.text()
    assert "agreed text" in dropped.text()
    assert (await world.session()).phase is Phase.AGREED


@pytest.mark.asyncio
async def test_a_circle_is_reported_and_one_package_is_the_way_out(world: World) -> None:
    await world.begun()
    assert "Nobody has stated a condition" in (await world.do("us", "link list")).text()
    await world.table("us", TROOPS)
    await world.table("ru", NOTICE)
    await world.do("us", "link state", proposal="P1", **{"with": "P2"})
    await world.do("ru", "link state", proposal="P2", **{"with": "P1"})
    listed = shown(await world.do("pl", "link list"))
    text = listed.text()
    assert "United States and Russian Federation wait for each other" in text
    assert "The way out: one package of P1 + P2, accepted at the same moment" in text
    assert "✔ **P1 + P2**: no conflict, and the rules hold for the whole" in text
    olga = shown(await world.do("olga", "link list"))
    assert olga.buttons() == []
    tabled = await world.people["pl"].click(*labelled(listed, "Table P1 + P2 as one package"))
    assert "P3 v1 is on the table, one package of P1 + P2: accept it as any text" in tabled.text()
    twice = await world.people["pl"].click(*labelled(listed, "Table P1 + P2 as one package"))
    assert "This package is on the table already: P3" in twice.text()
    await world.settle()
    card = await world.card("us", "P3")
    assert "Package of P1 v1, P2 v1: one text, accepted at the same moment" in card.text()
    assert "on the table as P3" in (await world.do("us", "link list")).text()
    for name in ("us", "ru", "pl", "ua"):
        reply = await world.people[name].click(*pressed(await world.card(name, "P3"), "accept"))
    assert "P3 v1 is the **agreed text**" in reply.text()


@pytest.mark.asyncio
async def test_a_package_is_made_by_command_too(world: World) -> None:
    await world.begun()
    await world.table("us", TROOPS)
    await world.table("ru", NOTICE)
    assert await values(world, "chair", "link package", "proposals", "P1 ") == ["P1 P2"]
    assert "You have no seat" in (await world.do("olga", "link package", proposals="P1 P2")).text()
    assert "you named 1" in (await world.do("pl", "link package", proposals="P1")).text()
    assert "There is no proposal “P9”" in (await world.do("pl", "link package", proposals="P1, P9")).text()
    assert "one package of P1 + P2" in (await world.do("chair", "link package", proposals="p1 + p2")).text()
    assert "on the table already: P3" in (await world.do("us", "link package", proposals="P2 P1")).text()


@pytest.mark.asyncio
async def test_a_package_of_what_has_changed_meanwhile_is_not_tabled(world: World) -> None:
    await world.begun()
    await world.table("us", TROOPS)
    await world.table("ru", NOTICE)
    await world.do("us", "link state", proposal="P1", **{"with": "P2"})
    pl = await world.person("pl")
    listed = shown(await world.do("pl", "link list"))
    package = button(listed, "package")
    us = world.people["us"]
    changed = await world.draft("us", {"VF": "V1"}, await us.click(*pressed(await world.card("us", "P1"), "counter")))
    await us.click(*pressed(changed, "submit"))
    await world.settle()
    stale = await pl.click(listed, package)
    assert "P1 has changed: version 2 is the newest, and you looked at version 1" in stale.text()
    await world.do("pl", "seat leave")
    assert "You have no seat" in (await pl.click(listed, package)).text()
    assert list((await world.session()).proposals) == ["P1", "P2"]
