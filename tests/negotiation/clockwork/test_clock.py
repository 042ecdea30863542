"""The arithmetic of the clock: whatever stops it, no time is lost or won."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.negotiation import acts
from bot.negotiation.acts import CLOCK, Act
from bot.negotiation.clockwork.acts import (
    ExtendClock,
    PauseSession,
    ResumeSession,
    SetClock,
    StartClock,
    StopClock,
    Tick,
)
from bot.negotiation.clockwork.facts import ClockExtended, ClockStarted, ClockStopped, TimeUp
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.clockwork.timing import LONGEST_MINUTES, left
from bot.negotiation.context import Context
from bot.negotiation.deadlines import deadlines
from bot.negotiation.decide import decide
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.replay import replay
from tests.negotiation.clockwork.clockplay import all_fit, clock_of, kept_story
from tests.support.builders import Story, begun_story

SECOND = timedelta(seconds=1)


def free_clock(minutes: int = 30) -> Story:
    story = begun_story()
    story.does("chair", SetClock(minutes))
    return story


def test_a_plain_clock_runs_without_phases() -> None:
    story = begun_story()
    for act in (ExtendClock(5), StopClock(), StartClock()):
        story.refused("chair", act, Code.NO_CLOCK)
    story.does("chair", SetClock(30))
    assert clock_of(story).ends == story.now + timedelta(minutes=30)
    story.tick("warning")
    assert story.tick("phase") == (TimeUp(""),)
    all_fit(story)


@pytest.mark.parametrize("minutes", [0, -1, LONGEST_MINUTES + 1])
def test_lengths_have_limits(minutes: int) -> None:
    story = free_clock()
    for act in (SetClock(minutes), ExtendClock(minutes)):
        story.refused("chair", act, Code.MINUTES_OUT_OF_RANGE, minutes=minutes, least=1, most=LONGEST_MINUTES)


def test_a_short_time_is_not_warned_of_and_longer_time_is_warned_of_again() -> None:
    story = free_clock(2)
    assert [one.key for one in deadlines(story.state)] == ["phase"]
    story.does("chair", ExtendClock(10))
    story.tick("warning")
    story.does("chair", ExtendClock(1))
    story.tick("warning")
    assert [one.key for one in deadlines(story.state)] == ["phase"]


def test_extending_ends_overtime_and_counts_from_now() -> None:
    story = free_clock(5)
    story.tick("phase")
    story.later(minutes=7)
    (extended,) = story.does("chair", ExtendClock(10, "One more round."), ClockExtended)
    assert isinstance(extended, ClockExtended)
    assert extended.ends == story.now + timedelta(minutes=10)
    assert not clock_of(story).overtime
    assert clock_of(story).extended == 1


def test_a_stopped_clock_goes_on_by_itself_when_the_allowance_is_used_up() -> None:
    story = begun_story(stop_clock_max=10)
    story.does("chair", SetClock(30))
    (stopped,) = story.does("chair", StopClock("Fire alarm."), ClockStopped)
    assert isinstance(stopped, ClockStopped)
    assert (stopped.remaining, stopped.until) == (1799, story.now + timedelta(minutes=10))
    story.refused("chair", StopClock(), Code.CLOCK_STANDS)
    story.later(minutes=4, seconds=-2)
    story.does("chair", StartClock())
    story.refused("chair", StartClock(), Code.CLOCK_RUNS)
    assert clock_of(story).stopped_for == 240
    (again,) = story.does("chair", StopClock())
    assert isinstance(again, ClockStopped)
    assert again.until == story.now + timedelta(minutes=6)
    (started,) = story.tick("clock")
    assert isinstance(started, ClockStarted)
    assert (started.how, started.ends) == ("limit", story.now + timedelta(seconds=again.remaining))
    story.refused("chair", StopClock(), Code.STOPPED_ENOUGH, limit=10, stops=2)
    all_fit(story)


def test_what_was_announced_holds_when_nobody_was_there_to_do_it() -> None:
    story = begun_story(stop_clock_max=10)
    story.does("chair", SetClock(30))
    story.does("chair", StopClock())
    due = next(one for one in deadlines(story.state) if one.key == "clock")
    story.now = due.at + timedelta(minutes=5)
    (started,) = story.tick("clock")
    assert isinstance(started, ClockStarted)
    assert started.ends == due.at + timedelta(seconds=1799)
    assert clock_of(story).stopped_for == 600


def test_a_clock_that_has_run_out_is_not_stopped_and_an_extension_of_one_that_stands_is_kept() -> None:
    story = free_clock(5)
    story.does("chair", StopClock())
    (extended,) = story.does("chair", ExtendClock(5))
    assert isinstance(extended, ClockExtended)
    assert (extended.ends, extended.remaining) == (None, 599)
    story.does("chair", StartClock())
    story.later(minutes=10)
    story.refused("chair", StopClock(), Code.TIME_OVER)
    all_fit(story)


def test_in_a_pause_only_more_time_is_given() -> None:
    story = free_clock(30)
    story.does("chair", PauseSession(PauseKind.SUSPENDED, "Tea."))
    for act in (SetClock(5), StopClock(), StartClock()):
        story.refused("chair", act, Code.CLOCK_RESTS, kind="suspended")
    story.later(minutes=20)
    (extended,) = story.does("chair", ExtendClock(10))
    assert isinstance(extended, ClockExtended)
    assert (extended.ends, extended.remaining) == (None, 1799 + 600)
    story.does("chair", ResumeSession())
    assert left(story.state, story.now) == 2399
    all_fit(story)


def test_a_deadline_that_was_put_off_does_not_fall_due() -> None:
    story = free_clock(5)
    due = next(one for one in deadlines(story.state) if one.key == "phase")
    story.does("chair", ExtendClock(5))
    story.now = due.at
    outcome = decide(story.state, Tick(due.key, due.at), Context(story.now, CLOCK, story.frame))
    assert isinstance(outcome, Refusal)
    assert outcome.code is Code.NOT_DUE
    by_member = decide(story.state, Tick("phase", due.at), story.context("chair"))
    assert isinstance(by_member, Refusal)


STEPS = st.lists(
    st.tuples(st.sampled_from(["stop", "start", "extend", "pause", "freeze", "resume", "wait"]), st.integers(1, 400)),
    max_size=25,
)


@settings(max_examples=80, deadline=None)
@given(STEPS)
def test_no_time_is_lost_or_won(steps: list[tuple[str, int]]) -> None:
    """What is left is what was set and added, less the time in which the clock ran."""
    story = begun_story(stop_clock_max=100_000, warn_minutes=0)
    story.does("chair", SetClock(LONGEST_MINUTES))
    expected, running = timedelta(minutes=LONGEST_MINUTES), True
    for kind, seconds in steps:
        before = story.now
        story.later(seconds=seconds)
        made: dict[str, Act] = {
            "stop": StopClock(),
            "start": StartClock(),
            "extend": ExtendClock(seconds),
            "pause": PauseSession(PauseKind.SUSPENDED),
            "freeze": PauseSession(PauseKind.FROZEN),
            "resume": ResumeSession(),
        }
        act = made.get(kind)
        done = act is not None and not isinstance(story.tries("chair", act), Refusal)
        expected -= story.now - before if running else timedelta()
        if done and kind == "extend":
            expected += timedelta(minutes=seconds)
        table = story.state.timetable
        running = table.pause is None and table.clock.remaining is None
        assert left(story.state, story.now) == round(expected.total_seconds())
        if running:
            assert [one.at for one in deadlines(story.state)] == [story.now + expected]
    assert replay(story.entries) == story.state
    all_fit(story)


def test_only_the_chair_has_the_clock_and_only_once_the_talks_have_begun() -> None:
    story = kept_story()
    for act in (SetClock(5), ExtendClock(5), StopClock(), StartClock()):
        story.refused("nord", act, Code.NOT_CHAIR)
    early = Story()
    early.open()
    early.refused("chair", SetClock(5), Code.WRONG_PHASE)
    early.seat("nord", "sud", "est")
    early.does("chair", acts.Begin())
    early.does("chair", SetClock(5))
