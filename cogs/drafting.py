"""/bracket, /reserve, /link: what lies over the texts, and what goes with what."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.acts import DropLink, LiftBracket, LiftReservation, Reserve, StateLink
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.texts import LONGEST_CLAUSE
from bot.ui.answering.marks import show_brackets, show_links
from bot.ui.answering.visits import visit
from bot.ui.marks import BracketOption, ClauseOption, LinkOption, ProposalsOption, ReservationOption
from bot.ui.transformers import ProposalOption, ProposalRef
from bot.ui.verbs.marking import place
from bot.ui.verbs.marks import package_named, take_named

Ref = Transform[ProposalRef, ProposalOption]
Bracket = Transform[str, BracketOption]
Clause = Transform[int, ClauseOption]
Words = Range[str, 0, LONGEST_CLAUSE]


class Brackets(commands.GroupCog, group_name="bracket"):
    """Words on which a party does not agree; a bracket changes no word of the text."""

    @app_commands.command(name="place")
    async def place(
        self,
        interaction: discord.Interaction,
        proposal: Ref,
        clause: Clause,
        words: Words = "",
        alternative: Words = "",
    ) -> None:
        """Put words in brackets."""
        here = await visit(interaction)
        await place(here, proposal, clause, words, alternative)

    @app_commands.command(name="lift")
    async def lift(self, interaction: discord.Interaction, bracket: Bracket) -> None:
        """Lift one's own bracket, or agree that another's is lifted."""
        await (await visit(interaction)).act(LiftBracket(bracket))

    @app_commands.command(name="take")
    async def take(self, interaction: discord.Interaction, bracket: Bracket) -> None:
        """Take a bracket's alternative into one's own text."""
        await take_named(await visit(interaction), bracket)

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction, proposal: Ref | None = None) -> None:
        """Show the open brackets."""
        await show_brackets(await visit(interaction), proposal)


class Reservations(commands.GroupCog, group_name="reserve"):
    """What a party does not commit itself to."""

    @app_commands.command(name="place")
    async def place(
        self,
        interaction: discord.Interaction,
        proposal: Ref,
        statement: Range[str, 1, 1000],
        kind: Literal["general", "specific", "scrutiny"] | None = None,
        bracket: Bracket | None = None,
        clause: Clause | None = None,
    ) -> None:
        """Make a reservation; on a part of the text it is a specific one, if nothing else is said."""
        here = await visit(interaction)
        chosen = kind or ("specific" if bracket or clause else "general")
        digest = here.hash_of(proposal)
        await here.act(Reserve(proposal.proposal, digest, ReservationKind(chosen), statement, bracket, clause))

    @app_commands.command(name="lift")
    async def lift(self, interaction: discord.Interaction, reservation: Transform[str, ReservationOption]) -> None:
        """Lift one's own reservation."""
        await (await visit(interaction)).act(LiftReservation(reservation))


class Links(commands.GroupCog, group_name="link"):
    """What a party accepts only together."""

    @app_commands.command(name="state")
    @app_commands.rename(others="with")
    async def state(
        self, interaction: discord.Interaction, proposal: Ref, others: Transform[tuple[str, ...], ProposalsOption]
    ) -> None:
        """State a condition."""
        await (await visit(interaction)).act(StateLink(proposal.proposal, others))

    @app_commands.command(name="drop")
    async def drop(self, interaction: discord.Interaction, link: Transform[str, LinkOption]) -> None:
        """Drop a condition."""
        await (await visit(interaction)).act(DropLink(link))

    @app_commands.command(name="package")
    async def package(
        self, interaction: discord.Interaction, proposals: Transform[tuple[str, ...], ProposalsOption]
    ) -> None:
        """Table several proposals as one text."""
        await package_named(await visit(interaction), proposals)

    @app_commands.command(name="list")
    async def list(self, interaction: discord.Interaction) -> None:
        """Show what goes with what."""
        await show_links(await visit(interaction))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    for cog in (Brackets(), Reservations(), Links()):
        await bot.add_cog(cog)
