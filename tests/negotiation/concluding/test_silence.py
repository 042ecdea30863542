"""Texts under silence: put, broken in writing, ended by what happens to the text, passed or held up at the end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.negotiation import acts, events, marked
from bot.negotiation.clockwork.model import Pace, Presence
from bot.negotiation.concluding.acts import BreakSilence, PutUnderSilence
from bot.negotiation.concluding.after import fits, ghost
from bot.negotiation.concluding.facts import SilenceBegun, SilenceBroken, SilenceEnded
from bot.negotiation.deadlines import deadlines
from bot.negotiation.decide import decide
from bot.negotiation.model import Bar, Phase
from bot.negotiation.order.acts import Redo, Undo
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.parts import shifted
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code, Refusal
from tests.negotiation.concluding.holding import holds
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story

TEXT = "Each side removes the old tanks."


def accepted(**procedure: Any) -> Story:  # noqa: ANN401  # fields of the procedure
    """P1 of Nordland, accepted by Sudland alone."""
    story = begun_story(**procedure)
    story.table("nord", BALANCED, TEXT)
    story.accept("sud", "P1")
    return story


def put(story: Story, minutes: int | None = None) -> PutUnderSilence:
    return PutUnderSilence("P1", story.hash("P1"), minutes)


def silent(**procedure: Any) -> Story:  # noqa: ANN401  # fields of the procedure
    """The same, under silence."""
    story = accepted(**procedure)
    story.does("chair", put(story), SilenceBegun)
    return story


def seen_away(story: Story, presence: Presence) -> None:
    """Let Estland not be there."""
    timetable = replace(story.state.timetable, presence={"EST": presence})
    story.goes_on_from(replace(story.state, timetable=timetable))


def test_nobody_objects_and_the_text_is_agreed_by_all_required_parties() -> None:
    story = silent()
    assert [one.key for one in deadlines(story.state)] == ["silence"]
    assert deadlines(story.state)[0].at == story.now + timedelta(minutes=10)
    ended, adopted = story.tick("silence")
    assert ended == SilenceEnded("P1", 1, "passed")
    assert isinstance(adopted, events.TextAdopted)
    assert (adopted.how, adopted.parties) == ("silence", ("NORD", "SUD", "EST"))
    assert story.state.phase is Phase.AGREED
    assert story.state.conclusion.silence is None
    assert story.state.agreement
    assert story.state.agreement.how == "silence"
    holds(story)


def test_other_proposals_lapse_when_silence_has_passed() -> None:
    story = silent()
    story.table("est", BALANCED)
    assert [type(one) for one in story.tick("silence")] == [SilenceEnded, events.TextAdopted, events.ProposalLapsed]


def test_one_objection_in_writing_breaks_it_and_the_text_stays_on_the_table() -> None:
    story = silent()
    act = BreakSilence("Not without the harbour.", 2, "Each side removes the new tanks.")
    assert story.does("est", act) == (
        SilenceBroken("P1", 1, "EST", "Not without the harbour.", 2, "Each side removes the new tanks."),
    )
    assert story.state.proposals["P1"].live
    assert deadlines(story.state) == ()
    story.refused("sud", act, Code.NO_SILENCE_RUNS)
    story.does("chair", put(story), SilenceBegun)
    holds(story)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (BreakSilence(" "), Code.STATEMENT_NEEDED),
        (BreakSilence("x" * 1_001), Code.STATEMENT_TOO_LONG),
        (BreakSilence("No.", 3, "x"), Code.NO_SUCH_CLAUSE),
        (BreakSilence("No.", 0), Code.NO_SUCH_CLAUSE),
        (BreakSilence("No.", None, "Other words."), Code.CLAUSE_NEEDED),
        (BreakSilence("No.", 2, "x" * 4_001), Code.CLAUSE_TOO_LONG),
        (BreakSilence("No.", 2, "\x1b"), Code.UNREADABLE_WORDS),
    ],
)
def test_an_objection_is_in_readable_words_about_a_clause_that_is_there(act: BreakSilence, code: Code) -> None:
    silent().refused("est", act, code)


def test_only_those_whose_word_counts_object_and_only_the_chair_puts() -> None:
    story = silent()
    story.refused("guest", BreakSilence("No."), Code.STAYS_OUT)
    story.refused("chair", BreakSilence("No."), Code.ROLE_MAY_NOT)
    story.refused("nord3", BreakSilence("No."), Code.ROLE_MAY_NOT)
    story.refused("nord", put(story), Code.NOT_CHAIR)
    story.does("nord2", BreakSilence("Our own text, and yet."), SilenceBroken)


def test_an_objection_after_the_time_is_too_late_even_if_the_clock_was_not_heard_yet() -> None:
    story = silent()
    story.later(minutes=11)
    story.refused("est", BreakSilence("No."), Code.SILENCE_OVER, proposal="P1")
    assert BreakSilence not in possible(story.state, story.context("est"))
    assert story.tick("silence")[0] == SilenceEnded("P1", 1, "passed")


@pytest.mark.parametrize("minutes", [9, 0, -1, 600_001])
def test_the_time_has_bounds(minutes: int) -> None:
    story = accepted()
    story.refused("chair", put(story, minutes), Code.SILENCE_TIME, minutes=minutes, least=10, most=600_000)


def test_by_post_the_time_is_in_hours() -> None:
    story = accepted(silence_hours=2)
    story.goes_on_from(replace(story.state, timetable=replace(story.state.timetable, pace=Pace.POST)))
    story.refused("chair", put(story, 119), Code.SILENCE_TIME, least=120)
    (begun,) = story.does("chair", put(story))
    assert isinstance(begun, SilenceBegun)
    assert begun.until == story.now + timedelta(hours=2)


def test_a_pack_may_know_no_silence() -> None:
    story = accepted(silence_minutes=0)
    story.refused("chair", put(story), Code.NO_SILENCE_PROCEDURE)
    assert PutUnderSilence not in possible(story.state, story.context("chair"))


def test_only_one_text_is_under_silence() -> None:
    story = silent()
    story.table("nord", BALANCED)
    story.accept("sud", "P2")
    story.refused("chair", PutUnderSilence("P2", story.hash("P2")), Code.SILENCE_RUNS, proposal="P1", version=1)


def test_somebody_must_stand_for_the_text_unless_it_is_the_chairs() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.refused("chair", put(story), Code.NOBODY_ACCEPTED, proposal="P1")
    story.table("chair", BALANCED)
    story.does("chair", PutUnderSilence("P2", story.hash("P2")), SilenceBegun)


def test_what_would_bar_the_text_is_asked_before() -> None:
    story = accepted()
    story.does("est", acts.Reject("P1", story.hash("P1"), ""))
    story.refused("chair", put(story), Code.OBJECTIONS, parties=["EST"])
    story.does("est", acts.TakeBack("P1"))
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 2, "old"))
    story.refused("chair", put(story), Code.BRACKETS_OPEN)
    story.does("est", acts.LiftBracket("B1"))
    story.does("est", acts.Reserve("P1", story.hash("P1"), ReservationKind.GENERAL, "No."))
    story.refused("chair", put(story), Code.RESERVATIONS_OPEN)
    story.does("est", acts.LiftReservation("R1"))
    story.table("est", {}, "A side letter.")
    story.does("est", acts.StateLink("P1", ("P2",)))
    # Silence would be taken for an acceptance of Estland, and that has a condition.
    story.refused("chair", put(story), Code.LINKS_UNMET)
    story.does("est", acts.DropLink("L1"))
    story.does("chair", put(story), SilenceBegun)


def test_rules_bar_it_and_a_needed_consent_comes_by_silence() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    story.accept("nord", "P1")
    story.refused("chair", put(story), Code.NOT_RECIPROCAL)
    story.table("nord", {**BALANCED, "HARBOUR": "SHARED"})
    story.accept("sud", "P2")
    story.does("chair", PutUnderSilence("P2", story.hash("P2")), SilenceBegun)
    assert isinstance(story.tick("silence")[1], events.TextAdopted)


def test_nobody_consents_by_silence_for_a_party_that_is_not_in_the_talks() -> None:
    story = begun_story(without=("EST",))
    story.table("nord", {**BALANCED, "HARBOUR": "SHARED"})
    story.accept("sud", "P1")
    story.refused("chair", put(story), Code.CONSENT_MISSING, parties=["EST"])


@pytest.mark.parametrize("presence", [Presence.ABSENT, Presence.WALKED_OUT])
def test_the_silence_of_a_party_that_is_away_says_nothing(presence: Presence) -> None:
    story = accepted()
    seen_away(story, presence)
    story.refused("chair", put(story), Code.SILENT_PARTIES_AWAY, parties=["EST"])
    story = silent()
    seen_away(story, presence)
    assert story.tick("silence") == (SilenceEnded("P1", 1, "absent"),)
    assert story.state.proposals["P1"].live


def test_a_rejection_does_not_break_it_but_nothing_is_agreed_over_it() -> None:
    story = silent()
    story.does("est", acts.Reject("P1", story.hash("P1"), "No."), events.ProposalRejected)
    assert story.state.conclusion.silence
    assert story.tick("silence") == (SilenceEnded("P1", 1, "rejected"),)
    holds(story)


def test_a_reservation_made_meanwhile_holds_it_up() -> None:
    story = silent()
    story.does("est", acts.Reserve("P1", story.hash("P1"), ReservationKind.SCRUTINY, "We look at it."))
    assert story.tick("silence") == (SilenceEnded("P1", 1, "reserved"),)


def test_what_bars_the_text_at_the_end_is_named() -> None:
    story = silent()
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 2, "old"))
    ended, barred = story.tick("silence")
    assert ended == SilenceEnded("P1", 1, "barred")
    assert barred == events.AdoptionBarred("P1", 1, story.hash("P1"), Bar(brackets=("B1",)))
    holds(story)


def test_what_happens_to_the_text_ends_it_in_the_same_act() -> None:
    story = silent()
    assert story.does("nord", acts.Withdraw("P1"))[1] == SilenceEnded("P1", 1, "withdrawn")
    holds(story)
    story = silent()
    changed = acts.Change("P1", story.hash("P1"), story.frame.clauses(BALANCED))
    assert story.does("nord", changed)[-1] == SilenceEnded("P1", 1, "changed")
    holds(story)
    story = silent()
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 2, "old", "new"))
    taken = story.does("nord", acts.TakeAlternative("P1", story.hash("P1"), "B1"))
    assert [type(one) for one in taken] == [events.ProposalChanged, marked.BracketLifted, SilenceEnded]
    holds(story)
    story = silent(counter_kills=True)
    countered = story.does("est", acts.Counter("P1", story.hash("P1"), story.frame.clauses(BALANCED)))
    assert countered[-1] == SilenceEnded("P1", 1, "overtaken")
    holds(story)


def test_all_accepting_before_the_time_overtakes_it() -> None:
    story = silent()
    story.accept("nord", "P1")
    done = story.accept("est", "P1")
    assert [type(one) for one in done] == [events.ProposalAccepted, SilenceEnded, events.TextAdopted]
    assert done[1] == SilenceEnded("P1", 1, "overtaken")
    holds(story)


def test_closing_ends_it() -> None:
    story = silent()
    assert SilenceEnded("P1", 1, "overtaken") in story.does("chair", acts.Close(""))
    assert deadlines(story.state) == ()
    holds(story)


def test_it_runs_longer_after_a_pause() -> None:
    story = silent()
    (before,) = deadlines(story.state)
    (later,) = deadlines(shifted(story.state, timedelta(hours=1)))
    assert later.at == before.at + timedelta(hours=1)


def objected() -> tuple[Story, int]:
    """P1 was under silence, and EST objected; and the number of the objection."""
    story = silent()
    story.later(minutes=2)
    story.does("est", BreakSilence("No."), SilenceBroken)
    return story, story.entries[-1].seq


def test_undoing_the_objection_brings_the_silence_back_with_the_time_it_had() -> None:
    before = silent().state.conclusion.silence
    story, objection = objected()
    story.later(minutes=1)
    story.does("chair", Undo(objection, "A slip."))
    assert story.state.conclusion.silence == before
    story.does("est", BreakSilence("No, no."))
    assert story.state.conclusion.silence is None


def test_an_objection_undone_after_the_time_lets_the_text_be_adopted_at_once() -> None:
    story, objection = objected()
    story.later(hours=3)
    story.does("chair", Undo(objection, "A slip."))
    story.fall_due()
    assert story.state.agreement
    assert story.state.agreement.how == "silence"
    story.refused("chair", Redo(story.entries[objection].seq), Code.REDO_IN_THE_WAY)


def test_what_came_up_since_the_objection_stands_against_the_text_all_the_same() -> None:
    story, objection = objected()
    story.does("est", acts.Reject("P1", story.hash("P1"), "Never."))
    story.later(hours=3)
    story.does("chair", Undo(objection, "A slip."))
    story.fall_due()
    assert story.entries[-1].event == SilenceEnded("P1", 1, "rejected")
    assert story.state.agreement is None


def test_no_silence_comes_back_to_a_text_that_is_no_longer_there() -> None:
    story, objection = objected()
    story.change("nord", "P1", LOPSIDED, TEXT)
    story.does("chair", Undo(objection, "A slip."))
    assert story.state.conclusion.silence is None
    story.change("nord", "P1", BALANCED, TEXT)
    story.accept("sud", "P1")
    story.does("chair", put(story), SilenceBegun)


def test_a_later_silence_falls_with_the_objection_to_the_first() -> None:
    story, objection = objected()
    story.does("chair", put(story), SilenceBegun)
    again = story.entries[-1].seq
    story.refused("chair", Undo(objection, "A slip."), Code.FALLS_WITH_IT)
    story.does("chair", Undo(objection, "A slip.", (again,)))
    assert story.state.conclusion.silence == silent().state.conclusion.silence


def test_undoing_the_silence_leaves_what_ended_it() -> None:
    story = silent()
    begun = story.entries[-1].seq
    story.change("nord", "P1", LOPSIDED, TEXT)
    story.does("chair", Undo(begun, "Too early."))
    assert story.state.proposals["P1"].current.number == 2


def test_undoing_an_adoption_by_silence_does_not_bring_it_about_anew() -> None:
    story = silent()
    story.tick("silence")
    story.does("chair", Undo(story.entries[-1].seq, "Not yet."))
    story.fall_due()
    assert (story.state.agreement, story.state.conclusion.silence) == (None, None)


def test_what_was_undone_of_a_silence_leaves_none() -> None:
    story, _ = objected()
    begun = SilenceBegun("P1", 1, story.hash("P1"), story.now)
    assert ghost(story.state, begun, "chair", story.now) == story.state
    assert not fits(silent().state, begun), "one is running"
    assert fits(story.state, begun)


def test_possible_says_what_decide_would_do() -> None:
    story = silent()
    assert BreakSilence in possible(story.state, story.context("est"))
    assert PutUnderSilence not in possible(story.state, story.context("chair"))
    story.does("est", BreakSilence("No."))
    assert PutUnderSilence in possible(story.state, story.context("chair"))
    assert not isinstance(decide(story.state, put(story), story.context("chair")), Refusal)
