"""Exact numbers and dates: reading them from files, and writing them for people and for JSON."""

import re
from datetime import date, timedelta
from fractions import Fraction

ZERO = Fraction(0)
_QUANTITY = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+|/[1-9][0-9]*)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:\+([0-9]{1,5})d)?")
_CHUNK = 4_000  # decimal digits that CPython converts in one go (its limit is 4,300)


class NotNegative(ValueError):  # noqa: N818 - names the rule that was broken
    """A minus stands before a good quantity."""


def parse_quantity(value: str | int) -> Fraction:
    """Read `12`, `0.25` or `7/3` exactly.

    Raises NotNegative for a minus before a good shape, ValueError for any other shape.
    """
    if isinstance(value, int):
        if value < 0:
            raise NotNegative
        return Fraction(value)
    if _QUANTITY.fullmatch(value):
        return Fraction(value)
    if value.startswith("-") and _QUANTITY.fullmatch(value[1:]):
        raise NotNegative
    raise ValueError(value)


def parse_date(value: str) -> date:
    """Read `YYYY-MM-DD` or `YYYY-MM-DD+Nd` (N days later, day 0 not counted); raises ValueError."""
    match = _DATE.fullmatch(value)
    if match is None:
        raise ValueError(value)
    year, month, day, later = match.groups()
    try:
        return date(int(year), int(month), int(day)) + timedelta(days=int(later or 0))
    except OverflowError as error:
        raise ValueError(value) from error


def exact(value: Fraction) -> str:
    """Write an integer or a reduced fraction, as the JSON of an assessment holds it."""
    top = _digits(value.numerator)
    return top if value.denominator == 1 else f"{top}/{_digits(value.denominator)}"


def exact_or_none(value: Fraction | None) -> str | None:
    """Write a number as `exact` does; an unknown one stays None."""
    return None if value is None else exact(value)


def shown(value: Fraction | None) -> str:
    """Write a number for a person: thousands grouped, fractions to three places with `about`, unknown as such."""
    if value is None:
        return "unknown"
    if value.denominator == 1:
        return _grouped(value.numerator)
    thousandths = round(value * 1000)
    whole, rest = divmod(abs(thousandths), 1000)
    decimals = f"{rest:03d}".rstrip("0")
    sign = "-" if thousandths < 0 else ""
    text = f"{sign}{_grouped(whole)}.{decimals}" if decimals else f"{sign}{_grouped(whole)}"
    return text if Fraction(thousandths, 1000) == value else f"about {text}"


def _grouped(value: int) -> str:
    if abs(value).bit_length() < 64:  # noqa: PLR2004 - a machine word: anything a person would count
        return f"{value:,}"
    digits = _digits(abs(value))
    head = len(digits) % 3 or 3
    groups = [digits[:head], *(digits[place : place + 3] for place in range(head, len(digits), 3))]
    return ("-" if value < 0 else "") + ",".join(groups)


def _digits(value: int) -> str:
    """Write an integer of any length; CPython refuses more than 4,300 digits at once."""
    if value < 0:
        return f"-{_digits(-value)}"
    if value.bit_length() < 3 * _CHUNK:
        return str(value)
    length = int(value.bit_length() * 0.30103) + 1
    low = length // 2
    high, rest = divmod(value, 10**low)
    return _digits(high) + _digits(rest).rjust(low, "0")


def ceiling(value: Fraction) -> int:
    """Return the least whole number that is not below the value."""
    return -(-value.numerator // value.denominator)
