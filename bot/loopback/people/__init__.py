"""The people's side: a client that connects to the loopback server as a user, as Discord's own client would."""

from bot.loopback.people.client import GatewayEvent
from bot.loopback.people.person import Person
from bot.loopback.people.things import Channel, Choice, File, Message, Modal, PersonError, Reply

__all__ = [
    "Channel",
    "Choice",
    "File",
    "GatewayEvent",
    "Message",
    "Modal",
    "Person",
    "PersonError",
    "Reply",
]
