"""Whose consent a text needs: nothing is promised about a party's ground without that party."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.drafting.clauses import Clause
from bot.scenarios.schema import Pack


class ConsentMap:
    """Who must consent to what, for one pack."""

    def __init__(self, pack: Pack) -> None:
        self._over = {party.id: party.consent_over for party in pack.delegations if party.consent_over}
        self._parents = pack.regions

    def of(self, clauses: Sequence[Clause]) -> dict[str, tuple[str, ...]]:
        """Give the parties whose consent the clauses need, each with the steps or issues that touch it.

        A step of another party touches a party's ground if its region is that ground, lies in it or contains it; an
        option may also name a party itself.
        """
        found: dict[str, dict[str, None]] = {}
        for clause in clauses:
            for party in clause.consent:
                found.setdefault(party, {})[clause.issue or clause.text] = None
            for step in clause.commitments:
                for party in self.touched_by(step):
                    found.setdefault(party, {})[str(step["id"])] = None
        return {party: tuple(things) for party, things in found.items()}

    def touched_by(self, step: Mapping[str, Any]) -> Iterable[str]:
        """Give the other parties on whose ground a commitment stands."""
        region, outside = step["region"], tuple(step.get("outside") or ())
        for party, grounds in self._over.items():
            if party != step["party"] and any(self._meets(region, ground, outside) for ground in grounds):
                yield party

    def within(self, region: str | None, other: str) -> bool:
        """Say whether a region is another one or lies in it."""
        while region is not None:
            if region == other:
                return True
            region = self._parents.get(region)
        return False

    def _meets(self, region: str, ground: str, outside: Sequence[str]) -> bool:
        if any(self.within(ground, spared) for spared in outside):
            return False
        return self.within(region, ground) or self.within(ground, region)
