"""What an act is decided in, beside the state: the present time, who acts, and the pack under its reading."""

from dataclasses import dataclass
from datetime import datetime

from bot.negotiation.acts import Actor
from bot.negotiation.events import Event
from bot.negotiation.refusals import Refusal
from bot.scenarios.frame import Frame


@dataclass(frozen=True, slots=True)
class Context:
    """The present time (aware), the actor, and the frame that the session was opened with."""

    now: datetime
    actor: Actor
    frame: Frame


Outcome = Refusal | tuple[Event, ...]
"""What comes of an act: a refusal, or at least one event."""
