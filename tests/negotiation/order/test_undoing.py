"""Undoing, redoing and rewinding: what falls, what comes back, and what is refused."""

import pytest

from bot.negotiation import acts
from bot.negotiation.evolve import NeedsHistory, evolve
from bot.negotiation.model import Phase, ProposalStatus, Role
from bot.negotiation.order.acts import Redo, Rewind, Strike, Undo
from bot.negotiation.order.facts import ActsRedone, ActsUndone
from bot.negotiation.overlays import BracketStatus, ReservationKind
from bot.negotiation.refusals import Code
from bot.negotiation.replay import replay
from bot.negotiation.undoing import acts_of, follow, plan
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story


def last(story: Story) -> int:
    return story.entries[-1].seq


def agreed() -> Story:
    """P1 by NORD, adopted by the last acceptance; P2 lapsed."""
    story = begun_story()
    story.table("nord", BALANCED)
    story.table("sud", {}, "Peace lasts.")
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.phase is Phase.AGREED
    return story


def test_undoing_the_acceptance_that_completed_the_agreement() -> None:
    story = agreed()
    before = story.state
    act = acts_of(story.entries)[-1]
    story.does("chair", Undo(act[0].seq, "The wrong button."), ActsUndone)
    state = story.state
    assert state.phase is Phase.NEGOTIATING
    assert state.agreement is None
    assert state.proposals["P1"].status is ProposalStatus.LIVE
    assert state.proposals["P1"].accepted_by() == ("NORD", "SUD")
    assert state.proposals["P2"].live
    assert state.order.undone == tuple(entry.seq for entry in act)
    story.does("chair", Redo(last(story), "It was right."), ActsRedone)
    assert story.state.agreement == before.agreement
    assert story.state.proposals == before.proposals


def test_any_entry_of_an_act_names_it() -> None:
    story = agreed()
    act = acts_of(story.entries)[-1]
    assert len(act) == 3
    story.does("chair", Undo(act[-1].seq, "The wrong button."))
    assert story.entries[-1].event == ActsUndone(act[0].seq, tuple(one.seq for one in act), "The wrong button.")


def test_what_falls_with_an_act_is_named_before_it_falls() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    tabled = last(story)
    digest = story.hash("P1")
    story.accept("sud", "P1")
    story.table("est", {}, "Something else.")
    story.does("sud", acts.Counter("P1", digest, story.frame.clauses(LOPSIDED)))
    story.does("est", acts.PlaceBracket("P1", digest, 1))
    story.does("est", acts.Reserve("P1", digest, ReservationKind.GENERAL, "Not us."))
    story.does("sud", acts.StateLink("P1", ("P2",)))
    expected = [tabled + 1, *range(tabled + 3, tabled + 7)]
    story.refused(
        "chair",
        Undo(tabled, "Not a proposal."),
        Code.FALLS_WITH_IT,
        entry=tabled,
        falls=[{"seq": one, "type": story.entries[one - 1].event.type} for one in expected],
        rewind=False,
    )
    story.refused("chair", Undo(tabled, "Not a proposal.", tuple(expected[:-1])), Code.FALLS_WITH_IT)
    story.does("chair", Undo(tabled, "Not a proposal.", tuple(expected)), ActsUndone)
    state = story.state
    assert [one.status.value for one in state.proposals.values()] == ["undone", "live", "undone"]
    bracket = state.brackets["B1"]
    assert (bracket.status, bracket.how) == (BracketStatus.LIFTED, "undone")
    assert state.reservations["R1"].lifted
    assert state.links["L1"].dropped
    refusal = story.refused("sud", acts.Accept("P1", digest), Code.NOT_LIVE, status="undone")
    assert refusal.params["newest"] is None
    assert story.table("nord", BALANCED).id == "P4"


def test_a_waiver_that_is_undone_takes_the_agreement_with_it() -> None:
    story = begun_story()
    story.table("nord", LOPSIDED)
    for member in ("nord", "sud"):
        story.does(member, acts.Waive("P1", story.hash("P1"), "cuts", "We know."))
    waived = last(story)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.agreement is not None
    assert story.state.agreement.waived == ("cuts",)
    assert plan(story.entries, waived).falling == tuple(range(waived + 3, last(story) + 1))


def test_an_unrelated_proposal_keeps_the_agreement() -> None:
    """Neither an undone tabling nor an undone withdrawal of another text touches what was agreed."""
    story = begun_story()
    story.table("nord", BALANCED)
    story.table("sud", {}, "Peace lasts.")
    second = last(story)
    story.table("est", {}, "More.")
    story.does("est", acts.Withdraw("P3"))
    withdrawn = last(story)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    agreement = story.state.agreement
    for seq in (second, withdrawn):
        story.does("chair", Undo(seq, "No matter."))
        assert story.state.agreement == agreement
    assert story.state.proposals["P2"].status is ProposalStatus.UNDONE
    lapsed = story.state.proposals["P3"]
    assert (lapsed.status, lapsed.status_reason) == (ProposalStatus.LAPSED, "other_adopted")
    assert story.state.phase is Phase.AGREED


def test_an_undone_seat_is_remembered_by_what_was_read() -> None:
    story = begun_story()
    story.does("new", acts.TakeSeat(Role.DELEGATE, "NORD"))
    story.does("chair", Undo(last(story), "Not invited."))
    assert story.state.seat_of("new") is None
    story.refused("new", acts.TakeSeat(Role.DELEGATE, "SUD"), Code.SEAT_CHANGE_NEEDS_CHAIR, party="NORD")


