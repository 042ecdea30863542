"""A part of a record, from some entry on, and how parts become one record again."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from pydantic import ValidationError

from bot.negotiation.clockwork.facts import PhaseEntered
from bot.negotiation.codec import entry_from_json
from bot.negotiation.events import ProposalTabled, Recorded
from bot.negotiation.replay import replay
from bot.records.book import Book
from bot.records.building import entry_info, head_of, record_of
from bot.records.fields import Id, Number, Part
from bot.records.model import RECORD, VERSION, EntryInfo, HeadInfo, RecordFile
from bot.records.reading import NotARecord
from bot.records.spoken import talk_from, talk_info
from bot.records.talk_model import UtteranceInfo

PART: Final = "parley-record-part"


class RecordPart(Part):
    """The entries of a session from number `first` on; joined with those before, they are its record."""

    format: Literal["parley-record-part"]
    version: Literal[1]
    session: Id
    first: Number
    entries: list[EntryInfo]
    head: HeadInfo
    talk: list[UtteranceInfo]


def first_of(entries: Sequence[Recorded], since: str) -> int | None:
    """Give the number of the entry from which something is told, or None if nothing is meant.

    Args:
        entries: The whole record.
        since: The number of an entry, `last N`, a proposal (from its tabling on), or a phase of the pack (from when it
            began last).
    """
    words = since.strip().split()
    match words:
        case [number] if number.isdecimal():
            return int(number) if 1 <= int(number) <= len(entries) else None
        case ["last", number] if number.isdecimal() and int(number):
            return max(1, len(entries) - int(number) + 1)
        case [name]:
            return next((entry.seq for entry in reversed(entries) if _begins(entry, name)), None)
        case _:
            return None


def part_of(book: Book, first: int) -> RecordPart:
    """Give the part of a record from an entry on."""
    return RecordPart(
        format=PART,
        version=VERSION,
        session=book.session.id,
        first=first,
        entries=[entry_info(entry) for entry in book.entries if entry.seq >= first],
        head=head_of(book.entries),
        talk=talk_info(one for one in book.talk if one.entry >= first),
    )


def joined(files: Iterable[dict[str, Any]]) -> RecordFile:
    """Join records and parts of one session, in any order; each entry once, from the first on.

    The result is checked like any record (`verify`): here only what keeps files from fitting together is found.

    Raises:
        NotARecord: A file is neither, or they are of several sessions, or differ, or an entry is missing.
    """
    entries: dict[int, dict[str, Any]] = {}
    talk: dict[int, list[dict[str, Any]]] = {}
    sessions = set()
    for raw in files:
        session, found, said = _read(raw)
        sessions.add(session)
        for entry in found:
            if entries.setdefault(entry["seq"], entry) != entry:
                raise NotARecord(f"entry {entry['seq']} is not the same in all files: they are of different views")
        for seq in {one["entry"] for one in said}:
            own = [one for one in said if one["entry"] == seq]
            if talk.setdefault(seq, own) != own:
                raise NotARecord(f"what was said at entry {seq} is not the same in all files")
    if len(sessions) != 1:
        raise NotARecord("the files are of several sessions" if sessions else "there is no file to join")
    missing = next((seq for seq in range(1, max(entries, default=1) + 1) if seq not in entries), None)
    if missing is not None:
        raise NotARecord(f"entry {missing} is in none of the files")
    whole = tuple(entry_from_json(entries[seq]) for seq in sorted(entries))
    return record_of(replay(whole), whole, talk_from([one for seq in sorted(talk) for one in talk[seq]]))


def _read(raw: dict[str, Any]) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    kind = raw.get("format")
    if kind not in (RECORD, PART):
        raise NotARecord(f'its "format" is not "{RECORD}" or "{PART}"; give exported .json files')
    try:
        found = RecordFile.model_validate(raw) if kind == RECORD else RecordPart.model_validate(raw)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        raise NotARecord(f"{'.'.join(str(one) for one in fault['loc'])}: {fault['msg']}") from error
    held = found.model_dump()
    session = found.session.id if isinstance(found, RecordFile) else found.session
    return session, held["entries"], held.get("talk", [])


def _begins(entry: Recorded, name: str) -> bool:
    match entry.event:
        case ProposalTabled(proposal=proposal):
            return proposal.casefold() == name.casefold()
        case PhaseEntered(phase=phase):
            return phase == name
        case _:
            return False
