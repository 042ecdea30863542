"""Remembering what took long to find out; what is remembered changes no answer."""

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def remembered(kept: dict[Key, Value], key: Key, most: int, find: Callable[[], Value]) -> Value:
    """Give what is kept under a key, else find it and keep it; a memory with `most` things in it starts anew."""
    found = kept.get(key)
    if found is None:
        found = find()
        if len(kept) >= most:
            kept.clear()
        kept[key] = found
    return found
