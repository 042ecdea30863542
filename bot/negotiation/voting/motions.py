"""Motions: what may be moved, by whom, and in which order it comes to the vote."""

from collections.abc import Mapping

from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, standing
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement, check_words
from bot.negotiation.voting import acts, facts
from bot.negotiation.voting.after import lacks_second
from bot.negotiation.voting.model import Motion, MotionKind, MotionStatus
from bot.scenarios.procedure import Procedure, VoteRule

HOUR, DAY, YEAR = 60, 1_440, 525_600
MINUTES: Mapping[MotionKind, tuple[int, int]] = {
    MotionKind.SUSPEND: (1, DAY),
    MotionKind.ADJOURN: (1, YEAR),
    MotionKind.EXTEND: (1, DAY),
    MotionKind.SPEAKING_TIME: (1, HOUR),
    MotionKind.CAUCUS: (1, DAY),
}
"""The kinds of motions that are on time, with the fewest and the most minutes."""
ON_TEXTS = frozenset({MotionKind.ADOPT, MotionKind.RECONSIDER})
_WITHOUT_END = frozenset({MotionKind.ADJOURN})
_TWO_THIRDS = frozenset({MotionKind.CLOSE_DEBATE, MotionKind.RECONSIDER})


def move(state: Session, act: acts.Move, context: Context) -> Outcome:
    """Make a motion; what one's party has moved already waits for its end first."""
    if refusal := standing(state, context.actor, acts.Move) or _not_so(state, act, context):
        return refusal
    about = _about(state, act, context)
    if isinstance(about, Refusal):
        return about
    proposal, text_hash = about
    made = facts.MotionMade(
        motion=f"M{len(state.voting.motions) + 1}",
        kind=act.kind,
        party=state.seats[context.actor.member].party,
        words=act.words.strip(),
        proposal=proposal,
        text_hash=text_hash,
        minutes=act.minutes,
    )
    return (made,)


def second_motion(state: Session, act: acts.SecondMotion, context: Context) -> Outcome:
    """Support another party's motion."""
    if refusal := standing(state, context.actor, acts.SecondMotion):
        return refusal
    motion = secondable(state, context, act.motion)
    if isinstance(motion, Refusal):
        return motion
    return (facts.MotionSeconded(motion.id, state.seats[context.actor.member].party or ""),)


def withdraw_motion(state: Session, act: acts.WithdrawMotion, context: Context) -> Outcome:
    """Take back a motion of one's own party, or as a chair one of the chair."""
    if refusal := standing(state, context.actor, acts.WithdrawMotion):
        return refusal
    motion = withdrawable(state, context, act.motion)
    return motion if isinstance(motion, Refusal) else (facts.MotionWithdrawn(motion.id),)


def rule_motion(state: Session, act: acts.RuleMotion, context: Context) -> Outcome:
    """Rule a motion out of order, with the reason."""
    if refusal := standing(state, context.actor, acts.RuleMotion):
        return refusal
    motion = waiting(state, act.motion)
    if isinstance(motion, Refusal):
        return motion
    return check_statement(act.reason) or (facts.MotionRuledOut(motion.id, act.reason),)


def waiting(state: Session, name: str) -> Motion | Refusal:
    """Give a motion that waits to be put to the vote, or refuse."""
    motion = state.voting.motions.get(name)
    if motion is None:
        return unknown(state, name)
    if motion.status is MotionStatus.VOTING:
        return Refusal(Code.VOTE_OPEN_ALREADY, {"motion": motion.id})
    return motion if motion.status is MotionStatus.MADE else over(motion)


def secondable(state: Session, context: Context, name: str) -> Motion | Refusal:
    """Give a motion that the actor may support, or refuse; `standing` has been asked before."""
    motion, party = waiting(state, name), state.seats[context.actor.member].party
    if isinstance(motion, Refusal):
        return motion
    if motion.party == party:
        return Refusal(Code.OWN_MOTION, {"motion": motion.id})
    return Refusal(Code.SECONDED_ALREADY, {"motion": motion.id}) if party in motion.seconded else motion


def withdrawable(state: Session, context: Context, name: str) -> Motion | Refusal:
    """Give a motion that the actor may take back, or refuse; `standing` has been asked before."""
    motion, party = waiting(state, name), state.seats[context.actor.member].party
    if isinstance(motion, Refusal) or motion.party == party:
        return motion
    return Refusal(Code.NOT_YOUR_MOTION, {"motion": motion.id, "party": motion.party})


def unknown(state: Session, name: str) -> Refusal:
    """Refuse a motion that never was."""
    motions = [one.id for one in state.voting.motions.values() if one.open]
    return Refusal(Code.UNKNOWN_MOTION, {"motion": name, "motions": motions})


