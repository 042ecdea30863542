"""What has no button of its own: chosen in a menu or by a button on its card, asked for in a form, and done."""

import asyncio
from pathlib import Path

import pytest

from bot.loopback.people import Message, Modal, Reply
from bot.negotiation.clockwork.model import PauseKind, Presence
from bot.negotiation.model import ProposalStatus, Role
from bot.negotiation.rooms.model import RoomKind
from bot.negotiation.voting.model import Choice, Method, MotionStatus
from tests.e2e.test_board import kept
from tests.e2e.test_concluding import NEW, Later, form_of, later, with_words
from tests.e2e.test_floor import speaking, told
from tests.e2e.test_marks import labelled
from tests.e2e.test_voting import NAMES, by_vote, card, moved
from tests.e2e.world import BALANCED, LOPSIDED, PACK, World, pressed, running_world

__all__ = ["by_vote", "later"]
MENU = "more"


async def menu_of(world: World, name: str, before: int = 0) -> Message:
    """The newest message with a menu that only this person sees, newer than another."""
    person = await world.person(name)
    for _ in range(100):
        own = [one for one in person.messages(world.plenary) if one.ephemeral and select_in(one)]
        if own and own[-1].id > before:
            return own[-1]
        await asyncio.sleep(0.02)
    raise AssertionError(f"{name} has no menu")


def select_in(message: Message) -> str:
    """The id of the menu in a message, "" without one."""
    ids = [str(one["custom_id"]) for one in message.selects()]
    return next((one for one in ids if one.startswith(f"n:{MENU}:")), "")


def offered(message: Message) -> list[str]:
    one = message.component(select_in(message))
    return [str(option["value"]) for option in one["options"]]


async def choose(world: World, name: str, message: Message, key: str) -> Reply:
    return await (await world.person(name)).select(message, select_in(message), [key])


async def board(world: World, name: str) -> Message:
    shown = (await world.do(name, "board")).message
    assert shown is not None
    return await menu_of(world, name, shown.id - 1)


async def by_board(world: World, name: str, key: str, /, **typed: object) -> str:
    """Choose in the menu of one's own board and send the form, if there is one; gives the answer."""
    return await sent(world, name, await choose(world, name, await board(world, name), key), **typed)


async def by_panel(world: World, key: str, /, **typed: object) -> str:
    """Choose in the menu of the panel and send the form, if there is one; gives the answer."""
    await world.settle()
    return await sent(world, "chair", await choose(world, "chair", await kept(world, "panel"), key), **typed)


async def by_text(world: World, name: str, key: str, /, **typed: object) -> str:
    """Choose in the menu below the details of P1 and send the form, if there is one; gives the answer."""
    person = await world.person(name)
    shown = (await person.click(*pressed(await world.card(name, "P1"), "details"))).message
    assert shown is not None
    return await sent(world, name, await choose(world, name, await menu_of(world, name, shown.id - 1), key), **typed)


async def by_card(world: World, name: str, label: str, /, **typed: object) -> str:
    """Press a button on the card of M1 and send its form, if there is one; gives the answer."""
    message = await card(world, name)
    return await sent(world, name, await world.people[name].click(*labelled(message, label)), **typed)


async def sent(world: World, name: str, reply: Reply, /, **typed: object) -> str:
    if not typed:
        assert reply.modal is None, reply.modal
        return reply.text()
    return (await world.people[name].submit(form_of(reply), typed)).text()


def fields(modal: Modal) -> list[str]:
    return [str(one["custom_id"]) for one in modal.fields()]


@pytest.mark.asyncio
async def test_a_member_speaks_for_the_record_opens_a_room_and_leaves_from_the_own_board(world: World) -> None:
    await world.begun()
    said = await by_board(world, "us", "statement", kind="declaration", words="We are *here*.")
    assert "on the record" in said
    (statement,) = (await world.session()).conclusion.statements.values()
    assert (statement.party, statement.kind.value, statement.words) == ("US", "declaration", "We are *here*.")
    assert "C1" in await by_board(world, "us", "caucus", parties=["RU"], topic="Numbers", minutes="20")
    await world.settle()
    room = (await world.session()).private.rooms["C1"]
    assert (room.kind, set(room.parties)) == (RoomKind.CAUCUS, {"US", "RU"})
    assert "walks out" in (await by_board(world, "pl", "walkout", note="Enough.")).replace("walked out", "walks out")
    assert (await world.session()).timetable.presence["PL"] is Presence.WALKED_OUT
    await world.restart()
    assert "Poland" in await by_board(world, "pl", "comeback")
    table = await choose(world, "us", await board(world, "us"), "table")
    assert [one for one in table.message.selects() if one["custom_id"].startswith("n:pick:")]  # type: ignore[union-attr]


