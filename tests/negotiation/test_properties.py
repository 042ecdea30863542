"""What holds whatever anybody does."""

import json
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drafting.canonical import canonical_json
from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events, marked
from bot.negotiation.acts import Accept, Act, Actor, Adopt, DropLink, LiftBracket, LiftReservation, Reserve, Waive
from bot.negotiation.carrying import span_of
from bot.negotiation.chain import first_broken
from bot.negotiation.codec import entry_from_json, entry_to_json, state_from_json, state_to_json
from bot.negotiation.decide import decide
from bot.negotiation.evolve import evolve
from bot.negotiation.links import cycles, satisfying
from bot.negotiation.marks import bundled, links_on, open_brackets, open_reservations, unmet_links
from bot.negotiation.model import Role, Session
from bot.negotiation.possible import may, possible, usable_marks
from bot.negotiation.refusals import Refusal
from bot.negotiation.replay import replay
from bot.negotiation.waivers import affected
from tests.support.builders import Story, tiny_frame
from tests.support.random_play import MOVES, PROCEDURES, Move, moves_of, play, start

STEADY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
STORIES = given(procedure=PROCEDURES, moves=MOVES, begun=st.sampled_from([True, True, True, False]))


@STEADY
@STORIES
def test_replay_equals_the_incremental_state(procedure: dict[str, object], moves: list[Move], begun: bool) -> None:  # noqa: FBT001
    story = play(start(procedure, begun=begun), moves)
    if story.entries:
        assert replay(story.entries) == story.state
        assert story.state.version == len(story.entries)


@STEADY
@STORIES
def test_a_refused_act_leaves_no_trace(procedure: dict[str, object], moves: list[Move], begun: bool) -> None:  # noqa: FBT001
    def look(story: Story, move: Move, act: Act) -> None:
        before = list(story.entries)
        state = story.state if before else None
        context = story.context(move.member, moderator=move.pick > 0)
        outcome = decide(state, act, context)
        assert decide(state, act, context) == outcome, "the same input gives the same output"
        assert isinstance(outcome, Refusal) or outcome
        assert story.entries == before
        assert (story.state if before else None) is state

    play(start(procedure, begun=begun), moves, look)


@STEADY
@STORIES
def test_everything_survives_json_and_the_chain_holds(
    procedure: dict[str, object],
    moves: list[Move],
    begun: bool,  # noqa: FBT001
) -> None:
    story = play(start(procedure, begun=begun), moves)
    values = [entry_to_json(entry) for entry in story.entries]
    # A text goes through a file and a database as UTF-8.
    stored = [canonical_json(value).encode() for value in values]
    assert tuple(map(entry_from_json, stored)) == tuple(story.entries)
    assert first_broken([json.loads(text) for text in stored], story.session) is None
    if story.entries:
        assert state_from_json(canonical_json(state_to_json(story.state)).encode()) == story.state


@STEADY
@STORIES
def test_what_is_not_possible_is_refused(procedure: dict[str, object], moves: list[Move], begun: bool) -> None:  # noqa: FBT001
    def look(story: Story, move: Move, act: Act) -> None:
        state = story.state if story.entries else None
        context = story.context(move.member, moderator=move.pick > 0)
        refused = isinstance(decide(state, act, context), Refusal)
        actor = Actor(move.member, move.member, moderator=move.pick > 0)
        proposal = getattr(act, "proposal", None)
        open_to_all = type(act) in possible(state, context)
        assert open_to_all or refused
        assert may(state, actor, type(act), proposal, story.frame, story.now) or refused
        assert open_to_all == may(state, actor, type(act), None, story.frame, story.now)

    play(start(procedure, begun=begun), moves, look)


@STEADY
@STORIES
def test_no_acceptance_survives_a_change(procedure: dict[str, object], moves: list[Move], begun: bool) -> None:  # noqa: FBT001
    state: Session | None = None
    for entry in play(start(procedure, begun=begun), moves).entries:
        state = evolve(state, entry)
        if isinstance(entry.event, events.ProposalChanged):
            proposal = state.proposals[entry.event.proposal]
            assert (proposal.accepted_by(), proposal.waivers, proposal.barred) == ((), (), None)
            assert not any(proposal.stance(party.id) for party in state.parties)


