"""The threads of a session: the public record, the chairs' room, a room for each delegation; and who is in them."""

import logging
from datetime import timedelta
from typing import Final

import discord

from bot.negotiation.model import Role, Session
from bot.service.faults import PublishFailed
from bot.service.ports import MessageRef, Messages, Place
from bot.text.limits import THREAD_NAME, clip
from bot.text.words import Words
from bot.ui.publishing.faults import UNKNOWN_CHANNEL, UNKNOWN_MEMBER, UNKNOWN_USER, needing
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.scene import Speech

_log = logging.getLogger(__name__)

RECORD, CHAIRS, PARTY, ROOM = "thread:record", "thread:chairs", "thread:party:", "thread:room:"
WEEK: Final = 10_080
"""Minutes without a word after which Discord archives a thread."""
SKEW = timedelta(seconds=5)


def room_of(session: Session, member: str) -> str | None:
    """Give the key of the private room that a member's seat opens, or None."""
    seat = session.seat_of(member)
    if seat is None:
        return None
    if seat.role is Role.CHAIR:
        return CHAIRS
    return f"{PARTY}{seat.party}" if seat.party else None


class Rooms:
    """Makes the threads when they are needed, and lets members in and out as their seats change."""

    def __init__(self, client: discord.Client, messages: Messages, poster: Poster, words: Words) -> None:
        self._client, self._messages, self._poster, self._words = client, messages, poster, words

    async def all_due(self, session: Session, place: Place, mark: Mark) -> str:
        """Make every room that somebody may use by now; gives the id of the Record thread. Raises PublishFailed."""
        record = await self.room(session, place, RECORD, mark)
        for key in dict.fromkeys(room_of(session, member) for member in session.seats):
            if key is not None:
                await self.room(session, place, key, mark)
        return record

    async def room(self, session: Session, place: Place, key: str, mark: Mark, *, name: str | None = None) -> str:
        """Give the id of a thread, made if it is not there (any more). Raises PublishFailed.

        With a name it is so called, and whoever asks for it says what stands in it.
        """
        ref = await self._messages.get(session.id, key)
        if ref is not None and await self._exists(ref.channel):
            return ref.channel
        if ref is not None:
            await self._messages.forget(session.id, key)
        thread = await self._make(session, place, key, name)
        await self._messages.put(session.id, key, MessageRef(str(thread.id)))
        if name is not None:
            return str(thread.id)
        say = Speech(self._words, place.locale, session)
        party = session.party(key.removeprefix(PARTY)) if key.startswith(PARTY) else None
        welcome = say(f"rooms#{_word(key)}_welcome", session=session, party=party)
        shown = (session.id, f"welcome:{thread.id}")
        await self._poster.once(shown, str(thread.id), welcome, mark.plus(_letter(key)))
        return str(thread.id)

    async def _exists(self, channel: str) -> bool:
        if self._client.get_channel(int(channel)) is not None:
            return True
        with needing("View Channel", channel):
            try:
                await self._client.fetch_channel(int(channel))
            except discord.NotFound as error:
                if error.code != UNKNOWN_CHANNEL:
                    raise
                return False
        return True

    async def _make(self, session: Session, place: Place, key: str, name: str | None) -> discord.Thread:
        private = key != RECORD
        if name is None:
            party = session.party(key.removeprefix(PARTY)) if key.startswith(PARTY) else None
            named = Speech(self._words, place.locale, session)(f"rooms#{_word(key)}", party=party)
            name = clip(named, THREAD_NAME)
        permission = "Create Private Threads" if private else "Create Public Threads"
        with needing(permission, place.channel):
            parent = self._client.get_channel(int(place.channel)) or await self._client.fetch_channel(
                int(place.channel)
            )
            if not isinstance(parent, discord.TextChannel):
                raise PublishFailed(f"channel {place.channel} cannot hold threads", forever=True)
            found = self._left_over(parent, name, session)
            if found is not None:
                return found
            if private:
                kind = discord.ChannelType.private_thread
                return await parent.create_thread(name=name, type=kind, auto_archive_duration=WEEK, invitable=False)
            kind = discord.ChannelType.public_thread
            return await parent.create_thread(name=name, type=kind, auto_archive_duration=WEEK)

    def _left_over(self, parent: discord.TextChannel, name: str, session: Session) -> discord.Thread | None:
        """Find a thread that an earlier try made before it was noted: ours, so named, since the session was opened."""
        me, since = self._client.user, session.opened_at
        if me is None or since is None:
            return None
        ours = (one for one in parent.threads if one.owner_id == me.id and one.name == name)
        return next((one for one in ours if one.created_at and one.created_at >= since - SKEW), None)

    async def seat(self, session: Session, place: Place, member: str, mark: Mark) -> bool:
        """Let a member into the room of their seat, and out of the one they had. Raises PublishFailed.

        Gives False if that showed that the member has left the server.
        """
        wanted_key = room_of(session, member)
        wanted = await self.room(session, place, wanted_key, mark) if wanted_key else None
        had = await self._messages.get(session.id, f"member:{member}")
        if had is not None and had.channel != wanted:
            await self.let_out(had.channel, member)
            await self._messages.forget(session.id, f"member:{member}")
        if wanted is not None and (had is None or had.channel != wanted):
            if not await self.let_in(wanted, member):
                return False
            await self._messages.put(session.id, f"member:{member}", MessageRef(wanted))
        return True

    async def let_in(self, room: str, member: str) -> bool:
        """Let a member into a thread; gives False for one who has left the server. Raises PublishFailed."""
        with needing("Send Messages in Threads", room):
            return await self._change(room, member, joins=True)

    async def let_out(self, room: str, member: str) -> None:
        """Let a member out of a thread. Raises PublishFailed."""
        with needing("Manage Threads", room):
            await self._change(room, member, joins=False)

    async def _change(self, room: str, member: str, *, joins: bool) -> bool:
        user = discord.Object(int(member))
        try:
            thread = await self._poster.thread(room)
            if thread is not None:
                await self._poster.revived(room, lambda: (thread.add_user if joins else thread.remove_user)(user))
        except discord.NotFound as error:
            # Who has left the server, or a thread that was deleted by hand, needs nothing any more.
            if error.code not in {UNKNOWN_MEMBER, UNKNOWN_USER, UNKNOWN_CHANNEL}:
                raise
            _log.info("member %s of thread %s: %s", member, room, error.text)
            return error.code == UNKNOWN_CHANNEL
        return True


def _word(key: str) -> str:
    return {RECORD: "record", CHAIRS: "chairs"}.get(key, "party")


def _letter(key: str) -> str:
    return {RECORD: "r", CHAIRS: "c"}.get(key, "p")
