"""What may be tried with the recording of the talk."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BeginRecording:
    """Record the talk from now on; `content`: whether the bot can hear words, or only who speaks."""

    content: bool = True


@dataclass(frozen=True, slots=True)
class EndRecording:
    """Record the talk no more."""


@dataclass(frozen=True, slots=True)
class DeclineRecording:
    """Let one's own words be left out from now on."""


@dataclass(frozen=True, slots=True)
class AllowRecording:
    """Let one's own words be recorded again."""


@dataclass(frozen=True, slots=True)
class UnsealRooms:
    """Open what was said in private rooms to everybody, for the debrief; no rooms: all of them."""

    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EraseWords:
    """Erase what a member said: `messages` of them have words. The member may, and a chair for others."""

    member: str
    messages: int


@dataclass(frozen=True, slots=True)
class HearTalk:
    """Something was said: tried by the clock alone. `numbers` are those of the utterances beside the record."""

    numbers: tuple[int, ...]
    digests: tuple[str, ...]


RecordingAct = BeginRecording | EndRecording | DeclineRecording | AllowRecording | UnsealRooms | EraseWords | HearTalk
"""Everything that may be tried with the recording of the talk."""
