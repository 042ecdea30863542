"""The script of the demo: from the opening to the agreed text, by commands and buttons as people use them."""

from collections.abc import Mapping

from bot.cli.stage import Differs, Stage, button_of, done, refused, shown
from bot.loopback.people import Message

PACK = "ee-deescalation-2022"
SEATS = {"us": "US", "ru": "RU", "pl": "PL", "ua": "UA"}
ISSUES = ("EX", "US_FWD", "RU_WEST", "MV", "MS", "UB", "VF")

# The United States gives 600 soldiers, Russia nothing in return: the rules refuse it, and their cure is R2.
ONE_SIDED = {"EX": "EX2", "US_FWD": "T2", "RU_WEST": "R1", "MV": "N2", "MS": "M3", "UB": "U2", "VF": "V2"}
EXPECTED = (
    "session_opened",
    *("seat_taken",) * 5,
    "session_begun",
    *("proposal_tabled",) * 3,
    "proposal_accepted",
    "proposal_changed",
    *("proposal_accepted",) * 4,
    *("proposal_lapsed",) * 2,
    "text_adopted",
)
"""What the record must hold after the story, in any order of what follows from one act."""


async def play(stage: Stage) -> tuple[str, Message]:
    """Play the story; give the text of the agreed card, and the answer that holds the exports.

    Raises:
        Differs: Something did not go as scripted.
    """
    await _convene(stage)
    await _brief(stage)
    await _table(stage)
    await _refusal_and_cure(stage)
    await _counter(stage)
    await _stale(stage)
    card = await _agree(stage)
    stage.told("chair", "export")
    answer = shown(await stage.command("chair", "record export"), "/record export")
    stage.aside("exported", names=[one["filename"] for one in answer.attachments])
    return card, answer


async def _convene(stage: Stage) -> None:
    stage.told("chair", "open", pack=PACK)
    stage.shows(done(await stage.command("chair", "session open", pack=PACK), "/session open").text())
    opening = await stage.sees("us", lambda one: button_of(one, "seat", "US") is not None, "the opening card")
    stage.shows(opening.text(), everybody=True)
    for who, party in SEATS.items():
        stage.told(who, "seat", party=party)
        card = await stage.sees(who, lambda one: button_of(one, "seat", party) is not None, "the opening card")  # noqa: B023  # awaited now
        stage.shows(done(await stage.press(who, card, "seat", party), f"the seat of {party}").text())
    stage.told("chair", "begin")
    stage.shows(done(await stage.command("chair", "session begin"), "/session begin").text())


async def _brief(stage: Stage) -> None:
    stage.told("us", "brief")
    brief = shown(await stage.command("us", "brief"), "/brief")
    if not brief.ephemeral:
        raise Differs("/brief: a confidential brief must be seen by its party alone")
    stage.aside("brief_seen", letters=len(brief.text()))


async def _pick(stage: Stage, who: str, table: Message, choices: Mapping[str, str]) -> Message:
    stage.told(who, "pick", options=list(choices.values()))
    for issue, option in choices.items():
        table = shown(await stage.choose(who, table, ISSUES.index(issue), option), f"the choice of {option}")
    stage.shows(table.text())
    return table


async def _submit(stage: Stage, who: str, table: Message) -> None:
    stage.told(who, "submit")
    stage.shows(done(await stage.press(who, table, "submit"), "Table it").text())


async def _public(stage: Stage, who: str, proposal: str, version: int) -> Message:
    card = await stage.card(who, proposal, version)
    stage.shows(card.text(), everybody=True)
    return card


async def _table(stage: Stage) -> None:
    stage.told("us", "table")
    table = shown(await stage.command("us", "table"), "/table")
    await _submit(stage, "us", await _pick(stage, "us", table, ONE_SIDED))
    await _public(stage, "ru", "P1", 1)


async def _refusal_and_cure(stage: Stage) -> None:
    stage.told("ua", "accept_card", proposal="P1", version=1)
    card = await stage.card("ua", "P1", 1)
    refusal = refused(await stage.press("ua", card, "accept"), "the acceptance of P1", cure=True)
    stage.shows(refusal.text())
    stage.told("ua", "cure")
    table = shown(await stage.press("ua", refusal, "cure"), "Counter with this cure")
    stage.shows(table.text())
    await _submit(stage, "ua", table)
    await _public(stage, "us", "P2", 1)


async def _counter(stage: Stage) -> None:
    stage.told("ru", "counter", proposal="P2", version=1)
    card = await stage.card("ru", "P2", 1, "counter")
    table = shown(await stage.press("ru", card, "counter"), "Counter")
    await _submit(stage, "ru", await _pick(stage, "ru", table, {"VF": "V0"}))
    await _public(stage, "pl", "P3", 1)


async def _stale(stage: Stage) -> None:
    stage.told("pl", "accept_card", proposal="P3", version=1)
    card = await stage.card("pl", "P3", 1)
    stage.shows(done(await stage.press("pl", card, "accept"), "the acceptance of P3").text())
    stage.told("ru", "change", proposal="P3")
    table = shown(await stage.command("ru", "change", proposal="P3"), "/change")
    await _submit(stage, "ru", await _pick(stage, "ru", table, {"VF": "V1"}))
    await _public(stage, "pl", "P3", 2)
    stage.told("ua", "accept_old", proposal="P3", version=1)
    stale = await stage.command("ua", "accept", proposal="P3 v1")
    stage.shows(refused(stale, "the acceptance of P3 v1, which is stale").text())


async def _agree(stage: Stage) -> str:
    for who in ("us", "ru", "pl"):
        stage.told(who, "accept_card", proposal="P3", version=2)
        card = await stage.card(who, "P3", 2)
        stage.shows(done(await stage.press(who, card, "accept"), f"the acceptance by {who}").text())
    stage.told("chair", "board")
    stage.shows(shown(await stage.command("chair", "board"), "/board").text())
    stage.told("ua", "accept_typed", proposal="P3", version=2)
    stage.shows(done(await stage.command("ua", "accept", proposal="P3 v2"), "the acceptance by ua").text())
    card = await stage.sees("observer", lambda one: "SHA-256" in one.text(), "the card of the agreed text")
    stage.shows(card.text(), everybody=True)
    return card.text()
