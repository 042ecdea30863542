"""What commands and buttons show of the floor."""

from bot.ui.answering.visits import Visit
from bot.ui.cards.floor import floor_cards


async def show_floor(here: Visit) -> None:
    """Show who has the floor, who waits and how long was spoken, with what this member may do about it."""
    await here.answer.show(*floor_cards(here.scene, here.actor))
