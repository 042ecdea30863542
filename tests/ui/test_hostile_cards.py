"""Cards of hostile text: they fit, no mark is cut in two, what is shortened says so and has its file."""

import re

import pytest

from bot.negotiation import acts
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.refusals import Refusal
from bot.service.ports import Draft
from bot.text.limits import split
from bot.text.markdown import escape
from bot.ui.cards.details import details_cards
from bot.ui.cards.marks import bracket_cards
from bot.ui.cards.proposal import proposal_card
from bot.ui.drafts.table import draft_card
from bot.ui.kit.layout import Card, paged
from tests.support.builders import Story, begun_story, words
from tests.support.hostile import HOSTILE
from tests.ui.test_cards import check, scene

NOTICE = "-# Shortened: *Details* shows all of it, and the full text is attached."
# Plain words with so many signs of Markdown in them that they double when they are escaped.
STARRED = "*_" * 1_200


def tabled(*texts: str) -> Story:
    story = begun_story()
    story.table("nord", {}, *texts)
    return story


def card_of(story: Story) -> Card:
    card = proposal_card(scene(story), story.state.proposals["P1"])
    check(card)
    return card


def honest(card: Card) -> None:
    """A card that shows less than the text says so, and has the text with it."""
    assert (NOTICE in card.texts().split("\n")) == bool(card.files)


@pytest.mark.parametrize("name", HOSTILE)
def test_any_text_fits_its_card_or_is_refused(name: str) -> None:
    story = begun_story()
    check(draft_card(scene(story), Draft({}, (HOSTILE[name],)), "NORD", 0, 0))
    outcome = story.tries("nord", acts.Table(words(HOSTILE[name])))
    if isinstance(outcome, Refusal):
        assert not story.state.proposals
        return
    card = card_of(story)
    honest(card)
    if card.files:
        assert HOSTILE[name].strip().encode() in card.files[0].content
    else:
        assert escape(HOSTILE[name]).strip() in card.texts()
    for one in details_cards(scene(story), story.state.proposals["P1"], story.state.proposals["P1"].current, None):
        check(one)


def test_a_text_that_doubles_when_it_is_escaped_is_shortened_with_a_notice() -> None:
    card = card_of(tabled(STARRED))
    assert card.files
    honest(card)


def test_brackets_with_long_other_words_break_no_card_and_no_mark() -> None:
    text = " ".join(f"word{number:02}" for number in range(60))
    story = tabled(text)
    for number in range(30):
        member = ("sud", "est")[number % 2]
        other = f"{number} " + "_x_ " * 600
        story.does(member, acts.PlaceBracket("P1", story.hash("P1"), 1, f"word{number:02}", other))
    for member in ("nord", "sud", "est"):
        story.does(
            member, acts.Reserve("P1", story.hash("P1"), ReservationKind.GENERAL, "*reserved* " * 90, None, None)
        )
    card = card_of(story)
    honest(card)
    said = card.texts()
    assert said.count("**[**") == len(re.findall(r"\*\*\]\*\*", said))
    assert "**30 open brackets**" in said
    for one in bracket_cards(
        scene(story), tuple(story.state.proposals.values()), story.context("sud").actor, (1,), None
    ):
        check(one)


def test_forty_clauses_of_noise_keep_the_notice_and_the_verdict() -> None:
    card = card_of(tabled(*(f"{number} {STARRED}" for number in range(40))))
    honest(card)
    assert card.files
    assert "reading: " in card.texts()


@pytest.mark.parametrize("text", ["\\*" * 3_000, "\\\\" * 3_000 + "\\*", "a\\*" * 2_000])
def test_a_cut_between_pages_parts_no_backslash_from_its_sign(text: str) -> None:
    pieces = split(text, 500)
    assert "".join(pieces) == text
    assert all(len(one) <= 500 for one in pieces)
    for one in pieces[:-1]:
        assert (len(one) - len(one.rstrip("\\"))) % 2 == 0


def test_words_in_the_middle_of_a_line_do_not_become_a_heading_on_the_next_page() -> None:
    for mark in ("# Agreed by all", "- B9 of nobody", "1. Agreed", "-# small"):
        cards = paged([escape(f"{mark} " * 900)])
        assert len(cards) > 1
        for card in cards[1:]:
            assert not re.match(r"(#|-|\d+\.)", card.texts()), card.texts()[:40]


def test_the_table_says_how_much_of_a_long_clause_it_does_not_tell() -> None:
    story = begun_story()
    drafted = Draft({}, ("Russia shall go. " * 200, "second"))
    card = draft_card(scene(story), drafted, "NORD", 0, 0)
    check(card)
    assert re.search(r"\d+ more: \*Check\* tells all", card.texts())
    assert "2. second" in card.texts()
