"""How what happens beside the proposals is told in the exports: every field escaped, ids by their names."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.negotiation.parts import PartEvent
from bot.records.pens import Pen

_PARTY = frozenset({"party", "by"})
_PARTIES = frozenset({"parties", "absent"})
_HASH = frozenset({"text_hash", "digest"})
_MEMBER = frozenset({"member", "called", "visitor"})


class Names(Protocol):
    """Who is who."""

    @property
    def pen(self) -> Pen:
        """How foreign words are written."""

    def party(self, party: str | None) -> str:
        """Give a party's name."""

    def member(self, member: str) -> str:
        """Give a member's name."""

    def all(self, parties: Sequence[str]) -> str:
        """Give the names of several parties."""


def told_of_part(event: PartEvent, names: Names) -> dict[str, Any]:
    """Give the fields of an event as its template needs them: words escaped, times in UTC, names instead of ids."""
    return {one.name: _told(one.name, getattr(event, one.name), names) for one in fields(event) if one.name != "type"}


def _told(name: str, value: Any, names: Names) -> Any:  # noqa: ANN401  # of any field
    if name in _PARTY:
        return names.party(value) if value else ""
    if name in _PARTIES:
        return names.all(value)
    if name in _MEMBER:
        return names.member(value) if value else ""
    if name in _HASH and isinstance(value, str):
        return names.pen.code(value)
    return _plain(value, names)


def _plain(value: Any, names: Names) -> Any:  # noqa: ANN401  # of any field
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        case StrEnum():
            return value.value.replace("_", " ")
        case str():
            return names.pen.line(value)
        case Mapping():
            return {names.party(party): choice for party, choice in value.items()}
        case _:
            return value
