"""The buttons of what is left of a session."""

from collections.abc import Sequence

from bot.ui.answering.answers import Answer
from bot.ui.answering.compiling import show_compilation
from bot.ui.answering.visits import visit_by_id
from bot.ui.kit.ids import Address


async def turn_compilation(answer: Answer, address: Address, _: Sequence[str]) -> None:
    """Turn to another page of the compilation, as the texts are now."""
    page = int(address.extra) if address.extra.isdecimal() else 0
    await show_compilation(await visit_by_id(answer, address.session), page)
