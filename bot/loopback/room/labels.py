"""The words of the page, by key: read once from the template `room/labels`, one `key: text` a line."""

from typing import Protocol


class Words(Protocol):
    """What the room needs of `bot.text.Words`."""

    def __call__(self, name: str, /, locale: str = "en", **params: object) -> str:
        """The rendered template of a name."""


class Labels:
    """Gives a word of the page; `{name}` in a text is filled in from the parameters."""

    def __init__(self, words: Words, locale: str = "en") -> None:
        self._texts = parse(words("room/labels", locale))

    def __call__(self, key: str, **params: object) -> str:
        """The text of a key. KeyError for a key that the template lacks or a parameter that it asks for."""
        text = self._texts[key]
        return text.format_map(params) if params else text

    def keys(self) -> frozenset[str]:
        """All keys of the template."""
        return frozenset(self._texts)


def parse(text: str) -> dict[str, str]:
    """Lines of `key: text`; empty lines part them into groups. ValueError for a line without a colon."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"room/labels: no colon in {line!r}")
        found[key.strip()] = value.strip()
    return found
