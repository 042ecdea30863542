"""Entries and states as JSON values and back: strict, so that a changed type or key is an error."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import Field, TypeAdapter

from bot.negotiation.acts import Act
from bot.negotiation.events import Event, Recorded
from bot.negotiation.model import Session

_ENTRY: TypeAdapter[Recorded] = TypeAdapter(Recorded)
_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])
_STATE: TypeAdapter[Session] = TypeAdapter(Session)
_ACTS: Mapping[str, type[Act]] = {kind.__name__: kind for kind in get_args(Act)}


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


def act_to_json(act: Act) -> dict[str, Any]:
    """Give an act as JSON values, under the name of its kind."""
    name = type(act).__name__
    return {name: _act(name).dump_python(act, mode="json")}


def act_from_json(value: Mapping[str, Any]) -> Act:
    """Read an act from JSON values.

    Raises:
        ValueError: It is no act (pydantic's ValidationError says where).
    """
    name = next(iter(value), "")
    if len(value) != 1 or name not in _ACTS:
        raise ValueError(f"there is no such act: {list(value)}")
    act: Act = _act(name).validate_json(_text(value[name]), strict=True, extra="forbid")
    return act


@cache
def _act(name: str) -> TypeAdapter[Any]:
    # Made when first needed: there are many kinds, and few are ever kept.
    return TypeAdapter(_ACTS[name])


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
