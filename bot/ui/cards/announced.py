"""What a post in the plenary lets its readers do at once."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.negotiation.events import Recorded
from bot.negotiation.floor import facts as floor
from bot.negotiation.floor.points import appealable
from bot.ui.cards.floor import appeal_button, rule_buttons, turn_buttons
from bot.ui.kit.layout import Part
from bot.ui.scene import Scene


def buttons_for(scene: Scene, entry: Recorded) -> list[Part]:
    """Give the buttons below the announcement of an entry, none where there is nothing to do about it."""
    make = _BUTTONS.get(type(entry.event))
    return make(scene, entry.event) if make else []


def _of_turn(scene: Scene, event: floor.FloorGiven) -> list[Part]:
    return turn_buttons(scene, event.speaker)


def _of_point(scene: Scene, event: floor.PointRaised) -> list[Part]:
    return rule_buttons(scene, event.point)


def _of_ruling(scene: Scene, event: floor.PointRuled) -> list[Part]:
    return [appeal_button(scene, event.point)] if event.point in appealable(scene.session) else []


_BUTTONS: Mapping[type[Any], Callable[[Scene, Any], list[Part]]] = {
    floor.FloorGiven: _of_turn,
    floor.PointRaised: _of_point,
    floor.PointRuled: _of_ruling,
}
