"""What is needed next, in the phases of a pack."""

from bot.negotiation import acts
from bot.negotiation.clockwork.acts import EnterPhase
from bot.negotiation.clockwork.model import Pace
from bot.negotiation.model import Role
from bot.negotiation.outstanding import NeedKind, needed_next
from bot.scenarios.frame import frame_of
from tests.support.builders import Story, shipped_pack


def test_nobody_is_asked_to_table_in_a_phase_that_does_not_let_them() -> None:
    story = live()
    assert [(one.kind, one.about) for one in needed_next(story.state)] == [(NeedKind.TABLE_LATER, "tabling")]
    story.does("chair", EnterPhase("tabling"))
    assert [one.kind for one in needed_next(story.state)] == [NeedKind.TABLE]
    story.does("chair", EnterPhase("bargaining"))
    assert [(one.kind, one.about) for one in needed_next(story.state)] == [(NeedKind.TABLE_LATER, "tabling")]


def test_nobody_is_asked_to_accept_in_a_phase_that_does_not_let_them() -> None:
    story = live()
    story.does("chair", EnterPhase("tabling"))
    story.table("us", {}, "Peace.")
    assert NeedKind.ACCEPT not in {one.kind for one in needed_next(story.state)}
    story.does("chair", EnterPhase("package"))
    assert NeedKind.ACCEPT in {one.kind for one in needed_next(story.state)}


def live() -> Story:
    """Give talks of two parties that have begun at the pace of the pack, in its first phase."""
    story = Story(frame_of(shipped_pack("ee-deescalation-2022"), None))
    story.open()
    for member, party in (("us", "US"), ("ru", "RU")):
        story.does(member, acts.TakeSeat(Role.HEAD, party))
    story.does("chair", acts.Begin(("PL", "UA"), Pace.LIVE))
    return story
