"""What comes of a motion that carries, at once and by itself."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.negotiation import events
from bot.negotiation.adoption import adopted, whole_bar
from bot.negotiation.clockwork.facts import ClockExtended, SessionPaused
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.context import Context
from bot.negotiation.events import Event
from bot.negotiation.floor.calling import spoken_until
from bot.negotiation.floor.facts import FloorEnded, ListClosed, ListOpened, RulingReversed, TurnSet
from bot.negotiation.model import Bar, Proposal, Session, Stance, StanceKind
from bot.negotiation.voting.model import Motion, MotionKind
from bot.negotiation.waivers import judge_with_waivers

Effect = Callable[[Session, Motion, Context], tuple[Event, ...]]


def carried(state: Session, motion: Motion, yes: tuple[str, ...], context: Context) -> tuple[Event, ...]:
    """Give what a motion that carries brings about; nothing where there is nothing to change."""
    if motion.kind is MotionKind.ADOPT:
        return _adopts(state, motion, yes, context)
    effect = _EFFECTS.get(motion.kind)
    return effect(state, motion, context) if effect else ()


def adoptable(state: Session, motion: Motion, context: Context) -> Proposal | None:
    """Give the proposal that a vote on a motion adopts; None if it only shows where parties stand, or is outdated."""
    proposal = state.proposals.get(motion.proposal or "")
    if state.procedure.consensus != "vote" or proposal is None or not proposal.live:
        return None
    outdated = proposal.expired_at(context.now) or proposal.current.text_hash != motion.text_hash
    return None if outdated else proposal


def _adopts(state: Session, motion: Motion, yes: tuple[str, ...], context: Context) -> tuple[Event, ...]:
    """Adopt the text, unless anything but the parties' word bars it: a majority is no waiver."""
    proposal = adoptable(state, motion, context)
    if proposal is None:
        return ()
    judgement = judge_with_waivers(proposal, state, context.frame)
    bar = whole_bar(state, _accepted(proposal, yes, context), judgement)
    if bar == Bar():
        return adopted(state, proposal, judgement, context, "vote", yes)
    return (events.AdoptionBarred(proposal.id, proposal.current.number, proposal.current.text_hash, bar),)


def _accepted(proposal: Proposal, parties: tuple[str, ...], context: Context) -> Proposal:
    """Give the proposal as it is if a yes is an acceptance, and nothing else that was said is one."""
    current = proposal.current
    said = {
        party: Stance(party, StanceKind.ACCEPTED, "", current.number, current.text_hash, context.now)
        for party in parties
    }
    return replace(proposal, stances=said)


def _paused(kind: PauseKind) -> Effect:
    def pause(state: Session, motion: Motion, context: Context) -> tuple[Event, ...]:
        if state.timetable.pause is not None:
            return ()
        until = None if motion.minutes is None else context.now + timedelta(minutes=motion.minutes)
        return (SessionPaused(kind, motion.words, until, _clock_left(state, context)),)

    return pause


def _clock_left(state: Session, context: Context) -> int | None:
    clock = state.timetable.clock
    if clock.ends is None:
        return clock.remaining
    return max(0, int((clock.ends - context.now).total_seconds()))


def _extended(state: Session, motion: Motion, context: Context) -> tuple[Event, ...]:
    clock, minutes = state.timetable.clock, motion.minutes or 0
    if clock.ends is None and clock.remaining is None:
        return ()
    if clock.ends is None or state.timetable.pause is not None:
        remaining = (_clock_left(state, context) or 0) + minutes * 60
        return (ClockExtended(minutes, None, remaining, motion.words),)
    # Where the time is up already, the minutes count from now.
    ends = max(clock.ends, context.now) + timedelta(minutes=minutes)
    return (ClockExtended(minutes, ends, None, motion.words),)


def _closed_list(state: Session, _motion: Motion, _context: Context) -> tuple[Event, ...]:
    return (ListClosed(),) if state.floor.open else ()


def _opened_list(state: Session, _motion: Motion, _context: Context) -> tuple[Event, ...]:
    return () if state.floor.open else (ListOpened(state.floor.order, state.floor.seconds),)


def _closed_debate(state: Session, motion: Motion, context: Context) -> tuple[Event, ...]:
    turn = state.floor.turn
    ended: tuple[Event, ...] = ()
    if turn is not None:
        ended = (FloorEnded(turn.speaker.id, turn.speaker.party, spoken_until(state, context.now), "chair"),)
    return *_closed_list(state, motion, context), *ended


def _reversed(state: Session, motion: Motion, _context: Context) -> tuple[Event, ...]:
    point = state.floor.points.get(motion.point or "")
    return () if point is None or point.reversed else (RulingReversed(point.id, motion.id),)


def _turn_set(_state: Session, motion: Motion, _context: Context) -> tuple[Event, ...]:
    return (TurnSet((motion.minutes or 1) * 60),)


_EFFECTS: Mapping[MotionKind, Effect] = {
    MotionKind.APPEAL: _reversed,
    MotionKind.SUSPEND: _paused(PauseKind.SUSPENDED),
    MotionKind.ADJOURN: _paused(PauseKind.ADJOURNED),
    MotionKind.CLOSE_DEBATE: _closed_debate,
    MotionKind.CLOSE_LIST: _closed_list,
    MotionKind.REOPEN_LIST: _opened_list,
    MotionKind.EXTEND: _extended,
    MotionKind.SPEAKING_TIME: _turn_set,
    # While delegations confer without a moderator the plenary rests; private rooms are open.
    MotionKind.CAUCUS: _paused(PauseKind.SUSPENDED),
}
"""A carried motion to reconsider is recorded only: the chair undoes what is reconsidered."""
