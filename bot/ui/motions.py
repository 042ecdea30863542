"""The option that names a motion, and how it completes itself."""

from collections.abc import Mapping
from datetime import datetime

from discord.utils import utcnow

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.model import Session
from bot.negotiation.voting.acts import CastVote, CloseVote, OpenVote, RuleMotion, SecondMotion, WithdrawMotion
from bot.negotiation.voting.possible import proxy_holders, usable_motions, votable_parties
from bot.text.limits import OPTION, clip
from bot.text.words import Words
from bot.ui.permissions import actor_of
from bot.ui.transformers import AnyInteraction, Choice, Completing, PartyOption, matching, read_number, session_here

USES: Mapping[str, type[Act]] = {
    "motion second": SecondMotion,
    "motion withdraw": WithdrawMotion,
    "motion rule-out": RuleMotion,
    "vote open": OpenVote,
    "vote cast": CastVote,
    "vote close": CloseVote,
}
"""What a command does with the motion that its option names."""


class MotionOption(Completing):
    """A motion by its id; completes with those on which this command would be allowed to this member now."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the id."""
        del interaction
        return read_number("M", value)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the motions with what they say, oldest first."""
        session = await session_here(interaction)
        kind = USES.get(interaction.command.qualified_name if interaction.command else "")
        if session is None or kind is None:
            return []
        names = usable_motions(session, await _context(interaction, session, utcnow()), kind)
        words, locale = interaction.client.desk.words, str(interaction.locale)
        return matching(
            value, [Choice(name=clip(_told(words, locale, session, one), OPTION), value=one) for one in names]
        )


class VoterOption(PartyOption):
    """A party for which this member may vote on the motion in the option `motion`."""

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the own party, and those that let it vote for them."""
        session = await session_here(interaction)
        if session is None or session.seat_of(actor_of(interaction).member) is None:
            return []
        motion = read_number("M", getattr(interaction.namespace, "motion", "") or "")
        found = votable_parties(session, await _context(interaction, session, utcnow()), motion)
        return matching(value, _parties(session, found))


class HolderOption(PartyOption):
    """A party that this member's party may let vote for it."""

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the parties that vote for themselves."""
        session = await session_here(interaction)
        if session is None or session.seat_of(actor_of(interaction).member) is None:
            return []
        return matching(
            value, _parties(session, proxy_holders(session, await _context(interaction, session, utcnow())))
        )


async def _context(interaction: AnyInteraction, session: Session, now: datetime) -> Context:
    return Context(now, actor_of(interaction), await interaction.client.desk.service.frame(session.id))


def _told(words: Words, locale: str, session: Session, name: str) -> str:
    motion = session.voting.motions[name]
    what = words("parts/motion", locale, kind=motion.kind.value, minutes=motion.minutes, proposal=motion.proposal)
    return f"{name} · {motion.party or '—'} · {what}{f': {motion.words}' if motion.words else ''}"


def _parties(session: Session, found: tuple[str, ...]) -> list[Choice]:
    named = {party.id: party.name for party in session.parties}
    return [Choice(name=clip(f"{named[one]} ({one})", OPTION), value=one) for one in found]