@pytest.mark.asyncio
async def test_a_menu_offers_only_what_its_reader_may_do(world: World) -> None:
    await world.begun()
    assert {"table", "statement", "walkout"} <= set(offered(await board(world, "us")))
    assert not {"undo", "close", "seat", "clock", "yield", "proxy", "comeback"} & set(offered(await board(world, "us")))
    assert {"table", "undo", "rewind", "close", "seat", "clock", "confess"} <= set(offered(await board(world, "chair")))
    await world.do("olga", "board")
    assert not [one for one in world.people["olga"].messages(world.plenary) if select_in(one)]


@pytest.mark.asyncio
async def test_the_answer_to_what_one_may_do_has_the_menu_before_the_talks_begin_too(world: World) -> None:
    await world.do("chair", "session open", pack=PACK)
    eve, shown = await world.person("eve"), (await world.do("chair", "help")).message
    assert shown is not None
    menu = await menu_of(world, "chair", shown.id - 1)
    assert set(offered(menu)) >= {"seat", "handover", "close"}
    assert "Eve" in await sent(
        world, "chair", await choose(world, "chair", menu, "seat"), member=eve.id, role="observer"
    )


@pytest.mark.asyncio
async def test_who_is_chair_no_more_gets_nothing_from_an_old_menu_and_the_words_back(world: World) -> None:
    await world.begun()
    old = await board(world, "chair")
    form = form_of(await choose(world, "chair", old, "strike"))
    pl = await world.person("pl")
    assert "Pl" in await by_panel(world, "handover", member=pl.id)
    assert (await world.session()).seats[str(pl.id)].role is Role.CHAIR
    for key in ("strike", "undo", "close", "seat"):
        refused = await choose(world, "chair", old, key)
        assert refused.modal is None, key
    late = await world.people["chair"].submit(form, {"entry": "4", "reason": "It was *wrong*."})
    assert "It was \\*wrong\\*." in late.text() or "It was *wrong*." in late.text()
    assert (await world.session()).order.struck == {}


@pytest.mark.asyncio
async def test_the_floor_is_yielded_and_timed_by_form(world: World) -> None:
    await world.begun()
    assert "90 seconds" in await by_panel(world, "turn", seconds="90")
    assert "no number of seconds" in await by_panel(world, "turn", seconds="soon")
    await told(world, "chair", "floor open", "open")
    for name in ("us", "ru"):
        await told(world, name, "floor join", "speakers list")
    await told(world, "chair", "floor next", "Us has the floor")
    await world.settle()
    us, ru = await world.person("us"), await world.person("ru")
    await us.load_history(world.plenary)
    given = [one for one in us.messages(world.plenary) if one.text().startswith("## The floor: Us")][-1]
    assert "You do not have the floor" in (await ru.click(*pressed(given, "do"))).text()
    form = form_of(await us.click(*pressed(given, "do")))
    assert "Ru" in (await us.submit(form, {"to": "member", "whom": ru.id})).text()
    assert await speaking(world) == "ru"
    late = await us.click(*pressed(given, "do"))
    assert late.modal is None
    pl = await world.person("pl")
    assert "Pl has the floor" in await by_panel(world, "give", member=pl.id, reply="no")
    assert await speaking(world) == "pl"
    assert "Us" in await by_panel(world, "callorder", member=us.id, reason="Please *wait*.")
    await world.settle()
    await us.load_history(world.plenary)
    assert any(one.text().startswith("## Call to order: Us") for one in us.messages(world.plenary))


@pytest.mark.asyncio
async def test_a_motion_is_withdrawn_or_ruled_out_from_its_card(world: World) -> None:
    await moved(world)
    assert "Only" in await by_card(world, "us", "Rule out (chair) …")
    assert "Only its own side takes it back" in await by_card(world, "ru", "Withdraw")
    assert "taken back" in await by_card(world, "us", "Withdraw")
    assert (await world.session()).voting.motions["M1"].status is MotionStatus.WITHDRAWN


@pytest.mark.asyncio
async def test_the_chair_rules_a_motion_out_with_a_reason_that_everybody_reads(world: World) -> None:
    await moved(world)
    assert "out of order" in await by_card(world, "chair", "Rule out (chair) …", reason="Not now, *please*.")
    motion = (await world.session()).voting.motions["M1"]
    assert (motion.status, motion.reason) == (MotionStatus.OUT_OF_ORDER, "Not now, *please*.")
    assert "Not now" in (await card(world, "olga")).text()


