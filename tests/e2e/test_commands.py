"""Every command, as the right person and as the wrong one."""

import pytest

from bot.drafting.clauses import Clause
from bot.negotiation.acts import Actor, Change, Counter
from bot.negotiation.model import Phase, Role, StanceKind
from bot.service.negotiations import Done
from tests.e2e.world import BALANCED, LOPSIDED, PACK, World, pressed


@pytest.mark.asyncio
async def test_opening_a_session(world: World) -> None:
    assert "Only a moderator" in (await world.do("us", "session open", pack=PACK)).text()
    unknown = await world.do("chair", "session open", pack="atlantis")
    assert "no pack “atlantis”" in unknown.text()
    assert PACK in unknown.text()
    assert "no variant “odd”" in (await world.do("chair", "session open", pack=PACK, variant="odd")).text()
    for command in ("board", "brief", "table", "session status", "session close", "seat list", "record export"):
        assert "no session in this channel" in (await world.do("us", command)).text(), command
    assert "Open one: `/session open`" in (await world.do("chair", "help")).text()
    assert "A moderator opens one" in (await world.do("us", "help")).text()
    assert "The session is open" in (await world.do("chair", "session open", pack=PACK, variant="one_way")).text()
    assert (await world.session()).variant == "one_way"
    assert "already open in this channel" in (await world.do("chair", "session open", pack=PACK)).text()
    await world.settle()
    record = next(one for one in world.people["chair"].channels.values() if one.name == "Record")
    in_thread = await world.do("chair", "session open", record.id, pack=PACK)
    assert "A session lives in a text channel" in in_thread.text()
    assert "Eastern Europe" in (await world.do("us", "session status", record.id)).text(), "a thread belongs to it"


@pytest.mark.asyncio
async def test_seats(world: World) -> None:
    await world.do("chair", "session open", pack=PACK)
    assert "as **observer**" in (await world.do("olga", "seat take")).text()
    assert "already sit here as observer" in (await world.do("olga", "seat take", party="US")).text()
    assert "as **head** for **United States**" in (await world.do("us", "seat take", party="united states")).text()
    assert "as **delegate**" in (await world.do("us2", "seat take", party="US")).text()
    assert "already has a head: Us" in (await world.do("eve", "seat take", party="US", role="head")).text()
    assert "as **adviser**" in (await world.do("eve", "seat take", party="US", role="adviser")).text()
    assert "no party “XX”" in (await world.do("ru", "seat take", party="XX")).text()
    assert "sits for a party, and you named none" in (await world.do("ru", "seat take", role="head")).text()
    assert "sits for no party" in (await world.do("ru", "seat take", party="RU", role="observer")).text()
    assert "Only the chair" in (await world.do("us", "seat assign", member=world.people["olga"], role="chair")).text()
    moved = await world.sure("chair", "seat assign", member=world.people["us2"], role="head", party="US")
    assert "Us2 sits as **head**" in moved.text()
    session = await world.session()
    assert session.seats[str(world.people["us"].id)].role is Role.DELEGATE
    assert "only chair" in (await world.do("chair", "seat leave")).text()
    assert "Your seat is empty" in (await world.do("olga", "seat leave")).text()
    assert "You have no seat" in (await world.do("olga", "seat leave")).text()
    listed = await world.do("nobody", "seat list")
    assert "Us2 (head)" in listed.text()
    assert "**Ukraine** (`UA`): nobody" in listed.text()
    robot = world.seed.bot.user
    refused = await world.sure("chair", "seat assign", member=robot, role="observer")
    assert "cannot seat another bot" in refused.text()


@pytest.mark.asyncio
async def test_beginning(world: World) -> None:
    await world.do("chair", "session open", pack=PACK)
    for party in ("US", "RU"):
        await world.do(party.lower(), "seat take", party=party)
    assert "Only the chair" in (await world.do("us", "session begin")).text()
    missing = await world.do("chair", "session begin")
    assert "2 parties have no head: Poland and the Baltic hosts, and Ukraine" in missing.text()
    assert "`/session begin without:PL UA`" in missing.text()
    assert "has not begun yet" in (await world.do("us", "table")).text(), "a wrong phase is told before drafting"
    assert "has not begun yet" in (await world.do("us", "accept", proposal="P1")).text()
    assert "no party “XX”" in (await world.do("chair", "session begin", without="XX")).text()
    completed = await world.people["chair"].autocomplete("session begin", world.plenary, "without", "PL ")
    assert [one.value for one in completed] == ["PL US", "PL RU", "PL UA"]
    begun = await world.do("chair", "session begin", without="pl, ua")
    assert "Required: United States and Russian Federation" in begun.text()
    assert "already begun" in (await world.do("chair", "session begin")).text()
    assert (await world.session()).absent == ("PL", "UA")


