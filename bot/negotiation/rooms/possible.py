"""Whether there is anything to do an act here on, for help, buttons and completion; asked after `standing`."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.model import Session

POSSIBLE: Mapping[type[Act], Callable[[Session, Context], bool]] = {}
