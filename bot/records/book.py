"""All that an export of a session is made of, as one reader may know it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.negotiation.events import Recorded
from bot.negotiation.model import Session
from bot.negotiation.order.facts import Withheld
from bot.negotiation.replay import replay
from bot.negotiation.talk import Utterance
from bot.records.readers import PUBLIC, Reader, audible, readable
from bot.scenarios.frame import Frame


@dataclass(frozen=True, slots=True)
class Book:
    """A session for one reader: nothing in it is hidden from that reader, in whatever format it goes out.

    `session` is what `entries` add up to; entries that the reader may not know are `Withheld`.
    """

    session: Session
    entries: tuple[Recorded, ...]
    frame: Frame
    talk: tuple[Utterance, ...] = ()
    reader: Reader = PUBLIC

    @property
    def withheld(self) -> int:
        """How many entries the reader may not know."""
        return sum(isinstance(one.event, Withheld) for one in self.entries)


def book_of(
    entries: Sequence[Recorded],
    frame: Frame,
    talk: Sequence[Utterance] = (),
    reader: Reader = PUBLIC,
    opened: Collection[str] = (),
) -> Book:
    """Give a session as this reader may know it.

    Args:
        entries: The whole record, from the opening on.
        frame: The pack and reading that the session was opened with.
        talk: All that was said, in the order in which it was heard.
        reader: For whom it is.
        opened: Private rooms that the chair has opened for everybody.
    """
    known = readable(entries, reader)
    heard = audible(talk, replay(entries), reader, opened)
    return Book(replay(known), known, frame, heard, reader)
