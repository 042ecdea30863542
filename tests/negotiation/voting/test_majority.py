"""Majorities in whole numbers, against fractions counted one by one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.negotiation.voting.majority import counted, without_quorum
from bot.negotiation.voting.model import Choice, Voter
from bot.scenarios.procedure import VoteRule
from tests.negotiation.voting.hall import ABSTAIN, NO, YES

NAMES = "ABCDEFG"
BLOCS = st.sampled_from([None, "EAST", "WEST"])
RULES = st.builds(
    VoteRule,
    share=st.sampled_from(["majority", "two_thirds", "all"]),
    of=st.sampled_from(["voting", "present", "all"]),
    blocs=st.booleans(),
    veto=st.lists(st.sampled_from(NAMES), max_size=1).map(tuple),
)
VOTERS = st.lists(st.tuples(st.integers(0, 4), BLOCS), min_size=1, max_size=7).map(
    lambda all_of: tuple(Voter(NAMES[at], weight, bloc) for at, (weight, bloc) in enumerate(all_of))
)
CAST = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(list(Choice)))


def units(voters: tuple[Voter, ...], cast: dict[str, Choice], choice: Choice | None, bloc: str | None = None) -> int:
    """How many single votes there are, each weight laid out one by one."""
    return len(
        [
            1
            for voter in voters
            for _ in range(voter.weight)
            if cast.get(voter.party) is choice and bloc in {None, voter.bloc}
        ]
    )


def carries(rule: VoteRule, voters: tuple[Voter, ...], cast: dict[str, Choice]) -> bool:
    """Say the same in fractions."""
    yes, no, abstain, absent = (units(voters, cast, one) for one in (YES, NO, ABSTAIN, None))
    base = {"voting": yes + no, "present": yes + no + abstain, "all": yes + no + abstain + absent}[rule.of]
    if not base:
        return False
    share = Fraction(yes, base)
    enough = {"majority": share > Fraction(1, 2), "two_thirds": share >= Fraction(2, 3), "all": share == 1}[rule.share]
    vetoed = any(cast.get(party) is NO for party in rule.veto if party in {voter.party for voter in voters})
    for bloc in {voter.bloc for voter in voters if voter.bloc} if rule.blocs else set():
        said = units(voters, cast, YES, bloc) + units(voters, cast, NO, bloc)
        enough = enough and bool(said) and Fraction(units(voters, cast, YES, bloc), said) > Fraction(1, 2)
    return enough and not vetoed


@given(rule=RULES, voters=VOTERS, cast=CAST)
def test_a_vote_carries_exactly_where_fractions_say_so(
    rule: VoteRule, voters: tuple[Voter, ...], cast: dict[str, Choice]
) -> None:
    tally = counted(rule, voters, cast)
    assert tally.carried == carries(rule, voters, cast)
    assert (tally.reason == "carried") == tally.carried
    assert (tally.yes, tally.no, tally.abstain, tally.absent) == tuple(
        units(voters, cast, one) for one in (YES, NO, ABSTAIN, None)
    )


@given(rule=RULES, voters=VOTERS, cast=CAST)
def test_a_further_yes_never_defeats_what_carries(
    rule: VoteRule, voters: tuple[Voter, ...], cast: dict[str, Choice]
) -> None:
    if counted(rule, voters, cast).carried:
        for voter in voters:
            assert counted(rule, voters, {**cast, voter.party: YES}).carried


THREE = tuple(Voter(name) for name in "ABC")
FOUR = tuple(Voter(name, bloc=bloc) for name, bloc in zip("ABCD", ("E", "E", "W", "W"), strict=True))


@pytest.mark.parametrize(
    ("rule", "voters", "cast", "reason"),
    [
        (VoteRule(), THREE, {"A": YES, "B": NO}, "tie"),
        (VoteRule(), THREE, {"A": YES, "B": NO, "C": ABSTAIN}, "tie"),
        (VoteRule(), THREE, {"A": YES}, "carried"),
        (VoteRule(), THREE, {}, "too_few"),
        (VoteRule(), THREE, {"A": ABSTAIN, "B": ABSTAIN, "C": ABSTAIN}, "too_few"),
        (VoteRule(of="present"), THREE, {"A": YES, "B": ABSTAIN}, "too_few"),
        (VoteRule(of="all"), THREE, {"A": YES}, "too_few"),
        (VoteRule(of="all"), THREE, {"A": YES, "B": YES}, "carried"),
        (VoteRule(share="two_thirds"), THREE, {"A": YES, "B": YES, "C": NO}, "carried"),
        (VoteRule(share="two_thirds"), FOUR, {"A": YES, "B": NO}, "too_few"),
        (VoteRule(share="all"), THREE, {"A": YES, "B": ABSTAIN}, "carried"),
        (VoteRule(share="all", of="present"), THREE, {"A": YES, "B": ABSTAIN}, "too_few"),
        (VoteRule(veto=("C",)), THREE, {"A": YES, "B": YES, "C": NO}, "veto"),
        (VoteRule(veto=("C",)), THREE, {"A": YES, "B": YES, "C": ABSTAIN}, "carried"),
        (VoteRule(blocs=True), FOUR, {"A": YES, "B": YES, "C": YES, "D": NO}, "bloc"),
        (VoteRule(blocs=True), FOUR, {"A": YES, "B": YES, "C": YES, "D": YES}, "carried"),
        (VoteRule(blocs=True), FOUR, {"A": YES, "B": YES}, "bloc"),
    ],
)
def test_why_a_vote_came_out_so(
    rule: VoteRule, voters: tuple[Voter, ...], cast: dict[str, Choice], reason: str
) -> None:
    assert counted(rule, voters, cast).reason == reason


def test_weights_decide_and_who_is_no_voter_does_not() -> None:
    heavy = (Voter("A", 3), Voter("B"), Voter("C"))
    tally = counted(VoteRule(), heavy, {"A": YES, "B": NO, "C": NO, "X": NO})
    assert (tally.yes, tally.no, tally.carried) == (3, 2, True)


def test_without_a_quorum_nothing_carries() -> None:
    tally = without_quorum(counted(VoteRule(), THREE, {"A": YES}))
    assert (tally.carried, tally.reason, tally.yes) == (False, "no_quorum", 1)
