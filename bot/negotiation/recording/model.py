"""Whether the talk is recorded, who declined, and which rooms were opened for the debrief."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Recording:
    """All of it. `content`: whether words can be heard, or only who spoke. `opened`: private rooms open to everybody.

    `by_alias`: nobody has a name here; `aliases`: member -> what the member is called, `given`: all that were given.
    """

    on: bool = False
    content: bool = True
    began: bool = False
    declined: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    by_alias: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    given: tuple[str, ...] = ()

    def with_alias(self, member: str, name: str) -> Self:
        """Give the recording after a member was given a name; as it is where members have names of their own."""
        if not self.by_alias:
            return self
        given = self.given if name in self.given else (*self.given, name)
        return replace(self, aliases={**self.aliases, member: name}, given=given)
