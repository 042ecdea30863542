"""Strict reading of an exported file: JSON in which nothing can hide."""

import json
import math
from typing import Any

LARGEST = 64 * 1024 * 1024
_AS_EXPORTED = "give the .json file as it was exported"


class NotARecord(ValueError):  # noqa: N818  # named for what it says
    """The bytes are no record of this project; the message says why and what to do."""


def read_json(data: bytes) -> dict[str, Any]:
    """Read an exported JSON file as plain values.

    Raises:
        NotARecord: Too large, not UTF-8, not JSON, a key twice, a number that JSON does not know, no object.
    """
    if len(data) > LARGEST:
        raise NotARecord(f"it is larger than {LARGEST // 1024 // 1024} MB; an exported record is not")
    try:
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite
        )
    except UnicodeDecodeError as error:
        raise NotARecord(f"it is not UTF-8 text (byte {error.start + 1}); {_AS_EXPORTED}") from error
    except RecursionError as error:
        raise NotARecord(f"it is nested too deeply; {_AS_EXPORTED}") from error
    except NotARecord:
        raise
    except ValueError as error:
        raise NotARecord(f"it is not JSON ({error}); {_AS_EXPORTED}") from error
    if not isinstance(value, dict):
        raise NotARecord(f"it holds no JSON object; {_AS_EXPORTED}")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise NotARecord(f"the key {twice!r} stands twice in one object, so a reader might see either value")
    return found


def _finite(number: str) -> float:
    # `1e999` is JSON, but its value is infinite in Python, and infinite in no canonical form.
    if math.isinf(value := float(number)):
        raise NotARecord(f"it holds the number {number}, which is too large")
    return value


def _no_constant(name: str) -> None:
    raise NotARecord(f"it holds {name}, which JSON does not know")
