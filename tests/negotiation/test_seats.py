"""Opening, seats, the begin and the end: each act by each kind of member."""

import pytest

from bot.negotiation import acts, events
from bot.negotiation.codec import event_to_json
from bot.negotiation.model import Phase, Role, Seat
from bot.negotiation.refusals import Code
from tests.support.builders import SEATS, Story, begun_story, tiny_pack


@pytest.fixture
def opened() -> Story:
    story = Story()
    story.open()
    return story


@pytest.fixture
def begun() -> Story:
    return begun_story()


def test_whoever_opens_a_session_is_its_chair(opened: Story) -> None:
    state = opened.state
    assert (state.id, state.pack, state.pack_hash) == ("s1", "tiny", tiny_pack().fingerprint)
    assert [party.id for party in state.parties] == ["NORD", "SUD", "EST", "GUEST"]
    assert state.chairs() == (Seat("chair", "Chair", Role.CHAIR),)
    assert (state.phase, state.version, state.opened_by) == (Phase.CONVENED, 2, "chair")


def test_only_a_moderator_opens_a_session() -> None:
    Story().refused("nord", acts.OpenSession("s1"), Code.NOT_MODERATOR)


@pytest.mark.parametrize("act", [acts.LeaveSeat(), acts.Begin(), acts.Accept("P1", "x"), acts.Close()])
def test_nothing_is_done_in_a_session_that_is_not_open(act: acts.Act) -> None:
    Story().refused("nord", act, Code.NO_SESSION_HERE)


def test_a_session_is_opened_once(opened: Story) -> None:
    opened.refused("nord", acts.OpenSession("s2"), Code.SESSION_HERE_ALREADY, session="s1")


@pytest.mark.parametrize("member", SEATS)
def test_every_kind_of_seat_can_be_taken(opened: Story, member: str) -> None:
    role, party = SEATS[member]
    opened.seat(member)
    assert opened.state.seat_of(member) == Seat(member, member.title(), role, party)


@pytest.mark.parametrize(
    ("act", "code", "params"),
    [
        (acts.TakeSeat(Role.CHAIR), Code.CHAIR_NOT_TAKEN, {}),
        (acts.TakeSeat(Role.HEAD), Code.PARTY_NEEDED, {"role": "head", "parties": ["NORD", "SUD", "EST", "GUEST"]}),
        (acts.TakeSeat(Role.ADVISER), Code.PARTY_NEEDED, {"role": "adviser"}),
        (acts.TakeSeat(Role.OBSERVER, "NORD"), Code.ROLE_NOT_FOR_PARTY, {"role": "observer"}),
        (acts.TakeSeat(Role.DELEGATE, "WEST"), Code.UNKNOWN_PARTY, {"party": "WEST"}),
        (acts.TakeSeat(Role.DELEGATE, "CHAIR"), Code.UNKNOWN_PARTY, {"party": "CHAIR"}),
        (acts.TakeSeat(Role.HEAD, "NORD"), Code.HEAD_TAKEN, {"party": "NORD", "name": "Nord"}),
    ],
)
def test_a_seat_that_cannot_be_taken(opened: Story, act: acts.Act, code: Code, params: dict[str, object]) -> None:
    opened.seat("nord")
    opened.refused("new", act, code, **params)


def test_a_member_has_one_seat(opened: Story) -> None:
    opened.seat("nord")
    opened.refused("nord", acts.TakeSeat(Role.HEAD, "SUD"), Code.ALREADY_SEATED, party="NORD", role="head")
    opened.refused("chair", acts.TakeSeat(Role.HEAD, "SUD"), Code.ALREADY_SEATED, party=None, role="chair")


def test_before_the_begin_a_member_may_change_sides(opened: Story) -> None:
    opened.seat("nord")
    opened.does("nord", acts.LeaveSeat(), events.SeatLeft)
    opened.does("nord", acts.TakeSeat(Role.HEAD, "SUD"), events.SeatTaken)
    assert opened.state.former == {"nord": "SUD"}


