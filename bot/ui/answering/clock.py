"""What a member is shown of phases and clock, and when a pause ends."""

from datetime import UTC, datetime, timedelta

from bot.ui.answering.visits import Visit
from bot.ui.cards.clock import phases_cards
from bot.ui.timing import minutes_in


async def show_phases(here: Visit) -> None:
    """Show the phases, which one is on, and the clock."""
    await here.answer.show(*phases_cards(here.scene, datetime.now(UTC)))


def end_of(typed: str | None) -> datetime | None:
    """Give the moment that lies so far ahead, None if nothing was typed; raises Noted for what is no duration."""
    return datetime.now(UTC) + timedelta(minutes=minutes_in(typed)) if typed and typed.strip() else None
