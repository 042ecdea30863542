"""Options that say how long, which phase, or which party is away, and how they complete themselves."""

from datetime import UTC, datetime

from bot.negotiation.clockwork.acts import EnterPhase, ExcuseParty, MarkPresence, ReadmitParty
from bot.negotiation.clockwork.possible import enterable, excusable
from bot.negotiation.clockwork.presence import on_roll
from bot.negotiation.context import Context
from bot.negotiation.guards import standing
from bot.negotiation.model import Session
from bot.text.durations import LONGEST_DAYS, minutes_of, typed_minutes
from bot.text.limits import OPTION, clip
from bot.ui.answering.answers import Noted
from bot.ui.permissions import actor_of
from bot.ui.transformers import AnyInteraction, Choice, Completing, PartyOption, matching, session_here

_USUAL = (5, 10, 15, 30, 45, 60, 90, 1440)


def minutes_in(typed: str) -> int:
    """Give the minutes that were typed; raises Noted for what is no duration."""
    minutes = minutes_of(typed)
    if minutes is None:
        raise Noted("not_a_duration", typed=typed, days=LONGEST_DAYS)
    return minutes


class DurationOption(Completing):
    """A duration, kept as it was typed, so that the command can say what is wrong with it."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give what was typed."""
        del interaction
        return value

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give what is typed as it is understood, or usual durations."""
        del interaction
        minutes = minutes_of(value)
        found = [typed_minutes(one) for one in ((minutes,) if minutes else _USUAL)]
        return [Choice(name=one, value=one) for one in found] if minutes or not value.strip() else []


class PhaseOption(Completing):
    """A phase of the pack by its id; completes with those that the chair may enter now."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the id, also if it was typed as it is shown."""
        del interaction
        return value.strip().lower().replace(" ", "_")[:40]

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the phases in their order."""
        session = await session_here(interaction)
        if session is None or standing(session, actor_of(interaction), EnterPhase) is not None:
            return []
        return matching(value, [Choice(name=one.replace("_", " "), value=one) for one in enterable(session)])


class AwayOption(PartyOption):
    """A party that is called, away or excused; completes with those on which this command would be done now."""

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the parties."""
        session = await session_here(interaction)
        if session is None:
            return []
        found = await _named(interaction, session)
        return matching(
            value,
            [
                Choice(name=clip(f"{one.name} ({one.id})", OPTION), value=one.id)
                for one in session.parties
                if one.id in found
            ],
        )


async def _named(interaction: AnyInteraction, session: Session) -> tuple[str, ...]:
    actor, command = actor_of(interaction), interaction.command.qualified_name if interaction.command else ""
    kind = {"chair excuse": ExcuseParty, "chair readmit": ReadmitParty, "roll mark": MarkPresence}.get(command)
    if kind is None or standing(session, actor, kind) is not None:
        return ()
    if kind is ReadmitParty:
        return session.timetable.excused
    if kind is MarkPresence:
        roll = session.timetable.roll
        return on_roll(session) if roll and roll.open else ()
    frame = await interaction.client.desk.service.frame(session.id)
    return excusable(session, Context(datetime.now(UTC), actor, frame))
