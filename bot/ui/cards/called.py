"""The line of a card that calls those who must act."""

from bot.negotiation.summons import Summons
from bot.ui.kit.layout import Part, text
from bot.ui.scene import Scene


def calls_of(scene: Scene, summons: Summons) -> list[Part]:
    """Give the line that calls those who must act, none if nobody must.

    It stands by itself, so that the rest of a card says the same whoever has acted meanwhile.
    """
    called = scene.say.calls(summons)
    return [text(called)] if called else []
