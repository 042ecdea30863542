"""A private room, drawn: the card in its thread, and the list of those that a member knows of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from discord import ButtonStyle

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.rooms.acts import CloseRoom, EnterRoom, LeaveRoom, ReopenRoom
from bot.negotiation.rooms.finding import usable_rooms
from bot.negotiation.rooms.model import UNDONE, Room, RoomKind
from bot.ui.cards.menus import way_button
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import CALM, DONE, Card, Part, button, paged, rows, text
from bot.ui.scene import Scene

MORE_MINUTES = 5
"""What one press gives a room."""
MOST_BUTTONS = 20
OVER = "over"
"""How a room is shown to have closed that ended with its session."""
LISTED: Mapping[str, type[Act]] = {
    "roomenter": EnterRoom,
    "roomleave": LeaveRoom,
    "roomclose": CloseRoom,
    "roomreopen": ReopenRoom,
}
"""Verbs of the buttons in the list, with what they do."""


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in a member's list; topic and link are empty for whoever is not inside."""

    room: Room
    topic: str = ""
    link: str = ""


def topic_in(sealed: Mapping[str, str]) -> str:
    """Give what a room is about, from what is kept apart for its parties; "" if they did not say."""
    return next(iter(sealed.values()), "")


def room_card(scene: Scene, room: Room, topic: str) -> Card:
    """Show a room to those inside: who is in it, until when, and what can be done."""
    say = scene.say
    parts: list[Part] = [
        text(say("cards/caucuses#head", room=room, topic=topic)),
        text(say("cards/caucuses#time", room=room)),
    ]
    if room.open:
        observed = scene.session.procedure.chairs_observe
        parts.append(text(say("cards/caucuses#small", room=room, observed=observed)))
    return Card(*parts, *rows(*_buttons(scene, room)), accent=CALM if room.open else DONE)


def _buttons(scene: Scene, room: Room) -> list[Part]:
    if not room.open:
        return [] if room.how in {UNDONE, OVER} else [_button(scene, "roomreopen", room, ButtonStyle.primary)]
    extend = [_button(scene, "roomextend", room)] if room.ends is not None else []
    close, leave = _button(scene, "roomclose", room, ButtonStyle.danger), _button(scene, "roomleave", room)
    invite = [way_button(scene, "invite", room.id)] if room.kind is RoomKind.CAUCUS else []
    return [close, *extend, leave, *invite]


def _button(scene: Scene, verb: str, room: Room, style: ButtonStyle = ButtonStyle.secondary) -> Part:
    label = scene.say(f"buttons#{verb}", room=room.id, minutes=MORE_MINUTES)
    return button(Address(verb, scene.session.id, extra=room.id), label, style)


def list_cards(scene: Scene, found: Sequence[RoomRow], context: Context) -> list[Card]:
    """Show a member the rooms that they know of, with what they may do with each."""
    say = scene.say
    lines = [say("cards/caucuses#list_row", room=one.room, topic=one.topic, link=one.link) for one in found]
    blocks = [say("cards/caucuses#list_head"), *(lines or [say("cards/caucuses#list_none")])]
    usable = {verb: usable_rooms(scene.session, context, kind) for verb, kind in LISTED.items()}
    buttons = [_button(scene, verb, one.room) for one in found for verb in LISTED if one.room.id in usable[verb]]
    *before, last = paged(blocks)
    return [*before, Card(text(last.texts()), *rows(*buttons[:MOST_BUTTONS]))]
