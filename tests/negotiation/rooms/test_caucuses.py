"""Caucuses and confessionals: who may open, enter, leave and close them, and what becomes of the clock."""

from datetime import timedelta

import pytest

from bot.negotiation import acts
from bot.negotiation.clockwork.facts import ClockStarted, ClockStopped
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.codec import event_to_json
from bot.negotiation.deadlines import deadlines
from bot.negotiation.due import Deadline
from bot.negotiation.model import Role
from bot.negotiation.parts import shifted
from bot.negotiation.refusals import Code
from bot.negotiation.rooms.acts import (
    CloseRoom,
    EnterRoom,
    ExtendRoom,
    InviteToRoom,
    LeaveRoom,
    OpenRoom,
    ReopenRoom,
)
from bot.negotiation.rooms.facts import (
    RoomClosed,
    RoomEntered,
    RoomExtended,
    RoomInvited,
    RoomLeft,
    RoomOpened,
    RoomReopened,
)
from bot.negotiation.rooms.finding import inside
from bot.negotiation.sealing import Sealed, sealed_by
from tests.negotiation.rooms.stage import CAUCUS, CONFESSIONAL, PrivateStory, private_story


@pytest.fixture
def story() -> PrivateStory:
    return private_story()


@pytest.mark.parametrize("member", ["nord", "nord2"])
def test_a_head_or_a_delegate_opens_a_caucus_with_others_and_is_in_it(story: PrivateStory, member: str) -> None:
    (opened,) = story.does(member, OpenRoom(CAUCUS, ("SUD", "NORD", "SUD"), "tanks", 10))
    ends = story.now + timedelta(minutes=10)
    assert opened == RoomOpened("C1", CAUCUS, ("NORD", "SUD"), "", ends, stops_clock=False)
    assert story.room().open
    assert inside(story.state, story.room()) == ("nord", "sud", "nord2", "sud2", "nord3")
    assert deadlines(story.state) == (Deadline("room:C1", ends),)


def test_what_they_meet_about_is_in_no_event(story: PrivateStory) -> None:
    act = OpenRoom(CAUCUS, ("SUD",), " secret topic ")
    happened = story.does("nord", act)
    assert sealed_by(act, happened) == (Sealed("C1", "NORD", "secret topic"), Sealed("C1", "SUD", "secret topic"))
    assert "secret" not in repr(story.entries)
    assert "secret" not in repr(story.state)
    blank = OpenRoom(CAUCUS, ("EST",), "  ")
    assert sealed_by(blank, story.does("nord", blank)) == ()


def test_the_chair_opens_any_caucus_and_the_confessional(story: PrivateStory) -> None:
    assert story.caucus("chair", "SUD", "EST").parties == ("SUD", "EST")
    assert story.room().by_chair
    story.does("chair", OpenRoom(CONFESSIONAL, ("SUD",)), RoomOpened)
    assert inside(story.state, story.room("C2")) == ("chair", "sud", "sud2")
    assert inside(story.state, story.room("C1")) == ("sud", "est", "sud2")


@pytest.mark.parametrize(
    ("member", "act", "code"),
    [
        ("nord3", OpenRoom(CAUCUS, ("SUD",)), Code.ROLE_MAY_NOT),
        ("olga", OpenRoom(CAUCUS, ("SUD",)), Code.ROLE_MAY_NOT),
        ("nobody", OpenRoom(CAUCUS, ("SUD",)), Code.NO_SEAT),
        ("nord", OpenRoom(CAUCUS, ()), Code.ROOM_TOO_SMALL),
        ("nord", OpenRoom(CAUCUS, ("NORD",)), Code.ROOM_TOO_SMALL),
        ("chair", OpenRoom(CAUCUS, ("NORD",)), Code.ROOM_TOO_SMALL),
        ("nord", OpenRoom(CAUCUS, ("SUD", "WEST")), Code.UNKNOWN_PARTY),
        ("nord", OpenRoom(CONFESSIONAL, ()), Code.NOT_CHAIR),
        ("chair", OpenRoom(CONFESSIONAL, ()), Code.CONFESSIONAL_ONE_PARTY),
        ("chair", OpenRoom(CONFESSIONAL, ("NORD", "SUD")), Code.CONFESSIONAL_ONE_PARTY),
        ("nord", OpenRoom(CAUCUS, ("SUD",), stops_clock=True), Code.NOT_CHAIR),
        ("chair", OpenRoom(CAUCUS, ("NORD", "SUD"), stops_clock=True), Code.ROOM_NO_CLOCK),
        ("nord", OpenRoom(CAUCUS, ("SUD",), minutes=0), Code.ROOM_MINUTES),
        ("nord", OpenRoom(CAUCUS, ("SUD",), minutes=10_001), Code.ROOM_MINUTES),
        ("nord", OpenRoom(CAUCUS, ("SUD",), "x" * 1_001), Code.STATEMENT_TOO_LONG),
        ("nord", OpenRoom(CAUCUS, ("SUD",), "\x00"), Code.UNREADABLE_WORDS),
    ],
)
def test_what_is_no_room_is_refused(story: PrivateStory, member: str, act: OpenRoom, code: Code) -> None:
    story.refused(member, act, code)


