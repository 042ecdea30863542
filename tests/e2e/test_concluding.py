"""Silence, statements, taking over, editorial changes, waivers and signatures: by command, by button, by the clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import SystemClock
from bot.loopback.people import Message, Modal, Reply
from bot.negotiation.acts import Actor
from bot.negotiation.model import Phase
from bot.negotiation.order.acts import Undo
from tests.e2e.test_marks import shown, values
from tests.e2e.world import BALANCED, LOPSIDED, PARTIES, World, button, pressed

Later = Callable[..., None]
WRONG = {"nobody": "You have no seat", "olga": "you are an observer", "chair": "you are the chair"}
OLD, NEW = "The partys meet once a year.", "The parties meet once a year."


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Lets the bot's time pass."""
    gone = timedelta()

    def now(_: SystemClock) -> datetime:
        return datetime.now(UTC) + gone

    def pass_by(**duration: float) -> None:
        nonlocal gone
        gone += timedelta(**duration)

    monkeypatch.setattr(SystemClock, "now", now)
    return pass_by


async def fired(world: World) -> None:
    """Let what is due fall due, and show what comes of it."""
    await world.bot.ticker.fire()
    await world.settle()


async def posts(world: World, name: str, words: str) -> list[Message]:
    """What stands in the plenary with these words, as a person sees it."""
    person = await world.person(name)
    await person.load_history(world.plenary)
    return [one for one in person.messages(world.plenary) if words in one.text() and not one.ephemeral]


def form_of(reply: Reply) -> Modal:
    assert reply.modal is not None, reply.text()
    return reply.modal


async def silent(world: World) -> None:
    """P1 by the US, accepted by RU, under silence."""
    await world.begun()
    await world.table("us", BALANCED)
    await world.do("ru", "accept", proposal="P1")
    told = (await world.sure("chair", "silence put", proposal="P1 v1")).text()
    assert "P1 v1 is under silence until" in told
    await world.settle()


async def agreed(world: World) -> Message:
    """P1 is the agreed text; gives the card with its signatures."""
    await world.begun()
    await world.table("us", BALANCED)
    for party in PARTIES:
        await world.do(party.lower(), "accept", proposal="P1")
    await world.settle()
    return (await posts(world, "us", "SHA-256 of the text"))[-1]


@pytest.mark.asyncio
async def test_nobody_objects_and_the_text_is_agreed_also_over_a_restart(world: World, later: Later) -> None:
    await silent(world)
    assert "Under silence until" in (await world.card("ua", "P1")).text()
    (announced,) = await posts(world, "ua", "P1 v1 is under silence until")
    assert button(announced, "silencebreak")
    await world.stop()
    later(minutes=11)
    await world.start()
    await fired(world)
    session = await world.session()
    assert session.phase is Phase.AGREED
    assert session.agreement is not None
    assert (session.agreement.how, session.agreement.parties) == ("silence", PARTIES)
    (over,) = await posts(world, "ua", "The silence on P1 v1 is over")
    assert "Nobody objected." in over.text()
    assert await posts(world, "ua", "agreed by silence: nobody objected in time")
    late = await world.people["ua"].click(*pressed(announced, "silencebreak"))
    assert "a text has been agreed" in late.text()


@pytest.mark.asyncio
async def test_a_party_breaks_the_silence_from_the_card(world: World, later: Later) -> None:
    await silent(world)
    ua = world.people["ua"]
    form = form_of(await ua.click(*pressed(await world.card("ua", "P1"), "silencebreak")))
    assert form.title == "Break the silence on P1 v1"
    odd = await ua.submit(form, {"text": "Not so fast.", "clause": "x"})
    assert "There is no clause 0" in odd.text()
    assert "Not so fast." in odd.text()
    form = form_of(await ua.click(*pressed(await world.card("ua", "P1"), "silencebreak")))
    late_form = form_of(await ua.click(*pressed(await world.card("ua", "P1"), "silencebreak")))
    await world.restart()
    broken = await ua.submit(form, {"text": "Not so fast.", "clause": "2", "words": "Reduce by 900"})
    assert "Ukraine has broken the silence on P1 v1" in broken.text()
    await world.settle()
    (told,) = await posts(world, "us", "The silence on P1 v1 is broken")
    assert "“Not so fast.” It would have clause 2 otherwise: “Reduce by 900”." in told.text()
    assert "silencebreak" not in str((await world.card("ua", "P1")).buttons())
    later(minutes=11)
    await fired(world)
    assert (await world.session()).phase is Phase.NEGOTIATING
    again = await ua.submit(late_form, {"text": "Once more."})
    assert "Once more." in again.text()
    assert "No text is under silence now" in again.text()


