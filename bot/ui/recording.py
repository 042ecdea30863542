"""The option that names a private room whose talk can be opened, and how it completes itself."""

from bot.negotiation.guards import standing
from bot.negotiation.model import Session
from bot.negotiation.recording.acts import UnsealRooms
from bot.negotiation.recording.rooms import OF_PARTY, sealed_rooms
from bot.negotiation.talk import CHAIRS
from bot.text.limits import OPTION, clip
from bot.ui.permissions import actor_of
from bot.ui.scene import Speech
from bot.ui.transformers import AnyInteraction, Choice, Completing, matching, session_here


class SealedRoomOption(Completing):
    """A private room by the name that the record has for it; completes with those that are still sealed."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Give the name as it was typed or chosen."""
        del interaction
        return value.strip()

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the sealed rooms to whoever may open them."""
        session = await session_here(interaction)
        if session is None or standing(session, actor_of(interaction), UnsealRooms) is not None:
            return []
        say = Speech(interaction.client.desk.words, str(interaction.locale), session)
        rooms = sealed_rooms(session)
        return matching(value, [Choice(name=clip(room_name(say, session, one), OPTION), value=one) for one in rooms])


def room_name(say: Speech, session: Session, room: str) -> str:
    """Give what a private room is called."""
    if room == CHAIRS:
        return say("rooms#chairs")
    if room.startswith(OF_PARTY):
        return say("rooms#party", party=session.party(room.removeprefix(OF_PARTY)))
    return room
