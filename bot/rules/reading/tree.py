"""Limits of the whole file, checked before any field is read."""

from collections.abc import Mapping

from bot.rules.reading.row import Faults
from bot.rules.yamlio import DEAL_LIMITS, Path

LONGEST = {"parties": 40, "regions": 300, "categories": 100, "commitments": 500}
LONGEST_OTHER = 200
_LARGEST_NUMBER = 10**2_000


def check_tree(faults: Faults, raw: object, path: Path = ()) -> None:
    """Note E_LIMIT for what is too deep, too long or too many, and E_FLOAT for floats, in values of any origin."""
    match raw:
        case float():
            faults.add("E_FLOAT", path, "This is a floating-point number; write it in quotes.")
        case str() if len(raw) > DEAL_LIMITS.string:
            faults.add("E_LIMIT", path, f"A text has {len(raw):,} characters; at most {DEAL_LIMITS.string:,} are read.")
        case int() if abs(raw) >= _LARGEST_NUMBER:
            faults.add("E_LIMIT", path, "A number has more than 2,000 digits.")
        case Mapping() | list() if len(path) >= DEAL_LIMITS.depth:
            faults.add("E_LIMIT", path, f"This is nested deeper than {DEAL_LIMITS.depth} levels.")
        case Mapping():
            _check_length(faults, len(raw), path)
            for key, value in raw.items():
                if not isinstance(key, str):
                    faults.add("E_TYPE", path, f"The key {key!r} must be text.")
                check_tree(faults, key, path)
                check_tree(faults, value, (*path, str(key)))
        case list():
            _check_length(faults, len(raw), path)
            for place, value in enumerate(raw):
                check_tree(faults, value, (*path, place))
        case _:
            pass


def _check_length(faults: Faults, length: int, path: Path) -> None:
    most = LONGEST.get(str(path[0]), LONGEST_OTHER) if len(path) == 1 else LONGEST_OTHER
    if length > most:
        faults.add("E_LIMIT", path, f"This has {length:,} entries; at most {most} are read.")
