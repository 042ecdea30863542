"""The state from the record: the fold of its entries, of which those that were undone leave their ghost alone."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from bot.negotiation import events
from bot.negotiation.events import Recorded
from bot.negotiation.evolve import NeedsHistory, apply, evolve
from bot.negotiation.ghosts import ghost
from bot.negotiation.model import Phase, ProposalStatus, Session
from bot.negotiation.order.facts import ActsRedone, ActsUndone


def replay(entries: Iterable[Recorded], state: Session | None = None) -> Session:
    """Give the state after the entries, from the beginning or from an earlier `state`.

    Raises:
        NeedsHistory: There is an earlier state, and an entry undoes or redoes others: the whole record is needed.
        ValueError: There are no entries and no state, or the entries do not follow one another.
        LookupError: An entry speaks of a proposal that was never tabled.
    """
    found = tuple(entries)
    if state is not None or not any(isinstance(entry.event, ActsUndone | ActsRedone) for entry in found):
        for entry in found:
            state = evolve(state, entry)
    else:
        state = fold(found, undone_by(found))
    if state is None:
        raise ValueError("there is no entry, so there is no session")
    return state


def undone_by(entries: Iterable[Recorded]) -> frozenset[int]:
    """Give the numbers of the entries that do not count after these."""
    undone: set[int] = set()
    for entry in entries:
        match entry.event:
            case ActsUndone(entries=taken):
                undone.update(taken)
            case ActsRedone(entries=back):
                undone.difference_update(back)
            case _:
                pass
    return frozenset(undone)


def fold(entries: Sequence[Recorded], undone: Container[int]) -> Session | None:
    """Give the state after a whole record of which these entries do not count; None if it has no entry."""
    state: Session | None = None
    ending = ""
    for number, entry in enumerate(entries, 1):
        if entry.seq != number:
            raise ValueError(f"entry {entry.seq} does not follow entry {number - 1}")
        if state is None:
            state = apply(None, entry.event, entry.member, entry.at)
            continue
        if ending and not same_act(entries[number - 2], entry):
            state, ending = swept(state, ending), ""
        if entry.seq in undone:
            state = ghost(state, entry.event, entry.member, entry.at)
        else:
            state = apply(state, entry.event, entry.member, entry.at)
            ending = ending_of(entry) or ending
    return replace(state, version=len(entries)) if state is not None else None


def same_act(one: Recorded, other: Recorded) -> bool:
    """Say whether two neighbours in the record were written by one act."""
    return one.at == other.at and one.member == other.member


def ending_of(entry: Recorded) -> str:
    """Give why proposals lapse after an entry, "" if it is not one that ends the talks."""
    match entry.event:
        case events.TextAdopted(early=False):
            return "other_adopted"
        case events.SessionClosed():
            return "closed"
        case _:
            return ""


def swept(state: Session, ending: str) -> Session:
    """Let proposals lapse that are on the table after an end: only one that an undoing put back there can be.

    It was off the table when the others lapsed, so no entry says so of it.
    """
    if state.phase not in (Phase.AGREED, Phase.CLOSED):
        return state
    left = {one.id: replace(one, status=ProposalStatus.LAPSED, status_reason=ending) for one in state.live_proposals()}
    return replace(state, proposals={**state.proposals, **left}) if left else state


__all__ = ["NeedsHistory", "fold", "replay", "same_act", "swept", "undone_by"]
