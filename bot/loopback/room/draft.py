"""What stands in the composer, and what can be completed: plain data.

The draft is in one of three modes: chat (plain text), choosing (text begins with `/`), filling (a command is chosen;
`focused` is the option that the input belongs to, None where a further option may be chosen).
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.loopback.room.commands import Choice, Command, Option

Raw = str | int | float | bool


class Value(NamedTuple):
    """A value of an option: what is sent and what is shown."""

    raw: Raw
    shown: str


class Fault(NamedTuple):
    """What is wrong with a value: a key of the page's words and its parameters."""

    code: str
    params: dict[str, object]


class Candidate(NamedTuple):
    """One line of the list above the input. `kind`: command, option, value or mention."""

    kind: str
    key: str
    name: str
    description: str = ""
    raw: Raw = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the composer. `cursor` is the highlighted line of the list, -1 for none."""

    text: str = ""
    command: Command | None = None
    values: dict[str, Value] = field(default_factory=dict)
    focused: str | None = None
    cursor: int = 0
    fault: Fault | None = None

    @property
    def option(self) -> Option | None:
        """The option that the input belongs to."""
        return self.command.option(self.focused) if self.command and self.focused else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Required options without a value."""
        options = self.command.options if self.command else ()
        return tuple(one.name for one in options if one.required and one.name not in self.values)


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be completed: the person's commands, the names of things, and the bot's completions for the focus."""

    commands: tuple[Command, ...] = ()
    users: tuple[Choice, ...] = ()
    roles: tuple[Choice, ...] = ()
    channels: tuple[Choice, ...] = ()
    completions: tuple[Choice, ...] = ()
    yes: str = "True"
    no: str = "False"