@pytest.mark.asyncio
async def test_answering_a_proposal(world: World) -> None:
    await world.begun()
    await world.do("us2", "seat take", party="US", role="delegate")
    await world.do("eve", "seat take", party="US", role="adviser")
    await world.table("us", BALANCED)
    for wrong, why in (("olga", "You have no seat"), ("chair", "you are the chair"), ("eve", "you are an adviser")):
        assert why in (await world.do(wrong, "accept", proposal="P1")).text()
    by_delegate = await world.do("us2", "accept", proposal="P1 v1")
    assert "`/accept ad_referendum:True`" in by_delegate.text()
    provisional = await world.do("us2", "accept", proposal="P1 v1", ad_referendum=True)
    assert "ad referendum" in provisional.text()
    assert "you are a delegate" in (await world.do("us2", "confirm", proposal="P1")).text()
    assert "confirms its acceptance of P1 v1" in (await world.do("us", "confirm", proposal="P1")).text()
    assert "already said this of P1: accepted" in (await world.do("us", "accept", proposal="P1")).text()
    assert "holds no acceptance ad referendum" in (await world.do("ru", "confirm", proposal="P1")).text()
    assert "rejects P1 v1" in (await world.do("ru", "reject", proposal="1", reason="too *little*")).text()
    assert "has taken back what it said" in (await world.do("ru", "takeback", proposal="P1")).text()
    assert "nothing of P1 that could be taken back" in (await world.do("ru", "takeback", proposal="P1")).text()
    assert "is a proposal of United States" in (await world.do("ru", "withdraw", proposal="P1")).text()
    assert "no proposal “P9”" in (await world.do("ru", "accept", proposal="P9")).text()
    nonsense = await world.do("ru", "accept", proposal="the *first* one")
    assert r"no proposal “the \*first\* one”" in nonsense.text()
    assert "Open for an answer now: P1" in nonsense.text()
    assert "adopted by itself" in (await world.sure("chair", "adopt", proposal="P1")).text()
    await world.settle()
    record = next(one for one in world.people["ru"].channels.values() if one.name == "Record")
    lines = [one.text() for one in world.people["ru"].messages(record.id)]
    assert any(r"rejected P1 v1: “too \*little\*”" in line for line in lines)
    withdrawn = await world.do("us", "withdraw", proposal="P1", reason="thinking again")
    assert "P1 is off the table" in withdrawn.text()
    gone = await world.do("ru", "accept", proposal="P1")
    assert "P1 is no longer open: its author withdrew it (“thinking again”)" in gone.text()
    stance = (await world.session()).proposals["P1"].stances["US"]
    assert stance.kind is StanceKind.ACCEPTED, "what was said stays in the record"


