"""Messages that are posted once and edited afterwards, also if somebody deletes them or archives their thread."""

import logging
import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.service.ports import MessageRef, Messages
from bot.text.limits import MESSAGE, clip
from bot.ui.kit.ids import address_of
from bot.ui.kit.layout import Card
from bot.ui.publishing.faults import THREAD_ARCHIVED, UNKNOWN_MESSAGE, needing

Key = tuple[str, str]
"""A session and the key of what is shown in it."""
BOARD = "boardfull"
"""The verb of the first button of a board."""
SILENT = discord.AllowedMentions.none()
_MENTION = re.compile(r"(?<!\\)<@!?([0-9]{1,20})>")
"""A mention that counts: what members write is escaped."""
LOOK_BACK = 50
"""Messages that are searched for what an earlier process may have posted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What makes a post unlike all others: its nonce; `late` if an earlier process may have posted it long ago."""

    nonce: str
    late: bool = False

    def plus(self, suffix: str) -> "Mark":
        """Give the mark of a further post of the same notice."""
        return Mark(f"{self.nonce}{suffix}", self.late)


def signature(shown: "Card | str | discord.Message") -> str:
    """Give what a post is recognised by: its text, or for a card with buttons what its first button stands for."""
    if isinstance(shown, str):
        return clip(shown, MESSAGE)
    if isinstance(shown, discord.Message):
        if not shown.flags.components_v2:
            return shown.content
        items = ui.LayoutView.from_message(shown, timeout=None).walk_children()
    else:
        items = shown.walk_children()
    first = ""
    for item in items:
        address = address_of(str(getattr(item, "custom_id", "")))
        if address is not None:
            # The board stands in the same channel as other cards of the session that are of no proposal.
            about = "board" if address.verb == BOARD else address.proposal or _numbered(address.extra)
            return f"{address.session}:{about}"
        if not first and isinstance(item, ui.TextDisplay):
            first = item.content
    return first


def _numbered(extra: str) -> str | None:
    """Give the id of a room or a question that a button stands for: several of their cards may be in one thread."""
    found = re.match(r"[A-Z][0-9]+(?=:|$)", extra)
    return found.group() if found else None


_log = logging.getLogger(__name__)


