"""The agreed text with its hash."""

from bot.negotiation.model import Agreement
from bot.ui.cards.details import clause_blocks
from bot.ui.cards.marks import left_blocks
from bot.ui.kit.layout import GOOD, Card, paged
from bot.ui.scene import Scene


def agreed_cards(scene: Scene, agreement: Agreement) -> list[Card]:
    """Show the adopted version in full, as many cards as it needs."""
    proposal = scene.session.proposals[agreement.proposal]
    version = proposal.versions[agreement.version - 1]
    blocks = [
        scene.say("cards/agreed#head", proposal=proposal, version=version, agreement=agreement),
        *clause_blocks(scene, version, "cards/agreed#clause"),
        *left_blocks(scene, proposal),
        scene.say("cards/agreed#hash", agreement=agreement),
    ]
    return paged(blocks, accent=GOOD)
