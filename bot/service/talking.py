"""What was said in the rooms of sessions: the port that keeps it."""

from collections.abc import Mapping
from typing import Protocol

from bot.negotiation.talk import Utterance


class Talk(Protocol):
    """What was said in the rooms of sessions, beside the record."""

    async def keep(self, session: str, utterance: Utterance) -> int:
        """Keep an utterance, and give its number."""

    async def of(self, session: str) -> tuple[Utterance, ...]:
        """Give all that was said in a session, in the order in which it was heard."""

    async def said(self, session: str, message: str) -> Utterance | None:
        """Give what a message was when it was said, or None if it was not heard."""

    async def waiting(self, session: str, limit: int) -> Mapping[int, Utterance]:
        """Give the first utterances that no entry holds the digests of yet, by number."""

    async def unheld(self) -> tuple[str, ...]:
        """Give the sessions in which such utterances are waiting."""

    async def words_of(self, session: str, member: str) -> int:
        """Count the utterances of a member whose words are there."""

    async def where(self, guild: str, channel: str) -> tuple[str, str] | None:
        """Give the session and the room that a channel or thread is, or None."""
