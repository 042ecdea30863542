"""Forms (modals) as Discord checks them when a bot opens one; normalised, each component with its id."""

from collections.abc import Callable

from bot.loopback.errors import JSON, invalid_form
from bot.loopback.validation.components import number
from bot.loopback.validation.controls import CUSTOM_ID, SELECTS, check_options, check_select
from bot.loopback.validation.problems import Path, Problems

ROW, TEXT_INPUT, TEXT, LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 1, 4, 10, 18, 19, 21, 22, 23
TITLE = (1, 45)
ITEMS = (1, 5)
INPUT_LIMIT = 4000

Check = Callable[[JSON, Path, Problems], JSON]


def check_modal(data: object) -> JSON:
    """Check a form: title, custom id and one to five items; 50035 with all that is wrong."""
    if not isinstance(data, dict):
        raise invalid_form({"data": {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "This field is required"}]}})
    problems = Problems()
    path: Path = ("data",)
    modal: JSON = {
        "custom_id": problems.text(data, "custom_id", path, CUSTOM_ID, required=True),
        "title": problems.text(data, "title", path, TITLE, required=True),
    }
    given = problems.items(data, "components", path, ITEMS)
    checked = [_item(one, (*path, "components", index), problems) for index, one in enumerate(given)]
    _unique(checked, problems)
    problems.refuse()
    number(checked)
    return modal | {"components": checked}


def _unique(checked: list[JSON], problems: Problems) -> None:
    seen: set[object] = set()
    for index, item in enumerate(checked):
        for one in [item.get("component", {}), *(item.get("components") or [])]:
            custom_id = one.get("custom_id")
            if custom_id is not None and custom_id in seen:
                message = "Component custom id cannot be duplicated"
                problems.add(("data", "components", index), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
            seen.add(custom_id)


def _item(item: object, path: Path, problems: Problems) -> JSON:
    if not isinstance(item, dict):
        problems.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return {"type": 0}
    if not problems.choice((*path, "type"), item.get("type"), (ROW, TEXT, LABEL)):
        return {"type": 0}
    checked: JSON = {"type": item["type"]}
    if item.get("id"):
        checked["id"] = item["id"]
    match item["type"]:
        case 10:
            checked["content"] = problems.text(item, "content", path, (1, INPUT_LIMIT), required=True)
        case 18:
            checked["label"] = problems.text(item, "label", path, (1, 45), required=True)
            description = problems.text(item, "description", path, (1, 100))
            if description is not None:
                checked["description"] = description
            checked["component"] = _field(item.get("component"), (*path, "component"), problems, labelled=True)
        case _:
            rows = problems.items(item, "components", path, (1, 1))
            place = (*path, "components")
            checked["components"] = [_field(one, (*place, i), problems, labelled=False) for i, one in enumerate(rows)]
    return checked


def _field(field: object, path: Path, problems: Problems, *, labelled: bool) -> JSON:
    if not isinstance(field, dict):
        problems.required(path)
        return {"type": 0}
    allowed = tuple(_FIELDS) if labelled else (TEXT_INPUT,)
    if not problems.choice((*path, "type"), field.get("type"), allowed):
        return {"type": 0}
    checked: JSON = {"type": field["type"]}
    if field.get("id"):
        checked["id"] = field["id"]
    checked |= _FIELDS[field["type"]](field, path, problems)
    if not labelled:
        checked["label"] = problems.text(field, "label", path, (1, 45), required=True)
    elif field.get("label"):
        message = "A text input in a label cannot have a label of its own"
        problems.add((*path, "label"), "TEXT_INPUT_LABEL_NOT_ALLOWED", message)
    return checked


def _text_input(field: JSON, path: Path, problems: Problems) -> JSON:
    problems.choice((*path, "style"), field.get("style"), (1, 2))
    low = problems.number(field, "min_length", path, (0, INPUT_LIMIT), 0)
    high = problems.number(field, "max_length", path, (1, INPUT_LIMIT), INPUT_LIMIT)
    if low > high:
        problems.add((*path, "min_length"), "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
    checked: JSON = {
        "custom_id": problems.text(field, "custom_id", path, CUSTOM_ID, required=True),
        "style": field.get("style"),
        "required": field.get("required") is not False,
        "min_length": low,
        "max_length": high,
    }
    for key, limit in (("value", high), ("placeholder", 100)):
        text = problems.text(field, key, path, (0, limit))
        if text is not None:
            checked[key] = text
    return checked


def _select(field: JSON, path: Path, problems: Problems) -> JSON:
    if field.get("disabled"):
        problems.add((*path, "disabled"), "COMPONENT_DISABLED_IN_MODAL", "A select in a form cannot be disabled")
    return check_select(field, path, problems) | {"required": field.get("required") is not False}


def _group(field: JSON, path: Path, problems: Problems) -> JSON:
    radio = field["type"] == RADIO
    checked: JSON = {
        "custom_id": problems.text(field, "custom_id", path, CUSTOM_ID, required=True),
        "required": field.get("required") is not False,
        "options": check_options(field, path, problems, (2 if radio else 1, 10)),
    }
    if radio:
        if sum(option.get("default") is True for option in checked["options"]) > 1:
            problems.add((*path, "options"), "RADIO_GROUP_DEFAULTS", "Only one option can be the default")
        return checked
    low = problems.number(field, "min_values", path, (0, 10), 1 if checked["required"] else 0)
    high = problems.number(field, "max_values", path, (1, 10), max(1, len(checked["options"])))
    return checked | {"min_values": low, "max_values": high}


def _checkbox(field: JSON, path: Path, problems: Problems) -> JSON:
    custom_id = problems.text(field, "custom_id", path, CUSTOM_ID, required=True)
    return {"custom_id": custom_id, "default": field.get("default") is True}


def _upload(field: JSON, path: Path, problems: Problems) -> JSON:
    return {
        "custom_id": problems.text(field, "custom_id", path, CUSTOM_ID, required=True),
        "required": field.get("required") is not False,
        "min_values": problems.number(field, "min_values", path, (0, 10), 1),
        "max_values": problems.number(field, "max_values", path, (1, 10), 1),
    }


_FIELDS: dict[int, Check] = {
    TEXT_INPUT: _text_input,
    **dict.fromkeys(SELECTS, _select),
    UPLOAD: _upload,
    RADIO: _group,
    CHECKBOXES: _group,
    CHECKBOX: _checkbox,
}
