"""What was said, in the JSON record: written, read again, and checked against the digests of the entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import TypeAdapter, ValidationError

from bot.negotiation.codec import time_from_json, time_to_json
from bot.negotiation.events import Recorded
from bot.negotiation.recording.facts import TalkHeard
from bot.negotiation.talk import Absence, Attached, Content, TalkKind, Utterance, content_hash, digest
from bot.records.talk_model import AttachedInfo, ContentInfo, UtteranceInfo

_TALK = TypeAdapter(list[UtteranceInfo])


def talk_info(talk: Iterable[Utterance]) -> list[UtteranceInfo]:
    """Give what was said as the record has it; what no entry holds yet is left out."""
    return [_info(one) for one in talk if one.entry]


def talk_from(raw: object) -> tuple[Utterance, ...]:
    """Read what was said from the JSON values of a record.

    Raises:
        ValueError: They are no talk (pydantic's ValidationError says where).
    """
    return tuple(_utterance(one) for one in _TALK.validate_python(raw))


def talk_fault(raw: object, entries: Sequence[Recorded]) -> tuple[int | None, str] | None:
    """Give the first entry whose talk is not what it holds the digests of, and why; None if all is as it was."""
    try:
        talk = talk_from(raw)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        return None, f"talk.{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
    except ValueError as error:
        return None, f"talk: {error}"
    return next(_faults(talk, _held(entries)), None)


def heard(entries: Iterable[Recorded]) -> int:
    """Count the utterances that the entries hold the digests of."""
    return sum(len(entry.event.digests) for entry in entries if isinstance(entry.event, TalkHeard))


def _faults(talk: Iterable[Utterance], held: Mapping[int, Sequence[str]]) -> Iterator[tuple[int, str]]:
    reached: dict[int, int] = defaultdict(int)
    last = 0
    for one in talk:
        told = f"what {one.member or 'somebody'} did with message {one.message} ({one.kind.value})"
        if one.entry < last:
            yield one.entry, f"{told} stands after what was heard later: moved"
        last = one.entry
        if one.content is not None and content_hash(one.content) != one.content_hash:
            yield one.entry, f"the words of message {one.message} have another hash than they were heard with: changed"
        digests = held.get(one.entry, ())
        try:
            at = digests.index(digest(one), reached[one.entry])
        except ValueError:
            yield one.entry, f"{told} is not what the entry holds the digest of: changed, added or moved"
            return
        reached[one.entry] = at + 1


def _held(entries: Iterable[Recorded]) -> Mapping[int, Sequence[str]]:
    return {entry.seq: entry.event.digests for entry in entries if isinstance(entry.event, TalkHeard)}


def _info(one: Utterance) -> UtteranceInfo:
    content = one.content
    return UtteranceInfo(
        message=one.message,
        room=one.room,
        kind=one.kind.value,
        at=time_to_json(one.at),
        member=one.member,
        name=one.name,
        salt=one.salt,
        content=ContentInfo(salt=content.salt, words=content.words, files=[_file(file) for file in content.files])
        if content
        else None,
        content_hash=one.content_hash,
        reply_to=one.reply_to,
        absent=one.absent.value if one.absent else None,
        entry=one.entry,
    )


def _file(file: Attached) -> AttachedInfo:
    return AttachedInfo(name=file.name, size=file.size, media_type=file.media_type, digest=file.digest)


def _utterance(one: UtteranceInfo) -> Utterance:
    content = one.content
    return Utterance(
        message=one.message,
        room=one.room,
        kind=TalkKind(one.kind),
        at=time_from_json(one.at),
        member=one.member,
        name=one.name,
        salt=one.salt,
        content=Content(
            content.salt,
            content.words,
            tuple(Attached(file.name, file.size, file.media_type, file.digest) for file in content.files),
        )
        if content
        else None,
        content_hash=one.content_hash,
        reply_to=one.reply_to,
        absent=Absence(one.absent) if one.absent else None,
        entry=one.entry,
    )
