"""The hash chain: each entry holds the hash of the one before it, so that no change stays unseen."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.drafting.canonical import canonical_json
from bot.negotiation.codec import event_to_json, time_to_json
from bot.negotiation.events import Event, Recorded

FIRST_PREV = "0" * 64
_KEYS = frozenset({"seq", "at", "member", "event", "prev", "hash"})
_SALTED = _KEYS | {"salt"}


def entry_hash(
    prev: str, *, seq: int, session: str, at: str, member: str, event: Mapping[str, Any], salt: str = ""
) -> str:
    """Give the hash of an entry: SHA-256 of `prev` followed by the canonical JSON of the rest, in hexadecimal digits.

    `at` and `event` are in their JSON form (see `codec`); `salt` is a part of it where there is one.
    """
    content: dict[str, Any] = {"seq": seq, "session": session, "at": at, "member": member, "event": event}
    if salt:
        content["salt"] = salt
    return hashlib.sha256((prev + canonical_json(content)).encode("utf-8", "surrogatepass")).hexdigest()


def _no_salt(event: Event) -> str:
    del event
    return ""


def record(
    events: Sequence[Event],
    *,
    after: Recorded | None,
    session: str,
    at: datetime,
    member: str,
    salt_of: Callable[[Event], str] = _no_salt,
) -> tuple[Recorded, ...]:
    """Number and chain the events of one act, after the last entry of the session (None: they are the first).

    `salt_of` gives a random salt for an event that not everybody may know, "" for any other.

    Raises:
        ValueError: `at` is naive; a time without a zone would mean another moment on another machine.
    """
    if at.tzinfo is None:
        raise ValueError("the time of an entry needs a zone")
    moment = at.astimezone(UTC)
    seq, prev = (after.seq, after.hash) if after else (0, FIRST_PREV)
    entries = []
    for event in events:
        seq += 1
        salt, told = salt_of(event), event_to_json(event)
        digest = entry_hash(
            prev, seq=seq, session=session, at=time_to_json(moment), member=member, event=told, salt=salt
        )
        entries.append(Recorded(seq=seq, at=moment, member=member, event=event, prev=prev, hash=digest, salt=salt))
        prev = digest
    return tuple(entries)


def first_broken(entries: Iterable[Any], session: str | None = None) -> int | None:
    """Give the number of the first entry (JSON values) that does not fit the chain, or None if all do.

    Without `session` the first entry's own word for it is taken. Entries missing at the end cannot be seen here:
    compare the last hash with one that is known from elsewhere.
    """
    prev = FIRST_PREV
    for seq, entry in enumerate(entries, start=1):
        if seq == 1 and session is None:
            session = _session_of(entry)
        if session is None or not _fits(entry, seq, prev, session):
            return seq
        prev = entry["hash"]
    return None


def _session_of(entry: object) -> str | None:
    match entry:
        case {"event": {"session": str(session)}}:
            return session
    return None


def _fits(entry: object, seq: int, prev: str, session: str) -> bool:
    match entry:
        case {"seq": int(number), "at": str(at), "member": str(member), "event": dict(event)} if isinstance(
            entry, dict
        ) and entry.keys() in (_KEYS, _SALTED):
            # True == 1 in Python, and a record in which 1 became true was changed.
            if isinstance(number, bool) or number != seq or entry["prev"] != prev:
                return False
            digest = _hash_or_none(prev, seq, session, at, member, event, entry.get("salt", ""))
            return digest is not None and bool(digest == entry["hash"])
    return False


def _hash_or_none(
    prev: str, seq: int, session: str, at: str, member: str, event: Mapping[str, Any], salt: str
) -> str | None:
    try:
        return entry_hash(prev, seq=seq, session=session, at=at, member=member, event=event, salt=salt)
    except (ValueError, TypeError, RecursionError):
        return None