def test_after_the_begin_only_the_chair_moves_a_member_to_another_party(begun: Story) -> None:
    begun.refused("nord2", acts.TakeSeat(Role.DELEGATE, "SUD"), Code.SEAT_CHANGE_NEEDS_CHAIR, party="NORD")
    begun.does("nord2", acts.LeaveSeat())
    begun.refused("nord2", acts.TakeSeat(Role.DELEGATE, "SUD"), Code.SEAT_CHANGE_NEEDS_CHAIR, party="NORD")
    begun.does("nord2", acts.TakeSeat(Role.OBSERVER))
    begun.does("nord2", acts.LeaveSeat())
    begun.refused("nord2", acts.TakeSeat(Role.ADVISER, "SUD"), Code.SEAT_CHANGE_NEEDS_CHAIR, party="NORD")
    begun.does("nord2", acts.TakeSeat(Role.DELEGATE, "NORD"))
    begun.does("chair", acts.AssignSeat("nord2", "Nord2", Role.DELEGATE, "SUD"), events.SeatTaken)
    assert begun.state.seat_of("nord2") == Seat("nord2", "Nord2", Role.DELEGATE, "SUD")
    begun.does("nord2", acts.LeaveSeat())
    begun.refused("nord2", acts.TakeSeat(Role.DELEGATE, "NORD"), Code.SEAT_CHANGE_NEEDS_CHAIR, party="SUD")


def test_a_newcomer_may_sit_down_after_the_begin(begun: Story) -> None:
    begun.does("new", acts.TakeSeat(Role.ADVISER, "SUD"))


def test_the_last_chair_stays(opened: Story) -> None:
    opened.refused("chair", acts.LeaveSeat(), Code.LAST_CHAIR)
    opened.refused("chair", acts.AssignSeat("chair", "Chair", Role.HEAD, "NORD"), Code.LAST_CHAIR)
    opened.does("chair", acts.AssignSeat("two", "Two", Role.CHAIR))
    opened.does("chair", acts.LeaveSeat(), events.SeatLeft)
    opened.refused("two", acts.LeaveSeat(), Code.LAST_CHAIR)


def test_nobody_leaves_a_seat_that_is_not_theirs(opened: Story) -> None:
    opened.refused("new", acts.LeaveSeat(), Code.NO_SEAT)


def test_a_head_in_the_way_becomes_a_delegate(begun: Story) -> None:
    begun.does("chair", acts.AssignSeat("nord2", "Nord2", Role.HEAD, "NORD"), events.SeatTaken, events.SeatTaken)
    assert begun.state.head_of("NORD") == Seat("nord2", "Nord2", Role.HEAD, "NORD")
    assert begun.state.seat_of("nord") == Seat("nord", "Nord", Role.DELEGATE, "NORD")


def test_a_delegation_is_listed_in_the_order_in_which_its_members_sat_down(begun: Story) -> None:
    assert [seat.member for seat in begun.state.delegation("NORD")] == ["nord", "nord2", "nord3"]
    begun.does("chair", acts.AssignSeat("nord2", "Nord2", Role.HEAD, "NORD"))
    assert [seat.member for seat in begun.state.delegation("NORD")] == ["nord", "nord2", "nord3"]
    begun.does("chair", acts.AssignSeat("nord", "Nord", Role.ADVISER, "SUD"))
    assert [seat.member for seat in begun.state.delegation("SUD")] == ["sud", "sud2", "nord"]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (acts.AssignSeat("x", "X", Role.CHAIR, "NORD"), Code.ROLE_NOT_FOR_PARTY),
        (acts.AssignSeat("x", "X", Role.OBSERVER, "NORD"), Code.ROLE_NOT_FOR_PARTY),
        (acts.AssignSeat("x", "X", Role.HEAD), Code.PARTY_NEEDED),
        (acts.AssignSeat("x", "X", Role.HEAD, "WEST"), Code.UNKNOWN_PARTY),
        (acts.AssignSeat("nord", "Nord", Role.HEAD, "NORD"), Code.ALREADY_SEATED),
    ],
)
def test_a_seat_that_the_chair_cannot_assign(begun: Story, act: acts.Act, code: Code) -> None:
    begun.refused("chair", act, code)


@pytest.mark.parametrize("member", ["nord", "nord2", "nord3", "olga"])
@pytest.mark.parametrize("act", [acts.AssignSeat("x", "X", Role.OBSERVER), acts.Close()])
def test_only_the_chair_assigns_and_closes(begun: Story, member: str, act: acts.Act) -> None:
    begun.refused(member, act, Code.NOT_CHAIR)
    begun.refused("stranger", act, Code.NOT_CHAIR)  # a seat of a party would not help


