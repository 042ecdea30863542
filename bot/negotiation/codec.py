"""Entries and states as JSON values and back: strict, so that a changed type or key is an error."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Session

_ENTRY: TypeAdapter[Recorded] = TypeAdapter(Recorded)
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])
_STATE: TypeAdapter[Session] = TypeAdapter(Session)


def entry_to_json(entry: Recorded) -> dict[str, Any]:
    """Give an entry as JSON values: seq, at (ISO 8601, UTC), member, event (with its `type`), prev, hash."""
    value: dict[str, Any] = _ENTRY.dump_python(entry, mode="json")
    return value


def entry_from_json(value: Mapping[str, Any] | str | bytes) -> Recorded:
    """Read an entry from JSON values or JSON text.

    Raises:
        ValueError: It is no entry (pydantic's ValidationError says where).
    """
    return _ENTRY.validate_json(_text(value), strict=True, extra="forbid")


def event_to_json(event: Event) -> dict[str, Any]:
    """Give an event as JSON values, with its `type`; this is what the hash chain covers."""
    value: dict[str, Any] = _EVENT.dump_python(event, mode="json")
    return value


def state_to_json(state: Session) -> dict[str, Any]:
    """Give a state as JSON values."""
    value: dict[str, Any] = _STATE.dump_python(state, mode="json")
    return value


def state_from_json(value: Mapping[str, Any] | str | bytes) -> Session:
    """Read a state from JSON values or JSON text.

    Raises:
        ValueError: It is no state (pydantic's ValidationError says where).
    """
    return _STATE.validate_json(_text(value), strict=True, extra="forbid")


def time_to_json(at: datetime) -> str:
    """Give a time as entries write it: ISO 8601, UTC, with `Z`."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def time_from_json(text: str) -> datetime:
    """Read a time as entries write it.

    Raises:
        ValueError: It is no time.
    """
    return datetime.fromisoformat(text)


def _text(value: Mapping[str, Any] | str | bytes) -> str | bytes:
    if isinstance(value, str | bytes):
        return value
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
