"""Hostile text through every way in: a clear answer each, nothing lost, and nothing of it harms who reads it."""

import logging
import re
from collections.abc import Iterable

import pytest

from bot.loopback.people import Message, Reply
from bot.service.ports import Draft
from bot.text.limits import MESSAGE, clip
from bot.ui.publishing.posting import signature
from tests.e2e.world import BALANCED, World, pressed
from tests.support.hostile import CUT, HOSTILE

FAILED = ("Something went wrong", "this reference")
# What Discord would obey of it: mentions, moments, emoji, code, spoilers, links; each without its backslash.
LIVE = re.compile(r"(?<!\\)(?:\\\\)*(?:<[@#]\W?1>|@everyone|@here|```|\|\||\]\(http|<id:|<t:99|<a?:x:|</accept)")
# No client can put half a surrogate pair into JSON; the cards are tried with it by themselves.
SENT = {name: text for name, text in HOSTILE.items() if "\ud83d" not in text}
OBEYED_IN_A_FILE = re.compile(
    r"(?<!\\)(?:\\\\)*(?:</?(?:script|img|table)|@everyone|\]\(http)|[\u202a-\u202e\u2066-\u2069]"
)
SUPPRESS_EMBEDS = 1 << 2
SAID = {0, 20}
"""Types of messages that somebody wrote; others are Discord's own, such as that a person was added to a thread."""
TOGETHER = 20
"""Clauses of one's own that are tabled at once."""


def answered(name: str, reply: Reply) -> str:
    """What a reply says: there is one, and it is no failure."""
    assert reply.error is None, f"{name}: {reply.error}"
    said = reply.text() if reply.message is not None else ""
    assert said, f"{name}: no answer"
    for failure in FAILED:
        assert failure not in said, f"{name}: {said[:300]}"
    return said


async def drafted(world: World, name: str) -> Draft:
    found = await world.bot.desk.drafts.get((await world.session()).id, str(world.people[name].id))
    return found or Draft({})


OWN_LINK = re.compile(r"\[P[0-9]+ v[0-9]+\]\(http://127\.0\.0\.1:[0-9]+/channels/[0-9/]+\)")
"""What the board itself leads to: the cards."""


def harmless(messages: Iterable[Message]) -> None:
    for message in messages:
        if message.type not in SAID:
            continue
        assert message.raw["mentions"] == []
        assert message.raw["mention_everyone"] is False
        for piece in message.text().split("\n"):
            found = LIVE.search(OWN_LINK.sub("", piece))
            assert found is None, f"{found.group()!r} is live in: {piece[max(0, found.start() - 40) :][:120]!r}"


def no_complaints(caplog: pytest.LogCaptureFixture) -> None:
    told = [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING and one.name != "asyncio"]
    assert told == []


async def seen_in(world: World, name: str) -> list[Message]:
    """All that a person can read now, in whichever channel."""
    person = world.people[name]
    found = []
    for channel in list(person.channels):
        await person.load_history(channel, 100)
        found += person.messages(channel)
    return found


