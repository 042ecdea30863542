"""Strict YAML, as format.md section 1 wants it: one way to write a thing, and an exact place for every fault.

Deal files and packs are read by the same function, so that a date, `NO` or `1e3` means the same in both.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

Path = tuple[str | int, ...]  # the keys and list places that lead to a value

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's parser is some 20 times faster
_LONGEST_NUMBER = 2_000  # digits; also below CPython's own limit for reading an integer
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(
    r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9][0-9_]*)?|\.[0-9][0-9_]*(?:[eE][-+]?[0-9][0-9_]*)?|[0-9][0-9_]*[eE][-+]?[0-9][0-9_]*)"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_NULLS = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file.

    `code` is a refusal code of format.md section 9, `where` a path such as `commitments[2].region` or `line 7`,
    `line` counts from 1 and is None where the input was not read from text.
    """

    code: str
    where: str
    message: str
    line: int | None = None


class FileError(Exception):
    """A file was refused; `errors` says why, at least one fault."""

    def __init__(self, errors: tuple[Fault, ...]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{fault.code} {fault.where}: {fault.message}" for fault in errors))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold: `max_bytes` of UTF-8, `depth` levels (the top mapping is 1), `string` characters."""

    max_bytes: int = 262_144
    depth: int = 12
    string: int = 2_000


DEAL_LIMITS = Limits()


@dataclass(frozen=True)
class Document:
    """A file as read: plain dicts, lists, strings, ints, booleans and None, and the line that each path stands on."""

    value: dict[str, Any]
    lines: Mapping[Path, int] = field(default_factory=lambda: MappingProxyType({}))

    def line_of(self, path: Path) -> int | None:
        """Return the line of the path, or of the nearest thing around it; None if there is none."""
        for end in range(len(path), -1, -1):
            line = self.lines.get(path[:end])
            if line is not None:
                return line
        return None


def where_of(path: Path) -> str:
    """Write a path as format.md does: `commitments[2].region`; the file itself is the empty string."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{part}" if text else part
    return text


def read_yaml(text: str | bytes, limits: Limits = DEAL_LIMITS) -> Document:
    """Read one YAML document whose top is a mapping; plain scalars mean what format.md section 1 says.

    Raises FileError with one of E_SIZE, E_LIMIT, E_YAML, E_ALIAS, E_DUP_KEY, E_FLOAT; E_TYPE if the top is no mapping.
    """
    decoded = _decoded(text, limits)
    reader = _Reader(limits)
    try:
        value = reader.document(yaml.parse(decoded, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _refusal("E_YAML", mark.line + 1 if mark else 1, f"This is not valid YAML: {error.problem}.") from None
    except yaml.YAMLError as error:
        raise _refusal("E_YAML", 1, f"This is not valid YAML: {str(error).splitlines()[0]}.") from None
    return Document(value, MappingProxyType(reader.lines))


def _decoded(text: str | bytes, limits: Limits) -> str:
    try:
        data = text.encode() if isinstance(text, str) else text
        if len(data) > limits.max_bytes:
            message = f"The file has {len(data):,} bytes; at most {limits.max_bytes:,} are read."
            raise _refusal("E_SIZE", 1, message)
        return data.decode()
    except UnicodeError:
        raise _refusal("E_YAML", 1, "The file is not UTF-8 text; save it as UTF-8.") from None


def _refusal(code: str, line: int, message: str) -> FileError:
    return FileError((Fault(code, f"line {line}", message, line),))


def _line(event: yaml.Event) -> int:
    return int(event.start_mark.line) + 1 if event.start_mark else 1


class _Reader:
    """Composes values from parser events, so that depth and aliases are refused before anything grows."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.lines: dict[Path, int] = {}

    def document(self, events: Iterator[yaml.Event]) -> dict[str, Any]:
        """Return the one mapping of the stream."""
        value: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _refusal("E_YAML", _line(event), "One file holds one document.")
                value = self._node(next(events), events, ())
        if value is None:
            raise _refusal("E_YAML", 1, "The file is empty.")
        if not isinstance(value, dict):
            raise _refusal("E_TYPE", self.lines[()], "The file must be a mapping of keys to values.")
        return value

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> object:
        line = _line(event)
        self.lines.setdefault(path, line)
        if getattr(event, "anchor", None) is not None:
            raise _refusal("E_ALIAS", line, "Anchors (&) and aliases (*) are not read; write the value out.")
        if getattr(event, "tag", None) is not None:
            raise _refusal("E_YAML", line, "Explicit tags (!) are not read; take the tag out.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        if len(path) >= self.limits.depth:
            raise _refusal("E_LIMIT", line, f"This is nested deeper than {self.limits.depth} levels.")
        return self._list(events, path) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(events, path)

    def _list(self, events: Iterator[yaml.Event], path: Path) -> list[object]:
        items: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, object]:
        items: dict[str, object] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event)
            line = _line(event)
            if key in items:
                raise _refusal("E_DUP_KEY", line, f"The key {key!r} stands here a second time; keep one of them.")
            self.lines[*path, key] = line
            items[key] = self._node(next(events), events, (*path, key))
        return items

    def _key(self, event: yaml.Event) -> str:
        line = _line(event)
        if getattr(event, "anchor", None) is not None:
            raise _refusal("E_ALIAS", line, "Anchors (&) and aliases (*) are not read; write the key out.")
        if not isinstance(event, yaml.ScalarEvent) or event.tag is not None:
            raise _refusal("E_YAML", line, "A key must be plain text.")
        self._measure(event.value, line)
        return str(event.value)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> str | int | bool | None:
        text: str = event.value
        self._measure(text, line)
        if not event.implicit[0]:
            return text
        if text in _NULLS:
            return None
        if text in {"true", "false"}:
            return text == "true"
        if _INTEGER.fullmatch(text):
            if len(text) > _LONGEST_NUMBER:
                raise _refusal("E_LIMIT", line, f"A number has more than {_LONGEST_NUMBER:,} digits.")
            return int(text)
        if _FLOAT.fullmatch(text):
            raise _refusal("E_FLOAT", line, f"{text[:40]} is a floating-point number; write it in quotes.")
        return text

    def _measure(self, text: str, line: int) -> None:
        if len(text) > self.limits.string:
            message = f"A text has {len(text):,} characters; at most {self.limits.string:,} are read."
            raise _refusal("E_LIMIT", line, message)
