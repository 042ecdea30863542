"""Whether what entries say of motions and votes is true to each other: ballots, results, adoptions by a vote."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.negotiation import events
from bot.negotiation.concluding.facts import EditorialDropped, SilenceEnded
from bot.negotiation.voting import facts
from bot.negotiation.voting.facts import VoteEvent
from bot.negotiation.voting.majority import NO_QUORUM, counted
from bot.negotiation.voting.model import Choice, Method, MotionKind, Tally


@dataclass(slots=True)
class SeenVotes:
    """What the entries so far have established about motions and votes."""

    motions: dict[str, facts.MotionMade] = field(default_factory=dict)
    opened: facts.VoteOpened | None = None
    cast: dict[str, Choice | None] = field(default_factory=dict)  # in the vote that is open
    carried: tuple[facts.MotionMade, tuple[str, ...]] | None = None  # just now: the motion, who voted yes


def look_back(event: events.Event, seen: SeenVotes) -> None:
    """Forget what carried before an event that does not follow from it: what a vote adopts it adopts at once."""
    if not isinstance(event, events.TextAdopted | SilenceEnded | EditorialDropped):
        seen.carried = None


def fault_of_vote(event: VoteEvent, seen: SeenVotes) -> str | None:
    """Take an event in, or say what does not fit."""
    match event:
        case facts.MotionMade(motion=name):
            if name in seen.motions:
                return f"{name} was moved before"
            seen.motions[name] = event
        case facts.VoteOpened():
            if seen.opened is not None or event.motion not in seen.motions:
                return f"no vote on {event.motion} could be opened"
            seen.opened, seen.cast = event, {}
        case facts.BallotCast(party=party, choice=choice):
            if seen.opened is None or seen.opened.motion != event.motion:
                return f"no vote on {event.motion} was open"
            if party not in {voter.party for voter in seen.opened.voters}:
                return f"{party} was no voter on {event.motion}"
            seen.cast[party] = choice
        case facts.VoteClosed():
            return _fault_of_result(event, seen)
        case _:
            pass
    return None


def fault_of_adoption_by_vote(event: events.TextAdopted, seen: SeenVotes) -> str | None:
    """Say why a text was not adopted by a vote; None if it was, for those that voted yes."""
    if seen.carried is None:
        return f"no vote on {event.proposal} version {event.version} carried just before"
    motion, yes = seen.carried
    about = (motion.kind, motion.proposal, motion.text_hash)
    if about != (MotionKind.ADOPT, event.proposal, event.text_hash):
        return f"the vote on {motion.motion} was not on {event.proposal} version {event.version}"
    return None if event.parties == yes else "what a vote adopts is the text of those that voted yes"


def _fault_of_result(event: facts.VoteClosed, seen: SeenVotes) -> str | None:
    opened, seen.opened = seen.opened, None
    if opened is None or opened.motion != event.motion:
        return f"no vote on {event.motion} was open"
    secret = opened.method is Method.SECRET
    cast = {**{party: choice for party, choice in seen.cast.items() if choice is not None}, **event.cast}
    if not set(event.cast) <= set(seen.cast):
        return f"it counts ballots on {event.motion} that were not cast"
    if why := _fault_of_tally(event.tally, opened, seen.cast if secret else cast, secret=secret):
        return f"{event.motion}: {why}"
    if event.tally.carried:
        yes = tuple(voter.party for voter in opened.voters if cast.get(voter.party) is Choice.YES)
        seen.carried = seen.motions[event.motion], yes
    return None


def _fault_of_tally(
    tally: Tally, opened: facts.VoteOpened, cast: Mapping[str, Choice | None], *, secret: bool
) -> str | None:
    """Say how a result is not that of its ballots; of a secret vote only how many there were is known."""
    if tally.carried and tally.reason == NO_QUORUM:
        return "without a quorum nothing carries"
    if secret:
        weight = sum(voter.weight for voter in opened.voters if voter.party in cast)
        return None if tally.yes + tally.no + tally.abstain <= weight else "more ballots are counted than were cast"
    found = counted(opened.rule, opened.voters, {party: one for party, one in cast.items() if one is not None})
    numbers = (tally.yes, tally.no, tally.abstain, tally.absent)
    if numbers != (found.yes, found.no, found.abstain, found.absent):
        return "the ballots do not add up to the result"
    return None if tally.reason == NO_QUORUM or tally == found else "by its rule the vote came out otherwise"
