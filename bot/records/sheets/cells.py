"""CSV that a spreadsheet can only read as what it is: no cell is a formula, no id is rounded to a number."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from bot.negotiation.codec import time_to_json
from bot.records.pens import PLAIN
from bot.text.words import Words

Cell = str | int | Fraction | datetime | None
"""Text that somebody typed or not, a number, a time, or nothing."""

_MARK = "\N{BYTE ORDER MARK}"
# Some spreadsheets split at these as well, skip blanks and quotation marks before a formula, and read wide forms of
# what begins one as the usual ones.
_FORMULA = re.compile(r"(^|[;|\t])([\s\"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_LONG_NUMBER = re.compile(r"\d{16,}")  # a spreadsheet keeps 15 digits of a number
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: names of its columns, and rows with as many cells each."""

    columns: tuple[str, ...]
    rows: Iterable[Sequence[Cell]]


def columns(words: Words, locale: str, sheet: str) -> tuple[str, ...]:
    """Give the names of a sheet's columns."""
    return tuple(words(f"exports/sheets#{sheet}", locale=locale).splitlines())


def csv_of(sheet: Sheet) -> bytes:
    """Give a sheet as a CSV file: UTF-8 with its mark, lines that end in CR LF, every cell in quotation marks."""
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([shown(name) for name in sheet.columns])
    for row in sheet.rows:
        writer.writerow([shown(cell) for cell in row])
    return out.getvalue().encode()


def shown(cell: Cell) -> str:
    """Give a cell as it stands in the file: times in ISO 8601 (UTC), text on one line and safe."""
    match cell:
        case None:
            return ""
        case str():
            return safe(cell)
        case datetime():
            return time_to_json(cell)
        case Fraction() if cell.denominator != 1:
            return str(round(float(cell), _PLACES))
        case _:
            return str(cell)


def safe(text: str) -> str:
    """Give text on one line in which no spreadsheet finds a formula or a number that it would round.

    An apostrophe stands before what would be one.
    """
    line = PLAIN.line(text)
    if _LONG_NUMBER.fullmatch(line):
        return f"'{line}"
    return _FORMULA.sub(r"\1\2'", line)
