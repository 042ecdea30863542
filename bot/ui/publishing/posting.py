"""Messages that are posted once and edited afterwards, also if somebody deletes them or archives their thread."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.service.ports import MessageRef, Messages
from bot.text.limits import MESSAGE, clip
from bot.ui.kit import Card
from bot.ui.publishing.faults import THREAD_ARCHIVED, UNKNOWN_MESSAGE, needing


class Poster:
    """Posts what belongs to a key of a session, at most once."""

    def __init__(self, client: discord.Client, messages: Messages) -> None:
        self._client, self._messages = client, messages

    async def once(self, session: str, key: str, channel: str, shown: Card | str, nonce: str) -> None:
        """Post what never changes; nothing is done if the key is posted already. Raises PublishFailed."""
        if await self._messages.get(session, key) is None:
            await self._post(session, key, channel, shown, nonce)

    async def current(self, session: str, key: str, channel: str, card: Card, nonce: str) -> None:
        """Post a card, or bring the posted one up to date; a deleted one is posted anew. Raises PublishFailed."""
        ref = await self._messages.get(session, key)
        if ref is not None and await self._edit(ref, card):
            return
        if ref is not None:
            await self._messages.forget(session, key)
        # A deleted card must not come back as the answer to the nonce that it was posted with.
        await self._post(session, key, channel, card, nonce if ref is None else f"{nonce}n")

    async def _post(self, session: str, key: str, channel: str, shown: Card | str, nonce: str) -> None:
        target = self._client.get_partial_messageable(int(channel))
        with needing("Send Messages", channel):
            if isinstance(shown, str):
                sent = await self.revived(channel, lambda: target.send(clip(shown, MESSAGE), nonce=nonce))
            else:
                sent = await self.revived(channel, lambda: target.send(view=shown, nonce=nonce))
        await self._messages.put(session, key, MessageRef(channel, str(sent.id)))

    async def _edit(self, ref: MessageRef, card: Card) -> bool:
        target = self._client.get_partial_messageable(int(ref.channel)).get_partial_message(int(ref.message))
        with needing("Send Messages", ref.channel):
            try:
                await self.revived(ref.channel, lambda: target.edit(view=card))
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
