"""What has happened with the recording of the talk; none of it is ever undone."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class RecordingBegun:
    """The talk is recorded from here; without `content` only who spoke, and when."""

    content: bool
    type: Literal["recording_begun"] = field(default="recording_begun", kw_only=True)


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    """The talk is recorded no more."""

    type: Literal["recording_ended"] = field(default="recording_ended", kw_only=True)


@dataclass(frozen=True, slots=True)
class RecordingDeclined:
    """A member's words are left out from here."""

    member: str
    type: Literal["recording_declined"] = field(default="recording_declined", kw_only=True)


@dataclass(frozen=True, slots=True)
class RecordingAllowed:
    """A member's words are recorded again."""

    member: str
    type: Literal["recording_allowed"] = field(default="recording_allowed", kw_only=True)


@dataclass(frozen=True, slots=True)
class RoomsUnsealed:
    """What was said in these private rooms is open to everybody."""

    rooms: tuple[str, ...]
    type: Literal["rooms_unsealed"] = field(default="rooms_unsealed", kw_only=True)


@dataclass(frozen=True, slots=True)
class WordsErased:
    """What a member had said is erased; the digests stay."""

    member: str
    messages: int
    type: Literal["words_erased"] = field(default="words_erased", kw_only=True)


@dataclass(frozen=True, slots=True)
class TalkHeard:
    """Something was said, changed or deleted in a room of the session: one salted digest for each (see `talk`).

    What, by whom, when and where is kept beside the record, so that it can be erased and the record still verifies.
    """

    digests: tuple[str, ...]
    type: Literal["talk_heard"] = field(default="talk_heard", kw_only=True)


RecordingEvent = (
    RecordingBegun | RecordingEnded | RecordingDeclined | RecordingAllowed | RoomsUnsealed | WordsErased | TalkHeard
)
"""Everything that can have happened with the recording of the talk."""
