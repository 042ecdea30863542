"""Where things are shown, remembered in memory: every card links to others, and a board must not wait for the store."""

from collections import OrderedDict
from collections.abc import Mapping

from bot.service.ports import MessageRef, Messages

MOST = 10_000


class Remembered:
    """The port `Messages` with a memory in front of it; a guild belongs to one process, so nobody else changes it."""

    def __init__(self, messages: Messages, most: int = MOST) -> None:
        self._messages, self._most = messages, most
        self._known: OrderedDict[tuple[str, str], MessageRef] = OrderedDict()

    async def get(self, session: str, key: str) -> MessageRef | None:
        """Give the message or thread with this key, or None."""
        known = self._known.get((session, key))
        if known is not None:
            self._known.move_to_end((session, key))
            return known
        found = await self._messages.get(session, key)
        if found is not None:
            self._keep(session, key, found)
        return found

    async def put(self, session: str, key: str, ref: MessageRef) -> None:
        """Keep where the key is shown: first in the store."""
        await self._messages.put(session, key, ref)
        self._keep(session, key, ref)

    async def all(self, session: str) -> Mapping[str, MessageRef]:
        """Give every key of a session."""
        return await self._messages.all(session)

    async def forget(self, session: str, key: str) -> None:
        """Drop a key whose message was deleted by hand."""
        self._known.pop((session, key), None)
        await self._messages.forget(session, key)

    async def clear(self, session: str) -> None:
        """Drop every key of a session, which lives elsewhere now."""
        for known in [one for one in self._known if one[0] == session]:
            del self._known[known]
        await self._messages.clear(session)

    def _keep(self, session: str, key: str, ref: MessageRef) -> None:
        self._known[session, key] = ref
        if len(self._known) > self._most:
            self._known.popitem(last=False)
