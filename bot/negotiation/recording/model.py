"""Whether the talk is recorded, who declined, and which rooms were opened for the debrief."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Recording:
    """All of it. `content`: whether words can be heard, or only who spoke. `opened`: private rooms open to everybody.

    `aliases`: member -> the name under which the member is shown, in a session where nobody has a name.
    """

    on: bool = False
    content: bool = True
    began: bool = False
    declined: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    by_alias: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
