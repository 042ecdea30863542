"""The state after what happened here: pure bookkeeping, it refuses nothing."""

from dataclasses import replace
from datetime import datetime

from bot.negotiation.model import Session
from bot.negotiation.recording import facts
from bot.negotiation.recording.facts import RecordingEvent
from bot.negotiation.recording.model import Recording


def after(state: Session, event: RecordingEvent, member: str, at: datetime) -> Session:
    """Give the state after an event."""
    del member, at
    if isinstance(event, facts.TalkHeard | facts.WordsErased):
        return state
    return replace(state, recording=_after(state.recording, event))


def _after(recording: Recording, event: RecordingEvent) -> Recording:
    match event:
        case facts.RecordingBegun(content=content):
            return replace(recording, on=True, began=True, content=content)
        case facts.RecordingEnded():
            return replace(recording, on=False)
        case facts.RecordingDeclined(member=member):
            return replace(recording, declined=(*recording.declined, member))
        case facts.RecordingAllowed(member=member):
            return replace(recording, declined=tuple(one for one in recording.declined if one != member))
        case facts.RoomsUnsealed(rooms=rooms):
            return replace(recording, opened=(*recording.opened, *rooms))
        case _:
            return recording


def ghost(state: Session, event: RecordingEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: as if it were not, for nothing of the recording is ever undone."""
    return after(state, event, member, at)


def fits(state: Session, event: RecordingEvent) -> bool:
    """Say whether an event still makes sense in a state that another event before it is missing from: always."""
    del state, event
    return True
