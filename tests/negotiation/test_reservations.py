"""Reservations: what a party does not commit itself to, in writing, and where it stops the others."""

from dataclasses import replace

import pytest

from bot.negotiation import acts, events, marked
from bot.negotiation.marks import open_reservations
from bot.negotiation.model import Bar
from bot.negotiation.overlays import BracketStatus, ReservationKind
from bot.negotiation.packages import package_of
from bot.negotiation.possible import usable_marks
from bot.negotiation.refusals import Code
from tests.negotiation.marking import TEXT, place, standing_at, tabled
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story


@pytest.fixture
def story() -> Story:
    return tabled()


@pytest.mark.parametrize("kind", list(ReservationKind))
def test_a_reservation_is_made_in_writing_and_stays_over_versions(story: Story, kind: ReservationKind) -> None:
    digest = story.hash("P1")
    (made,) = story.does("sud2", acts.Reserve("P1", digest, kind, "Our parliament decides.", clause=2))
    assert made == marked.ReservationMade(
        "R1", "P1", "SUD", 1, digest, kind, "Our parliament decides.", bracket=None, clause=2
    )
    story.change("nord", "P1", BALANCED, "x")
    (held,) = open_reservations(story.state, story.state.proposals["P1"])
    assert (held.id, held.version) == ("R1", 1)
    story.does("sud", acts.LiftReservation("R1"), marked.ReservationLifted)
    assert open_reservations(story.state, story.state.proposals["P1"]) == ()
    story.refused("sud", acts.LiftReservation("R1"), Code.RESERVATION_CLOSED, reservation="R1")


@pytest.mark.parametrize(
    ("statement", "clause", "code"),
    [
        (" ", None, Code.STATEMENT_NEEDED),
        ("x" * 1_001, None, Code.STATEMENT_TOO_LONG),
        ("\x1b", None, Code.UNREADABLE_WORDS),
        ("No.", 4, Code.NO_SUCH_CLAUSE),
        ("No.", 0, Code.NO_SUCH_CLAUSE),
    ],
)
def test_a_reservation_needs_words_and_a_clause_that_is_there(
    story: Story, statement: str, clause: int | None, code: Code
) -> None:
    act = acts.Reserve("P1", story.hash("P1"), ReservationKind.SPECIFIC, statement, clause=clause)
    story.refused("sud", act, code)


def test_the_same_reservation_is_made_once(story: Story) -> None:
    act = acts.Reserve("P1", story.hash("P1"), ReservationKind.GENERAL, "Our parliament decides.")
    story.does("sud", act)
    story.refused("sud", act, Code.ALREADY_RESERVED, reservation="R1")
    story.does("est", act, marked.ReservationMade)
    story.does("sud", replace(act, kind=ReservationKind.SCRUTINY), marked.ReservationMade)
    story.does("sud", acts.LiftReservation("R1"))
    story.does("sud", act, marked.ReservationMade)


def test_a_reservation_settles_a_bracket_of_ones_own() -> None:
    story = tabled()
    place(story, "sud", "persons")
    place(story, "est", "tanks")
    digest = story.hash("P1")
    other = acts.Reserve("P1", digest, ReservationKind.SPECIFIC, "No.", "B2")
    story.refused("sud", other, Code.NOT_YOUR_MARK, mark="B2", party="EST")
    (made,) = story.does("sud", acts.Reserve("P1", digest, ReservationKind.SPECIFIC, "No.", "B1", 3))
    assert isinstance(made, marked.ReservationMade)
    assert (made.bracket, made.clause) == ("B1", 2)
    assert story.state.brackets["B1"].status is BracketStatus.RESERVED
    assert standing_at(story) == [("B2", 2, "tanks")]
    again = acts.Reserve("P1", digest, ReservationKind.SPECIFIC, "No.", "B1")
    story.refused("sud", again, Code.BRACKET_CLOSED, bracket="B1", status="reserved")
    story.refused("sud", acts.LiftBracket("B1"), Code.BRACKET_CLOSED, status="reserved")


