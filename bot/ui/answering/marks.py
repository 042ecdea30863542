"""What commands and buttons show of brackets, reservations and links."""

from bot.negotiation.burndown import burn_down
from bot.ui.answering.reading import proposal_named
from bot.ui.answering.visits import Visit
from bot.ui.cards.links import link_cards
from bot.ui.cards.marks import bracket_cards
from bot.ui.transformers import ProposalRef


async def show_brackets(here: Visit, ref: ProposalRef | None) -> None:
    """Show the open brackets of a proposal, or of all live ones, and how their number went; raises Refused."""
    session = here.session
    proposals = [proposal_named(here, ref)] if ref else list(session.live_proposals())
    only = proposals[0].id if ref else None
    entries = await here.answer.desk.service.entries(session.id)
    counts = [one.open for one in burn_down(entries, only)]
    await here.answer.show(*bracket_cards(here.scene, proposals, here.actor, counts, only))


async def show_links(here: Visit) -> None:
    """Show the conditions, who waits for whom, and which sets of proposals satisfy everybody."""
    await here.answer.show(*link_cards(here.scene, here.actor))
