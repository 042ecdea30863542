"""Who is there: roll calls, walk-outs, going on without a party, and the quorum."""

from datetime import timedelta
from typing import Any

import pytest

from bot.negotiation import acts, events
from bot.negotiation.clockwork.acts import (
    AnswerRoll,
    CallRoll,
    CloseRoll,
    ComeBack,
    ExcuseParty,
    MarkPresence,
    PauseSession,
    ReadmitParty,
    ResumeSession,
    WalkOut,
)
from bot.negotiation.clockwork.facts import (
    PartyExcused,
    PartyReturned,
    PartyWalkedOut,
    RollAnswered,
    RollCalled,
    RollClosed,
)
from bot.negotiation.clockwork.model import PauseKind, Presence
from bot.negotiation.clockwork.presence import quorum_missing
from bot.negotiation.concluding.acts import MakeStatement
from bot.negotiation.concluding.model import StatementKind
from bot.negotiation.model import Role
from bot.negotiation.outstanding import NeedKind, needed_next
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code
from bot.negotiation.voting.acts import CastVote, CloseVote, Move, OpenVote
from bot.negotiation.voting.facts import VoteClosed
from bot.negotiation.voting.model import Choice, MotionKind
from tests.negotiation.clockwork.clockplay import all_fit
from tests.support.builders import BALANCED, Story, begun_story, words


def test_a_roll_is_answered_marked_and_closed() -> None:
    story = begun_story()
    story.refused("nord", AnswerRoll(Presence.PRESENT), Code.NO_ROLL)
    story.refused("chair", CloseRoll(), Code.NO_ROLL)
    story.does("chair", CallRoll(), RollCalled)
    story.refused("chair", CallRoll(), Code.ROLL_OPEN, number=1)
    story.does("nord2", AnswerRoll(Presence.PRESENT), RollAnswered)
    story.refused("nord", AnswerRoll(Presence.PRESENT), Code.ANSWERED_ALREADY, party="NORD")
    story.does("nord", AnswerRoll(Presence.VOTING))
    story.refused("sud", AnswerRoll(Presence.ABSENT), Code.NO_ANSWER)
    story.refused("guest", AnswerRoll(Presence.VOTING), Code.STAYS_OUT)
    story.refused("nord3", AnswerRoll(Presence.PRESENT), Code.ROLE_MAY_NOT)
    story.does("chair", MarkPresence("SUD", Presence.ABSENT))
    story.refused("chair", MarkPresence("SUD", Presence.WALKED_OUT), Code.NO_ANSWER)
    story.refused("chair", MarkPresence("X", Presence.PRESENT), Code.UNKNOWN_PARTY)
    (closed,) = story.does("chair", CloseRoll(), RollClosed)
    assert closed == RollClosed(1, ("SUD", "EST", "GUEST"))
    assert dict(story.state.timetable.presence) == {
        "NORD": Presence.VOTING,
        "SUD": Presence.ABSENT,
        "EST": Presence.ABSENT,
        "GUEST": Presence.ABSENT,
    }
    assert set(story.state.timetable.away_since) == {"SUD", "EST", "GUEST"}
    (again,) = story.does("chair", CallRoll())
    assert again == RollCalled(2)
    story.does("est", AnswerRoll(Presence.PRESENT))
    assert "EST" not in story.state.timetable.away_since
    all_fit(story)


def test_walking_out_and_coming_back() -> None:
    story = begun_story()
    story.refused("sud", ComeBack(), Code.NOT_AWAY)
    story.refused("sud2", WalkOut(), Code.ROLE_MAY_NOT)
    story.does("sud", WalkOut("Enough."), PartyWalkedOut)
    story.refused("sud", WalkOut(), Code.WALKED_OUT_ALREADY)
    assert WalkOut not in possible(story.state, story.context("sud"))
    story.does("sud2", ComeBack(), PartyReturned)
    assert not story.state.timetable.presence
    assert not story.state.timetable.away_since
    all_fit(story)


def test_a_party_that_has_walked_out_says_nothing_until_it_is_back() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("est", "P1")
    story.does("est", WalkOut("Enough."))
    assert story.state.proposals["P1"].accepted_by() == ("EST",), "what it accepted stands"
    for act in (acts.TakeBack("P1"), acts.Table(words("Peace.")), MakeStatement(StatementKind.STATEMENT, "Never.")):
        story.refused("est", act, Code.WALKED_OUT, party="EST")
    assert set(possible(story.state, story.context("est"))) == {acts.LeaveSeat, ComeBack}
    story.does("est", ComeBack())
    story.does("est", acts.TakeBack("P1"))


