"""What the server refused, as sentences of the page."""

from collections.abc import Iterator

from bot.loopback.people import PersonError
from bot.loopback.room.scene import Label

_FORM = {"BASE_TYPE_MAX_LENGTH": "refused_too_long", "BASE_TYPE_BAD_LENGTH": "refused_length"}
_STATUS = {403: "refused_forbidden", 404: "refused_gone"}


def refused(error: PersonError, label: Label) -> str:
    """Why the server refused, in words; its own body is never shown."""
    known = [_FORM[code] for code in _codes(error.body) if code in _FORM]
    if known:
        return label(known[0])
    return label(_STATUS.get(error.status, "refused_other"))


def _codes(body: object) -> Iterator[str]:
    """The codes of nested form errors, in order."""
    if isinstance(body, list):
        for one in body:
            yield from _codes(one)
    elif isinstance(body, dict):
        if isinstance(body.get("code"), str):
            yield body["code"]
        for one in body.values():
            yield from _codes(one)
