"""The state from the record: the fold of its entries."""

from collections.abc import Iterable

from bot.negotiation.events import Recorded
from bot.negotiation.evolve import evolve
from bot.negotiation.model import Session


def replay(entries: Iterable[Recorded], state: Session | None = None) -> Session:
    """Give the state after the entries, from the beginning or from an earlier `state`.

    Raises:
        ValueError: There are no entries and no state, or the entries do not follow one another.
        LookupError: An entry speaks of a proposal that was never tabled.
    """
    for entry in entries:
        state = evolve(state, entry)
    if state is None:
        raise ValueError("there is no entry, so there is no session")
    return state
