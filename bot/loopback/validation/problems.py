"""Collects what is wrong with a form, each with its place, and refuses all of it at once."""

from collections.abc import Sequence
from typing import Any

from bot.loopback.errors import JSON, invalid_form

Path = tuple[str | int, ...]


class Problems:
    """The nested errors of 50035, filled as the checks go along."""

    def __init__(self) -> None:
        self._errors: JSON = {}

    def __bool__(self) -> bool:
        return bool(self._errors)

    def add(self, path: Path, code: str, message: str) -> None:
        """Note one problem at a place such as `("components", 0, "label")`."""
        node = self._errors
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def refuse(self) -> None:
        """Raise 50035 if anything was noted."""
        if self._errors:
            raise invalid_form(self._errors)

    def text(self, form: JSON, key: str, path: Path, limits: tuple[int, int], *, required: bool = False) -> str | None:
        """A string field within `limits` (least, most characters); None where it is absent or null."""
        value = form.get(key)
        low, high = limits
        if value is None:
            if required:
                self.required((*path, key))
            return None
        if not isinstance(value, str):
            self.add((*path, key), "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return None
        if not low <= len(value) <= high:
            if low:
                self.add((*path, key), "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
            else:
                self.add((*path, key), "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
            return None
        return value

    def number(self, form: JSON, key: str, path: Path, limits: tuple[int, int], default: int) -> int:
        """An integer field within `limits`, or the default where it is absent or null."""
        value = form.get(key)
        low, high = limits
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.add((*path, key), "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return default
        if value < low:
            self.add((*path, key), "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {low}.")
        elif value > high:
            self.add((*path, key), "NUMBER_TYPE_MAX", f"int value should be less than or equal to {high}.")
        return value

    def items(self, form: JSON, key: str, path: Path, limits: tuple[int, int]) -> Sequence[Any]:
        """A list field with between `limits` entries; empty where it is absent, null or refused."""
        value = form.get(key)
        low, high = limits
        if value is None:
            if low:
                self.required((*path, key))
            return ()
        if not isinstance(value, list):
            self.add((*path, key), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
            return ()
        if not low <= len(value) <= high:
            if low:
                self.add((*path, key), "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
            else:
                self.add((*path, key), "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
            return ()
        return value

    def forms(self, form: JSON, key: str, path: Path, limits: tuple[int, int] = (0, 1000)) -> Sequence[JSON]:
        """A list field whose entries are objects; an entry that is none is noted and left out."""
        found: list[JSON] = []
        for index, entry in enumerate(self.items(form, key, path, limits)):
            if isinstance(entry, dict):
                found.append(entry)
            else:
                self.add((*path, key, index), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return found

    def snowflake(self, value: object, path: Path) -> int | None:
        """An id as a number or as digits; anything else is noted."""
        text = str(value)
        if isinstance(value, bool) or not text.isdecimal():
            self.add(path, "NUMBER_TYPE_COERCE", f'Value "{text[:100]}" is not snowflake.')
            return None
        return int(text)

    def required(self, path: Path) -> None:
        """Note that a field is missing."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def choice(self, path: Path, value: object, allowed: Sequence[object]) -> bool:
        """Note a value that is none of the allowed ones; True if it is one."""
        if value in allowed and not isinstance(value, bool):
            return True
        names = ", ".join(str(one) for one in allowed)
        self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of ({names}).")
        return False
