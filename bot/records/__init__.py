"""Exports of a session, and the check of an exported record.

`exports` gives the files of a session; `verify` finds the first thing in a file that does not follow from its entries.
The JSON Schema of the JSON files lies in `docs/record.schema.json`.
"""

from bot.records.as_json import acts_json, agreed_text_json, record_json
from bot.records.book import Book, book_of
from bot.records.bundle_check import VerifiedBundle, verify_bundle
from bot.records.files import EVERYDAY, FORMATS, ExportFile, exports
from bot.records.markdown import agreed_text_markdown, transcript_markdown
from bot.records.model import AgreedTextFile, RecordFile, json_schema
from bot.records.unavailable import FormatUnavailable
from bot.records.verification import Broken, NotARecord, Verified, verify, verify_with_record

__all__ = [
    "EVERYDAY",
    "FORMATS",
    "AgreedTextFile",
    "Book",
    "Broken",
    "ExportFile",
    "FormatUnavailable",
    "NotARecord",
    "RecordFile",
    "Verified",
    "VerifiedBundle",
    "acts_json",
    "agreed_text_json",
    "agreed_text_markdown",
    "book_of",
    "exports",
    "json_schema",
    "record_json",
    "transcript_markdown",
    "verify",
    "verify_bundle",
    "verify_with_record",
]
