"""How long a search for cures may go on: so long that nobody waits for it, and always equally long for equal texts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from bot.drafting.clauses import Clause

T = TypeVar("T")

_STEPS_A_TRY = 6  # so many steps of somebody's own take as long to judge as the options of a package


class Search:
    """The tries that are left in one search. Each costs one, and more in a text with many steps of somebody's own."""

    def __init__(self, clauses: Sequence[Clause], tries: int) -> None:
        own = sum(len(clause.commitments) + len(clause.duties) for clause in clauses if clause.issue is None)
        self._cost = _STEPS_A_TRY + own
        self._left = _STEPS_A_TRY * tries

    def tried(self, found: Iterable[T]) -> Iterator[T]:
        """Give what is to be tried, one after another, until no try is left; the first is always given."""
        for one in found:
            if self._left <= 0:
                return
            self._left -= self._cost
            yield one
