"""Whatever way a text comes to be agreed, its steps are those that its own words carry, and no others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import acts, events
from bot.negotiation.acts import Act
from bot.negotiation.model import Proposal, Session
from bot.negotiation.packages import package_of
from bot.records import Verified, acts_json, verify
from bot.scenarios.frame import Frame, frame_of
from tests.support.builders import BALANCED, Story, begun_story, tiny_under

CUTS = "{0}land shall reduce its tanks in {0}land by {1} tanks by 1 June 2026{2}, verified by on-site inspection."
WAITS = (
    "",
    ", once Article 1 has been carried out",
    ", once Clause two has been carried out",
    ', once step "A2.1" is carried out',
)
SAID = [CUTS.format(side, number, waits) for side in ("Nord", "Sud") for number in (5, 60) for waits in WAITS]
OTHER = ["Peace lasts.", "Nordland shall reduce [5 | 6] tanks.", "Nordland considers reducing its tanks."]
CLAUSE = st.lists(st.sampled_from([*SAID, *OTHER]), min_size=1, max_size=2).map(" ".join)
OPTIONS = st.sampled_from([{}, {}, BALANCED, {"HARBOUR": "FREE"}, {"CUTS": "NORD_ONLY"}])


@dataclass(frozen=True)
class Move:
    kind: str
    member: str
    pick: int
    options: dict[str, str]
    own: list[str]


MOVES = st.lists(
    st.builds(
        Move,
        st.sampled_from(["table", "counter", "change", "package", "bracket", "take", "forge", "accept", "accept"]),
        st.sampled_from(["nord", "sud", "est"]),
        st.integers(0, 3),
        OPTIONS,
        st.lists(CLAUSE, max_size=3),
    ),
    max_size=16,
)


def act_of(move: Move, state: Session, frame: Frame) -> Act:  # noqa: PLR0911  # one line for each kind of move
    clauses = (*frame.clauses(move.options), *map(Clause, move.own))
    proposals = list(state.proposals.values())
    if move.kind == "table" or not proposals:
        return acts.Table(clauses)
    proposal = proposals[-1 - move.pick % len(proposals)]
    digest, number = proposal.current.text_hash, len(proposal.current.clauses)
    match move.kind:
        case "counter":
            return acts.Counter(proposal.id, digest, frame.compose(clauses).clauses)
        case "change":
            back = [one if one.issue else Clause(one.text) for one in proposal.current.clauses[::-1]]
            return acts.Change(proposal.id, digest, (*clauses, *back))
        case "package":
            return package_of(proposals[-2 - move.pick % 2 :])
        case "bracket":
            return acts.PlaceBracket(proposal.id, digest, number, "", move.own[0] if move.own else "")
        case "take":
            return acts.TakeAlternative(proposal.id, digest, f"B{max(1, len(state.brackets) - move.pick)}")
        case "forge":
            return acts.Table(forged(proposal))
        case _:
            return acts.Accept(proposal.id, digest)


def forged(proposal: Proposal) -> tuple[Clause, ...]:
    """The clauses of a proposal with the steps of one under the words of another."""
    clauses = proposal.current.clauses
    return tuple(replace(one, text=other.text) for one, other in zip(clauses, clauses[1:] + clauses[:1], strict=True))


def said(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """What the words of a text carry, read and composed by somebody who sees no step of it."""
    frame = frame_of(tiny_under(), None)
    return frame.compose(
        [frame.clause(one.issue, one.option) if one.issue and one.option else Clause(one.text) for one in clauses]
    ).clauses


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    moves=MOVES, enforce=st.sampled_from(["at_acceptance", "at_adoption"]), brackets=st.sampled_from(["block", "note"])
)
def test_every_version_and_the_agreed_text_carry_what_their_words_say(
    moves: list[Move], enforce: str, brackets: str
) -> None:
    story = played(moves, enforce, brackets)
    for proposal in story.state.proposals.values():
        for version in proposal.versions:
            assert version.clauses == said(version.clauses)
            assert version.text_hash == text_hash(version.clauses)
    if agreement := story.state.agreement:
        version = story.state.proposals[agreement.proposal].versions[agreement.version - 1]
        assert agreement.text_hash == text_hash(said(version.clauses))
        assert not story.frame.judge(version.clauses).barred
    assert isinstance(verify(acts_json(story.state, tuple(story.entries)).encode()), Verified)


def played(moves: list[Move], enforce: str, brackets: str) -> Story:
    story = begun_story(enforce=enforce, brackets=brackets)
    for move in moves:
        story.tries(move.member, act_of(move, story.state, story.frame))
    for proposal in story.state.live_proposals()[::-1]:
        for member in ("nord", "sud", "est"):
            story.tries(member, acts.Accept(proposal.id, proposal.current.text_hash))
    return story


def test_such_stories_come_to_agreements_with_sentences_in_them_by_every_way() -> None:
    story = played(
        [
            Move("table", "nord", 0, {}, [SAID[0], SAID[8]]),
            Move("counter", "sud", 0, {}, [SAID[0], SAID[9]]),
            Move("change", "nord", 1, {"HARBOUR": "FREE"}, []),
            Move("forge", "est", 1, {}, []),
            Move("package", "est", 0, {}, []),
        ],
        "at_acceptance",
        "block",
    )
    assert {"proposal_changed", "text_adopted"} <= {entry.event.type for entry in story.entries}
    (package,) = [entry.event for entry in story.entries if getattr(entry.event, "bundles", ())]
    assert isinstance(package, events.ProposalTabled)
    steps = [step for clause in package.clauses if not clause.issue for step in clause.commitments]
    assert [(step["id"], step.get("conditions")) for step in steps] == [
        ("A2.1", None),
        ("A3.1", None),
        ("A4.1", None),
        ("A5.1", ["A4.1"]),
    ]
    assert story.state.agreement is not None
