"""What is due to be shown after each kind of act."""

import pytest

from bot.negotiation import acts
from bot.negotiation.events import ProposalTabled, SessionOpened
from bot.negotiation.model import Phase
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.packages import package_of
from bot.service.notices import Notice, NoticeKind, due, notices_for
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story, words


def after(story: Story, number: int) -> list[str]:
    """What is due after the last entries of a story, as `kind key`; without board and panel, which end it."""
    found = [f"{notice.kind} {notice.key}".strip() for notice in due(story.entries[-number:], story.state)]
    if story.state.phase is Phase.CONVENED:
        return found
    assert found[-2:] == ["board", "panel"]
    return found[:-2]


def test_an_opening_makes_the_rooms_once_and_first() -> None:
    story = Story()
    story.open()
    assert after(story, 2) == ["rooms", "line 1", "membership chair", "line 2"]
    rooms = due(story.entries, story.state)[0]
    assert rooms == Notice(NoticeKind.ROOMS, "", 2)


def test_seats_move_the_rooms_and_the_member() -> None:
    story = Story()
    story.open()
    story.seat("nord")
    assert after(story, 1) == ["rooms", "membership nord", "line 3"]
    story.does("nord", acts.LeaveSeat())
    assert after(story, 1) == ["rooms", "membership nord", "line 4"]


def test_beginning_is_announced() -> None:
    story = begun_story()
    seq = story.state.version
    assert after(story, 1) == ["rooms", f"announce {seq}", f"line {seq}"]


@pytest.fixture
def story() -> Story:
    story = begun_story()
    story.table("nord", BALANCED)
    return story


def test_a_proposal_and_what_is_said_of_it_change_its_card(story: Story) -> None:
    seq = story.state.version
    assert after(story, 1) == ["card P1", f"line {seq}"]
    steps: list[tuple[str, acts.Act]] = [
        ("nord", acts.Accept("P1", story.hash("P1"))),
        ("sud2", acts.AcceptAdReferendum("P1", story.hash("P1"))),
        ("est", acts.Reject("P1", story.hash("P1"))),
        ("est", acts.TakeBack("P1")),
    ]
    for member, act in steps:
        story.does(member, act)
        seq = story.state.version
        assert after(story, 1) == ["card P1", f"line {seq}"]


def test_what_nobody_accepted_is_changed_and_withdrawn_on_its_card_alone(story: Story) -> None:
    story.does("est", acts.Reject("P1", story.hash("P1")))
    story.does("nord", acts.Change("P1", story.hash("P1"), words("Other words.")))
    assert after(story, 1) == ["card P1", f"line {story.state.version}"]
    story.does("nord", acts.Withdraw("P1"))
    assert after(story, 1) == ["card P1", f"line {story.state.version}"]


def test_everybody_hears_when_an_acceptance_falls(story: Story) -> None:
    story.does("sud", acts.Accept("P1", story.hash("P1")))
    story.does("nord", acts.Change("P1", story.hash("P1"), words("Other words.")))
    seq = story.state.version
    assert story.state.proposals["P1"].fallen_acceptances() == ("SUD",)
    assert after(story, 1) == ["card P1", f"announce {seq}", f"line {seq}"]


def test_everybody_hears_when_an_accepted_text_is_withdrawn(story: Story) -> None:
    story.does("sud", acts.Accept("P1", story.hash("P1")))
    story.does("nord", acts.Withdraw("P1"))
    seq = story.state.version
    assert after(story, 1) == ["card P1", f"announce {seq}", f"line {seq}"]


def test_a_counter_changes_both_cards(story: Story) -> None:
    story.does("sud", acts.Counter("P1", story.hash("P1"), words("No.")))
    assert isinstance(story.entries[-1].event, ProposalTabled)
    assert after(story, 1) == ["card P2", "card P1", f"line {story.state.version}"]


