"""Strict reading of a ZIP that somebody hands in: plain files in one folder, within bounds, each name once."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

from bot.records.reading import LARGEST, NotARecord

MOST_FILES = 1_000
LARGEST_UNPACKED = 4 * LARGEST
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SHOWN = 80
# What the library says of a damaged archive: tables of it lead anywhere.
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, OSError, RuntimeError)


def is_zip(data: bytes) -> bool:
    """Say whether bytes begin as a ZIP does."""
    return data.startswith(b"PK")


def unpacked(data: bytes) -> Mapping[str, bytes]:
    """Give the files of a ZIP by name; nothing is written anywhere.

    Raises:
        NotARecord: It is no whole ZIP, too large (also unpacked), or holds what a bundle does not.
    """
    if len(data) > LARGEST:
        raise NotARecord(f"it is larger than {LARGEST // 1024 // 1024} MB; a bundle is not")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {one.filename: archive.read(one) for one in _sound(archive.infolist())}
    except NotARecord:
        raise
    except _DAMAGED as error:
        raise NotARecord(f"it is no whole ZIP file ({error}); give the bundle as it was exported") from error


def _sound(members: Sequence[zipfile.ZipInfo]) -> Sequence[zipfile.ZipInfo]:
    if wrong := _fault(members):
        raise NotARecord(wrong)
    return members


def _fault(members: Sequence[zipfile.ZipInfo]) -> str | None:
    if len(members) > MOST_FILES:
        return f"it holds more than {MOST_FILES} files; a bundle does not"
    if sum(one.file_size for one in members) > LARGEST_UNPACKED:
        return f"unpacked it is larger than {LARGEST_UNPACKED // 1024 // 1024} MB; a bundle is not"
    names = set[str]()
    for one in members:
        if wrong := _fault_of(one):
            return f"it holds {one.filename[:_SHOWN]!r}, {wrong}"
        if one.filename in names:
            return f"it holds {one.filename!r} twice, so a reader might see either"
        names.add(one.filename)
    return None


def _fault_of(one: zipfile.ZipInfo) -> str | None:
    # The library cuts a name off at a null character; other readers may not.
    if not _NAME.fullmatch(one.orig_filename):
        return "whose name leads elsewhere or is no plain name"
    if stat.S_ISLNK(one.external_attr >> 16):
        return "which is a link to another file"
    if one.flag_bits & _ENCRYPTED or one.compress_type not in _METHODS:
        return "which is packed in a way that a bundle does not use"
    return None
