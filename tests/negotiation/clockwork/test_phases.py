"""The phases of a pack: their guards, their ends, and what the chair overrides."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest

from bot.drafting.clauses import Clause
from bot.negotiation import acts, events
from bot.negotiation.clockwork.acts import CallRoll, CloseRoll, EnterPhase
from bot.negotiation.clockwork.after import ghost
from bot.negotiation.clockwork.facts import PhaseEntered, TimeUp, TimeWarned
from bot.negotiation.clockwork.model import Pace, Roll
from bot.negotiation.clockwork.phases import GUARDS
from bot.negotiation.concluding.model import Standing, Statement, StatementKind
from bot.negotiation.floor.model import Floor
from bot.negotiation.model import Agreement
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code
from bot.scenarios.frame import frame_of
from bot.scenarios.parts import GuardName
from tests.negotiation.clockwork.clockplay import all_fit, clock_of, kept_story, phased_frame
from tests.support.builders import BALANCED, SEATS, START, Story, begun_story, tiny_frame, words


def roll(story: Story) -> None:
    story.does("chair", CallRoll())
    story.does("chair", CloseRoll())


@pytest.mark.parametrize(("pace", "minutes"), [(Pace.LIVE, 10), (Pace.POST, 24 * 60)])
def test_the_beginning_enters_the_first_phase_with_its_length(pace: Pace, minutes: int) -> None:
    story = kept_story(pace)
    table = story.state.timetable
    assert table.phase is not None
    assert (table.phase.id, table.phase.number, table.phase.minutes) == ("opening", 1, minutes)
    assert table.clock.ends == story.now + timedelta(minutes=minutes)
    assert [one.id for one in table.plan] == ["opening", "bargaining", "signing"]


def test_a_pack_without_phases_has_no_pace() -> None:
    story = Story(frame_of(tiny_frame().pack.model_copy(update={"phases": ()}), None))
    story.open()
    story.seat(*SEATS)
    story.refused("chair", acts.Begin(pace=Pace.LIVE), Code.NO_PHASES, pace="live")
    story.does("chair", acts.Begin(), events.SessionBegun)
    story.refused("chair", EnterPhase(), Code.PACE_FREE)
    assert EnterPhase not in possible(story.state, story.context("chair"))


def test_guards_hold_the_chair_up_unless_a_reason_is_written() -> None:
    story = kept_story()
    story.refused("chair", EnterPhase(), Code.GUARDS_UNMET, phase="bargaining", unmet=["roll_called"])
    story.refused("chair", EnterPhase(anyway=True), Code.STATEMENT_NEEDED)
    story.refused("chair", EnterPhase("signing"), Code.GUARDS_UNMET, unmet=["roll_called", "text_adopted"])
    (entered,) = story.does("chair", EnterPhase(reason="No time.", anyway=True), PhaseEntered)
    assert isinstance(entered, PhaseEntered)
    assert (entered.how, entered.unmet, entered.reason) == ("chair", ("roll_called",), "No time.")
    assert entered.ends == story.now + timedelta(minutes=40)
    story.does("chair", EnterPhase("opening"), PhaseEntered)
    roll(story)
    story.does("chair", EnterPhase("bargaining"), PhaseEntered)
    all_fit(story)


def test_which_phase_is_meant() -> None:
    story = kept_story()
    story.refused("chair", EnterPhase("opening"), Code.PHASE_ON_ALREADY, phase="opening")
    story.refused("chair", EnterPhase("nap"), Code.UNKNOWN_PHASE, phases=["opening", "bargaining", "signing"])
    story.refused("nord", EnterPhase(), Code.NOT_CHAIR)
    story.does("chair", EnterPhase("signing", "Skip.", anyway=True))
    story.refused("chair", EnterPhase(), Code.LAST_PHASE, phase="signing")


def test_a_phase_forbids_delegations_what_another_allows() -> None:
    story = kept_story()
    table = acts.Table(words("Peace."))
    story.refused("nord", table, Code.OUT_OF_PHASE, phase="opening", phases=["bargaining"])
    story.does("chair", EnterPhase(reason="Skip.", anyway=True))
    story.does("nord", table)


def test_time_is_warned_of_once_and_runs_out_and_the_chair_goes_on() -> None:
    story = kept_story()
    begun = story.now
    assert story.tick("warning") == (TimeWarned(begun + timedelta(minutes=10)),)
    assert story.now == begun + timedelta(minutes=8)
    with pytest.raises(StopIteration):
        story.tick("warning")
    assert story.tick("phase") == (TimeUp("opening"),)
    with pytest.raises(StopIteration):
        story.tick("phase")
    assert clock_of(story).overtime
    assert story.state.timetable.phase is not None
    assert story.state.timetable.phase.id == "opening"
    all_fit(story)


def test_automatic_phases_follow_one_another_whatever_their_guards_say() -> None:
    story = kept_story(advance="automatic", warn_minutes=0)
    up, entered = story.tick("phase")
    assert up == TimeUp("opening")
    assert isinstance(entered, PhaseEntered)
    assert (entered.phase, entered.how, entered.unmet) == ("bargaining", "time", ("roll_called",))
    assert len(story.tick("phase")) == 2
    assert story.tick("phase") == (TimeUp("signing"),)
    all_fit(story)


def test_an_adopted_text_brings_the_signing() -> None:
    story = kept_story()
    story.does("chair", EnterPhase(reason="Skip.", anyway=True))
    proposal = story.table("nord", BALANCED).id
    story.accept("sud", proposal)
    story.accept("nord", proposal)
    outcome = story.accept("est", proposal)
    assert isinstance(outcome[-1], PhaseEntered)
    assert (outcome[-1].phase, outcome[-1].how) == ("signing", "adopted")
    assert isinstance(outcome[1], events.TextAdopted)
    all_fit(story)


def test_undone_phases_keep_their_numbers() -> None:
    story = kept_story()
    (entered,) = story.does("chair", EnterPhase(reason="Skip.", anyway=True))
    state = replace(story.state, timetable=replace(story.state.timetable, entered=1))
    assert isinstance(entered, PhaseEntered)
    assert ghost(state, entered, "chair", story.now).timetable.entered == 2


def test_each_guard_of_the_schema_is_asked_and_can_fail_and_hold() -> None:
    assert set(GUARDS) == set(get_args(GuardName))
    story = begun_story(quorum=3)
    frame, state = story.frame, story.state
    assert [name for name, holds in GUARDS.items() if holds(state, frame)] == [
        "quorum",
        "list_done",
        "brackets_settled",
    ]
    away = replace(state, required=(*state.required, "GUEST"), seats={})
    assert not GUARDS["quorum"](away, frame)
    assert not GUARDS["list_done"](replace(state, floor=Floor(open=True)), frame)
    called = replace(state, timetable=replace(state.timetable, roll=Roll(1, START, open=False)))
    assert GUARDS["roll_called"](called, frame)
    whole = {issue.id: issue.options[0].id for issue in frame.pack.issues}
    story.table("nord", whole)
    assert GUARDS["issues_proposed"](story.state, frame)
    story.does("sud", acts.PlaceBracket("P1", story.hash("P1"), 1))
    assert not GUARDS["brackets_settled"](story.state, frame)
    agreed = replace(state, agreement=Agreement("P1", 1, "x", ("NORD", "SUD"), (), START))
    assert GUARDS["text_adopted"](agreed, frame)
    for name, standing in (("all_initialled", Standing(initialled=START)), ("all_signed", Standing(signed=START))):
        by_one = replace(agreed, conclusion=replace(state.conclusion, standings={"NORD": standing}))
        by_all = replace(agreed, conclusion=replace(state.conclusion, standings={"NORD": standing, "SUD": standing}))
        assert not GUARDS[name](by_one, frame)
        assert GUARDS[name](by_all, frame)
    made = {
        party: Statement(party, StatementKind.DECLARATION, party, "m", "w", START) for party in story.state.required
    }
    declared = replace(state, conclusion=replace(state.conclusion, statements=made))
    assert GUARDS["baselines_declared"](declared, frame)


def test_written_brackets_are_open_ones() -> None:
    story = begun_story()
    story.does("nord", acts.Table((Clause("Nordland shall [not] wait."),)))
    assert not GUARDS["brackets_settled"](story.state, phased_frame())
