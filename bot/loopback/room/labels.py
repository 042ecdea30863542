"""The words of the page, by key: the blocks of the template `room/labels`."""

from typing import Protocol


class Words(Protocol):
    """What the room needs of `bot.text.Words`."""

    def __call__(self, name: str, /, locale: str = "en", **params: object) -> str:
        """The rendered template, or with `#` one block of it, of a name."""


class Labels:
    """Gives a word of the page; those without parameters are rendered once."""

    def __init__(self, words: Words, locale: str = "en") -> None:
        self._words, self._locale = words, locale
        self._known: dict[str, str] = {}

    def __call__(self, key: str, **params: object) -> str:
        """The text of a key; raises what the words raise for a key or a parameter that is missing."""
        known = None if params else self._known.get(key)
        if known is None:
            known = self._words(f"room/labels#{key}", self._locale, **params).strip()
            if not params:
                self._known[key] = known
        return known