def test_closing_is_undone_and_the_session_goes_on() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.does("chair", acts.Close("Too early."))
    story.refused("nord", Undo(last(story), "No."), Code.NOT_CHAIR)
    story.does("chair", Undo(last(story), "Somebody had more to say."))
    assert story.state.phase is Phase.NEGOTIATING
    assert story.state.closed_at is None
    story.accept("sud", "P1")


def test_what_cannot_be_undone_so() -> None:
    story = begun_story()
    for seq in (1, 2):
        story.refused("chair", Undo(seq, "No."), Code.NOT_UNDONE_SO, entry=seq, type="session_opened")
    for seq in (0, -3, 999):
        story.refused("chair", Undo(seq, "No."), Code.UNKNOWN_ENTRY, entry=seq, last=story.state.version)
        story.refused("chair", Rewind(seq, "No."), Code.UNKNOWN_ENTRY, entry=seq)
        story.refused("chair", Redo(seq), Code.UNKNOWN_ENTRY, entry=seq)
    story.table("nord", BALANCED)
    tabled = last(story)
    story.refused("chair", Undo(tabled, " "), Code.STATEMENT_NEEDED)
    story.refused("chair", Redo(tabled), Code.NOTHING_TO_REDO, entry=tabled)
    story.does("chair", Undo(tabled, "No."))
    story.refused("chair", Undo(tabled, "No."), Code.UNDONE_ALREADY, entry=tabled)
    story.refused("chair", Undo(last(story), "No."), Code.NOT_UNDONE_SO, type="acts_undone")
    story.does("chair", Strike(tabled, "Rude."))
    story.refused("chair", Undo(last(story), "No."), Code.NOT_UNDONE_SO, type="entry_struck")


def test_a_session_keeps_a_chair() -> None:
    story = begun_story()
    story.does("chair", acts.AssignSeat("olga", "Olga", Role.CHAIR))
    made = last(story)
    story.does("chair", acts.LeaveSeat())
    assert plan(story.entries, made).falling == (made + 1,)
    story.does("olga", Undo(made, "Back.", (made + 1,)))
    assert [seat.member for seat in story.state.chairs()] == ["chair"]


@pytest.mark.parametrize("member", ["nord", "nord2", "guest", "olga", "nobody"])
def test_only_a_chair_puts_things_right(member: str) -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    for act in (Undo(last(story), "No."), Redo(last(story)), Rewind(last(story), "No."), Strike(last(story), "No.")):
        story.refused(member, act, Code.NOT_CHAIR)


def test_a_redoing_that_later_acts_stand_against_says_which() -> None:
    story = agreed()
    story.does("chair", Undo(acts_of(story.entries)[-1][0].seq, "Not yet."))
    undone = last(story)
    story.table("sud", {}, "Another idea.")
    story.refused("chair", Redo(undone), Code.REDO_IN_THE_WAY, later=last(story), type="proposal_tabled")
    story.does("chair", Undo(last(story), "Out of the way."))
    story.does("chair", Redo(undone))
    assert story.state.agreement is not None


def test_what_no_longer_fits_stays_undone() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    story.accept("sud", "P1")
    story.does("chair", Undo(last(story), "A mistake."))
    undone = last(story)
    story.change("nord", "P1", BALANCED, "And more.")
    # The acceptance was of version 1; it would be in the way of nothing, and stale as any other.
    story.does("chair", Redo(undone))
    assert story.state.proposals["P1"].fallen_acceptances() == ("SUD",)
    story.does("chair", Undo(last(story) - 3, "Once more."))
    story.does("nord", acts.Withdraw("P1"))
    again = last(story) - 1
    assert isinstance(story.entries[again - 1].event, ActsUndone)
    story.does("chair", Redo(again))
    assert story.state.proposals["P1"].status is ProposalStatus.WITHDRAWN


def test_a_redoing_of_what_has_lost_its_ground_is_refused() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    tabled = last(story)
    story.accept("sud", "P1")
    story.does("chair", Undo(last(story), "A mistake."))
    undone = last(story)
    story.does("chair", Undo(tabled, "That too."))
    story.refused("chair", Redo(undone), Code.NOTHING_TO_REDO, entry=undone)
    story.does("chair", Redo(last(story)))
    story.does("chair", Redo(undone), ActsRedone)
    assert story.state.order.undone == ()


def test_rewinding_keeps_seats_and_shows_what_goes() -> None:
    story = begun_story()
    point = last(story)
    story.table("nord", BALANCED)
    story.does("new", acts.TakeSeat(Role.DELEGATE, "EST"))
    story.accept("sud", "P1")
    falls = (point + 1, point + 3)
    story.refused("chair", Rewind(point, "Again."), Code.FALLS_WITH_IT, rewind=True, entry=point)
    story.does("chair", Rewind(point, "Again.", falls), ActsUndone)
    assert story.entries[-1].event == ActsUndone(point, falls, "Again.", rewind=True)
    assert story.state.seat_of("new") is not None
    assert story.state.live_proposals() == ()
    story.refused("chair", Rewind(point, "Again."), Code.NOTHING_TO_REWIND, entry=point)
    story.does("chair", Redo(last(story)))
    assert story.state.proposals["P1"].accepted_by() == ("SUD",)


def test_an_undoing_needs_the_whole_record() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    before = story.state
    story.does("chair", Undo(last(story), "No."))
    with pytest.raises(NeedsHistory):
        evolve(before, story.entries[-1])
    with pytest.raises(NeedsHistory):
        replay(story.entries[-1:], before)
    with pytest.raises(NeedsHistory):
        follow(before, story.entries[-1:], story.entries[3:-1])
    assert follow(before, story.entries[-1:], story.entries[:-1]) == story.state
    with pytest.raises(ValueError, match="does not follow"):
        replay((*story.entries[:3], *story.entries[4:]))
