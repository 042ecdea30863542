"""What a pack's procedure says of motions and votes: every kind and every party that it names is there."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.scenarios.faults import Faults, Path
from bot.scenarios.procedure import MOTION_KINDS

_HEAVIEST = 1_000


def check_votes(procedure: Mapping[str, Any], voters: Sequence[str], faults: Faults) -> None:
    """Note kinds of motions that nobody knows, parties without a vote, and weights and quorums that cannot be."""
    _kinds(procedure, faults)
    _rules(procedure, voters, faults)
    _weights(procedure, voters, faults)
    quorum = procedure.get("quorum")
    if isinstance(quorum, int) and quorum > len(voters):
        message = f"a quorum of {quorum} is never there: {len(voters)} parties have a vote"
        faults.add("E_VALUE", ("procedure", "quorum"), message)


def _kinds(procedure: Mapping[str, Any], faults: Faults) -> None:
    path: Path = ("procedure", "precedence")
    seen: set[str] = set()
    named = procedure.get("precedence")
    for number, kind in enumerate(named if isinstance(named, list) else []):
        if kind not in MOTION_KINDS:
            faults.unknown("E_VALUE", (*path, number), "kind of motion", kind, MOTION_KINDS)
        elif kind in seen:
            faults.add("E_VALUE", (*path, number), f"{kind} stands in the order twice; take one out")
        seen.add(str(kind))


def _rules(procedure: Mapping[str, Any], voters: Sequence[str], faults: Faults) -> None:
    votes = procedure.get("votes")
    by_kind = votes if isinstance(votes, dict) else {}
    for kind in by_kind:
        if kind not in MOTION_KINDS:
            faults.unknown("E_VALUE", ("procedure", "votes", str(kind)), "kind of motion", kind, MOTION_KINDS)
    rules: list[tuple[Path, Any]] = [(("procedure", "vote"), procedure.get("vote"))]
    rules += [(("procedure", "votes", str(kind)), rule) for kind, rule in by_kind.items()]
    for path, rule in rules:
        veto = rule.get("veto") if isinstance(rule, dict) else None
        for number, party in enumerate(veto if isinstance(veto, list) else []):
            if party not in voters:
                faults.unknown("E_PARTY", (*path, "veto", number), "party with a vote called", party, voters)


def _weights(procedure: Mapping[str, Any], voters: Sequence[str], faults: Faults) -> None:
    weights = procedure.get("weights")
    for party, weight in (weights if isinstance(weights, dict) else {}).items():
        path: Path = ("procedure", "weights", str(party))
        if party not in voters:
            faults.unknown("E_PARTY", path, "party with a vote called", party, voters)
        if isinstance(weight, int) and not 0 <= weight <= _HEAVIEST:
            faults.add("E_VALUE", path, f"a weight is a whole number from 0 to {_HEAVIEST}, not {weight}")
