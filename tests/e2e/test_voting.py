"""Motions and votes by command and by button: open, by roll call and secret; by the right people and by others."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import SystemClock
from bot.loopback.people import Message, Reply
from bot.negotiation.model import Phase
from bot.negotiation.voting.model import MotionStatus
from tests.e2e.test_floor import told
from tests.e2e.test_marks import labelled, shown, values
from tests.e2e.world import BALANCED, PACK, World, pressed, running_world
from tests.support.builders import SHIPPED

LABELS = {"yes": "Yes", "no": "No", "abstain": "Abstain"}
NAMES = ("us", "ru", "pl", "ua")


async def card(world: World, name: str, motion: str = "M1") -> Message:
    """The card of a motion in the plenary, as a person sees it now."""
    await world.settle()
    person = await world.person(name)
    await person.load_history(world.plenary)
    found = [one for one in person.messages(world.plenary) if one.text().startswith(f"### {motion} ·")]
    found = [one for one in found if not one.ephemeral]
    assert len(found) == 1, [one.text() for one in person.messages(world.plenary)]
    return found[0]


async def press(world: World, name: str, verb: str, motion: str = "M1") -> str:
    """Let a person press a button of a motion's card, named by its verb or its label; gives the answer."""
    shown_card = await card(world, name, motion)
    found = labelled(shown_card, LABELS[verb]) if verb in LABELS else pressed(shown_card, verb)
    return (await world.agreed(name, await world.people[name].click(*found))).text()


async def moved(world: World, kind: str = "other", **options: Any) -> None:  # noqa: ANN401  # options of the command
    """A motion of the US on a session that has begun."""
    await world.begun()
    await told(world, "us", "motion make", "M1 is moved", kind=kind, words="Lunch is *served*.", **options)


async def read_by(world: World, name: str) -> str:
    """All that a person can read in every channel and thread."""
    person = await world.person(name)
    texts: list[str] = []
    for channel in list(person.channels.values()):
        await person.load_history(channel.id)
        texts += [one.text() for one in person.messages(channel.id)]
    return "\n".join(texts)


@pytest.mark.asyncio
async def test_an_open_vote_by_button_over_a_restart(world: World) -> None:
    await moved(world, "suspend", minutes=15)
    text = (await card(world, "olga")).text()
    assert "### M1 · Motion to suspend the talks for 15 minutes" in text
    assert "> Lunch is \\*served\\*." in text
    assert "Moved by **United States** · place 2 of 12" in text
    assert "It needs more than half of those voting yes or no." in text
    assert "your own party's motion" in await press(world, "us", "second")
    assert "seconds M1" in await press(world, "ru", "second")
    assert "Only the chair" in await press(world, "us", "voteopen")
    assert "put to the vote, in an open vote" in await press(world, "chair", "voteopen")
    await card(world, "us")
    await world.restart()
    assert "Your vote on M1 is in: **yes**" in await press(world, "us", "votecast")
    assert "Your vote on M1 is in: **no**" in await press(world, "ru", "no")
    assert "Your vote on M1 is in: **yes**" in await press(world, "pl", "yes")
    assert "has voted yes on M1 already" in await press(world, "pl", "yes")
    assert "in: **abstain**" in await press(world, "ua", "abstain")
    assert "You have no seat" in await press(world, "eve", "yes")
    assert "you are the chair" in await press(world, "chair", "yes")
    text = (await card(world, "olga")).text()
    assert "So far 2 yes, 1 no, 1 abstaining" in text
    assert "- yes: United States, and Poland and the Baltic hosts" in text
    assert "Still to vote" not in text
    assert "Only the chair" in await press(world, "us", "voteclose")
    assert "M1 carried: 2 yes, 1 no, 1 abstaining" in await press(world, "chair", "voteclose")
    done = await card(world, "olga")
    assert "**✔ Carried**: 2 yes, 1 no, 1 abstaining; it has the majority that it needs." in done.text()
    assert done.buttons() == []
    await told(world, "ua", "vote cast", "The talks are suspended", motion="M1", choice="no")
    assert (await world.session()).timetable.pause is not None
    assert "## M1 carried" in await read_by(world, "olga")


