"""Who may know of an event: everybody, or only some parties beside the chairs."""

from bot.negotiation.events import Event, NewsScheduled
from bot.negotiation.model import Session
from bot.negotiation.order.facts import NewsTold, PartyMessaged
from bot.negotiation.rooms import facts
from bot.negotiation.rooms.model import RoomKind

_OF_ROOM = (
    facts.RoomOpened
    | facts.RoomInvited
    | facts.RoomLeft
    | facts.RoomEntered
    | facts.RoomExtended
    | facts.RoomClosed
    | facts.RoomReopened
)
_MAY_BE_PRIVATE = NewsScheduled | PartyMessaged | NewsTold | facts.RoomEvent
_SEEN_IN_THE_ROOM = facts.RoomInvited | facts.RoomLeft | facts.RoomEntered | facts.RoomExtended


def audience(event: Event, session: Session) -> tuple[str, ...] | None:
    """Give the parties that may know of an event beside the chairs; None: everybody. `session` is the one after it.

    That a caucus was held and with whom is public, what happened in it is not; a confessional is not at all.
    """
    match event:
        case NewsScheduled():
            return ()
        case PartyMessaged(party=party) | facts.BlindAnswered(party=party):
            return (party,)
        case NewsTold(parties=parties):
            return parties or None
        case facts.BlindAsked(probe=probe) | facts.BlindClosed(probe=probe):
            return session.private.probes[probe].parties
        case _ if isinstance(event, _OF_ROOM):
            room = session.private.rooms[event.room]
            hidden = room.kind is RoomKind.CONFESSIONAL or isinstance(event, _SEEN_IN_THE_ROOM)
            return room.parties if hidden else None
        case _:
            return None


def salted(event: Event) -> bool:
    """Say whether an event gets a salt: it is of a kind that not everybody may know."""
    return isinstance(event, _MAY_BE_PRIVATE)
