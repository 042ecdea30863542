"""What is done to the recording of the talk: by the chairs, and by everybody to their own words."""

from collections.abc import Mapping, Sequence

from bot.negotiation.recording.acts import (
    AllowRecording,
    BeginRecording,
    DeclineRecording,
    EndRecording,
    EraseWords,
    UnsealRooms,
)
from bot.negotiation.recording.rooms import sealed_rooms
from bot.text.limits import SELECT_OPTIONS
from bot.ui.answering.recording import forget_words
from bot.ui.kit.fields import Field, Pick
from bot.ui.kit.layout import option
from bot.ui.recording import room_name
from bot.ui.verbs.ways.way import Asked, Sent, Way


async def _sealed(asked: Asked) -> Sequence[Field]:
    session, say = asked.here.session, asked.here.scene.say
    found = [option(room_name(say, session, one), one) for one in sealed_rooms(session)[:SELECT_OPTIONS]]
    return (Pick("rooms", found, required=False, several=True),)


async def _forget(asked: Asked, _: Sent) -> None:
    await forget_words(asked.here, None)


def _begun(asked: Asked, _: Sent) -> BeginRecording:
    return BeginRecording(asked.here.answer.desk.hears_words)


WAYS: Mapping[str, Way] = {
    "record": Way(BeginRecording, _begun),
    "recordend": Way(EndRecording, lambda _, __: EndRecording()),
    "decline": Way(DeclineRecording, lambda _, __: DeclineRecording()),
    "allow": Way(AllowRecording, lambda _, __: AllowRecording()),
    "unseal": Way(UnsealRooms, lambda _, sent: UnsealRooms(tuple(sent.get("rooms", "").split())), _sealed),
    "forget": Way(EraseWords, lambda at, _: EraseWords(at.here.actor.member, 0), instead=_forget),
}
