"""Roll calls, walk-outs, and going on without a party: what comes of acts on them."""

from bot.negotiation.adoption import settled
from bot.negotiation.clockwork import acts, facts
from bot.negotiation.clockwork.model import Presence, Roll
from bot.negotiation.clockwork.presence import excusable_from, fewest_required, is_away, on_roll
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import party_of, standing, unknown_party
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement, check_words

ANSWERS = (Presence.PRESENT, Presence.VOTING)
NOTED = (*ANSWERS, Presence.ABSENT)


def call_roll(state: Session, _act: acts.CallRoll, context: Context) -> Outcome:
    """Call the roll; one at a time."""
    if refusal := standing(state, context.actor, acts.CallRoll):
        return refusal
    roll = state.timetable.roll
    if roll is not None and roll.open:
        return Refusal(Code.ROLL_OPEN, {"number": roll.number})
    return (facts.RollCalled(state.timetable.rolls + 1),)


def answer_roll(state: Session, act: acts.AnswerRoll, context: Context) -> Outcome:
    """Answer the open roll for one's own party."""
    if refusal := standing(state, context.actor, acts.AnswerRoll):
        return refusal
    return _answered(state, party_of(state, context), act.presence, ANSWERS)


def mark_presence(state: Session, act: acts.MarkPresence, context: Context) -> Outcome:
    """Note what a party answered aloud, or that it did not."""
    refusal = standing(state, context.actor, acts.MarkPresence) or unknown_party(state, act.party)
    return refusal or _answered(state, act.party, act.presence, NOTED)


def close_roll(state: Session, _act: acts.CloseRoll, context: Context) -> Outcome:
    """Close the roll; whoever has not answered is absent from now."""
    if refusal := standing(state, context.actor, acts.CloseRoll):
        return refusal
    roll = open_roll(state)
    if isinstance(roll, Refusal):
        return roll
    absent = tuple(party for party in on_roll(state) if roll.answers.get(party) not in ANSWERS)
    return (facts.RollClosed(roll.number, absent),)


def walk_out(state: Session, act: acts.WalkOut, context: Context) -> Outcome:
    """Leave the talks with the delegation."""
    refusal = standing(state, context.actor, acts.WalkOut) or check_words(act.reason)
    if refusal:
        return refusal
    party = party_of(state, context)
    if state.timetable.presence.get(party) is Presence.WALKED_OUT:
        return Refusal(Code.WALKED_OUT_ALREADY, {"party": party})
    return (facts.PartyWalkedOut(party, act.reason),)


def come_back(state: Session, _act: acts.ComeBack, context: Context) -> Outcome:
    """Be there again."""
    if refusal := standing(state, context.actor, acts.ComeBack):
        return refusal
    party = party_of(state, context)
    return (facts.PartyReturned(party),) if is_away(state, party) else Refusal(Code.NOT_AWAY, {"party": party})


def excuse_party(state: Session, act: acts.ExcuseParty, context: Context) -> Outcome:
    """Go on without a party that is away too long; texts that all others have accepted are adopted then."""
    refusal = (
        standing(state, context.actor, acts.ExcuseParty)
        or check_statement(act.reason)
        or unknown_party(state, act.party)
        or inexcusable(state, act.party, context)
    )
    if refusal:
        return refusal
    live = [one.id for one in state.live_proposals()]
    return settled(state, (facts.PartyExcused(act.party, act.reason),), live, context)


def readmit_party(state: Session, act: acts.ReadmitParty, context: Context) -> Outcome:
    """Let a party back among those whose acceptance is required."""
    refusal = standing(state, context.actor, acts.ReadmitParty) or unknown_party(state, act.party)
    if refusal:
        return refusal
    excused = state.timetable.excused
    if act.party not in excused:
        return Refusal(Code.NOT_EXCUSED, {"party": act.party, "excused": list(excused)})
    return (facts.PartyReadmitted(act.party),)


def open_roll(state: Session) -> Roll | Refusal:
    """Give the roll that is open, or refuse."""
    roll = state.timetable.roll
    return roll if roll is not None and roll.open else Refusal(Code.NO_ROLL)


def inexcusable(state: Session, party: str, context: Context) -> Refusal | None:
    """Refuse to go on without a party that is not required, that is there, or that is away too short; else None."""
    if party not in state.required:
        return Refusal(Code.NOT_REQUIRED, {"party": party, "required": list(state.required)})
    minutes, moment = state.procedure.absence_minutes, excusable_from(state, party)
    if moment is None or context.now < moment:
        at = moment.isoformat() if moment else None
        return Refusal(Code.NOT_AWAY_LONG, {"party": party, "minutes": minutes, "at": at})
    fewest, left = fewest_required(state), len(state.required) - 1
    return Refusal(Code.TOO_FEW_LEFT, {"party": party, "left": left, "fewest": fewest}) if left < fewest else None


def _answered(state: Session, party: str, presence: Presence, may: tuple[Presence, ...]) -> Outcome:
    roll = open_roll(state)
    if isinstance(roll, Refusal):
        return roll
    if presence not in may:
        return Refusal(Code.NO_ANSWER, {"presence": presence.value, "answers": [one.value for one in may]})
    found = state.party(party)
    if presence is Presence.VOTING and not (found and found.votes):
        return Refusal(Code.STAYS_OUT, {"party": party, "required": list(state.required)})
    if roll.answers.get(party) is presence:
        return Refusal(Code.ANSWERED_ALREADY, {"party": party, "presence": presence.value})
    return (facts.RollAnswered(party, presence),)
