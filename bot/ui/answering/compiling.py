"""The compilation of all texts, a page at a time."""

import asyncio

from bot.records.compilation import compilation
from bot.ui.answering.answers import Noted
from bot.ui.answering.visits import Visit
from bot.ui.cards.compilation import compilation_card


async def show_compilation(here: Visit, page: int = 0) -> None:
    """Show a page of the compilation (from 0; beyond the last, the last); raises Noted while no text was tabled."""
    # Long texts take longer to be compared than others may be kept waiting.
    found = await asyncio.to_thread(compilation, here.session)
    if found is None:
        raise Noted("compilation_nothing")
    await here.answer.replace(compilation_card(here.scene, found, page))
