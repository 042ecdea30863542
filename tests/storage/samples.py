"""Entries to store: a played session, and what belongs to its opening."""

from bot.negotiation.deadlines import deadlines
from bot.negotiation.events import Recorded
from bot.negotiation.model import Phase
from bot.service.notices import due
from bot.service.ports import Beside, Opening, Place
from bot.storage import Store
from tests.support.builders import BALANCED, START, TINY, Story, begun_story, tiny_pack

PLACE = Place("guild", "plenary", "en")
NOW = START.replace(hour=12)


def opening(session: str = "s1", place: Place = PLACE) -> Opening:
    return Opening(session, place, TINY.read_text(), tiny_pack().fingerprint)


def opened(session: str = "s1") -> Story:
    story = Story(session=session)
    story.open()
    return story


async def stored(store: Store, story: Story, place: Place = PLACE, cause: str = "opening") -> None:
    """Store all that a story has, as one act."""
    entries = tuple(story.entries)
    await store.events.create(opening(story.session, place), entries, cause, due(entries, story.state))


async def append(store: Store, story: Story, entries: tuple[Recorded, ...], cause: str) -> None:
    """Store the newest entries of a story."""
    expected = story.state.version - len(entries)
    beside = Beside(deadlines=deadlines(story.state), closed=story.state.phase is Phase.CLOSED or None)
    await store.events.append(story.session, expected, entries, cause, due(entries, story.state), beside)


def last(story: Story, number: int = 1) -> tuple[Recorded, ...]:
    return tuple(story.entries[-number:])


def tabled() -> Story:
    story = begun_story()
    story.table("nord", BALANCED)
    return story
