"""The agreed text with its hash."""

from bot.negotiation.concluding.statements import statements_on
from bot.negotiation.model import Agreement
from bot.negotiation.outstanding import next_steps
from bot.negotiation.summons import Summons
from bot.ui.cards.called import calls_of
from bot.ui.cards.conclusion import signing_buttons
from bot.ui.cards.details import clause_blocks
from bot.ui.cards.marks import left_blocks
from bot.ui.kit.layout import GOOD, Card, paged, rows, text
from bot.ui.scene import Scene


def agreed_cards(scene: Scene, agreement: Agreement) -> list[Card]:
    """Show the adopted version in full, as many cards as it needs."""
    proposal = scene.session.proposals[agreement.proposal]
    version = proposal.versions[agreement.version - 1]
    early = agreement in scene.session.harvest
    blocks = [
        scene.say("cards/agreed#head", proposal=proposal, version=version, agreement=agreement, early=early),
        *clause_blocks(scene, version, "cards/agreed#clause"),
        *left_blocks(scene, proposal),
        *_statements(scene, agreement),
        scene.say("cards/agreed#hash", agreement=agreement),
    ]
    buttons = signing_buttons(scene, agreement)
    cards = paged(blocks, accent=GOOD)
    if not buttons:
        return cards
    *before, last = cards
    called = calls_of(scene, Summons(tuple(one for parties in next_steps(scene.session).values() for one in parties)))
    return [*before, Card(text(last.texts()), *called, *rows(*buttons), accent=GOOD)]


def _statements(scene: Scene, agreement: Agreement) -> list[str]:
    found = statements_on(scene.session, agreement)
    if not found:
        return []
    return [
        scene.say("cards/conclusion#statements_made"),
        *(scene.say("cards/conclusion#statement", one=one) for one in found),
    ]
