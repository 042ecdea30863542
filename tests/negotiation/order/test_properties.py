"""What holds of undoing whatever was done before: it loses nothing, it adopts nothing, and it can be taken back."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.negotiation import acts, events
from bot.negotiation.events import Recorded
from bot.negotiation.evolve import evolve
from bot.negotiation.fitting import fits, voice_fits
from bot.negotiation.model import Session
from bot.negotiation.order.acts import Redo, Rewind, Strike, Undo
from bot.negotiation.order.facts import ActsRedone, ActsUndone
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.replay import replay
from bot.negotiation.undoing import act_of, acts_of, plan, plan_rewind
from tests.negotiation.test_properties import CLOSING, STEADY
from tests.support.builders import Story
from tests.support.random_play import MOVES, PROCEDURES, Move, play, start

SEEDS = st.integers(0, 2**32)


def played(procedure: dict[str, object], moves: list[Move]) -> Story:
    """A random story, in which often a text is adopted."""
    return play(play(start(procedure, begun=True), moves), CLOSING)


def a_chair(story: Story) -> str:
    return story.state.chairs()[0].member


def undo_anything(story: Story, draw: Random) -> Recorded | None:
    """Let the chair undo an act, or everything after one; gives the entry of the undoing, None if it was refused."""
    seq = draw.randint(1, story.state.version)
    if draw.random() < 0.3:
        falls = plan_rewind(story.entries, seq).falling
        outcome = story.tries(a_chair(story), Rewind(seq, "Back.", falls))
    else:
        falls = plan(story.entries, seq).falling if act_of(story.entries, seq)[0].seq > 1 else ()
        outcome = story.tries(a_chair(story), Undo(seq, "A mistake.", falls))
    return None if isinstance(outcome, Refusal) else story.entries[-1]


def same(one: Session, other: Session) -> bool:
    return replace(one, version=0) == replace(other, version=0)


@STEADY
@given(procedure=PROCEDURES, moves=MOVES)
def test_every_event_fits_where_it_happened(procedure: dict[str, object], moves: list[Move]) -> None:
    state: Session | None = None
    for entry in played(procedure, moves).entries:
        if state is not None and state.version:
            assert fits(state, entry.event), entry
            assert voice_fits(state, entry), entry
        state = evolve(state, entry)


@STEADY
@given(procedure=PROCEDURES, moves=MOVES, seed=SEEDS)
def test_undo_then_redo_is_the_identity(procedure: dict[str, object], moves: list[Move], seed: int) -> None:
    story, draw = played(procedure, moves), Random(seed)
    for _ in range(3):
        before = story.state
        undone = undo_anything(story, draw)
        if undone is None:
            assert story.state is before
            continue
        assert story.state.order.undone != before.order.undone
        story.does(a_chair(story), Redo(undone.seq), ActsRedone)
        assert same(story.state, before)


@STEADY
@given(procedure=PROCEDURES, moves=MOVES, seed=SEEDS)
def test_any_prefix_replays_and_is_the_state_of_its_time(
    procedure: dict[str, object], moves: list[Move], seed: int
) -> None:
    draw = Random(seed)
    story = played(procedure, moves)
    states = {}
    for count in range(6):
        if (undone := undo_anything(story, draw)) is not None and count % 2:
            story.tries(a_chair(story), Redo(undone.seq))
        states[story.state.version] = story.state
        play(story, moves[count * 3 : count * 3 + 3])
        states[story.state.version] = story.state
    for version, state in states.items():
        assert replay(story.entries[:version]) == state
    for version in range(1, len(story.entries)):
        replay(story.entries[:version])


@STEADY
@given(procedure=PROCEDURES, moves=MOVES, seed=SEEDS)
def test_undoing_adopts_nothing_and_uses_no_number_twice(
    procedure: dict[str, object], moves: list[Move], seed: int
) -> None:
    story, draw = played(procedure, moves), Random(seed)
    for _ in range(4):
        before = story.state
        undo_anything(story, draw)
        after = story.state
        assert list(after.proposals) == list(before.proposals)
        assert set(after.brackets) == set(before.brackets)
        assert set(after.reservations) == set(before.reservations)
        assert set(after.links) == set(before.links)
        if after.agreement is not None:
            assert after.agreement == before.agreement
            proposal = after.proposals[after.agreement.proposal]
            assert set(after.agreement.parties) <= set(proposal.accepted_by())
        assert after.chairs()
        assert all(
            one.versions == before.proposals[one.id].versions[: len(one.versions)] for one in after.proposals.values()
        )
        play(story, moves[:4])


@STEADY
@given(procedure=PROCEDURES, moves=MOVES, seed=SEEDS)
def test_what_counts_after_an_undoing_makes_sense_by_itself(
    procedure: dict[str, object], moves: list[Move], seed: int
) -> None:
    """Undoing the same act again, or an act of what fell, finds nothing more to fall."""
    story, draw = played(procedure, moves), Random(seed)
    undone = undo_anything(story, draw)
    if undone is None or not isinstance(undone.event, ActsUndone) or undone.event.rewind:
        return
    fallen = set(undone.event.entries)
    for group in acts_of(story.entries):
        gone = {entry.seq for entry in group} & fallen
        assert not gone or gone == {entry.seq for entry in group}
    story.refused(a_chair(story), Undo(undone.event.entries[0], "Again."), Code.UNDONE_ALREADY)


@STEADY
@given(procedure=PROCEDURES, moves=MOVES, seed=SEEDS)
def test_after_rewinding_the_talks_stand_where_they_stood(
    procedure: dict[str, object], moves: list[Move], seed: int
) -> None:
    story = played(procedure, moves)
    seats = story.state.seats
    seq = Random(seed).randint(1, story.state.version)
    after = act_of(story.entries, seq)[-1].seq
    falls = plan_rewind(story.entries, seq).falling
    outcome = story.tries(a_chair(story), Rewind(seq, "Back.", falls))
    assert story.state.seats == seats
    if isinstance(outcome, Refusal):
        assert outcome.code is Code.NOTHING_TO_REWIND
        return
    then = replay(story.entries[:after])
    assert story.state.phase is then.phase
    for name, proposal in then.proposals.items():
        assert story.state.proposals[name].versions == proposal.versions
        assert story.state.proposals[name].stances == proposal.stances
    assert all(not one.live for name, one in story.state.proposals.items() if name not in then.proposals)


@STEADY
@given(procedure=PROCEDURES, moves=MOVES, seed=SEEDS)
def test_striking_changes_nothing_but_the_mark(procedure: dict[str, object], moves: list[Move], seed: int) -> None:
    story = played(procedure, moves)
    before, seq = story.state, Random(seed).randint(1, story.state.version)
    story.does(a_chair(story), Strike(seq, "Not for the record."))
    assert same(replace(story.state, order=before.order), before)
    assert story.state.order.struck == {seq: "Not for the record."}


def test_random_undoing_reaches_adoptions_and_makes_things_fall() -> None:
    """Otherwise the properties above would hold of nothing."""
    adoptions = falls = 0
    for seed in range(150):
        story = start({"brackets": "note"}, begun=True)
        play(story, [Move(acts.Table, member, text="Peace.", other=1) for member in ("nord", "sud")])
        play(story, CLOSING)
        adopted = story.state.agreement is not None
        undone = undo_anything(story, Random(seed))
        if undone is not None and isinstance(undone.event, ActsUndone):
            falls += len(undone.event.entries) > 2
            adoptions += adopted and story.state.agreement is None
    assert any(isinstance(entry.event, events.TextAdopted) for entry in story.entries)
    assert adoptions > 10
    assert falls > 10