@pytest.mark.asyncio
async def test_a_roll_call_goes_in_the_order_of_the_parties(world: World) -> None:
    await moved(world)
    await told(world, "chair", "vote open", "by roll call", motion="m1", method="roll_call")
    order = [one.party for one in (await world.session()).voting.motions["M1"].ballot.voters]  # type: ignore[union-attr]
    first, second, *others = [party.lower() for party in order]
    assert "It is the turn of **" in (await card(world, "olga")).text()
    await told(world, second, "vote cast", "it is not the turn of", motion="M1", choice="yes")
    assert await values(world, second, "vote cast", "motion") == []
    assert await values(world, first, "vote cast", "motion") == ["M1"]
    await told(world, first, "vote cast", "is in: **yes**", motion="M1", choice="yes")
    await told(world, first, "vote cast", "an answer stands", motion="M1", choice="no")
    await told(world, second, "vote cast", "is in: **no**", motion="M1", choice="no")
    for name in others:
        await told(world, name, "vote cast", "is in: **no**", motion="M1", choice="no")
    await told(world, "us", "vote close", "Only the chair", motion="M1")
    await told(world, "chair", "vote close", "M1 failed: 1 yes, 3 no", motion="M1")
    await told(
        world, first, "vote cast", "The vote on M1 is over: it failed with 1 yes, 3 no", motion="M1", choice="no"
    )
    assert "**✖ Failed**: 1 yes, 3 no, 0 abstaining; it lacks the majority" in (await card(world, "olga")).text()


async def exported(world: World, name: str) -> str:
    """Everything that a person gets with the record."""
    reply = shown(await world.do(name, "record export"))
    found = [await world.people[name].fetch(one) for one in reply.attachments]
    return "\n".join(one.decode() for one in found)


@pytest.mark.asyncio
async def test_in_a_secret_vote_nobody_reads_who_voted_what(world: World) -> None:
    await moved(world)
    await told(world, "chair", "vote open", "in a secret vote", motion="M1", method="secret")
    for name, choice in zip(NAMES, ("yes", "no", "no", "no"), strict=True):
        await told(world, name, "vote cast", "what you chose is not shown", motion="M1", choice=choice)
    for reader in ("chair", "us", "olga"):
        text = (await card(world, reader)).text()
        assert "Has voted: United States" in text
        assert "So far" not in text
        assert "yes:" not in text
        assert "voted on M1: " not in await read_by(world, reader)
    files = await exported(world, "chair")
    assert '"choice": "' not in files
    assert "voted on M1:" not in files
    await told(world, "us", "vote cast", "has voted yes on M1 already", motion="M1", choice="yes")
    await told(world, "us", "vote cast", "what you chose is not shown", motion="M1", choice="no")
    await told(world, "chair", "vote close", "M1 failed: 0 yes, 4 no", motion="M1")
    text = (await card(world, "olga")).text()
    assert "**✖ Failed**: 0 yes, 4 no" in text
    assert "no:" not in text
    files = await exported(world, "chair")
    assert '"choice": "' not in files
    assert "voted on M1:" not in files


@pytest.mark.asyncio
async def test_a_hidden_vote_shows_its_numbers_at_the_end(world: World) -> None:
    await moved(world)
    await told(world, "chair", "vote open", "whose numbers are shown at the end", motion="M1", hidden=True)
    await told(world, "us", "vote cast", "what you chose is not shown", motion="M1", choice="yes")
    await told(world, "ru", "vote cast", "what you chose is not shown", motion="M1", choice="no")
    text = (await card(world, "olga")).text()
    assert "Has voted: United States and Russian Federation" in text
    assert "So far" not in text
    assert '"choice": "' not in await exported(world, "us")
    await told(world, "chair", "vote close", "M1 failed: 1 yes, 1 no", motion="M1")
    text = (await card(world, "olga")).text()
    assert "- yes: United States\n- no: Russian Federation" in text
    assert "a tie fails" in text
    assert "United States: yes" in await exported(world, "us")


@pytest.mark.asyncio
async def test_motions_by_form_and_the_order_in_which_they_come(world: World) -> None:
    await world.begun()
    await world.table("us", BALANCED)
    pl = await world.person("pl")
    board = [one for one in pl.messages(world.plenary) if any("n:motion:" in i for _, i, _ in one.buttons())][-1]

    async def sent(**fields: str) -> Reply:
        form = (await pl.click(*pressed(board, "motion"))).modal
        assert form is not None
        return await pl.submit(form, fields)

    refused = await sent(kind="caucus", text="Let us talk.", minutes="ten", proposal="-")
    assert "Give 1 to 1,440 minutes" in refused.text()
    assert "Let us talk." in refused.text()
    made = await sent(kind="caucus", text="Let us talk.", minutes="10", proposal="-")
    assert "M1 is moved: to break for talks in small groups for 10 minutes" in made.text()
    adopt = await sent(kind="adopt", text="", minutes="", proposal="P1 v1")
    assert "M2 is moved: to adopt P1" in adopt.text()
    assert "only shows where the parties stand" in (await card(world, "us", "M2")).text()
    await told(world, "chair", "vote open", "M1 comes before M2", motion="M2")
    await told(world, "us", "motion rule-out", "Only the chair", motion="M1", reason="No.")
    assert await values(world, "chair", "motion rule-out", "motion") == ["M1", "M2"]
    assert await values(world, "us", "motion rule-out", "motion") == []
    await told(world, "chair", "motion rule-out", "M1 is out of order", motion="M1", reason="Not *now*.")
    assert "was ruled out of order: “Not \\*now\\*.”" in (await card(world, "us")).text()
    await told(world, "ru", "motion second", "seconds M2", motion="2")
    await told(world, "us", "motion withdraw", "is the motion of", motion="M2")
    listed = shown(await world.do("olga", "motion list")).text()
    assert "### 1 open motion" in listed
    assert "- M1 to break for talks in small groups for 10 minutes: was ruled out of order" in listed
    await told(world, "pl", "motion withdraw", "M2 is taken back", motion="M2")
    await told(world, "pl", "motion second", "There is no motion “M9”", motion="M9")
    await told(world, "us", "vote proxy", "lets no party vote for another", party="PL")
    await told(world, "us", "vote proxy-back", "it gave no proxy")


