"""Votes: opened by the chair, cast by heads for their parties, and counted at the end."""

from dataclasses import replace
from datetime import timedelta

from bot.negotiation.clockwork.model import Presence
from bot.negotiation.clockwork.presence import is_away, no_quorum
from bot.negotiation.context import Context, Outcome
from bot.negotiation.events import Event
from bot.negotiation.guards import on_proposal, standing, unknown_party
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.voting import acts, facts
from bot.negotiation.voting.after import called, lacks_second, outcome_of, with_motion
from bot.negotiation.voting.effects import carried
from bot.negotiation.voting.model import Ballot, Choice, Method, Motion, MotionStatus, Voter
from bot.negotiation.voting.motions import adopts, before, over, rule_for, unknown, waiting

LONGEST_VOTE = 10_080
"""Minutes: a week."""


def open_vote(state: Session, act: acts.OpenVote, context: Context) -> Outcome:
    """Put a motion to the vote; one at a time, and that of the highest precedence first."""
    if refusal := standing(state, context.actor, acts.OpenVote):
        return refusal
    motion = openable(state, context, act.motion)
    if isinstance(motion, Refusal):
        return motion
    if refusal := _odd_method(state, motion, act) or _odd_length(act.minutes):
        return refusal
    opened = facts.VoteOpened(
        motion=motion.id,
        method=act.method,
        hidden=act.hidden,
        rule=rule_for(state.procedure, motion.kind),
        voters=voters(state),
        closes=None if act.minutes is None else context.now + timedelta(minutes=act.minutes),
    )
    return (opened,)


def cast_vote(state: Session, act: acts.CastVote, context: Context) -> Outcome:
    """Vote for one's party, or for one that gave its proxy; the last ballot may close the vote."""
    if refusal := standing(state, context.actor, acts.CastVote):
        return refusal
    found = castable(state, context, act.motion, act.party)
    if isinstance(found, Refusal):
        return found
    motion, ballot, voter = found
    if act.choice is Choice.ABSTAIN and not voter.may_abstain:
        return Refusal(Code.MAY_NOT_ABSTAIN, {"motion": motion.id, "party": voter.party})
    said = {**choices(motion, ballot, context)}
    if said.get(voter.party) is act.choice:
        return Refusal(Code.VOTED_SO_ALREADY, {"motion": motion.id, "party": voter.party, "choice": act.choice.value})
    choice = None if ballot.sealed else act.choice
    cast = facts.BallotCast(motion.id, voter.party, choice, state.voting.proxies.get(voter.party))
    everybody = all(one.party in {*ballot.cast, voter.party} for one in ballot.voters)
    if state.procedure.votes_close != "all" or not everybody:
        return (cast,)
    full = replace(motion, ballot=replace(ballot, cast={**ballot.cast, voter.party: choice}))
    closed = _closed(with_motion(state, full), full, {**said, voter.party: act.choice}, "all", context)
    return cast, *closed


def close_vote(state: Session, act: acts.CloseVote, context: Context) -> Outcome:
    """Close a vote and declare how it came out; who has not voted is absent in it."""
    if refusal := standing(state, context.actor, acts.CloseVote):
        return refusal
    motion = voted_on(state, act.motion)
    return motion if isinstance(motion, Refusal) else ended(state, motion, "chair", context)


def ended(state: Session, motion: Motion, how: str, context: Context) -> tuple[Event, ...]:
    """Give the end of a vote that is open, and what comes of it."""
    if motion.ballot is None:
        raise LookupError(f"no vote on {motion.id} was opened")
    return _closed(state, motion, choices(motion, motion.ballot, context), how, context)


def openable(state: Session, context: Context, name: str) -> Motion | Refusal:
    """Give a motion that can be put to the vote now, or refuse; `standing` has been asked before."""
    motion = waiting(state, name)
    if isinstance(motion, Refusal):
        return motion
    refusal = (
        _resting(state)
        or _another_vote(state)
        or _unsupported(state, motion)
        or _not_first(state, motion)
        or _nobody_there(state)
        or _stale(state, motion, context)
    )
    return refusal or motion


def castable(
    state: Session, context: Context, name: str, party: str | None = None
) -> tuple[Motion, Ballot, Voter] | Refusal:
    """Give the vote in which the actor may vote for a party (None: the own one), or refuse; after `standing`."""
    motion = voted_on(state, name)
    if isinstance(motion, Refusal):
        return motion
    ballot = motion.ballot
    if ballot is None or (ballot.closes is not None and context.now >= ballot.closes):
        # Its end is due, and comes with the next turn of the clock.
        return _vote_over(motion)
    own = state.seats[context.actor.member].party or ""
    wanted = party or own
    if refusal := _no_voice(state, own, wanted):
        return refusal
    voter = ballot.voter(wanted)
    if voter is None:
        return Refusal(Code.NO_VOTER, {"motion": motion.id, "party": wanted, "voters": _names(ballot)})
    return _not_called(state, motion, ballot, wanted) or (motion, ballot, voter)


def voted_on(state: Session, name: str) -> Motion | Refusal:
    """Give a motion on which a vote is open, or refuse, saying how it ended if it has."""
    motion = state.voting.motions.get(name)
    if motion is None:
        return unknown(state, name)
    match motion.status:
        case MotionStatus.VOTING:
            return motion
        case MotionStatus.MADE:
            other = state.voting.on_vote()
            return Refusal(Code.VOTE_NOT_OPEN, {"motion": motion.id, "other": other.id if other else None})
        case MotionStatus.CARRIED | MotionStatus.FAILED:
            return _vote_over(motion)
        case _:
            return over(motion)


