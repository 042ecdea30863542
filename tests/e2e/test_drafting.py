"""Sentences that carry steps: written, shown back, judged, quoted, mended, tabled, and agreed."""

import pytest

from bot.loopback.people import Message, Reply
from tests.e2e.test_buttons import select_of
from tests.e2e.world import BALANCED, LOPSIDED, World, pressed

US_CUTS = (
    "The United States shall reduce its rotational forces in Poland by 1,500 persons within 90 days of entry into "
    "force, verified by on-site inspection."
)
RU_CUTS = (
    "Russia shall reduce its troops in Kaliningrad by 1,500 persons within 90 days of entry into force, verified by "
    "on-site inspection."
)
RU_LEAVES = (
    "Russia shall withdraw all its border forces along the Ukrainian border within 60 days of entry into force, "
    "verified by on-site inspection."
)
MENU = "Quote in a proposal"


def once(sentence: str, article: int) -> str:
    """The same promise, on a condition."""
    return sentence.replace(", verified", f", once Article {article} has been carried out, verified")


async def added(world: World, name: str, table: Message, text: str) -> Reply:
    """Add a clause through the form of a drafting table."""
    person = world.people[name]
    asked = await person.click(*pressed(table, "clause"))
    assert asked.modal is not None, asked.text()
    return await person.submit(asked.modal, {"text": text})


@pytest.mark.asyncio
async def test_a_text_of_sentences_alone_is_drafted_judged_tabled_and_agreed(world: World) -> None:
    await world.begun()
    table = (await world.do("us", "table")).message
    assert table is not None
    one = await added(world, "us", table, US_CUTS)
    assert one.message is not None
    assert "✔ Understood: The United States shall reduce its rotational forces in Poland by 1,500 persons" in one.text()
    assert "United States: counts 1,500 of 1,500" in one.text()
    assert "✖ not reciprocal" in one.text()
    assert "`EXCLUSION`" in one.text()
    two = await added(world, "us", one.message, RU_CUTS)
    assert two.message is not None
    three = await added(world, "us", two.message, RU_LEAVES)
    assert three.message is not None
    assert "Russian Federation: counts 0 of 100,000" in three.text()
    assert "✔ balanced" in three.text()
    assert (
        "Credits (`steps`, troop equivalents): United States **1,500** · Russian Federation **1,500**" in three.text()
    )
    us = world.people["us"]
    done = await us.click(*pressed(three.message, "submit"))
    assert "P1 v1 is on the table" in done.text()
    await world.settle()
    card = await world.card("ru", "P1")
    assert "▸ Russian Federation counts 1,500" in card.text()
    assert "Credits (`steps`, troop equivalents): United States **1,500** · Russian Federation **1,500**" in card.text()
    for name in ("us", "ru", "pl", "ua"):
        await world.do(name, "accept", proposal="P1")
    session = await world.session()
    assert session.agreement is not None
    details = await world.do("olga", "check", proposal="P1")
    assert "✔ Understood: Russia shall withdraw all its border force along the Ukrainian border" in details.text()
    assert "▲ `EXCLUSION` Expected, but not counted: Article 3." in details.text()


@pytest.mark.asyncio
async def test_what_is_not_understood_says_where_and_what_was_expected(world: World) -> None:
    await world.begun()
    table = (await world.do("us", "table")).message
    assert table is not None
    said = await added(world, "us", table, "Russia shall reduce its troops in Kalinigrad by 600 persons.")
    assert "✖ Carries no step: expected a region after “its troops in”, found “Kalinigrad”" in said.text()
    assert "did you mean **Kaliningrad**?" in said.text()
    soft = await world.do("us", "clause", text="The United States shall consider reducing its troops in Europe.")
    assert "○ Promises nothing (“consider”), so it earns nothing." in soft.text()


