"""What an undone room or question leaves, what fits without it, and that the possible agrees with the done."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.negotiation import acts
from bot.negotiation.acts import Act
from bot.negotiation.decide import decide
from bot.negotiation.evolve import evolve
from bot.negotiation.model import ProposalStatus, Session
from bot.negotiation.parts import PartEvent, part_fits, part_ghost
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.rooms.acts import (
    AnswerBlind,
    AskBlind,
    CloseBlind,
    CloseRoom,
    EnterRoom,
    ExtendRoom,
    InviteToRoom,
    LeaveRoom,
    OpenRoom,
    ReopenRoom,
    RoomAct,
)
from bot.negotiation.rooms.facts import BlindAnswered, BlindClosed, RoomClosed, RoomEvent, RoomInvited, RoomReopened
from bot.negotiation.rooms.finding import usable_probes, usable_rooms
from tests.negotiation.rooms.stage import CAUCUS, CONFESSIONAL, PrivateStory, private_story
from tests.support.builders import BALANCED, SEATS

MEMBERS = ("chair", *SEATS, "nobody")
PARTIES = ("NORD", "SUD", "EST", "GUEST")
SETS = tuple(tuple(p for p, take in zip(PARTIES, bits, strict=True) if take) for bits in product((0, 1), repeat=4))
KINDS: tuple[type[Act], ...] = RoomAct.__args__


def every_act(state: Session) -> Iterator[Act]:
    """Acts of every kind on everything that is there: if none of a kind is done, none can be."""
    yield from (OpenRoom(CAUCUS, parties) for parties in SETS)
    yield from (OpenRoom(CONFESSIONAL, (party,)) for party in PARTIES)
    for room in (*state.private.rooms, "C99"):
        yield from (InviteToRoom(room, parties) for parties in SETS)
        for kind in (LeaveRoom, EnterRoom, CloseRoom, ReopenRoom):
            yield kind(room)
        yield ExtendRoom(room, 1)
    yield AskBlind("Would you?")
    for probe in (*state.private.probes, "Q99"):
        yield AnswerBlind(probe, yes=True)
        yield CloseBlind(probe)


def moves() -> st.SearchStrategy[list[tuple[str, Act]]]:
    rooms, sets = st.sampled_from(["C1", "C2", "C3"]), st.sampled_from(SETS)
    minutes = st.none() | st.sampled_from([0, 1, 5, 9_999, 10_000])
    some: st.SearchStrategy[Act] = st.one_of(
        st.builds(OpenRoom, st.just(CAUCUS), sets, st.just("t"), minutes),
        st.builds(OpenRoom, st.just(CONFESSIONAL), sets),
        st.builds(InviteToRoom, rooms, sets),
        st.builds(LeaveRoom, rooms),
        st.builds(EnterRoom, rooms),
        st.builds(ExtendRoom, rooms, st.integers(0, 6)),
        st.builds(CloseRoom, rooms),
        st.builds(ReopenRoom, rooms, minutes),
        st.builds(AskBlind, st.just("Would you?"), parties=sets),
        st.builds(AnswerBlind, st.sampled_from(["Q1", "Q2"]), st.booleans()),
        st.builds(CloseBlind, st.sampled_from(["Q1", "Q2"])),
        st.just(acts.LeaveSeat()),
    )
    return st.lists(st.tuples(st.sampled_from(MEMBERS), some), max_size=25)


def played(story: PrivateStory, done: list[tuple[str, Act]]) -> PrivateStory:
    for member, act in done:
        story.tries(member, act)
        story.later(minutes=1)
    return story


@settings(max_examples=60)
@given(moves(), st.booleans())
def test_what_is_possible_is_what_would_be_done(done: list[tuple[str, Act]], observe: bool) -> None:  # noqa: FBT001
    story = played(private_story(chairs_observe=observe), done)
    for member in MEMBERS:
        context = story.context(member)
        told = {kind for kind in possible(story.state, context) if kind in KINDS}
        tried = {
            type(act) for act in every_act(story.state) if not isinstance(decide(story.state, act, context), Refusal)
        }
        assert told == tried, member


@settings(max_examples=60)
@given(moves())
def test_every_event_fits_where_it_happened(done: list[tuple[str, Act]]) -> None:
    story = played(private_story(chairs_observe=True), done)
    state: Session | None = None
    for entry in story.entries:
        if state is not None and isinstance(entry.event, PartEvent):
            assert part_fits(state, entry.event)
        state = evolve(state, entry)
    assert state == story.state


def undone(story: PrivateStory, index: int) -> Session:
    """The state as it would be without one entry, and without what does not fit any more."""
    state: Session | None = None
    for number, entry in enumerate(story.entries):
        event = entry.event
        if state is None or not isinstance(event, PartEvent):
            state = evolve(state, entry)
        elif number == index or not part_fits(state, event):
            state = replace(part_ghost(state, event, entry.member, entry.at), version=entry.seq)
        else:
            state = evolve(state, entry)
    assert state is not None
    return state


def at(story: PrivateStory, kind: type[RoomEvent]) -> int:
    return next(number for number, entry in enumerate(story.entries) if isinstance(entry.event, kind))


def test_an_undone_room_keeps_its_name_and_takes_what_was_done_in_it_along() -> None:
    story = private_story(chairs_observe=True)
    story.caucus("nord", "SUD", minutes=5)
    for act in (InviteToRoom("C1", ("EST",)), ExtendRoom("C1", 1), EnterRoom("C1"), LeaveRoom("C1"), CloseRoom("C1")):
        story.tries("chair" if isinstance(act, ExtendRoom | EnterRoom) else "nord", act)
    story.tries("sud", ReopenRoom("C1"))
    state = undone(story, next(n for n, one in enumerate(story.entries) if one.event.type == "room_opened"))
    assert (state.private.rooms["C1"].open, state.private.rooms["C1"].how) == (False, "undone")
    assert state.private.rooms["C1"].parties == ("NORD", "SUD")
    context = story.context("nord")
    for kind in (OpenRoom(CAUCUS, ("SUD",)), ReopenRoom("C1"), CloseRoom("C1")):
        outcome = decide(state, kind, context)
        if isinstance(kind, OpenRoom):
            assert not isinstance(outcome, Refusal)
            assert getattr(outcome[0], "room", "") == "C2"
        else:
            assert isinstance(outcome, Refusal)
            assert outcome.code is Code.UNKNOWN_ROOM


def test_without_its_closing_a_room_is_open_and_is_not_opened_again() -> None:
    story = private_story()
    story.caucus("nord", "SUD")
    story.does("nord", CloseRoom("C1"))
    story.does("sud", ReopenRoom("C1"))
    state = undone(story, at(story, RoomClosed))
    assert state.private.rooms["C1"].open
    story.does("nord", InviteToRoom("C1", ("EST",)))
    story.does("est", LeaveRoom("C1"))
    assert undone(story, at(story, RoomInvited)).private.rooms["C1"].parties == ("NORD", "SUD")
    assert not undone(story, at(story, RoomReopened)).private.rooms["C1"].open


def test_an_undone_question_keeps_its_name_and_an_undone_answer_does_not_count() -> None:
    story = private_story()
    story.does("chair", AskBlind("Would you?"))
    for head in ("nord", "sud", "est"):
        story.does(head, AnswerBlind("Q1", yes=True))
    gone = undone(story, next(n for n, one in enumerate(story.entries) if one.event.type == "blind_asked"))
    assert (gone.private.probes["Q1"].open, gone.private.probes["Q1"].how) == (False, "undone")
    open_again = undone(story, at(story, BlindClosed))
    context = replace(story.context("chair"), sealed=story.sealed)
    assert decide(open_again, CloseBlind("Q1"), context) == (BlindClosed("Q1", all_yes=True, how="chair"),)
    first = at(story, BlindAnswered)
    without = replace(open_again, private=undone(story, first).private)
    probe = replace(without.private.probes["Q1"], all_yes=None, how="")
    without = replace(without, private=replace(without.private, probes={"Q1": probe}))
    assert decide(without, CloseBlind("Q1"), context) == (BlindClosed("Q1", all_yes=False, how="chair"),)


def test_a_question_about_an_undone_text_does_not_fit() -> None:
    story = private_story()
    story.table("nord", BALANCED)
    (asked,) = story.does("chair", AskBlind("", "P1"))
    assert isinstance(asked, PartEvent)
    before = replace(story.state, private=replace(story.state.private, probes={}))
    assert part_fits(before, asked)
    gone = replace(before.proposals["P1"], status=ProposalStatus.UNDONE)
    assert not part_fits(replace(before, proposals={"P1": gone}), asked)
    assert not part_fits(replace(before, proposals={}), asked)


@pytest.mark.parametrize(("member", "rooms"), [("nord", ("C1",)), ("est", ()), ("chair", ("C1", "C2")), ("olga", ())])
def test_completion_names_what_this_member_may_close(member: str, rooms: tuple[str, ...]) -> None:
    story = private_story()
    story.caucus("nord", "SUD")
    story.does("chair", OpenRoom(CONFESSIONAL, ("SUD",)))
    story.does("chair", AskBlind("Would you?", parties=("NORD", "SUD")))
    assert usable_rooms(story.state, story.context(member), CloseRoom) == rooms
    probes = usable_probes(story.state, story.context(member), AnswerBlind)
    assert probes == (("Q1",) if member == "nord" else ())
