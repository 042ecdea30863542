"""Silence, statements, taking over, editorial changes, and what comes after the adoption."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.concluding.acts import (
    BreakSilence,
    ContestEditorial,
    Decline,
    Initial,
    PutUnderSilence,
    Ratify,
    Sign,
    TakeOver,
)
from bot.negotiation.concluding.model import Consent
from bot.negotiation.concluding.silence import LONGEST
from bot.ui.answering.visits import visit
from bot.ui.concluding import EditorialOption
from bot.ui.marks import ClauseOption
from bot.ui.transformers import ProposalOption, ProposalRef
from bot.ui.verbs.concluding import agreed_hash, say_for_the_record

Ref = Transform[ProposalRef, ProposalOption]
Kind = Literal[
    "statement",
    "question",
    "answer",
    "declaration",
    "comment",
    "interpretative",
    "explanation_of_position",
    "standing_aside",
    "dissociation",
]
How = Literal["definitive", "subject_to_ratification", "ad_referendum"]


class Silence(commands.GroupCog, group_name="silence"):
    """A text is agreed unless somebody objects in time."""

    @app_commands.command(name="put")
    async def put(
        self, interaction: discord.Interaction, proposal: Ref, minutes: Range[int, 1, LONGEST] | None = None
    ) -> None:
        """Put a version under silence."""
        here = await visit(interaction)
        await here.act(PutUnderSilence(proposal.proposal, here.hash_of(proposal), minutes))

    @app_commands.command(name="break")
    async def break_silence(
        self,
        interaction: discord.Interaction,
        objection: Range[str, 1, 1000],
        clause: Range[int, 1, 100] | None = None,
        words: Range[str, 0, 4000] = "",
    ) -> None:
        """Object in writing."""
        await (await visit(interaction)).act(BreakSilence(objection, clause, words))


class Concluding(commands.Cog):
    """Words on the record, and the way from an agreed text to one that binds."""

    @app_commands.command(name="statement")
    async def statement(
        self,
        interaction: discord.Interaction,
        kind: Kind,
        words: Range[str, 1, 2000] | None = None,
        proposal: Ref | None = None,
        clause: Transform[int, ClauseOption] | None = None,
    ) -> None:
        """Make a statement; without words in a form."""
        await say_for_the_record(await visit(interaction), kind, words, proposal, clause)

    @app_commands.command(name="takeover")
    async def takeover(self, interaction: discord.Interaction, proposal: Ref) -> None:
        """Take a withdrawn text over."""
        await (await visit(interaction)).act(TakeOver(proposal.proposal))

    @app_commands.command(name="contest")
    async def contest(
        self,
        interaction: discord.Interaction,
        editorial: Transform[str, EditorialOption],
        reason: Range[str, 0, 1000] = "",
    ) -> None:
        """Contest an editorial change."""
        await (await visit(interaction)).act(ContestEditorial(editorial, reason))

    @app_commands.command(name="initial")
    async def initial(self, interaction: discord.Interaction) -> None:
        """Initial the agreed text."""
        await _step(interaction, Initial)

    @app_commands.command(name="sign")
    async def sign(self, interaction: discord.Interaction, consent: How = "definitive") -> None:
        """Sign the agreed text."""
        here = await visit(interaction)
        await here.act(Sign(agreed_hash(here), Consent(consent)))

    @app_commands.command(name="ratify")
    async def ratify(self, interaction: discord.Interaction) -> None:
        """Ratify the agreed text."""
        await _step(interaction, Ratify)

    @app_commands.command(name="decline")
    async def decline(self, interaction: discord.Interaction, reason: Range[str, 1, 1000]) -> None:
        """Decline to go on with the agreed text."""
        here = await visit(interaction)
        await here.act(Decline(agreed_hash(here), reason))


async def _step(interaction: discord.Interaction, kind: type[Initial | Ratify]) -> None:
    here = await visit(interaction)
    await here.act(kind(agreed_hash(here)))


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Silence())
    await bot.add_cog(Concluding())
