"""The cards of phases and roll calls, and the buttons with which a session begins."""

from dataclasses import replace

import pytest

from bot.negotiation.clockwork.acts import CallRoll, CloseRoll, PauseSession, SetClock, StopClock
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.model import Phase
from bot.scenarios.frame import Frame, frame_of
from bot.text.words import Words
from bot.ui.cards.clock import phases_cards, roll_card
from bot.ui.cards.opening import opening_card
from bot.ui.kit.items import Touch
from bot.ui.kit.layout import Card
from bot.ui.scene import Scene
from tests.negotiation.clockwork.clockplay import kept_story, phased_frame
from tests.support.builders import Story, begun_story, in_phase, tiny_frame

WORDS = Words()


def scene_of(story: Story, frame: Frame | None = None) -> Scene:
    return Scene.of(WORDS, "en", story.state, frame or story.frame)


def verbs(card: Card) -> list[str]:
    return [item.address.verb for item in card.walk_children() if isinstance(item, Touch)]


@pytest.mark.parametrize("phases", [True, False])
def test_a_pace_is_offered_only_where_there_are_phases(phases: bool) -> None:  # noqa: FBT001
    frame = phased_frame() if phases else frame_of(tiny_frame().pack.model_copy(update={"phases": ()}), None)
    story = kept_story()
    convened = replace(scene_of(story, frame), session=in_phase(story.state, Phase.CONVENED))
    shown = verbs(opening_card(convened))
    assert "begin" in shown
    assert ("beginlive" in shown, "beginpost" in shown) == (phases, phases)
    assert "beginlive" not in verbs(opening_card(scene_of(story, frame)))


def test_the_list_of_phases_says_which_is_on_and_how_the_clock_stands() -> None:
    story = kept_story()
    (card,) = phases_cards(scene_of(story), story.now)
    assert "▶ **Opening** · on now (`opening`) · 10 minutes" in card.texts()
    assert "· Bargaining (`bargaining`) · 40 minutes" in card.texts()
    assert "waits for: roll called and list done" in card.texts()
    assert "Time until <t:" in card.texts()
    story.does("chair", PauseSession(PauseKind.ADJOURNED))
    assert (
        "**The talks are adjourned**. Left on the clock: 10 minutes."
        in phases_cards(scene_of(story), story.now)[0].texts()
    )


def test_a_plain_clock_is_told_without_phases() -> None:
    story = begun_story()
    assert "No clock is on." in phases_cards(scene_of(story), story.now)[0].texts()
    story.does("chair", SetClock(5))
    story.does("chair", StopClock())
    assert "**The clock stands** with 5 minutes left" in phases_cards(scene_of(story), story.now)[0].texts()
    story = begun_story()
    story.does("chair", SetClock(5))
    story.tick("phase")
    assert "**Time is up** since" in phases_cards(scene_of(story), story.now)[0].texts()


def test_a_closed_roll_has_no_buttons() -> None:
    story = begun_story(quorum=2)
    story.does("chair", CallRoll())
    assert story.state.timetable.roll is not None
    card = roll_card(scene_of(story), story.state.timetable.roll)
    assert verbs(card) == ["rollpresent", "rollvoting"]
    assert "0 of 4 have answered. Quorum: 2 required parties; present: 3." in card.texts()
    story.does("chair", CloseRoll())
    card = roll_card(scene_of(story), story.state.timetable.roll)
    assert verbs(card) == []
    assert "✖ **Nordland**: absent" in card.texts()
