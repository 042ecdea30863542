"""What is needed next, in the phases of a pack."""

from bot.negotiation import acts
from bot.negotiation.clockwork.acts import EnterPhase
from bot.negotiation.clockwork.model import Pace
from bot.negotiation.model import Role
from bot.negotiation.order.acts import Undo
from bot.negotiation.outstanding import NeedKind, needed_next
from bot.scenarios.frame import frame_of
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, shipped_pack


def test_nobody_is_asked_to_table_in_a_phase_that_does_not_let_them() -> None:
    story = live()
    assert [(one.kind, one.about) for one in needed_next(story.state, story.frame)] == [
        (NeedKind.TABLE_LATER, "tabling")
    ]
    story.does("chair", EnterPhase("tabling"))
    assert [one.kind for one in needed_next(story.state, story.frame)] == [NeedKind.TABLE]
    story.does("chair", EnterPhase("bargaining"))
    assert [(one.kind, one.about) for one in needed_next(story.state, story.frame)] == [
        (NeedKind.TABLE_LATER, "tabling")
    ]


def test_nobody_is_asked_to_accept_in_a_phase_that_does_not_let_them() -> None:
    story = live()
    story.does("chair", EnterPhase("tabling"))
    story.table("us", {}, "Peace.")
    assert NeedKind.ACCEPT not in {one.kind for one in needed_next(story.state, story.frame)}
    story.does("chair", EnterPhase("package"))
    assert NeedKind.ACCEPT in {one.kind for one in needed_next(story.state, story.frame)}


def test_a_text_that_an_undoing_left_complete_is_adopted_by_the_chair_alone() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    for head in ("nord", "sud"):
        story.accept(head, "P1")
    story.does("nord", acts.TakeBack("P1"))
    taken_back = story.entries[-1].seq
    story.accept("est", "P1")
    story.does("chair", Undo(taken_back, "The wrong button."))
    assert story.state.agreement is None, "the chair alone brings no text to adoption"
    (needed,) = needed_next(story.state, story.frame)
    assert (needed.kind, needed.about, needed.parties) == (NeedKind.ADOPT, "P1 v1", ("NORD", "SUD", "EST"))
    story.does("chair", acts.Adopt("P1", story.hash("P1")))
    assert story.state.agreement is not None


def test_a_text_that_something_still_bars_is_not_said_to_be_ready() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    for head in ("nord", "sud", "est"):
        story.accept(head, "P1")
    assert story.state.proposals["P1"].barred
    assert NeedKind.ADOPT not in {one.kind for one in needed_next(story.state, story.frame)}


def live() -> Story:
    """Give talks of two parties that have begun at the pace of the pack, in its first phase."""
    story = Story(frame_of(shipped_pack("ee-deescalation-2022"), None))
    story.open()
    for member, party in (("us", "US"), ("ru", "RU")):
        story.does(member, acts.TakeSeat(Role.HEAD, party))
    story.does("chair", acts.Begin(("PL", "UA"), Pace.LIVE))
    return story
