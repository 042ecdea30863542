"""A deadline: what is due, and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due (`phase`, `vote:M1`, `room:C2` …), and when; the part before the colon says whose it is."""

    key: str
    at: datetime

    @property
    def kind(self) -> str:
        """The part of the key before the colon."""
        return self.key.partition(":")[0]

    @property
    def about(self) -> str:
        """The part of the key after the colon, "" where there is none."""
        return self.key.partition(":")[2]
