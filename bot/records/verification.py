"""The check of an exported file: the chain, every text's hash, the agreement, and all that follows from the entries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.drafting.canonical import sha256_of
from bot.negotiation.chain import FIRST_PREV, entry_hash
from bot.negotiation.codec import entry_from_json, event_to_json
from bot.negotiation.events import Recorded
from bot.negotiation.order.facts import Withheld
from bot.negotiation.replay import replay
from bot.records import model
from bot.records.building import agreed_text_of, record_of
from bot.records.contradictions import contradictions
from bot.records.reading import NotARecord, read_json
from bot.records.soundness import first_unsound
from bot.records.spoken import heard, talk_fault

__all__ = ["Broken", "NotARecord", "Verified", "verify", "verify_with_record"]


@dataclass(frozen=True, slots=True)
class Verified:
    """The file is what its entries say.

    `entries` is 0 for an agreed text alone: then only the text is proved, by its hash. Who accepted it is proved where
    the text was compared with its record, and then `entries` is the number of those that it follows from.
    """

    format: str
    session: str
    title: str
    entries: int
    head: str
    text_hash: str | None
    withheld: int = 0
    """How many entries are left out for the reader: their hashes hold, their content is not there to be checked."""
    unheard: int = 0
    """How many things that were said are not in the file: those of rooms that the reader was not in."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that does not fit; `seq` is its entry, None if the entries hold and the rest does not follow."""

    seq: int | None
    why: str
    format: str = model.RECORD


def verify(data: bytes) -> Verified | Broken:
    """Check an exported record (or an agreed text) and give what it is, or the first thing that was changed.

    Checked: the chain of hashes, the SHA-256 of each text over its clauses, that each stance and the adoption are of
    the version that they name, that every party that had to accept holds a full acceptance of the agreed text's hash,
    the head, and that everything else in the file follows from the entries. Whoever rewrites the whole chain gets
    another head: compare `head` with one that is known from elsewhere.

    An agreed text alone proves no more than its text; see `verify_with_record`.

    Raises:
        NotARecord: The bytes are no exported file of this project.
    """
    return _checked(read_json(data))


def verify_with_record(text: bytes, record: bytes) -> Verified | Broken:
    """Check an agreed text against the record of its session: each of its fields must follow from the entries.

    The text may be older than the record; what counts are the entries up to its own head. Broken if either file is.

    Raises:
        NotARecord: One of them is no exported file of this project, or not of its kind.
    """
    raw, whole = read_json(text), read_json(record)
    if raw.get("format") != model.AGREED_TEXT:
        raise NotARecord("a record is compared with an agreed text alone; give the -agreed-text.json file")
    if whole.get("format") != model.RECORD:
        raise NotARecord("the second file is no record; give the -record.json file")
    found, known = _checked(raw), _checked(whole)
    if isinstance(known, Broken):
        return Broken(known.seq, f"the record itself: {known.why}")
    return found if isinstance(found, Broken) else _compared(raw, whole)


def _compared(raw: dict[str, Any], whole: dict[str, Any]) -> Verified | Broken:
    """Compare two files that are sound by themselves."""
    session, until = raw["session"]["id"], raw["head"]["seq"]
    if session != whole["session"]["id"]:
        return Broken(None, f"the text is of the session {session}, the record of {whole['session']['id']}")
    listed = whole["entries"]
    if until > len(listed):
        return Broken(None, f"the text was written after entry {until}, but the record ends at entry {len(listed)}")
    entries = tuple(entry_from_json(entry) for entry in listed[:until])
    follows = agreed_text_of(replay(entries), entries)
    if follows is None:
        return Broken(None, f"by entry {until} the record has no agreed text")
    if difference := next(differences(raw, follows.model_dump()), None):
        return Broken(None, difference)
    agreed = follows.agreement.text_hash
    return Verified(model.AGREED_TEXT, session, follows.session.title, until, follows.head.hash, agreed)


def _checked(raw: dict[str, Any]) -> Verified | Broken:
    kind, version = raw.get("format"), raw.get("version")
    if kind not in (model.RECORD, model.AGREED_TEXT):
        raise NotARecord(f'its "format" is not "{model.RECORD}" or "{model.AGREED_TEXT}"; give an exported .json file')
    if isinstance(version, bool) or version != model.VERSION:
        raise NotARecord(f'its "version" is {version!r}, and this Parley reads version {model.VERSION}')
    try:
        return _record(raw) if kind == model.RECORD else _agreed_text(raw)
    except RecursionError as error:
        raise NotARecord("it is nested too deeply; give the .json file as it was exported") from error


def _record(raw: dict[str, Any]) -> Verified | Broken:
    listed = raw.get("entries")
    if not isinstance(listed, list) or not listed:
        return Broken(1, "there are no entries; a record begins with the opening of its session")
    session = raw.get("session")
    session_id = session.get("id") if isinstance(session, dict) else None
    if not isinstance(session_id, str):
        return Broken(None, "session.id: the file does not say which session it is")
    if broken := _first_broken_link(listed, session_id) or _wrong_head(raw.get("head"), listed[-1]):
        return broken
    entries = _decoded(listed)
    if isinstance(entries, Broken):
        return entries
    if found := first_unsound(entries, session_id):
        return Broken(*found)
    return _what_follows(raw, entries)


