"""The rehearsal room: the page on which people play over the loopback server, in a browser on this machine."""

from bot.loopback.room.pages import mount, room_address
from bot.loopback.room.sidebar import RoomPerson

__all__ = ["RoomPerson", "mount", "room_address"]
