"""What comes of each act here."""

from collections.abc import Mapping

from bot.negotiation.acts import CLOCK, Act
from bot.negotiation.context import Context, Decider, Outcome
from bot.negotiation.guards import standing
from bot.negotiation.model import Role, Session
from bot.negotiation.recording import acts, facts
from bot.negotiation.recording.rooms import private_rooms, sealed_rooms
from bot.negotiation.refusals import Code, Refusal


def begin_recording(state: Session, act: acts.BeginRecording, context: Context) -> Outcome:
    """Record the talk from now on."""
    if refusal := standing(state, context.actor, acts.BeginRecording):
        return refusal
    if state.recording.on:
        return Refusal(Code.RECORDING_ALREADY)
    return (facts.RecordingBegun(act.content),)


def end_recording(state: Session, act: acts.EndRecording, context: Context) -> Outcome:
    """Record the talk no more."""
    return standing(state, context.actor, type(act)) or _not_recorded(state) or (facts.RecordingEnded(),)


def decline(state: Session, act: acts.DeclineRecording, context: Context) -> Outcome:
    """Let one's own words be left out."""
    member = context.actor.member
    if refusal := standing(state, context.actor, type(act)) or _not_recorded(state):
        return refusal
    if member in state.recording.declined:
        return Refusal(Code.DECLINED_ALREADY)
    return (facts.RecordingDeclined(member),)


def allow(state: Session, act: acts.AllowRecording, context: Context) -> Outcome:
    """Let one's own words be recorded again."""
    member = context.actor.member
    if refusal := standing(state, context.actor, type(act)):
        return refusal
    if member not in state.recording.declined:
        return Refusal(Code.NOT_DECLINED)
    return (facts.RecordingAllowed(member),)


def unseal(state: Session, act: acts.UnsealRooms, context: Context) -> Outcome:
    """Open private rooms for the debrief, once the talks are over."""
    if refusal := standing(state, context.actor, acts.UnsealRooms):
        return refusal
    if not state.recording.began:
        return Refusal(Code.NOT_RECORDED)
    if unknown := [one for one in act.rooms if one not in private_rooms(state)]:
        return Refusal(Code.NO_ROOM_TO_UNSEAL, {"room": unknown[0], "rooms": list(sealed_rooms(state))})
    left = tuple(one for one in sealed_rooms(state) if not act.rooms or one in act.rooms)
    if not left:
        return Refusal(Code.UNSEALED_ALREADY, {"rooms": list(act.rooms)})
    return (facts.RoomsUnsealed(left),)


def erase(state: Session, act: acts.EraseWords, context: Context) -> Outcome:
    """Erase what a member said; a chair may do it for others, who have asked."""
    if refusal := standing(state, context.actor, acts.EraseWords):
        return refusal
    seat = state.seat_of(context.actor.member)
    if act.member != context.actor.member and (seat is None or seat.role is not Role.CHAIR):
        return Refusal(Code.NOT_YOUR_WORDS)
    if not state.recording.began or act.messages < 1:
        return Refusal(Code.NO_WORDS_TO_ERASE)
    return (facts.WordsErased(act.member, act.messages),)


def hear(state: Session, act: acts.HearTalk, context: Context) -> Outcome:
    """Hold to the record what was said while the talk was recorded, even where that has ended meanwhile."""
    if context.actor != CLOCK or not state.recording.began or not act.digests:
        return Refusal(Code.NOT_RECORDED)
    return (facts.TalkHeard(act.digests),)


def _not_recorded(state: Session) -> Refusal | None:
    return None if state.recording.on else Refusal(Code.NOT_RECORDED)


DECIDERS: Mapping[type[Act], Decider] = {
    acts.BeginRecording: begin_recording,
    acts.EndRecording: end_recording,
    acts.DeclineRecording: decline,
    acts.AllowRecording: allow,
    acts.UnsealRooms: unseal,
    acts.EraseWords: erase,
    acts.HearTalk: hear,
}
