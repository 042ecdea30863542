"""What an act is decided in, beside the state: the present time, who acts, and the pack under its reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.negotiation.acts import Actor
from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Session
from bot.negotiation.refusals import Refusal
from bot.scenarios.frame import Frame


@dataclass(frozen=True, slots=True)
class Context:
    """The present time (aware), the actor, and the frame that the session was opened with.

    `history` is the whole record, given only for acts of `undoing.NEEDS_HISTORY`. `sealed` are the secret ballots and
    blind answers (motion or question -> party -> answer) of what the act is about (see `sealing.sealed_key`).
    """

    now: datetime
    actor: Actor
    frame: Frame
    history: tuple[Recorded, ...] = ()
    sealed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


Outcome = Refusal | tuple[Event, ...]
"""What comes of an act: a refusal, or at least one event."""

Decider = Callable[[Session, Any, Context], Outcome]
"""What decides one kind of act, whose class is the key beside it."""
