"""What comes of each act here."""

from collections.abc import Mapping, Sequence

from bot.negotiation import events
from bot.negotiation.acts import Act
from bot.negotiation.context import Context, Decider, Outcome
from bot.negotiation.events import Recorded
from bot.negotiation.guards import already_seated, standing
from bot.negotiation.model import Role, Session
from bot.negotiation.order import acts, facts
from bot.negotiation.order.telling import message_party, tell_news
from bot.negotiation.recording.aliases import name_of
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement, check_words
from bot.negotiation.undoing import Plan, Return, act_of, is_opening, is_order, plan, plan_return, plan_rewind


def undo(state: Session, act: acts.Undo, context: Context) -> Outcome:
    """Undo an act, and what falls with it, which the chair must have seen."""
    refusal = standing(state, context.actor, acts.Undo) or check_statement(act.reason)
    if refusal:
        return refusal
    found = undo_of(state, context.history, act.seq)
    if isinstance(found, Refusal):
        return found
    refusal = _unseen(found, act.falls) or without_chair(found)
    return refusal or (facts.ActsUndone(found.target, found.all, act.reason),)


def undo_of(state: Session, history: Sequence[Recorded], seq: int) -> Plan | Refusal:
    """Give what undoing an act would do, or refuse what is not there, is undone, or is put right in another way."""
    group = act_of(history, seq)
    if not group:
        return _no_entry(state, seq)
    if is_opening(group) or is_order(group):
        return Refusal(Code.NOT_UNDONE_SO, {"entry": seq, "type": group[0].event.type})
    if all(entry.seq in state.order.undone for entry in group):
        return Refusal(Code.UNDONE_ALREADY, {"entry": seq})
    return plan(history, seq)


def redo(state: Session, act: acts.Redo, context: Context) -> Outcome:
    """Take an undoing back, as far as it still makes sense."""
    refusal = standing(state, context.actor, acts.Redo) or check_words(act.reason)
    if refusal:
        return refusal
    back = redo_of(state, context.history, act.seq)
    return back if isinstance(back, Refusal) else (facts.ActsRedone(act.seq, back.entries, act.reason),)


def redo_of(state: Session, history: Sequence[Recorded], seq: int) -> Return | Refusal:
    """Give what taking an undoing back would bring, or refuse what is none, or what later acts rest on."""
    group = act_of(history, seq)
    if not group:
        return _no_entry(state, seq)
    undoing = next((one.event for one in group if isinstance(one.event, facts.ActsUndone)), None)
    back = plan_return(history, undoing.entries if undoing else ())
    if back.in_the_way is not None:
        params = {"entry": seq, "later": back.in_the_way.seq, "type": back.in_the_way.event.type}
        return Refusal(Code.REDO_IN_THE_WAY, params)
    return back if back.entries else Refusal(Code.NOTHING_TO_REDO, {"entry": seq})


def rewind(state: Session, act: acts.Rewind, context: Context) -> Outcome:
    """Undo everything after an entry but who sits where and what the chair put right; the chair must have seen it."""
    refusal = standing(state, context.actor, acts.Rewind) or check_statement(act.reason)
    if refusal:
        return refusal
    found = rewind_of(state, context.history, act.seq)
    if isinstance(found, Refusal):
        return found
    return _unseen(found, act.falls) or (facts.ActsUndone(found.target, found.all, act.reason, rewind=True),)


def rewind_of(state: Session, history: Sequence[Recorded], seq: int) -> Plan | Refusal:
    """Give what rewinding to an entry would undo, or refuse an entry that is not there, or after which nothing goes."""
    if not act_of(history, seq):
        return _no_entry(state, seq)
    found = plan_rewind(history, seq)
    return found if found.falls else Refusal(Code.NOTHING_TO_REWIND, {"entry": seq})


def strike(state: Session, act: acts.Strike, context: Context) -> Outcome:
    """Strike an entry: it is kept, and marked with the reason."""
    refusal = standing(state, context.actor, acts.Strike) or _unknown(state, act.seq) or check_statement(act.reason)
    if refusal:
        return refusal
    if act.seq in state.order.struck:
        return Refusal(Code.STRUCK_ALREADY, {"entry": act.seq, "reason": state.order.struck[act.seq]})
    return (facts.EntryStruck(act.seq, act.reason),)


def restore(state: Session, act: acts.Restore, context: Context) -> Outcome:
    """Take a strike back."""
    refusal = standing(state, context.actor, acts.Restore) or _unknown(state, act.seq)
    if refusal:
        return refusal
    if act.seq not in state.order.struck:
        return Refusal(Code.NOT_STRUCK, {"entry": act.seq, "struck": sorted(state.order.struck)})
    return (facts.EntryRestored(act.seq),)


def hand_over(state: Session, act: acts.HandOver, context: Context) -> Outcome:
    """Give the chair to another member; the old chair stays as an observer."""
    if refusal := standing(state, context.actor, acts.HandOver):
        return refusal
    seat, own = state.seat_of(act.member), state.seats[context.actor.member]
    if seat is not None and seat.member == own.member:
        return already_seated(state, act.member) or ()
    left = events.SeatTaken(own.member, name_of(state, own.member, own.name, Role.OBSERVER, None), Role.OBSERVER, None)
    if seat is not None and seat.role is Role.CHAIR:
        return (left,)
    name = name_of(state, act.member, act.name, Role.CHAIR, None)
    return events.SeatTaken(act.member, name, Role.CHAIR, None), left


def _unknown(state: Session, seq: int) -> Refusal | None:
    return None if 1 <= seq <= state.version else _no_entry(state, seq)


def _no_entry(state: Session, seq: int) -> Refusal:
    return Refusal(Code.UNKNOWN_ENTRY, {"entry": seq, "last": state.version})


def _unseen(found: Plan, seen: tuple[int, ...]) -> Refusal | None:
    """Refuse what would fall without the chair having seen exactly that."""
    if not found.falls or found.falling == tuple(sorted(seen)):
        return None
    falls = [{"seq": entry.seq, "type": entry.event.type} for group in found.falls for entry in group]
    rewind = not found.entries
    return Refusal(Code.FALLS_WITH_IT, {"entry": found.target, "falls": falls, "rewind": rewind})


def without_chair(found: Plan) -> Refusal | None:
    """Refuse what would leave the talks without a chair; else None."""
    return None if found.state.chairs() else Refusal(Code.LAST_CHAIR)


DECIDERS: Mapping[type[Act], Decider] = {
    acts.Undo: undo,
    acts.Redo: redo,
    acts.Rewind: rewind,
    acts.Strike: strike,
    acts.Restore: restore,
    acts.HandOver: hand_over,
    acts.MessageParty: message_party,
    acts.TellNews: tell_news,
}
