"""Options that name entries of the record or news of the pack, and how they complete themselves: for chairs alone."""

import re
from collections.abc import AsyncIterator, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.events import Recorded, SessionOpened
from bot.negotiation.model import Session
from bot.negotiation.order.acts import Redo, Restore, Rewind, Strike, TellNews, Undo
from bot.negotiation.order.facts import ActsUndone, OrderEvent
from bot.negotiation.order.telling import injects_left
from bot.negotiation.possible import may
from bot.negotiation.replay import same_act
from bot.service.negotiations import Negotiations
from bot.text.limits import OPTION, clip
from bot.ui.cards.order import told
from bot.ui.permissions import actor_of
from bot.ui.scene import Speech
from bot.ui.transformers import AnyInteraction, Choice, Completing, matching, session_here

LOOK_BACK = 80
"""Entries that a completion looks at; an older one is named by its number."""

KINDS: Mapping[str, type[Act]] = {
    "chair undo": Undo,
    "chair redo": Redo,
    "chair rewind": Rewind,
    "chair strike": Strike,
    "chair restore": Restore,
}
"""What a command does with the entry that its option names."""


class EntryOption(Completing):
    """An entry by its number; completes with the last ones that this command can be used on."""

    async def transform(self, interaction: AnyInteraction, value: str) -> int:
        """Read `12` or `12 · …`; what is no number is 0, which no entry has."""
        del interaction
        match = re.match(r"\s*#?([0-9]{1,9})\b", value)
        return int(match[1]) if match else 0

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the entries with what they were, newest first."""
        session = await session_here(interaction)
        kind = KINDS.get(interaction.command.qualified_name if interaction.command else "")
        if session is None or kind is None:
            return []
        service = interaction.client.desk.service
        if not may(session, actor_of(interaction), kind, None, await service.frame(session.id)):
            return []
        say = Speech(interaction.client.desk.words, str(interaction.locale), session)
        found = [one async for one in usable_entries(service, session, kind)]
        choices = [Choice(name=clip(f"{one.seq} · {told(say, one)}", OPTION), value=str(one.seq)) for one in found]
        return matching(value, choices)


async def usable_entries(service: Negotiations, session: Session, kind: type[Act]) -> AsyncIterator[Recorded]:
    """Give the last entries on which an act of this kind can be done, newest first."""
    struck, undone = session.order.struck, frozenset(session.order.undone)
    seqs = sorted(struck, reverse=True) if kind is Restore else range(session.version, 0, -1)[:LOOK_BACK]
    for seq in seqs:
        entry = await service.entry(session.id, seq)
        if entry is None:
            continue
        before = await service.entry(session.id, seq - 1) if kind is Undo else None
        first = before is None or not same_act(before, entry)
        if _fits(entry, kind, struck, undone, first=first):
            yield entry


def _fits(entry: Recorded, kind: type[Act], struck: Mapping[int, str], undone: frozenset[int], *, first: bool) -> bool:
    if kind is Restore:
        return True
    if kind is Strike:
        return entry.seq not in struck
    if kind is Redo:
        return isinstance(entry.event, ActsUndone) and bool(undone & set(entry.event.entries))
    if kind is Rewind:
        return entry.seq not in undone
    return first and entry.seq not in undone and not isinstance(entry.event, OrderEvent | SessionOpened)


class InjectOption(Completing):
    """News of the pack; completes with those that were not told yet."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the id."""
        del interaction
        return value.strip()[:40]

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the news with their titles, for chairs alone: nobody else may know them."""
        session = await session_here(interaction)
        if session is None:
            return []
        frame = await interaction.client.desk.service.frame(session.id)
        if not may(session, actor_of(interaction), TellNews, None, frame):
            return []
        left = injects_left(session, frame)
        return matching(value, [Choice(name=clip(f"{one.id} · {one.title}", OPTION), value=one.id) for one in left])
