"""All files of a session in one ZIP, with a manifest of their hashes and a signature."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from bot.records import manifest, signing
from bot.records.model import HeadInfo
from bot.records.unavailable import FormatUnavailable

_FIXED = (1980, 1, 1, 0, 0, 0)  # the first time that a ZIP can hold
_MODE = 0o100644 << 16  # a plain file that its owner may write


def bundle_of(
    session: str,
    head: HeadInfo,
    files: Mapping[str, bytes],
    left_out: Sequence[FormatUnavailable] = (),
    seed: bytes | None = None,
) -> bytes:
    """Give the files as a ZIP, in their order and after their manifest; the same files give the same bytes.

    Args:
        session: The id of the session.
        head: The last entry of its record.
        files: Names without folders, and contents.
        left_out: Formats that could not be made.
        seed: The secret key (32 bytes) to sign with; None: the bundle is not signed.

    Raises:
        FormatUnavailable: It is to be signed, and the package PyNaCl is not installed.
    """
    held = manifest.Manifest(
        format=manifest.BUNDLE,
        version=1,
        session=session,
        head=head,
        files=[
            manifest.FileInfo(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in files.items()
        ],
        left_out=[manifest.LeftOut(format=one.format, package=one.package) for one in left_out],
        public_key=None if seed is None else signing.public_key(seed).hex(),
    )
    listed = (json.dumps(held.model_dump(), ensure_ascii=False, indent=1) + "\n").encode()
    signed = {} if seed is None else {manifest.SIGNATURE: signing.signature(seed, listed)}
    return _zipped({manifest.MANIFEST: listed, **signed, **files})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _FIXED)
            info.create_system, info.external_attr = 3, _MODE
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
