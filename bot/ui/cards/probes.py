"""A blind question, drawn: for each party that is asked, and for the chairs; neither tells who has said what."""

from discord import ButtonStyle

from bot.negotiation.model import Phase
from bot.negotiation.rooms.model import UNDONE, Probe
from bot.negotiation.summons import Summons
from bot.ui.cards.called import calls_of
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import CALM, DONE, GOOD, Card, Part, button, rows, text
from bot.ui.scene import Scene


def asked_card(scene: Scene, probe: Probe, party: str) -> Card:
    """Show a question in the thread of a party that is asked; at the end only whether all said yes, if they did."""
    say = scene.say
    head = text(say("cards/probes#head", probe=probe))
    if _is_over(scene, probe):
        over = "all_yes" if probe.all_yes else "undone" if probe.how == UNDONE else "over"
        return Card(head, text(say(f"cards/probes#{over}", probe=probe)), accent=GOOD if probe.all_yes else DONE)
    asked = say("cards/probes#asked", probe=probe, answered=party in probe.answered)
    small = say("cards/probes#small", probe=probe)
    called = () if party in probe.answered else calls_of(scene, Summons((party,)))
    buttons = (_button(scene, "blindyes", probe, ButtonStyle.success), _button(scene, "blindno", probe))
    return Card(head, text(asked), text(small), *called, *rows(*buttons))


def counted_card(scene: Scene, probe: Probe) -> Card:
    """Show the chairs how many have answered, and at the end whether all said yes; never who."""
    say = scene.say
    head = text(say("cards/probes#head", probe=probe))
    if _is_over(scene, probe):
        over = "all_yes" if probe.all_yes else "undone" if probe.how == UNDONE else "over" if probe.open else "not_all"
        return Card(head, text(say(f"cards/probes#{over}", probe=probe)), accent=GOOD if probe.all_yes else DONE)
    count, small = say("cards/probes#count", probe=probe), say("cards/probes#count_small")
    return Card(head, text(count), text(small), *rows(_button(scene, "blindclose", probe)), accent=CALM)


def all_yes_card(scene: Scene, probe: Probe) -> Card:
    """Tell everybody that all who were asked said yes."""
    return Card(text(scene.say("cards/probes#plenary", probe=probe)), accent=GOOD)


def _is_over(scene: Scene, probe: Probe) -> bool:
    # What nobody closed ends with the session, uncounted.
    return not probe.open or scene.session.phase is Phase.CLOSED


def _button(scene: Scene, verb: str, probe: Probe, style: ButtonStyle = ButtonStyle.secondary) -> Part:
    return button(Address(verb, scene.session.id, extra=probe.id), scene.say(f"buttons#{verb}", probe=probe.id), style)
