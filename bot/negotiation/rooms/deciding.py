"""What comes of each act here."""

from collections.abc import Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Decider

DECIDERS: Mapping[type[Act], Decider] = {}
