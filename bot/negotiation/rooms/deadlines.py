"""What is due here, and what comes of it."""

from collections.abc import Iterator

from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.model import Session
from bot.negotiation.rooms.caucuses import closed
from bot.negotiation.rooms.probes import counted

_ROOM, _BLIND = "room", "blind"


def deadlines(state: Session) -> Iterator[Deadline]:
    """Give when rooms and blind questions close by themselves."""
    for room in state.private.rooms.values():
        if room.open and room.ends is not None:
            yield Deadline(f"{_ROOM}:{room.id}", room.ends)
    for probe in state.private.probes.values():
        if probe.open and probe.closes is not None:
            yield Deadline(f"{_BLIND}:{probe.id}", probe.closes)


def fall_due(state: Session, deadline: Deadline, context: Context) -> Outcome:
    """Close the room, or the question."""
    if deadline.kind == _ROOM:
        return closed(state, state.private.rooms[deadline.about], "time", context)
    return (counted(state.private.probes[deadline.about], "time", context),)
