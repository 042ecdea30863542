"""The floor as it is drawn."""

from dataclasses import replace

import pytest
from discord import ui

from bot.negotiation.acts import Actor
from bot.negotiation.floor import acts
from bot.negotiation.floor.model import ListOrder, PointKind, Side, Speaker
from bot.text.words import Words
from bot.ui.cards.floor import MOST_WAITING, floor_cards, floor_text
from bot.ui.kit.items import Touch
from bot.ui.scene import Scene
from tests.support.builders import Story, begun_story


@pytest.fixture
def story() -> Story:
    story = begun_story()
    story.does("chair", acts.OpenList(ListOrder.SIDES, 60))
    return story


def scene(story: Story) -> Scene:
    return Scene.of(Words(), "en", story.state, story.frame)


def labels(story: Story, member: str) -> list[str]:
    *_, card = floor_cards(scene(story), Actor(member, member))
    touched = [one.item for one in card.walk_children() if isinstance(one, Touch)]
    return [str(one.label) for one in touched if isinstance(one, ui.Button)]


def test_it_says_who_speaks_who_waits_and_who_has_spoken(story: Story) -> None:
    assert floor_text(scene(story)).splitlines() == [
        "**Floor:** nobody has it",
        "**List:** open · for, neutral and against in turn · 60 seconds a turn",
    ]
    story.does("sud", acts.JoinList(Side.AGAINST))
    story.does("nord2", acts.JoinList(Side.FOR))
    story.does("est", acts.AskReply())
    story.does("chair", acts.Recognise("nord"))
    story.later(seconds=64)
    story.tick("turn")
    story.does("chair", acts.Recognise("olga"))
    text = floor_text(scene(story))
    assert "**Floor:** Olga until <t:" in text
    waiting = "1. Est (Estland) · right of reply; 2. Nord2 (Nordland) · for; 3. Sud (Sudland) · against"
    assert f"**Waiting (3):** {waiting}" in text
    assert "**Spoken:** Nordland 1:00 (minutes:seconds)" in text


def test_blocs_are_added_up(story: Story) -> None:
    parties = tuple(replace(one, bloc="EASTERN") for one in story.state.parties)
    state = replace(story.state, parties=parties, floor=replace(story.state.floor, spoken={"SUD": 50, "EST": 75}))
    text = floor_text(Scene.of(Words(), "en", state, story.frame))
    assert "**Spoken:** Estland 1:15, Sudland 0:50 (minutes:seconds)" in text
    assert "2:05" in text.splitlines()[-1]


def test_a_long_list_and_many_points_fit_and_are_counted(story: Story) -> None:
    waiting = tuple(Speaker(f"F{n}", f"{n}" * 18, "NORD", Side.FOR) for n in range(1, 10)) * 4
    many = tuple(replace(one, id=f"F{n}", member=f"{n:018}") for n, one in enumerate(waiting, 1))
    for _ in range(20):
        story.does("nord", acts.RaisePoint(PointKind.ORDER, "*" * 1_000))
    state = replace(story.state, floor=replace(story.state.floor, waiting=many))
    cards = floor_cards(Scene.of(Words(), "en", state, story.frame), Actor("chair", "Chair"))
    assert all(len(card.texts()) <= 4_000 for card in cards)
    assert f"and {36 - MOST_WAITING} more" in cards[0].texts()
    assert "and 12 earlier ones" in cards[-1].texts()


def test_each_has_the_buttons_that_can_be_used_now(story: Story) -> None:
    sides = ["Speak for", "Speak neutrally", "Speak against"]
    assert labels(story, "nord") == [*sides, "Right of reply", "Raise a point …"]
    assert labels(story, "chair") == ["Close the list", "Set the time per speaker"]
    assert labels(story, "olga") == labels(story, "nobody") == labels(story, "nord3") == []
    story.does("nord", acts.JoinList())
    story.does("chair", acts.Recognise())
    story.does("nord", acts.RaisePoint(PointKind.ORDER, "Why?"))
    assert labels(story, "nord") == [
        *sides,
        "Raise a point …",
        "End the turn",
        "Open to questions",
        "Yield the floor …",
    ]
    mine = ["Close the list", "End the turn", "Set the time per speaker", "Sustain O1 …", "Overrule O1 …"]
    assert labels(story, "chair") == mine
    story.does("chair", acts.RulePoint("O1", sustained=True, reason="Yes."))
    assert labels(story, "sud")[-1] == "Appeal O1"
    assert "Appeal O1" not in labels(story, "guest")
