"""What the rules and the pack say of a package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.rules import Assessment
    from bot.scenarios.parts import Constraint


@dataclass(frozen=True, slots=True)
class Judgement:
    """The assessment of a package, and what bars it from becoming an agreement.

    `failing`: ids of the rules that bar it. `broken`: constraints of the pack that do not hold. `consents`: the party
    whose consent the text needs -> the steps and issues that touch it; it does not bar. `waived`: rules that were
    failing and count as WARN, because the parties waived them.
    """

    assessment: Assessment
    failing: tuple[str, ...]
    broken: tuple[Constraint, ...]
    consents: Mapping[str, tuple[str, ...]]
    waived: tuple[str, ...] = ()
    refused: bool = False

    @property
    def barred(self) -> bool:
        """Whether the package cannot become an agreement as it stands."""
        return self.refused or bool(self.failing or self.broken)
