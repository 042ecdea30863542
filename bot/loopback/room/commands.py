"""The slash commands of a person as a flat list: `/session open` with its options, required ones first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

JSON = Mapping[str, Any]
_SLASH, _MESSAGE_MENU = 1, 3


class OptionType(IntEnum):
    """Discord's option types that take a value."""

    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be picked: what is shown and what is sent."""

    name: str
    value: str | int | float | bool
    description: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command. `low` and `high` bound a number, or the length of a text."""

    name: str
    description: str
    type: OptionType
    required: bool = False
    choices: tuple[Choice, ...] = ()
    autocomplete: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def free(self) -> bool:
        """Whether any typed text is a value."""
        typed = self.type in {OptionType.STRING, OptionType.INTEGER, OptionType.NUMBER}
        return typed and not self.choices

    @property
    def listed(self) -> bool:
        """Whether values are offered in a list."""
        return not self.free or self.autocomplete


@dataclass(frozen=True, slots=True)
class Command:
    """A command that can be sent: its whole path and its options, required ones first."""

    path: str
    description: str
    options: tuple[Option, ...] = ()
    application: str = ""

    def option(self, name: str) -> Option | None:
        """The option of a name."""
        return next((one for one in self.options if one.name == name), None)


def slash_commands(raw: Iterable[JSON]) -> tuple[Command, ...]:
    """All slash commands of a person's list, with subcommands as commands of their own, by path."""
    found = [leaf for one in raw if one.get("type", _SLASH) == _SLASH for leaf in _leaves(one, "")]
    return tuple(sorted(found, key=lambda one: one.path))


def message_menus(raw: Iterable[JSON]) -> tuple[str, ...]:
    """The names of the commands that are used on a message."""
    return tuple(sorted(str(one["name"]) for one in raw if one.get("type") == _MESSAGE_MENU))


def _leaves(one: JSON, above: str) -> Iterator[Command]:
    path = f"{above} {one['name']}".strip()
    inner = one.get("options") or []
    below = [option for option in inner if option["type"] in {1, 2}]
    if below:
        for option in below:
            yield from _leaves(option, path)
        return
    options = sorted((_option(option) for option in inner), key=lambda option: not option.required)
    description = str(one.get("description_localized") or one.get("description") or "")
    yield Command(path, description, tuple(options), str(one.get("application_id") or ""))


def _option(raw: JSON) -> Option:
    choices = tuple(
        Choice(str(one.get("name_localized") or one["name"]), one["value"]) for one in raw.get("choices") or []
    )
    length = raw["type"] == OptionType.STRING
    return Option(
        name=str(raw["name"]),
        description=str(raw.get("description_localized") or raw.get("description") or ""),
        type=OptionType(raw["type"]),
        required=bool(raw.get("required")),
        choices=choices,
        autocomplete=bool(raw.get("autocomplete")),
        low=raw.get("min_length" if length else "min_value"),
        high=raw.get("max_length" if length else "max_value"),
    )


def search(commands: Iterable[Command], query: str, limit: int = 50) -> tuple[Command, ...]:
    """Commands for what was typed after the slash: those that begin so first, then those that hold it anywhere."""
    wanted = " ".join(query.lower().split())
    ranked = []
    for command in commands:
        words = command.path.split()
        if command.path.startswith(wanted):
            rank = 0
        elif any(word.startswith(wanted) for word in words):
            rank = 1
        elif wanted in command.path or any(word.startswith(wanted) for word in command.description.lower().split()):
            rank = 2
        else:
            continue
        ranked.append((rank, command.path, command))
    return tuple(command for *_, command in sorted(ranked, key=lambda one: one[:2])[:limit])
