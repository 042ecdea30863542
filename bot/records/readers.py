"""Who reads a record, and what of it that reader may know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.negotiation.audience import audience
from bot.negotiation.events import Recorded
from bot.negotiation.model import Role, Session
from bot.negotiation.order.facts import Withheld
from bot.negotiation.recording.rooms import OF_PARTY
from bot.negotiation.replay import replay
from bot.negotiation.rooms.model import RoomKind
from bot.negotiation.talk import CHAIRS, PLENARY, RECORD, Utterance


class Sight(StrEnum):
    """From where a record is read."""

    PUBLIC = "public"
    PARTY = "party"
    CHAIR = "chair"


@dataclass(frozen=True, slots=True)
class Reader:
    """Everybody, a member of the delegation of `party`, or a chair."""

    sight: Sight = Sight.PUBLIC
    party: str | None = None

    def knows(self, parties: Collection[str] | None) -> bool:
        """Say whether this reader may know what these parties and the chairs know (None: everybody)."""
        return parties is None or self.sight is Sight.CHAIR or self.party in parties


PUBLIC, CHAIR = Reader(), Reader(Sight.CHAIR)


def reader_of(session: Session, member: str) -> Reader:
    """Give as whom a member reads: a chair, one of a delegation, or anybody."""
    seat = session.seat_of(member)
    if seat is None:
        return PUBLIC
    if seat.role is Role.CHAIR:
        return CHAIR
    return Reader(Sight.PARTY, seat.party) if seat.party else PUBLIC


def readable(entries: Sequence[Recorded], reader: Reader) -> tuple[Recorded, ...]:
    """Give the entries as this reader may know them: of the others only their place in the chain is left."""
    whole, known = replay(entries), list[Recorded]()
    for one in entries:
        known.append(one if reader.knows(audience(one.event, whole)) else _withheld(one, known[-1].at))
    return tuple(known)


def audible(
    talk: Sequence[Utterance], session: Session, reader: Reader, opened: Collection[str] = ()
) -> tuple[Utterance, ...]:
    """Give what this reader may know of what was said; `opened` are the private rooms that the chair has opened."""
    return tuple(one for one in talk if one.room in opened or _hears(reader, one.room, session))


def _withheld(entry: Recorded, at: datetime) -> Recorded:
    # When it was would be told to the second; after which entry it came shows in any case.
    return replace(entry, at=at, member="", event=Withheld(), salt="")


def _hears(reader: Reader, name: str, session: Session) -> bool:
    """The chairs hear a delegation only once its room is opened, and a caucus only if they have looked in."""
    if name in (PLENARY, RECORD):
        return True
    if name == CHAIRS:
        return reader.sight is Sight.CHAIR
    if name.startswith(OF_PARTY):
        return reader.party == name.removeprefix(OF_PARTY)
    room = session.private.rooms.get(name)
    if room is None:
        return False
    if reader.sight is Sight.CHAIR:
        return room.kind is RoomKind.CONFESSIONAL or bool(room.visitors)
    return reader.party in room.parties
