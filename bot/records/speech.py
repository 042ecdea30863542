"""What was said, as documents tell it: the words, and in sentences what became of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.negotiation.recording.rooms import OF_PARTY
from bot.negotiation.talk import CHAIRS, PLENARY, Content, Message
from bot.records.pens import Pen
from bot.records.transcript import Row
from bot.records.view import day, time
from bot.text.words import Words


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message in the words of a pen: `words` with its line breaks, or `absent` with the reason why there are none.

    `room` is "" in the plenary, `reply` where it answers nothing. `marks` are its files, edits, deletion and reactions.
    """

    words: str
    absent: str
    room: str
    reply: str
    marks: tuple[str, ...]


class Speech:
    """Tells the messages of a transcript in one language; made for its rows, in which replies are looked up."""

    def __init__(self, rows: Iterable[Row], parties: Mapping[str, str], words: Words, pen: Pen, locale: str) -> None:
        self._of = {row.message.first.message: row for row in rows if row.message}
        self._parties, self._words, self._pen, self._locale = parties, words, pen, locale

    def of(self, row: Row, message: Message) -> Spoken:
        """Give what a row of talk says."""
        why = message.absent if message.content is None else None
        return Spoken(
            words=self._pen.block(message.content.words) if message.content else "",
            absent=self._say("absent", why=why.value) if why else "",
            room=self._room(row.room),
            reply=self._reply(row, message.first.reply_to),
            marks=tuple(self._marks(row, message)),
        )

    def _room(self, room: str) -> str:
        kind = "party" if room.startswith(OF_PARTY) else room if room in (PLENARY, CHAIRS) else "private"
        party = room.removeprefix(OF_PARTY)
        name = self._parties.get(party) or self._pen.line(party)
        return self._say("room", kind=kind, name=name)

    def _reply(self, row: Row, to: str | None) -> str:
        if to is None:
            return ""
        answered = self._of.get(to)
        return self._say(
            "reply", who=answered.who if answered else "", at=_moment(answered.at, row.at) if answered else ""
        )

    def _marks(self, row: Row, message: Message) -> Iterator[str]:
        for file in message.content.files if message.content else ():
            digest = self._pen.code(file.digest) if file.digest else ""
            yield self._say("file", name=self._pen.line(file.name), size=file.size, digest=digest)
        for until, content in message.was:
            at, before = _moment(until, row.at), self._before(content)
            yield self._say("edited", at=at, known=content is not None, words=before)
        if message.deleted_at:
            yield self._say("deleted", at=_moment(message.deleted_at, row.at))
        for emoji, count in message.reactions:
            yield self._say("reaction", emoji=self._pen.line(emoji), count=count)

    def _before(self, content: Content | None) -> str:
        return self._pen.line(content.words) if content else ""

    def _say(self, block: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return self._words(f"exports/talk#{block}", locale=self._locale, **params)


def _moment(at: datetime, beside: datetime) -> str:
    """Give the time of day, with the day where it is another one than that of what stands beside it."""
    return time(at) if day(at) == day(beside) else f"{day(at)} {time(at)}"
