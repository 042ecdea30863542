"""The option that names a point, and how it completes itself."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.floor.acts import AppealRuling, RulePoint
from bot.negotiation.floor.points import appealable, open_points
from bot.negotiation.model import Session
from bot.negotiation.possible import may
from bot.text.limits import OPTION, clip
from bot.ui.permissions import actor_of
from bot.ui.transformers import AnyInteraction, Choice, Completing, matching, read_number, session_here

USES: Mapping[str, tuple[type[Act], Callable[[Session], tuple[str, ...]]]] = {
    "order rule": (RulePoint, open_points),
    "order appeal": (AppealRuling, appealable),
}
"""What a command does with the point that its option names, and with which points that is possible."""


class PointOption(Completing):
    """A point by its id; completes with those on which this command would be allowed to this member."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Read `O1`, `o1` or `1`; what is none of these is kept as it is, and will be unknown."""
        del interaction
        return read_number("O", value)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the points with their words, oldest first."""
        session = await session_here(interaction)
        use = USES.get(interaction.command.qualified_name if interaction.command else "")
        if session is None or use is None:
            return []
        kind, usable = use
        frame = await interaction.client.desk.service.frame(session.id)
        if not may(session, actor_of(interaction), kind, None, frame):
            return []
        points = [session.floor.points[name] for name in usable(session)]
        return matching(
            value, [Choice(name=clip(f"{one.id} · {one.party}: {one.words}", OPTION), value=one.id) for one in points]
        )
