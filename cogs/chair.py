"""/chair: the chair's power to put things right, and to reach the parties; and "Strike from the record" on a line."""

from typing import TYPE_CHECKING, cast

import discord
from discord import app_commands
from discord.app_commands import Range, Transform
from discord.ext import commands

from bot.negotiation.acts import AssignSeat
from bot.negotiation.clockwork.acts import ExcuseParty, PauseSession, ReadmitParty, ResumeSession
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.concluding.acts import AskWaiver, CertifyEditorial
from bot.negotiation.model import Role
from bot.negotiation.order.acts import HandOver, MessageParty, Restore, Strike, TellNews
from bot.ui.answering.answers import Noted
from bot.ui.answering.order import show_acts, show_redo, show_rewind, show_undo, strike_message, tell_news
from bot.ui.answering.visits import visit
from bot.ui.entries import EntryOption, InjectOption
from bot.ui.marks import ClauseOption
from bot.ui.timing import AwayOption
from bot.ui.transformers import PartiesOption, PartyOption, ProposalOption, ProposalRef, RuleOption

if TYPE_CHECKING:
    from bot.app import ParleyBot

Ref = Transform[ProposalRef, ProposalOption]
Entry = Transform[int, EntryOption]


class Chair(commands.GroupCog, group_name="chair"):
    """Each shows what it will do before it does it, and is an entry in the record."""

    @app_commands.command(name="freeze")
    async def freeze(self, interaction: discord.Interaction, reason: Range[str, 0, 500] = "") -> None:
        """Stop everything at once."""
        await (await visit(interaction)).act(PauseSession(PauseKind.FROZEN, reason))

    @app_commands.command(name="unfreeze")
    async def unfreeze(self, interaction: discord.Interaction) -> None:
        """Go on after a freeze."""
        await (await visit(interaction)).act(ResumeSession())

    @app_commands.command(name="excuse")
    async def excuse(
        self, interaction: discord.Interaction, party: Transform[str, AwayOption], reason: Range[str, 1, 500]
    ) -> None:
        """Go on without a party that stays away."""
        await (await visit(interaction)).act(ExcuseParty(party, reason))

    @app_commands.command(name="readmit")
    async def readmit(self, interaction: discord.Interaction, party: Transform[str, AwayOption]) -> None:
        """Let such a party back."""
        await (await visit(interaction)).act(ReadmitParty(party))

    @app_commands.command(name="editorial")
    async def editorial(
        self,
        interaction: discord.Interaction,
        proposal: Ref,
        clause: Transform[int, ClauseOption],
        words: Range[str, 1, 4000],
        reason: Range[str, 1, 1000],
    ) -> None:
        """Certify an editorial change."""
        here = await visit(interaction)
        await here.act(CertifyEditorial(proposal.proposal, here.hash_of(proposal), clause, words, reason))

    @app_commands.command(name="waiver")
    async def waiver(
        self,
        interaction: discord.Interaction,
        proposal: Ref,
        rule: Transform[str, RuleOption],
        statement: Range[str, 1, 1000],
    ) -> None:
        """Ask for a waiver."""
        here = await visit(interaction)
        await here.act(AskWaiver(proposal.proposal, here.hash_of(proposal), rule, statement))

    @app_commands.command(name="acts")
    async def acts(self, interaction: discord.Interaction) -> None:
        """Show the last acts."""
        await show_acts(await visit(interaction))

    @app_commands.command(name="undo")
    async def undo(self, interaction: discord.Interaction, entry: Entry) -> None:
        """Show what undoing an act would do, and ask."""
        await show_undo(await visit(interaction), entry)

    @app_commands.command(name="redo")
    async def redo(self, interaction: discord.Interaction, entry: Entry | None = None) -> None:
        """Show what taking an undoing back would bring, and ask."""
        await show_redo(await visit(interaction), entry)

    @app_commands.command(name="rewind")
    async def rewind(self, interaction: discord.Interaction, entry: Entry) -> None:
        """Show what rewinding would undo, and ask."""
        await show_rewind(await visit(interaction), entry)

    @app_commands.command(name="strike")
    async def strike(self, interaction: discord.Interaction, entry: Entry, reason: Range[str, 1, 500]) -> None:
        """Strike an entry from the record."""
        await (await visit(interaction)).act(Strike(entry, reason))

    @app_commands.command(name="restore")
    async def restore(self, interaction: discord.Interaction, entry: Entry) -> None:
        """Take a strike back."""
        await (await visit(interaction)).act(Restore(entry))

    @app_commands.command(name="handover")
    async def handover(self, interaction: discord.Interaction, member: discord.Member) -> None:
        """Give the chair to another member."""
        if member.bot:
            raise Noted("no_member")
        await (await visit(interaction)).act(HandOver(str(member.id), member.display_name))

    @app_commands.command(name="cochair")
    async def cochair(self, interaction: discord.Interaction, member: discord.Member) -> None:
        """Share the chair with another member."""
        if member.bot:
            raise Noted("no_member")
        await (await visit(interaction)).act(AssignSeat(str(member.id), member.display_name, Role.CHAIR))

    @app_commands.command(name="message")
    async def message(
        self, interaction: discord.Interaction, party: Transform[str, PartyOption], words: Range[str, 1, 1000]
    ) -> None:
        """Write to one party alone."""
        await (await visit(interaction)).act(MessageParty(party, words))

    @app_commands.command(name="news")
    async def news(
        self,
        interaction: discord.Interaction,
        inject: Transform[str, InjectOption] | None = None,
        title: Range[str, 0, 100] = "",
        words: Range[str, 0, 1000] = "",
        to: Transform[tuple[str, ...], PartiesOption] | None = None,
        file: discord.Attachment | None = None,
    ) -> None:
        """Tell news."""
        await tell_news(await visit(interaction), TellNews(title, words, to or (), inject), file)


async def strike_line(interaction: discord.Interaction, message: discord.Message) -> None:
    """Strike the entry of a line in the thread Record."""
    await strike_message(interaction, message)


async def setup(bot: commands.Bot) -> None:
    """Add the commands and the menu."""
    await bot.add_cog(Chair())
    name = cast("ParleyBot", bot).words("menus#strike")
    bot.tree.add_command(app_commands.ContextMenu(name=name, callback=strike_line))
