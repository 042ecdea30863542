"""What people say in the rooms of a session: kept beside the record, and held to it by salted digests.

An entry `TalkHeard` has the digest of each utterance and nothing else. What an utterance says (its content) has a
digest of its own inside, so that the content can be erased and the utterance still shows that it was in the record.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.drafting.canonical import canonical_json
from bot.negotiation.codec import time_to_json

PLENARY, RECORD, CHAIRS = "plenary", "record", "chairs"
"""Rooms beside the delegations' (`party:US`) and the private ones (`C1`)."""


class TalkKind(StrEnum):
    """What somebody did with a message."""

    SAID = "said"
    EDITED = "edited"
    DELETED = "deleted"
    REACTED = "reacted"
    UNREACTED = "unreacted"


class Absence(StrEnum):
    """Why the content of an utterance is not there."""

    ERASED = "erased"
    DECLINED = "declined"
    NO_INTENT = "no_intent"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was said; `digest` is the SHA-256 under which its bytes are kept, "" if they are not."""

    name: str
    size: int
    media_type: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What an utterance says: Discord's Markdown as it was typed (of a reaction: the emoji), and its files."""

    salt: str
    words: str
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that was done with a message in a room: by whom, when, and what it says then.

    `content` is None where it is not there; then `absent` says why, and `content_hash` stays what it was. `name` is the
    name under which the member was seen. `entry` is the number of the entry that holds the digest, 0 before there is.
    """

    message: str
    room: str
    kind: TalkKind
    at: datetime
    member: str
    name: str
    salt: str
    content: Content | None
    content_hash: str
    reply_to: str | None = None
    absent: Absence | None = None
    entry: int = 0


def content_hash(content: Content) -> str:
    """Give the digest of a content: SHA-256 of its canonical JSON, which its salt is a part of."""
    files = [[one.name, one.size, one.media_type, one.digest] for one in content.files]
    return _sha256({"salt": content.salt, "words": content.words, "files": files})


def digest(one: Utterance) -> str:
    """Give the digest of an utterance that the record holds: of all that it is but its words, and of their digest."""
    return _sha256(
        {
            "salt": one.salt,
            "message": one.message,
            "room": one.room,
            "kind": one.kind.value,
            "at": time_to_json(one.at),
            "member": one.member,
            "name": one.name,
            "content": one.content_hash,
            "reply_to": one.reply_to,
        }
    )


@dataclass(frozen=True, slots=True)
class Message:
    """A message as its utterances made it: what it says last, what it said before, and who reacted how often.

    `was` are the contents before, oldest first, each with the time until which it stood.
    """

    first: Utterance
    content: Content | None
    absent: Absence | None
    was: tuple[tuple[datetime, Content | None], ...] = ()
    deleted_at: datetime | None = None
    reactions: tuple[tuple[str, int], ...] = ()


def messages(talk: Iterable[Utterance]) -> tuple[Message, ...]:
    """Give the messages of a talk in the order in which they were said; what speaks of an unknown one is left out."""
    found: dict[str, Message] = {}
    for one in talk:
        if one.kind is TalkKind.SAID:
            found[one.message] = Message(one, one.content, one.absent)
        elif (known := found.get(one.message)) is not None:
            found[one.message] = _then(known, one)
    return tuple(found.values())


def _then(known: Message, one: Utterance) -> Message:
    match one.kind:
        case TalkKind.EDITED:
            was = (*known.was, (one.at, known.content))
            return replace(known, content=one.content, absent=one.absent, was=was)
        case TalkKind.DELETED:
            return replace(known, deleted_at=one.at)
        case _:
            emoji = one.content.words if one.content else "?"
            counts = dict(known.reactions)
            counts[emoji] = counts.get(emoji, 0) + (1 if one.kind is TalkKind.REACTED else -1)
            return replace(known, reactions=tuple((key, count) for key, count in counts.items() if count > 0))


def _sha256(value: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()