def test_the_talks_begin_with_every_voting_party_that_has_a_head(opened: Story) -> None:
    opened.seat("nord", "sud", "sud2", "guest")
    opened.refused("nord", acts.Begin(), Code.NOT_CHAIR)
    opened.refused("chair", acts.Begin(), Code.HEADS_MISSING, parties=["EST"], present=2)
    opened.refused("chair", acts.Begin(("WEST",)), Code.UNKNOWN_PARTY, party="WEST")
    (begun,) = opened.does("chair", acts.Begin(("EST", "SUD")))
    assert begun == events.SessionBegun(required=("NORD", "SUD"), absent=("EST",))
    opened.refused("chair", acts.Begin(), Code.ALREADY_BEGUN)


def test_a_negotiation_needs_two_parties(opened: Story) -> None:
    opened.seat("nord")
    opened.refused("chair", acts.Begin(("SUD", "EST")), Code.TOO_FEW_PARTIES, required=2, present=1)


def test_where_several_must_agree_as_many_must_be_there() -> None:
    story = Story(begun_story(consensus="n_of_m", needed=3).frame)
    story.open()
    story.seat("nord", "sud")
    story.refused("chair", acts.Begin(("EST",)), Code.TOO_FEW_PARTIES, required=3, present=2)


def test_after_the_end_there_is_nothing_to_do(begun: Story) -> None:
    begun.table("nord", {}, "Peace.")
    (lapsed, closed) = begun.does("chair", acts.Close("late"), events.ProposalLapsed, events.SessionClosed)
    assert (lapsed, closed) == (
        events.ProposalLapsed("P1", "closed"),
        events.SessionClosed("no_agreement", "late"),
    )
    assert (begun.state.phase, begun.state.outcome, begun.state.closed_at) == (Phase.CLOSED, "no_agreement", begun.now)
    for act in (acts.Close(), acts.Begin(), acts.LeaveSeat(), acts.Adopt("P1", "x")):
        begun.refused("chair", act, Code.WRONG_PHASE, phase="closed", possible=["Undo", "Rewind", "Strike"])
    begun.refused("nord", acts.LeaveSeat(), Code.WRONG_PHASE, phase="closed", possible=[])
    begun.refused("new", acts.TakeSeat(Role.OBSERVER), Code.WRONG_PHASE, phase="closed", possible=[])


def test_a_session_may_be_closed_before_it_began(opened: Story) -> None:
    opened.does("chair", acts.Close(), events.SessionClosed)


def test_a_name_is_kept_so_that_it_can_be_shown(opened: Story) -> None:
    opened.does("chair", acts.AssignSeat("x", "a\x00\ud800b" + "c" * 200, Role.OBSERVER))
    seat = opened.state.seat_of("x")
    assert seat is not None
    assert seat.name == "a\ufffd\ufffdb" + "c" * 96


def test_what_is_possible_is_named_where_the_phase_is_wrong(opened: Story) -> None:
    opened.seat("nord")
    clauses = opened.frame.clauses({"CUTS": "BOTH"})
    opened.refused("nord", acts.Table(clauses), Code.WRONG_PHASE, phase="convened", possible=["LeaveSeat"])
    # The last chair does not leave.
    known = ["AssignSeat", "Begin", "Close", "Undo", "Rewind", "Strike", "HandOver", "MessageParty", "TellNews"]
    known.append("BeginRecording")
    opened.refused("chair", acts.Table(clauses), Code.WRONG_PHASE, possible=known)
    opened.refused("new", acts.Table(clauses), Code.NO_SEAT)


def test_why_a_member_was_moved_is_in_the_record_of_each_seat_and_what_gives_none_has_its_old_form(
    begun: Story,
) -> None:
    displaced, taken = begun.does("chair", acts.AssignSeat("nord2", "Nord2", Role.HEAD, "NORD", "Ill."))
    assert [getattr(one, "reason", None) for one in (displaced, taken)] == ["Ill.", "Ill."]
    assert event_to_json(taken)["reason"] == "Ill."
    (plain,) = begun.does("chair", acts.AssignSeat("nord2", "Nord2", Role.OBSERVER))
    assert "reason" not in event_to_json(plain)
    again = acts.AssignSeat("nord2", "Nord2", Role.HEAD, "NORD", "x" * 1001)
    begun.refused("chair", again, Code.STATEMENT_TOO_LONG, length=1001, limit=1000)