@pytest.mark.asyncio
async def test_a_clause_is_edited_in_its_form_and_goes_when_it_is_emptied(world: World) -> None:
    await world.begun()
    us = await world.person("us")
    first = await world.do("us", "clause", text=US_CUTS)
    assert "✔ Understood" in first.text()
    assert first.message is not None
    again = await us.select(first.message, select_of(first.message, "reword"), ["0"])
    assert again.modal is not None
    assert again.modal.fields()[0]["value"] == US_CUTS
    reworded = await us.submit(again.modal, {"text": US_CUTS.replace("1,500", "900")})
    assert "counts 900 of 900" in reworded.text()
    by_command = await world.do("us", "clause", number=1)
    assert by_command.modal is not None
    assert "900" in by_command.modal.fields()[0]["value"]
    emptied = await us.submit(by_command.modal, {"text": " "})
    assert "900" not in emptied.text()
    none = await world.do("us", "clause", number=1)
    assert "Your draft has no clause 1 in words of your own." in none.text()
    assert "no clause 3" in (await world.do("us", "clause", number=3, text="words")).text()


@pytest.mark.asyncio
async def test_a_condition_follows_its_article_when_the_text_is_reordered(world: World) -> None:
    await world.begun()
    table = await world.draft("us", {"EX": "EX1"})
    first = await added(world, "us", table, US_CUTS)
    assert first.message is not None
    second = await added(world, "us", first.message, once(RU_CUTS, 2))
    assert second.message is not None
    assert "Article 2 here: “The United States shall reduce" in second.text()
    chosen = await world.draft("us", {"UB": "U2"}, second)
    session = await world.session()
    draft = await world.bot.desk.drafts.get(session.id, str(world.people["us"].id))
    assert draft is not None
    assert "once Article 3 has been carried out" in draft.clauses[1]
    us = world.people["us"]
    asked = await us.select(chosen, select_of(chosen, "reword"), ["0"])
    assert asked.modal is not None
    without = await us.submit(asked.modal, {"text": ""})
    assert "it waits for an article that was taken out: name another one" in without.text()


@pytest.mark.asyncio
async def test_articles_that_wait_for_each_other_are_reported_with_the_way_out(world: World) -> None:
    await world.begun()
    await world.do(
        "us", "clause", text=US_CUTS.replace(", verified", ", once Article 2 has been carried out, verified")
    )
    both = await world.do(
        "us", "clause", text=RU_CUTS.replace(", verified", ", once Article 1 has been carried out, verified")
    )
    assert "Article 1 and Article 2 wait for each other, so nothing can ever begin" in both.text()
    assert "let both start at the same time" in both.text()


@pytest.mark.asyncio
async def test_a_message_becomes_a_clause_from_its_menu(world: World) -> None:
    await world.begun()
    ru, us, olga = [await world.person(name) for name in ("ru", "us", "olga")]
    written = await ru.say(world.plenary, f"What about this: {RU_CUTS}")
    asked = await us.context_menu(MENU, written)
    assert asked.modal is not None
    assert asked.modal.fields()[0]["value"] == f"What about this: {RU_CUTS}"
    quoted = await us.submit(asked.modal, {"text": RU_CUTS})
    assert "✔ Understood: Russia shall reduce its troops in Kaliningrad by 1,500 persons" in quoted.text()
    assert quoted.message is not None
    assert quoted.message.ephemeral
    await world.table("ru", BALANCED)
    card = await world.card("us", "P1")
    assert "This message has no words to quote" in (await us.context_menu(MENU, card)).text()
    assert "You have no seat" in (await olga.context_menu(MENU, written)).text()