def _first_broken_link(listed: Sequence[Any], session_id: str) -> Broken | None:
    prev = FIRST_PREV
    for seq, raw in enumerate(listed, start=1):
        try:
            entry = model.EntryInfo.model_validate(raw)
        except ValidationError as error:
            return Broken(seq, _first_fault(error))
        if entry.seq != seq:
            return Broken(seq, f"number {entry.seq} stands where number {seq} belongs: removed, added or moved")
        if entry.prev != prev:
            return Broken(seq, f"it follows the hash {entry.prev[:12]}…, but the entry before it has {prev[:12]}…")
        expected = entry_hash(
            prev,
            seq=seq,
            session=session_id,
            at=entry.at,
            member=entry.member,
            event=entry.event,
            salt=entry.salt,
        )
        if entry.hash != expected and not _is_withheld(entry):
            return Broken(seq, f"its content has the hash {expected[:12]}…, but it carries {entry.hash[:12]}…: changed")
        prev = entry.hash
    return None


def _is_withheld(entry: model.EntryInfo) -> bool:
    """Say whether an entry was left out for the reader: its hash stands for what it was."""
    return entry.event == event_to_json(Withheld())


def _wrong_head(head: Any, last: dict[str, Any]) -> Broken | None:  # noqa: ANN401  # any JSON value
    try:
        held = model.HeadInfo.model_validate(head)
    except ValidationError as error:
        return Broken(None, f"head: {_first_fault(error)}")
    if held.seq != last["seq"]:
        return Broken(
            min(held.seq, last["seq"]) + 1,
            f"the head says {held.seq} entries, there are {last['seq']}: removed or added",
        )
    if held.hash != last["hash"]:
        return Broken(held.seq, f"the head is {held.hash[:12]}…, the last entry has {last['hash'][:12]}…")
    return None


def _decoded(listed: Sequence[dict[str, Any]]) -> tuple[Recorded, ...] | Broken:
    entries = []
    for raw in listed:
        try:
            entries.append(entry_from_json(raw))
        except ValueError as error:
            why = _first_fault(error) if isinstance(error, ValidationError) else str(error)
            return Broken(raw["seq"], f"it is no event of a session: {why}")
    return tuple(entries)


def _what_follows(raw: dict[str, Any], entries: tuple[Recorded, ...]) -> Verified | Broken:
    try:
        record = record_of(replay(entries), entries)
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        return Broken(None, f"the entries do not add up to a session ({type(error).__name__}: {error})")
    talk = raw.get("talk", [])
    if difference := next(differences({**raw, "talk": []} if talk else raw, _with_talk(record, talk)), None):
        return Broken(None, difference)
    if fault := talk_fault(talk, entries):
        return Broken(*fault)
    session = record.session
    agreed = record.agreement.text_hash if record.agreement else None
    withheld = sum(isinstance(entry.event, Withheld) for entry in entries)
    unheard = heard(entries) - len(talk)
    return Verified(model.RECORD, session.id, session.title, len(entries), record.head.hash, agreed, withheld, unheard)


def _with_talk(record: model.RecordFile, talk: object) -> dict[str, Any]:
    # What was said does not follow from the entries: they hold its digests, against which it is checked by itself.
    return record.model_dump() | ({"talk": []} if talk else {})


def _agreed_text(raw: dict[str, Any]) -> Verified | Broken:
    try:
        held = model.AgreedTextFile.model_validate(raw)
    except ValidationError as error:
        return Broken(None, _first_fault(error), model.AGREED_TEXT)
    agreement = held.agreement
    found = sha256_of([clause.model_dump() for clause in held.clauses])
    if found != agreement.text_hash:
        why = f"the text has the hash {found}, but it was agreed with {agreement.text_hash}"
        return Broken(None, why, model.AGREED_TEXT)
    if wrong := next(contradictions(held), None):
        return Broken(None, wrong, model.AGREED_TEXT)
    return Verified(model.AGREED_TEXT, held.session.id, held.session.title, 0, held.head.hash, found)


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" if where else fault["msg"]


def differences(told: object, follows: object, where: str = "") -> Iterator[str]:
    """Say where two JSON values differ, in the order of the second; types count, so `1` is neither `true` nor `1.0`."""
    match told, follows:
        case dict(), dict():
            yield from (f"{_at(where, key)}: does not belong there" for key in told if key not in follows)
            for key, value in follows.items():
                if key in told:
                    yield from differences(told[key], value, _at(where, key))
                else:
                    yield f"{_at(where, key)}: is missing"
        case list(), list():
            for index, (left, right) in enumerate(zip(told, follows, strict=False)):
                yield from differences(left, right, f"{where}[{index}]")
            if len(told) != len(follows):
                yield f"{where}: has {len(told)} items, the entries give {len(follows)}"
        case _ if type(told) is not type(follows) or told != follows:
            yield f"{where}: the file says {_short(told)}, the entries say {_short(follows)}"


def _at(where: str, key: object) -> str:
    return f"{where}.{key}" if where else str(key)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"  # noqa: PLR2004  # what a terminal's line holds
