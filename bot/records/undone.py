"""What was undone and struck: whether the lists of it are true, and how the exports mark it."""

from collections.abc import Mapping, Sequence

from bot.negotiation import events
from bot.negotiation.events import Recorded
from bot.negotiation.order.facts import ActsRedone, ActsUndone, EntryRestored, EntryStruck, OrderEvent
from bot.negotiation.recording.facts import RecordingEvent

Found = tuple[int, str]


def first_undone_wrongly(entries: Sequence[Recorded]) -> Found | None:
    """Give the first entry that undoes, redoes, strikes or restores what it could not, with the reason."""
    undone: set[int] = set()
    struck: set[int] = set()
    for number, entry in enumerate(entries):
        before = entries[:number]
        match entry.event:
            case ActsUndone() as event:
                why = _fault_of_undoing(event, before, undone)
                undone |= set(event.entries)
            case ActsRedone() as event:
                why = _fault_of_redoing(event, before, undone)
                undone -= set(event.entries)
            case EntryStruck(target=target):
                fits = 1 <= target < entry.seq and target not in struck
                why = None if fits else f"it strikes entry {target}, which is struck already or was not there"
                struck.add(target)
            case EntryRestored(target=target):
                why = None if target in struck else f"entry {target} was not struck"
                struck.discard(target)
            case _:
                why = None
        if why:
            return entry.seq, why
    return None


def _fault_of_undoing(event: ActsUndone, before: Sequence[Recorded], undone: set[int]) -> str | None:
    if not event.entries or list(event.entries) != sorted(set(event.entries)):
        return "it undoes nothing, or the same entry twice"
    for seq in event.entries:
        if not 1 <= seq <= len(before):
            return f"it undoes entry {seq}, which was not there"
        if seq in undone:
            return f"it undoes entry {seq}, which was undone already"
        if isinstance(before[seq - 1].event, OrderEvent | RecordingEvent | events.SessionOpened):
            return f"it undoes entry {seq}, which is never undone"
    if not event.rewind and event.target not in event.entries:
        return f"it names entry {event.target} and undoes others"
    return None


def _fault_of_redoing(event: ActsRedone, before: Sequence[Recorded], undone: set[int]) -> str | None:
    taken = before[event.target - 1].event if 1 <= event.target <= len(before) else None
    if not isinstance(taken, ActsUndone):
        return f"it takes back entry {event.target}, which undid nothing"
    if not event.entries or not set(event.entries) <= set(taken.entries) & undone:
        return f"it brings back what entry {event.target} did not undo, or what is not undone"
    return None


def undone_where(entries: Sequence[Recorded]) -> Mapping[int, tuple[int, str]]:
    """Give for each entry that does not count the number of the entry that undid it, and the reason."""
    found: dict[int, tuple[int, str]] = {}
    for entry in entries:
        match entry.event:
            case ActsUndone(entries=taken, reason=reason):
                found |= dict.fromkeys(taken, (entry.seq, reason))
            case ActsRedone(entries=back):
                found = {seq: where for seq, where in found.items() if seq not in back}
            case _:
                pass
    return found


def struck_where(entries: Sequence[Recorded]) -> Mapping[int, tuple[int, str]]:
    """Give for each struck entry the number of the entry that struck it, and the reason."""
    found: dict[int, tuple[int, str]] = {}
    for entry in entries:
        match entry.event:
            case EntryStruck(target=target, reason=reason):
                found[target] = (entry.seq, reason)
            case EntryRestored(target=target):
                found.pop(target, None)
            case _:
                pass
    return found
