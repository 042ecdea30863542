"""Buttons and selects as Discord checks them, in messages and in forms; normalised without type and id."""

from bot.loopback.errors import JSON
from bot.loopback.validation.problems import Path, Problems

BUTTON, STRING_SELECT, CHANNEL_SELECT = 2, 3, 8
SELECTS = (3, 5, 6, 7, 8)
LINK, PREMIUM = 5, 6
OPTIONS_LIMIT = 25
CUSTOM_ID = (1, 100)


def check_button(component: JSON, path: Path, problems: Problems) -> JSON:
    """A button: a style, a label or emoji, and an address or a custom id."""
    style = component.get("style")
    problems.choice((*path, "style"), style, (1, 2, 3, 4, LINK, PREMIUM))
    label = problems.text(component, "label", path, (0, 80))
    checked: JSON = {"style": style, "disabled": component.get("disabled") is True}
    if style == PREMIUM:
        checked["sku_id"] = str(component.get("sku_id"))
        return checked
    if label:
        checked["label"] = label
    if component.get("emoji"):
        checked["emoji"] = _emoji(component["emoji"])
    if not label and not component.get("emoji"):
        problems.add((*path, "label"), "BUTTON_COMPONENT_LABEL_REQUIRED", "A button needs a label or an emoji")
    if style == LINK:
        checked["url"] = problems.text(component, "url", path, (1, 512), required=True)
        if component.get("custom_id"):
            message = "A custom id and url cannot both be specified"
            problems.add((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_CONFLICT", message)
    else:
        checked["custom_id"] = problems.text(component, "custom_id", path, CUSTOM_ID, required=True)
    return checked


def _emoji(emoji: object) -> JSON:
    if not isinstance(emoji, dict):
        return {"name": str(emoji)}
    return {key: value for key, value in emoji.items() if value is not None}


def check_select(component: JSON, path: Path, problems: Problems) -> JSON:
    """A select with its bounds; a string select also with its options."""
    low = problems.number(component, "min_values", path, (0, OPTIONS_LIMIT), 1)
    high = problems.number(component, "max_values", path, (1, OPTIONS_LIMIT), 1)
    checked: JSON = {
        "custom_id": problems.text(component, "custom_id", path, CUSTOM_ID, required=True),
        "min_values": low,
        "max_values": high,
        "disabled": component.get("disabled") is True,
    }
    placeholder = problems.text(component, "placeholder", path, (0, 150))
    if placeholder is not None:
        checked["placeholder"] = placeholder
    if component["type"] == STRING_SELECT:
        checked["options"] = check_options(component, path, problems, (1, OPTIONS_LIMIT))
        if high > len(checked["options"]) > 0:
            message = f"Value must be less than or equal to the number of options ({len(checked['options'])})."
            problems.add((*path, "max_values"), "NUMBER_TYPE_MAX", message)
    if component.get("default_values"):
        checked["default_values"] = component["default_values"]
    if component["type"] == CHANNEL_SELECT and component.get("channel_types"):
        checked["channel_types"] = component["channel_types"]
    if high < low:
        message = "max_values should be greater than or equal to min_values"
        problems.add((*path, "max_values"), "NUMBER_TYPE_MIN", message)
    return checked


def check_options(component: JSON, path: Path, problems: Problems, limits: tuple[int, int]) -> list[JSON]:
    """The options of a string select, radio group or checkbox group: labels, values, each value once."""
    checked: list[JSON] = []
    seen: set[object] = set()
    for index, option in enumerate(problems.items(component, "options", path, limits)):
        place = (*path, "options", index)
        if not isinstance(option, dict):
            problems.add(place, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            continue
        entry: JSON = {
            "label": problems.text(option, "label", place, (1, 100), required=True),
            "value": problems.text(option, "value", place, (1, 100), required=True),
        }
        description = problems.text(option, "description", place, (0, 100))
        if description is not None:
            entry["description"] = description
        if option.get("emoji"):
            entry["emoji"] = _emoji(option["emoji"])
        if option.get("default") is not None:
            entry["default"] = option["default"] is True
        if entry["value"] in seen:
            message = "The specified option value is already used"
            problems.add((*place, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        seen.add(entry["value"])
        checked.append(entry)
    return checked
