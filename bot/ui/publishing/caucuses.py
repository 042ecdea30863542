"""The threads of private rooms: made, filled and emptied as seats change, closed and opened again."""

import logging
from collections.abc import Iterable
from dataclasses import replace

import discord

from bot.negotiation.model import Phase, Session
from bot.negotiation.rooms.finding import inside
from bot.negotiation.rooms.model import Room
from bot.service.negotiations import Negotiations
from bot.service.ports import MessageRef, Messages, Place
from bot.text.limits import THREAD_NAME, clip
from bot.ui.cards.caucuses import OVER, room_card, topic_in
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.publishing.rooms import ROOM, Rooms
from bot.ui.scene import Scene

_log = logging.getLogger(__name__)


class Caucuses:
    """Shows private rooms: each in a private thread of its own, with exactly those who may read it."""

    def __init__(self, service: Negotiations, messages: Messages, poster: Poster, rooms: Rooms) -> None:
        self._service, self._messages, self._poster, self._rooms = service, messages, poster, rooms

    async def show(self, scene: Scene, place: Place, name: str, mark: Mark) -> None:
        """Bring the thread of a room up to date: card, members, whether it is open. Raises PublishFailed."""
        session, room = scene.session, shown_room(scene.session, name)
        key = f"{ROOM}{name}"
        known = await self._messages.get(session.id, key)
        if room is None or (known is None and not room.open):
            return  # one that was closed or undone before anybody saw it needs no thread
        topic = topic_in(await self._service.sealed(session.id, name))
        title = clip(scene.say("rooms#room", room=room, topic=topic), THREAD_NAME)
        thread = await self._rooms.room(session, place, key, mark, name=title)
        if room.open:
            await self._locked(thread, locked=False)
        await self._poster.current((session.id, f"room:{name}"), thread, room_card(scene, room, topic), mark)
        await self._told_of_visitors(scene, room, thread, mark)
        await self._members(session, room, thread, await self._noted(session, room))
        if not room.open:
            await self._locked(thread, locked=True)

    async def follow(self, session: Session, member: str) -> None:
        """Let a member into the rooms that their seat opens, and out of all others. Raises PublishFailed."""
        for room in session.private.rooms.values():
            ref = await self._messages.get(session.id, f"{ROOM}{room.id}")
            noted = await self._messages.get(session.id, _place_of(room, member))
            if ref is None or (noted is None and (not room.open or member not in inside(session, room))):
                continue
            changed = await self._members(session, room, ref.channel, [member])
            if changed and not room.open:
                await self._locked(ref.channel, locked=True)

    async def _noted(self, session: Session, room: Room) -> list[str]:
        """Give who is in the thread, or should be."""
        begins = _place_of(room, "")
        keys = [key.removeprefix(begins) for key in await self._messages.all(session.id) if key.startswith(begins)]
        return list(dict.fromkeys((*keys, *inside(session, room))))

    async def _members(self, session: Session, room: Room, thread: str, members: Iterable[str]) -> bool:
        """Let these members in or out as their seats say; says whether anything changed."""
        may, changed = inside(session, room), False
        for member in members:
            key = _place_of(room, member)
            noted = await self._messages.get(session.id, key)
            there = noted is not None and noted.channel == thread
            if member in may and not there and room.open:
                await self._rooms.let_in(thread, member)
                await self._messages.put(session.id, key, MessageRef(thread))
                changed = True
            elif member not in may and noted is not None:
                if there:
                    await self._rooms.let_out(thread, member)
                await self._messages.forget(session.id, key)
                changed = True
        return changed

    async def _told_of_visitors(self, scene: Scene, room: Room, thread: str, mark: Mark) -> None:
        """Say in the room, once for each, that a chair looks in: before that chair can read anything."""
        for number, visitor in enumerate(room.visitors):
            place = (scene.session.id, f"visitor:{room.id}:{visitor}")
            words = scene.say("rooms#room_entered", visitor=visitor)
            await self._poster.once(place, thread, words, mark.plus(f"v{number}"))

    async def _locked(self, thread: str, *, locked: bool) -> None:
        """Close or open a thread as far as the bot may; where it may not, the card alone says it."""
        try:
            found = await self._poster.thread(thread)
            if found is None or (found.archived, found.locked) == (locked, locked):
                return
            try:
                await found.edit(archived=locked, locked=locked)
            except discord.Forbidden:
                # Locking needs Manage Threads; a thread that the bot made it may archive in any case.
                await found.edit(archived=locked)
        except discord.HTTPException as error:
            _log.warning("thread %s cannot be %s: %s", thread, "closed" if locked else "opened", error)


def shown_room(session: Session, name: str) -> Room | None:
    """Give a room as it is shown: with the session all rooms end, though nobody closed them."""
    room = session.private.rooms.get(name)
    if room is not None and room.open and session.phase is Phase.CLOSED:
        return replace(room, open=False, how=OVER)
    return room


def _place_of(room: Room, member: str) -> str:
    return f"in:{room.id}:{member}"
