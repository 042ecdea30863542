"""What the chairs are shown of a member who has left the server: who may follow a head, and how."""

from bot.negotiation.model import Role, Seat, Session
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, ROW, Card, button, rows, text
from bot.ui.scene import Speech


def left_card(say: Speech, session: Session, seat: Seat) -> Card:
    """Say who has left; for a head, with a button for each delegate who may follow, as many as a row has."""
    others = [one for one in session.delegation(seat.party) if one.member != seat.member] if seat.party else []
    followers = [one for one in others if one.role is Role.DELEGATE] if seat.role is Role.HEAD else []
    buttons = [
        button(Address("succeed", session.id, extra=one.member), say("buttons#succeed", name=one.name))
        for one in followers[:ROW]
    ]
    told = say("rooms#left", seat=seat, party=seat.party, followers=bool(followers), alone=not others)
    return Card(text(told), *rows(*buttons), accent=BAD)
