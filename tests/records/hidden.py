"""A record that holds what only some may know: a room, a letter, news and a question, and what was said in private."""

from datetime import timedelta

from bot.drafting.clauses import text_hash
from bot.negotiation import events as happened
from bot.negotiation.events import Event, Recorded
from bot.negotiation.order.facts import NewsTold, PartyMessaged
from bot.negotiation.rooms.facts import BlindAsked, RoomOpened
from bot.negotiation.rooms.model import RoomKind
from bot.negotiation.talk import Content, TalkKind, Utterance, content_hash
from bot.records import Book, book_of
from bot.records.readers import PUBLIC, Reader
from tests.records import story

WORD = "Swordfish-7f3a"
SECRETS = (WORD, "C777", "N777", "Q777", "mess777")


def entries() -> tuple[Recorded, ...]:
    """Two versions, a counter and an agreed text, and between them what is private."""
    first, cured = story.frame().clauses(story.ONE_SIDED), story.frame().clauses(story.CURED)
    longer = (story.preamble(), *first)
    digest = text_hash(cured)
    acts: list[tuple[str, Event]] = [
        *story.seated(),
        (story.US, happened.ProposalTabled("P1", "US", first, text_hash(first))),
        (story.CHAIR, RoomOpened("C777", RoomKind.CONFESSIONAL, ("US",), WORD, None, stops_clock=False)),
        (story.CHAIR, PartyMessaged(777, "US")),
        (story.CHAIR, NewsTold("N777", WORD, WORD, ("US",))),
        (story.CHAIR, BlindAsked("Q777", WORD, ("US", "RU"), None, None, None)),
        (story.US, happened.ProposalChanged("P1", 2, longer, text_hash(longer))),
        (story.RU, happened.ProposalTabled("P2", "RU", cured, digest, counters="P1", counters_version=2)),
        *story.accepted("P2", 1, digest),
        (story.UA, happened.TextAdopted("P2", 1, digest, tuple(story.PARTIES), ())),
    ]
    return story.chained(acts)


def book(reader: Reader = PUBLIC) -> Book:
    """That record as a reader may know it."""
    content = Content("salt", WORD)
    at = story.BEGAN + timedelta(minutes=5)
    said = tuple(
        Utterance("mess777", room, TalkKind.SAID, at, story.US, "Bo", "s", content, content_hash(content), entry=1)
        for room in ("C777", "party:US", "chairs")
    )
    return book_of(entries(), story.frame(), said, reader)
