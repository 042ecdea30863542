"""Phases, the clock, pauses and roll calls: by command and by button, as the right person and as the wrong one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.app import SystemClock
from bot.loopback.people import Message
from bot.negotiation.clockwork.model import PauseKind, Presence
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, button, rows, text
from tests.e2e.world import BALANCED, PARTIES, World, pressed

VERBS = (
    *("phasenext", "clockextend", "clockstop", "clockstart", "suspend", "freeze", "resume"),
    *("rollcall", "rollclose", "comeback"),
)


async def begun_with(world: World, verb: str) -> str:
    """Seat everybody and press a button of the opening card; gives the answer."""
    await world.do("chair", "session open", pack="ee-deescalation-2022")
    for party in PARTIES:
        await world.do(party.lower(), "seat take", party=party)
    await world.settle()
    chair = await world.person("chair")
    reply = await chair.click(*pressed(await world.opening("chair"), verb))
    await world.settle()
    return reply.text()


async def said_in_plenary(world: World, name: str, words: str) -> Message:
    """The newest public message of the plenary with these words."""
    person = await world.person(name)
    await person.load_history(world.plenary)
    found = [one for one in person.messages(world.plenary) if words in one.text() and not one.ephemeral]
    assert found, f"nobody said {words!r}"
    return found[-1]


async def completed(world: World, name: str, command: str, option: str, **given: Any) -> list[Any]:  # noqa: ANN401  # options
    person = await world.person(name)
    return [one.value for one in await person.autocomplete(command, world.plenary, option, "", **given)]


@pytest.mark.asyncio
async def test_beginning_with_the_clock_keeps_the_phases(world: World) -> None:
    answer = await begun_with(world, "beginlive")
    assert "The negotiation has begun" in answer
    assert "Phase 1, **Opening**, is on until" in answer
    announced = (await said_in_plenary(world, "us", "## Phase 1: Opening")).text()
    assert "Delegations may now make statements" in announced
    refused = (await world.do("us", "clause", text="We wait.")).text()
    assert refused
    listed = (await world.do("us", "phase list")).text()
    assert "▶ **Opening** · on now" in listed
    assert "Time until <t:" in listed
    phases = [one.id for one in (await world.session()).timetable.plan]
    assert await completed(world, "chair", "phase set", "phase") == phases[1:]
    assert await completed(world, "us", "phase set", "phase") == []
    assert "only the chair" in (await world.do("us", "phase next")).text().lower()
    assert "**Tabling**, is on" in (await world.sure("chair", "phase set", phase="Tabling")).text()
    await world.table("us", BALANCED)


@pytest.mark.asyncio
async def test_by_post_takes_hours_and_a_free_session_keeps_no_phases(world: World) -> None:
    await begun_with(world, "beginpost")
    now = (await world.session()).timetable.phase
    assert now is not None
    assert now.minutes is not None
    assert now.minutes % 60 == 0


@pytest.mark.asyncio
async def test_a_free_session_has_a_plain_clock(world: World) -> None:
    await world.begun()
    assert "This session keeps no phases" in (await world.sure("chair", "phase next")).text()
    assert "No phases are kept" in (await world.do("us", "phase list")).text()
    assert "No clock is on" in (await world.do("chair", "clock stop")).text()
    assert "“soon” is no time" in (await world.do("chair", "clock set", time="soon")).text()
    assert "The clock runs until" in (await world.do("chair", "clock set", time="1h30")).text()
    assert "30 minutes more" in (await world.do("chair", "clock extend", time="30m")).text()
    assert "The clock stands with 2 h left" in (await world.do("chair", "clock stop", reason="Fire.")).text()
    assert "The clock goes on until" in (await world.do("chair", "clock start")).text()
    for command in ("clock set", "clock extend"):
        assert "chair" in (await world.do("us", command, time="5")).text()
    assert await completed(world, "chair", "clock set", "time") == [
        *("5m", "10m", "15m", "30m", "45m", "1h", "1h 30m", "1d"),
    ]


@pytest.mark.asyncio
async def test_a_pause_is_announced_and_ends(world: World) -> None:
    await world.begun()
    assert "The talks are suspended until" in (await world.do("chair", "session suspend", time="15")).text()
    await world.settle()
    assert "They go on <t:" in (await said_in_plenary(world, "us", "## The talks are suspended")).text()
    card = await world.do("us", "reject", proposal="P1")
    assert "The talks are suspended until" in card.text()
    assert "The talks are adjourned until" in (await world.do("chair", "session adjourn", time="2d 4h")).text()
    assert "frozen by the chair" in (await world.do("chair", "chair freeze", reason="Stop!")).text()
    pause = (await world.session()).timetable.pause
    assert pause is not None
    assert (pause.kind, pause.until) == (PauseKind.FROZEN, None)
    assert "chair" in (await world.do("us", "chair unfreeze")).text()
    assert "The talks go on" in (await world.do("chair", "chair unfreeze")).text()
    assert "The talks are on" in (await world.do("chair", "session resume")).text()


@pytest.mark.asyncio
async def test_a_roll_is_answered_on_its_card_and_after_a_restart(world: World) -> None:
    await world.begun()
    assert "The roll is open" in (await world.do("chair", "roll call")).text()
    await world.settle()
    card = await said_in_plenary(world, "us", "## Roll call 1")
    assert "**United States**: no answer yet" in card.text() or "no answer yet" in card.text()
    us, olga = await world.person("us"), await world.person("olga")
    assert "present and voting" in (await us.click(*pressed(card, "rollvoting"))).text()
    assert "seat" in (await olga.click(*pressed(card, "rollpresent"))).text()
    await world.settle()
    await world.restart()
    card = await said_in_plenary(world, "ru", "## Roll call 1")
    assert "1 of 4 has answered" in card.text()
    assert "is present" in (await world.people["ru"].click(*pressed(card, "rollpresent"))).text()
    assert "is absent" in (await world.do("chair", "roll mark", party="PL", presence="absent")).text()
    closed = (await world.sure("chair", "roll close")).text()
    assert "Absent:" in closed
    await world.settle()
    shut = await said_in_plenary(world, "us", "## Roll call 1 · closed")
    assert shut.buttons() == []
    presence = (await world.session()).timetable.presence
    assert (presence["US"], presence["RU"]) == (Presence.VOTING, Presence.PRESENT)
    assert presence["UA"] is Presence.ABSENT
    assert "No roll is open" in (await world.do("ua", "roll answer", presence="present")).text()


@pytest.mark.asyncio
async def test_a_party_walks_out_and_comes_back(world: World) -> None:
    await world.begun()
    assert "has walked out" in (await world.do("ua", "walkout", reason="Enough.")).text()
    await world.settle()
    assert "“Enough.”" in (await said_in_plenary(world, "us", "has walked out")).text()
    early = await world.sure("chair", "chair excuse", party="UA", reason="It is gone.")
    assert "has not been away for 10 minutes yet" in early.text()
    assert await completed(world, "chair", "chair excuse", "party") == []
    refused = await world.do("ua", "statement", kind="statement", words="We are still here.")
    assert "takes no part in the talks" in refused.text()
    assert refused.message is not None
    ua = await world.person("ua")
    assert "is there again" in (await ua.click(*pressed(refused.message, "comeback"))).text()
    assert "never went on without" in (await world.do("chair", "chair readmit", party="UA")).text()


@pytest.mark.asyncio
async def test_time_that_is_up_is_told_by_the_clock_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await begun_with(world, "beginlive")
    minutes = (await world.session()).timetable.plan[0].minutes
    later = timedelta(minutes=minutes, seconds=5)
    await world.restart()
    monkeypatch.setattr(SystemClock, "now", lambda _: datetime.now(UTC) + later)
    await world.bot.ticker.fire()
    await world.settle()
    assert (
        "until the chair goes on or adds time" in (await said_in_plenary(world, "us", "## Time is up: Opening")).text()
    )
    assert (await world.session()).timetable.clock.overtime


@pytest.mark.asyncio
async def test_the_chairs_buttons_do_what_their_commands_do(world: World) -> None:
    await begun_with(world, "beginlive")
    session, chair, us = (await world.session()).id, await world.person("chair"), await world.person("us")
    extras = {"clockextend": "5"}
    ids = {verb: Address(verb, session, extra=extras.get(verb, "")) for verb in VERBS}
    keys = [button(address, verb) for verb, address in ids.items()]
    target = world.bot.get_partial_messageable(world.plenary)
    await target.send(view=Card(text("The chair's buttons"), *rows(*keys)))
    panel = await said_in_plenary(world, "chair", "The chair's buttons")
    await us.load_history(world.plenary)

    async def press(name: str, verb: str) -> str:
        reply = await (chair if name == "chair" else us).click(panel, ids[verb].custom_id)
        return (await world.agreed(name, reply)).text() if verb in {"rollclose", "phasenext"} else reply.text()

    assert "5 minutes more" in await press("chair", "clockextend")
    assert "The clock stands" in await press("chair", "clockstop")
    assert "The clock goes on" in await press("chair", "clockstart")
    assert "The talks are on" in await press("chair", "resume")
    assert "The roll is open" in await press("chair", "rollcall")
    assert "The roll is closed" in await press("chair", "rollclose")
    for verb in ("phasenext", "clockstop", "suspend", "freeze", "resume", "rollcall", "rollclose"):
        assert "chair" in await press("us", verb), verb
    assert "is there again" in await press("us", "comeback")
    assert "Phase 2" in await press("chair", "phasenext")
    form = (await chair.click(panel, ids["suspend"].custom_id)).modal
    assert form is not None
    wrong = await chair.submit(form, {"text": "Tea.", "time": "soon"})
    assert "“soon” is no time" in wrong.text()
    assert "Tea." in wrong.text()
    form = (await chair.click(panel, ids["suspend"].custom_id)).modal
    assert form is not None
    assert "The talks are suspended until" in (await chair.submit(form, {"text": "Tea.", "time": "15"})).text()
    form = (await chair.click(panel, ids["freeze"].custom_id)).modal
    assert form is not None
    assert "frozen by the chair" in (await chair.submit(form, {"text": "Stop."})).text()
    assert "The talks go on" in await press("chair", "resume")
