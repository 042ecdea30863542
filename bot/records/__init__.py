"""Exports of a session, and the check of an exported record.

`exports` gives the files of a session; `verify` finds the first thing in a file that does not follow from its entries.
The JSON Schema of the JSON files lies in `docs/record.schema.json`.
"""

from bot.records.book import Book, book_of
from bot.records.files import FORMATS, ExportFile, FormatUnavailable, acts_json, agreed_text_json, exports, record_json
from bot.records.markdown import acts_markdown, agreed_text_markdown
from bot.records.model import AgreedTextFile, RecordFile, json_schema
from bot.records.verification import Broken, NotARecord, Verified, verify, verify_with_record

__all__ = [
    "FORMATS",
    "AgreedTextFile",
    "Book",
    "Broken",
    "ExportFile",
    "FormatUnavailable",
    "NotARecord",
    "RecordFile",
    "Verified",
    "acts_json",
    "acts_markdown",
    "agreed_text_json",
    "agreed_text_markdown",
    "book_of",
    "exports",
    "json_schema",
    "record_json",
    "verify",
    "verify_with_record",
]
