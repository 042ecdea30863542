"""Options that name brackets, reservations, links, clauses or several proposals, and how they complete themselves."""

import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from discord import AppCommandOptionType, app_commands

from bot.negotiation.acts import Act, DropLink, LiftBracket, LiftReservation, Reserve, TakeAlternative
from bot.negotiation.model import Session
from bot.negotiation.possible import usable_marks
from bot.text.limits import CHOICES, OPTION, clip
from bot.ui.permissions import actor_of
from bot.ui.transformers import (
    AnyChoice,
    AnyInteraction,
    Choice,
    Completing,
    matching,
    read_number,
    read_ref,
    session_here,
)

_VERSION = re.compile(r"(?<=[0-9])\s*[vV@][0-9]+")

USES: Mapping[str, type[Act]] = {
    "bracket lift": LiftBracket,
    "bracket take": TakeAlternative,
    "reserve place": Reserve,
    "reserve lift": LiftReservation,
    "link drop": DropLink,
}
"""What a command does with the mark that its option names."""


class _MarkOption(Completing):
    """A mark by its id; completes with those on which this command would be allowed to this member."""

    letter: ClassVar[str]

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Read `B1`, `b1` or `1`; what is none of these is kept as it is, and will be unknown."""
        del interaction
        return read_number(self.letter, value)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the marks with what they say, oldest first."""
        session = await session_here(interaction)
        kind = USES.get(interaction.command.qualified_name if interaction.command else "")
        if session is None or kind is None:
            return []
        frame = await interaction.client.desk.service.frame(session.id)
        # An option before this one may say which proposal is meant.
        proposal = _named_before(interaction) or None
        names = usable_marks(session, actor_of(interaction), kind, frame, proposal)
        return matching(value, [Choice(name=clip(self.told(session, name), OPTION), value=name) for name in names])

    @abstractmethod
    def told(self, session: Session, name: str) -> str:
        """Say in a line what the mark is."""


class BracketOption(_MarkOption):
    """A bracket."""

    letter = "B"

    def told(self, session: Session, name: str) -> str:
        """Give whose it is, where, and its words."""
        one = session.brackets[name]
        other = f" → {one.alternative}" if one.alternative else ""
        return f"{name} · {one.party} · {one.proposal}, clause {one.clause}: {clip(one.words, 40)}{other}"


class ReservationOption(_MarkOption):
    """A reservation."""

    letter = "R"

    def told(self, session: Session, name: str) -> str:
        """Give where it is, its kind and its words."""
        one = session.reservations[name]
        return f"{name} · {one.proposal} · {one.kind.value}: {one.statement}"


class LinkOption(_MarkOption):
    """A link."""

    letter = "L"

    def told(self, session: Session, name: str) -> str:
        """Give which proposals it ties together."""
        one = session.links[name]
        return f"{name} · {one.proposal} + {' + '.join(one.others)}"


class ClauseOption(app_commands.Transformer):
    """A clause of the proposal in the option `proposal`, by its number; completes with the beginning of each."""

    @property
    def type(self) -> AppCommandOptionType:
        """A whole number."""
        return AppCommandOptionType.integer

    @property
    def min_value(self) -> int:
        """Clauses are counted from 1."""
        return 1

    @property
    def max_value(self) -> int:
        """More than any text has."""
        return 100

    async def transform(self, interaction: AnyInteraction, value: int) -> int:
        """Give the number."""
        del interaction
        return value

    async def autocomplete(self, interaction: AnyInteraction, value: float | str, /) -> list[AnyChoice]:
        """Give the clauses with their numbers."""
        session = await session_here(interaction)
        proposal = session.proposals.get(_named_before(interaction)) if session else None
        if proposal is None:
            return []
        wanted = str(value).strip()
        choices = [
            app_commands.Choice(name=clip(f"{number} · {' '.join(clause.text.split())}", OPTION), value=number)
            for number, clause in enumerate(proposal.current.clauses, 1)
            if str(number).startswith(wanted)
        ]
        return choices[:CHOICES]


class ProposalsOption(Completing):
    """Several proposals by id, with spaces or commas between them."""

    async def transform(self, interaction: AnyInteraction, value: str) -> tuple[str, ...]:
        """Give the ids in the order in which they were typed."""
        del interaction
        # A version that was typed along says nothing here: a link is between proposals, not texts.
        return tuple(read_ref(one).proposal for one in _pieces(_VERSION.sub("", value)) if one)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Complete the last word with the live proposals that are not named yet."""
        session = await session_here(interaction)
        if session is None:
            return []
        *before, last = _pieces(value)
        named = {read_ref(one).proposal for one in before} | {_named_before(interaction)}
        live = [one.id for one in reversed(session.live_proposals()) if one.id not in named]
        choices = [
            Choice(name=clip(" ".join([*before, one]), OPTION), value=clip(" ".join([*before, one]), OPTION))
            for one in live
            if last.casefold() in one.casefold()
        ]
        return choices[:CHOICES]


def _pieces(value: str) -> list[str]:
    return re.split(r"[\s,;+]+", value)


def _named_before(interaction: AnyInteraction) -> str:
    """Give the id in the command's own option `proposal`, "" where it is empty or there is none."""
    return read_ref(getattr(interaction.namespace, "proposal", "") or "").proposal
