"""The tree of regions: which lies in which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Regions:
    """Regions by id with their parents; the reader has made sure that there is no cycle."""

    parents: Mapping[str, str | None]

    @cached_property
    def lineage(self) -> Mapping[str, tuple[str, ...]]:
        """Return for each region itself and everything above it, from the inside out."""
        found: dict[str, tuple[str, ...]] = {}
        for region in self.parents:
            chain: list[str] = []
            at: str | None = region
            while at is not None and at not in found:
                chain.append(at)
                at = self.parents[at]
            above = found[at] if at is not None else ()
            for name in reversed(chain):
                above = (name, *above)
                found[name] = above
        return found

    @cached_property
    def _within(self) -> Mapping[str, frozenset[str]]:
        return {region: frozenset(chain) for region, chain in self.lineage.items()}

    def inside(self, region: str, other: str) -> bool:
        """Say whether a region is the other one or lies below it."""
        return other in self._within[region]

    def inside_any(self, region: str, others: Iterable[str]) -> bool:
        """Say whether a region is one of the others or lies below one of them."""
        return not self._within[region].isdisjoint(others)

    def below(self, region: str, other: str) -> bool:
        """Say whether a region lies strictly below the other one."""
        return region != other and other in self._within[region]

    def related(self, region: str, other: str) -> bool:
        """Say whether two regions are the same or one lies in the other."""
        return other in self._within[region] or region in self._within[other]

    def depth(self, region: str) -> int:
        """Return the number of regions above."""
        return len(self.lineage[region]) - 1

    def above(self, region: str) -> tuple[str, ...]:
        """Return the regions above, the nearest first."""
        return self.lineage[region][1:]
