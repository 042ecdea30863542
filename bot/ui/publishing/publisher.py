"""Shows a notice on Discord; the same notice may come twice and has one effect."""

import discord

from bot.negotiation.events import Recorded, TextAdopted
from bot.negotiation.model import Session
from bot.service.negotiations import Negotiations
from bot.service.notices import NoticeKind
from bot.service.ports import Messages, OutboxRow, Place
from bot.text.words import Words
from bot.ui.cards.agreed import agreed_cards
from bot.ui.cards.opening import opening_card
from bot.ui.cards.proposal import proposal_card
from bot.ui.kit import CALM, GOOD, Card, text
from bot.ui.publishing.posting import Poster
from bot.ui.publishing.rooms import RECORD, Rooms
from bot.ui.scene import Scene, Speech


class DiscordPublisher:
    """Implements the port `Publisher`. Public cards speak the server's language."""

    def __init__(self, client: discord.Client, service: Negotiations, messages: Messages, words: Words) -> None:
        self._service, self._words = service, words
        self._poster = Poster(client, messages)
        self._rooms = Rooms(client, messages, self._poster, words)

    async def publish(self, session: Session, place: Place, row: OutboxRow, entry: Recorded | None) -> None:
        """Show one notice; raises PublishFailed."""
        notice, nonce = row.notice, row.nonce
        match notice.kind:
            case NoticeKind.ROOMS:
                await self._opening(session, place, nonce)
            case NoticeKind.MEMBERSHIP:
                await self._rooms.seat(session, place, notice.key, nonce)
            case NoticeKind.CARD:
                await self._card(session, place, notice.key, nonce)
            case NoticeKind.LINE if entry is not None:
                await self._line(session, place, entry, nonce)
            case NoticeKind.ANNOUNCE if entry is not None:
                await self._announce(session, place, entry, nonce)
            case _:
                pass  # a line without its entry: there is nothing to say

    async def _scene(self, session: Session, place: Place) -> Scene:
        frame = await self._service.frame(session.id)
        return Scene(Speech(self._words, place.locale, session), session, frame)

    async def _opening(self, session: Session, place: Place, nonce: str) -> None:
        record = await self._rooms.all_due(session, place, nonce)
        card = opening_card(await self._scene(session, place), record)
        await self._poster.current(session.id, "opening", place.channel, card, nonce)

    async def _card(self, session: Session, place: Place, proposal: str, nonce: str) -> None:
        if proposal in session.proposals:
            card = proposal_card(await self._scene(session, place), session.proposals[proposal])
            await self._poster.current(session.id, f"card:{proposal}", place.channel, card, nonce)

    async def _line(self, session: Session, place: Place, entry: Recorded, nonce: str) -> None:
        room = await self._rooms.room(session, place, RECORD, nonce)
        say = Speech(self._words, place.locale, session)
        line = say(
            f"lines/{entry.event.type}",
            seq=entry.seq,
            at=entry.at,
            who=say.member(entry.member),
            event=entry.event,
        )
        await self._poster.once(session.id, f"line:{entry.seq}", room, line, nonce)
        if isinstance(entry.event, TextAdopted):
            await self._agreed(session, place, room, "agreed:record", nonce)

    async def _announce(self, session: Session, place: Place, entry: Recorded, nonce: str) -> None:
        say = Speech(self._words, place.locale, session)
        record = await self._rooms.room(session, place, RECORD, nonce)
        said = say(f"announcements/{entry.event.type}", event=entry.event, record=record)
        accent = GOOD if isinstance(entry.event, TextAdopted) else CALM
        await self._poster.once(
            session.id, f"announce:{entry.seq}", place.channel, Card(text(said), accent=accent), nonce
        )
        if isinstance(entry.event, TextAdopted):
            await self._agreed(session, place, place.channel, "agreed:plenary", nonce)

    async def _agreed(self, session: Session, place: Place, channel: str, key: str, nonce: str) -> None:
        if session.agreement is None:
            return
        for number, card in enumerate(agreed_cards(await self._scene(session, place), session.agreement)):
            await self._poster.once(session.id, f"{key}:{number}", channel, card, f"{nonce}a{number}")