@pytest.mark.asyncio
async def test_a_refused_text_can_be_waived_by_all_whom_it_touches(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    assert "P1 is not reciprocal" in (await world.do("us", "accept", proposal="P1")).text()
    us = world.people["us"]
    rules = await us.autocomplete("waive", world.plenary, "rule", "", proposal="P1 v1")
    assert [one.value for one in rules] == ["steps"]
    unknown = await world.do("us", "waive", proposal="P1", rule="other", statement="we agree")
    assert "These fail and may be waived: steps" in unknown.text()
    outside = await world.do("ua", "waive", proposal="P1", rule="steps", statement="we agree")
    assert "not among those that the rule steps compares" in outside.text()
    first = await world.do("us", "waive", proposal="P1", rule="steps", statement="we can live with it")
    assert "United States waives `steps`" in first.text()
    assert "already waived" in (await world.do("us", "waive", proposal="P1", rule="steps", statement="again")).text()
    await world.do("ru", "waive", proposal="P1", rule="steps", statement="so can we")
    await world.settle()
    assert "Waived in writing: steps" in (await world.card("us", "P1")).text()
    assert "so can we" in (await world.do("ua", "check", proposal="P1")).text()
    for name in ("us", "ru", "pl", "ua"):
        await world.do(name, "accept", proposal="P1")
    session = await world.session()
    assert session.agreement is not None
    assert session.agreement.waived == ("steps",)


@pytest.mark.asyncio
async def test_tabling_countering_and_changing(world: World) -> None:
    await world.begun()
    for wrong, why in (("olga", "You have no seat"), ("eve", "You have no seat")):
        assert why in (await world.do(wrong, "table")).text()
    await world.table("us", BALANCED)
    assert "P1 is your own proposal" in (await world.do("us", "counter", proposal="P1")).text()
    assert "is a proposal of United States" in (await world.do("ru", "change", proposal="P1")).text()
    assert "Counter to P1" in (await world.do("ru", "counter", proposal="P1")).text()
    assert "New version of P1" in (await world.do("us", "change", proposal="P1")).text()
    opened = await world.do("us", "change", proposal="P1")
    assert opened.message is not None
    same = await world.people["us"].click(*pressed(opened.message, "submit"))
    assert "word for word P1 v1" in same.text()
    assert "no proposal “P7”" in (await world.do("ru", "counter", proposal="P7")).text()
    chairs = await world.do("chair", "table")
    assert "Drafting table" in chairs.text()
    assert "points" not in chairs.text(), "the chair has no points"


@pytest.mark.asyncio
async def test_reading(world: World) -> None:
    await world.begun()
    assert "Nothing is on the table" in (await world.do("us", "board")).text()
    await world.table("us", LOPSIDED)
    board = await world.do("olga", "board")
    card = await world.card("us", "P1")
    link = f"{world.server.url}/channels/{world.seed.guild.id}/{world.plenary}/{card.id}"
    assert f"[P1 v1]({link})" in board.text()
    assert "✖ not reciprocal" in board.text()
    status = await world.do("olga", "session status")
    assert "**Negotiating**" in status.text()
    assert "Ru (head)" in status.text()
    check = await world.do("us", "check", proposal="P1")
    step = "“US rotational forces in Poland and the Baltics (6,000): Reduce by 600 within 90 days”"
    assert f"United States, {step}: counts 600 of 600 persons" in check.text()
    assert "points** to United States" in check.text()
    assert "points** to" not in (await world.do("olga", "check", proposal="P1")).text()
    assert "first version and counters nothing" in (await world.do("us", "compare", proposal="P1")).text()
    assert "word for word the same" in (await world.do("us", "compare", proposal="P1", **{"with": "P1 v1"})).text()
    assert "no proposal “P4”" in (await world.do("us", "check", proposal="P4")).text()
    assert "version 1 is the newest" in (await world.do("us", "check", proposal="P1 v9")).text()


@pytest.mark.asyncio
async def test_comparing(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    session = await world.session()
    text = session.proposals["P1"].current
    for cause, name, words in (
        ("a", "ru", "We meet [in Minsk | <@1>] in ~~spring~~."),
        ("b", "pl", "Done | in Vienna."),
    ):
        actor = Actor(str(world.people[name].id), name.title())
        act = Counter("P1", text.text_hash, (*text.clauses[1:], Clause(words)))
        assert isinstance(await world.bot.desk.service.perform(session.id, act, actor, cause), Done)
    inline = await world.do("us", "compare", proposal="P3 v1", **{"with": "P2"})
    assert "## P2 v1 → P3 v1" in inline.text()
    assert "~~We meet \\[in Minsk \\| \\<@1\\>\\] in \\~\\~spring\\~\\~.~~" in inline.text()
    beside = await world.do("olga", "compare", proposal="P3", view="side", **{"with": "P2 v1"})
    assert "**P2 v1**: no such clause\n**P3 v1**\n> Done \\| in Vienna." in beside.text()
    assert "~~" not in beside.text()
    assert beside.message
    from_base = await world.people["olga"].click(beside.message, beside.message.buttons()[-1][1])
    assert "## P2 v1 and P3 v1, both from P1 v1" in from_base.text()
    assert "**P2 v1** removed it.\n\n**P3 v1** removed it." in from_base.text()
    assert from_base.text() == (await world.do("olga", "compare", proposal="P3", base=True, **{"with": "P2"})).text()
    alone = await world.do("us", "compare", proposal="P2", base=True)
    assert "P1 v1 is itself the base of P2 v1 and P1 v1" in alone.text()
    await world.table("us", LOPSIDED)
    apart = await world.do("us", "compare", proposal="P4", base=True, **{"with": "P2"})
    assert "P4 v1 and P2 v1 come from no common text" in apart.text()


@pytest.mark.asyncio
async def test_older_versions_complete_when_a_version_is_asked_for(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    session = await world.session()
    text = session.proposals["P1"].current
    actor = Actor(str(world.people["us"].id), "Us")
    for number in (2, 3):
        act = Change("P1", (await world.session()).proposals["P1"].current.text_hash, text.clauses[:-number])
        assert isinstance(await world.bot.desk.service.perform(session.id, act, actor, f"c{number}"), Done)
    us = world.people["us"]

    async def completed(command: str, option: str, typed: str) -> list[str]:
        return [str(one.name) for one in await us.autocomplete(command, world.plenary, option, typed)]

    assert await completed("compare", "with", "P1") == ["P1 v3 · United States"]
    older = ["P1 v3 · United States", "P1 v2 · United States · older", "P1 v1 · United States · older"]
    for typed in ("v", "P1 v", "p1v", "1 V"):
        assert await completed("compare", "with", typed) == older, typed
    assert await completed("check", "proposal", "P1v2") == older[1:2]
    assert await completed("compare", "proposal", "P2 v") == []
    assert await completed("withdraw", "proposal", "P1 v") == older[:1], "what acts takes the newest alone"


@pytest.mark.asyncio
async def test_closing(world: World) -> None:
    await world.begun("US", "RU")
    assert "Only the chair" in (await world.do("us", "session close")).text()
    await world.table("us", BALANCED)
    assert "The session is closed" in (await world.sure("chair", "session close", reason="time is up")).text()
    await world.settle()
    chair = world.people["chair"]
    said = "\n".join(one.text() for one in chair.messages(world.plenary))
    assert "The parties did not agree. “time is up”" in said
    opening = await world.opening("us")
    assert "Closed: no agreement" in opening.text()
    assert [label for label, _, _ in opening.buttons()] == ["Board", "Record as files"]
    assert "The session is open" in (await world.do("chair", "session open", pack=PACK)).text(), "the place is free"


@pytest.mark.asyncio
async def test_help_says_what_this_member_may_do_now(world: World) -> None:
    await world.do("chair", "session open", pack=PACK)
    await world.do("us", "seat take", party="US")
    assert "`/session begin`" in (await world.do("chair", "help")).text()
    before = (await world.do("us", "help")).text()
    assert "`/seat leave`" in before
    assert "`/table`" not in before
    assert "`/seat take`" in (await world.do("olga", "help")).text()
    await world.do("ru", "seat take", party="RU")
    await world.do("chair", "session begin", without="PL UA")
    during = (await world.do("us", "help")).text()
    assert "`/table`" in during
    assert "`/accept`" not in during, "there is nothing to accept yet"
    await world.table("us", BALANCED)
    assert "`/accept`" in (await world.do("ru", "help")).text()
    assert (await world.session()).phase is Phase.NEGOTIATING


@pytest.mark.asyncio
async def test_options_complete_with_what_this_member_may_use_now(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    us, ru = world.people["us"], world.people["ru"]
    assert [one.value for one in await ru.autocomplete("counter", world.plenary, "proposal", "")] == ["P1 v1"]
    assert await us.autocomplete("counter", world.plenary, "proposal", "") == []
    assert [one.value for one in await us.autocomplete("change", world.plenary, "proposal", "")] == ["P1 v1"]
    assert await ru.autocomplete("change", world.plenary, "proposal", "") == []
    assert await ru.autocomplete("confirm", world.plenary, "proposal", "") == []
    assert await (await world.person("olga")).autocomplete("accept", world.plenary, "proposal", "") == []
    shown = await world.people["olga"].autocomplete("check", world.plenary, "proposal", "united")
    assert [one.name for one in shown] == ["P1 v1 · United States"]
    packs = await us.autocomplete("session open", world.plenary, "pack", "east")
    assert [one.value for one in packs] == [PACK]
    variants = await us.autocomplete("session open", world.plenary, "variant", "", pack=PACK)
    assert [one.value for one in variants] == ["equivalent", "one_way", "naive", "equal"]
    assert [one.value for one in await us.autocomplete("seat take", world.plenary, "party", "ukr")] == ["UA"]
