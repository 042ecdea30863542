"""The recording of the talk: who begins and ends it, who declines, what is erased and opened; nothing undoes it."""

import pytest

from bot.negotiation import acts
from bot.negotiation.codec import entry_to_json
from bot.negotiation.model import Role
from bot.negotiation.order.acts import HandOver, Rewind, Undo
from bot.negotiation.order.facts import ActsUndone
from bot.negotiation.recording.acts import (
    AllowRecording,
    BeginRecording,
    DeclineRecording,
    EndRecording,
    EraseWords,
    HearTalk,
    UnsealRooms,
)
from bot.negotiation.recording.facts import (
    RecordingAllowed,
    RecordingBegun,
    RecordingDeclined,
    RecordingEnded,
    RoomsUnsealed,
    TalkHeard,
    WordsErased,
)
from bot.negotiation.refusals import Code
from tests.support.builders import Story, begun_story


@pytest.fixture
def story() -> Story:
    return begun_story()


@pytest.fixture
def recorded(story: Story) -> Story:
    assert story.does("chair", BeginRecording(content=False)) == (RecordingBegun(content=False),)
    return story


def test_the_chair_begins_and_ends(recorded: Story) -> None:
    assert (recorded.state.recording.on, recorded.state.recording.content) == (True, False)
    recorded.refused("chair", BeginRecording(), Code.RECORDING_ALREADY)
    recorded.refused("nord", EndRecording(), Code.NOT_CHAIR)
    assert recorded.does("chair", EndRecording()) == (RecordingEnded(),)
    recorded.refused("chair", EndRecording(), Code.NOT_RECORDED)
    assert (recorded.state.recording.on, recorded.state.recording.began) == (False, True)


def test_anybody_declines_and_comes_back_with_a_seat_or_without(recorded: Story) -> None:
    for member in ("nord", "chair", "passer-by"):
        recorded.refused(member, AllowRecording(), Code.NOT_DECLINED)
        assert recorded.does(member, DeclineRecording()) == (RecordingDeclined(member),)
        recorded.refused(member, DeclineRecording(), Code.DECLINED_ALREADY)
    assert recorded.does("nord", AllowRecording()) == (RecordingAllowed("nord"),)
    assert recorded.state.recording.declined == ("chair", "passer-by")


def test_nobody_declines_what_is_not_recorded(story: Story) -> None:
    story.refused("nord", DeclineRecording(), Code.NOT_RECORDED)


def test_words_are_erased_by_their_author_or_a_chair(recorded: Story) -> None:
    assert recorded.does("nord", EraseWords("nord", 3)) == (WordsErased("nord", 3),)
    assert recorded.does("chair", EraseWords("nord", 1)) == (WordsErased("nord", 1),)
    recorded.refused("sud", EraseWords("nord", 1), Code.NOT_YOUR_WORDS)
    recorded.refused("passer-by", EraseWords("nord", 1), Code.NOT_YOUR_WORDS)
    recorded.refused("nord", EraseWords("nord", 0), Code.NO_WORDS_TO_ERASE)
    recorded.does("chair", acts.Close())
    recorded.does("nord", EraseWords("nord", 2))


def test_only_the_clock_hears_and_only_what_was_recorded(story: Story) -> None:
    heard = HearTalk((1,), ("a" * 64,))
    story.refused("chair", heard, Code.NOT_RECORDED)
    story.does("chair", BeginRecording())
    story.refused("chair", heard, Code.NOT_RECORDED)
    story.does("chair", EndRecording())
    assert story.hears(heard) == (TalkHeard(("a" * 64,)),)


def test_private_rooms_open_only_after_the_talks_one_by_one_or_all_at_once(recorded: Story) -> None:
    recorded.refused("chair", UnsealRooms(), Code.WRONG_PHASE)
    recorded.does("chair", acts.Close())
    recorded.refused("chair", UnsealRooms(("C7",)), Code.NO_ROOM_TO_UNSEAL, room="C7")
    assert recorded.does("chair", UnsealRooms(("party:NORD",))) == (RoomsUnsealed(("party:NORD",)),)
    recorded.refused("chair", UnsealRooms(("party:NORD",)), Code.UNSEALED_ALREADY, rooms=["party:NORD"])
    (opened,) = recorded.does("chair", UnsealRooms(), RoomsUnsealed)
    assert isinstance(opened, RoomsUnsealed)
    assert {"chairs", "party:SUD"} <= set(opened.rooms)
    assert "party:NORD" not in opened.rooms
    recorded.refused("chair", UnsealRooms(), Code.UNSEALED_ALREADY, rooms=[])


def test_rooms_of_a_session_that_was_not_recorded_hold_nothing_to_open(story: Story) -> None:
    story.does("chair", acts.Close())
    story.refused("chair", UnsealRooms(), Code.NOT_RECORDED)


def test_what_was_heard_declined_or_erased_is_never_undone(recorded: Story) -> None:
    before = recorded.state.version
    recorded.table("nord", {}, "Peace.")
    recorded.hears(HearTalk((1,), ("a" * 64,)))
    recorded.does("nord", DeclineRecording())
    for seq in range(before + 2, before + 4):
        recorded.refused("chair", Undo(seq, "wrong"), Code.NOT_UNDONE_SO, entry=seq)
    (undone,) = recorded.does("chair", Rewind(before, "again", (before + 1,)), ActsUndone)
    assert isinstance(undone, ActsUndone)
    assert undone.entries == (before + 1,)
    assert recorded.state.recording.declined == ("nord",)


def test_a_session_by_alias_has_no_name_of_anybody_and_no_alias_twice() -> None:
    story = Story()
    story.does("chair", acts.OpenSession("s1", aliases=True), moderator=True)
    for member, role, party in (
        ("anna", Role.HEAD, "NORD"),
        ("ben", Role.DELEGATE, "NORD"),
        ("carl", Role.OBSERVER, None),
    ):
        story.does(member, acts.TakeSeat(role, party))
    story.does("chair", acts.AssignSeat("anna", "Anna", Role.ADVISER, "NORD"))
    story.does("chair", acts.AssignSeat("ben", "Ben", Role.HEAD, "SUD"))
    story.does("dora", acts.TakeSeat(Role.DELEGATE, "NORD"))
    story.does("chair", HandOver("carl", "Carl"))
    names = {member: seat.name for member, seat in story.state.seats.items()}
    assert names == {"anna": "NORD 1", "ben": "SUD 1", "dora": "NORD 3", "carl": "chair 2", "chair": "observer 2"}
    told = "".join(str(entry_to_json(entry)) for entry in story.entries)
    assert not any(name in told for name in ("Anna", "Ben", "Carl", "Dora", "Chair"))