def choices(motion: Motion, ballot: Ballot, context: Context) -> dict[str, Choice]:
    """Give what the parties have voted; ballots that are kept apart count only for those that have voted."""
    kept = context.sealed.get(motion.id, {})
    said = {party: choice or kept.get(party) for party, choice in ballot.cast.items()}
    return {party: Choice(choice) for party, choice in said.items() if choice}


def voters(state: Session) -> tuple[Voter, ...]:
    """Give who may vote now: the required parties that are there, or that one which is there votes for."""
    return tuple(
        Voter(
            party.id,
            state.procedure.weights.get(party.id, 1),
            party.bloc,
            state.timetable.presence.get(party.id) is not Presence.VOTING,
        )
        for party in state.parties
        if party.id in state.required and _represented(state, party.id)
    )


def _represented(state: Session, party: str) -> bool:
    proxy = state.voting.proxies.get(party)
    return not is_away(state, party) or (proxy in state.required and not is_away(state, proxy))


def _closed(state: Session, motion: Motion, cast: dict[str, Choice], how: str, context: Context) -> tuple[Event, ...]:
    ballot = motion.ballot
    if ballot is None:
        raise LookupError(f"no vote on {motion.id} was opened")
    tally = outcome_of(state, ballot, cast)
    revealed = cast if ballot.hidden and ballot.method is not Method.SECRET else {}
    closed = facts.VoteClosed(motion.id, tally, how, revealed)
    if not tally.carried:
        return (closed,)
    yes = tuple(one.party for one in ballot.voters if cast.get(one.party) is Choice.YES)
    return closed, *carried(state, motion, yes, context)


def _odd_method(state: Session, motion: Motion, act: acts.OpenVote) -> Refusal | None:
    if act.hidden and act.method is Method.ROLL_CALL:
        return Refusal(Code.ROLL_CALL_NOT_HIDDEN, {"motion": motion.id})
    if act.method is Method.SECRET and adopts(state.procedure, motion.kind):
        return Refusal(Code.ADOPTION_NOT_SECRET, {"motion": motion.id})
    return None


def _odd_length(minutes: int | None) -> Refusal | None:
    if minutes is None or 1 <= minutes <= LONGEST_VOTE:
        return None
    return Refusal(Code.VOTE_MINUTES, {"minutes": minutes, "least": 1, "most": LONGEST_VOTE})


def _resting(state: Session) -> Refusal | None:
    """Refuse a vote in a pause, by the chair too: nobody could vote, and its time would run."""
    pause = state.timetable.pause
    if pause is None:
        return None
    until = pause.until.isoformat() if pause.until else None
    return Refusal(Code.TALKS_REST, {"kind": pause.kind.value, "until": until, "reason": pause.reason})


def _another_vote(state: Session) -> Refusal | None:
    other = state.voting.on_vote()
    return Refusal(Code.VOTE_RUNS, {"motion": other.id}) if other else None


def _unsupported(state: Session, motion: Motion) -> Refusal | None:
    lacks = lacks_second(state, motion)
    return Refusal(Code.SECOND_NEEDED, {"motion": motion.id, "party": motion.party}) if lacks else None


def _not_first(state: Session, motion: Motion) -> Refusal | None:
    first = before(state, motion)
    if first is None:
        return None
    params = {"motion": motion.id, "kind": motion.kind.value, "first": first.id, "first_kind": first.kind.value}
    return Refusal(Code.HIGHER_MOTION, params)


def _nobody_there(state: Session) -> Refusal | None:
    if refusal := no_quorum(state):
        return refusal
    return None if voters(state) else Refusal(Code.NOBODY_VOTES)


def _stale(state: Session, motion: Motion, context: Context) -> Refusal | None:
    """Refuse a vote on a version that cannot be adopted any more."""
    if motion.proposal is None or not adopts(state.procedure, motion.kind):
        return None
    proposal = on_proposal(state, context, acts.OpenVote, motion.proposal, motion.text_hash)
    return proposal if isinstance(proposal, Refusal) else None


def _no_voice(state: Session, own: str, wanted: str) -> Refusal | None:
    """Refuse to vote for a party that gave no proxy, and for one's own while another votes for it."""
    if unknown := unknown_party(state, wanted):
        return unknown
    votes = state.voting.proxies.get(wanted)
    if wanted == own:
        return Refusal(Code.PROXY_VOTES, {"party": own, "to": votes}) if votes else None
    if votes == own:
        return None
    return Refusal(Code.NO_PROXY_OF if state.procedure.proxies else Code.NO_PROXIES, {"party": wanted})


def _not_called(state: Session, motion: Motion, ballot: Ballot, party: str) -> Refusal | None:
    if ballot.method is not Method.ROLL_CALL:
        return None
    if party in ballot.cast:
        return Refusal(Code.ROLL_CALL_VOTED, {"motion": motion.id, "party": party})
    turn = called(state, ballot)
    return None if turn == party else Refusal(Code.NOT_CALLED, {"motion": motion.id, "party": party, "called": turn})


def _vote_over(motion: Motion) -> Refusal:
    tally = motion.ballot.tally if motion.ballot else None
    params = {
        "motion": motion.id,
        "status": motion.status.value if tally else "",
        "yes": tally.yes if tally else 0,
        "no": tally.no if tally else 0,
        "abstain": tally.abstain if tally else 0,
    }
    return Refusal(Code.VOTE_OVER, params)


def _names(ballot: Ballot) -> list[str]:
    return [one.party for one in ballot.voters]
