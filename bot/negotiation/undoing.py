"""Undoing: what falls with an act when it is undone, what comes back when it is redone, and the state after it.

An entry that was undone stays in the record and does not count. Nothing here adopts a text or changes one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.negotiation import acts, events
from bot.negotiation.acts import CLOCK
from bot.negotiation.events import Recorded
from bot.negotiation.evolve import NeedsHistory, apply
from bot.negotiation.fitting import fits, voice_fits, words_stand
from bot.negotiation.ghosts import ghost
from bot.negotiation.model import Phase, Session
from bot.negotiation.order.acts import Redo, Rewind, Undo
from bot.negotiation.order.facts import ActsRedone, ActsUndone, OrderEvent
from bot.negotiation.recording.facts import RecordingEvent
from bot.negotiation.replay import ending_of, replay, swept, undone_by
from bot.negotiation.sealing import counted_in, sealed_in

__all__ = [
    "NEEDS_HISTORY",
    "Group",
    "NeedsHistory",
    "Plan",
    "Return",
    "act_of",
    "acts_of",
    "follow",
    "is_opening",
    "is_order",
    "plan",
    "plan_return",
    "plan_rewind",
]

NEEDS_HISTORY: frozenset[type[acts.Act]] = frozenset({Undo, Redo, Rewind})
"""Acts that are decided with the whole record."""

Group = tuple[Recorded, ...]
"""The entries of one act."""

_NEVER_UNDONE = OrderEvent | RecordingEvent
_STAY = events.SessionOpened | events.SeatTaken | events.SeatLeft | _NEVER_UNDONE
"""What a rewinding leaves as it is: who sits where, and what the chair has put right or told."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What undoing would do: the entries of the act itself, the acts that fall with it, and the state after it.

    Of a rewinding, `entries` is empty and `falls` is everything that goes.
    """

    target: int
    entries: Group
    falls: tuple[Group, ...]
    state: Session

    @property
    def falling(self) -> tuple[int, ...]:
        """The numbers of the entries that fall with it."""
        return tuple(entry.seq for group in self.falls for entry in group)

    @property
    def all(self) -> tuple[int, ...]:
        """The numbers of all entries that would not count any more."""
        return tuple(sorted((*(entry.seq for entry in self.entries), *self.falling)))


@dataclass(frozen=True, slots=True)
class Return:
    """What redoing would do: which entries count again, or the first later entry that would make no sense then."""

    entries: tuple[int, ...]
    in_the_way: Recorded | None = None


def acts_of(entries: Sequence[Recorded]) -> tuple[Group, ...]:
    """Give the acts of a record: neighbours that were written at the same moment by the same member."""
    return tuple(tuple(group) for _, group in groupby(entries, key=_moment))


def act_of(entries: Sequence[Recorded], seq: int) -> Group:
    """Give the act that wrote an entry; empty if the record has no such entry."""
    if not 1 <= seq <= len(entries):
        return ()
    moment = _moment(entries[seq - 1])
    first = last = seq - 1
    while first > 0 and _moment(entries[first - 1]) == moment:
        first -= 1
    while last + 1 < len(entries) and _moment(entries[last + 1]) == moment:
        last += 1
    return tuple(entries[first : last + 1])


def is_order(group: Group) -> bool:
    """Say whether an act is never undone: undoing, redoing, striking, a message or news, and what was heard."""
    return any(isinstance(entry.event, _NEVER_UNDONE) for entry in group)


def is_opening(group: Group) -> bool:
    """Say whether an act opened the session."""
    return any(isinstance(entry.event, events.SessionOpened) for entry in group)


def follow(state: Session | None, entries: Sequence[Recorded], history: Sequence[Recorded]) -> Session:
    """Give the state after new entries; `history` is the whole record before them, if one of them needs it.

    Raises:
        NeedsHistory: One of them undoes or redoes others, and `history` is not the record up to `state`.
    """
    if not any(isinstance(entry.event, ActsUndone | ActsRedone) for entry in entries):
        return replay(entries, state)
    if state is not None and len(history) != state.version:
        raise NeedsHistory(f"{len(history)} entries are given of the {state.version} before")
    return replay((*history, *entries))


def plan(history: Sequence[Recorded], seq: int) -> Plan:
    """Give what undoing the act of an entry would do; the record must have the entry."""
    away = undone_by(history)
    target = tuple(entry for entry in act_of(history, seq) if entry.seq not in away)
    dropped = {entry.seq for entry in target}
    walk = _Walk(away | dropped, frozenset(), target)
    state = walk.through(history, check_from=min(dropped, default=len(history) + 1))
    return Plan(target[0].seq if target else seq, target, tuple(walk.fallen), state)


def plan_rewind(history: Sequence[Recorded], seq: int) -> Plan:
    """Give what undoing everything after an entry would do; the act that wrote it stays whole."""
    act = act_of(history, seq)
    after = act[-1].seq if act else seq
    away = undone_by(history)
    gone = [
        entry for entry in history if entry.seq > after and entry.seq not in away and not isinstance(entry.event, _STAY)
    ]
    state = _Walk(away | {entry.seq for entry in gone}, frozenset(), ()).through(history, check_from=len(history) + 1)
    return Plan(after, (), acts_of(gone), state)


def plan_return(history: Sequence[Recorded], entries: Collection[int]) -> Return:
    """Give what redoing these entries would do: those that make no sense any more stay undone."""
    away = undone_by(history)
    back = frozenset(one for one in entries if one in away)
    walk = _Walk(away - back, back, tuple(one for one in history if one.seq in back))
    walk.through(history, check_from=min(back, default=len(history) + 1))
    return Return(tuple(sorted(back - walk.stayed)), walk.in_the_way)


def _moment(entry: Recorded) -> tuple[datetime, str]:
    return entry.at, entry.member


class _Walk:
    """One pass through a record, in which acts may fall (undoing) or stay away (redoing)."""

    def __init__(self, away: frozenset[int], back: frozenset[int], moved: Group) -> None:
        self._away, self._back = away, back
        self._waived: set[tuple[str, str, str]] = set()
        self._resealed: set[str] = set()
        self._moved(moved)
        self.fallen: list[Group] = []
        self.stayed: set[int] = set()
        self.in_the_way: Recorded | None = None

    def through(self, history: Sequence[Recorded], check_from: int) -> Session:
        """Give the state after the record; from this entry on, acts must make sense."""
        state = apply(None, history[0].event, history[0].member, history[0].at)
        for group in acts_of(history[1:]):
            counting = [entry for entry in group if entry.seq not in self._away]
            if counting and group[-1].seq >= check_from and not self._makes_sense(state, counting):
                state = self._fall(state, group, tuple(counting))
                continue
            state = self._after(state, group, counting, check=group[-1].seq >= check_from)
        return state

    def _after(self, state: Session, group: Group, counting: list[Recorded], *, check: bool) -> Session:
        before, ending = state, ""
        for entry in group:
            if entry.seq in self._away:
                state = ghost(state, entry.event, entry.member, entry.at)
                continue
            if check and not self._fits(state, entry):
                return self._fall(before, group, tuple(counting))
            state = apply(state, entry.event, entry.member, entry.at)
            ending = ending_of(entry) or ending
        if check and not all(
            words_stand(state, entry.event.proposal)
            for entry in counting
            if isinstance(entry.event, events.ProposalChanged)
        ):
            return self._fall(before, group, tuple(counting))
        return swept(state, ending) if ending else state

    def _makes_sense(self, state: Session, counting: list[Recorded]) -> bool:
        """Who acted must have a seat, and nothing but the chair's hand reaches into a closed session."""
        first = counting[0]
        if is_order(tuple(counting)) or isinstance(first.event, events.SessionOpened):
            return True
        if state.phase is Phase.CLOSED:
            return False
        if first.member == CLOCK.member or isinstance(first.event, events.SeatTaken):
            return True
        return first.member in state.seats

    def _fits(self, state: Session, entry: Recorded) -> bool:
        if isinstance(entry.event, events.TextAdopted) and self._lacks_waiver(entry.event):
            return False
        if entry.seq not in self._back and counted_in(entry.event) in self._resealed:
            # It counted other answers than those that count now, and only they who keep them could say what comes out.
            return False
        try:
            return fits(state, entry.event) and voice_fits(state, entry)
        except LookupError:
            # It speaks of something that is not there any more.
            return False

    def _lacks_waiver(self, event: events.TextAdopted) -> bool:
        return any((event.proposal, event.text_hash, rule) in self._waived for rule in event.waived)

    def _moved(self, entries: Group) -> None:
        """Remember what later entries rest on without saying so: waivers that are gone, sealed answers gone or back."""
        if not self._back:
            self._waived |= {found for entry in entries if (found := _waiver_of(entry))}
        self._resealed |= {key for entry in entries if (key := sealed_in(entry.event))}

    def _fall(self, before: Session, group: Group, counting: Group) -> Session:
        """Let an act fall as a whole; while redoing, what came back stays away, and what counts is in the way."""
        back = [entry.seq for entry in counting if entry.seq in self._back]
        if self._back:
            self.stayed.update(back)
            if len(back) < len(counting) and self.in_the_way is None:
                self.in_the_way = next(entry for entry in counting if entry.seq not in self._back)
        else:
            self.fallen.append(counting)
            self._moved(counting)
        for entry in group:
            before = ghost(before, entry.event, entry.member, entry.at)
        return before


def _waiver_of(entry: Recorded) -> tuple[str, str, str] | None:
    event = entry.event
    return (event.proposal, event.text_hash, event.rule) if isinstance(event, events.AsymmetryWaived) else None
