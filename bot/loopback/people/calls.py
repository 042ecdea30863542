"""What a person's client sends: commands with their options, clicks, forms. Pure: from values to bodies and files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.loopback.errors import JSON
from bot.loopback.people.things import Channel, File, Message, Modal

SUBCOMMAND, GROUP, INTEGER, BOOLEAN, NUMBER, ATTACHMENT = 1, 2, 4, 5, 10, 11


@dataclass(slots=True)
class Sending:
    """A body's data with the files that go along."""

    data: JSON
    files: list[File] = field(default_factory=list)

    def attach(self, file: File) -> str:
        """Add a file; returns its number as the body names it."""
        self.files.append(file)
        number = str(len(self.files) - 1)
        entry = {"id": number, "filename": file.name}
        self.data.setdefault("attachments", []).append(entry)
        return number


def find(commands: list[JSON], path: str, kind: int = 1) -> tuple[JSON, list[JSON]]:
    """The command of a path such as `session open`, with the definitions from it down to the subcommand.

    LookupError names the commands that are there.
    """
    names = path.removeprefix("/").split() if kind == 1 else [path]
    found: list[JSON] = []
    there = [one for one in commands if one["type"] == kind]
    for name in names:
        step = next((one for one in there if one["name"] == name), None)
        if step is None:
            raise LookupError(f"no command {path!r}: {name!r} is not among {sorted(one['name'] for one in there)}")
        found.append(step)
        there = [one for one in step.get("options") or [] if one["type"] in {SUBCOMMAND, GROUP}]
    if there:
        raise LookupError(f"{path!r} wants one of {sorted(one['name'] for one in there)} after it")
    return found[0], found


def _named(value: object) -> object:
    """A person, user, channel or message may be given for its id."""
    thing_id = getattr(value, "id", None)
    if thing_id is None:
        thing_id = getattr(getattr(value, "user", None), "id", None)
    return value if thing_id is None else str(thing_id)


def _value(definition: JSON, value: object, sending: Sending) -> object:
    kind = definition["type"]
    if kind == ATTACHMENT:
        if not isinstance(value, File):
            raise TypeError(f"option {definition['name']!r} takes a File")
        return sending.attach(value)
    if kind == INTEGER and isinstance(value, str) and value.lstrip("-").isdecimal():
        return int(value)
    if kind in {INTEGER, BOOLEAN, NUMBER}:
        return value
    return str(_named(value))


def command_call(
    commands: list[JSON], path: str, options: Mapping[str, object], focused: tuple[str, str] | None = None
) -> tuple[str, Sending]:
    """(application id, data) of a slash command; `focused` is the option that is being typed, for completions.

    Options are given by name, `-` as `_` where need be; None leaves one out. LookupError for a name that is not there.
    """
    command, steps = find(commands, path)
    sending = Sending({})
    defined = {one["name"]: one for one in steps[-1].get("options") or []}
    leaf: list[JSON] = []
    given = {key: value for key, value in options.items() if value is not None}
    if focused is not None:
        given[focused[0]] = focused[1]
    for key, value in given.items():
        name = key if key in defined else key.replace("_", "-")
        if name not in defined:
            raise LookupError(f"{path!r} has no option {key!r}; it has {sorted(defined)}")
        if focused is not None and key == focused[0]:
            leaf.append({"type": defined[name]["type"], "name": name, "value": value, "focused": True})
        else:
            leaf.append({"type": defined[name]["type"], "name": name, "value": _value(defined[name], value, sending)})
    for step in reversed(steps[1:]):
        leaf = [{"type": step["type"], "name": step["name"], "options": leaf}]
    data = {"id": command["id"], "name": command["name"], "type": 1, "version": command["version"], "options": leaf}
    sending.data |= data
    return command["application_id"], sending


def menu_call(commands: list[JSON], name: str, target: object) -> tuple[str, Sending]:
    """(application id, data) of a context menu entry on a message or on a person."""
    command, _ = find(commands, name, 3 if isinstance(target, Message) else 2)
    data = {
        "id": command["id"],
        "name": command["name"],
        "type": command["type"],
        "version": command["version"],
        "target_id": str(_named(target)),
    }
    return command["application_id"], Sending(data)


def click_call(message: Message, custom_id: str, values: list[object] | None = None) -> JSON:
    """The data of a click, or with values of a choice in a select."""
    component = message.component(custom_id)
    data: JSON = {"component_type": component["type"], "custom_id": custom_id}
    if values is not None:
        data |= {"type": component["type"], "values": [str(_named(value)) for value in values]}
    return data


def modal_call(modal: Modal, values: Mapping[str, object]) -> Sending:
    """The data of a form; a field without a value is sent as the bot prefilled it.

    LookupError for a value whose field is not there.
    """
    known = {one["custom_id"] for one in modal.fields()}
    strange = sorted(set(values) - known)
    if strange:
        raise LookupError(f"the form has no field {strange}; it has {sorted(known)}")
    sending = Sending({"id": str(modal.id), "custom_id": modal.custom_id})
    components: list[JSON] = []
    for component in modal.components:
        entry: JSON = {"type": component["type"], "id": component["id"]}
        if "component" in component:
            entry["component"] = _field(component["component"], values, sending)
        elif "components" in component:
            entry["components"] = [_field(one, values, sending) for one in component["components"]]
        components.append(entry)
    sending.data["components"] = components
    return sending


def _field(definition: JSON, values: Mapping[str, object], sending: Sending) -> JSON:
    custom_id = definition["custom_id"]
    entry: JSON = {"type": definition["type"], "id": definition["id"], "custom_id": custom_id}
    given = values.get(custom_id)
    match definition["type"]:
        case 4:
            entry["value"] = definition.get("value") or "" if given is None else str(given)
        case 21:
            entry["value"] = _first(_defaults(definition)) if given is None else given
        case 23:
            entry["value"] = bool(definition.get("default")) if given is None else bool(given)
        case 19:
            entry["values"] = [sending.attach(one) for one in _listed(given) if isinstance(one, File)]
        case _:
            chosen = _defaults(definition) if given is None else [str(_named(one)) for one in _listed(given)]
            entry["values"] = chosen
    return entry


def _listed(given: object) -> list[object]:
    if given is None:
        return []
    return list(given) if isinstance(given, list | tuple | set | frozenset) else [given]


def _defaults(definition: JSON) -> list[str]:
    chosen = [str(one["value"]) for one in definition.get("options") or [] if one.get("default")]
    return chosen or [str(one["id"]) for one in definition.get("default_values") or []]


def _first(values: list[str]) -> str | None:
    return values[0] if values else None


def place(channel: Channel) -> JSON:
    """Where it happens, as every body says it."""
    return {"guild_id": str(channel.guild_id), "channel_id": str(channel.id)}
