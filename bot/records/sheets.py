"""Tables for a spreadsheet: CSV whose cells are words, whatever they begin with."""

import csv
import io
from collections.abc import Iterable, Sequence

# The second four are the same letters in full width, which some spreadsheets take for them.
_BEGINS_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def sheet(rows: Iterable[Sequence[str]]) -> bytes:
    """Give rows as CSV: UTF-8 with its mark, as spreadsheets want it, and lines that end in CR LF.

    A cell that a spreadsheet would take for a formula has an apostrophe before it, which most do not show.
    """
    made = io.StringIO(newline="")
    csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [dead(cell) for cell in row] for row in rows
    )
    return made.getvalue().encode("utf-8-sig", "backslashreplace")


def dead(cell: str) -> str:
    """Give the words of a cell so that no spreadsheet computes them."""
    return f"'{cell}" if cell.lstrip().startswith(_BEGINS_FORMULA) or cell[:1] in {"\t", "\r", "\n"} else cell