@STEADY
@STORIES
def test_only_heads_of_required_parties_accept_and_only_live_proposals(
    procedure: dict[str, object],
    moves: list[Move],
    begun: bool,  # noqa: FBT001
) -> None:
    state: Session | None = None
    for entry in play(start(procedure, begun=begun), moves).entries:
        event = entry.event
        if isinstance(event, events.ProposalAccepted):
            assert state is not None
            seat = state.seats[entry.member]
            assert (seat.role, seat.party) == (Role.HEAD, event.party)
            assert event.party in state.required
            proposal = state.proposals[event.proposal]
            assert proposal.live
            assert not proposal.expired_at(entry.at)
            assert event.text_hash == proposal.current.text_hash
        state = evolve(state, entry)
        assert state.chairs() or state.version == 1
        heads = Counter(seat.party for seat in state.seats.values() if seat.role is Role.HEAD)
        assert set(heads.values()) <= {1}


@STEADY
@STORIES
def test_open_brackets_stand_on_their_words_and_cross_nowhere(
    procedure: dict[str, object],
    moves: list[Move],
    begun: bool,  # noqa: FBT001
) -> None:
    def look(story: Story, _move: Move, _act: Act) -> None:
        for proposal in story.state.proposals.values() if story.entries else ():
            brackets = open_brackets(story.state, proposal)
            for one in brackets:
                assert proposal.current.clauses[one.clause - 1].text[one.start : one.end] == one.words
            spans = [span_of(one) for one in brackets]
            assert not any(one.crosses(other) for one in spans for other in spans)

    play(start(procedure, begun=begun), moves, look)


@STEADY
@STORIES
def test_brackets_reservations_and_links_change_no_text_and_no_stance(
    procedure: dict[str, object],
    moves: list[Move],
    begun: bool,  # noqa: FBT001
) -> None:
    state: Session | None = None
    for entry in play(start(procedure, begun=begun), moves).entries:
        before, state = state, evolve(state, entry)
        if isinstance(entry.event, get_args(marked.MarkEvent)):
            assert before is not None
            assert state.proposals == before.proposals


@STEADY
@STORIES
def test_what_a_mark_may_be_used_for_is_decided_so(
    procedure: dict[str, object],
    moves: list[Move],
    begun: bool,  # noqa: FBT001
) -> None:
    def look(story: Story, move: Move, act: Act) -> None:
        name = getattr(act, "bracket", None) or getattr(act, "reservation", None) or getattr(act, "link", None)
        if name is None or isinstance(act, Reserve):
            return
        state = story.state if story.entries else None
        usable = usable_marks(state, Actor(move.member, move.member), type(act), story.frame)
        refused = isinstance(decide(state, act, story.context(move.member)), Refusal)
        assert name in usable or refused

    play(start(procedure, begun=begun), moves, look)


@STEADY
@STORIES
def test_a_set_of_proposals_holds_what_all_its_links_ask_for(
    procedure: dict[str, object],
    moves: list[Move],
    begun: bool,  # noqa: FBT001
) -> None:
    story = play(start(procedure, begun=begun), moves)
    if not story.entries:
        return
    state = story.state
    sets = satisfying(state, story.frame)
    assert {one for found in sets for one in found.proposals} == {one.id for one in state.live_proposals()}
    for found in sets:
        held = set(found.proposals).union(*(bundled(state, state.proposals[one]) for one in found.proposals))
        for link in links_on(state, held):
            assert set(link.others) <= held or link.id in found.dead
    for cycle in cycles(state):
        assert any(set(cycle.proposals) <= set(found.proposals) for found in sets)


# Random play seldom comes to an agreement, so here all heads go on to accept the newest proposal.
@settings(STEADY, max_examples=150)
@given(procedure=PROCEDURES, moves=MOVES)
def test_the_agreed_text_is_what_every_required_party_accepted(procedure: dict[str, object], moves: list[Move]) -> None:
    story = play(start(procedure, begun=True), moves)
    play(story, CLOSING)
    if story.entries and story.state.agreement:
        assert_agreement_is_sound(story)


HEADS = ("nord", "sud", "est")
CLOSING = [
    *(Move(kind, member, pick) for kind in (LiftBracket, DropLink) for pick in range(4) for member in HEADS),
    *(Move(LiftReservation, member, pick) for pick in range(4) for member in HEADS),
    *(Move(Waive, member, other=rule, text="We know.") for rule in (0, 1) for member in HEADS),
    *(Move(Accept, member) for member in HEADS),
    Move(Adopt, "chair"),
]


def assert_agreement_is_sound(story: Story) -> None:
    state = story.state
    agreement = state.agreement
    assert agreement is not None
    version = state.proposals[agreement.proposal].versions[agreement.version - 1]
    assert version.text_hash == agreement.text_hash == text_hash(version.clauses)
    said = last_words(story, agreement.proposal)
    for party in agreement.parties:
        accepted = said[party]
        assert isinstance(accepted, events.ProposalAccepted)
        assert (accepted.version, accepted.text_hash) == (agreement.version, agreement.text_hash)
        text = [clause.to_json() for clause in texts(story)[accepted.text_hash]]
        assert canonical_json(text) == canonical_json([clause.to_json() for clause in version.clauses])
    assert_enough_agreed(state, said)
    assert_no_mark_stands_against_it(state)
    assert_rules_hold(story)


