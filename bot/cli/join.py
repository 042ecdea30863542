"""`python bot.py join`: parts of a record, exported one after another, become one record again."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.records import NotARecord, Verified, verify
from bot.records.joining import joined
from bot.records.reading import read_json


def join_files(paths: Sequence[Path], out: Path) -> int:
    """Write the record that the files are together: 0 done, 1 it is not intact, 2 they do not fit together."""
    try:
        record = joined([read_json(path.read_bytes()) for path in paths])
    except OSError as error:
        print(f"{error.filename}: cannot be read ({error.strerror}); give exported .json files", file=sys.stderr)
        return 2
    except NotARecord as error:
        print(f"they cannot be joined: {error}", file=sys.stderr)
        return 2
    text = json.dumps(record.model_dump(), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    data = text.encode("utf-8", "backslashreplace")
    found = verify(data)
    if not isinstance(found, Verified):
        print(f"joined, they are no intact record: {found.why}. Nothing was written.", file=sys.stderr)
        return 1
    try:
        out.write_bytes(data)
    except OSError as error:
        print(f"--out: {out} cannot be written ({error.strerror}).", file=sys.stderr)
        return 2
    print(f"{out}: {found.entries} entries, head {found.head}")
    return 0