@pytest.mark.asyncio
async def test_a_text_is_checked_without_being_tabled(world: World) -> None:
    await world.begun()
    olga, us = await world.person("olga"), await world.person("us")
    checked = await world.do("olga", "check", text=US_CUTS)
    assert "Your text, checked" in checked.text()
    assert "counts 1,500 of 1,500" in checked.text()
    assert "✖ not reciprocal" in checked.text()
    form = await world.do("olga", "check")
    assert form.modal is not None
    many = await olga.submit(form.modal, {"text": f"{US_CUTS}\n\n{RU_CUTS}\n\n{RU_LEAVES}"})
    assert "3 articles" in many.text()
    assert "✔ balanced" in many.text()
    await world.do("us", "clause", text=US_CUTS)
    own = await world.do("us", "check")
    assert "Your draft, checked" in own.text()
    assert (await world.session()).proposals == {}
    assert us.id != olga.id


@pytest.mark.asyncio
async def test_counter_with_this_cure_inserts_the_sentence_of_the_cure(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    ru = world.people["ru"]
    refused = await ru.click(*pressed(await world.card("ru", "P1"), "accept"))
    assert refused.message is not None
    sentence = "Russia shall reduce its troops in Kaliningrad by 450 persons, within 90 days of entry into force"
    assert f"add “{sentence}" in refused.text()
    table = await ru.click(*pressed(refused.message, "cure"))
    assert table.message is not None
    assert sentence in table.text()
    assert "✔ balanced" in table.text()
    await ru.click(*pressed(table.message, "submit"))
    await world.settle()
    card = await world.card("us", "P2")
    assert f"✚ new · {sentence}" in card.text()


@pytest.mark.asyncio
async def test_a_long_text_is_shortened_on_its_card_and_attached_in_full(world: World) -> None:
    await world.begun()
    words = " ".join(f"Word {number} of a long preamble." for number in range(140))
    await world.do("us", "clause", text=words)
    await world.do("us", "clause", text=US_CUTS)
    shown = await world.do("us", "table")
    assert shown.message is not None
    us = world.people["us"]
    await us.click(*pressed(shown.message, "submit"))
    await world.settle()
    card = await world.card("ru", "P1")
    assert "Shortened: *Details* shows all of it, and the full text is attached." in card.text()
    (attached,) = card.raw["attachments"]
    assert attached["filename"] == "P1-v1.txt"
    content = (await world.people["ru"].fetch(attached)).decode()
    assert words in content
    assert "   = The United States shall reduce its rotational forces in Poland by 1,500 persons, within" in content
    await world.do("pl", "accept", proposal="P1")
    await world.settle()
    after = await world.card("ru", "P1")
    assert [one["filename"] for one in after.raw["attachments"]] == ["P1-v1.txt"]


@pytest.mark.asyncio
async def test_nobody_writes_into_the_draft_of_another_or_without_a_seat(world: World) -> None:
    await world.begun()
    await world.do("us", "clause", text="A secret of ours.")
    for name in ("ru", "us2", "olga"):
        assert "secret" not in (await world.do(name, "check")).text()
    assert "You have no seat" in (await world.do("olga", "clause", text="Words.")).text()
    assert "You have no seat" in (await world.do("olga", "clause")).text()
    ru = world.people["ru"]
    await ru.load_history(world.plenary)
    assert all("secret" not in message.text() for message in ru.messages(world.plenary))


@pytest.mark.asyncio
async def test_a_restart_in_the_middle_loses_no_typed_word(world: World) -> None:
    await world.begun()
    asked = await world.do("us", "clause")
    assert asked.modal is not None
    await world.restart()
    us = world.people["us"]
    written = await us.submit(asked.modal, {"text": US_CUTS})
    assert "✔ Understood" in written.text()
    shown = await world.do("us", "table")
    assert "1,500 persons" in shown.text()


@pytest.mark.asyncio
async def test_noise_gets_a_clear_answer_and_is_kept(world: World) -> None:
    await world.begun()
    turned = await world.do("us", "clause", text="\u202eRussia shall reduce")
    assert "holds control characters that cannot be shown" in turned.text()
    assert "Russia shall reduce" in turned.text(), "what was typed is given back"
    for noise in ("9" * 100, "Russia \u200bshall reduce its troops by 6.", "\u200f", "a" * 4000, "shall " * 600):
        said = await world.do("us", "clause", text=noise)
        assert said.error is None
        assert "Something went wrong" not in said.text()
    promise = "Russia shall reduce its troops in Kaliningrad by {} persons by {}."
    long = await world.do("us", "clause", text=promise.format("9" * 100, "30 June 2022"))
    assert "the number is too long: at most 15 digits are read" in long.text()
    date = await world.do("us", "clause", text=promise.format("600", "31 June 2022"))
    assert "the date that begins with “31” is no day of the calendar" in date.text()
    letter = await world.do("us", "clause", text=promise.format("600", "30 June 2022").replace("shall", "sha\u043bl"))
    assert "only looks like an ordinary letter" in letter.text()
    stranger = await world.do("us", "clause", text="Atlantis shall reduce its troops in Europe by 600 persons.")
    assert "expected a party, such as “the United States” or “Russia”" in stranger.text()
    assert "found “Atlantis”" in stranger.text()


@pytest.mark.asyncio
async def test_two_changes_to_the_same_words_are_shown_side_by_side_and_never_merged_unasked(world: World) -> None:
    await world.begun()
    await world.sure("chair", "seat assign", member=(await world.person("us2")).id, role="delegate", party="US")
    us, us2 = world.people["us"], world.people["us2"]
    await world.do("us", "clause", text="The talks are held in Geneva once a month.")
    shown = (await world.do("us", "table")).message
    assert shown is not None
    await us.click(*pressed(shown, "submit"))
    await world.settle()
    mine = await world.do("us", "change", proposal="P1")
    theirs = await world.do("us2", "change", proposal="P1")
    assert mine.message is not None
    assert theirs.message is not None
    for person, message, place in ((us, mine.message, "Vienna"), (us2, theirs.message, "Helsinki")):
        asked = await person.select(message, select_of(message, "reword"), ["0"])
        assert asked.modal is not None
        words = f"The talks are held in {place} once a month{' in public' if place == 'Helsinki' else ''}."
        await person.submit(asked.modal, {"text": words})
    await us.click(*pressed(mine.message, "submit"))
    told = await us2.click(*pressed(theirs.message, "submit"))
    assert told.message is not None
    assert "P1 has changed while you drafted" in told.text()
    assert "both changed the same words" in told.text()
    assert "**yours**: Helsinki" in told.text()
    assert "**v2**: Vienna" in told.text()
    assert (await world.session()).proposals["P1"].current.number == 2, "nothing was tabled over it"
    both = await us2.click(*pressed(told.message, "rebase"))
    assert both.message is not None
    assert r"The talks are held in \[Helsinki \| Vienna\] once a month in public." in both.text()
    assert "▲ 1 open bracket: words that are not agreed yet." in both.text()
    again = await us2.click(*pressed(both.message, "submit"))
    assert "P1 v3 is on the table" in again.text()


@pytest.mark.asyncio
async def test_a_draft_that_was_overtaken_may_be_kept_or_dropped(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    ru, us = world.people["ru"], world.people["us"]
    await world.draft("ru", {"VF": "V2"}, await ru.click(*pressed(await world.card("ru", "P1"), "counter")))
    changed = await world.draft("us", {"VF": "V1"}, await us.click(*pressed(await world.card("us", "P1"), "counter")))
    await us.click(*pressed(changed, "submit"))
    await world.settle()
    shown = await ru.click(*pressed(await world.card("ru", "P1"), "counter"))
    assert shown.message is not None
    assert "both chose for the same issue, and not the same" in shown.text()
    mine = await ru.click(*pressed(shown.message, "keepmine"))
    assert mine.message is not None
    session = await world.session()
    draft = await world.bot.desk.drafts.get(session.id, str(ru.id))
    assert draft is not None
    assert draft.choices["VF"] == "V2"
    assert draft.text_hash == session.proposals["P1"].current.text_hash