def test_the_most_minutes_are_said(story: PrivateStory) -> None:
    story.refused("nord", OpenRoom(CAUCUS, ("SUD",), minutes=0), Code.ROOM_MINUTES, minutes=0, least=1, most=10_000)
    assert story.caucus("nord", "SUD", minutes=10_000).ends == story.now + timedelta(minutes=10_000)


def test_nobody_is_called_for_whom_nobody_sits(story: PrivateStory) -> None:
    story.does("guest", acts.LeaveSeat())
    story.refused("nord", OpenRoom(CAUCUS, ("SUD", "GUEST")), Code.ROOM_PARTY_EMPTY, parties=["GUEST"])
    story.caucus("nord", "SUD")
    story.refused("nord", InviteToRoom("C1", ("GUEST",)), Code.ROOM_PARTY_EMPTY, parties=["GUEST"])


def test_the_same_parties_have_one_open_room(story: PrivateStory) -> None:
    story.caucus("nord", "SUD")
    story.refused("sud", OpenRoom(CAUCUS, ("NORD",)), Code.ROOM_THERE, room="C1", parties=["NORD", "SUD"])
    story.does("sud", CloseRoom("C1"), RoomClosed)
    assert story.caucus("sud", "NORD").id == "C2"
    story.refused("nord", ReopenRoom("C1"), Code.ROOM_THERE, room="C2")


def test_a_party_of_a_caucus_lets_others_in(story: PrivateStory) -> None:
    story.caucus("nord", "SUD")
    story.refused("est", InviteToRoom("C1", ("EST",)), Code.UNKNOWN_ROOM, room="C1", yours=[])
    story.refused("sud", InviteToRoom("C1", ()), Code.NOBODY_INVITED, room="C1")
    story.refused("sud", InviteToRoom("C1", ("EST", "NORD")), Code.ALREADY_IN_ROOM, parties=["NORD"])
    story.refused("sud", InviteToRoom("C1", ("WEST",)), Code.UNKNOWN_PARTY)
    story.refused("chair", InviteToRoom("C1", ("EST",)), Code.ROOM_OF_PARTIES, room="C1", parties=["NORD", "SUD"])
    assert story.does("sud", InviteToRoom("C1", ("EST", "EST"))) == (RoomInvited("C1", ("EST",)),)
    assert story.room().parties == ("NORD", "SUD", "EST")
    story.caucus("nord", "SUD")
    story.refused("nord", InviteToRoom("C2", ("EST",)), Code.ROOM_THERE, room="C1")


def test_the_chair_lets_others_into_a_caucus_that_a_chair_opened(story: PrivateStory) -> None:
    story.caucus("chair", "NORD", "SUD")
    story.does("chair", InviteToRoom("C1", ("EST",)), RoomInvited)
    story.does("chair", OpenRoom(CONFESSIONAL, ("SUD",)))
    story.refused("chair", InviteToRoom("C2", ("EST",)), Code.CONFESSIONAL_ONE_PARTY, count=2)


def test_the_last_but_one_to_leave_closes_it(story: PrivateStory) -> None:
    story.caucus("nord", "SUD", "EST")
    assert story.does("est", LeaveRoom("C1")) == (RoomLeft("C1", "EST"),)
    assert inside(story.state, story.room()) == ("nord", "sud", "nord2", "sud2", "nord3")
    story.refused("est", LeaveRoom("C1"), Code.UNKNOWN_ROOM, yours=[])
    assert story.does("sud2", LeaveRoom("C1")) == (RoomClosed("C1", "member"),)
    assert story.room().parties == ("NORD", "SUD")
    story.refused("nord", LeaveRoom("C1"), Code.ROOM_CLOSED, room="C1", how="member")
    assert deadlines(story.state) == ()


