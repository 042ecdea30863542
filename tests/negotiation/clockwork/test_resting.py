"""Pauses: everything that runs rests with the talks."""

from datetime import timedelta

import pytest

from bot.negotiation import acts
from bot.negotiation.clockwork.acts import PauseSession, ResumeSession, SetClock, StopClock, WalkOut
from bot.negotiation.clockwork.facts import SessionPaused, SessionResumed
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.clockwork.timing import left
from bot.negotiation.concluding.acts import PutUnderSilence
from bot.negotiation.deadlines import deadlines
from bot.negotiation.refusals import Code
from tests.negotiation.clockwork.clockplay import all_fit, clock_of, kept_story
from tests.support.builders import begun_story, words


def test_a_suspension_ends_by_itself_in_the_same_phase_with_the_same_time_left() -> None:
    story = kept_story()
    until = story.now + timedelta(minutes=30)
    (paused,) = story.does("chair", PauseSession(PauseKind.SUSPENDED, "Caucuses.", until), SessionPaused)
    assert isinstance(paused, SessionPaused)
    assert (paused.remaining, paused.until) == (599, until)
    assert [one.key for one in deadlines(story.state)] == ["pause"]
    (resumed,) = story.tick("pause")
    assert isinstance(resumed, SessionResumed)
    assert (resumed.how, resumed.ends) == ("time", until + timedelta(seconds=599))
    assert clock_of(story).ends == resumed.ends
    assert story.state.timetable.phase is not None
    assert story.state.timetable.phase.id == "opening"
    all_fit(story)


def test_delegations_rest_and_a_frozen_session_has_no_end() -> None:
    story = begun_story()
    story.refused("chair", ResumeSession(), Code.NOT_RESTING)
    until = story.now + timedelta(hours=1)
    story.does("chair", PauseSession(PauseKind.FROZEN, "Stop.", until))
    assert story.state.timetable.pause is not None
    assert story.state.timetable.pause.until is None
    assert deadlines(story.state) == ()
    story.refused("nord", acts.Table(words("Peace.")), Code.TALKS_REST, kind="frozen", until=None, reason="Stop.")
    story.refused("nord", WalkOut(), Code.TALKS_REST)
    story.refused("chair", PauseSession(PauseKind.FROZEN), Code.RESTING_ALREADY, kind="frozen")
    story.does("chair", ResumeSession(), SessionResumed)
    story.does("nord", acts.Table(words("Peace.")))


def test_a_pause_that_becomes_another_has_lasted_since_its_beginning() -> None:
    story = begun_story()
    story.does("chair", SetClock(30))
    story.does("chair", PauseSession(PauseKind.SUSPENDED))
    story.later(minutes=10)
    story.does("chair", PauseSession(PauseKind.ADJOURNED, "", story.now + timedelta(days=1)))
    story.does("chair", PauseSession(PauseKind.ADJOURNED, "", story.now + timedelta(days=2)))
    story.later(minutes=10)
    story.does("chair", ResumeSession())
    assert left(story.state, story.now) == 1799
    all_fit(story)


@pytest.mark.parametrize("away", [timedelta(), timedelta(minutes=-5), timedelta(days=400)])
def test_the_end_of_a_pause_lies_ahead(away: timedelta) -> None:
    story = begun_story()
    story.refused("chair", PauseSession(PauseKind.ADJOURNED, "", story.now + away), Code.PAUSE_END_OUT_OF_RANGE)


def test_what_runs_in_other_parts_is_put_off_too() -> None:
    story = begun_story(silence_minutes=10)
    proposal = story.table("nord", {}, "Peace.").id
    story.accept("nord", proposal)
    story.does("chair", PutUnderSilence(proposal, story.hash(proposal), 10))
    before = next(one.at for one in deadlines(story.state) if one.key == "silence")
    story.does("chair", PauseSession(PauseKind.SUSPENDED))
    paused = story.now
    story.later(minutes=45)
    story.does("chair", ResumeSession())
    after = next(one.at for one in deadlines(story.state) if one.key == "silence")
    assert after == before + (story.now - paused)


def test_the_allowance_of_a_clock_that_stands_is_not_used_up_by_a_pause() -> None:
    story = begun_story(stop_clock_max=10)
    story.does("chair", SetClock(30))
    story.does("chair", StopClock())
    due = next(one.at for one in deadlines(story.state) if one.key == "clock")
    story.does("chair", PauseSession(PauseKind.SUSPENDED))
    paused = story.now
    story.later(hours=2)
    story.does("chair", ResumeSession())
    assert [one.at for one in deadlines(story.state)] == [due + (story.now - paused)]
