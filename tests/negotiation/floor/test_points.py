"""Points, rulings, appeals and calls to order."""

from dataclasses import replace

import pytest

from bot.negotiation.fitting import fits
from bot.negotiation.floor import acts, facts
from bot.negotiation.floor.model import PointKind
from bot.negotiation.floor.points import appealable, open_points
from bot.negotiation.order.acts import Undo
from bot.negotiation.refusals import Code
from bot.negotiation.replay import replay
from bot.negotiation.voting.acts import CastVote, CloseVote, OpenVote
from bot.negotiation.voting.facts import MotionMade
from bot.negotiation.voting.model import Choice, MotionKind
from tests.negotiation.voting.hall import NO, YES, hall
from tests.support.builders import Story, begun_story


@pytest.fixture
def story() -> Story:
    """A point of order is raised: O1."""
    story = begun_story()
    story.does("nord2", acts.RaisePoint(PointKind.ORDER, "The list was closed."), facts.PointRaised)
    return story


@pytest.mark.parametrize(
    ("words", "code"),
    [(" ", Code.STATEMENT_NEEDED), ("x" * 1_001, Code.STATEMENT_TOO_LONG), ("\x1b", Code.UNREADABLE_WORDS)],
)
def test_points_rulings_and_calls_need_words(story: Story, words: str, code: Code) -> None:
    story.refused("nord", acts.RaisePoint(PointKind.INFORMATION, words), code)
    story.refused("chair", acts.RulePoint("O1", True, words), code)  # noqa: FBT003  # sustained
    story.refused("chair", acts.CallToOrder("nord", words), code)


def test_the_first_ruling_counts_and_the_second_is_told_of_it(story: Story) -> None:
    ruled = acts.RulePoint("O1", sustained=True, reason="It was.")
    story.does("chair", ruled, facts.PointRuled)
    point = story.state.floor.points["O1"]
    assert (point.ruling, point.reason, point.ruled_by) == ("sustained", "It was.", "chair")
    second = replace(ruled, sustained=False, reason="It was not.")
    told = {"point": "O1", "ruling": "sustained", "member": "chair", "reason": "It was."}
    story.refused("chair", second, Code.POINT_RULED_ALREADY, **told)
    story.refused("chair", replace(ruled, point="O9"), Code.UNKNOWN_POINT, point="O9", points=[])
    story.refused("nord", ruled, Code.NOT_CHAIR)


def test_a_ruling_on_a_point_of_order_is_appealed_once(story: Story) -> None:
    story.refused("sud", acts.AppealRuling("O1"), Code.POINT_NOT_RULED, point="O1")
    story.does("chair", acts.RulePoint("O1", sustained=False, reason="It is open."))
    assert appealable(story.state) == ("O1",)
    story.refused("guest", acts.AppealRuling("O1"), Code.STAYS_OUT, party="GUEST")
    appealed, made = story.does("sud", acts.AppealRuling("O1"), facts.RulingAppealed, MotionMade)
    assert appealed == facts.RulingAppealed("O1", "M1", "SUD")
    assert isinstance(made, MotionMade)
    assert (made.motion, made.kind, made.party, made.point) == ("M1", MotionKind.APPEAL, "SUD", "O1")
    story.refused("est", acts.AppealRuling("O1"), Code.APPEALED_ALREADY, point="O1", motion="M1")


@pytest.mark.parametrize("kind", [PointKind.PRIVILEGE, PointKind.INFORMATION])
def test_only_points_of_order_are_appealed(story: Story, kind: PointKind) -> None:
    story.does("nord", acts.RaisePoint(kind, "I cannot hear."))
    story.does("chair", acts.RulePoint("O2", sustained=False, reason="The sound is good."))
    story.refused("nord", acts.AppealRuling("O2"), Code.NOT_APPEALABLE, point="O2", kind=kind.value)


def test_any_seated_member_is_called_to_order(story: Story) -> None:
    (called,) = story.does("chair", acts.CallToOrder("olga", "No applause."))
    assert called == facts.CalledToOrder("olga", None, "No applause.")
    story.refused("chair", acts.CallToOrder("nobody", "No applause."), Code.NOT_SEATED, member="nobody")


def test_an_undone_point_keeps_its_number_and_is_ruled_on_no_more(story: Story) -> None:
    seq = story.entries[-1].seq
    story.does("chair", Undo(seq, "by mistake"))
    assert story.state.floor.points["O1"].undone
    assert open_points(story.state) == ()
    story.refused("chair", acts.RulePoint("O1", sustained=True, reason="Yes."), Code.UNKNOWN_POINT, points=[])
    story.does("nord2", acts.RaisePoint(PointKind.ORDER, "Again."))
    assert tuple(story.state.floor.points) == ("O1", "O2")


def test_an_undone_place_on_the_list_is_not_given_again() -> None:
    story = begun_story()
    story.does("chair", acts.OpenList())
    story.does("nord", acts.JoinList())
    story.does("chair", Undo(story.entries[-1].seq, "by mistake"))
    assert not story.state.floor.waiting
    story.does("nord", acts.JoinList())
    assert [one.id for one in story.state.floor.waiting] == ["F2"]


def test_every_event_of_the_story_fits_where_it_happened(story: Story) -> None:
    story.does("chair", acts.RulePoint("O1", sustained=False, reason="It is open."))
    story.does("sud", acts.AppealRuling("O1"))
    story.does("chair", acts.CallToOrder("nord", "Quiet."))
    for number, entry in enumerate(story.entries[1:], 1):
        assert fits(replay(story.entries[:number]), entry.event), entry.event
    reversal = facts.RulingReversed("O1", "M1")
    assert fits(story.state, reversal)
    assert not fits(story.state, replace(reversal, motion="M2"))
    assert not fits(story.state, facts.PointRuled("O1", sustained=True, reason="Yes."))


@pytest.mark.parametrize(
    ("votes", "overturned"), [({"nord": YES, "sud": YES, "est": NO}, True), ({"nord": YES}, False)]
)
def test_a_vote_overturns_a_ruling_or_lets_it_stand(votes: dict[str, Choice], *, overturned: bool) -> None:
    story = hall()
    story.does("nord", acts.RaisePoint(PointKind.ORDER, "The list was closed."))
    story.does("chair", acts.RulePoint("O1", sustained=False, reason="It is open."))
    story.does("sud", acts.AppealRuling("O1"))
    story.does("chair", OpenVote("M1"))
    story.refused("est", acts.AppealRuling("O1"), Code.APPEAL_IN_VOTE, motion="M1")
    for member in ("nord", "sud", "est"):
        story.does(member, CastVote("M1", votes.get(member, NO)))
    closed = story.does("chair", CloseVote("M1")) if story.state.voting.on_vote() else ()
    assert (facts.RulingReversed("O1", "M1") in closed) is overturned
    assert story.state.floor.points["O1"].reversed is overturned
    for number, entry in enumerate(story.entries[1:], 1):
        assert fits(replay(story.entries[:number]), entry.event), entry.event
