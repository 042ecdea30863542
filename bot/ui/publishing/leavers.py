"""Members who sit in a session and have left the server: found by the way, and told to the chairs once."""

import logging
from hashlib import sha256

import discord

from bot.negotiation.model import Phase, Session
from bot.service.faults import PublishFailed, StorageBroken, StorageFull
from bot.service.ports import Place
from bot.text.words import Words
from bot.ui.cards.leavers import left_card
from bot.ui.publishing.faults import UNKNOWN_MEMBER, UNKNOWN_USER
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.publishing.rooms import CHAIRS, Rooms
from bot.ui.scene import Speech

_log = logging.getLogger(__name__)


class Leavers:
    """Without the members intent Discord does not say who leaves: each head is asked for by the way.

    Once in each phase of the pack, or once an hour where no phases are kept.
    """

    def __init__(self, client: discord.Client, poster: Poster, rooms: Rooms, words: Words) -> None:
        self._client, self._poster, self._rooms, self._words = client, poster, rooms, words
        self._asked: dict[str, tuple[str, set[str]]] = {}

    async def look(self, session: Session, place: Place) -> None:
        """Ask for the heads that nobody has asked for in this phase or hour; never raises."""
        if session.phase is Phase.CLOSED:
            self._asked.pop(session.id, None)
            return
        asked = self._asked_in(session)
        heads = [seat.member for party in session.parties if (seat := session.head_of(party.id))]
        for member in heads:
            if member not in asked:
                asked.add(member)
                if await self._is_gone(place, member):
                    await self.tell(session, place, member)

    async def tell(self, session: Session, place: Place, member: str) -> None:
        """Tell the chairs in their thread, once, that a member has left, with what replaces a head; never raises."""
        seat = session.seat_of(member)
        if seat is None or session.phase is Phase.CLOSED:
            return
        key = f"gone:{member}"
        mark = Mark(sha256(f"{session.id}:{key}".encode()).hexdigest()[:20])
        card = left_card(Speech(self._words, place.locale, session), session, seat)
        try:
            room = await self._rooms.room(session, place, CHAIRS, mark)
            await self._poster.once((session.id, key), room, card, mark)
        except (PublishFailed, StorageFull, StorageBroken, discord.DiscordException):
            _log.warning("the chairs of session %s cannot be told that member %s has left", session.id, member)

    def _asked_in(self, session: Session) -> set[str]:
        now = session.timetable.phase
        part = str(now.number) if now else f"{discord.utils.utcnow():%Y-%m-%d %H}"
        phase = f"{session.phase.value}:{part}"
        known, asked = self._asked.get(session.id, ("", set()))
        if known != phase:
            asked = set()
            self._asked[session.id] = phase, asked
        return asked

    async def _is_gone(self, place: Place, member: str) -> bool:
        guild = self._client.get_guild(int(place.guild))
        if guild is None or not member.isdecimal():
            return False
        try:
            await guild.fetch_member(int(member))
        except discord.NotFound as error:
            return error.code in {UNKNOWN_MEMBER, UNKNOWN_USER}
        except (discord.DiscordException, OSError):
            _log.info("whether member %s is in server %s is not known", member, place.guild, exc_info=True)
        return False
