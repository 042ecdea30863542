"""Pauses: the chair suspends, adjourns or freezes the talks, and goes on."""

from datetime import datetime

from bot.negotiation.clockwork import acts, facts
from bot.negotiation.clockwork.model import Pause, PauseKind
from bot.negotiation.clockwork.timing import LONGEST_PAUSE, left
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import standing
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_words


def pause_session(state: Session, act: acts.PauseSession, context: Context) -> Outcome:
    """Let the talks rest; a pause that is on becomes the other kind, or ends at the other time."""
    # A frozen session has no end but the chair's word.
    until = None if act.kind is PauseKind.FROZEN else act.until
    refusal = (
        standing(state, context.actor, acts.PauseSession)
        or check_words(act.reason)
        or _same_pause(state, act.kind, until)
        or _no_end(until, context.now)
    )
    if refusal:
        return refusal
    return (facts.SessionPaused(act.kind, act.reason, until, left(state, context.now)),)


def resume_session(state: Session, _act: acts.ResumeSession, context: Context) -> Outcome:
    """Go on after a pause, in the same phase, with as much time as was left."""
    if refusal := standing(state, context.actor, acts.ResumeSession):
        return refusal
    pause = state.timetable.pause
    return Refusal(Code.NOT_RESTING) if pause is None else (resumed(state, pause, context.now, "chair"),)


def resumed(state: Session, pause: Pause, now: datetime, how: str) -> facts.SessionResumed:
    """Give the end of a pause."""
    ends = state.timetable.clock.ends
    return facts.SessionResumed(pause.kind, ends + (now - pause.at) if ends else None, how)


def _same_pause(state: Session, kind: PauseKind, until: datetime | None) -> Refusal | None:
    pause = state.timetable.pause
    if pause is None or (pause.kind, pause.until) != (kind, until):
        return None
    return Refusal(Code.RESTING_ALREADY, {"kind": kind.value, "until": until.isoformat() if until else None})


def _no_end(until: datetime | None, now: datetime) -> Refusal | None:
    if until is None or now < until <= now + LONGEST_PAUSE:
        return None
    return Refusal(Code.PAUSE_END_OUT_OF_RANGE, {"until": until.isoformat(), "days": LONGEST_PAUSE.days})
