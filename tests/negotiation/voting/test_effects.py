"""What a motion that carries brings about, at once and by itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.negotiation import acts, events
from bot.negotiation.clockwork.facts import ClockExtended, SessionPaused
from bot.negotiation.clockwork.model import Clock, PauseKind
from bot.negotiation.events import Event
from bot.negotiation.floor.facts import FloorEnded, ListClosed, ListOpened, RulingReversed, TurnSet
from bot.negotiation.floor.model import Floor, Point, PointKind, Side, Speaker, Turn
from bot.negotiation.model import Bar, Phase, Session
from bot.negotiation.voting import facts
from bot.negotiation.voting.acts import CloseVote, Move
from bot.negotiation.voting.after import with_motion
from bot.negotiation.voting.effects import carried
from bot.negotiation.voting.model import Method, Motion, MotionKind, MotionStatus
from tests.negotiation.voting.hall import NO, YES, Hall, hall
from tests.support.builders import BALANCED, LOPSIDED


def came_of(story: Hall, kind: MotionKind, **rest: Any) -> tuple[Event, ...]:  # noqa: ANN401  # fields of the act
    """What a carried motion of a kind brings about beside the end of the vote; its state is not gone on from."""
    story.move("nord", kind, **rest)
    story.opened()
    story.votes(nord=YES, sud=YES)
    motion = story.motion()
    return carried(story.state, motion, ("NORD", "SUD"), story.context("chair"))


def floor(story: Hall, **fields: Any) -> None:  # noqa: ANN401  # fields of the floor
    """Let the floor be otherwise."""
    story.goes_on_from(replace(story.state, floor=replace(Floor(), **fields)))


@pytest.mark.parametrize(
    ("kind", "pause"),
    [
        (MotionKind.SUSPEND, PauseKind.SUSPENDED),
        (MotionKind.CAUCUS, PauseKind.SUSPENDED),
        (MotionKind.ADJOURN, PauseKind.ADJOURNED),
    ],
)
def test_the_talks_rest_for_so_long(kind: MotionKind, pause: PauseKind) -> None:
    story = hall()
    story.running(60)
    (paused,) = came_of(story, kind, minutes=15)
    assert isinstance(paused, SessionPaused)
    assert (paused.kind, paused.reason, paused.until) == (pause, "Lunch is served.", story.now + timedelta(minutes=15))
    assert paused.remaining is not None
    assert 3_500 < paused.remaining < 3_600


def test_an_adjournment_may_have_no_end_and_no_clock_runs() -> None:
    (paused,) = came_of(hall(), MotionKind.ADJOURN)
    assert isinstance(paused, SessionPaused)
    assert (paused.until, paused.remaining) == (None, None)


def test_talks_that_rest_already_stay_as_they_are() -> None:
    story = hall()
    story.move("nord", MotionKind.SUSPEND, minutes=5)
    story.opened()
    story.pausing(PauseKind.FROZEN)
    assert carried(story.state, story.motion(), (), story.context("chair")) == ()


def test_time_is_added_to_a_clock_that_runs_stands_or_is_off() -> None:
    story = hall()
    assert came_of(story, MotionKind.EXTEND, minutes=10) == ()
    story.running(60)
    ends = story.state.timetable.clock.ends
    assert ends is not None
    added = carried(story.state, story.motion(), (), story.context("chair"))
    assert added == (ClockExtended(10, ends + timedelta(minutes=10), None, "Lunch is served."),)
    story.later(hours=2)
    (late,) = carried(story.state, story.motion(), (), story.context("chair"))
    assert isinstance(late, ClockExtended)
    assert late.ends == story.now + timedelta(minutes=10)
    story.goes_on_from(replace(story.state, timetable=replace(story.state.timetable, clock=Clock(remaining=30))))
    (standing,) = carried(story.state, story.motion(), (), story.context("chair"))
    assert standing == ClockExtended(10, None, 630, "Lunch is served.")


def test_the_list_closes_and_opens_again() -> None:
    story = hall()
    floor(story, open=True)
    assert came_of(story, MotionKind.CLOSE_LIST) == (ListClosed(),)
    floor(story, seconds=45)
    assert carried(story.state, story.motion(), (), story.context("chair")) == ()
    reopen = replace(story.motion(), kind=MotionKind.REOPEN_LIST)
    (opened,) = carried(story.state, reopen, (), story.context("chair"))
    assert isinstance(opened, ListOpened)
    assert opened.seconds == 45
    floor(story, open=True)
    assert carried(story.state, reopen, (), story.context("chair")) == ()


def test_the_debate_closes_with_the_list_and_the_turn() -> None:
    story = hall()
    turn = Turn(Speaker("F1", "sud", "SUD", Side.NEUTRAL), story.now, story.now + timedelta(seconds=90))
    floor(story, open=True, turn=turn)
    story.later(seconds=25)
    closed, ended = came_of(story, MotionKind.CLOSE_DEBATE)
    assert closed == ListClosed()
    assert isinstance(ended, FloorEnded)
    assert (ended.speaker, ended.party, ended.how) == ("F1", "SUD", "chair")
    assert 25 <= ended.seconds < 90


def test_a_speaking_time_is_set_in_minutes() -> None:
    assert came_of(hall(), MotionKind.SPEAKING_TIME, minutes=2) == (TurnSet(120),)


def test_a_carried_appeal_reverses_the_ruling_once() -> None:
    story = hall()
    point = Point("O1", PointKind.ORDER, "sud", "SUD", "The list!", story.now, "overruled", "No.", "M1")
    floor(story, points={"O1": point})
    appeal = Motion("M1", MotionKind.APPEAL, "SUD", "sud", "The list!", story.now, point="O1")
    story.goes_on_from(with_motion(story.state, appeal))
    story.opened()
    story.votes(nord=NO, sud=YES, est=YES)
    outcome = carried(story.state, story.motion(), ("SUD", "EST"), story.context("chair"))
    assert outcome == (RulingReversed("O1", "M1"),)
    floor(story, points={"O1": replace(point, reversed=True)})
    assert carried(story.state, story.motion(), (), story.context("chair")) == ()


def test_other_motions_and_those_that_fail_bring_about_nothing() -> None:
    assert came_of(hall(), MotionKind.OTHER) == ()
    story = hall()
    story.move("nord", MotionKind.SUSPEND, minutes=5)
    story.opened()
    story.votes(nord=YES, sud=NO)
    story.does("chair", CloseVote("M1"), facts.VoteClosed)


def test_to_reconsider_takes_two_thirds_and_is_recorded_only() -> None:
    story = hall()
    story.table("nord", BALANCED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    story.move("sud", MotionKind.RECONSIDER)
    story.opened()
    story.votes(nord=YES, sud=YES, est=NO)
    story.does("chair", CloseVote("M1"), facts.VoteClosed)
    assert story.motion().status is MotionStatus.CARRIED
    assert story.state.phase is Phase.AGREED


def put_to_adopt(choices: dict[str, str], *texts: str, **procedure: Any) -> Hall:  # noqa: ANN401  # fields of the procedure
    """A text of NORD on whose adoption a vote is open."""
    story = hall(**procedure)
    story.table("nord", choices, *texts)
    story.does("sud", Move(MotionKind.ADOPT, proposal="P1", text_hash=story.hash("P1")))
    story.opened()
    return story


def test_a_vote_adopts_for_those_that_voted_yes() -> None:
    story = put_to_adopt(BALANCED, consensus="vote")
    story.table("sud", {}, "Another text.")
    story.votes(nord=YES, sud=NO, est=YES)
    adopted = story.does("chair", CloseVote("M1"))[1:]
    assert adopted == (
        events.TextAdopted("P1", 1, story.hash("P1"), ("NORD", "EST"), (), "vote"),
        events.ProposalLapsed("P2", "other_adopted"),
    )
    assert story.state.phase is Phase.AGREED
    assert story.state.agreement is not None
    assert story.state.agreement.how == "vote"


def test_where_acceptances_adopt_a_vote_only_shows_where_parties_stand() -> None:
    story = put_to_adopt(BALANCED, consensus="unanimity")
    story.votes(nord=YES, sud=YES, est=YES)
    story.does("chair", CloseVote("M1"), facts.VoteClosed)
    assert story.state.phase is Phase.NEGOTIATING


def barred(story: Hall, **said: Any) -> Bar:  # noqa: ANN401  # choices by member
    story.votes(**said)
    closed, bar = story.does("chair", CloseVote("M1"), facts.VoteClosed, events.AdoptionBarred)
    assert isinstance(closed, facts.VoteClosed)
    assert closed.tally.carried
    assert isinstance(bar, events.AdoptionBarred)
    assert story.state.phase is Phase.NEGOTIATING
    return bar.bar


def test_no_majority_is_a_waiver_of_the_rules() -> None:
    assert barred(put_to_adopt(LOPSIDED, consensus="vote"), nord=YES, sud=YES, est=YES) == Bar(("cuts",))


def test_no_majority_stands_for_the_consent_of_a_party() -> None:
    choices = {**BALANCED, "HARBOUR": "SHARED"}
    assert barred(put_to_adopt(choices, consensus="vote"), nord=YES, sud=YES, est=NO) == Bar(consents=("EST",))
    story = put_to_adopt(choices, consensus="vote")
    story.votes(nord=YES, sud=NO, est=YES)  # a yes is the consent
    assert isinstance(story.does("chair", CloseVote("M1"))[1], events.TextAdopted)


def test_an_acceptance_from_before_is_no_consent_of_who_votes_no() -> None:
    story = put_to_adopt({**BALANCED, "HARBOUR": "SHARED"}, consensus="vote")
    story.accept("est", "P1")
    assert barred(story, nord=YES, sud=YES, est=NO) == Bar(consents=("EST",))


def test_open_brackets_and_links_bar() -> None:
    story = put_to_adopt(BALANCED, consensus="vote")
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 1))
    assert barred(story, nord=YES, sud=YES).brackets == ("B1",)
    linked = put_to_adopt(BALANCED, consensus="vote")
    linked.table("sud", {}, "Another text.")
    linked.does("sud", acts.StateLink("P1", ("P2",)))
    assert barred(linked, nord=YES, sud=YES).links == ("L1",)


def test_a_text_that_changed_meanwhile_is_not_adopted() -> None:
    story = put_to_adopt(BALANCED, consensus="vote")
    story.change("nord", "P1", BALANCED, "Peace lasts.")
    story.votes(nord=YES, sud=YES)
    story.does("chair", CloseVote("M1"), facts.VoteClosed)
    assert story.state.phase is Phase.NEGOTIATING


def test_a_hidden_vote_adopts_and_says_by_whom() -> None:
    story = hall(consensus="vote")
    story.table("nord", BALANCED)
    story.move("sud", MotionKind.ADOPT, proposal="P1", text_hash=story.hash("P1"))
    story.opened(method=Method.OPEN, hidden=True, minutes=5)
    story.votes(nord=YES, sud=YES)
    closed, adopted = story.tick("vote:M1")
    assert isinstance(closed, facts.VoteClosed)
    assert isinstance(adopted, events.TextAdopted)
    assert adopted.parties == ("NORD", "SUD")


def test_the_state_of_a_vote_that_adopts_is_the_agreed_one() -> None:
    story = put_to_adopt(BALANCED, consensus="vote", binding="per_issue")
    story.votes(nord=YES, sud=YES)
    story.does("chair", CloseVote("M1"))
    state: Session = story.state
    assert [one.proposal for one in state.harvest] == ["P1"]
