"""What commands and buttons work with: the service, the stores of the surface, and the words."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakValueDictionary

from discord import InteractionType

from bot.negotiation.model import Session
from bot.service.listening import Listener
from bot.service.negotiations import Negotiations
from bot.service.pending import PendingActs
from bot.service.ports import Drafts, GuildSettings, Messages, Packs, Talk
from bot.text.words import Words
from bot.ui.answering.answers import Answer, AnyInteraction, Noted, answering
from bot.ui.kit.forms import typed_in, values_of
from bot.ui.kit.ids import Address, address_of
from bot.ui.scene import Scene

Touched = Callable[[Answer, Address, Sequence[str]], Awaitable[None]]
Submitted = Callable[[Answer, Address, Mapping[str, str]], Awaitable[None]]

REMEMBERED = 1_000
"""Interactions of which the desk knows that they have come."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """What is done at a click or at a form, by verb; `in_place` are those that change the card they stand on."""

    touches: Mapping[str, Touched]
    forms: Mapping[str, Submitted]
    in_place: frozenset[str]


@dataclass(frozen=True)
class Desk:
    """Found as `interaction.client.desk`."""

    service: Negotiations
    messages: Messages
    drafts: Drafts
    pending: PendingActs
    packs: Packs
    words: Words
    verbs: Verbs
    settings: GuildSettings
    talk: Talk
    listener: Listener
    channels_url: str = "https://discord.com/channels"
    """What the address of a message begins with; another server has its own."""
    hears_words: bool = False
    """Whether the bot may read messages; without it, it hears only who speaks."""
    _seen: dict[int, None] = field(default_factory=dict)
    _locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def touched(self, interaction: AnyInteraction, address: Address, values: Sequence[str]) -> None:
        """Answer a click or a choice."""
        if not self.first_time(interaction):
            return
        verb = address.verb
        async with answering(interaction, self, in_place=verb in self.verbs.in_place) as answer:
            if verb not in self.verbs.touches:
                raise Noted("old_button")
            await self.verbs.touches[verb](answer, address, values)

    async def arrived(self, interaction: AnyInteraction) -> None:
        """Answer what no view waits for: every form, and buttons of a shape that this version does not know."""
        data: Mapping[str, Any] = dict(interaction.data or {})
        custom_id = str(data.get("custom_id", ""))
        address = address_of(custom_id)
        if interaction.type is InteractionType.modal_submit and self.first_time(interaction):
            await self._submitted(interaction, address)
        elif interaction.type is InteractionType.component and address is None:
            async with answering(interaction, self):
                raise Noted("old_button")

    async def _submitted(self, interaction: AnyInteraction, address: Address | None) -> None:
        verb = address.verb if address else ""
        async with answering(interaction, self, in_place=verb in self.verbs.in_place) as answer:
            values = values_of(interaction)
            answer.typed = typed_in(interaction)
            if address is None or verb not in self.verbs.forms:
                raise Noted("form_lost", typed=answer.typed)
            await self.verbs.forms[verb](answer, address, values)

    def first_time(self, interaction: AnyInteraction) -> bool:
        """Say whether an interaction has not come before: a gateway that resumes may deliver one twice.

        An act has one effect by its cause; what changes a draft, or opens a form, has it by this.
        """
        if interaction.id in self._seen:
            return False
        self._seen[interaction.id] = None
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
        return True

    def lock(self, session: str, member: str) -> asyncio.Lock:
        """Give the lock under which what a member has typed is read and written: two quick clicks must not lose it."""
        return self._locks.setdefault((session, member), asyncio.Lock())

    async def scene(self, session: Session, locale: str) -> Scene:
        """Give what a reader's cards of a session are drawn from."""
        return Scene.of(self.words, locale, session, await self.service.frame(session.id))

    async def card_link(self, guild: str, session: str, proposal: str) -> str | None:
        """Give the address of a proposal's card, or None if it is not posted yet."""
        return await self.link(guild, session, f"card:{proposal}")

    async def link(self, guild: str, session: str, key: str) -> str | None:
        """Give the address of the message with a key, or None if it is not posted yet."""
        ref = await self.messages.get(session, key)
        return f"{self.channels_url}/{guild}/{ref.channel}/{ref.message}" if ref else None

    async def card_links(self, guild: str, session: Session) -> dict[str, str]:
        """Give the addresses of the cards of all live proposals."""
        found = {one.id: await self.card_link(guild, session.id, one.id) for one in session.live_proposals()}
        return {proposal: link for proposal, link in found.items() if link}


class HasDesk(Protocol):
    """The bot, as far as this package knows it."""

    @property
    def desk(self) -> Desk:
        """The desk."""
