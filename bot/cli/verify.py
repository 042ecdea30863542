"""`python bot.py verify FILE`: is an exported record what it was?"""

import sys
from pathlib import Path

from bot.records.model import RECORD
from bot.records.reading import LARGEST, NotARecord
from bot.records.verification import Broken, Verified, verify, verify_with_record


def verify_file(path: Path, record: Path | None = None) -> int:
    """Check a file and print what was found: 0 intact, 1 changed, 2 unreadable or not a record.

    An agreed text alone proves its text and not who accepted it: the first line says so, unless `record` names the
    record that it is to follow from.
    """
    try:
        data = _read(path)
        known = None if record is None else _read(record)
    except OSError as error:
        place = path if error.filename is None else error.filename
        print(f"{place}: cannot be read ({error.strerror}); give an exported .json file", file=sys.stderr)
        return 2
    try:
        found = verify(data) if known is None else verify_with_record(data, known)
    except NotARecord as error:
        print(f"{path}: {'not a record' if known is None else 'not to be compared'}: {error}", file=sys.stderr)
        return 2
    match found:
        case Broken():
            result = "CHANGED" if known is None else "DIFFERS from its record"
            print(f"{path}: {result}\n{_where(found, compared=known is not None)}")
            return 1
        case Verified():
            print("\n".join(_lines(path, found)))
            return 0


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _where(found: Broken, *, compared: bool) -> str:
    if found.seq:
        return f"first broken entry: {found.seq}: {found.why}"
    if compared or found.format != RECORD:
        return found.why
    return f"the entries are intact, the rest of the file is not: {found.why}"


def _lines(path: Path, found: Verified) -> list[str]:
    about = [
        f"session   {found.session}: {found.title}",
        f"head      {found.head}",
        f"agreed    {found.text_hash or 'no text was agreed'}",
    ]
    chain = f"entries   {found.entries}, each follows from the one before"
    if found.withheld:
        chain += f"; {found.withheld} withheld from this reader: their place is proved, their content is not here"
    if found.unheard:
        chain += f"; {found.unheard} things were said that this reader may not read"
    last = "If the head is the one you know from elsewhere, this is the whole record."
    if found.format == RECORD:
        return [f"{path}: intact", about[0], chain, *about[1:], last]
    if found.entries:
        last = "The text and who accepted it follow from the record's entries up to this head."
        return [f"{path}: intact, as in the record", about[0], chain, *about[1:], last]
    return [
        f"{path}: text intact; who accepted it is not proved by this file alone",
        *about,
        "To prove who accepted it, compare it with the record: verify FILE --record RECORD (-record.json).",
    ]