class Poster:
    """Posts what belongs to a key of a session, at most once."""

    def __init__(self, client: discord.Client, messages: Messages) -> None:
        self._client, self._messages = client, messages

    async def once(self, place: Key, channel: str, shown: Card | str, mark: Mark, calls: Collection[str] = ()) -> None:
        """Post what never changes; nothing is done if the key is posted already. Raises PublishFailed.

        `calls` are the members that a mention in it may call; anybody else's is only shown.
        """
        if await self._messages.get(*place) is None and await self._left_over(place, channel, shown, mark) is None:
            await self._post(place, channel, shown, mark.nonce, called(shown, calls))

    async def current(self, place: Key, channel: str, card: Card, mark: Mark, calls: Collection[str] = ()) -> None:
        """Post a card, or bring the posted one up to date; a deleted one is posted anew. Raises PublishFailed.

        `calls` are the members that a mention in it may call when it is posted first; an edit calls nobody.
        """
        ref = await self._messages.get(*place)
        allowed = called(card, calls) if ref is None else SILENT
        if ref is not None and ref.channel != channel:
            # The thread was made anew, and what stood in the old one went with it.
            await self._messages.forget(*place)
            ref = None
        known = ref or await self._left_over(place, channel, card, mark)
        if known is not None and await self._edit(known, card):
            return
        if ref is not None:
            await self._messages.forget(*place)
        # A deleted card must not come back as the answer to the nonce that it was posted with.
        await self._post(place, channel, card, mark.nonce if ref is None else f"{mark.nonce}n", allowed)

    async def reword(self, place: Key, line: str) -> None:
        """Change a line that is posted; one that is not, or was deleted, is left alone. Raises PublishFailed."""
        ref = await self._messages.get(*place)
        if ref is None:
            return
        target = self._client.get_partial_messageable(int(ref.channel)).get_partial_message(int(ref.message))
        said = clip(line, MESSAGE)
        with needing("Send Messages", ref.channel):
            try:
                await self.revived(ref.channel, lambda: target.edit(content=said))
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise

    async def pin(self, place: Key) -> None:
        """Pin what is posted, so that it is found for as long as it holds; where that may not be done, it is left."""
        ref = await self._messages.get(*place)
        if ref is None:
            return
        target = self._client.get_partial_messageable(int(ref.channel)).get_partial_message(int(ref.message))
        try:
            await target.pin()
        except (discord.Forbidden, discord.NotFound) as error:
            _log.warning("the notice in channel %s is not pinned: %s", ref.channel, error.text)

    async def _left_over(self, place: Key, channel: str, shown: Card | str, mark: Mark) -> MessageRef | None:
        """Find what an earlier try posted but did not note; Discord itself knows a nonce only for some minutes."""
        me = self._client.user
        if not mark.late or me is None:
            return None
        target = self._client.get_partial_messageable(int(channel))
        wanted = signature(shown)
        with needing("Read Message History", channel):
            async for message in target.history(limit=LOOK_BACK):
                if message.author.id == me.id and signature(message) == wanted:
                    ref = MessageRef(channel, str(message.id))
                    await self._messages.put(*place, ref)
                    return ref
        return None

    async def _post(
        self, place: Key, channel: str, shown: Card | str, nonce: str, allowed: discord.AllowedMentions | None = None
    ) -> None:
        target = self._client.get_partial_messageable(int(channel))
        with needing("Send Messages", channel):
            if isinstance(shown, str):
                line = clip(shown, MESSAGE)
                # A line may quote an address; what stands there is no part of the record.
                sent = await self.revived(
                    channel,
                    lambda: target.send(line, nonce=nonce, suppress_embeds=True, allowed_mentions=allowed or SILENT),
                )
            else:
                sent = await self.revived(channel, lambda: _sent(target, shown, nonce, allowed or SILENT))
        await self._messages.put(*place, MessageRef(channel, str(sent.id)))

    async def _edit(self, ref: MessageRef, card: Card) -> bool:
        target = self._client.get_partial_messageable(int(ref.channel)).get_partial_message(int(ref.message))
        with needing("Send Messages", ref.channel):
            try:
                await self.revived(ref.channel, lambda: _edited(target, card))
            except discord.NotFound as error:
                if error.code != UNKNOWN_MESSAGE:
                    raise
                return False
        return True

    async def revived(self, channel: str, work: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401  # what the work gives
        """Do something in a channel; an archived thread is reopened first where Discord asks for it."""
        try:
            return await work()
        except discord.HTTPException as error:
            if error.code != THREAD_ARCHIVED:
                raise
        thread = await self.thread(channel)
        if thread is not None:
            await thread.edit(archived=False)
        return await work()

    async def thread(self, channel: str) -> discord.Thread | None:
        """Give a thread by id, from memory or from Discord; None if it is no thread."""
        found = self._client.get_channel(int(channel)) or await self._client.fetch_channel(int(channel))
        return found if isinstance(found, discord.Thread) else None


async def _edited(message: discord.PartialMessage, card: Card) -> None:
    # A message keeps its files where an edit says nothing of them: the file of an older version would stay.
    await message.edit(view=card, attachments=[one.upload() for one in card.files])


async def _sent(
    target: discord.PartialMessageable, card: Card, nonce: str, allowed: discord.AllowedMentions
) -> discord.Message:
    if card.files:
        files = [one.upload() for one in card.files]
        return await target.send(view=card, nonce=nonce, files=files, allowed_mentions=allowed)
    return await target.send(view=card, nonce=nonce, allowed_mentions=allowed)


def called(shown: Card | str, members: Collection[str]) -> discord.AllowedMentions:
    """Give leave to call exactly those of the members that are mentioned; never a role, never everybody."""
    told = shown if isinstance(shown, str) else shown.texts()
    found = [one for one in dict.fromkeys(_MENTION.findall(told)) if one in members]
    return discord.AllowedMentions(
        everyone=False, roles=False, users=[discord.Object(int(one)) for one in found] or False, replied_user=False
    )
