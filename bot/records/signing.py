"""Signatures (Ed25519) under the manifest of a bundle. The key comes in from outside; nothing here reads settings."""

import base64
import binascii
from types import ModuleType
from typing import Final

from bot.records.unavailable import FormatUnavailable

BYTES: Final = 32
"""Of a secret key (its seed) and of a public one; a signature has twice as many."""


def key_of(text: str) -> bytes:
    """Read a secret or public key, given in hexadecimal digits or in base64.

    Raises:
        ValueError: It is not one; the message does not repeat it.
    """
    plain = text.strip()
    try:
        if len(plain) == 2 * BYTES:
            return bytes.fromhex(plain)
        # Both alphabets of base64 are in use.
        found = base64.b64decode(plain.replace("-", "+").replace("_", "/"), validate=True)
    except (ValueError, binascii.Error) as error:
        raise ValueError(_NO_KEY) from error
    if len(found) != BYTES:
        raise ValueError(_NO_KEY)
    return found


def public_key(seed: bytes) -> bytes:
    """Give the public key that belongs to a secret one.

    Raises:
        FormatUnavailable: The package PyNaCl is not installed.
    """
    return bytes(_nacl().SigningKey(seed).verify_key)


def signature(seed: bytes, content: bytes) -> bytes:
    """Sign bytes; the same key and bytes give the same signature.

    Raises:
        FormatUnavailable: The package PyNaCl is not installed.
    """
    return bytes(_nacl().SigningKey(seed).sign(content).signature)


def is_signed(public: bytes, content: bytes, signed: bytes) -> bool:
    """Say whether bytes were signed with the secret key that belongs to a public one.

    Raises:
        FormatUnavailable: The package PyNaCl is not installed.
    """
    nacl = _nacl()
    from nacl.exceptions import CryptoError  # noqa: PLC0415  # of the same extra

    try:
        nacl.VerifyKey(public).verify(content, signed)
    except (CryptoError, ValueError):
        return False
    return True


_NO_KEY = "it is no key: 32 bytes as 64 hexadecimal digits, or in base64"


def _nacl() -> ModuleType:
    try:
        from nacl import signing  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise FormatUnavailable("bundle", "PyNaCl") from error
    return signing
