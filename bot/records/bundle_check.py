"""The check of a bundle: its signature, each file against the manifest, then the record and the agreed text inside."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from bot.records.manifest import BUNDLE, MANIFEST, SIGNATURE, Manifest
from bot.records.model import RECORD
from bot.records.reading import NotARecord, read_json
from bot.records.signing import is_signed
from bot.records.unpacking import unpacked
from bot.records.verification import Broken, Verified, fault_shown, verify, verify_beside


@dataclass(frozen=True, slots=True)
class VerifiedBundle:
    """A bundle that is what its manifest says; `record` is what was found of the record inside.

    `files` is how many there are beside the manifest. `public_key` signed it, in hexadecimal digits; None: it is not
    signed, and whoever made it anew could have made it as they liked.
    """

    record: Verified
    files: int
    public_key: str | None


def verify_bundle(data: bytes, key: bytes | None = None) -> VerifiedBundle | Broken:
    """Check a bundle, and give what it is or the first thing that is not intact.

    Args:
        data: The ZIP.
        key: The public key (32 bytes) that must have signed it; None: any, or none.

    Raises:
        NotARecord: The bytes are no bundle of this project.
        FormatUnavailable: It is signed, and the package PyNaCl is not installed.
    """
    files = unpacked(data)
    if MANIFEST not in files:
        raise NotARecord(f"there is no {MANIFEST} in it; give the bundle as it was exported")
    try:
        held = Manifest.model_validate(read_json(files[MANIFEST]))
    except ValidationError as error:
        return Broken(None, f"{MANIFEST}: {fault_shown(error)}", BUNDLE)
    if wrong := _fault_of_signature(held, files, key) or next(_faults_of_files(held, files), None):
        return Broken(None, wrong, BUNDLE)
    found = _inside(held, files)
    return found if isinstance(found, Broken) else VerifiedBundle(found, len(held.files), held.public_key)


def _fault_of_signature(held: Manifest, files: Mapping[str, bytes], key: bytes | None) -> str | None:
    signed = files.get(SIGNATURE)
    if key is not None and held.public_key != key.hex():
        by = f"by the key {held.public_key}" if held.public_key else "by nobody"
        return f"it is signed {by}, not by {key.hex()}"
    if held.public_key is None:
        return None if signed is None else f"{SIGNATURE}: there is a signature, but the manifest names no key"
    if signed is None:
        return f"{SIGNATURE}: is missing, though the manifest names the key {held.public_key}"
    if not is_signed(bytes.fromhex(held.public_key), files[MANIFEST], signed):
        return f"{SIGNATURE}: this manifest was not signed with the key that it names: changed"
    return None


def _faults_of_files(held: Manifest, files: Mapping[str, bytes]) -> Iterator[str]:
    listed = [one.name for one in held.files]
    if len(set(listed)) != len(listed):
        yield f"{MANIFEST}: a file is listed twice"
    for one in held.files:
        if one.name not in files:
            yield f"{one.name}: is missing"
        elif len(files[one.name]) != one.size:
            yield f"{one.name}: has {len(files[one.name])} bytes, the manifest says {one.size}: changed"
        elif (found := hashlib.sha256(files[one.name]).hexdigest()) != one.sha256:
            yield f"{one.name}: has the SHA-256 {found}, the manifest says {one.sha256}: changed"
    for name in files:
        if name not in {MANIFEST, SIGNATURE, *listed}:
            yield f"{name}: is not in the manifest: added"


def _inside(held: Manifest, files: Mapping[str, bytes]) -> Verified | Broken:
    name = f"{held.session}-record.json"
    if name not in files:
        return Broken(None, f"{name}: is missing", BUNDLE)
    try:
        found = verify(files[name])
        if isinstance(found, Broken):
            return Broken(found.seq, f"{name}: {found.why}", BUNDLE)
        wrong = _fault_of_record(found, held, name) or _fault_of_text(found, held, files)
    except NotARecord as error:
        return Broken(None, f"the record or the agreed text inside: {error}", BUNDLE)
    return Broken(None, wrong, BUNDLE) if wrong else found


def _fault_of_record(found: Verified, held: Manifest, name: str) -> str | None:
    if (found.format, found.session, found.head) == (RECORD, held.session, held.head.hash):
        return None
    return f"{name}: it is not the record that the manifest names"


def _fault_of_text(found: Verified, held: Manifest, files: Mapping[str, bytes]) -> str | None:
    name = f"{held.session}-agreed-text.json"
    if name in files:
        beside = verify_beside(files[name], files[f"{held.session}-record.json"])
        return f"{name}: {beside.why}" if isinstance(beside, Broken) else None
    return f"{name}: is missing, though the record has an agreed text" if found.text_hash else None
