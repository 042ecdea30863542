"""What holds whatever anybody does with clock, floor, votes, rooms and the chair's hand, and whatever falls due."""

import json
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drafting.canonical import canonical_json
from bot.negotiation import events
from bot.negotiation.acts import CLOCK, Act, Actor
from bot.negotiation.chain import first_broken
from bot.negotiation.clockwork.facts import PartyExcused
from bot.negotiation.codec import entry_from_json, entry_to_json, state_from_json, state_to_json
from bot.negotiation.concluding.facts import SilenceBegun
from bot.negotiation.deadlines import deadlines
from bot.negotiation.decide import decide
from bot.negotiation.model import Phase, Session
from bot.negotiation.order.acts import Redo, Undo
from bot.negotiation.possible import may, possible
from bot.negotiation.refusals import Refusal
from bot.negotiation.replay import replay
from bot.negotiation.sealing import sealed_by
from tests.support.builders import Story
from tests.support.random_play import MIXED_MOVES, OFTEN, PART_KINDS, PROCEDURES, Move, moves_of, play, start

STEADY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
STORIES = given(procedure=PROCEDURES, moves=MIXED_MOVES)


@STEADY
@STORIES
def test_any_prefix_of_the_record_replays_to_the_state_of_its_time(
    procedure: dict[str, object], moves: list[Move]
) -> None:
    states: dict[int, Session] = {}

    def look(story: Story, _move: Move, _act: Act) -> None:
        if story.entries:
            states[len(story.entries)] = story.state

    story = play(start(procedure, begun=True), moves, look)
    assert replay(story.entries) == story.state
    for count, state in list(states.items())[:: max(1, len(states) // 8)]:
        assert replay(story.entries[:count]) == state


@STEADY
@STORIES
def test_everything_survives_json_and_the_chain_holds(procedure: dict[str, object], moves: list[Move]) -> None:
    story = play(start(procedure, begun=True), moves)
    stored = [canonical_json(entry_to_json(entry)).encode() for entry in story.entries]
    assert tuple(map(entry_from_json, stored)) == tuple(story.entries)
    assert first_broken([json.loads(text) for text in stored], story.session) is None
    assert state_from_json(canonical_json(state_to_json(story.state)).encode()) == story.state


@STEADY
@STORIES
def test_what_is_not_possible_is_refused(procedure: dict[str, object], moves: list[Move]) -> None:
    def look(story: Story, move: Move, act: Act) -> None:
        context = story.context(move.member, moderator=move.pick > 0)
        refused = isinstance(decide(story.state, act, context), Refusal)
        actor = Actor(move.member, move.member, moderator=move.pick > 0)
        open_to_all = type(act) in possible(story.state, context)
        assert open_to_all or refused, act
        assert open_to_all == may(story.state, actor, type(act), None, story.frame, story.now)

    play(start(procedure, begun=True), moves, look)


@STEADY
@STORIES
def test_deadlines_lie_ahead_are_named_once_and_end_with_the_session(
    procedure: dict[str, object], moves: list[Move]
) -> None:
    def look(story: Story, _move: Move, _act: Act) -> None:
        found = deadlines(story.state)
        assert max(Counter(one.key for one in found).values(), default=1) == 1
        assert [one.at for one in found] == sorted(one.at for one in found)
        assert all(one.at > story.now for one in found), "what is due was done before"
        assert not (found and story.state.phase is Phase.CLOSED)

    play(start(procedure, begun=True), moves, look)


@STEADY
@STORIES
def test_a_text_is_adopted_only_by_those_who_had_to_accept_it(procedure: dict[str, object], moves: list[Move]) -> None:
    story = play(start(procedure, begun=True), moves)
    for seq, entry in enumerate(story.entries):
        if not isinstance(entry.event, events.TextAdopted):
            continue
        before = replay(story.entries[:seq])
        proposal = before.proposals[entry.event.proposal]
        accepted = set(proposal.accepted_by())
        match entry.event.how:
            case "accepted" if before.procedure.consensus == "unanimity":
                assert accepted >= set(before.required)
            case "silence":
                assert any(isinstance(one.event, SilenceBegun) for one in story.entries[:seq])
                assert entry.member == CLOCK.member
            case "vote":
                assert before.procedure.consensus == "vote"
        excused = {one.event.party for one in story.entries[:seq] if isinstance(one.event, PartyExcused)}
        assert set(before.required) | excused >= {"NORD", "SUD", "EST"}, "nobody was dropped in any other way"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    moves=MIXED_MOVES,
    seeds=st.lists(st.integers(0, 2**32), min_size=3, max_size=8),
)
def test_the_chair_alone_brings_no_text_to_adoption(moves: list[Move], seeds: list[int]) -> None:
    story = play(start({"consensus": "unanimity"}, begun=True), moves)
    known = len(story.entries)
    for seed in seeds:
        for move in moves_of(seed, PART_KINDS):
            act_move = Move(move.kind, "chair", move.pick, move.other, move.text, move.stale)
            play(story, [act_move])
    for entry in story.entries[known:]:
        if isinstance(entry.event, events.TextAdopted) and entry.event.how == "accepted":
            before = replay(story.entries[: entry.seq - 1])
            assert set(before.proposals[entry.event.proposal].accepted_by()) >= set(before.required)


@STEADY
@STORIES
def test_what_is_sealed_is_in_no_entry(procedure: dict[str, object], moves: list[Move]) -> None:
    def look(story: Story, move: Move, act: Act) -> None:
        outcome = decide(story.state, act, story.context(move.member, moderator=move.pick > 0))
        if isinstance(outcome, Refusal):
            return
        text = repr(outcome)
        for one in sealed_by(act, outcome):
            assert len(one.words) < 4 or one.words not in text

    play(start(procedure, begun=True), moves, look)


def test_random_play_reaches_every_part() -> None:
    """If it did not, the properties above would mean nothing."""
    found: Counter[str] = Counter()
    for seed in range(80):
        story = start({"consensus": "unanimity"}, begun=True)
        for part in range(12):
            play(story, moves_of(seed * 1_000 + part, (*PART_KINDS, *(Undo, Redo) * 8, *OFTEN * 8), chair=20))
        found.update(entry.event.type for entry in story.entries)
    wanted = {
        *("session_paused", "session_resumed", "clock_set", "clock_stopped", "roll_called", "roll_closed"),
        *("list_opened", "speaker_added", "floor_given", "floor_ended", "point_raised", "point_ruled"),
        *("motion_made", "vote_opened", "ballot_cast", "vote_closed", "statement_made", "room_opened", "room_closed"),
        *("blind_asked", "blind_answered", "blind_closed", "acts_undone", "acts_redone", "entry_struck", "news_told"),
    }
    assert wanted - found.keys() == set()
