"""What a member says to the recording of the talk: that it begins or ends, and what becomes of their own words."""

from bot.negotiation.recording.acts import BeginRecording, EndRecording, EraseWords
from bot.ui.answering.visits import Visit


async def set_recording(here: Visit, *, on: bool) -> None:
    """Begin or end the recording of the talk; raises Refused."""
    await here.act(BeginRecording(here.answer.desk.hears_words) if on else EndRecording())


async def forget_words(here: Visit, member: str | None) -> None:
    """Erase what a member said, one's own words where nobody is named; raises Refused."""
    whose = member or here.actor.member
    count = await here.answer.desk.talk.words_of(here.session.id, whose)
    await here.act(EraseWords(whose, count))
