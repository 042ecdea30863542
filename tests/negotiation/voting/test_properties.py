"""What holds of motions and votes whatever anybody does, and whatever the chair undoes."""

from collections import Counter
from itertools import chain

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.negotiation.acts import Accept, Act, Table
from bot.negotiation.decide import decide
from bot.negotiation.events import TextAdopted
from bot.negotiation.order.acts import Redo, Undo
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Refusal
from bot.negotiation.replay import replay
from bot.negotiation.undoing import follow
from bot.negotiation.voting import acts, facts
from bot.negotiation.voting.acts import CastVote, CloseVote, OpenVote
from bot.negotiation.voting.model import Method, MotionStatus
from bot.records.soundness import first_unsound
from tests.negotiation.voting.hall import NO, YES, Hall, hall
from tests.support.builders import SEATS, tiny_under
from tests.support.random_play import Move, moves_of, play
from tests.support.scripted import ScriptedFrame

KINDS = (
    *(acts.Move, acts.SecondMotion, acts.WithdrawMotion, acts.RuleMotion, acts.GiveProxy, acts.TakeProxyBack),
    *(acts.Move, acts.OpenVote, acts.OpenVote, acts.CloseVote) * 2,
    *(acts.CastVote,) * 6,
    *(Table, Accept, Undo, Redo),
)
MOVES = st.lists(st.integers(0, 2**32).map(lambda seed: moves_of(seed, KINDS, chair=16)), min_size=2, max_size=8).map(
    lambda tens: list(chain(*tens))
)
PROCEDURES = st.fixed_dictionaries(
    {
        "consensus": st.sampled_from(["unanimity", "vote"]),
        "second": st.booleans(),
        "proxies": st.booleans(),
        "votes_close": st.sampled_from(["chair", "all"]),
        "quorum": st.sampled_from([None, 2]),
    }
)
STEADY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def begun(procedure: dict[str, object]) -> Hall:
    story = Hall(ScriptedFrame(tiny_under(**procedure)))
    story.open()
    story.seat(*SEATS)
    story.begin()
    return story


@STEADY
@given(procedure=PROCEDURES, moves=MOVES)
def test_votes_replay_fit_and_make_sound_records(procedure: dict[str, object], moves: list[Move]) -> None:
    story = begun(procedure)
    play(story, moves)  # that each event fits is asked by `Hall`
    assert replay(story.entries) == story.state
    assert first_unsound(story.entries, story.session) is None
    assert sum(one.status is MotionStatus.VOTING for one in story.state.voting.motions.values()) <= 1
    for entry in story.entries:
        if isinstance(entry.event, TextAdopted) and entry.event.how == "vote":
            assert procedure["consensus"] == "vote"


@STEADY
@given(procedure=PROCEDURES, moves=MOVES)
def test_what_is_possible_and_what_is_done_agree(procedure: dict[str, object], moves: list[Move]) -> None:
    def look(story: object, move: Move, act: Act) -> None:
        assert isinstance(story, Hall)
        context = story.context(move.member, moderator=move.pick > 0)
        done = not isinstance(decide(story.state, act, context), Refusal)
        assert not done or type(act) in possible(story.state, context), act

    play(begun(procedure), moves, look)


def test_random_play_reaches_every_event_of_votes() -> None:
    found: Counter[str] = Counter()
    for seed in range(40):
        story = begun({"proxies": True, "second": bool(seed % 2), "votes_close": "all", "consensus": "vote"})
        play(story, [move for part in range(8) for move in moves_of(seed * 100 + part, KINDS, chair=16)])
        found.update(entry.event.type for entry in story.entries)
    wanted = {
        *("motion_made", "motion_seconded", "motion_withdrawn", "motion_ruled_out"),
        *("vote_opened", "ballot_cast", "vote_closed", "proxy_given", "proxy_taken_back"),
    }
    assert wanted <= set(found), found


def seq(story: Hall, kind: type[object]) -> int:
    """The number of the last entry of a kind."""
    return max(entry.seq for entry in story.entries if isinstance(entry.event, kind))


def voted() -> Hall:
    story = hall()
    story.move("nord")
    story.opened()
    story.votes(nord=YES, sud=NO, est=YES)
    return story


def test_an_undone_motion_keeps_its_number_and_what_rests_on_it_falls() -> None:
    story = voted()
    story.does("chair", CloseVote("M1"))
    made = seq(story, facts.MotionMade)
    story.does("chair", Undo(made, "Not ours.", tuple(range(made + 1, len(story.entries) + 1))))
    assert story.motion().status is MotionStatus.UNDONE
    assert story.move("nord").id == "M2"


def test_with_a_ballot_falls_the_result_that_counted_it() -> None:
    story = voted()
    story.does("chair", CloseVote("M1"))
    ballot, closed = seq(story, facts.BallotCast), seq(story, facts.VoteClosed)
    story.does("chair", Undo(ballot, "By mistake.", (closed,)))
    assert story.motion().status is MotionStatus.VOTING
    (again,) = story.does("chair", CloseVote("M1"))
    assert isinstance(again, facts.VoteClosed)
    assert (again.tally.yes, again.tally.no, again.tally.reason) == (1, 1, "tie")


def test_in_a_secret_vote_an_undone_ballot_does_not_count() -> None:
    story = hall()
    story.move("nord")
    story.does("chair", OpenVote("M1", Method.SECRET))
    story.votes(nord=YES, sud=NO, est=YES)
    story.does("chair", CloseVote("M1"))
    ballot, closed = seq(story, facts.BallotCast), seq(story, facts.VoteClosed)
    story.does("chair", Undo(ballot, "By mistake.", (closed,)))
    (again,) = story.does("chair", CloseVote("M1"))
    assert isinstance(again, facts.VoteClosed)
    assert (again.tally.yes, again.tally.no, again.tally.absent) == (1, 1, 1)


def test_undo_then_redo_is_the_identity() -> None:
    story = voted()
    before = story.state
    ballot = seq(story, facts.BallotCast)
    story.does("chair", Undo(ballot, "By mistake.", ()))
    story.does("chair", Redo(len(story.entries), "No."))
    assert story.state.voting == before.voting
    assert follow(None, story.entries, ()).voting == before.voting


def test_a_refused_ballot_leaves_the_vote_as_it_is() -> None:
    story = voted()
    outcome = story.tries("nord", CastVote("M1", YES))
    assert isinstance(outcome, Refusal)
    ballot = story.motion().ballot
    assert ballot is not None
    assert dict(ballot.cast) == {"NORD": YES, "SUD": NO, "EST": YES}