def over(motion: Motion) -> Refusal:
    """Refuse what cannot be done with a motion that has come to its end."""
    return Refusal(Code.MOTION_OVER, {"motion": motion.id, "status": motion.status.value, "reason": motion.reason})


def rank(procedure: Procedure, kind: MotionKind) -> int:
    """Give the place of a kind of motion in the order of precedence, from 0: the lowest number comes first."""
    return precedence(procedure).index(kind)


def precedence(procedure: Procedure) -> tuple[MotionKind, ...]:
    """Give all kinds in the order of precedence: those that the pack names first, then the others as usual."""
    usual = {kind.value: kind for kind in MotionKind}
    named = [usual[one] for one in procedure.precedence if one in usual]
    return tuple(dict.fromkeys((*named, *MotionKind)))


def ripe(state: Session, motion: Motion) -> bool:
    """Say whether a motion waits to be put to the vote, with the support that it needs."""
    return motion.status is MotionStatus.MADE and not lacks_second(state, motion)


def before(state: Session, motion: Motion) -> Motion | None:
    """Give the motion that has to be voted on before another one, or None."""
    own = rank(state.procedure, motion.kind)
    higher = [
        one
        for one in state.voting.motions.values()
        if ripe(state, one) and one.id != motion.id and rank(state.procedure, one.kind) < own
    ]
    return min(higher, key=lambda one: rank(state.procedure, one.kind), default=None)


def rule_for(procedure: Procedure, kind: MotionKind) -> VoteRule:
    """Give when a motion of a kind carries."""
    named = procedure.votes.get(kind.value)
    if named is not None:
        return named
    if kind is MotionKind.APPEAL:
        return VoteRule()
    return VoteRule(share="two_thirds") if kind in _TWO_THIRDS else procedure.vote


def adopts(procedure: Procedure, kind: MotionKind) -> bool:
    """Say whether a vote on such a motion makes a text the agreed one, and not only shows where parties stand."""
    return kind is MotionKind.ADOPT and procedure.consensus == "vote"


def _not_so(state: Session, act: acts.Move, context: Context) -> Refusal | None:
    if act.kind is MotionKind.APPEAL:
        return Refusal(Code.APPEAL_BY_RULING)
    check = check_statement if act.kind is MotionKind.OTHER else check_words
    return check(act.words) or _odd_minutes(act) or _moved_already(state, act, context)


def _odd_minutes(act: acts.Move) -> Refusal | None:
    if act.kind not in MINUTES:
        return None if act.minutes is None else _not_on(act, "minutes")
    least, most = MINUTES[act.kind]
    given = act.minutes
    if (given is None and act.kind in _WITHOUT_END) or (given is not None and least <= given <= most):
        return None
    params = {"kind": act.kind.value, "minutes": given, "least": least, "most": most}
    return Refusal(Code.MOTION_MINUTES, params)


def _not_on(act: acts.Move, what: str) -> Refusal:
    return Refusal(Code.MOTION_NOT_ON, {"kind": act.kind.value, "what": what})


def _moved_already(state: Session, act: acts.Move, context: Context) -> Refusal | None:
    party = state.seats[context.actor.member].party
    for one in state.voting.motions.values():
        if one.open and (one.kind, one.party) == (act.kind, party):
            return Refusal(Code.MOVED_ALREADY, {"motion": one.id, "kind": one.kind.value})
    return None


def _about(state: Session, act: acts.Move, context: Context) -> tuple[str | None, str | None] | Refusal:
    """Give the text that a motion is on, by id and hash; both None for a motion on no text."""
    if act.kind not in ON_TEXTS:
        return (None, None) if act.proposal is None else _not_on(act, "text")
    if act.kind is MotionKind.RECONSIDER:
        return _reconsidered(state, act.proposal)
    if act.proposal is None:
        return Refusal(Code.MOTION_NEEDS_TEXT)
    proposal = on_proposal(state, context, acts.Move, act.proposal, act.text_hash)
    return proposal if isinstance(proposal, Refusal) else (proposal.id, proposal.current.text_hash)


def _reconsidered(state: Session, name: str | None) -> tuple[str, str] | Refusal:
    agreed = [one for one in (state.agreement, *state.harvest) if one is not None]
    found = next((one for one in agreed if name in {None, one.proposal}), None)
    if found is not None:
        return found.proposal, found.text_hash
    newest = agreed[0] if agreed else None
    params = {"proposal": newest.proposal if newest else None, "version": newest.version if newest else None}
    return Refusal(Code.NOT_AGREED_TEXT, params)
