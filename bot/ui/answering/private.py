"""Private rooms and blind questions for one member: which one is meant, and what this member may see of them."""

from bot.negotiation.acts import Act
from bot.negotiation.rooms.finding import inside, rooms_known, usable_probes, usable_rooms
from bot.ui.answering.visits import Visit
from bot.ui.cards.caucuses import RoomRow, topic_in
from bot.ui.cards.caucuses import list_cards as _list_cards

THREAD = "thread:room:"
"""What the key of a room's thread begins with."""


async def room_meant(here: Visit, kind: type[Act], named: str | None) -> str:
    """Give the room that is named, or in whose thread the command is used, or the only one; "" if that is open."""
    if named:
        return named
    channel = str(here.answer.interaction.channel_id)
    for key, ref in (await here.answer.desk.messages.all(here.session.id)).items():
        if key.startswith(THREAD) and ref.channel == channel:
            return key.removeprefix(THREAD)
    context = await here.answer.desk.service.context(here.session.id, here.actor)
    usable = usable_rooms(here.session, context, kind)
    return usable[0] if len(usable) == 1 else ""


async def probe_meant(here: Visit, kind: type[Act], named: str | None) -> str:
    """Give the question that is named, or the only one; "" if that is open."""
    if named:
        return named
    context = await here.answer.desk.service.context(here.session.id, here.actor)
    usable = usable_probes(here.session, context, kind)
    return usable[0] if len(usable) == 1 else ""


async def show_rooms(here: Visit) -> None:
    """Show the rooms that this member knows of; what they are about only to those inside."""
    desk, session = here.answer.desk, here.session
    rows = []
    for room in rooms_known(session, here.seat):
        member = here.actor.member in inside(session, room)
        topic = topic_in(await desk.service.sealed(session.id, room.id)) if member else ""
        ref = await desk.messages.get(session.id, f"{THREAD}{room.id}") if member else None
        link = f"{desk.channels_url}/{here.answer.interaction.guild_id}/{ref.channel}" if ref else ""
        rows.append(RoomRow(room, topic, link))
    context = await desk.service.context(session.id, here.actor)
    await here.answer.show(*_list_cards(here.scene, rows, context))
