"""The state after what happened here: pure bookkeeping, it refuses nothing."""

from dataclasses import replace
from datetime import datetime

from bot.negotiation.clockwork.presence import is_away, quorum_missing
from bot.negotiation.model import ProposalStatus, Session
from bot.negotiation.voting import facts
from bot.negotiation.voting.facts import VoteEvent
from bot.negotiation.voting.majority import NO_QUORUM, counted, without_quorum
from bot.negotiation.voting.model import Ballot, Choice, Method, Motion, MotionKind, MotionStatus, Tally

_OfProxy = facts.ProxyGiven | facts.ProxyTakenBack
_OfMotion = (
    facts.MotionSeconded
    | facts.MotionWithdrawn
    | facts.MotionRuledOut
    | facts.VoteOpened
    | facts.BallotCast
    | facts.VoteClosed
)


def after(state: Session, event: VoteEvent, member: str, at: datetime) -> Session:
    """Give the state after an event."""
    if isinstance(event, facts.MotionMade):
        return with_motion(state, _made(event, member, at))
    if isinstance(event, _OfProxy):
        others = {party: to for party, to in state.voting.proxies.items() if party != event.party}
        given = {event.party: event.to} if isinstance(event, facts.ProxyGiven) else {}
        return replace(state, voting=replace(state.voting, proxies={**others, **given}))
    return with_motion(state, _motion_after(state.voting.motions[event.motion], event, at))


def ghost(state: Session, event: VoteEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: what it numbered stays, marked, so that no id is used twice."""
    if isinstance(event, facts.MotionMade):
        return with_motion(state, replace(_made(event, member, at), status=MotionStatus.UNDONE))
    return state


def fits(state: Session, event: VoteEvent) -> bool:
    """Say whether an event still makes sense in a state that another event before it is missing from."""
    if isinstance(event, facts.MotionMade):
        return event.motion not in state.voting.motions and _about_fits(state, event)
    if isinstance(event, facts.ProxyGiven):
        proxies = state.voting.proxies
        return event.to not in proxies and event.party not in proxies.values()
    if isinstance(event, facts.ProxyTakenBack):
        return event.party in state.voting.proxies
    motion = state.voting.motions.get(event.motion)
    return motion is not None and _motion_fits(state, motion, event)


def called(state: Session, ballot: Ballot) -> str | None:
    """Give the party that a roll call has come to; who is not there is passed over, and called after coming back."""
    return next(
        (one.party for one in ballot.voters if one.party not in ballot.cast and not is_away(state, one.party)), None
    )


def outcome_of(state: Session, ballot: Ballot, cast: dict[str, Choice]) -> Tally:
    """Give how a vote comes out now."""
    tally = counted(ballot.rule, ballot.voters, cast)
    return without_quorum(tally) if quorum_missing(state) else tally


def with_motion(state: Session, motion: Motion) -> Session:
    """Give the state with a motion as it is now."""
    motions = {**state.voting.motions, motion.id: motion}
    return replace(state, voting=replace(state.voting, motions=motions))


def _made(event: facts.MotionMade, member: str, at: datetime) -> Motion:
    return Motion(
        id=event.motion,
        kind=event.kind,
        party=event.party,
        member=member,
        words=event.words,
        at=at,
        proposal=event.proposal,
        text_hash=event.text_hash,
        minutes=event.minutes,
        point=event.point,
    )


def _motion_after(motion: Motion, event: _OfMotion, at: datetime) -> Motion:
    ballot = motion.ballot
    match event:
        case facts.MotionSeconded(party=party):
            return replace(motion, seconded=(*motion.seconded, party))
        case facts.MotionWithdrawn():
            return replace(motion, status=MotionStatus.WITHDRAWN)
        case facts.MotionRuledOut(reason=reason):
            return replace(motion, status=MotionStatus.OUT_OF_ORDER, reason=reason)
        case facts.VoteOpened():
            opened = Ballot(event.method, event.hidden, event.rule, event.voters, at, event.closes)
            return replace(motion, status=MotionStatus.VOTING, ballot=opened)
        case facts.BallotCast(party=party, choice=choice) if ballot:
            return replace(motion, ballot=replace(ballot, cast={**ballot.cast, party: choice}))
        case facts.VoteClosed(tally=tally) if ballot:
            status = MotionStatus.CARRIED if tally.carried else MotionStatus.FAILED
            closed = replace(ballot, tally=tally, cast={**ballot.cast, **event.cast})
            return replace(motion, status=status, ballot=closed)
        case _:
            raise LookupError(f"no vote on {motion.id} was opened")


def _about_fits(state: Session, event: facts.MotionMade) -> bool:
    if event.proposal is None:
        return True
    proposal = state.proposals.get(event.proposal)
    if proposal is None or proposal.status is ProposalStatus.UNDONE:
        return False
    # A motion to reconsider is on a text that is agreed, any other on one that can still be accepted.
    if event.kind is MotionKind.RECONSIDER:
        return any(one and one.text_hash == event.text_hash for one in (state.agreement, *state.harvest))
    return proposal.live and proposal.current.text_hash == event.text_hash


def _motion_fits(state: Session, motion: Motion, event: _OfMotion) -> bool:
    ballot = motion.ballot
    match event:
        case facts.MotionSeconded(party=party):
            return motion.status is MotionStatus.MADE and party not in motion.seconded
        case facts.MotionWithdrawn() | facts.MotionRuledOut():
            return motion.status is MotionStatus.MADE
        case facts.VoteOpened():
            supported = not lacks_second(state, motion)
            return motion.status is MotionStatus.MADE and state.voting.on_vote() is None and supported
        case facts.BallotCast() if ballot:
            return motion.status is MotionStatus.VOTING and _ballot_fits(state, ballot, event)
        case facts.VoteClosed(tally=tally) if ballot:
            return motion.status is MotionStatus.VOTING and _tally_fits(state, ballot, tally)
        case _:
            return False


def lacks_second(state: Session, motion: Motion) -> bool:
    """Say whether a motion still needs another party's support before it can be put to the vote."""
    return state.procedure.second and motion.party is not None and not motion.seconded


def _ballot_fits(state: Session, ballot: Ballot, event: facts.BallotCast) -> bool:
    if event.by != state.voting.proxies.get(event.party):
        return False
    if ballot.method is Method.ROLL_CALL:
        return called(state, ballot) == event.party
    return ballot.voter(event.party) is not None


def _tally_fits(state: Session, ballot: Ballot, tally: Tally) -> bool:
    """Say whether a vote comes out as it did; of ballots that are kept apart, whether there are as many."""
    if ballot.sealed:
        cast = sum(voter.weight for voter in ballot.voters if voter.party in ballot.cast)
        quorum = (tally.reason == NO_QUORUM) == bool(quorum_missing(state))
        return quorum and tally.yes + tally.no + tally.abstain <= cast
    found = {party: choice for party, choice in ballot.cast.items() if choice is not None}
    return outcome_of(state, ballot, found) == tally
