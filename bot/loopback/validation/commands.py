"""Application commands as Discord checks them. Limits: its documentation, "Application Commands"."""

import re
from collections.abc import Sequence

from bot.loopback.errors import JSON, ApiError, invalid_form
from bot.loopback.validation.problems import Path, Problems

CHAT_INPUT, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
# A group may stand only at the top, a subcommand at the top or in a group.
AT_TOP, IN_GROUP, IN_SUBCOMMAND = range(1, 12), range(1, 2), range(3, 12)
OPTIONS_LIMIT = CHOICES_LIMIT = 25
SIZE_LIMIT = 8000
COUNTS = {CHAT_INPUT: 100, USER_MENU: 5, MESSAGE_MENU: 5}

# \w takes the letters of every script, as Discord's own pattern does with \p{L}\p{N} and two scripts by name.
_NAME = re.compile(r"[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}")


def check_commands(body: object) -> list[JSON]:
    """Check a bulk overwrite: every command, no name twice, no more than may be; normalised."""
    problems = Problems()
    if not isinstance(body, list):
        problems.add((), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
        problems.refuse()
        return []
    checked = [_check(form, (index,), problems) for index, form in enumerate(body)]
    problems.refuse()
    seen: set[tuple[object, object]] = set()
    for index, data in enumerate(checked):
        key = (data["name"], data["type"])
        if key in seen:
            message = "Application command names must be unique"
            problems.add((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
    problems.refuse()
    check_counts(checked)
    return checked


def check_counts(commands: list[JSON]) -> None:
    """30032 for more than 100 slash commands or 5 context menus of a kind."""
    for kind, limit in COUNTS.items():
        if sum(data["type"] == kind for data in commands) > limit:
            raise ApiError(400, 30032, f"Maximum number of application commands reached ({limit}).")


def check_command(form: JSON) -> JSON:
    """Check one command; normalised: every field that an answer has, names and descriptions as given."""
    problems = Problems()
    checked = _check(form, (), problems)
    problems.refuse()
    return checked


def _check(form: object, path: Path, problems: Problems) -> JSON:
    if not isinstance(form, dict):
        problems.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return {"name": None, "type": None}
    kind = form.get("type") or CHAT_INPUT
    if not problems.choice((*path, "type"), kind, (CHAT_INPUT, USER_MENU, MESSAGE_MENU)):
        return {"name": None, "type": None}
    data: JSON = {
        "type": kind,
        "name": _name(form, path, problems, menu=kind != CHAT_INPUT),
        "description": "",
        "default_member_permissions": _permissions(form, path, problems),
        "dm_permission": form.get("dm_permission", True) is not False,
        "contexts": form.get("contexts"),
        "integration_types": form.get("integration_types") or [0],
        "nsfw": bool(form.get("nsfw", False)),
    }
    _localizations(form, data, path, problems)
    if kind == CHAT_INPUT:
        data["description"] = problems.text(form, "description", path, (1, 100), required=True) or ""
        data["options"] = _options(form, path, problems, AT_TOP)
        size = command_size(data)
        if size > SIZE_LIMIT:
            message = f"Command exceeds maximum size ({SIZE_LIMIT})"
            problems.add(path, "APPLICATION_COMMAND_TOO_LARGE", message)
    elif form.get("description"):
        message = "Context menu commands cannot have description"
        problems.add((*path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message)
    elif form.get("options"):
        message = "Context menu commands cannot have options"
        problems.add((*path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", message)
    return data


def _name(form: JSON, path: Path, problems: Problems, *, menu: bool) -> str | None:
    name = problems.text(form, "name", path, (1, 32), required=True)
    if name is None or menu:
        return name
    if not _NAME.fullmatch(name):
        problems.add((*path, "name"), "STRING_TYPE_REGEX", "String value did not match validation regex.")
    elif name != name.lower():
        problems.add((*path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    return name


def _permissions(form: JSON, path: Path, problems: Problems) -> str | None:
    value = form.get("default_member_permissions")
    if value is None:
        return None
    if not str(value).isdecimal():
        problems.add((*path, "default_member_permissions"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        return None
    return str(value)


def _localizations(form: JSON, data: JSON, path: Path, problems: Problems) -> None:
    for key, limit in (("name_localizations", 32), ("description_localizations", 100)):
        given = form.get(key)
        if given and not isinstance(given, dict):
            problems.add((*path, key), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        elif given:
            data[key] = given
            for locale in given:
                problems.text(given, locale, (*path, key), (1, limit))


def _options(form: JSON, path: Path, problems: Problems, allowed: Sequence[int]) -> list[JSON]:
    checked: list[JSON] = []
    names: set[str | None] = set()
    optional_seen = False
    for index, option in enumerate(problems.items(form, "options", path, (0, OPTIONS_LIMIT))):
        place = (*path, "options", index)
        data = _option(option, place, problems, allowed)
        checked.append(data)
        if data["name"] in names:
            message = "Option name is used more than once"
            problems.add((*place, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message)
        names.add(data["name"])
        if data.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            problems.add(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen = optional_seen or not data.get("required")
    nested = {data["type"] in {SUBCOMMAND, GROUP} for data in checked}
    if len(nested) > 1:
        message = "Sub-commands and sub-command groups cannot be mixed with other options"
        problems.add((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    return checked


def _option(option: object, path: Path, problems: Problems, allowed: Sequence[int]) -> JSON:
    if not isinstance(option, dict):
        problems.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return {"name": None, "type": None}
    kind = option.get("type")
    if not problems.choice((*path, "type"), kind, allowed):
        return {"name": None, "type": None}
    data: JSON = {
        "type": kind,
        "name": _name(option, path, problems, menu=False),
        "description": problems.text(option, "description", path, (1, 100), required=True) or "",
    }
    _localizations(option, data, path, problems)
    if kind in {SUBCOMMAND, GROUP}:
        if kind == GROUP and not option.get("options"):
            problems.required((*path, "options"))
        data["options"] = _options(option, path, problems, IN_GROUP if kind == GROUP else IN_SUBCOMMAND)
        return data
    data["required"] = option.get("required") is True
    if option.get("choices") and option.get("autocomplete"):
        message = "Option cannot have both choices and autocomplete"
        problems.add(path, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", message)
    if option.get("choices"):
        data["choices"] = _choices(option, path, problems, kind)
    keys = ("autocomplete", "min_value", "max_value", "min_length", "max_length", "channel_types")
    return data | {key: option[key] for key in keys if option.get(key) is not None}


def _choices(option: JSON, path: Path, problems: Problems, kind: object) -> list[JSON]:
    checked: list[JSON] = []
    for index, choice in enumerate(problems.items(option, "choices", path, (0, CHOICES_LIMIT))):
        checked.append(_choice(choice, (*path, "choices", index), problems, text=kind == 3))  # noqa: PLR2004 -- strings
    names = [choice["name"] for choice in checked]
    if len(set(names)) < len(names):
        message = "Option choice names must be unique"
        problems.add((*path, "choices"), "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_DUPLICATE", message)
    return checked


def _choice(choice: object, path: Path, problems: Problems, *, text: bool) -> JSON:
    if not isinstance(choice, dict):
        problems.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return {"name": None, "value": None}
    data: JSON = {"name": problems.text(choice, "name", path, (1, 100), required=True), "value": choice.get("value")}
    if text:
        problems.text(choice, "value", path, (0, 100), required=True)
    elif isinstance(data["value"], bool) or not isinstance(data["value"], int | float):
        problems.add((*path, "value"), "NUMBER_TYPE_COERCE", f'Value "{data["value"]}" is not a number.')
    if choice.get("name_localizations"):
        data["name_localizations"] = choice["name_localizations"]
    return data


def _is_text(choice: object) -> bool:
    return isinstance(choice, dict) and isinstance(choice.get("value"), str)


def check_choices(data: object) -> list[JSON]:
    """Check the completions of an autocomplete answer."""
    if not isinstance(data, dict):
        raise invalid_form({"data": {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "Required"}]}})
    problems = Problems()
    choices = problems.items(data, "choices", ("data",), (0, CHOICES_LIMIT))
    checked = [
        _choice(choice, ("data", "choices", index), problems, text=_is_text(choice))
        for index, choice in enumerate(choices)
    ]
    problems.refuse()
    return checked


def command_size(data: JSON) -> int:
    """Characters of names, descriptions and values, the longest translation of each, of a command and all below it."""
    total = 0
    for key in ("name", "description"):
        texts = [data.get(key) or "", *(data.get(f"{key}_localizations") or {}).values()]
        total += max(len(text) for text in texts)
    for choice in data.get("choices") or []:
        total += len(choice["name"] or "") + len(str(choice["value"]))
    return total + sum(command_size(option) for option in data.get("options") or [])
