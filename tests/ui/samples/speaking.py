"""A voice for the samples."""

from bot.text.words import Words
from bot.ui.scene import Speech
from tests.support.builders import begun_session

WORDS = Words()


def speech() -> Speech:
    return Speech(WORDS, "en", begun_session())
