"""What lies in a bundle: each file with its size and hash, under one signature."""

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.records.fields import Hash, Id
from bot.records.model import HeadInfo

BUNDLE: Final = "parley-bundle"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FileInfo(_Part):
    """A file of the bundle."""

    name: str
    size: Annotated[int, Field(ge=0)]
    sha256: Hash


class LeftOut(_Part):
    """A format that is not in the bundle because `package` was not installed where it was made."""

    format: str
    package: str


class Manifest(_Part):
    """The list of a bundle's files; its own bytes are what is signed, by `public_key` (hexadecimal) if there is one.

    `head` is the last entry of the record inside.
    """

    format: Literal["parley-bundle"]
    version: Literal[1]
    session: Id
    head: HeadInfo
    files: list[FileInfo]
    left_out: list[LeftOut]
    public_key: Hash | None
