"""What is wrong with a pack, in words: where it stands, what was found, what to do."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from bot.rules import Document, Fault, where_of
from bot.scenarios.editor import keys_at

Path = tuple[str | int, ...]

_CODES = {
    "extra_forbidden": "E_KEY",
    "unexpected_keyword_argument": "E_KEY",
    "missing": "E_MISSING",
    "string_pattern_mismatch": "E_ID",
    "literal_error": "E_VALUE",
}
_WANTED = {
    "string_type": "a text", "int_type": "a whole number", "bool_type": "true or false", "tuple_type": "a list",
    "list_type": "a list", "dict_type": "a mapping of keys to values", "mapping_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values", "model_attributes_type": "a mapping of keys to values",
    "dataclass_type": "a mapping of keys to values", "none_required": "null",
}  # fmt: skip
_TEXTS = {
    "missing": "this key is required",
    "string_pattern_mismatch": "{given} is no id: up to 40 letters, digits, _ . : - (of a pack: a-z 0-9 -)",
    "literal_error": "{given} is not known here; write one of {expected}",
    "too_short": "{actual_length} entries; at least {min_length} are needed",
    "too_long": "{actual_length} entries; at most {max_length} are read",
    "string_too_short": "this text is empty",
    "string_too_long": "this text is too long: at most {max_length:,} characters",
    "greater_than_equal": "{given} is out of range: at least {ge:,}",
    "less_than_equal": "{given} is out of range: at most {le:,}",
}


class Faults:
    """Collects what is wrong with one file, each thing once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[tuple[str, Path], Fault] = {}

    def add(self, code: str, path: Path, message: str) -> None:
        """Note a fault at a key path."""
        fault = Fault(code, where_of(path), message, self._document.line_of(path))
        self._found.setdefault((code, path), fault)

    def unknown(self, code: str, path: Path, kind: str, name: object, known: Iterable[str]) -> None:
        """Note a name that is declared nowhere, with the nearest one that is."""
        self.add(code, path, f"there is no {kind} {name!r}{hint(str(name), known)}")

    def has_under(self, path: Path) -> bool:
        """Say whether a fault was noted at this path or below it."""
        return any(found[: len(path)] == path for _, found in self._found)

    def ordered(self) -> tuple[Fault, ...]:
        """Give the faults by line, then place."""
        return tuple(sorted(self._found.values(), key=lambda fault: (fault.line or 0, fault.where)))


def hint(name: str, known: Iterable[str]) -> str:
    """Give "; did you mean 'x'?" for the nearest known name, or what is known if it is little, or nothing."""
    names = list(dict.fromkeys(known))
    near = get_close_matches(name, names, n=1, cutoff=0.6) or [n for n in names if n.lower() == name.lower()]
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; there are {', '.join(names)}" if 0 < len(names) <= 12 else ""  # noqa: PLR2004  # more is no help


def add_model_fault(faults: Faults, error: Mapping[str, Any]) -> None:
    """Note one of pydantic's errors in the words of this project."""
    path = path_of(error["loc"])
    kind: str = error["type"]
    code = _CODES.get(kind, "E_TYPE" if kind in _WANTED else "E_VALUE")
    faults.add(code, path, _message(kind, path, error))


def _message(kind: str, path: Path, error: Mapping[str, Any]) -> str:
    if kind in _WANTED:
        return f"this must be {_WANTED[kind]}, not {_shown(error['input'])}"
    if _CODES.get(kind) == "E_KEY":
        return f"unknown key{hint(str(path[-1]), keys_at(path[:-1]))}"
    if kind in _TEXTS:
        return _TEXTS[kind].format(given=_shown(error["input"]), **error.get("ctx", {}))
    return str(error["msg"])


def _shown(value: object) -> str:
    match value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing"
        case _:
            return repr(value)[:60]


def path_of(loc: Sequence[str | int]) -> Path:
    """Give pydantic's place as a key path: without its marks for the key of a mapping."""
    return tuple(part for part in loc if part != "[key]")
