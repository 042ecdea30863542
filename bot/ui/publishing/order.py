"""Shows what the chair's hand did: letters, news, and the marks on lines of the record."""

import logging

from bot.negotiation.events import Recorded
from bot.negotiation.model import Session
from bot.negotiation.order.facts import ActsRedone, ActsUndone, EntryRestored, EntryStruck
from bot.negotiation.order.model import News
from bot.negotiation.sealing import TITLE_END
from bot.service.faults import PublishFailed
from bot.service.negotiations import Negotiations
from bot.service.ports import Place
from bot.text.words import Words
from bot.ui.cards.order import letter_card, news_card, record_line
from bot.ui.kit.layout import Attachment
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.publishing.rooms import CHAIRS, PARTY, Rooms
from bot.ui.scene import Speech

_log = logging.getLogger(__name__)

MOST_LINES = 25
"""Lines that are marked at once; the rest of a long undoing is told by its own line, and marked in the exports."""


class OrderPosts:
    """Posts what goes to some alone into their threads only, so that nobody else ever sees it."""

    def __init__(self, service: Negotiations, poster: Poster, rooms: Rooms, words: Words) -> None:
        self._service, self._poster, self._rooms, self._words = service, poster, rooms, words

    async def letter(self, session: Session, place: Place, number: str, mark: Mark) -> None:
        """Post the chair's words in the thread of their party, and a copy for the chairs; raises PublishFailed."""
        say = Speech(self._words, place.locale, session)
        for party, words in (await self._service.sealed(session.id, f"X{number}")).items():
            room = await self._rooms.room(session, place, f"{PARTY}{party}", mark)
            await self._poster.once((session.id, f"letter:{number}"), room, letter_card(say, words), mark)
            chairs = await self._rooms.room(session, place, CHAIRS, mark)
            copied = letter_card(say, words, party)
            await self._poster.once((session.id, f"letter:{number}:copy"), chairs, copied, mark.plus("c"))

    async def news(self, session: Session, place: Place, name: str, mark: Mark) -> None:
        """Post news in the plenary, or in the threads of its parties and of the chairs; raises PublishFailed."""
        news = session.order.news.get(name)
        if news is None or news.undone:
            return
        if not news.parties:
            await self._post(session, place, news, place.channel, "plenary", mark)
            return
        for number, party in enumerate(news.parties):
            room = await self._rooms.room(session, place, f"{PARTY}{party}", mark)
            await self._post(session, place, news, room, party, mark.plus(f"n{number}"))
        chairs = await self._rooms.room(session, place, CHAIRS, mark)
        await self._post(session, place, news, chairs, "chairs", mark.plus("nc"))

    async def _post(self, session: Session, place: Place, news: News, channel: str, where: str, mark: Mark) -> None:
        say = Speech(self._words, place.locale, session)
        words, file, key = await self._words_of(session, news), await self._file_of(news), f"news:{news.id}:{where}"
        card = news_card(say, news, words, file)
        try:
            await self._poster.once((session.id, key), channel, card, mark)
        except PublishFailed as failed:
            if not (failed.forever and file):
                raise
            # Where only the file may not be posted, the news must not be lost with it.
            await self._poster.once((session.id, key), channel, news_card(say, news, words, None), mark)
            _log.warning("%s of session %s is told without its file in channel %s", news.id, session.id, channel)

    async def _words_of(self, session: Session, news: News) -> tuple[str, str] | None:
        """Give title and words: from the record, the pack, or what is kept apart for its parties."""
        if not news.parties:
            return news.title, news.words
        if news.inject is not None:
            pack = (await self._service.frame(session.id)).pack
            return next(((one.title, one.words) for one in pack.injects if one.id == news.inject), None)
        sealed = next(iter((await self._service.sealed(session.id, news.id)).values()), None)
        title, found, words = (sealed or "").partition(TITLE_END)
        return (title, words) if found else None

    async def _file_of(self, news: News) -> Attachment | None:
        stored = await self._service.file(news.digest) if news.digest else None
        return Attachment(news.file or stored.name, stored.content) if stored else None

    async def remark(self, session: Session, place: Place, entry: Recorded) -> None:
        """Bring the lines of the record up to date that an entry struck, restored, undid or redid."""
        say = Speech(self._words, place.locale, session)
        for seq in _touched(entry):
            marked = await self._service.entry(session.id, seq)
            if marked is not None:
                await self._poster.reword((session.id, f"line:{seq}"), record_line(say, session, marked))


def _touched(entry: Recorded) -> tuple[int, ...]:
    match entry.event:
        case ActsUndone(entries=entries) | ActsRedone(entries=entries):
            return entries[-MOST_LINES:]
        case EntryStruck(target=target) | EntryRestored(target=target):
            return (target,)
        case _:
            return ()