def test_a_reservation_in_the_place_of_the_last_bracket_adopts() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED, TEXT)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    digest = story.hash("P1")
    story.does("est", acts.PlaceBracket("P1", digest, 2, "tanks"))
    for member in ("nord", "sud"):
        story.does(member, acts.Waive("P1", digest, "cuts", "We agree."))
    assert story.state.proposals["P1"].barred == Bar(brackets=("B1",))
    act = acts.Reserve("P1", digest, ReservationKind.SPECIFIC, "Not the tanks.", "B1")
    story.does("est", act, marked.ReservationMade, events.TextAdopted)
    assert [one.id for one in open_reservations(story.state, story.state.proposals["P1"])] == ["R1"]


def test_only_the_party_lifts_its_reservation(story: Story) -> None:
    story.does("sud", acts.Reserve("P1", story.hash("P1"), ReservationKind.GENERAL, "No."))
    story.refused("est", acts.LiftReservation("R1"), Code.NOT_YOUR_MARK, mark="R1", party="SUD")
    story.refused("sud", acts.LiftReservation("R9"), Code.UNKNOWN_RESERVATION, reservation="R9", yours=["R1"])
    story.does("nord", acts.Withdraw("P1"))
    story.refused("sud", acts.LiftReservation("R1"), Code.NOT_LIVE)


def test_where_the_chair_adopts_brackets_and_reservations_stop_the_chair() -> None:
    story = tabled(consensus="no_objection")
    story.accept("sud", "P1")
    place(story, "est")
    adopt = acts.Adopt("P1", story.hash("P1"))
    story.refused("chair", adopt, Code.BRACKETS_OPEN, parties=["EST"])
    story.does("est", acts.Reserve("P1", story.hash("P1"), ReservationKind.SCRUTINY, "We look at it.", "B1"))
    shown = [{"id": "R1", "party": "EST", "kind": "scrutiny"}]
    story.refused("chair", adopt, Code.RESERVATIONS_OPEN, proposal="P1", reservations=shown, parties=["EST"])
    story.does("est", acts.LiftReservation("R1"))
    story.does("chair", adopt, events.TextAdopted)


def test_what_is_reserved_of_a_part_holds_for_the_package(story: Story) -> None:
    story.table("sud", {}, "Peace lasts.")
    story.does("est", acts.Reserve("P2", story.hash("P2"), ReservationKind.GENERAL, "Subject to our harbour."))
    story.does("nord", package_of([story.state.proposals["P1"], story.state.proposals["P2"]]))
    assert [one.id for one in open_reservations(story.state, story.state.proposals["P3"])] == ["R1"]


@pytest.mark.parametrize("over", [False, True])
def test_what_is_reserved_of_a_part_can_be_lifted_while_a_package_of_it_is_live(over: bool) -> None:  # noqa: FBT001
    story = tabled(consensus="no_objection")
    story.table("sud", {}, "Peace lasts.")
    story.does("est", acts.Reserve("P2", story.hash("P2"), ReservationKind.GENERAL, "Subject to our harbour."))
    story.does("nord", package_of([story.state.proposals["P1"], story.state.proposals["P2"]]))
    story.accept("sud", "P3")
    story.does("sud", acts.Withdraw("P2"))
    adopt = acts.Adopt("P3", story.hash("P3"))
    story.refused("chair", adopt, Code.RESERVATIONS_OPEN, parties=["EST"])
    assert usable_marks(story.state, story.context("est").actor, acts.LiftReservation, story.frame) == ("R1",)
    if over:
        story.does("nord", acts.Withdraw("P3"))
        story.refused("est", acts.LiftReservation("R1"), Code.NOT_LIVE, proposal="P2")
    else:
        story.does("est", acts.LiftReservation("R1"))
        story.does("chair", adopt, events.TextAdopted, events.ProposalLapsed)
