"""The values of a form that a person sends, checked against the form that the bot opened."""

from typing import Protocol

from bot.loopback.errors import JSON
from bot.loopback.interactions.options import find_component, read_select
from bot.loopback.interactions.resolved import Resolved
from bot.loopback.validation.problems import Path, Problems
from bot.loopback.world.model import User
from bot.loopback.world.store import Store

LABEL = 18


class Files(Protocol):
    """Where uploaded files become attachments."""

    resolved: Resolved
    data: JSON

    def attach(self, number: int) -> JSON:
        """Keep a file and return its view."""


def read_modal_values(store: Store, actor: User, files: Files, modal: JSON, problems: Problems) -> list[JSON]:
    """The components of the form with what the person put in, as the bot gets them."""
    reader = _Reader(store, actor, files, problems)
    raw = [_plain(one) for one in problems.forms(files.data, "components", ("data",))]
    read: list[JSON] = []
    for index, component in enumerate(modal["components"]):
        path: Path = ("data", "components", index)
        match component["type"]:
            case 18:
                inner = reader.value(component["component"], raw, (*path, "component"))
                read.append({"type": LABEL, "id": component["id"], "component": inner})
            case 1:
                rows = [reader.value(one, raw, path) for one in component["components"]]
                read.append({"type": 1, "id": component["id"], "components": rows})
            case kind:
                read.append({"type": kind, "id": component["id"]})
    return read


def _plain(component: JSON) -> JSON:
    """A component whose nested ones are objects, whatever the client sent."""
    plain = dict(component)
    for key in ("component", "accessory"):
        if not isinstance(plain.get(key), dict):
            plain.pop(key, None)
    inside = plain.get("components")
    plain["components"] = [one for one in inside if isinstance(one, dict)] if isinstance(inside, list) else []
    return plain


class _Reader:
    """Reads one field after the other."""

    def __init__(self, store: Store, actor: User, files: Files, problems: Problems) -> None:
        self.store = store
        self.actor = actor
        self.files = files
        self.problems = problems

    def value(self, field: JSON, raw: list[JSON], path: Path) -> JSON:
        """A field with its value."""
        given = find_component(raw, field["custom_id"]) or {}
        answer: JSON = {"type": field["type"], "id": field["id"], "custom_id": field["custom_id"]}
        match field["type"]:
            case 4:
                answer["value"] = self._text(field, given, path)
            case 19:
                answer["values"] = self._uploads(field, given, path)
            case 21:
                answer["value"] = self._radio(field, given, path)
            case 23:
                answer["value"] = given.get("value") is True
            case _:
                values = given.get("values") or []
                where = (*path, "values")
                answer["values"] = read_select(
                    self.store, self.actor, self.files.resolved, field, values, where, self.problems
                )
        return answer

    def _text(self, field: JSON, given: JSON, path: Path) -> str:
        value = given.get("value") or ""
        needed = field.get("required", True)
        if not value:
            if needed:
                self.problems.required((*path, "value"))
            return ""
        low = field.get("min_length") or 0
        high = field.get("max_length") or 4000
        self.problems.text({"value": value}, "value", path, (low, high), required=True)
        return str(value)

    def _radio(self, field: JSON, given: JSON, path: Path) -> str | None:
        value = given.get("value")
        if not isinstance(value, str):
            if field.get("required", True):
                self.problems.required((*path, "value"))
            return None
        self.problems.choice((*path, "value"), value, [option["value"] for option in field["options"]])
        return str(value)

    def _uploads(self, field: JSON, given: JSON, path: Path) -> list[str]:
        sent = self.problems.items(given, "values", path, (0, 10))
        numbers = [self.problems.snowflake(one, (*path, "values", index)) for index, one in enumerate(sent)]
        low, high = field.get("min_values"), field.get("max_values") or 1
        low = 1 if low is None else low
        if not numbers and (field.get("required") is False or low == 0):
            return []
        if not low <= len(numbers) <= high:
            message = f"Must be between {low} and {high} in length."
            self.problems.add((*path, "values"), "BASE_TYPE_BAD_LENGTH", message)
            return []
        views = [self.files.attach(number) for number in numbers if number is not None]
        for view in views:
            self.files.resolved.attachment(view)
        return [view["id"] for view in views]