def test_an_agreement_is_announced_after_its_card(story: Story) -> None:
    story.table("sud", BALANCED, "And more.")
    for member in ("nord", "sud", "est"):
        before = story.state.version
        story.accept(member, "P1")
    accepted, adopted, lapsed = before + 1, before + 2, before + 3
    assert after(story, 3) == [
        "card P1",
        f"line {accepted}",
        "rooms",
        f"announce {adopted}",
        f"line {adopted}",
        "card P2",
        f"line {lapsed}",
    ]
    story.does("chair", acts.Close())
    seq = story.state.version
    assert after(story, 1) == ["rooms", "card P1", f"announce {seq}", f"line {seq}"]


def test_a_bar_is_announced() -> None:
    story = begun_story(enforce="at_adoption")
    story.table("nord", LOPSIDED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    seq = story.state.version
    assert after(story, 1) == ["rooms", "card P1", f"announce {seq}", f"line {seq}"]


def test_closing_without_an_agreement_changes_the_cards_that_lapse(story: Story) -> None:
    story.does("chair", acts.Close())
    seq = story.state.version
    assert after(story, 2) == ["card P1", f"line {seq - 1}", "rooms", f"announce {seq}", f"line {seq}"]


def test_every_entry_has_a_line(story: Story) -> None:
    for entry in story.entries:
        kinds = [notice.kind for notice in notices_for(entry, story.state)]
        assert kinds.count(NoticeKind.LINE) == 1
        assert all(notice.seq == entry.seq for notice in notices_for(entry, story.state))
    assert isinstance(story.entries[0].event, SessionOpened)


def test_brackets_reservations_and_links_change_the_card(story: Story) -> None:
    story.table("sud", {}, "Talks go on.")
    digest = story.hash("P1")
    steps: list[tuple[str, acts.Act]] = [
        ("sud", acts.PlaceBracket("P1", digest, 1)),
        ("nord", acts.LiftBracket("B1")),
        ("sud", acts.LiftBracket("B1")),
        ("sud", acts.Reserve("P1", digest, ReservationKind.GENERAL, "Not yet.")),
        ("sud", acts.LiftReservation("R1")),
        ("sud", acts.StateLink("P1", ("P2",))),
        ("sud", acts.DropLink("L1")),
    ]
    for member, act in steps:
        story.does(member, act)
        assert after(story, 1) == ["card P1", f"line {story.state.version}"]


def test_a_bracket_on_what_somebody_has_accepted_is_announced(story: Story) -> None:
    story.does("sud2", acts.AcceptAdReferendum("P1", story.hash("P1")))
    story.does("est", acts.PlaceBracket("P1", story.hash("P1"), 1))
    seq = story.state.version
    assert after(story, 1) == ["card P1", f"announce {seq}", f"line {seq}"]


def test_a_change_shows_its_card_once_however_many_brackets_follow(story: Story) -> None:
    for member in ("sud", "est"):
        story.does(member, acts.PlaceBracket("P1", story.hash("P1"), 1))
    story.does("nord", acts.Change("P1", story.hash("P1"), words("All else is new.")))
    seq = story.state.version
    assert after(story, 3) == ["card P1", f"line {seq - 2}", f"line {seq - 1}", f"line {seq}"]


def test_what_is_reserved_of_a_part_changes_the_card_of_its_package_too(story: Story) -> None:
    story.table("sud", {}, "Peace lasts.")
    story.does("nord", package_of([story.state.proposals["P1"], story.state.proposals["P2"]]))
    general = ReservationKind.GENERAL
    for member, act in (
        ("est", acts.Reserve("P2", story.hash("P2"), general, "Subject to our harbour.")),
        ("est", acts.LiftReservation("R1")),
        ("sud", acts.StateLink("P1", ("P2",))),
        ("sud", acts.DropLink("L1")),
    ):
        story.does(member, act)
        part = getattr(story.entries[-1].event, "proposal", "")
        shown = [one.key for one in notices_for(story.entries[-1], story.state) if one.kind is NoticeKind.CARD]
        assert shown == [part, "P3"]
