"""The card of a picture: whatever the parties are called, it fits and says the numbers."""

from typing import get_args

import discord
import pytest

from bot.records.pictures import Kind, Picture, picture
from bot.records.readers import CHAIR
from bot.text.limits import DESCRIPTION, LAYOUT
from bot.text.words import Words
from bot.ui.cards.charts import chart_card
from cogs.records import Chart
from tests.records import busy


def drawn(kind: Kind, name: str = busy.LONG) -> Picture:
    found = picture(busy.book(CHAIR, {"PL": name}), Words(), kind)
    assert found is not None
    return found


def test_the_command_offers_every_kind_of_picture() -> None:
    assert get_args(Chart) == tuple(kind.value for kind in Kind)


@pytest.mark.parametrize("kind", Kind)
def test_a_picture_says_its_numbers_beside_it_and_to_whoever_cannot_see_it(kind: Kind) -> None:
    found = drawn(kind)
    card = chart_card(found, "s1")
    (file,) = card.files
    (gallery,) = [one for one in card.walk_children() if isinstance(one, discord.ui.MediaGallery)]
    assert [one.media.url for one in gallery.items] == [f"attachment://{file.name}"]
    assert file.upload().description == gallery.items[0].description == found.alternative[:DESCRIPTION]
    assert found.title in card.texts()


def test_names_are_no_markup_and_long_words_fit() -> None:
    card = chart_card(drawn(Kind.SPEAKING, "**Bold** <@1> " + "x" * 5_000), "s1")
    assert "\\*\\*Bold\\*\\*" in card.texts()
    assert "<@1>" not in card.texts()
    assert sum(len(part) for part in card.texts().split("\n")) <= LAYOUT
    assert len(str(card.files[0].description)) <= DESCRIPTION
