"""`python bot.py verify FILE`: is an exported record what it was?"""

import sys
from pathlib import Path

from bot.records.bundle_check import VerifiedBundle, verify_bundle
from bot.records.model import RECORD
from bot.records.reading import LARGEST, NotARecord
from bot.records.signing import key_of
from bot.records.unavailable import FormatUnavailable
from bot.records.unpacking import is_zip
from bot.records.verification import Broken, Verified, verify, verify_with_record


def verify_file(path: Path, record: Path | None = None, key: str | None = None) -> int:
    """Check a file and print what was found: 0 intact, 1 changed, 2 unreadable or not a record.

    An agreed text alone proves its text and not who accepted it: the first line says so, unless `record` names the
    record that it is to follow from. `key` is the public key that must have signed a bundle.
    """
    try:
        public = None if key is None else key_of(key)
    except ValueError as error:
        print(f"--key: {error}", file=sys.stderr)
        return 2
    try:
        data = _read(path)
        known = None if record is None else _read(record)
    except OSError as error:
        place = path if error.filename is None else error.filename
        print(f"{place}: cannot be read ({error.strerror}); give an exported .json or .zip file", file=sys.stderr)
        return 2
    try:
        found = _found(data, known, public)
    except FormatUnavailable as error:
        print(f"{path}: its signature cannot be checked: {error}", file=sys.stderr)
        return 2
    except NotARecord as error:
        print(f"{path}: {'not a record' if known is None else 'not to be compared'}: {error}", file=sys.stderr)
        return 2
    return _printed(path, found, beside=known is not None, asked=key is not None)


def _printed(path: Path, found: Verified | VerifiedBundle | Broken, *, beside: bool, asked: bool) -> int:
    match found:
        case Broken():
            result = "DIFFERS from its record" if beside else "CHANGED"
            print(f"{path}: {result}\n{_where(found, compared=beside)}")
            return 1
        case Verified():
            print("\n".join(_lines(path, found)))
        case VerifiedBundle():
            print("\n".join(_lines_of_bundle(path, found, asked=asked)))
    return 0


def _found(data: bytes, record: bytes | None, key: bytes | None) -> Verified | VerifiedBundle | Broken:
    if is_zip(data) and record is None:
        return verify_bundle(data, key)
    if key is not None:
        raise NotARecord("only a bundle is signed; give the -bundle.zip file, or leave --key out")
    return verify(data) if record is None else verify_with_record(data, record)


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
    about, chain = _about(found), _chain(found)
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


def _lines_of_bundle(path: Path, found: VerifiedBundle, *, asked: bool) -> list[str]:
    about = _about(found.record)
    last = "It was signed with the key that you named."
    if found.public_key is None:
        last = "Nobody signed it: if the head is the one you know from elsewhere, the record is whole."
    elif not asked:
        last = "Whoever has that key signed it; to ask for the key of somebody you trust: verify FILE --key PUBLICKEY."
    return [
        f"{path}: intact",
        about[0],
        _chain(found.record),
        *about[1:],
        f"files     {found.files}, each as the manifest says",
        f"signed    {f'by the key {found.public_key}' if found.public_key else 'no'}",
        last,
    ]


def _about(found: Verified) -> list[str]:
    return [
        f"session   {found.session}: {found.title}",
        f"head      {found.head}",
        f"agreed    {found.text_hash or 'no text was agreed'}",
    ]


def _chain(found: Verified) -> str:
    chain = f"entries   {found.entries}, each follows from the one before"
    if found.withheld:
        chain += f"; {found.withheld} withheld from this reader: their place is proved, their content is not here"
    if found.unheard:
        chain += f"; {found.unheard} things were said that this reader may not read"
    return chain
