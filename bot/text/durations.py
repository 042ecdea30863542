"""Durations as people type them: `45` (minutes), `90m`, `1h30`, `2d 4h`."""

import re

LONGEST_DAYS = 365
_MINUTES = {"d": 1440, "h": 60, "m": 1}
_UNIT = r"(?:days?|d|hours?|hrs?|h|minutes?|mins?|m)"
_TYPED = re.compile(rf"(?:[0-9]{{1,6}}\s*{_UNIT}\s*)*(?:[0-9]{{1,6}}\s*)?", re.IGNORECASE)
_PIECE = re.compile(rf"([0-9]{{1,6}})\s*({_UNIT})?", re.IGNORECASE)
_MOST_TYPED = 60


def minutes_of(typed: str) -> int | None:
    """Give the minutes that were typed, or None if that is no duration, none at all, or longer than a year.

    Units come from the largest to the smallest, each once; a last number without a unit is minutes.
    """
    text = typed.strip().replace(",", " ").replace(" and ", " ")
    if not text or len(text) > _MOST_TYPED or not _TYPED.fullmatch(text):
        return None
    pieces = [(int(number), (unit or "m")[0].lower()) for number, unit in _PIECE.findall(text)]
    units = [unit for _, unit in pieces]
    if units != sorted(set(units), key="dhm".index):
        return None
    minutes = sum(number * _MINUTES[unit] for number, unit in pieces)
    return minutes if 0 < minutes <= LONGEST_DAYS * _MINUTES["d"] else None


def typed_minutes(minutes: int) -> str:
    """Give minutes as they may be typed: `2d 4h 5m`."""
    days, rest = divmod(minutes, _MINUTES["d"])
    hours, left = divmod(rest, _MINUTES["h"])
    return " ".join(f"{count}{unit}" for count, unit in ((days, "d"), (hours, "h"), (left, "m")) if count)
