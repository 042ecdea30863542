"""A session as the member who asks may read it."""

from collections.abc import Callable

from bot.records import Book, book_of
from bot.records.readers import reader_of
from bot.ui.answering.visits import Visit


async def book_maker(visit: Visit) -> Callable[[], Book]:
    """Fetch the record and the talk, and give what makes a book of them: of a long session, in a thread."""
    session, desk = visit.session, visit.answer.desk
    await desk.listener.hold()
    entries, talk = await desk.service.entries(session.id), await desk.talk.of(session.id)
    reader = reader_of(session, visit.actor.member)
    return lambda: book_of(entries, visit.scene.frame, talk, reader, session.recording.opened)
