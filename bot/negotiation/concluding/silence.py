"""The silence procedure: a text is agreed unless a party objects in writing within the time."""

from dataclasses import replace
from datetime import timedelta

from bot.negotiation import events
from bot.negotiation.adoption import (
    acceptances,
    adopted,
    brackets_open,
    consents_missing,
    not_reciprocal,
    rejections,
    whole_bar,
)
from bot.negotiation.chair import objections, reserved, unlinked, without_consent
from bot.negotiation.clockwork.model import Pace
from bot.negotiation.clockwork.presence import away
from bot.negotiation.concluding.acts import BreakSilence, PutUnderSilence
from bot.negotiation.concluding.facts import SilenceBegun, SilenceBroken, SilenceEnded
from bot.negotiation.concluding.following import open_editorials
from bot.negotiation.concluding.model import Silence
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, party_of, standing
from bot.negotiation.marks import open_reservations
from bot.negotiation.model import Bar, Proposal, Session, Stance, StanceKind
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_alternative, check_statement, no_clause
from bot.negotiation.waivers import judge_with_waivers

LONGEST = 600_000
"""Minutes: more than a year, and as long as the longest time that a pack may ask for."""


def put_under_silence(state: Session, act: PutUnderSilence, context: Context) -> Outcome:
    """Put a version under silence, if nothing but the parties' word is missing for its adoption."""
    if refusal := standing(state, context.actor, PutUnderSilence):
        return refusal
    proposal = silenceable(state, context, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    least = least_minutes(state)
    minutes = least if act.minutes is None else act.minutes
    if not least <= minutes <= LONGEST:
        return Refusal(Code.SILENCE_TIME, {"minutes": minutes, "least": least, "most": LONGEST})
    current, until = proposal.current, context.now + timedelta(minutes=minutes)
    return (SilenceBegun(proposal.id, current.number, current.text_hash, until),)


def break_silence(state: Session, act: BreakSilence, context: Context) -> Outcome:
    """Object in time, in writing; the text is under silence no longer, but stays on the table."""
    if refusal := standing(state, context.actor, BreakSilence):
        return refusal
    silence = breakable(state, context)
    if isinstance(silence, Refusal):
        return silence
    if refusal := check_statement(act.objection) or _odd_words(state.proposals[silence.proposal], act):
        return refusal
    party = party_of(state, context)
    return (SilenceBroken(silence.proposal, silence.version, party, act.objection, act.clause, act.words),)


def silenceable(state: Session, context: Context, proposal_id: str, text_hash: str | None = None) -> Proposal | Refusal:
    """Give the proposal that can be put under silence now, or refuse; `standing` has been asked before."""
    if not state.procedure.silence_minutes:
        return Refusal(Code.NO_SILENCE_PROCEDURE)
    proposal = on_proposal(state, context, PutUnderSilence, proposal_id, text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    silence = state.conclusion.silence
    if silence is not None:
        return silence_runs(silence)
    refusal = editorial_open(state, proposal) or _not_ripe(state, proposal, context)
    return refusal or proposal


def breakable(state: Session, context: Context) -> Silence | Refusal:
    """Give the silence that can be broken now, or refuse; `standing` has been asked before."""
    silence = state.conclusion.silence
    if silence is None:
        return Refusal(Code.NO_SILENCE_RUNS)
    if context.now >= silence.until:
        # Its end is due, and comes with the next turn of the clock.
        return Refusal(Code.SILENCE_OVER, {"proposal": silence.proposal, "until": silence.until.isoformat()})
    return silence


def silence_runs(silence: Silence) -> Refusal:
    """Refuse what cannot be done while a text is under silence."""
    params = {"proposal": silence.proposal, "version": silence.version, "until": silence.until.isoformat()}
    return Refusal(Code.SILENCE_RUNS, params)


def editorial_open(state: Session, proposal: Proposal) -> Refusal | None:
    """Refuse what cannot be done while an editorial change of a proposal may be contested; else None."""
    for one in open_editorials(state, proposal.id):
        params = {"proposal": proposal.id, "editorial": one.id, "until": one.until.isoformat()}
        return Refusal(Code.EDITORIAL_OPEN, params)
    return None


def least_minutes(state: Session) -> int:
    """Give the shortest time under silence, by the pace of the talks."""
    procedure = state.procedure
    return procedure.silence_hours * 60 if state.timetable.pace is Pace.POST else procedure.silence_minutes


def silence_over(state: Session, silence: Silence, context: Context) -> Outcome:
    """Give what comes of a silence that nobody broke: the adoption, or why there is none."""
    proposal = state.proposals[silence.proposal]
    if how := _in_the_way(state, proposal):
        return (SilenceEnded(proposal.id, silence.version, how),)
    judgement = judge_with_waivers(proposal, state, context.frame)
    bar = whole_bar(state, silently(state, proposal, context), judgement)
    if bar != Bar():
        barred = events.AdoptionBarred(proposal.id, silence.version, silence.text_hash, bar)
        return SilenceEnded(proposal.id, silence.version, "barred"), barred
    ended = SilenceEnded(proposal.id, silence.version, "passed")
    quiet = replace(state, conclusion=replace(state.conclusion, silence=None))
    return ended, *adopted(quiet, proposal, judgement, context, "silence", state.required)


def silently(state: Session, proposal: Proposal, context: Context) -> Proposal:
    """Give the proposal as if every required party accepted it: what silence is taken for."""
    current = proposal.current
    taken = {
        party: Stance(party, StanceKind.ACCEPTED, "", current.number, current.text_hash, context.now)
        for party in state.required
    }
    return replace(proposal, stances={**proposal.stances, **taken})


def _in_the_way(state: Session, proposal: Proposal) -> str:
    """Say what came up meanwhile that no silence can stand for; "" if nothing did."""
    if rejections(proposal, state):
        return "rejected"
    if open_reservations(state, proposal):
        return "reserved"
    return "absent" if away(state) else ""


def _not_ripe(state: Session, proposal: Proposal, context: Context) -> Refusal | None:
    judgement = judge_with_waivers(proposal, state, context.frame)
    silent = silently(state, proposal, context)
    return (
        objections(proposal, state)
        or _nobody_stands_for(state, proposal)
        or _parties_away(state, proposal)
        or not_reciprocal(proposal.id, judgement)
        or without_consent(proposal, consents_missing(silent, judgement))
        or brackets_open(state, proposal)
        or reserved(state, proposal)
        or unlinked(state, silent)
    )


def _nobody_stands_for(state: Session, proposal: Proposal) -> Refusal | None:
    if proposal.party is None or acceptances(proposal, state):
        return None
    return Refusal(Code.NOBODY_ACCEPTED, {"proposal": proposal.id})


def _parties_away(state: Session, proposal: Proposal) -> Refusal | None:
    parties = away(state)
    return Refusal(Code.SILENT_PARTIES_AWAY, {"proposal": proposal.id, "parties": list(parties)}) if parties else None


def _odd_words(proposal: Proposal, act: BreakSilence) -> Refusal | None:
    if act.clause is None:
        return Refusal(Code.CLAUSE_NEEDED) if act.words.strip() else None
    return no_clause(act.clause, len(proposal.current.clauses)) or check_alternative(act.clause, act.words)