def test_a_party_that_walks_out_does_not_vote() -> None:
    story = begun_story()
    story.does("nord", Move(MotionKind.OTHER, "Lunch is served."))
    story.does("chair", OpenVote("M1"))
    story.does("est", WalkOut("Enough."))
    story.refused("est", CastVote("M1", Choice.NO), Code.WALKED_OUT)
    story.does("nord", CastVote("M1", Choice.YES))
    (closed,) = story.does("chair", CloseVote("M1"))
    assert isinstance(closed, VoteClosed)
    assert (closed.tally.yes, closed.tally.no) == (1, 0)


def test_the_board_asks_who_walked_out_to_come_back_and_not_to_accept() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.does("est", WalkOut("Enough."))
    needed = {one.kind: one.parties for one in needed_next(story.state, story.frame)}
    assert needed[NeedKind.WALKED_OUT] == ("EST",)
    assert needed[NeedKind.ACCEPT] == ("NORD", "SUD")


def walked_out(**procedure: Any) -> Story:  # noqa: ANN401  # fields of the procedure
    story = begun_story(**procedure)
    story.does("est", WalkOut())
    return story


def test_a_party_that_stays_away_is_excused_and_readmitted() -> None:
    story = walked_out(absence_minutes=10)
    gone = story.now
    story.refused("chair", ExcuseParty("EST", ""), Code.STATEMENT_NEEDED)
    story.refused("chair", ExcuseParty("GUEST", "Gone."), Code.NOT_REQUIRED)
    story.refused("chair", ExcuseParty("NORD", "Gone."), Code.NOT_AWAY_LONG, at=None, minutes=10)
    moment = (gone + timedelta(minutes=10)).isoformat()
    story.refused("chair", ExcuseParty("EST", "Gone."), Code.NOT_AWAY_LONG, at=moment)
    story.later(minutes=10)
    story.does("chair", ExcuseParty("EST", "Gone."), PartyExcused)
    state = story.state
    assert (state.required, state.absent, state.timetable.excused) == (("NORD", "SUD"), ("EST",), ("EST",))
    story.does("sud", WalkOut())
    story.later(minutes=11)
    story.refused("chair", ExcuseParty("SUD", "Gone."), Code.TOO_FEW_LEFT, left=1, fewest=2)
    story.refused("chair", ReadmitParty("SUD"), Code.NOT_EXCUSED, excused=["EST"])
    story.does("chair", ReadmitParty("EST"))
    assert story.state.required == ("NORD", "SUD", "EST")
    assert story.state.absent == ()
    assert story.state.timetable.excused == ()
    all_fit(story)


def test_a_text_that_all_others_accept_is_adopted_when_the_last_one_is_excused() -> None:
    story = begun_story(absence_minutes=0)
    proposal = story.table("nord", {"CUTS": "BOTH"}).id
    story.accept("nord", proposal)
    story.accept("sud", proposal)
    story.does("est", WalkOut())
    outcome = story.does("chair", ExcuseParty("EST", "Gone."))
    assert [type(one) for one in outcome[:2]] == [PartyExcused, events.TextAdopted]


def test_an_empty_delegation_is_away_since_its_last_seat_was_left() -> None:
    story = begun_story(absence_minutes=10)
    story.does("est", acts.LeaveSeat())
    assert story.state.timetable.away_since == {"EST": story.now}
    story.later(minutes=9)
    story.refused("chair", ExcuseParty("EST", "Gone."), Code.NOT_AWAY_LONG)
    story.does("est", acts.TakeSeat(Role.HEAD, "EST"))
    assert not story.state.timetable.away_since
    story.does("chair", acts.AssignSeat("est", "Est", Role.DELEGATE, "SUD"))
    story.later(minutes=10)
    story.does("chair", ExcuseParty("EST", "Gone."), PartyExcused)


def test_a_pause_is_no_absence() -> None:
    story = walked_out(absence_minutes=10)
    story.does("chair", PauseSession(PauseKind.SUSPENDED))
    story.later(hours=1)
    story.does("sud", WalkOut())
    story.later(hours=1)
    story.does("chair", ResumeSession())
    assert story.state.timetable.away_since["SUD"] == story.now
    story.refused("chair", ExcuseParty("EST", "Gone."), Code.NOT_AWAY_LONG)
    story.later(minutes=10)
    story.does("chair", ExcuseParty("EST", "Gone."))


@pytest.mark.parametrize(("quorum", "missing"), [(None, 0), (2, 0), (3, 1)])
def test_quorum(quorum: int | None, missing: int) -> None:
    story = begun_story(quorum=quorum, consensus="no_objection")
    proposal = story.table("nord", BALANCED).id
    story.accept("nord", proposal)
    story.accept("est", proposal)
    story.does("est", WalkOut())
    assert quorum_missing(story.state) == missing
    adopt = acts.Adopt(proposal, story.hash(proposal))
    if missing:
        story.refused("chair", adopt, Code.NO_QUORUM, quorum=quorum, present=2, missing=missing)
    else:
        story.does("chair", adopt)
