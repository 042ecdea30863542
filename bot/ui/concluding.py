"""Options that name editorial changes, and how they complete themselves."""

from bot.negotiation.concluding.acts import ContestEditorial
from bot.negotiation.concluding.possible import usable
from bot.negotiation.context import Context
from bot.negotiation.guards import standing
from bot.text.limits import OPTION, clip
from bot.ui.permissions import actor_of
from bot.ui.transformers import AnyInteraction, Choice, Completing, matching, read_number, session_here


class EditorialOption(Completing):
    """An editorial change; completes with those that this member may contest now."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Read `E1`, `e1` or `1`; what is none of these is kept as it is, and will be unknown."""
        del interaction
        return read_number("E", value)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the changes with their words."""
        session, actor = await session_here(interaction), actor_of(interaction)
        if session is None or standing(session, actor, ContestEditorial) is not None:
            return []
        frame = await interaction.client.desk.service.frame(session.id)
        held = session.conclusion.editorials
        names = usable(session, Context(interaction.created_at, actor, frame), ContestEditorial)
        told = {one: f"{one} · {held[one].proposal}, clause {held[one].clause}: {held[one].words}" for one in names}
        return matching(value, [Choice(name=clip(words, OPTION), value=one) for one, words in told.items()])
