"""What holds on the floor whatever anybody tries, and in whatever order."""

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.negotiation.acts import Act, LeaveSeat
from bot.negotiation.deadlines import deadlines
from bot.negotiation.decide import decide
from bot.negotiation.events import Recorded
from bot.negotiation.fitting import fits
from bot.negotiation.floor import acts, facts
from bot.negotiation.floor.calling import in_order, next_speaker
from bot.negotiation.floor.model import Floor, ListOrder, PointKind, Side, Speaker
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Refusal
from bot.negotiation.replay import replay
from tests.support.builders import SEATS, Story, begun_story

_MEMBERS = (*SEATS, "chair", "nobody")
_NAMED = st.sampled_from(_MEMBERS)
_ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(acts.OpenList, st.sampled_from(ListOrder), st.sampled_from([None, 10, 40, 9])),
    st.just(acts.CloseList()),
    st.builds(acts.JoinList, st.sampled_from(Side)),
    st.just(acts.LeaveList()),
    st.builds(acts.Recognise, st.none() | _NAMED, st.booleans()),
    st.builds(acts.YieldFloor, st.sampled_from(["chair", "questions", "member"]), st.none() | _NAMED),
    st.just(acts.EndTurn()),
    st.builds(acts.SetTurn, st.sampled_from([10, 30, 3_601])),
    st.just(acts.AskReply()),
    st.builds(acts.RaisePoint, st.sampled_from(PointKind), st.just("Why?")),
    st.builds(acts.RulePoint, st.sampled_from(["O1", "O2"]), st.booleans(), st.just("So.")),
    st.builds(acts.AppealRuling, st.sampled_from(["O1", "O2"])),
    st.builds(acts.CallToOrder, _NAMED, st.just("Quiet.")),
    st.just(LeaveSeat()),
)
_MOVES = st.lists(
    st.tuples(st.sampled_from(_MEMBERS) | st.just("chair"), _ACTS, st.integers(0, 25_000)), min_size=5, max_size=40
)


def _play(moves: list[tuple[str, Act, int]]) -> Story:
    story = begun_story()
    story.does("chair", acts.OpenList(ListOrder.SIDES, 20))
    for member, act, milliseconds in moves:
        story.later(milliseconds=milliseconds)
        story.fall_due()
        context = story.context(member)
        refused = isinstance(decide(story.state, act, context), Refusal)
        assert refused or type(act) in possible(story.state, context), act
        story.tries(member, act)
        story.fall_due()
    return story


@settings(max_examples=80, deadline=None)
@given(moves=_MOVES)
def test_nobody_waits_twice_and_no_number_is_given_twice(moves: list[tuple[str, Act, int]]) -> None:
    story = _play(moves)
    states = [replay(story.entries[:number]) for number in range(1, len(story.entries) + 1)]
    for state in states:
        assert max(Counter(one.member for one in state.floor.waiting).values(), default=1) == 1
        assert all(one.member in state.seats for one in state.floor.waiting)
        assert sorted(one.id for one in in_order(state.floor)) == sorted(one.id for one in state.floor.waiting)
        assert sum(one.kind == "turn" for one in deadlines(state)) == (state.floor.turn is not None)
    added = [one.event.speaker for one in story.entries if isinstance(one.event, facts.SpeakerAdded)]
    assert len(set(added)) == len(added)
    assert states[-1] == story.state


@settings(max_examples=80, deadline=None)
@given(moves=_MOVES)
def test_every_event_fits_where_it_happened(moves: list[tuple[str, Act, int]]) -> None:
    story = _play(moves)
    for number, entry in enumerate(story.entries[1:], 1):
        assert fits(replay(story.entries[:number]), entry.event), entry.event


@settings(max_examples=80, deadline=None)
@given(moves=_MOVES)
def test_spoken_seconds_add_up_to_the_real_time(moves: list[tuple[str, Act, int]]) -> None:
    story = _play(moves)
    real: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    begun: tuple[str, datetime, datetime] | None = None
    for number, entry in enumerate(story.entries, 1):
        turn = replay(story.entries[:number]).floor.turn
        if begun is not None and (turn is None or turn.speaker.member != begun[0] or _gives(entry)):
            member, since, until = begun
            party = SEATS.get(member, (None, None))[1] or "none"
            real[party] += (min(entry.at, until) - since) // timedelta(microseconds=1)
            turns[party] += 1
            begun = None
        if begun is None and turn is not None:
            begun = turn.speaker.member, entry.at, turn.until
    for party, seconds in story.state.floor.spoken.items():
        # Whole seconds are counted; what a turn is given away with goes to who has the rest.
        assert abs(seconds - real[party] / 1_000_000) <= turns[party]
    ended = sum(story.state.floor.spoken.values()) * 1_000_000
    spoken = sum(count for party, count in real.items() if party != "none")
    assert abs(spoken - ended) <= 1_000_000 * sum(turns.values())


def _gives(entry: Recorded) -> bool:
    return isinstance(entry.event, facts.FloorGiven)


_SPEAKERS = st.lists(st.tuples(st.sampled_from(Side), st.booleans()), max_size=12)


@given(speakers=_SPEAKERS, order=st.sampled_from(ListOrder))
def test_sides_alternate_as_long_as_each_has_somebody(speakers: list[tuple[Side, bool]], order: ListOrder) -> None:
    waiting = tuple(Speaker(f"F{n}", f"m{n}", None, side, reply) for n, (side, reply) in enumerate(speakers, 1))
    floor = Floor(open=True, order=order, waiting=waiting)
    called = list(in_order(floor))
    replies = [one for one in waiting if one.reply]
    assert called[: len(replies)] == replies
    rest = called[len(replies) :]
    assert next_speaker(floor) == (called[0] if called else None)
    if order is ListOrder.COMING:
        assert rest == [one for one in waiting if not one.reply]
        return
    for number, (one, after) in enumerate(pairwise(rest)):
        left = {other.side for other in rest[number + 1 :]}
        assert one.side is not after.side or left == {one.side}
