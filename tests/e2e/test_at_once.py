"""Two at the same moment, two clicks, two deliveries: one effect each, the other told why, nothing half done."""

import asyncio
from typing import Any

import discord
import pytest

from bot.loopback.people import Message, Reply
from bot.negotiation.overlays import BracketStatus
from bot.service.ports import Draft
from tests.e2e.test_buttons import select_of
from tests.e2e.test_drafting import US_CUTS, added
from tests.e2e.test_faults import POST, types
from tests.e2e.test_marks import NOTICE, TROOPS, bracketed, labelled, shown
from tests.e2e.world import BALANCED, LOPSIDED, World, button, pressed


def fine(*replies: Reply) -> list[str]:
    """What was answered; every one was, and by no failure."""
    said = [one.text() for one in replies]
    assert all(one.error is None for one in replies)
    assert all(said)
    assert not any("Something went wrong" in one for one in said)
    return said


async def draft_of(world: World, name: str) -> Draft:
    found = await world.bot.desk.drafts.get((await world.session()).id, str(world.people[name].id))
    assert found is not None
    return found


async def verified(world: World) -> None:
    """The chain of entries is whole, and every card can be brought up to date."""
    await world.settle()
    session = await world.session()
    entries = await world.bot.desk.service.entries(session.id)
    assert [one.seq for one in entries] == list(range(1, len(entries) + 1))
    for proposal in session.proposals:
        await world.card("us", proposal)


@pytest.mark.asyncio
async def test_two_lift_the_same_bracket_at_once(world: World) -> None:
    await bracketed(world)
    pl, us, ua, ru = (world.people[name] for name in ("pl", "us", "ua", "ru"))
    listed = {name: shown(await world.do(name, "bracket list", proposal="P1")) for name in ("us", "ua", "pl", "ru")}
    replies = await asyncio.gather(
        us.click(*labelled(listed["us"], "Agree to lift B1")),
        ua.click(*labelled(listed["ua"], "Agree to lift B1")),
        pl.click(*labelled(listed["pl"], "Agree to lift B1")),
        ru.click(*labelled(listed["ru"], "Lift B1")),
    )
    fine(*replies)
    assert (await types(world)).count("bracket_lifted") == 1
    assert (await world.session()).brackets["B1"].status is BracketStatus.LIFTED
    await verified(world)


