"""One way to write data as bytes, so that the same content always has the same hash."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> str:  # noqa: ANN401  # any JSON value
    """Write a JSON value in its one canonical form: sorted keys, no spaces, UTF-8 as it is.

    Raises:
        ValueError: The value holds a float that JSON cannot express; TypeError: it is no JSON value.
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def sha256_of(value: Any) -> str:  # noqa: ANN401  # any JSON value
    """Give the SHA-256 of the canonical form of a JSON value, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()