@pytest.mark.asyncio
async def test_who_puts_and_who_breaks(world: World) -> None:
    await silent(world)
    await world.do("olga", "seat take")
    assert "Only the chair" in (await world.do("us", "silence put", proposal="P1")).text()
    assert "P1 v1 is under silence until" in (await world.sure("chair", "silence put", proposal="P1")).text()
    for name, told in {
        "nobody": "You have no seat",
        "olga": "you are an observer",
        "chair": "you are the chair",
    }.items():
        assert told in (await world.do(name, "silence break", objection="No.")).text()
        person = await world.person(name)
        assert told in (await person.click(*pressed(await world.card(name, "P1"), "silencebreak"))).text()
    assert (await world.session()).conclusion.silence is not None
    assert "Your objection" not in (await world.do("pl", "silence break", objection="We object.")).text()
    await world.table("pl", BALANCED)
    await world.do("pl", "accept", proposal="P2")
    assert sorted(await values(world, "chair", "silence put", "proposal")) == ["P1 v1", "P2 v1"]
    assert await values(world, "us", "silence put", "proposal") == []


@pytest.mark.asyncio
async def test_statements_with_and_without_a_form_are_on_the_card_and_printed(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    made = await world.do("ua", "statement", kind="comment", words="Too *vague*.", proposal="P1", clause=2)
    assert "S1 is on the record: comment on P1 v1, clause 2" in made.text()
    assert "it is about a text" not in made.text()
    assert "is about a text, and none is named" in (await world.do("ua", "statement", kind="comment", words="x")).text()
    form = form_of(await world.do("pl", "statement", kind="explanation_of_position", proposal="P1"))
    assert form.title == "For the record: explanation of position"
    await world.restart()
    blank = await world.people["pl"].submit(form, {"text": " "})
    assert "S2" not in blank.text()
    form = form_of(await world.do("pl", "statement", kind="explanation_of_position", proposal="P1"))
    assert "S2 is on the record" in (await world.people["pl"].submit(form, {"text": "We can live with it."})).text()
    await world.settle()
    card = (await world.card("us", "P1")).text()
    assert r"- S1 · comment of Ukraine on v1, clause 2: “Too \*vague\*.”" in card
    assert "S2 · explanation of position of Poland and the Baltic hosts" in card
    assert "you are the chair" in (await world.do("chair", "statement", kind="dissociation", proposal="P1")).text()
    assert "You have no seat" in (await world.do("nobody", "statement", kind="statement", words="Hello.")).text()
    assert await values(world, "pl", "statement", "proposal") == ["P1 v1"]
    for party in PARTIES:
        await world.do(party.lower(), "accept", proposal="P1")
    await world.settle()
    (printed,) = (await posts(world, "us", "SHA-256 of the text"))[-1:]
    assert "S2, explanation of position of Poland and the Baltic hosts on v1: “We can live with it.”" in printed.text()
    assert "vague" not in printed.text()
    about = await world.do("us", "statement", kind="interpretative", words="We read it so.")
    assert "S3 is on the record: interpretative statement on P1 v1" in about.text()


@pytest.mark.asyncio
async def test_a_withdrawn_text_is_taken_over_from_its_card(world: World, later: Later) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    await world.do("ru", "accept", proposal="P1")
    await world.do("us", "withdraw", proposal="P1")
    await world.settle()
    card = await world.card("ru", "P1")
    assert "Russian Federation had accepted it and may take it over until" in card.text()
    assert (
        "Only Russian Federation had accepted P1" in (await world.people["ua"].click(*pressed(card, "takeover"))).text()
    )
    assert await values(world, "ru", "takeover", "proposal") == ["P1 v1"]
    assert await values(world, "ua", "takeover", "proposal") == []
    taken = await world.people["ru"].click(*pressed(card, "takeover"))
    assert "P2 v1 is on the table, taken over from P1 as your own" in taken.text()
    await world.settle()
    assert "takeover" not in str((await world.card("ru", "P1")).buttons())
    assert "Taken over from P1" in (await world.card("us", "P2")).text()
    assert "has taken P1 over already, as P2" in (await world.do("ru", "takeover", proposal="P1")).text()
    await world.do("ua", "accept", proposal="P2")
    await world.do("ru", "withdraw", proposal="P2")
    later(minutes=11)
    assert "The 10 minutes for taking P2 over ended" in (await world.do("ua", "takeover", proposal="P2")).text()


async def with_words(world: World) -> None:
    """P1 by the US with a clause in its own words, accepted by RU."""
    await world.begun()
    await world.draft("us", BALANCED)
    drafted = await world.do("us", "clause", text=OLD)
    await world.people["us"].click(*pressed(shown(drafted), "submit"))
    await world.settle()
    assert "accepts P1 v1" in (await world.do("ru", "accept", proposal="P1")).text()


@pytest.mark.asyncio
async def test_an_editorial_change_keeps_every_acceptance(world: World, later: Later) -> None:
    await with_words(world)
    last = len((await world.session()).proposals["P1"].current.clauses)
    options = {"proposal": "P1", "clause": last, "words": NEW, "reason": "A slip."}
    assert "Only the chair" in (await world.do("us", "chair editorial", **options)).text()
    wrong = await world.sure("chair", "chair editorial", **{**options, "words": "The parties meet twice a year."})
    assert "These words change the numbers" in wrong.text()
    assert (
        f"E1: clause {last} of P1 gets your words" in (await world.sure("chair", "chair editorial", **options)).text()
    )
    await world.settle()
    (announced,) = await posts(world, "ru", f"E1: an editorial change of P1, clause {last}")
    assert button(announced, "contest")
    assert "E1" in (await world.card("ru", "P1")).text()
    later(minutes=6)
    await fired(world)
    card = (await world.card("ru", "P1")).text()
    assert "P1 v2" in card
    assert NEW in card
    assert "✔ accepted: Russian Federation" in card
    assert "from which this one differs by an editorial change only: Russian Federation (v1)" in card
    late = await world.people["ru"].click(*pressed(announced, "contest"))
    assert "E1 is open no longer: it is in force" in late.text()


@pytest.mark.asyncio
async def test_a_party_contests_an_editorial_change(world: World, later: Later) -> None:
    await with_words(world)
    last = len((await world.session()).proposals["P1"].current.clauses)
    options = {"proposal": "P1", "clause": last, "words": NEW, "reason": "A slip."}
    await world.sure("chair", "chair editorial", **options)
    await world.settle()
    assert await values(world, "ua", "contest", "editorial") == ["E1"]
    assert await values(world, "chair", "contest", "editorial") == []
    (announced,) = await posts(world, "ua", "E1: an editorial change")
    assert "you are the chair" in (await world.people["chair"].click(*pressed(announced, "contest"))).text()
    form = form_of(await world.people["ua"].click(*pressed(announced, "contest")))
    assert "E1 is off; P1 stays as it is" in (await world.people["ua"].submit(form, {"text": "Who is a party?"})).text()
    await world.settle()
    (told,) = await posts(world, "us", "E1 is contested")
    assert "“Who is a party?”" in told.text()
    late = await world.do("pl", "contest", editorial="e1")
    assert "a party contested it already" in late.text()
    later(minutes=6)
    await fired(world)
    assert (await world.session()).proposals["P1"].current.number == 1


@pytest.mark.asyncio
async def test_the_chair_asks_for_a_waiver_and_only_heads_give_it(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    rule = (await values(world, "chair", "chair waiver", "rule", proposal="P1 v1"))[0]
    options = {"proposal": "P1", "rule": rule, "statement": "For peace."}
    assert "Only the chair" in (await world.do("us", "chair waiver", **options)).text()
    asked = (await world.sure("chair", "chair waiver", **options)).text()
    assert "are asked to waive" in asked
    await world.settle()
    (announced,) = await posts(world, "ru", "The chair asks for a waiver")
    assert "“For peace.”" in announced.text()
    assert "you are the chair" in (await world.people["chair"].click(*pressed(announced, "waiveform"))).text()
    form = form_of(await world.people["ru"].click(*pressed(announced, "waiveform")))
    assert form.fields()[0]["value"] == "For peace."
    second = form_of(await world.people["ru"].click(*pressed(announced, "waiveform")))
    await world.restart()
    given = await world.people["ru"].submit(form, {"text": "For peace, and once only."})
    assert f"Russian Federation waives `{rule}` for P1 v1" in given.text()
    (waiver,) = (await world.session()).proposals["P1"].waivers
    assert (waiver.party, waiver.statement) == ("RU", "For peace, and once only.")
    again = await world.people["ru"].submit(second, {"text": "Once more."})
    assert "Once more." in again.text()


@pytest.mark.asyncio
async def test_from_the_agreed_text_to_its_entry_into_force(world: World) -> None:
    text = await agreed(world)
    us, ru = world.people["us"], world.people["ru"]
    assert "has initialled the agreed text" in (await us.click(*pressed(text, "initial"))).text()
    assert "has signed the agreed text." in (await us.click(*pressed(text, "sign"))).text()
    assert "has signed the text already" in (await world.do("us", "sign")).text()
    form = form_of(await ru.click(*pressed(text, "decline")))
    assert (
        "It is on the record that Russian Federation declines" in (await ru.submit(form, {"text": "Not now."})).text()
    )
    await world.settle()
    (told,) = await posts(world, "ua", "Russian Federation declines")
    assert "“Not now.”" in told.text()
    await world.restart()
    signed = (await world.do("ru", "sign", consent="subject_to_ratification")).text()
    assert "subject to ratification. It is bound once you send `/ratify`" in signed
    for party in ("pl", "ua"):
        await world.do(party, "sign")
    assert await posts(world, "us", "in force") == []
    assert "is bound" in (await ru.click(*pressed(text, "ratify"))).text()
    await world.settle()
    assert await posts(world, "us", "The agreed text is in force")
    assert (await world.session()).conclusion.in_force is not None
    assert "the text is in force" in (await world.do("ua", "decline", reason="No.")).text()


@pytest.mark.asyncio
async def test_the_wrong_people_sign_nothing(world: World) -> None:
    text = await agreed(world)
    await world.do("olga", "seat take")
    for name, told in WRONG.items():
        person = await world.person(name)
        for verb in ("initial", "sign", "ratify", "decline"):
            assert told in (await person.click(*pressed(text, verb))).text(), (name, verb)
        for command in ("initial", "sign", "ratify"):
            assert told in (await world.do(name, command)).text(), (name, command)
        assert told in (await world.do(name, "decline", reason="No.")).text()
    assert "has not signed yet" in (await world.do("us", "ratify")).text()
    assert (await world.session()).conclusion.standings == {}


@pytest.mark.asyncio
async def test_the_agreed_card_shows_what_is_said_after_the_adoption(world: World) -> None:
    card = await agreed(world)
    said = await world.do("ru", "statement", kind="interpretative", words="As we read it.", proposal="P1")
    assert "S1 is on the record" in said.text()
    await world.settle()
    (after,) = await posts(world, "us", "SHA-256 of the text")
    assert after.id == card.id, "edited, not posted anew"
    assert "As we read it." in after.text()
    entries = await world.bot.desk.service.entries((await world.session()).id)
    seq = next(one.seq for one in entries if one.event.type == "statement_made")
    await world.bot.desk.service.perform(
        (await world.session()).id, Undo(seq, "Not now."), Actor(str(world.people["chair"].id), "Chair"), "undo"
    )
    await world.settle()
    (undone,) = await posts(world, "us", "SHA-256 of the text")
    assert "As we read it." not in undone.text()
