"""Where a version comes from, by example and in trees of chance."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation.lineage import Link, before, chain, common_base, place
from bot.negotiation.model import Proposal, Session, Version
from tests.support.builders import START, begun_session

STEADY = settings(deadline=None, max_examples=150)  # a busy machine is no failure
EMPTY = begun_session()


def made(*proposals: tuple[int, tuple[str, int] | None]) -> Session:
    """A session with proposals P1, P2 …: each with how many versions, and what it counters."""
    found = {}
    for number, (versions, counters) in enumerate(proposals, 1):
        clauses = (Clause(f"text of P{number}"),)
        texts = tuple(Version(one, clauses, text_hash(clauses), "m", START) for one in range(1, versions + 1))
        parent, version = counters or (None, None)
        found[f"P{number}"] = Proposal(f"P{number}", "NORD", "m", texts, parent, version)
    return replace(EMPTY, proposals=found)


def link(session: Session, proposal: str, version: int) -> Link:
    return session.proposals[proposal], session.proposals[proposal].versions[version - 1]


def names(links: tuple[Link, ...]) -> list[str]:
    return [f"{proposal.id} v{version.number}" for proposal, version in links]


TREE = made((3, None), (2, ("P1", 2)), (1, ("P2", 1)), (1, ("P1", 2)), (1, None))


def test_a_version_comes_from_the_ones_before_it_and_from_what_the_first_countered() -> None:
    assert names(chain(TREE, *link(TREE, "P3", 1))) == ["P1 v1", "P1 v2", "P2 v1", "P3 v1"]
    assert names(chain(TREE, *link(TREE, "P1", 3))) == ["P1 v1", "P1 v2", "P1 v3"]
    assert names(chain(TREE, *link(TREE, "P5", 1))) == ["P5 v1"]


def based(one: tuple[str, int], other: tuple[str, int]) -> str | None:
    found = common_base(TREE, link(TREE, *one), link(TREE, *other))
    return names((found,))[0] if found else None


def test_two_versions_have_the_nearest_common_ancestor_as_their_base() -> None:
    assert based(("P3", 1), ("P2", 2)) == "P2 v1"
    assert based(("P3", 1), ("P4", 1)) == "P1 v2"
    assert based(("P1", 3), ("P4", 1)) == "P1 v2"
    assert based(("P1", 1), ("P3", 1)) == "P1 v1"
    assert based(("P2", 2), ("P2", 2)) == "P2 v2"
    assert based(("P5", 1), ("P1", 1)) is None


def test_an_old_counter_without_a_version_is_of_the_first() -> None:
    session = made((2, None), (1, ("P1", 1)))
    loose = replace(session.proposals["P2"], counters_version=None)
    session = replace(session, proposals={**session.proposals, "P2": loose})
    assert names(chain(session, *link(session, "P2", 1))) == ["P1 v1", "P2 v1"]


def test_a_counter_of_what_is_not_known_is_a_beginning() -> None:
    session = made((1, ("P9", 1)), (1, ("P1", 7)))
    assert before(session, *link(session, "P1", 1)) is None
    assert before(session, *link(session, "P2", 1)) is None


@st.composite
def trees(draw: st.DrawFn) -> Session:
    proposals: list[tuple[int, tuple[str, int] | None]] = []
    for _ in range(draw(st.integers(1, 8))):
        parent = draw(st.none() | st.integers(1, len(proposals))) if proposals else None
        counters = (f"P{parent}", draw(st.integers(1, proposals[parent - 1][0]))) if parent else None
        proposals.append((draw(st.integers(1, 4)), counters))
    return made(*proposals)


def every(session: Session) -> list[Link]:
    return [(proposal, version) for proposal in session.proposals.values() for version in proposal.versions]


@STEADY
@given(trees())
def test_each_link_of_a_chain_was_made_from_the_one_before(session: Session) -> None:
    for proposal, version in every(session):
        links = chain(session, proposal, version)
        assert links[-1] == (proposal, version)
        assert before(session, *links[0]) is None
        assert all(before(session, *later) == earlier for earlier, later in pairwise(links))


@STEADY
@given(trees(), st.data())
def test_the_base_is_the_last_that_both_chains_share_whichever_is_asked_first(
    session: Session, data: st.DataObject
) -> None:
    one, other = (data.draw(st.sampled_from(every(session))) for _ in range(2))
    base = common_base(session, one, other)
    assert base == common_base(session, other, one)
    mine = [place(link) for link in chain(session, *one)]
    theirs = {place(link) for link in chain(session, *other)}
    shared = [link for link in mine if link in theirs]
    assert (place(base) if base else None) == (shared[-1] if shared else None)
    assert common_base(session, one, one) == one