def test_whoever_wants_to_leave_may_although_the_others_have_a_room_already(story: PrivateStory) -> None:
    story.caucus("nord", "SUD")
    story.caucus("nord", "SUD", "EST")
    story.does("est", LeaveRoom("C2"), RoomLeft)


def test_a_party_leaves_the_confessional(story: PrivateStory) -> None:
    story.does("chair", OpenRoom(CONFESSIONAL, ("SUD",)))
    story.refused("chair", LeaveRoom("C1"), Code.ROLE_MAY_NOT)
    assert story.does("sud", LeaveRoom("C1")) == (RoomClosed("C1", "member"),)


def test_chairs_look_in_only_where_the_pack_lets_them() -> None:
    closed = private_story()
    closed.caucus("nord", "SUD")
    closed.refused("chair", EnterRoom("C1"), Code.CHAIRS_STAY_OUT, room="C1")
    story = private_story(chairs_observe=True)
    story.caucus("nord", "SUD")
    story.refused("est", EnterRoom("C1"), Code.NOT_CHAIR)
    assert story.does("chair", EnterRoom("C1")) == (RoomEntered("C1", "chair"),)
    assert story.room().visitors == ("chair",)
    assert "chair" in inside(story.state, story.room())
    story.refused("chair", EnterRoom("C1"), Code.ALREADY_IN_ROOM, room="C1", parties=[])
    story.does("chair", acts.AssignSeat("vice", "Vice", Role.CHAIR))
    assert "vice" not in inside(story.state, story.room())
    story.does("chair", OpenRoom(CONFESSIONAL, ("SUD",)))
    story.refused("chair", EnterRoom("C2"), Code.ALREADY_IN_ROOM, room="C2")


def test_a_room_is_extended_by_the_chair(story: PrivateStory) -> None:
    story.caucus("nord", "SUD", minutes=10)
    ends = story.now + timedelta(minutes=15)
    story.refused("nord", ExtendRoom("C1", 5), Code.NOT_CHAIR)
    assert story.does("chair", ExtendRoom("C1", 5)) == (RoomExtended("C1", ends),)
    assert deadlines(story.state) == (Deadline("room:C1", ends),)
    story.refused("chair", ExtendRoom("C1", 0), Code.ROOM_MINUTES, least=1, most=9_985)
    story.does("chair", ExtendRoom("C1", 9_985))
    story.refused("chair", ExtendRoom("C1", 10_000), Code.ROOM_MINUTES)
    story.caucus("nord", "EST")
    story.refused("chair", ExtendRoom("C2", 5), Code.ROOM_HAS_NO_END, room="C2")


def test_a_room_that_is_over_but_not_closed_yet_has_its_time_from_now(story: PrivateStory) -> None:
    story.caucus("nord", "SUD", minutes=10)
    story.later(minutes=60)
    story.does("chair", ExtendRoom("C1", 5))
    assert story.room().ends == story.now + timedelta(minutes=5)


@pytest.mark.parametrize(("member", "how"), [("sud", "member"), ("nord2", "member"), ("chair", "chair")])
def test_a_room_is_closed_by_its_parties_and_the_chair(story: PrivateStory, member: str, how: str) -> None:
    story.caucus("nord", "SUD", minutes=10)
    story.refused("est", CloseRoom("C1"), Code.UNKNOWN_ROOM, room="C1")
    assert story.does(member, CloseRoom("C1")) == (RoomClosed("C1", how),)
    assert not story.room().open
    for act in (CloseRoom("C1"), InviteToRoom("C1", ("EST",)), ExtendRoom("C1", 1), EnterRoom("C1")):
        story.refused("chair", act, Code.ROOM_CLOSED, room="C1", how=how)


def test_time_closes_a_room(story: PrivateStory) -> None:
    story.caucus("nord", "SUD", minutes=10)
    assert story.tick("room:C1") == (RoomClosed("C1", "time"),)
    assert story.room().how == "time"
    assert deadlines(story.state) == ()