def assert_no_mark_stands_against_it(state: Session) -> None:
    assert state.agreement is not None
    proposal = state.proposals[state.agreement.proposal]
    assert state.procedure.brackets == "note" or not open_brackets(state, proposal)
    assert not unmet_links(state, proposal)
    assert state.procedure.consensus != "no_objection" or not open_reservations(state, proposal)


def assert_enough_agreed(state: Session, said: Mapping[str, events.Event]) -> None:
    assert state.agreement is not None
    assert set(state.agreement.parties) <= set(state.required)
    match state.procedure.consensus:
        case "unanimity":
            assert state.agreement.parties == state.required
        case "n_of_m":
            everybody = len(state.required)
            assert len(state.agreement.parties) >= min(state.procedure.needed or everybody, everybody)
        case "no_objection":
            assert state.agreement.parties
            newest = [event for event in said.values() if isinstance(event, events.ProposalRejected)]
            assert all(event.version != state.agreement.version for event in newest)


def assert_rules_hold(story: Story) -> None:
    """No rule fails that not all affected parties waived for this text; whose consent it needs, has accepted."""
    state, agreement = story.state, story.state.agreement
    assert agreement is not None
    proposal = state.proposals[agreement.proposal]
    judgement = story.frame.judge(proposal.current.clauses)
    assert set(judgement.failing) == set(agreement.waived)
    assert not judgement.broken
    for rule in judgement.failing:
        parties = affected(state, judgement.assessment.results[rule])
        waived = {one.party for one in proposal.waivers if (one.rule, one.text_hash) == (rule, agreement.text_hash)}
        assert parties
        assert waived >= set(parties)
    assert set(judgement.consents) <= set(agreement.parties)


def last_words(story: Story, proposal: str) -> dict[str, events.Event]:
    """The last thing that each party said of a proposal before its adoption."""
    said: dict[str, events.Event] = {}
    for entry in story.entries:
        match entry.event:
            case (
                events.ProposalAccepted(proposal=of, party=party)
                | events.ProposalAcceptedAdReferendum(proposal=of, party=party)
                | events.ProposalRejected(proposal=of, party=party)
                | events.StanceTakenBack(proposal=of, party=party)
            ) if of == proposal:
                said[party] = entry.event
    return said


def texts(story: Story) -> dict[str, tuple[Clause, ...]]:
    return {
        event.text_hash: event.clauses
        for entry in story.entries
        if isinstance(event := entry.event, events.ProposalTabled | events.ProposalChanged)
    }


@settings(STEADY, max_examples=40)
@given(procedure=PROCEDURES, moves=MOVES)
def test_the_real_rules_decide_as_the_table_does(procedure: dict[str, object], moves: list[Move]) -> None:
    told = []
    for frame in (tiny_frame(**procedure), None):
        story = start(procedure, begun=True, frame=frame)
        play(play(story, moves), CLOSING)
        told.append([entry.hash for entry in story.entries])
    assert told[0] == told[1]


def test_random_play_comes_to_agreements_and_bars_often_enough_to_mean_something() -> None:
    """Otherwise the properties above would hold of nothing."""
    seen: Counter[str] = Counter()
    # Seeds of its own: what hypothesis draws depends on which modules are loaded.
    draw = Random(7)
    for _ in range(300):
        procedure: dict[str, object] = {
            "withdrawal_policy": draw.choice(["until_all_accept", "locked_on_first", "firm_until_expiry"]),
            "consensus": draw.choice(["unanimity", "unanimity", "no_objection", "n_of_m"]),
            "enforce": draw.choice(["at_tabling", "at_acceptance", "at_adoption"]),
            "brackets": draw.choice(["block", "note"]),
        }
        moves = [move for _ in range(draw.randint(3, 10)) for move in moves_of(draw.randrange(2**32))]
        story = play(play(start(procedure, begun=True), moves), CLOSING)
        seen.update({entry.event.type for entry in story.entries})
    marks = {kind.__dataclass_fields__["type"].default for kind in get_args(marked.MarkEvent)}
    assert set(seen) >= {"text_adopted", "adoption_barred", "asymmetry_waived", "proposal_changed", *marks}
    assert seen["text_adopted"] >= 10
