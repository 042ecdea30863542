"""Brackets, reservations and links as they are drawn: over the text, in a list, and with what goes with what."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause
from bot.negotiation import acts
from bot.negotiation.acts import Actor
from bot.negotiation.model import Bundled
from bot.negotiation.overlays import Bracket, ReservationKind
from bot.negotiation.packages import package_of
from bot.text.markdown import escape
from bot.text.words import Words
from bot.ui.cards.agreed import agreed_cards
from bot.ui.cards.links import link_cards, package_extra, parts_in
from bot.ui.cards.marks import bracket_cards, marked_text, marks_text
from bot.ui.cards.proposal import proposal_card
from bot.ui.kit.items import Touch
from bot.ui.kit.layout import Card
from bot.ui.marks import BracketOption, LinkOption, ProposalsOption
from bot.ui.scene import Scene, Speech
from bot.ui.verbs.marking import as_it_stands
from tests.support.builders import BALANCED, LOPSIDED, START, Story, begun_story
from tests.ui.test_cards import check

TEXT = "Each side cuts by *1,500* persons."


def scene(story: Story) -> Scene:
    return Scene(Speech(Words(), "en", story.state), story.state, story.frame)


def bracket(name: str, party: str, words: str, alternative: str = "", text: str = TEXT) -> Bracket:
    start = text.index(words)
    return Bracket(name, "P1", party, "m", 1, "h", 1, start, start + len(words), words, alternative, START)


@pytest.mark.parametrize(
    ("brackets", "shown"),
    [
        ([], r"Each side cuts by \*1,500\* persons."),
        (
            [bracket("B1", "RU", "*1,500* persons")],
            r"Each side cuts by **[**\*1,500\* persons**]** (RU · B1).",
        ),
        (
            [bracket("B1", "RU", "persons"), bracket("B2", "US", "persons", "_people_")],
            r"Each side cuts by \*1,500\* **[**persons **|** US: \_people\_**]** (RU · B1, US · B2).",
        ),
        (
            [bracket("B1", "RU", "persons"), bracket("B2", "US", "cuts by *1,500* persons")],
            r"Each side **[**cuts by \*1,500\* **[**persons**]** (RU · B1)**]** (US · B2).",
        ),
        (
            [bracket("B2", "US", "side"), bracket("B1", "RU", "Each", "No")],
            r"**[**Each **|** RU: No**]** (RU · B1) **[**side**]** (US · B2) cuts by \*1,500\* persons.",
        ),
        ([bracket("B1", "RU", TEXT)], r"**[**Each side cuts by \*1,500\* persons.**]** (RU · B1)"),
    ],
)
def test_brackets_lie_over_the_words(brackets: list[Bracket], shown: str) -> None:
    assert marked_text(TEXT, brackets) == shown


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_without_its_marks_a_marked_text_is_the_text(data: st.DataObject) -> None:
    ends = st.tuples(st.integers(0, 10), st.integers(0, 10)).filter(lambda pair: pair[0] < pair[1])
    places = data.draw(st.lists(ends, max_size=5))
    kept: list[tuple[int, int]] = []
    for place in places:
        if not any(one[0] < place[0] < one[1] < place[1] or place[0] < one[0] < place[1] < one[1] for one in kept):
            kept.append(place)
    text = "abcdefghij"
    brackets = [
        Bracket(f"B{number}", "P1", "RU", "m", 1, "h", 1, *place, text[slice(*place)], "", START)
        for number, place in enumerate(kept)
    ]
    shown = marked_text(text, brackets)
    assert re.sub(r"\*\*\[\*\*|\*\*\]\*\* \([^)]*\)", "", shown) == escape(text)
    assert all(f"RU · {one.id}" in shown for one in brackets)


def marked() -> Story:
    story = begun_story()
    story.table("nord", BALANCED, TEXT)
    story.table("sud", {"HARBOUR": "FREE"})
    story.does("sud", acts.PlaceBracket("P1", story.hash("P1"), 2, "persons", "people"))
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 2, "Each side"))
    story.does("est", acts.Reserve("P1", story.hash("P1"), ReservationKind.SCRUTINY, "We *look* at it."))
    story.does("est", acts.StateLink("P1", ("P2",)))
    return story


def labels(card: Card) -> list[str]:
    return [
        str(getattr(getattr(item, "item", None), "label", "")) for item in card.walk_children() if hasattr(item, "item")
    ]


def test_the_card_of_a_proposal_names_what_stands_against_it() -> None:
    story = marked()
    card = proposal_card(scene(story), story.state.proposals["P1"])
    check(card)
    for words in (
        "**2 open brackets** · accepting waits for them",
        "- B2 · Estland · clause 2: “Each side”",
        "- B1 · Sudland · clause 2: “persons” → “people”",
        "**Reservations:** Estland: R1 (scrutiny)",
        "**Links:** L1, Estland only with P2",
    ):
        assert words in card.texts()
    assert "Brackets" in labels(card)
    assert marks_text(scene(story), story.state.proposals["P2"]) == ""


def test_the_list_shows_the_marked_text_and_what_each_may_do() -> None:
    story = marked()
    story.does("nord", acts.LiftBracket("B1"))

    def shown(member: str) -> Card:
        held = list(story.state.live_proposals())
        (card,) = bracket_cards(scene(story), held, Actor(member, member), [1, 2], None)
        check(card)
        return card

    text = shown("nord").texts()
    for words in (
        "### P1 v1 · 2 open brackets",
        r"2. **[**Each side**]** (EST · B2) cuts by \*1,500\* **[**persons **|** SUD: people**]** (SUD · B1).",
        "- **B1** · Sudland · to lift it agreed: Nordland · still to agree: Estland",
        r"- **R1** · scrutiny reservation of Estland, made on v1: “We \*look\* at it.”",
        "-# Open brackets over time: 1, 2",
    ):
        assert words in text
    assert "P2" not in text
    assert labels(shown("nord")) == ["Agree to lift B2", "Take B1's words"]
    assert labels(shown("sud")) == ["Agree to lift B2", "Lift B1"]
    assert labels(shown("olga")) == labels(shown("chair")) == []


def test_where_nothing_is_marked_the_list_says_so() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    held = [story.state.proposals["P1"]]
    (card,) = bracket_cards(scene(story), held, Actor("nord", "n"), [], "P1")
    assert card.texts() == "No bracket is open on P1. `/bracket place` puts words in brackets."


def test_a_long_burn_down_is_told_from_its_end() -> None:
    story = marked()
    (card,) = bracket_cards(scene(story), list(story.state.live_proposals()), Actor("nord", "n"), list(range(99)), None)
    assert "over time: …, 49, 50, " in card.texts()


def test_the_agreed_text_shows_what_was_left_open_in_it() -> None:
    story = begun_story(brackets="note")
    story.table("nord", {}, TEXT)
    story.does("sud", acts.PlaceBracket("P1", story.hash("P1"), 1, "persons", "people"))
    story.does("est", acts.Reserve("P1", story.hash("P1"), ReservationKind.GENERAL, "We *look* at it."))
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.agreement is not None
    (card,) = agreed_cards(scene(story), story.state.agreement)
    check(card)
    for words in (
        "**Brackets left open**",
        "- **B1** · Sudland · clause 1: “persons” → “people”",
        "**Reservations**",
        r"- **R1** · general reservation of Estland, made on v1: “We \*look\* at it.”",
    ):
        assert words in card.texts()
    shown = proposal_card(scene(story), story.state.proposals["P1"]).texts()
    assert "**1 open bracket**" in shown
    assert "waits for" not in shown


def test_the_longest_texts_with_many_brackets_still_fit() -> None:
    story = begun_story()
    words = [f"*w{number}*" for number in range(60)]
    story.table("nord", {}, *[" ".join(words) + " " + "*x" * 800] * 3)
    for clause in (1, 2, 3):
        for word in words[:12]:
            story.does("sud", acts.PlaceBracket("P1", story.hash("P1"), clause, word, "*y" * 1_000))
    proposal = story.state.proposals["P1"]
    check(proposal_card(scene(story), proposal))
    cards = bracket_cards(scene(story), [proposal], Actor("sud", "s"), list(range(36)), None)
    for card in cards:
        check(card)
    assert "`/bracket lift`" in cards[-1].texts()


def linked() -> Story:
    story = begun_story()
    story.table("nord", BALANCED)
    story.table("sud", {"HARBOUR": "FREE"})
    story.table("est", {}, "Peace lasts.")
    story.table("est", LOPSIDED)
    for member, proposal, other in (
        ("nord", "P1", "P2"),
        ("sud", "P2", "P1"),
        ("est", "P3", "P4"),
        ("sud", "P4", "P1"),
    ):
        story.does(member, acts.StateLink(proposal, (other,)))
    return story


def test_links_are_told_with_circles_sets_and_a_button_for_each_package() -> None:
    story = linked()
    (card,) = link_cards(scene(story), Actor("est", "e"))
    check(card)
    for words in (
        "- **L1** · Nordland: P1 only together with P2",
        "- Nordland and Sudland wait for each other: Nordland accepts P1 only with P2 (L1); Sudland accepts P2 only",
        "The way out: one package of P1 + P2, accepted at the same moment.",
        "- ✔ **P1 + P2**: no conflict, and the rules hold for the whole",
        "- ✖ **P1 + P2 + P4**: P1 and P4 decide the same issue, ",
    ):
        assert words in card.texts(), card.texts()
    assert labels(card) == ["Table P1 + P2 as one package"]
    (seen,) = link_cards(scene(story), Actor("olga", "o"))
    assert labels(seen) == []


def test_a_package_that_is_tabled_is_named_and_not_offered_again() -> None:
    story = linked()
    story.does("est", package_of([story.state.proposals[one] for one in ("P1", "P2")]))
    (card,) = link_cards(scene(story), Actor("est", "e"))
    assert "**P1 + P2**: no conflict, and the rules hold for the whole · on the table as P5" in card.texts()
    assert labels(card) == []
    shown = proposal_card(scene(story), story.state.proposals["P5"])
    assert "Package of P1 v1, P2 v1: one text, accepted at the same moment." in shown.texts()


def test_a_condition_that_can_never_be_met_says_so() -> None:
    story = linked()
    story.does("est", acts.Withdraw("P4"))
    (card,) = link_cards(scene(story), Actor("est", "e"))
    assert "P3 only together with P4 · ✖ can never be met: P4 is off the table" in card.texts()
    assert "- ✖ **P3**: L3 can never be met" in card.texts()


def test_without_links_nothing_is_conditional() -> None:
    (card,) = link_cards(scene(begun_story()), Actor("est", "e"))
    assert card.texts() == "Nobody has stated a condition. `/link state` states one."


@pytest.mark.parametrize("parts", [(Bundled("P3", 1), Bundled("P5", 12)), ()])
def test_a_button_keeps_which_versions_it_puts_together(parts: tuple[Bundled, ...]) -> None:
    assert parts_in(package_extra(parts)) == parts


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("typed", "read"),
    [("B1", "B1"), ("b02", "B2"), (" 3 ", "B3"), ("B4 · RU · P1", "B4"), ("L1", "L1"), ("x" * 50, "x" * 40), ("", "")],
)
async def test_a_bracket_is_named_as_it_is_shown(typed: str, read: str) -> None:
    assert await BracketOption().transform(None, typed) == read  # type: ignore[arg-type]  # it is not looked at
    assert await LinkOption().transform(None, "1") == "L1"  # type: ignore[arg-type]  # it is not looked at


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("typed", "read"),
    [("P3 P5", ("P3", "P5")), ("3, p5", ("P3", "P5")), ("P3 v2 + P5v1", ("P3", "P5")), (" ", ()), ("all", ("all",))],
)
async def test_several_proposals_are_named_with_spaces_or_commas(typed: str, read: tuple[str, ...]) -> None:
    assert await ProposalsOption().transform(None, typed) == read  # type: ignore[arg-type]  # it is not looked at


def test_every_clause_of_the_longest_text_can_be_put_in_brackets_from_the_list() -> None:
    story = begun_story()
    story.does("nord", acts.Table(tuple(Clause(f"Clause {number} says something.") for number in range(1, 41))))
    held = [story.state.proposals["P1"]]
    (card,) = bracket_cards(scene(story), held, Actor("sud", "s"), [], "P1")
    check(card)
    selects = [one for one in card.walk_children() if isinstance(one, Touch)]
    values = [option["value"] for one in selects for option in one.to_component_dict()["options"]]
    assert values == [str(number) for number in range(1, 41)]
    assert {one.address.verb for one in selects} == {"bracket"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1,500 persons", "1,500 persons"),
        ("EACH  side\ncuts", "Each side cuts"),
        ("s", "s"),
        ("S", "S"),
        ("1500 persons", "1500 persons"),
        ("  ", "  "),
    ],
)
def test_words_are_taken_as_the_clause_has_them_where_only_one_place_is_meant(typed: str, meant: str) -> None:
    assert as_it_stands("Each side cuts by 1,500 persons.", typed) == meant


@given(st.text(max_size=60), st.text(max_size=20))
def test_words_that_stand_there_are_never_changed(text: str, typed: str) -> None:
    found = as_it_stands(text, typed)
    assert found == typed or found in text
    assert as_it_stands(text + typed, typed) == typed
