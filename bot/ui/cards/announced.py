"""What a post in the plenary lets its readers do at once."""

from collections.abc import Callable, Mapping
from typing import Any

from discord import ButtonStyle

from bot.negotiation.concluding import facts as concluding
from bot.negotiation.events import Recorded
from bot.negotiation.floor import facts as floor
from bot.negotiation.floor.points import appealable
from bot.ui.cards.conclusion import contest_button
from bot.ui.cards.floor import appeal_button, rule_buttons, turn_buttons
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Part, button
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


def _of_silence(scene: Scene, event: concluding.SilenceBegun) -> list[Part]:
    address = Address("silencebreak", scene.session.id, event.proposal, event.version)
    return [button(address, scene.say("buttons#silencebreak"), ButtonStyle.danger)]


def _of_editorial(scene: Scene, event: concluding.EditorialCertified) -> list[Part]:
    return [contest_button(scene, event.proposal, event.editorial)]


def _of_waiver(scene: Scene, event: concluding.WaiverRequested) -> list[Part]:
    address = Address("waiveform", scene.session.id, event.proposal, event.version, event.rule)
    try:
        address.custom_id  # noqa: B018  # a pack may give a rule a longer name than a button can hold
    except ValueError:
        return []
    return [button(address, scene.say("buttons#waiveform"), ButtonStyle.primary)]


_BUTTONS: Mapping[type[Any], Callable[[Scene, Any], list[Part]]] = {
    floor.FloorGiven: _of_turn,
    floor.PointRaised: _of_point,
    floor.PointRuled: _of_ruling,
    concluding.SilenceBegun: _of_silence,
    concluding.EditorialCertified: _of_editorial,
    concluding.WaiverRequested: _of_waiver,
}
