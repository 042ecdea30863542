"""The compilation in Discord: every page fits, all pages together hold every wording, and the buttons lead on."""

import pytest

from bot.negotiation import acts
from bot.negotiation.refusals import Refusal
from bot.records.compilation import compilation
from bot.records.pens import PLAIN
from bot.text.markdown import escape
from bot.ui.cards.compilation import compilation_card
from bot.ui.kit.ids import address_of
from bot.ui.kit.items import Touch
from bot.ui.kit.layout import Card
from tests.support.builders import Story, begun_story, words
from tests.support.hostile import HOSTILE
from tests.ui.test_cards import check, scene


def page(story: Story, number: int = 0) -> Card:
    found = compilation(story.state)
    assert found is not None
    card = compilation_card(scene(story), found, number)
    check(card)
    return card


def leads(card: Card) -> list[str]:
    ids = [item.custom_id or "" for item in card.walk_children() if isinstance(item, Touch)]
    found = [address_of(one) for one in ids]
    assert all(one and one.verb == "compilation" for one in found)
    return [one.extra for one in found if one]


def pages(story: Story) -> list[str]:
    """All pages, read by pressing the last button until there is none that leads on."""
    told, number = list[str](), 0
    while True:
        card = page(story, number)
        told.append(card.texts())
        if str(number + 1) not in leads(card):
            return told
        number += 1


def two_texts(mine: str, theirs: str) -> Story:
    story = begun_story()
    story.table("nord", {}, mine)
    story.table("sud", {}, theirs)
    return story


def test_a_page_says_whose_wording_it_is_and_what_differs_from_the_base() -> None:
    story = two_texts("We cut 500 tanks by June.", "We cut 600 tanks by June.")
    shown = page(story).texts()
    assert "Base: P1 v1, text of Nordland" in shown
    assert f"{story.state.parties[1].name}: P2 v1" in shown
    assert "~~500~~" in shown
    assert "**600**" in shown
    assert "Clause 1: changed" in shown
    assert "Clause 1: same as the base" in shown
    assert "Page " not in shown
    assert shown.count("We cut 500 tanks by June.") == 1


def test_many_pages_hold_every_wording_and_their_buttons_lead_there_and_back() -> None:
    mine, theirs = (" ".join(f"{name}{number}x" for number in range(400)) for name in ("mine", "yours"))
    told = pages(two_texts(mine, theirs))
    assert len(told) > 2
    for text in (mine, theirs):
        assert [one for one in text.split() if one not in "".join(told)] == []
    story = two_texts(mine, theirs)
    assert leads(page(story, 0)) == ["1"]
    assert leads(page(story, 1)) == ["0", "2"]
    assert f"Page {len(told)} of {len(told)}" in told[-1]


def test_a_button_to_a_page_that_is_no_more_shows_the_last() -> None:
    story = two_texts("One.", "Two.")
    assert page(story, 99).texts() == page(story, 0).texts()


@pytest.mark.parametrize("name", HOSTILE)
def test_any_text_fits_its_pages_and_is_shown_as_typed(name: str) -> None:
    story = begun_story()
    story.table("nord", {}, "Quiet words.")
    if isinstance(story.tries("sud", acts.Table(words(HOSTILE[name]))), Refusal):
        return
    shown = "".join(pages(story))
    first = PLAIN.block(HOSTILE[name]).split()
    assert not first or escape(first[0])[:200] in shown
