"""Reading one mapping of a file: known keys, required keys, types and values, each fault with its path."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction

from bot.rules.numbers import ZERO, NotNegative, parse_date, parse_quantity
from bot.rules.yamlio import Document, Fault, FileError, Path, where_of

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}")


class Faults:
    """Collects what is wrong, so that one reading tells a person everything at once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.found: list[Fault] = []

    def add(self, code: str, path: Path, message: str) -> None:
        """Note a fault at a path."""
        self.found.append(Fault(code, where_of(path), message, self.document.line_of(path)))

    def stop(self) -> None:
        """Raise FileError if anything was noted."""
        if self.found:
            raise FileError(tuple(self.found))


class Row:
    """One mapping; each getter notes a fault and gives None (or its default) where the value is no good.

    `strict_code` replaces the code of an ill-typed value, as format.md wants it inside `with`.
    """

    def __init__(
        self,
        faults: Faults,
        raw: object,
        path: Path,
        required: Collection[str] = (),
        optional: Collection[str] = (),
        strict_code: str | None = None,
    ) -> None:
        self.faults, self.path, self.strict_code = faults, path, strict_code
        self.values: dict[str, object] = {}
        if not isinstance(raw, Mapping):
            self.fault("E_TYPE", None, "This must be a mapping of keys to values.")
            return
        for key, value in raw.items():
            if key not in required and key not in optional:
                known = ", ".join(sorted({*required, *optional}))
                faults.add("E_KEY", (*path, str(key)), f"The key {key!r} is not known here; known are {known}.")
                if strict_code:
                    self.fault("E_KEY", None, f"The key {key!r} is not known here.")
            elif value is not None:
                self.values[key] = value
        for key in required:
            if key not in self.values:
                self.fault("E_MISSING", key, f"The key {key!r} is missing.")

    def fault(self, code: str, key: str | int | None, message: str) -> None:
        """Note a fault at a key of this row, or at the row itself."""
        self.faults.add(self.strict_code or code, self.path if key is None else (*self.path, key), message)

    def has(self, key: str) -> bool:
        """Say whether the key is given and not null."""
        return key in self.values

    def text(self, key: str) -> str | None:
        """Return a string."""
        value = self.values.get(key)
        if value is None or isinstance(value, str):
            return value
        self.fault("E_TYPE", key, f"{key} must be text; put it in quotes.")
        return None

    def identifier(self, key: str) -> str | None:
        """Return a well-formed id."""
        value = self.text(key)
        return value if value is None or check_identifier(self.faults, value, (*self.path, key)) else None

    def one_of(self, key: str, allowed: Collection[str]) -> str | None:
        """Return one of the allowed words."""
        value = self.text(key)
        if value is None or value in allowed:
            return value
        self.fault("E_VALUE", key, f"{key} is {value!r}; allowed are {', '.join(sorted(allowed))}.")
        return None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        self.fault("E_TYPE", key, f"{key} must be true or false.")
        return default

    def integer(self, key: str) -> int | None:
        """Return an unquoted integer that is not negative."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault("E_TYPE", key, f"{key} must be a whole number without quotes.")
            return None
        if value < 0:
            self.fault("E_NEGATIVE", key, f"{key} must not be negative.")
            return None
        return value

    def quantity(self, key: str) -> Fraction | None:
        """Return an exact quantity that is not negative."""
        return self.quantity_of(self.values.get(key), key)

    def quantity_of(self, value: object, key: str) -> Fraction | None:
        """Return a value that stands under a key as a quantity."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, str)):
            self.fault("E_TYPE", key, f"{key} must be a quantity such as 12, 0.25 in quotes, or 7/3.")
            return None
        try:
            return parse_quantity(value)
        except NotNegative:
            self.fault("E_NEGATIVE", key, f"{key} must not be negative.")
        except ValueError:
            self.fault("E_QUANTITY", key, f"{str(value)[:40]!r} is no quantity; write 12, 0.25 in quotes, or 7/3.")
        return None

    def date(self, key: str) -> dt.date | None:
        """Return a calendar date."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, (bool, list, dict)):
            self.fault("E_TYPE", key, f"{key} must be a date such as 2022-06-30.")
            return None
        try:
            return parse_date(str(value))
        except ValueError:
            message = f"{str(value)[:40]!r} is no date; write 2022-06-30 or 2022-02-01+90d."
            self.fault("E_DATE", key, message)
            return None

    def names(
        self, key: str, check: Callable[[str], bool] | None = None, code: str = "E_REF"
    ) -> tuple[str, ...] | None:
        """Return a list of ids; `check` says whether one is declared, else `code` is noted at its place."""
        return self.names_in(self.values.get(key), (*self.path, key), check, code)

    def names_in(
        self,
        value: object,
        path: Path,
        check: Callable[[str], bool] | None,
        code: str,
    ) -> tuple[str, ...] | None:
        """Return a value that stands at a path as a list of ids."""
        if value is None:
            return None
        if not isinstance(value, list):
            self.faults.add(self.strict_code or "E_TYPE", path, "This must be a list.")
            return None
        good: list[str] = []
        for place, name in enumerate(value):
            if not isinstance(name, str):
                self.faults.add(self.strict_code or "E_TYPE", (*path, place), "This must be a name.")
            elif check is None and not check_identifier(self.faults, name, (*path, place)):
                continue
            elif check is not None and not check(name):
                self.faults.add(code, (*path, place), f"{name!r} is not declared.")
            else:
                good.append(name)
        return tuple(good)

    def rows(self, key: str, required: Collection[str], optional: Collection[str] = ()) -> Iterator["Row"]:
        """Return the rows of a list of mappings."""
        value = self.values.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fault("E_TYPE", key, f"{key} must be a list.")
            return
        for place, raw in enumerate(value):
            yield Row(self.faults, raw, (*self.path, key, place), required, optional, self.strict_code)

    def child(self, key: str, required: Collection[str] = (), optional: Collection[str] = ()) -> "Row":
        """Return the mapping under a key; an empty one where the key is absent."""
        raw = self.values.get(key, {})
        absent = () if not self.has(key) else required
        return Row(self.faults, raw, (*self.path, key), absent, (*optional, *required), self.strict_code)

    def items(self, key: str) -> Iterator[tuple[str, object]]:
        """Return the entries of a mapping whose keys are names."""
        value = self.values.get(key)
        if value is None:
            return
        if not isinstance(value, Mapping):
            self.fault("E_TYPE", key, f"{key} must be a mapping.")
            return
        yield from value.items()

    def quantities(self, key: str, check: Callable[[str], bool], code: str) -> dict[str, Fraction]:
        """Return a mapping of declared names to quantities."""
        found: dict[str, Fraction] = {}
        for name, value in self.items(key):
            if not check(name):
                self.faults.add(code, (*self.path, key, name), f"{name!r} is not declared.")
            inner = Row(self.faults, {name: value}, (*self.path, key), (name,), (), self.strict_code)
            found[name] = inner.quantity(name) or ZERO
        return found

    def ordered(self, first: str, second: str, earlier: dt.date | None, later: dt.date | None) -> None:
        """Note E_ORDER at `second` unless `later` is not before `earlier`."""
        if earlier is not None and later is not None and later < earlier:
            self.fault("E_ORDER", second, f"{second} ({later}) lies before {first} ({earlier}).")

    def not_both(self, first: str, second: str) -> None:
        """Note E_VALUE at `second` if both keys are given."""
        if self.has(first) and self.has(second):
            self.fault("E_VALUE", second, f"Give {first} or {second}, not both.")


def check_identifier(faults: Faults, value: str, path: Path) -> bool:
    """Say whether a text is a well-formed id, and note E_ID if it is not."""
    if IDENTIFIER.fullmatch(value):
        return True
    message = f"{value[:40]!r} is no id; use letters, digits and _ . : - (at most 40, a letter or digit first)."
    faults.add("E_ID", path, message)
    return False


def check_unique(faults: Faults, places: Iterator[tuple[object, Path]], what: str) -> None:
    """Note E_DUP_ID at the second and every further place of the same thing."""
    seen: set[object] = set()
    for thing, path in places:
        if thing in seen:
            faults.add("E_DUP_ID", path, f"{what} stands here a second time.")
        seen.add(thing)
