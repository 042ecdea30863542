"""What the preview of an undoing says of texts that may be adopted after it."""

from datetime import datetime, timedelta

from bot.negotiation import acts
from bot.negotiation.concluding.acts import BreakSilence, PutUnderSilence
from bot.negotiation.undoing import plan
from bot.ui.cards.order import undo_card
from tests.support.builders import BALANCED, Story, begun_story
from tests.ui.test_cards import scene


def preview(story: Story, seq: int, at: datetime | None = None) -> str:
    """Give what the chair is shown of undoing an entry."""
    return undo_card(scene(story), plan(story.entries, seq), "mark", at or story.now).texts()


def objected() -> Story:
    """P1 was under silence, and EST has objected."""
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    story.does("chair", PutUnderSilence("P1", story.hash("P1")))
    story.does("est", BreakSilence("No."))
    return story


def test_undoing_an_objection_says_until_when_the_text_is_under_silence_again() -> None:
    story = objected()
    told = preview(story, story.entries[-1].seq)
    assert "P1 v1 is under silence again, until" in told
    assert "unless a party objects in writing" in told
    assert "at once" not in told


def test_undoing_an_objection_after_the_time_says_that_the_text_is_adopted_at_once() -> None:
    story = objected()
    told = preview(story, story.entries[-1].seq, story.now + timedelta(hours=2))
    assert "That time is over" in told
    assert "adopted at once" in told


def test_undoing_an_objection_says_when_something_else_stands_against_the_text() -> None:
    story = objected()
    objection = story.entries[-1].seq
    story.does("est", acts.Reject("P1", story.hash("P1"), "Never."))
    told = preview(story, objection, story.now + timedelta(hours=2))
    assert "nothing is adopted by it" in told
    assert "adopted at once" not in told


def test_undoing_a_take_back_says_that_the_chair_adopts_what_all_accept_then() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    for head in ("nord", "sud"):
        story.accept(head, "P1")
    story.does("nord", acts.TakeBack("P1"))
    taken_back = story.entries[-1].seq
    story.accept("est", "P1")
    told = preview(story, taken_back)
    assert "P1 v1" in told
    assert "not adopted by itself" in told
    assert "`/adopt`" in told
    assert "not adopted by itself" not in preview(story, story.entries[-1].seq)
