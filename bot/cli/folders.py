"""Folders that a user names for files to be written into, looked at before any work is done."""

import os
from pathlib import Path


def fault_of(folder: Path) -> str | None:
    """Say why files cannot be written into a folder, or None; it and its parents need not be there yet."""
    # os.path says False where pathlib raises, as for a name that the system refuses.
    there = next((place for place in (folder, *folder.parents) if os.path.lexists(place)), None)
    if there is None or os.path.isdir(there):  # noqa: PTH112  # as above
        return None
    return f"{there} is a file; give a folder"