@pytest.mark.asyncio
async def test_a_bracket_and_an_acceptance_in_the_same_moment(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    said = fine(
        *await asyncio.gather(
            *(world.do(name, "accept", proposal="P1") for name in ("us", "pl", "ua")),
            world.do("ru", "bracket place", proposal="P1", clause=1),
            world.do("ru", "accept", proposal="P1"),
        )
    )
    session = await world.session()
    assert session.agreement is None or not session.brackets, "nothing is agreed with a bracket in it"
    assert any("B1 stands" in one for one in said) or session.agreement is not None
    await verified(world)


@pytest.mark.asyncio
async def test_an_alternative_is_taken_while_it_is_lifted(world: World) -> None:
    await bracketed(world)
    us, ru = world.people["us"], world.people["ru"]
    author = shown(await world.do("us", "bracket list", proposal="P1"))
    owner = shown(await world.do("ru", "bracket list", proposal="P1"))
    fine(*await asyncio.gather(us.click(*pressed(author, "take")), ru.click(*labelled(owner, "Lift B1"))))
    assert (await types(world)).count("bracket_lifted") == 1
    session = await world.session()
    taken = session.proposals["P1"].current.number == 2
    assert ("900 within 60 days" in session.proposals["P1"].current.clauses[1].text) == taken
    await verified(world)


@pytest.mark.asyncio
async def test_a_package_is_tabled_while_a_part_changes(world: World) -> None:
    await world.begun()
    await world.table("us", TROOPS)
    await world.table("ru", NOTICE)
    await world.do("us", "link state", proposal="P1", **{"with": "P2"})
    us, pl = world.people["us"], world.people["pl"]
    listed = shown(await world.do("pl", "link list"))
    changed = await world.draft("us", {"VF": "V1"}, await us.click(*pressed(await world.card("us", "P1"), "counter")))
    fine(
        *await asyncio.gather(us.click(*pressed(changed, "submit")), pl.click(listed, button(listed, "package"))),
    )
    session = await world.session()
    packages = [one for one in session.proposals.values() if one.bundles]
    for one in packages:
        parts = [session.proposals[part.proposal].versions[part.version - 1] for part in one.bundles]
        assert sum(len(part.clauses) for part in parts) == len(one.current.clauses)
    await verified(world)


async def overtaken(world: World) -> Message:
    """A draft of RU against P1, which has changed meanwhile, as the card that asks what to do."""
    await world.begun()
    await world.do("us", "clause", text="The talks are held in Geneva.")
    us, ru = world.people["us"], world.people["ru"]
    await us.click(*pressed(shown(await world.do("us", "table")), "submit"))
    await world.settle()
    mine = shown(await ru.click(*pressed(await world.card("ru", "P1"), "counter")))
    await world.do("ru", "clause", number=1, text="The talks are held in Moscow.")
    theirs = shown(await world.do("us", "change", proposal="P1"))
    await world.do("us", "clause", number=1, text="The talks are held in Vienna.")
    await us.click(*pressed(theirs, "submit"))
    await world.settle()
    return shown(await ru.click(*pressed(mine, "submit")))


@pytest.mark.asyncio
@pytest.mark.parametrize("twice", ["clicked", "delivered"])
async def test_a_draft_is_put_together_once(world: World, twice: str) -> None:
    asked = await overtaken(world)
    ru = world.people["ru"]
    if twice == "clicked":
        fine(*await asyncio.gather(ru.click(*pressed(asked, "rebase")), ru.click(*pressed(asked, "rebase"))))
    else:
        world.server.faults.deliver_twice()
        fine(await ru.click(*pressed(asked, "rebase")))
        await asyncio.sleep(0.05)
    assert (await draft_of(world, "ru")).clauses == ("The talks are held in [Moscow. | Vienna.]",)


@pytest.mark.asyncio
async def test_of_rebase_and_keep_pressed_together_the_first_holds(world: World) -> None:
    asked = await overtaken(world)
    ru = world.people["ru"]
    fine(
        *await asyncio.gather(
            ru.click(*pressed(asked, "keepmine")),
            ru.click(*pressed(asked, "rebase")),
            ru.click(*pressed(asked, "keepmine")),
        )
    )
    kept = await draft_of(world, "ru")
    assert kept.clauses in {("The talks are held in Moscow.",), ("The talks are held in [Moscow. | Vienna.]",)}
    assert kept.text_hash == (await world.session()).proposals["P1"].current.text_hash


@pytest.mark.asyncio
async def test_quick_forms_and_choices_lose_no_word(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    table = shown(await world.do("us", "table"))
    forms = [await us.click(*pressed(table, "clause")) for _ in range(4)]
    fine(
        *await asyncio.gather(
            *(us.submit(form.modal, {"text": f"Clause {number}."}) for number, form in enumerate(forms) if form.modal)
        )
    )
    assert sorted((await draft_of(world, "us")).clauses) == [f"Clause {number}." for number in range(4)]
    again = shown(await world.do("us", "table"))
    one = await us.select(again, select_of(again, "reword"), ["0"])
    two = await us.select(again, select_of(again, "reword"), ["1"])
    assert one.modal is not None
    assert two.modal is not None
    await asyncio.gather(us.submit(one.modal, {"text": "New first."}), us.submit(two.modal, {"text": "New second."}))
    assert (await draft_of(world, "us")).clauses[:2] == ("New first.", "New second.")


@pytest.mark.asyncio
async def test_two_clicks_on_submit_table_one_text(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    table = shown(await world.do("us", "table"))
    written = shown(await added(world, "us", table, US_CUTS))
    first, second = await asyncio.gather(us.click(*pressed(written, "submit")), us.click(*pressed(written, "submit")))
    fine(first, second)
    assert (await types(world)).count("proposal_tabled") == 1


@pytest.mark.asyncio
async def test_a_cure_pressed_twice_is_added_once(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    ru = world.people["ru"]
    refused = shown(await ru.click(*pressed(await world.card("ru", "P1"), "accept")))
    fine(*await asyncio.gather(ru.click(*pressed(refused, "cure")), ru.click(*pressed(refused, "cure"))))
    once = (await draft_of(world, "ru")).clauses
    assert len(once) == 1
    drafted = await world.draft("us", LOPSIDED)
    us = world.people["us"]
    fine(*await asyncio.gather(us.click(*pressed(drafted, "mend")), us.click(*pressed(drafted, "mend"))))
    assert len((await draft_of(world, "us")).clauses) <= 1
    assert "✔ balanced" in (await world.do("us", "table")).text()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("command", "options", "kind"),
    [
        ("bracket place", {"proposal": "P1", "clause": 3}, "bracket_placed"),
        ("reserve place", {"proposal": "P1", "statement": "Later."}, "reservation_made"),
        ("link state", {"proposal": "P1", "with": "P2"}, "link_stated"),
    ],
)
async def test_an_act_delivered_twice_has_one_effect(
    world: World, command: str, options: dict[str, Any], kind: str
) -> None:
    await world.begun()
    await world.table("us", TROOPS)
    await world.table("ru", NOTICE)
    options = {**options, "clause": 1} if "clause" in options else options
    world.server.faults.deliver_twice()
    fine(await world.do("ru", command, **options))
    await asyncio.sleep(0.05)
    assert (await types(world)).count(kind) == 1
    await verified(world)


@pytest.mark.asyncio
async def test_a_bracket_whose_post_was_cut_off_is_announced_once(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await world.do("ua", "accept", proposal="P1")
    await world.settle()
    world.server.faults.delay(POST, 0.5)
    await world.do("ru", "bracket place", proposal="P1", clause=1, words="5,000")
    await world.stop()
    world.server.faults.clear()
    await world.start()
    await world.settle()
    us = world.people["us"]
    await us.load_history(world.plenary)
    assert sum("has a bracket: B1" in one.text() for one in us.messages(world.plenary)) == 1
    assert "**1 open bracket**" in (await world.card("us", "P1")).text()
    record = next(channel for channel in us.channels.values() if channel.name == "Record")
    await us.load_history(record.id)
    assert sum("in brackets, **B1**" in one.text() for one in us.messages(record.id)) == 1


@pytest.mark.asyncio
async def test_an_archived_record_takes_the_lines_of_marks(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    us = world.people["us"]
    record = next(channel for channel in us.channels.values() if channel.name == "Record")
    thread = world.bot.get_channel(record.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True)
    await world.do("ru", "bracket place", proposal="P1", clause=1, words="5,000")
    await world.do("ru", "reserve place", proposal="P1", statement="Later.")
    await world.settle()
    await us.load_history(record.id)
    lines = "\n".join(one.text() for one in us.messages(record.id))
    assert "in brackets, **B1**" in lines
    assert "R1" in lines


@pytest.mark.asyncio
async def test_a_form_finds_its_clause_again_and_writes_over_no_other(world: World) -> None:
    await world.begun()
    us = world.people["us"]
    for words in ("First.", "Second.", "Third."):
        table = shown(await world.do("us", "clause", text=words))
    second, third = [await us.select(table, select_of(table, "reword"), [at]) for at in ("1", "2")]
    first = await world.do("us", "clause", number=1)
    assert first.modal is not None
    assert second.modal is not None
    assert third.modal is not None
    await us.submit(first.modal, {"text": ""})
    fine(await us.submit(second.modal, {"text": "New second."}))
    assert (await draft_of(world, "us")).clauses == ("New second.", "Third.")
    await world.do("us", "clause", number=2, text="Otherwise.")
    (told,) = fine(await us.submit(third.modal, {"text": "New third."}))
    assert "has changed or gone since this form was opened" in told
    assert "New third." in told
    assert (await draft_of(world, "us")).clauses == ("New second.", "Otherwise.")


@pytest.mark.asyncio
async def test_a_clause_that_outgrew_its_form_says_so(world: World) -> None:
    await world.begun()
    us, ru = world.people["us"], world.people["ru"]
    same, rest = (" ".join(f"word{number}" for number in numbers) for numbers in (range(250), range(250, 480)))
    await world.do("us", "clause", text=f"{same} {rest}")
    await us.click(*pressed(shown(await world.do("us", "table")), "submit"))
    await world.settle()
    mine = shown(await ru.click(*pressed(await world.card("ru", "P1"), "counter")))
    await world.do("ru", "clause", number=1, text=f"{same} {rest.replace('word', 'mine')}")
    theirs = shown(await world.do("us", "change", proposal="P1"))
    await world.do("us", "clause", number=1, text=f"{same} {rest.replace('word', 'ours')}")
    await us.click(*pressed(theirs, "submit"))
    await world.settle()
    asked = shown(await ru.click(*pressed(mine, "submit")))
    both = shown(await ru.click(*pressed(asked, "rebase")))
    (told,) = fine(await ru.select(both, select_of(both, "reword"), ["0"]))
    assert "a form holds 4,000" in told
    fine(await world.do("ru", "check"))
    await ru.wait_for(lambda one: "mine479" in one.text())
    (refused,) = fine(await ru.click(*pressed(both, "submit")))
    assert "at most 4,000" in refused
    assert len((await draft_of(world, "ru")).clauses[0]) > 4_000, "nothing is lost"