@pytest.mark.asyncio
async def test_a_vote_closes_by_itself_when_its_time_is_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await moved(world)
    await told(world, "chair", "vote open", "It closes", motion="M1", minutes=5)
    await told(world, "us", "vote cast", "is in: **yes**", motion="M1", choice="yes")
    real = SystemClock.now

    def later(clock: SystemClock) -> datetime:
        return real(clock) + timedelta(minutes=6)

    monkeypatch.setattr(SystemClock, "now", later)
    await told(world, "ru", "vote cast", "The time of the vote on M1 is up", motion="M1", choice="no")
    world.bot.ticker.wake()
    for _ in range(100):
        await world.settle()
        if (await world.session()).voting.motions["M1"].status is MotionStatus.CARRIED:
            break
    assert "**✔ Carried**: 1 yes, 0 no, 0 abstaining, 3 not voting" in (await card(world, "olga")).text()


@pytest.fixture
def by_vote(tmp_path: Path) -> Path:
    """A folder with a folder of packs: one that adopts by votes, asks for seconds and lets parties vote for others."""
    source = (SHIPPED / f"{PACK}.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "packs"
    folder.mkdir()
    keys = "procedure:\n  second: true\n  proxies: true\n  votes_close: all\n  quorum: 3\n"
    changed = source.replace(f"id: {PACK}", "id: voting", 1).replace("procedure:\n", keys, 1)
    changed = changed.replace("  consensus: unanimity\n", "  consensus: vote\n", 1)
    (folder / "voting.yaml").write_text(changed, encoding="utf-8")
    return tmp_path


@pytest.mark.asyncio
async def test_a_vote_adopts_a_text_with_seconds_and_proxies(by_vote: Path) -> None:
    async with running_world(by_vote) as world:
        await world.stop()
        world.packs = by_vote / "packs"
        await world.start()
        await told(world, "chair", "session open", "The session is open", pack="voting")
        for name in NAMES:
            await world.do(name, "seat take", party=name.upper())
        await world.do("chair", "session begin")
        await world.settle()
        await world.table("us", BALANCED)
        assert await values(world, "us", "motion make", "proposal", kind="adopt") == ["P1 v1"]
        await told(world, "us", "motion make", "M1 is moved: to adopt P1", kind="adopt", proposal="P1 v1")
        assert "this exact version is the agreed text" in (await card(world, "ua")).text()
        assert "waits for the support of another party" in (await card(world, "ua")).text()
        await told(world, "chair", "vote open", "needs the support of another party first", motion="M1")
        await told(world, "ru", "motion second", "seconds M1", motion="M1")
        assert set(await values(world, "ua", "vote proxy", "party")) == {"US", "RU", "PL"}
        await told(world, "ua", "vote proxy", "votes for Ukraine from now on", party="PL")
        await told(world, "chair", "vote open", "is not secret", motion="M1", method="secret")
        await told(world, "chair", "vote open", "M1 is put to the vote", motion="M1")
        for name, choice in (("us", "yes"), ("ru", "yes"), ("pl", "yes")):
            await told(world, name, "vote cast", f"is in: **{choice}**", motion="M1", choice=choice)
        await told(world, "ua", "vote cast", "votes for Ukraine", motion="M1", choice="yes")
        assert await values(world, "pl", "vote cast", "party", motion="M1") == ["PL", "UA"]
        await told(
            world, "us", "vote cast", "has not let your party vote for it", motion="M1", choice="yes", party="UA"
        )
        last = await world.do("pl", "vote cast", motion="M1", choice="no", party="UA")
        assert "Your vote on M1 is in, for Ukraine: **no**" in last.text()
        assert "M1 carried: 3 yes, 1 no" in last.text()
        session = await world.session()
        assert session.phase is Phase.AGREED
        assert session.agreement is not None
        assert (session.agreement.how, session.agreement.parties) == ("vote", ("US", "RU", "PL"))
        await told(world, "ua", "vote proxy-back", "votes for itself again")
        files = await exported(world, "chair")
        assert "M1 carried (carried): 3 yes, 1 no" in files.replace("\\", "")
