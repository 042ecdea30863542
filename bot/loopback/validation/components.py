"""Components of messages as Discord checks them; returned normalised, each with its id.

Limits: Discord's documentation, "Component Reference". Without the layout flag only rows may stand at the top, at
most five; with it, everything that a layout has, at most 40 components counting nested ones.
"""

from collections.abc import Set as AbstractSet

from bot.loopback.errors import JSON
from bot.loopback.validation.controls import BUTTON, SELECTS, check_button, check_select
from bot.loopback.validation.problems import Path, Problems

ROW, SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 1, 9, 10, 11, 12, 13, 14, 17
TOTAL_LIMIT = 40
TEXT_LIMIT = 4000
ROWS_LIMIT = 5
_TOP = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR, CONTAINER)
_IN_CONTAINER = (ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR)


def check_components(form: JSON, problems: Problems, *, layout: bool, files: AbstractSet[str]) -> list[JSON]:
    """Check the components of a body; `files` are the names that `attachment://` may refer to."""
    checker = _Checker(problems, files)
    limit = TOTAL_LIMIT if layout else ROWS_LIMIT
    given = problems.items(form, "components", (), (0, limit))
    allowed = _TOP if layout else (ROW,)
    checked = [checker.one(one, ("components", index), allowed) for index, one in enumerate(given)]
    if checker.count > TOTAL_LIMIT and layout:
        message = f"The number of components in the message exceeds the maximum of {TOTAL_LIMIT}."
        problems.add(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    if checker.letters > TEXT_LIMIT:
        message = f"The total length of text display components exceeds the maximum of {TEXT_LIMIT}."
        problems.add(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    if not problems:
        number(checked)
    return checked


def number(components: list[JSON]) -> None:
    """Give every component without an id the next free one, in reading order."""
    flat = list(_flatten(components))
    taken = {one["id"] for one in flat if one.get("id")}
    fresh = (candidate for candidate in range(1, 10**6) if candidate not in taken)
    for one in flat:
        if not one.get("id"):
            one["id"] = next(fresh)


def _flatten(components: list[JSON]) -> list[JSON]:
    flat: list[JSON] = []
    for one in components:
        flat.append(one)
        flat += _flatten(one.get("components") or [])
        flat += _flatten([one[key] for key in ("accessory", "component") if key in one])
    return flat


class _Checker:
    """Counts and remembers what must be unique over a whole message."""

    def __init__(self, problems: Problems, files: AbstractSet[str]) -> None:
        self.problems = problems
        self.files = files
        self.count = 0
        self.letters = 0
        self.custom_ids: set[str] = set()
        self.ids: set[int] = set()

    def one(self, component: object, path: Path, allowed: tuple[int, ...]) -> JSON:
        """Check one component and what it holds."""
        if not isinstance(component, dict):
            self.problems.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return {"type": 0}
        self.count += 1
        if not self.problems.choice((*path, "type"), component.get("type"), allowed):
            return {"type": 0}
        checked: JSON = {"type": component["type"]}
        self._identify(component, checked, path)
        match component["type"]:
            case 1:
                self._row(component, checked, path)
            case 9:
                self._section(component, checked, path)
            case 10:
                text = self.problems.text(component, "content", path, (1, TEXT_LIMIT), required=True) or ""
                self.letters += len(text)
                checked["content"] = text
            case 12:
                self._gallery(component, checked, path)
            case 11:
                self._media(component, checked, "media", path)
            case 13:
                self._file(component, checked, path)
            case 14:
                checked |= {"divider": component.get("divider", True) is not False}
                checked["spacing"] = component.get("spacing") or 1
                self.problems.choice((*path, "spacing"), checked["spacing"], (1, 2))
            case _:
                self._container(component, checked, path)
        return checked

    def _identify(self, component: JSON, checked: JSON, path: Path) -> None:
        own = self.problems.number(component, "id", path, (0, 2**31 - 1), 0)
        if own:
            if own in self.ids:
                self.problems.add((*path, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
            self.ids.add(own)
            checked["id"] = own
        custom_id = component.get("custom_id")
        if isinstance(custom_id, str):
            if custom_id in self.custom_ids:
                message = "Component custom id cannot be duplicated"
                self.problems.add((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)
            self.custom_ids.add(custom_id)

    def _row(self, component: JSON, checked: JSON, path: Path) -> None:
        given = self.problems.items(component, "components", path, (1, 5))
        checked["components"] = [self._control(one, (*path, "components", i)) for i, one in enumerate(given)]
        kinds = [one["type"] for one in checked["components"]]
        if any(kind in SELECTS for kind in kinds) and len(kinds) > 1:
            message = "A row with a select can hold nothing else."
            self.problems.add((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)

    def _control(self, component: object, path: Path) -> JSON:
        if not isinstance(component, dict):
            self.problems.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
            return {"type": 0}
        self.count += 1
        if not self.problems.choice((*path, "type"), component.get("type"), (BUTTON, *SELECTS)):
            return {"type": 0}
        checked: JSON = {"type": component["type"]}
        self._identify(component, checked, path)
        check = check_button if component["type"] == BUTTON else check_select
        return checked | check(component, path, self.problems)

    def _section(self, component: JSON, checked: JSON, path: Path) -> None:
        texts = self.problems.items(component, "components", path, (1, 3))
        checked["components"] = [self.one(one, (*path, "components", i), (TEXT,)) for i, one in enumerate(texts)]
        accessory = component.get("accessory")
        place = (*path, "accessory")
        if not isinstance(accessory, dict):
            self.problems.required(place)
        elif accessory.get("type") == BUTTON:
            checked["accessory"] = self._control(accessory, place)
        else:
            checked["accessory"] = self.one(accessory, place, (BUTTON, THUMBNAIL))

    def _gallery(self, component: JSON, checked: JSON, path: Path) -> None:
        items: list[JSON] = []
        for index, item in enumerate(self.problems.items(component, "items", path, (1, 10))):
            entry: JSON = {}
            if isinstance(item, dict):
                self._media(item, entry, "media", (*path, "items", index))
            items.append(entry)
        checked["items"] = items

    def _media(self, component: JSON, checked: JSON, key: str, path: Path) -> None:
        checked[key] = {"url": self._address(component.get(key), (*path, key))}
        checked["description"] = self.problems.text(component, "description", path, (0, 1024))
        checked["spoiler"] = component.get("spoiler") is True

    def _file(self, component: JSON, checked: JSON, path: Path) -> None:
        address = self._address(component.get("file"), (*path, "file"))
        checked |= {"file": {"url": address}, "spoiler": component.get("spoiler") is True, "name": None, "size": None}
        if address and not address.startswith("attachment://"):
            message = "A file component can only refer to an attachment of its message."
            self.problems.add((*path, "file", "url"), "URL_TYPE_INVALID_SCHEME", message)

    def _address(self, media: object, path: Path) -> str:
        if not isinstance(media, dict):
            self.problems.required(path)
            return ""
        address = self.problems.text(media, "url", path, (1, 2048), required=True) or ""
        scheme, _, rest = address.partition("://")
        if scheme == "attachment":
            if rest not in self.files:
                message = f'Referenced attachment "{rest}" was not found.'
                self.problems.add((*path, "url"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message)
        elif address and scheme not in {"http", "https"}:
            message = f'Scheme "{scheme}" is not supported. Scheme must be one of (http, https, attachment).'
            self.problems.add((*path, "url"), "URL_TYPE_INVALID_SCHEME", message)
        return address

    def _container(self, component: JSON, checked: JSON, path: Path) -> None:
        given = self.problems.items(component, "components", path, (1, TOTAL_LIMIT))
        colour = component.get("accent_color")
        if colour is not None:
            colour = self.problems.number(component, "accent_color", path, (0, 0xFFFFFF), 0)
        checked |= {"accent_color": colour, "spoiler": component.get("spoiler") is True}
        checked["components"] = [
            self.one(one, (*path, "components", index), _IN_CONTAINER) for index, one in enumerate(given)
        ]