@pytest.mark.asyncio
async def test_a_draft_and_a_check_answer_any_text_and_lose_none(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.begun()
    us = await world.person("us")
    assert len(SENT) >= 60
    for name, text in SENT.items():
        # A clause that is there is written over; blank words take it out, as an emptied form does.
        if not (await drafted(world, "us")).clauses:
            await world.do("us", "clause", text="first")
        before = await drafted(world, "us")
        said = answered(name, await world.do("us", "clause", text=text, number=1))
        after = await drafted(world, "us")
        if after == before:
            assert "This is what you typed" in said, f"{name}: {said[:200]}"
        else:
            assert after.clauses == ((text.strip(),) if text.strip() else ()), name
        answered(name, await world.do("us", "check", text=text))
        if after.clauses and after != before:
            answered(name, await world.do("us", "check"))
    harmless(us.messages(world.plenary))
    no_complaints(caplog)
    assert "✔ Understood" in answered("after all", await world.do("us", "clause", text=CUT))


@pytest.mark.asyncio
async def test_forms_take_any_text_and_give_back_what_does_not_fit(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.begun()
    us = await world.person("us")
    for name, text in SENT.items():
        asked = await world.do("us", "clause")
        assert asked.modal is not None
        before = await drafted(world, "us")
        said = answered(name, await us.submit(asked.modal, {"text": text}))
        after = await drafted(world, "us")
        assert after != before or "This is what you typed" in said or "The form was empty" in said, (
            f"{name}: {said[:200]}"
        )
        if len(after.clauses) == TOGETHER:
            shown = await world.do("us", "table")
            assert shown.message is not None
            tabled = answered(name, await us.click(*pressed(shown.message, "submit")))
            assert "is on the table" in tabled, tabled[:300]
            await world.settle()
    session = await world.session()
    assert len(session.proposals) > 1
    for proposal in session.proposals:
        await world.card("ru", proposal)
        for command in ("check", "compare", "counter"):
            answered(proposal, await world.do("ru", command, proposal=proposal))
        await world.do("ru", "table")
    exported = await world.do("ru", "record export")
    assert exported.message is not None
    assert len(exported.message.attachments) == 2
    for attached in exported.message.attachments:
        if attached["filename"].endswith(".md"):
            content = (await world.people["ru"].fetch(attached)).decode()
            assert "script" in content
            assert OBEYED_IN_A_FILE.search(content) is None
    harmless(await seen_in(world, "ru"))
    no_complaints(caplog)
    assert (await world.do("pl", "reject", proposal="P1")).error is None


@pytest.mark.asyncio
async def test_marks_take_any_text(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru, pl = world.people["ru"], world.people["pl"]
    placed = 0
    for name, text in SENT.items():
        answered(name, await world.do("ru", "bracket place", proposal="P1", clause=1, words=text))
        said = answered(
            name, await world.do("ru", "bracket place", proposal="P1", clause=2, words="600", alternative=text)
        )
        if "stands on P1" in said:
            placed += 1
            name_of = said.split(" stands on", 1)[0].rsplit(" ", 1)[-1]
            answered(name, await world.do("us", "bracket list", proposal="P1"))
            await world.settle()
            harmless([await world.card("us", "P1")])
            for command, option in (("bracket lift", "bracket"), ("reserve place", "bracket")):
                given = {"proposal": "P1", "statement": "x"} if command.startswith("reserve") else {}
                await ru.autocomplete(command, world.plenary, option, text[:100], **given)
            answered(name, await world.do("ru", "bracket lift", bracket=name_of))
        statement = text[:1000]
        answered(name, await world.do("ru", "reserve place", proposal="P1", statement=statement))
        answered(name, await world.do("pl", "link state", proposal="P1", **{"with": text[:200]}))
        answered(name, await world.do("pl", "link drop", link=text[:200]))
        answered(name, await world.do("pl", "bracket take", bracket=text[:200]))
        answered(name, await world.do("pl", "reject", proposal="P1", reason=text[:500]))
        await world.do("pl", "takeback", proposal="P1")
    assert placed > 10
    answered("list", await world.do("us", "bracket list"))
    exported = await world.do("us", "record export")
    assert exported.message is not None
    await world.settle()
    harmless(await seen_in(world, "us"))
    harmless(pl.messages(world.plenary))
    no_complaints(caplog)


@pytest.mark.asyncio
async def test_any_message_is_quoted_as_it_stands(world: World, caplog: pytest.LogCaptureFixture) -> None:
    await world.begun()
    us, ru = world.people["us"], world.people["ru"]
    for name, text in SENT.items():
        if not (words := text[:2_000]).strip():
            continue
        asked = await us.context_menu("Quote in a proposal", await ru.say(world.plenary, words))
        if asked.modal is None:
            assert "no words to quote" in answered(name, asked), name
            continue
        assert asked.modal.fields()[0]["value"] == words.strip(), name
        before = await drafted(world, "us")
        said = answered(name, await us.submit(asked.modal, {"text": asked.modal.fields()[0]["value"]}))
        after = await drafted(world, "us")
        assert after != before or "This is what you typed" in said, f"{name}: {said[:200]}"
        if len(after.clauses) == TOGETHER:
            await world.bot.desk.drafts.drop((await world.session()).id, str(us.id))
    no_complaints(caplog)


@pytest.mark.asyncio
async def test_what_was_typed_for_nothing_is_given_back_whole(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru = world.people["ru"]
    end = "and here it ends"
    long = "*" * (4_000 - len(end) - 1) + " " + end
    # Escaped, it takes more than one message can hold.
    await world.do("ru", "clause", text=f"[{long}"[:4_000].replace(end, end[:-1]))
    await ru.wait_for(lambda one: end[:-1] in one.text())
    asked = await ru.click(*pressed(await world.card("ru", "P1"), "reject"))
    assert asked.modal is not None
    await world.do("us", "withdraw", proposal="P1")
    reason = f"Our reason — {'x' * 300}"
    assert "withdrew it" in answered("reject", await ru.submit(asked.modal, {"text": reason}))
    await ru.wait_for(lambda one: "This is what you typed" in one.text() and reason in one.text())
    statement = "A statement that took long to write. " * 20
    assert "P1" in answered("reserve", await world.do("ru", "reserve place", proposal="P1", statement=statement))
    await ru.wait_for(lambda one: statement.strip() in one.text())
    other = "Other words that took long to write. " * 20
    answered("bracket", await world.do("ru", "bracket place", proposal="P1", clause=1, words="x", alternative=other))
    await ru.wait_for(lambda one: other.strip() in one.text())
    form = await world.do("ru", "clause")
    assert form.modal is not None
    await world.do("ru", "seat leave")
    answered("form", await ru.submit(form.modal, {"text": "Typed while I left."}))
    await ru.wait_for(lambda one: "Typed while I left." in one.text())


@pytest.mark.asyncio
async def test_an_address_in_a_reason_draws_no_picture_into_the_record(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await world.do("ru", "reject", proposal="P1", reason="See https://example.org/picture.png")
    await world.settle()
    (line,) = [one for one in await seen_in(world, "us") if "example.org" in one.text() and not one.ephemeral]
    assert line.raw["flags"] & SUPPRESS_EMBEDS


def test_a_line_that_is_too_long_is_known_again_by_what_was_posted_of_it() -> None:
    line = "word " * 600
    assert signature(line) == clip(line, MESSAGE)
