"""`python bot.py verify FILE`: is an exported record what it was?"""

import sys
from pathlib import Path

from bot.records.model import RECORD
from bot.records.reading import LARGEST, NotARecord
from bot.records.verification import Broken, Verified, verify


def verify_file(path: Path) -> int:
    """Check a file and print what was found: 0 intact, 1 changed, 2 unreadable or not a record."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        print(f"{path}: cannot be read ({error.strerror}); give an exported .json file", file=sys.stderr)
        return 2
    try:
        found = verify(data)
    except NotARecord as error:
        print(f"{path}: not a record: {error}", file=sys.stderr)
        return 2
    match found:
        case Broken(seq=seq, why=why):
            where = f"first broken entry: {seq}: " if seq else "the entries are intact, the rest of the file is not: "
            print(f"{path}: CHANGED\n{where}{why}")
            return 1
        case Verified():
            print("\n".join(_lines(path, found)))
            return 0


def _lines(path: Path, found: Verified) -> list[str]:
    lines = [f"{path}: intact", f"session   {found.session}: {found.title}"]
    if found.format == RECORD:
        lines.append(f"entries   {found.entries}, each follows from the one before")
    lines.append(f"head      {found.head}")
    lines.append(f"agreed    {found.text_hash or 'no text was agreed'}")
    if found.format == RECORD:
        lines.append("If the head is the one you know from elsewhere, this is the whole record.")
    else:
        lines.append("This file holds the text alone; the record (-record.json) proves who accepted it.")
    return lines
