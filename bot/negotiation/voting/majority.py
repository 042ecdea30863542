"""When a vote carries: majorities in whole numbers, so that nothing is ever rounded."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from bot.negotiation.voting.model import Choice, Tally, Voter
from bot.scenarios.procedure import VoteRule

CARRIED, TOO_FEW, TIE, VETO, BLOC, NO_QUORUM = "carried", "too_few", "tie", "veto", "bloc", "no_quorum"
"""Why a vote came out as it did."""


def counted(rule: VoteRule, voters: Iterable[Voter], cast: Mapping[str, Choice]) -> Tally:
    """Count a vote; who is not in `cast` did not vote, and who is no voter does not count."""
    voting = tuple(voters)
    tally = _weighed(voting, cast)
    reason = _reason(rule, voting, cast, tally)
    return replace(tally, carried=reason == CARRIED, reason=reason)


def without_quorum(tally: Tally) -> Tally:
    """Give the outcome of a vote at whose end too few parties were there: it does not carry."""
    return replace(tally, carried=False, reason=NO_QUORUM)


def _weighed(voters: Iterable[Voter], cast: Mapping[str, Choice]) -> Tally:
    sums: dict[Choice | None, int] = dict.fromkeys((*Choice, None), 0)
    for voter in voters:
        sums[cast.get(voter.party)] += voter.weight
    return Tally(sums[Choice.YES], sums[Choice.NO], sums[Choice.ABSTAIN], sums[None], carried=False, reason=TOO_FEW)


def _reason(rule: VoteRule, voters: tuple[Voter, ...], cast: Mapping[str, Choice], tally: Tally) -> str:
    if any(voter.party in rule.veto and cast.get(voter.party) is Choice.NO for voter in voters):
        return VETO
    if not _enough(rule, tally):
        return TIE if rule.share == "majority" and tally.yes == tally.no > 0 else TOO_FEW
    return BLOC if rule.blocs and not all(_bloc_carries(one, voters, cast) for one in _blocs(voters)) else CARRIED


def _enough(rule: VoteRule, tally: Tally) -> bool:
    base = _base(rule, tally)
    match rule.share:
        case "majority":
            return 2 * tally.yes > base
        case "two_thirds":
            return 3 * tally.yes >= 2 * base and tally.yes > 0
        case "all":
            return tally.yes == base > 0
    assert_never(rule.share)


def _base(rule: VoteRule, tally: Tally) -> int:
    match rule.of:
        case "voting":
            return tally.yes + tally.no
        case "present":
            return tally.yes + tally.no + tally.abstain
        case "all":
            return tally.yes + tally.no + tally.abstain + tally.absent
    assert_never(rule.of)


def _blocs(voters: Iterable[Voter]) -> list[str]:
    return list(dict.fromkeys(voter.bloc for voter in voters if voter.bloc is not None))


def _bloc_carries(bloc: str, voters: Iterable[Voter], cast: Mapping[str, Choice]) -> bool:
    tally = _weighed([voter for voter in voters if voter.bloc == bloc], cast)
    return 2 * tally.yes > tally.yes + tally.no
