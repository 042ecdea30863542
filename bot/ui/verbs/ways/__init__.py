"""The ways to the acts that have no button with a form of its own, by the key under which menus offer them."""

from collections.abc import Mapping

from bot.ui.verbs.ways import chair, members, recording, texts
from bot.ui.verbs.ways.way import Way

WAYS: Mapping[str, Way] = {**members.WAYS, **chair.WAYS, **texts.WAYS, **recording.WAYS}
