"""The speakers list and turns: who is called, for how long, and what ends a turn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.negotiation import acts as core
from bot.negotiation.clockwork.model import Pause, PauseKind
from bot.negotiation.deadlines import deadlines
from bot.negotiation.fitting import fits
from bot.negotiation.floor import acts, facts
from bot.negotiation.floor.calling import in_order, spoken_by_bloc
from bot.negotiation.floor.model import ListOrder, Side
from bot.negotiation.model import Role
from bot.negotiation.parts import shifted
from bot.negotiation.refusals import Code
from bot.negotiation.replay import replay
from tests.support.builders import Story, begun_story


@pytest.fixture
def story() -> Story:
    """The list is open, in the order of coming, and a turn is 60 seconds."""
    story = begun_story()
    story.does("chair", acts.OpenList(seconds=60), facts.ListOpened)
    return story


def waiting(story: Story) -> list[str]:
    return [one.member for one in in_order(story.state.floor)]


def speaks(story: Story) -> str | None:
    turn = story.state.floor.turn
    return turn.speaker.member if turn else None


def test_a_turn_is_as_long_as_the_procedure_says_until_the_chair_sets_it() -> None:
    story = begun_story(turn_seconds=45)
    story.does("chair", acts.OpenList())
    assert story.state.floor.seconds == 45
    story.does("chair", acts.SetTurn(120), facts.TurnSet)
    story.does("chair", acts.CloseList())
    story.does("chair", acts.OpenList())
    assert story.state.floor.seconds == 120
    story.does("chair", acts.Recognise("nord"))
    assert story.state.floor.turn is not None
    assert story.state.floor.turn.until - story.state.floor.turn.since == timedelta(seconds=120)


@pytest.mark.parametrize("seconds", [9, 3_601, -1])
def test_a_turn_has_bounds(seconds: int) -> None:
    story = begun_story()
    limits = {"seconds": seconds, "least": 10, "most": 3_600}
    story.refused("chair", acts.OpenList(seconds=seconds), Code.TURN_LENGTH, **limits)
    story.refused("chair", acts.SetTurn(seconds), Code.TURN_LENGTH, **limits)
    story.does("chair", acts.SetTurn(10))
    story.does("chair", acts.SetTurn(3_600))


def test_members_join_once_while_the_list_is_open_and_leave(story: Story) -> None:
    story.does("nord", acts.JoinList(), facts.SpeakerAdded)
    story.does("nord2", acts.JoinList(Side.AGAINST), facts.SpeakerAdded)
    story.refused("nord", acts.JoinList(), Code.WAITING_ALREADY, reply=False, count=2)
    story.refused("chair", acts.JoinList(), Code.CHAIR_NEEDS_NO_LIST)
    story.refused("chair", acts.OpenList(), Code.LIST_OPEN_ALREADY, order="coming", seconds=60)
    story.does("chair", acts.CloseList(), facts.ListClosed)
    story.refused("chair", acts.CloseList(), Code.LIST_CLOSED_ALREADY)
    story.refused("sud", acts.JoinList(), Code.LIST_CLOSED)
    story.does("nord", acts.LeaveList(), facts.SpeakerRemoved)
    story.refused("nord", acts.LeaveList(), Code.NOT_WAITING, open=False)
    assert waiting(story) == ["nord2"]
    story.does("chair", acts.Recognise())
    assert speaks(story) == "nord2"
    story.refused("chair", acts.Recognise(), Code.LIST_EMPTY, open=False)


def test_sides_are_called_in_turn_and_empty_ones_are_skipped() -> None:
    story = begun_story()
    story.does("chair", acts.OpenList(ListOrder.SIDES))
    sides = {"sud": Side.AGAINST, "sud2": Side.AGAINST, "nord": Side.FOR, "nord2": Side.FOR, "est": Side.NEUTRAL}
    for member, side in sides.items():
        story.does(member, acts.JoinList(side))
    shown = waiting(story)
    called = []
    for _ in sides:
        story.does("chair", acts.Recognise())
        called.append(speaks(story))
    assert called == shown == ["nord", "est", "sud", "nord2", "sud2"]


def test_rights_of_reply_come_first_and_need_no_open_list(story: Story) -> None:
    story.does("nord", acts.JoinList())
    story.does("sud", acts.JoinList(Side.FOR))
    story.does("chair", acts.CloseList())
    story.does("est", acts.AskReply(), facts.SpeakerAdded)
    story.refused("est", acts.AskReply(), Code.WAITING_ALREADY, reply=True)
    story.does("sud", acts.AskReply(), facts.SpeakerRemoved, facts.SpeakerAdded)
    assert waiting(story) == ["est", "sud", "nord"]
    story.does("chair", acts.Recognise())
    story.refused("est", acts.AskReply(), Code.HAS_FLOOR, member="est")
    turn = story.state.floor.turn
    assert turn is not None
    assert (turn.speaker.member, turn.speaker.reply) == ("est", True)


def test_the_chair_gives_the_floor_by_name_also_to_who_is_not_on_the_list(story: Story) -> None:
    story.does("nord", acts.JoinList())
    story.does("sud", acts.JoinList())
    story.does("chair", acts.Recognise("sud"), facts.FloorGiven)
    assert waiting(story) == ["nord"]
    story.refused("chair", acts.Recognise("sud"), Code.HAS_FLOOR, member="sud")
    given = story.does("chair", acts.Recognise("olga", reply=True), facts.FloorEnded, facts.FloorGiven)[-1]
    assert isinstance(given, facts.FloorGiven)
    assert (given.speaker, given.party, given.reply) == ("F3", None, True)
    story.refused("chair", acts.Recognise("nobody"), Code.NOT_SEATED, member="nobody")
    story.does("est", acts.JoinList())
    assert story.state.floor.waiting[-1].id == "F4"


def test_a_turn_ends_by_time_by_its_speaker_and_by_the_chair(story: Story) -> None:
    story.does("chair", acts.Recognise("nord"))
    story.refused("sud", acts.EndTurn(), Code.NOT_SPEAKING, member="nord")
    story.later(minutes=5)
    (ended,) = story.tick("turn")
    assert ended == facts.FloorEnded("F1", "NORD", 60, "time")
    assert not [one for one in deadlines(story.state) if one.kind == "turn"]
    story.refused("chair", acts.EndTurn(), Code.NOBODY_SPEAKS, waiting=0)
    story.does("chair", acts.Recognise("nord"))
    story.later(seconds=9)
    assert story.does("nord", acts.EndTurn()) == (facts.FloorEnded("F2", "NORD", 10, "speaker"),)
    story.does("chair", acts.Recognise("sud"))
    story.later(seconds=4)
    assert story.does("chair", acts.EndTurn()) == (facts.FloorEnded("F3", "SUD", 5, "chair"),)
    assert story.state.floor.spoken == {"NORD": 70, "SUD": 5}


def test_the_rest_of_a_turn_is_yielded_once_and_counts_for_who_speaks(story: Story) -> None:
    story.does("chair", acts.Recognise("nord"))
    story.refused("sud", acts.YieldFloor("chair"), Code.NOT_SPEAKING, member="nord")
    story.refused("chair", acts.YieldFloor("chair"), Code.NOT_SPEAKING, member="nord")
    story.refused("nord", acts.YieldFloor("member"), Code.YIELD_TO_WHOM)
    story.refused("nord", acts.YieldFloor("everybody"), Code.YIELD_TO_WHOM)
    story.refused("nord", acts.YieldFloor("member", "nobody"), Code.NOT_SEATED, member="nobody")
    story.refused("nord", acts.YieldFloor("member", "nord"), Code.HAS_FLOOR, member="nord")
    story.later(seconds=12)
    story.does("nord", acts.YieldFloor("member", "sud"), facts.FloorYielded)
    assert speaks(story) == "sud"
    spoken = story.state.floor.spoken["NORD"]
    story.refused("sud", acts.YieldFloor("questions"), Code.YIELDED_ALREADY)
    story.later(minutes=3)
    story.tick("turn")
    assert story.state.floor.spoken == {"NORD": spoken, "SUD": 60 - spoken}


def test_a_turn_is_yielded_to_questions_and_to_the_chair(story: Story) -> None:
    story.does("chair", acts.Recognise("nord"))
    story.does("nord", acts.YieldFloor("questions"), facts.FloorYielded)
    assert story.state.floor.turn is not None
    assert story.state.floor.turn.yielded == "questions"
    story.refused("nord", acts.YieldFloor("member", "sud"), Code.YIELDED_ALREADY)
    (ended,) = story.does("nord", acts.YieldFloor("chair"))
    assert isinstance(ended, facts.FloorEnded)
    assert ended.how == "speaker"
    assert speaks(story) is None


def test_who_leaves_the_seat_leaves_the_list_and_the_floor(story: Story) -> None:
    story.does("nord2", acts.JoinList())
    story.does("sud2", acts.JoinList())
    story.does("chair", acts.Recognise())
    story.later(seconds=19)
    story.does("nord2", core.LeaveSeat())
    assert story.state.floor.turn is None
    assert story.state.floor.spoken == {"NORD": 20}
    assert not [one for one in deadlines(story.state) if one.kind == "turn"]
    story.does("chair", core.AssignSeat("sud2", "Sud2", Role.DELEGATE, "EST"))
    assert waiting(story) == []
    story.does("sud2", acts.JoinList())
    story.does("chair", core.AssignSeat("sud2", "Sud2", Role.ADVISER, "EST"))
    assert waiting(story) == ["sud2"], "who stays in the delegation keeps the place"


def test_nobody_is_given_the_floor_in_a_pause_and_the_turn_goes_on_after_it(story: Story) -> None:
    story.does("chair", acts.Recognise("nord"))
    turn = story.state.floor.turn
    assert turn is not None
    paused = replace(story.state.timetable, pause=Pause(PauseKind.SUSPENDED, story.now + timedelta(seconds=5), ""))
    story._state = replace(story.state, timetable=paused)  # noqa: SLF001  # a pause alone is wanted
    assert deadlines(story.state) == ()
    story.refused("chair", acts.Recognise("sud"), Code.FLOOR_RESTS, kind="suspended")
    moved = shifted(story.state, timedelta(minutes=10)).floor.turn
    assert moved is not None
    assert (moved.since - turn.since, moved.until - turn.until) == (timedelta(minutes=10),) * 2
    story.later(minutes=1)
    assert story.does("chair", acts.EndTurn()) == (facts.FloorEnded("F1", "NORD", 5, "chair"),)


def test_blocs_speak_together(story: Story) -> None:
    parties = tuple(replace(one, bloc="EASTERN" if one.id in {"SUD", "EST"} else None) for one in story.state.parties)
    floor = replace(story.state.floor, spoken={"NORD": 7, "SUD": 20, "EST": 3})
    assert spoken_by_bloc(replace(story.state, parties=parties, floor=floor)) == {"EASTERN": 23}


def test_every_event_of_the_story_fits_where_it_happened(story: Story) -> None:
    story.does("nord", acts.JoinList())
    story.does("sud", acts.JoinList())
    story.does("chair", acts.Recognise())
    story.does("nord", acts.YieldFloor("member", "est"))
    story.does("chair", acts.SetTurn(30))
    story.does("sud", acts.AskReply())
    story.does("chair", acts.Recognise())
    story.tick("turn")
    story.does("chair", acts.CloseList())
    for number, entry in enumerate(story.entries[1:], 1):
        assert fits(replay(story.entries[:number]), entry.event), entry.event
