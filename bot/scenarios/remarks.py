"""A remark of the linter: one thing that an author should think about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to think about: a code, the key path that it is about, and its numbers."""

    code: str
    where: str
    params: Mapping[str, Any] = field(default_factory=dict)