@pytest.mark.parametrize(
    ("chosen", "method"),
    [
        ("open", Method.OPEN),
        ("hidden", Method.OPEN),
        ("roll_call", Method.ROLL_CALL),
        ("secret", Method.SECRET),
    ],
)
@pytest.mark.asyncio
async def test_a_vote_is_opened_in_each_way_from_the_card(world: World, chosen: str, method: Method) -> None:
    await moved(world)
    await told(world, "ru", "motion second", "seconds", motion="M1")
    assert "put to the vote" in await by_card(world, "chair", "Vote otherwise (chair) …", method=chosen, until="30")
    ballot = (await world.session()).voting.motions["M1"].ballot
    assert ballot is not None
    assert (ballot.method, ballot.hidden) == (method, chosen == "hidden")
    assert ballot.closes is not None


@pytest.mark.asyncio
async def test_a_time_that_is_none_is_explained_and_no_vote_opens(world: World) -> None:
    await moved(world)
    told_back = await by_card(world, "chair", "Vote otherwise (chair) …", method="secret", until="soon")
    assert "“soon” is no time" in told_back
    assert (await world.session()).voting.motions["M1"].status is MotionStatus.MADE


@pytest.mark.asyncio
async def test_a_proxy_is_given_used_and_taken_back_by_menu_and_card(by_vote: Path) -> None:
    async with running_world(by_vote) as world:
        await world.stop()
        world.packs = by_vote / "packs"
        await world.start()
        await told(world, "chair", "session open", "The session is open", pack="voting")
        for name in NAMES:
            await world.do(name, "seat take", party=name.upper())
        await told(world, "chair", "session begin", "has begun")
        assert "votes for Ukraine" in await by_board(world, "ua", "proxy", party="PL")
        await told(world, "us", "motion make", "M1 is moved", kind="other", words="Lunch.")
        await told(world, "ru", "motion second", "seconds", motion="M1")
        await told(world, "chair", "vote open", "put to the vote", motion="M1")
        for name in ("us", "chair", "eve"):
            assert "lets yours vote for it" in await by_card(world, name, "Vote for another party …")
        voted = await by_card(world, "pl", "Vote for another party …", party="UA", choice="no")
        assert "is in, for Ukraine: **no**" in voted
        ballot = (await world.session()).voting.motions["M1"].ballot
        assert ballot is not None
        assert ballot.cast == {"UA": Choice.NO}
        opened = [one for one in await plenary(world) if one.text().startswith("## The vote on M1 is open")]
        called = {int(who["id"]) for one in opened for who in one.raw["mentions"]}
        assert called == {world.people[name].id for name in ("us", "ru", "pl")}
        assert "votes for itself" in await by_board(world, "ua", "proxyback")


async def plenary(world: World) -> list[Message]:
    """All that the chair reads in the plenary."""
    await world.settle()
    await world.people["chair"].load_history(world.plenary)
    return world.people["chair"].messages(world.plenary)