def test_a_room_is_opened_again_with_the_same_parties(story: PrivateStory) -> None:
    story.caucus("nord", "SUD", minutes=10)
    story.refused("sud", ReopenRoom("C1"), Code.ROOM_OPEN_ALREADY, room="C1")
    story.tick("room:C1")
    story.refused("est", ReopenRoom("C1"), Code.UNKNOWN_ROOM, yours=[])
    story.refused("sud", ReopenRoom("C1", 0), Code.ROOM_MINUTES)
    ends = story.now + timedelta(minutes=5, seconds=1)
    assert story.does("sud", ReopenRoom("C1", 5)) == (RoomReopened("C1", ends),)
    assert (story.room().open, story.room().how, story.room().ends) == (True, "", ends)
    story.does("chair", CloseRoom("C1"))
    story.does("chair", ReopenRoom("C1"), RoomReopened)
    assert story.room().ends is None


def test_the_clock_stands_while_the_chairs_room_is_open() -> None:
    story = private_story(stop_clock_max=30)
    story.running(60, stopped_for=600)
    opened, stopped = story.does("chair", OpenRoom(CAUCUS, ("NORD", "SUD"), minutes=10, stops_clock=True))
    assert isinstance(opened, RoomOpened)
    assert opened.stops_clock
    assert stopped == ClockStopped(3_599, story.now + timedelta(minutes=20))
    story.standing(3_599)
    ended, started = story.tick("room:C1")
    assert ended == RoomClosed("C1", "time")
    assert started == ClockStarted(story.now + timedelta(seconds=3_599), "room")


def test_the_clock_goes_on_only_when_the_last_room_that_holds_it_is_closed() -> None:
    story = private_story()
    story.running()
    story.caucus("chair", "NORD", "SUD", stops_clock=True)
    story.running()
    story.caucus("chair", "SUD", "EST", stops_clock=True)
    story.standing(90)
    story.does("chair", CloseRoom("C1"), RoomClosed)
    story.does("sud", LeaveRoom("C2"), RoomClosed, ClockStarted)
    story.standing(90)
    story.does("chair", ReopenRoom("C2"), RoomReopened)
    story.does("chair", CloseRoom("C2"), RoomClosed)


def test_a_clock_that_goes_on_already_or_rests_in_a_pause_is_left_alone() -> None:
    story = private_story()
    story.running()
    story.caucus("chair", "NORD", "SUD", stops_clock=True)
    story.running()
    story.does("chair", CloseRoom("C1"), RoomClosed)
    story.running()
    story.caucus("chair", "NORD", "SUD", stops_clock=True)
    story.standing(90)
    story.pausing()
    story.does("chair", CloseRoom("C2"), RoomClosed)


def test_the_clock_does_not_stand_for_longer_than_the_procedure_lets_it() -> None:
    story = private_story(stop_clock_max=10)
    story.running(60, stopped_for=600)
    act = OpenRoom(CAUCUS, ("NORD", "SUD"), stops_clock=True)
    story.refused("chair", act, Code.ROOM_CLOCK_USED_UP, limit=10)
    for clock in ({"minutes": 0}, {"minutes": 10, "overtime": True}):
        story.running(**clock)
        story.refused("chair", act, Code.ROOM_NO_CLOCK)
    story.running()
    story.pausing()
    story.refused("chair", act, Code.ROOM_NO_CLOCK)


def test_rooms_go_on_in_a_pause_but_not_while_everything_is_frozen(story: PrivateStory) -> None:
    story.caucus("nord", "SUD", minutes=10)
    state = story.state
    assert shifted(state, timedelta(minutes=9)).private == state.private
    story.pausing()
    story.caucus("nord", "EST", minutes=10)
    story.tick("room:C1")
    story.pausing(PauseKind.FROZEN)
    story.refused("nord", CloseRoom("C2"), Code.TALKS_REST, kind="frozen")
    story.does("chair", CloseRoom("C2"), RoomClosed)


def test_a_closed_session_has_no_deadlines_of_rooms(story: PrivateStory) -> None:
    story.caucus("nord", "SUD", minutes=10)
    story.does("chair", acts.Close())
    assert deadlines(story.state) == ()


def test_why_a_chair_closes_a_room_is_recorded(story: PrivateStory) -> None:
    story.caucus("nord", "SUD")
    story.refused("chair", CloseRoom("C1", "\N{RIGHT-TO-LEFT OVERRIDE}"), Code.UNREADABLE_WORDS)
    (closed,) = story.does("chair", CloseRoom("C1", "The plenary goes on."))
    assert closed == RoomClosed("C1", "chair", "The plenary goes on.")
    assert "reason" not in event_to_json(RoomClosed("C1", "member"))
