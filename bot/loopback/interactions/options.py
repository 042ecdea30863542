"""What a person sent with a command or a component, checked against what the bot offered; then as the bot gets it."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.loopback.errors import JSON, unknown
from bot.loopback.interactions.resolved import Resolved
from bot.loopback.validation.problems import Path, Problems
from bot.loopback.world.model import Command, User
from bot.loopback.world.store import Store

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(1, 12)

Attach = Callable[[int], JSON]
"""Turns the number of an uploaded file into the view of the attachment made from it."""


class OptionReader:
    """Reads the options of one command call. `autocomplete` calls may be incomplete and hold free text."""

    def __init__(self, store: Store, actor: User, resolved: Resolved, attach: Attach, *, autocomplete: bool) -> None:
        self.store = store
        self.actor = actor
        self.resolved = resolved
        self.attach = attach
        self.autocomplete = autocomplete
        self.problems = Problems()
        self.focused = 0

    def read(self, defined: list[JSON], given: Sequence[JSON], path: Path = ("data", "options")) -> list[JSON]:
        """The options as the bot gets them; problems are noted, not raised."""
        by_name = {option["name"]: option for option in defined}
        read: list[JSON] = []
        for index, option in enumerate(given):
            place = (*path, index)
            definition = by_name.get(str(option.get("name", "")))
            if definition is None or definition["type"] != option.get("type", definition["type"]):
                self.problems.add((*place, "name"), "APPLICATION_COMMAND_OPTION_UNKNOWN", "Unknown option")
                continue
            entry: JSON = {"name": definition["name"], "type": definition["type"]}
            if definition["type"] in {SUBCOMMAND, GROUP}:
                inner = self.problems.forms(option, "options", place)
                entry["options"] = self.read(definition.get("options") or [], inner, (*place, "options"))
            else:
                entry["value"] = self._value(definition, option, place)
                if option.get("focused"):
                    entry["focused"] = True
                    self.focused += 1
            read.append(entry)
        self._complete(defined, read, path)
        return read

    def _complete(self, defined: list[JSON], read: list[JSON], path: Path) -> None:
        names = {option["name"] for option in read}
        subs = [option for option in defined if option["type"] in {SUBCOMMAND, GROUP}]
        if subs and len(names) != 1:
            self.problems.add(path, "APPLICATION_COMMAND_SUBCOMMAND_REQUIRED", "Exactly one subcommand must be chosen")
        if self.autocomplete:
            return
        for option in defined:
            if option.get("required") and option["name"] not in names:
                self.problems.required((*path, option["name"]))

    def _value(self, definition: JSON, option: JSON, place: Path) -> object:
        value = option.get("value")
        if option.get("focused"):
            if not definition.get("autocomplete"):
                self.problems.add(place, "APPLICATION_COMMAND_OPTION_NO_AUTOCOMPLETE", "Option has no autocomplete")
            return "" if value is None else str(value)
        path = (*place, "value")
        match definition["type"]:
            case 3:
                return self._string(definition, value, path)
            case 4 | 10:
                return self._number(definition, value, path)
            case 5:
                self.problems.choice(path, 1 if isinstance(value, bool) else value, (1,))
                return value
            case 11:
                return self._attached(value, path)
            case kind:
                return self._named(int(kind), definition, value, path)

    def _attached(self, value: object, path: Path) -> object:
        number = self.problems.snowflake(value, path)
        if number is None:
            return None
        view = self.attach(number)
        self.resolved.attachment(view)
        return view["id"]

    def _string(self, definition: JSON, value: object, path: Path) -> object:
        low, high = definition.get("min_length") or 0, definition.get("max_length") or 6000
        self.problems.text({"value": value}, "value", path[:-1], (low, high), required=True)
        self._chosen(definition, value, path)
        return value

    def _number(self, definition: JSON, value: Any, path: Path) -> object:  # noqa: ANN401 -- as it came over the wire
        wanted: tuple[type, ...] = (int,) if definition["type"] == INTEGER else (int, float)
        if isinstance(value, bool) or not isinstance(value, wanted):
            self.problems.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
            return value
        low, high = definition.get("min_value"), definition.get("max_value")
        if low is not None and value < low:
            self.problems.add(path, "NUMBER_TYPE_MIN", f"Value should be greater than or equal to {low}.")
        if high is not None and value > high:
            self.problems.add(path, "NUMBER_TYPE_MAX", f"Value should be less than or equal to {high}.")
        self._chosen(definition, value, path)
        return value

    def _chosen(self, definition: JSON, value: object, path: Path) -> None:
        choices = [choice["value"] for choice in definition.get("choices") or []]
        if choices:
            self.problems.choice(path, value, choices)

    def _named(self, kind: int, definition: JSON, value: object, path: Path) -> str:
        number = self.problems.snowflake(value, path)
        if number is None:
            return ""
        resolve_one(self.store, self.resolved, self.actor, kind, number)
        if kind == CHANNEL and definition.get("channel_types"):
            found = self.store.channel(number)
            self.problems.choice(path, int(found.type), definition["channel_types"])
        return str(number)


def resolve_one(store: Store, resolved: Resolved, actor: User, kind: int, thing_id: int) -> None:
    """Put a user, role, mentionable or channel that was named by id into `resolved`; its kind's 404 for none."""
    match kind:
        case 6:
            resolved.user(thing_id)
        case 8:
            resolved.role(thing_id)
        case 9 if thing_id in store.state.users:
            resolved.user(thing_id)
        case 9:
            resolved.role(thing_id)
        case _:
            channel = store.channel(thing_id)
            if not store.may_see(actor.id, channel):
                raise unknown("channel")
            resolved.channel(channel, actor.id)


def find_component(components: list[JSON], custom_id: str) -> JSON | None:
    """The component with a custom id, however deep it lies."""
    for component in components:
        if component.get("custom_id") == custom_id:
            return component
        inside = list(component.get("components", []))
        inside += [component[key] for key in ("accessory", "component") if isinstance(component.get(key), dict)]
        found = find_component(inside, custom_id)
        if found is not None:
            return found
    return None


_SELECT_KINDS = {5: 6, 6: 8, 7: 9, 8: 7}
"""Component type of a select -> option type whose values it holds."""


def read_select(
    store: Store, actor: User, resolved: Resolved, component: JSON, values: object, path: Path, problems: Problems
) -> list[str]:
    """The values of a select, checked: how many, and whether they were offered."""
    chosen = [str(value) for value in values] if isinstance(values, list) else []
    low, high = component.get("min_values", 1), component.get("max_values", 1)
    if low is None:
        low = 1
    if component.get("required") is False and not chosen:
        return chosen
    if not low <= len(chosen) <= (high or 1):
        problems.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
    if component["type"] in {3, 21, 22}:
        offered = [option["value"] for option in component["options"]]
        for index, value in enumerate(chosen):
            problems.choice((*path, index), value, offered)
        return chosen
    for index, value in enumerate(chosen):
        number = problems.snowflake(value, (*path, index))
        if number is not None:
            resolve_one(store, resolved, actor, _SELECT_KINDS[component["type"]], number)
    return chosen


def command_for(store: Store, data: JSON, guild_id: int, application_id: int) -> Command:
    """The registered command that a person's data names by id; 10063 for none, or for one of another guild."""
    command = store.state.commands.get(int(data["id"])) if str(data.get("id", "")).isdecimal() else None
    if command is None or command.application_id != application_id or command.guild_id not in {None, guild_id}:
        raise unknown("application command")
    return command