@pytest.mark.asyncio
async def test_what_is_said_of_a_text_is_confirmed_taken_back_and_withdrawn_below_its_details(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await told(world, "ru2", "seat take", "delegate", party="RU")
    assert "ad referendum" in await by_text(world, "ru2", "adref")
    assert "confirm" in await by_text(world, "ru", "confirm")
    assert (await world.session()).proposals["P1"].accepted_by() == ("RU",)
    assert "P1" in await by_text(world, "ru", "takeback")
    assert (await world.session()).proposals["P1"].accepted_by() == ()
    assert "off the table" in await by_text(world, "us", "withdraw", note="Not yet.")
    assert (await world.session()).proposals["P1"].status is ProposalStatus.WITHDRAWN


@pytest.mark.asyncio
async def test_a_reservation_is_lifted_and_a_link_dropped_below_the_details(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await world.table("us", LOPSIDED)
    await told(world, "ru", "reserve place", "R1", proposal="P1", statement="Not on inspections.")
    await told(world, "ru", "link state", "L1", proposal="P1", **{"with": "P2"})
    assert "R1" in await by_text(world, "ru", "liftreserve", mark="R1")
    assert "L1" in await by_text(world, "ru", "droplink", mark="L1")


@pytest.mark.asyncio
async def test_the_chair_puts_a_text_under_silence_and_asks_for_a_waiver(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    frame = await world.bot.desk.service.frame((await world.session()).id)
    rule = frame.judge((await world.session()).proposals["P1"].current.clauses).failing[0]
    assert rule in await by_text(world, "chair", "askwaiver", rule=rule, waiver="Only for now.")
    asked = (await world.session()).conclusion.waivers_asked[0]
    head = asked.parties[0].lower()
    assert rule in await by_text(world, head, "waive", rule=rule, waiver="We accept it.")
    (waiver,) = (await world.session()).proposals["P1"].waivers
    assert (waiver.party, waiver.rule) == (asked.parties[0], rule)


@pytest.mark.asyncio
async def test_the_chair_sets_time_seats_people_and_notes_who_is_there_from_the_panel(world: World) -> None:
    await world.begun()
    assert "runs until" in await by_panel(world, "clock", time="45")
    eve = await world.person("eve")
    assert "Eve" in await by_panel(world, "seat", member=eve.id, role="delegate", seat_party="RU")
    seat = (await world.session()).seats[str(eve.id)]
    assert (seat.party, seat.role, seat.name) == ("RU", Role.DELEGATE, "Eve")
    await told(world, "chair", "roll call", "roll")
    await by_panel(world, "mark", party="PL", presence="absent")
    await told(world, "chair", "roll close", "closed")
    assert (await world.session()).timetable.presence["PL"] is Presence.ABSENT
    assert "adjourned" in await by_panel(world, "adjourn", rest="2d", note="Home.")
    pause = (await world.session()).timetable.pause
    assert pause is not None
    assert pause.kind is PauseKind.ADJOURNED


@pytest.mark.asyncio
async def test_a_party_that_left_is_excused_and_let_back_from_the_panel(world: World, later: Later) -> None:
    await world.begun()
    await told(world, "pl", "walkout", "walk")
    later(days=30)
    assert "Poland" in await by_panel(world, "excuse", party="PL", reason="A month.")
    assert (await world.session()).timetable.excused == ("PL",)
    assert "Poland" in await by_panel(world, "readmit", party="PL")


@pytest.mark.asyncio
async def test_the_chair_meets_one_party_and_asks_in_private_from_the_panel(world: World) -> None:
    await world.begun()
    assert "C1" in await by_panel(world, "confess", party="RU", topic="Limits", minutes="")
    assert (await world.session()).private.rooms["C1"].kind is RoomKind.CONFESSIONAL
    assert "Q1" in await by_panel(world, "blind", question="Would you?", asked=["US", "RU"])
    assert set((await world.session()).private.probes["Q1"].parties) == {"US", "RU"}


@pytest.mark.asyncio
async def test_acts_are_undone_struck_and_restored_from_the_panel(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    seq = (await world.session()).version
    assert f"Entry {seq} is struck" in await by_panel(world, "strike", entry=str(seq), reason="Wrong room.")
    assert (await world.session()).order.struck == {seq: "Wrong room."}
    await by_panel(world, "restore", entry=str(seq))
    assert (await world.session()).order.struck == {}
    shown = await by_panel(world, "undo", entry=str(seq))
    assert f"{seq}" in shown
    assert (await world.session()).live_proposals()
    assert f"{seq - 1}" in await by_panel(world, "rewind", entry=str(seq - 1))
    assert "closed" in await by_panel(world, "close", note="Done.")


@pytest.mark.asyncio
async def test_more_parties_are_asked_into_a_room_from_its_card(world: World) -> None:
    await world.begun()
    await told(world, "us", "caucus open", "C1", parties="RU")
    await world.settle()
    us = world.people["us"]
    inside = next(one for one in us.channels.values() if one.name.startswith("C1"))
    await us.load_history(inside.id)
    shown_card = next(one for one in us.messages(inside.id) if one.buttons())
    form = form_of(await us.click(*labelled(shown_card, "Invite …")))
    assert fields(form) == ["guests"]
    assert "Poland" in (await us.submit(form, {"guests": ["PL"]})).text()
    assert set((await world.session()).private.rooms["C1"].parties) == {"US", "RU", "PL"}


@pytest.mark.asyncio
async def test_a_silence_begins_and_an_editorial_change_is_certified_below_the_details(world: World) -> None:
    await with_words(world)
    last = len((await world.session()).proposals["P1"].current.clauses)
    wrong = await by_text(world, "chair", "editorial", clause=str(last), reworded="Ten meet.", reason="A slip.")
    assert "Ten meet." in wrong
    assert "E1" in await by_text(world, "chair", "editorial", clause=str(last), reworded=NEW, reason="A slip.")
    await told(world, "pl", "contest", "E1", editorial="E1")
    assert "under silence" in await by_text(world, "chair", "silence", least="")
    silence = (await world.session()).conclusion.silence
    assert silence is not None
    assert silence.proposal == "P1"
